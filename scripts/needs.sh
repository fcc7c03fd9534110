#!/bin/sh
# Makes sure that what the build needs is there: Swift, and SQLite's header.
set -eu

if ! command -v swift >/dev/null 2>&1; then
  echo "Swift is needed (6.2 or newer): see https://www.swift.org/install" >&2
  exit 69
fi

for folder in /usr/include /usr/local/include /opt/homebrew/include "$(xcrun --show-sdk-path 2>/dev/null || true)/usr/include"; do
  [ -f "$folder/sqlite3.h" ] && exit 0
done

if ! command -v apt-get >/dev/null 2>&1; then
  echo "The header of SQLite is needed: install libsqlite3-dev or your system's like." >&2
  exit 69
fi
echo "installing libsqlite3-dev" >&2
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
$as_root apt-get update -qq >/dev/null
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libsqlite3-dev >/dev/null
