#!/usr/bin/env bash
# Says what a pull request changes in the wiki: in one comment on it, or in the summary of the job where the token may not
# comment, as on pull requests from forks. Whatever goes wrong is told in the summary; the job never fails by it.
#
# BASE_SHA, HEAD_SHA, PULL_REQUEST: commits and number of the pull request
# GH_TOKEN: for `gh`, which posts the comment
#
# Backquotes are those of markdown, variables in single quotes those of GraphQL.
# shellcheck disable=SC2016
set -uo pipefail

out="$RUNNER_TEMP/sourcebook-diff"
# Several wikis of one repository have a comment each.
marker="<!-- sourcebook-diff $(printf '%s' "$CONTENT" | cksum | cut -d ' ' -f 1) -->"
page="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
export GH_HOST="${GITHUB_SERVER_URL#*://}" GH_PROMPT_DISABLED=1

# Ends with a sentence in the summary.
give_up() {
  printf '### What this pull request changes\n\n%s\n' "$1" >> "$GITHUB_STEP_SUMMARY"
  printf '%s\n' "$1" >&2
  exit 0
}

in_repository() { git -C "$CONTENT" "$@"; }

is_here() { in_repository cat-file -e "$1^{commit}" 2> /dev/null; }

# The commit to compare with. A merge of the pull request into its base, which `actions/checkout` makes, has that base as its first
# parent, even in a clone without history.
find_base() {
  local parents merge_base
  read -r -a parents <<< "$(in_repository cat-file commit HEAD | sed -n -e '/^$/q' -e 's/^parent //p' | tr '\n' ' ')"
  if [ "${#parents[@]}" -eq 2 ] && [ "${parents[1]}" = "$HEAD_SHA" ]; then
    printf '%s' "${parents[0]}"
  elif merge_base=$(in_repository merge-base "$BASE_SHA" HEAD 2> /dev/null); then
    printf '%s' "$merge_base"
  else
    printf '%s' "$BASE_SHA"
  fi
}

# A clone without history lacks the commit. Its files are enough.
fetch() {
  local depth=()
  if [ "$(in_repository rev-parse --is-shallow-repository)" = true ]; then depth=(--depth=1); fi
  in_repository fetch --quiet --no-tags ${depth[@]+"${depth[@]}"} origin "$1"
}

# The number of the comment that an earlier run has made; nothing if there is none.
find_comment() {
  local query='query($owner: String!, $name: String!, $number: Int!, $endCursor: String) {
    repository(owner: $owner, name: $name) { pullRequest(number: $number) {
      comments(first: 100, after: $endCursor) {
        nodes { databaseId viewerDidAuthor body } pageInfo { hasNextPage endCursor } } } } }'
  gh api graphql --paginate -f query="$query" -f owner="${GITHUB_REPOSITORY%%/*}" -f name="${GITHUB_REPOSITORY#*/}" \
    -F number="$PULL_REQUEST" --jq ".data.repository.pullRequest.comments.nodes[]
      | select(.viewerDidAuthor and (.body | startswith(\"$marker\"))) | .databaseId"
}

# Posts a file as the comment, or puts it in the place of the last one.
post() {
  local found comment
  found=$(find_comment) || return
  comment=$(head -n 1 <<< "$found")
  if [[ "$comment" =~ ^[0-9]+$ ]]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$comment" -F body=@"$1"
  elif grep -q '^#### ' "$1"; then
    gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" -F body=@"$1"
  fi
}

[ -n "${SOURCEBOOK:-}" ] || give_up 'Sourcebook was not installed, so nothing was compared.'
[[ "$BASE_SHA" =~ ^[0-9a-f]{40,64}$ && "$PULL_REQUEST" =~ ^[0-9]+$ ]] || give_up 'The event names no pull request.'
base=$(find_base)
if ! is_here "$base" && ! fetch "$base"; then
  give_up "The commit $base, to compare with, is not in this clone and could not be fetched. \`fetch-depth: 0\` of actions/checkout has it."
fi
# Titles of articles stay out of the log, where they could be read as commands of the runner.
if ! "$SOURCEBOOK" diff "$base" --content "$CONTENT" --out "$out" > /dev/null 2> "$RUNNER_TEMP/sourcebook-diff.txt"; then
  sed 's/^/sourcebook: /' "$RUNNER_TEMP/sourcebook-diff.txt" >&2
  give_up "The wiki could not be compared with $base; the log of this step says why."
fi
echo "report=$out" >> "$GITHUB_OUTPUT"

comment="$RUNNER_TEMP/sourcebook-comment.md"
{
  printf '%s\n### What this pull request changes\n\n' "$marker"
  cat "$out/comment.md"
  printf '\nThe articles before and after are in the artifact `sourcebook-diff` of [this run](%s).\n' "$page"
} > "$comment"
if post "$comment"; then exit 0; fi
{
  cat "$comment"
  printf '\nThis could not be posted as a comment. A run for a fork may not comment; any other needs `permissions: { pull-requests: write }`.\n'
} >> "$GITHUB_STEP_SUMMARY"
exit 0
