#!/bin/sh
# Runs all tests. Fails when one fails, and when none ran: a filter or a crash must not look like success.
set -eu

log=$(mktemp)
replies=$(mktemp)
trap 'rm -f "$log" "$replies"' EXIT
status=0
# The tests run the built program, which `--build-tests` alone would not link.
swift build --build-tests >"$log" 2>&1 || { cat "$log"; exit 1; }
PUNCTUAL_REPLIES=$replies swift test --skip-build "$@" >"$log" 2>&1 || status=$?
grep -E '(Test run with|✘|error:|recorded an issue|skipped)' "$log" || true
if [ "$status" -ne 0 ]; then
  tail -n 60 "$log"
  exit "$status"
fi
if ! grep -qE 'Test run with [1-9][0-9]* tests?' "$log"; then
  cat "$log"
  echo "no test ran" >&2
  exit 1
fi
# What the program answered in the tests, and what its pages show, is judged by its schemas, by another program.
if python3 -c 'import jsonschema' 2>/dev/null; then
  program="$(swift build --show-bin-path)/punctual"
  [ ! -s "$replies" ] || python3 Tests/Scripts/replies.py "$replies" "$program"
  python3 Tests/Scripts/examples.py "$program" docs/*.md docs/guide/*.md README.md
else
  echo "answers and examples were not judged: there is no python3 with jsonschema (skipped)"
fi
