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
cat >"$build/solomon" <<'END'
S3

VEHICLE
NUMBER     CAPACITY
  2         40

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

    0      35         35          0          0       230          0
    1      41         49         10        161       171         10
    2      35         17          7         50        60         10
END
seed 11 "$build/solomon"
cat >"$build/vrplib" <<'END'
NAME : v4
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 12
NODE_COORD_SECTION
1 10 10
2 12 18
3 20 11
4 3 4
DEMAND_SECTION
1 0
2 5
3 6
4 7
DEPOT_SECTION
1
-1
EOF
END
seed 12 "$build/vrplib"
for file in SampleData/problems/coordinates.expected.json SampleData/problems/shipments.expected.json; do
  seed 13 "$file"
done
printf '2 please, the morning is better' >"$build/reply"
seed 14 "$build/reply"
cat >"$build/rules" <<'END'
{"rules":[{"id":"running-late","kind":"running-late","audience":"customer","urgent":true,"lifetime_minutes":60,"choices":2,
"trigger":{"on":"in-danger","chance":0.2,"within_minutes":40,"sure_chance":0.7,"sure_within_minutes":240},
"cancelled_by":["arrived","not-awaited","safe-again"],"superseded_by":["on-my-way","missed"]}],"message_limit":5}
END
seed 15 "$build/rules"
printf 'Tomorrow: {{title}}\nDear {{name}},\n{{#hasTechnician}}{{technician}} comes{{/hasTechnician}} {{window}}.' >"$build/template"
seed 16 "$build/template"
printf '{"code":"Ok","data_version":"x","durations":[[0,1.5],[null,0]],"distances":[[0,2e3],[-1,0]],"sources":[{"distance":1.5},{}],"destinations":[{"distance":2}]}' >"$build/table"
seed 17 "$build/table"
printf '_p~iF~ps|U_ulLnnqC_mqNvxq`@' >"$build/line"
seed 18 "$build/line"
head -n 1 SampleData/past-visits.ndjson >"$build/visit"
seed 19 "$build/visit"
printf '{"version":1}' >"$build/model"
seed 20 "$build/model"
printf 'next monday' >"$build/date"
seed 21 "$build/date"
printf 'osrm:bike=http://[::1]:5000/x' >"$build/router"
seed 22 "$build/router"
# A form says of each field that it does not know, and reads those that it does: one document has something for every method.
cat >"$build/parameters" <<'END'
{"id":"a1","changes":{"notes":null},"revision":2,"customer":"c1","appointment":"a1","visit":"a1","technician":"t1",
"date":"2026-11-23","from":"2026-11-23","days":2,"at":"tomorrow 9:00","note":"x","type":"check","duration_minutes":30,
"windows":[["2026-11-24T08:00:00+01:00","2026-11-24T16:00:00+01:00"]],"window":["2026-11-24T08:00:00Z",1795507200],
"skills":[{"name":"gas","level":2}],"stages":["booked"],"cause":"late","text":"x","score":4,"state":"failed","limit":5,
"idempotency_key":"k","dry_run":true,"actor":"ann","reason":"why","records":{"customers":[{"id":"c1","name":"N"}]}}
END
number=0
while [ $number -lt 90 ]; do
  { printf '\027'; printf "\\$(printf '%03o' $number)"; cat "$build/parameters"; } >"$build/seeds/23-$number"
  number=$((number + 1))
done
cat >"$build/channels" <<'END'
{"default":{"type":"sendmail","program":["/bin/mail"],"from":"o@example.org","unsubscribe":"mailto:s@example.org"},
"sms":{"type":"kannel","url":"http://127.0.0.1:1/","account":"u","from":"+1","secret":{"env":"K"},"report_to":"http://h/{id}"},
"email":{"type":"webhook","url":"https://h/x","secret":{"file":"/k"},"timeout_seconds":5,"max_attempts":3,"after_unknown":"give-up"}}
END
seed 24 "$build/channels"
printf '{"routers":["osrm=http://h:1"],"fallback":"estimate","timeout_seconds":5,"parallel":2,"table_limit":100}' >"$build/travel"
seed 25 "$build/travel"

swift build --package-path Tests/Fuzzing --scratch-path "$build/build" -c release --product fuzz \
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library -Xswiftc -use-ld=lld
# What the language makes once and keeps is no leak.
ASAN_OPTIONS=detect_leaks=0 "$(swift build --package-path Tests/Fuzzing --scratch-path "$build/build" -c release --show-bin-path)/fuzz" \
  -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=8192 -artifact_prefix="$build/" -print_final_stats=1 \
  -detect_leaks=0 "$@" "$build/found" "$build/seeds"
