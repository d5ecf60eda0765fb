#!/usr/bin/env bash
# Writes the summary of the job from what the check and the build have said.
set -euo pipefail

built=$(grep -sE '^Built ' "$RUNNER_TEMP/sourcebook-build.txt" || true)
found=$(grep -sE '^[0-9,]+ articles?: ' "$RUNNER_TEMP/sourcebook-check.txt" | sed -E 's/^[^:]*: (.*)\.$/\1/' || true)
# The number before a word: `1,234` of `1,234 pages`.
number() { sed -nE "s/.*[^0-9,.]([0-9][0-9,.]*) $1.*/\1/p" <<< "$built"; }
{
  echo '### Sourcebook'
  echo
  echo '| | |'
  echo '|---|---|'
  if [ -n "$found" ]; then echo "| Findings | $found |"; fi
  if [ -n "$built" ]; then
    echo "| Articles | $(number 'articles?') |"
    echo "| Pages | $(number 'pages?'), $(number 'of them') made anew |"
    echo "| Time | $(number 's\.') s |"
    echo "| Size | $(du -sk "$OUT" | cut -f 1) kB in $(find "$OUT" -type f | wc -l | tr -d ' ') files |"
  else
    echo '| Site | not built |'
  fi
} >> "$GITHUB_STEP_SUMMARY"
