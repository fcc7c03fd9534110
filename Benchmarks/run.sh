#!/bin/sh
# Compares the built program with its peers. Installs them into a folder of its own.
set -eu

binary=$1
root=$(cd "$(dirname "$0")/.." && pwd)
case $binary in /*) ;; *) binary="$root/$binary" ;; esac
peers="$root/.build/peers"
if [ ! -x "$peers/bin/vroom" ]; then
  python3 -m venv "$peers"
  "$peers/bin/pip" install --quiet --disable-pip-version-check pyvroom
fi
"$peers/bin/python" "$root/Benchmarks/compare.py" "$binary"
