#!/usr/bin/env bash
# Builds the site. BASE and SITE may be empty: then sourcebook.yaml decides.
set -euo pipefail

options=(--content "$CONTENT" --out "$OUT")
if [ -n "$BASE" ]; then options+=(--base "$BASE"); fi
if [ -n "$SITE" ]; then options+=(--site "$SITE"); fi
if [ "$STRICT" = true ]; then options+=(--strict); fi
"$SOURCEBOOK" build "${options[@]}" | tee "$RUNNER_TEMP/sourcebook-build.txt"
