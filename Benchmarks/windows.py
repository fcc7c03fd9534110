#!/usr/bin/env python3
"""Routing with time windows from the literature: gaps of Punctual to the best known distances.

    windows.py BINARY --best BEST.csv FILE... [--seconds N] [--threads N] [--seed N]

FILE: Solomon's or Gehring and Homberger's text form. BEST.csv: columns `instance` (the file's name without its ending) and
`bks_distance`. DIMACS convention: Euclidean distances truncated to one decimal, total distance is all that counts. An
answer counts only when `punctual check` finds it valid and it serves every customer.
"""
import argparse
import csv
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def problem(path):
    """The file as a VROOM problem in tenths."""
    lines = [line.split() for line in path.read_text().splitlines()]
    fleet = next(row for row in lines if len(row) == 2 and all(part.isdigit() for part in row))
    rows = [[float(part) for part in row] for row in lines if len(row) == 7 and row[0].isdigit()]
    depot = rows[0]
    durations = [[math.trunc(10 * math.hypot(a[1] - b[1], a[2] - b[2])) for b in rows] for a in rows]
    return {
        "jobs": [{"id": int(row[0]), "location_index": number, "delivery": [int(row[3])], "service": int(10 * row[6]),
                  "time_windows": [[int(10 * row[4]), int(10 * row[5])]]}
                 for number, row in enumerate(rows) if number > 0],
        "vehicles": [{"id": number + 1, "start_index": 0, "end_index": 0, "capacity": [int(fleet[1])],
                      "time_window": [int(10 * depot[4]), int(10 * depot[5])]} for number in range(int(fleet[0]))],
        "matrices": {"car": {"durations": durations}}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--best", required=True, type=Path)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with options.best.open() as rows:
        best = {row["instance"]: 10 * float(row["bks_distance"]) for row in csv.DictReader(rows)}
    gaps = []
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "problem.json", Path(folder) / "solution.json"
        for path in options.files:
            given.write_text(json.dumps(problem(path)))
            begin = time.monotonic()
            subprocess.run([options.binary, "solve", "-i", given, "-o", found, "-l", str(options.seconds),
                            "-t", str(options.threads), "--seed", str(options.seed)], check=True)
            took = time.monotonic() - begin
            isValid = subprocess.run([options.binary, "check", given, found], capture_output=True).returncode == 0
            answer = json.loads(found.read_text())
            if not isValid or answer["unassigned"] or path.stem not in best:
                print(f"{path.stem:12} {'no best known' if isValid else 'INVALID'} {len(answer['unassigned'])} left out")
                continue
            gaps.append(100 * (answer["summary"]["cost"] / best[path.stem] - 1))
            print(f"{path.stem:12} {took:6.1f} s {answer['summary']['routes']:4} routes {gaps[-1]:6.2f} %", flush=True)
    if not gaps:
        sys.exit("nothing to average")
    print(f"mean {sum(gaps) / len(gaps):.3f} %, worst {max(gaps):.2f} %, {len(gaps)} instances")


if __name__ == "__main__":
    main()
