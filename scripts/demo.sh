#!/bin/sh
# The main job on the sample firm: plan Monday, then let it go wrong at 10:40. Needs the built program only.
set -eu

program=$1
root=$(cd "$(dirname "$0")/.." && pwd)
work="$root/.build/demo"
rm -rf "$work"
mkdir -p "$work"
PUNCTUAL_DB="$work/punctual.sqlite"
export PUNCTUAL_DB
case $program in /*) ;; *) program="$root/$program" ;; esac
cd "$root"

if [ -z "${COLUMNS:-}" ]; then
  COLUMNS=$({ stty size </dev/tty; } 2>/dev/null | cut -d ' ' -f 2) || COLUMNS=""
  [ -n "$COLUMNS" ] && export COLUMNS
fi

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$(printf '\033[1m') dim=$(printf '\033[2m') plain=$(printf '\033[0m'); else bold="" dim="" plain=""; fi

# Breaks what is longer than the terminal at spaces: $1 ends a line that goes on, $2 begins the next.
folded() {
  awk -v width="${COLUMNS:-80}" -v more="$1" -v indent="$2" '{
    line = $1
    for (i = 2; i <= NF; i++) {
      if (length(line) + 1 + length($i) + length(more) > width) { print line more; line = indent $i }
      else line = line " " $i
    }
    print line
  }'
}

chapter() {
  printf '\n%s' "$bold"
  printf '%s\n' "$1" | folded "" "   "
  printf '%s\n' "$plain"
}

# Shows the command as one would type it, then runs it.
run() {
  printf '%s' "$dim"
  {
    printf '$ punctual'
    for word in "$@"; do case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac; done
    printf '\n'
  } | folded " \\\\" "    "
  printf '%s' "$plain"
  "$program" "$@"
  echo
}

sunday="2026-11-22 18:00"
monday=2026-11-23

chapter "1. A firm: 14 technicians, 220 customers, a week of appointments, a year of past visits"
run init --zone Europe/Vaduz --now "$sunday"
run import SampleData/firm.json SampleData/past-visits.ndjson --now "$sunday"
run learn --now "$sunday"

chapter "2. Sunday evening: plan Monday"
run plan $monday --now "$sunday"
run board $monday --now "$sunday"

chapter "3. Monday morning runs; every 15 minutes the live loop predicts, recovers and tells"
run sample play --until "$monday 9:10" --now "$monday 9:10"

chapter "4. Then one job runs over, and its technician says nothing; what the live loop does about it"
run sample play --until "$monday 10:40" --stuck t06=90 --now "$monday 10:40"

chapter "5. 10:40: what is still in danger, what is moved now, who is told and why"
run tick --now "$monday 10:40"
run board --now "$monday 10:40"

chapter "6. What the first customer who must wait was told"
run notify log --since "$monday 9:10" --kind running-late --limit 1 --full --now "$monday 10:40"

chapter "Try next"
cat <<NEXT
  export PUNCTUAL_DB=$work/punctual.sqlite
  alias punctual="$program"

  # a technician's own day
  punctual mine --as t06 --now "$monday 10:40"
  # why an appointment is left out
  punctual explain a051 --now "$monday 10:40"
  # which windows can be promised
  punctual offer --customer c001 --type boiler-service --minutes 60 \\
      --skill heating:2 --now "$monday 10:40"
  # what would be said next, and why
  punctual notify preview --now "$monday 10:45"
  # promises kept over the last weeks
  punctual report --now "$monday 10:40"
  # what a program can ask for
  echo '{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}' | punctual rpc
NEXT
