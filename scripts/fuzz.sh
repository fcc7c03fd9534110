#!/bin/sh
# Fuzzes every decoder for some seconds each run: scripts/fuzz.sh [SECONDS] [libFuzzer's options]
# Builds Tests/Fuzzing with the compiler's fuzzer and the address sanitizer. Fails where an input brings a reader down,
# takes longer than 20 s or more than 2 GB; the input is kept in .build/fuzzing.
set -eu

cd "$(dirname "$0")/.."
seconds=${1:-60}
[ $# -eq 0 ] || shift
build=.build/fuzzing
mkdir -p "$build/seeds" "$build/found"

# The first byte of a seed is the number of its decoder in Fuzz.swift.
seed() { { printf "\\$(printf '%03o' "$1")"; cat "$2"; } >"$build/seeds/$1-$(basename "$2")"; }
for file in SampleData/problems/*.json; do
  case $file in
  *by-name.expected.json) ;;
  *.expected.json) seed 6 "$file" ;;
  *by-name.json) seed 7 "$file" ;;
  *) seed 5 "$file" && seed 0 "$file" ;;
  esac
done
for file in technicians customers appointments past-visits; do
  head -n 5 "SampleData/$file.csv" >"$build/rows" && seed 4 "$build/rows" && mv "$build/seeds/4-rows" "$build/seeds/4-$file"
done
head -n 5 SampleData/past-visits.ndjson >"$build/lines"
seed 3 "$build/lines"
seed 1 "$build/lines"
printf '{"technicians":[{"id":"t1","name":"A","home":{"address":"A","location":[9.5,47.1]},"skills":{"gas":1}}]}' >"$build/records"
seed 2 "$build/records"
printf '{"now":"2026-11-23T09:00:00Z","routes":[{"technician":"t","visits":[{"id":"v","planned":{"start":1,"finish":2}}]}]}' >"$build/day"
seed 8 "$build/day"
printf '2026-11-23T09:00:00.5+01:00' >"$build/time"
seed 9 "$build/time"
printf 'tomorrow 9:00' >"$build/words"
seed 10 "$build/words"

swift build --package-path Tests/Fuzzing --scratch-path "$build/build" -c release --product fuzz \
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library -Xswiftc -use-ld=lld
"$(swift build --package-path Tests/Fuzzing --scratch-path "$build/build" -c release --show-bin-path)/fuzz" \
  -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=8192 -artifact_prefix="$build/" -print_final_stats=1 \
  -detect_leaks=0 "$@" "$build/found" "$build/seeds"
