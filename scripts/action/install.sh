#!/usr/bin/env bash
# Installs Sourcebook beside the job and says where it keeps its cache.
#
# VERSION: a version or a tag of npm
# SOURCEBOOK: the command, where it is there already
set -euo pipefail

if [ -z "${SOURCEBOOK:-}" ]; then
  place="$RUNNER_TEMP/sourcebook"
  npm install --prefix "$place" --no-audit --no-fund "sourcebook@$VERSION"
  SOURCEBOOK="$place/node_modules/.bin/sourcebook"
  echo "SOURCEBOOK=$SOURCEBOOK" >> "$GITHUB_ENV"
fi
{
  echo "version=$("$SOURCEBOOK" --version)"
  echo "cache=$("$SOURCEBOOK" cache --path)"
} >> "$GITHUB_OUTPUT"
