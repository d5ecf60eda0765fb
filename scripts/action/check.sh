#!/usr/bin/env bash
# Checks the wiki: findings become annotations. Fails on errors only if STRICT is `true`, but always if the check could not run.
set -euo pipefail

code=0
"$SOURCEBOOK" check --content "$CONTENT" --format github 2> "$RUNNER_TEMP/sourcebook-check.txt" || code=$?
cat "$RUNNER_TEMP/sourcebook-check.txt" >&2
if [ "$code" -gt 1 ] || { [ "$code" -eq 1 ] && [ "$STRICT" = true ]; }; then exit "$code"; fi
