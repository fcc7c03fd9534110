#!/usr/bin/env python3
"""How often the search asks for memory: the same problem with few rounds and with many, everything else alike, so that the
difference is what the rounds need.

    run.py BINARY [PROBLEM ...]

Without problems: days made from seeds, one without breaks (whose routes are judged in the quickest way), one with breaks,
skills and priorities, and one with wishes and two-person visits, which follows each route step by step. Needs a C
compiler.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from compare import make_day  # noqa: E402

FEW, MANY = 2_000, 12_000


def days():
    bare = make_day(200, 20, 1)
    for vehicle in bare["vehicles"]:
        del vehicle["breaks"]
    wishes = make_day(100, 20, 2)
    for job in wishes["jobs"]:
        job["preferred_window"] = {"time_window": [36_000, 43_200], "late_per_hour": 3600}
    wishes["relations"] = [{"type": "together", "jobs": [first, first + 1]} for first in range(1, 20, 2)]
    return {"200 jobs, no breaks": bare, "200 jobs, breaks": make_day(200, 20, 1), "100 jobs, wishes": wishes}


def requests(binary, problem, counter, rounds, folder):
    done = subprocess.run(
        [binary, "solve", "-i", problem, "-o", folder / "solution.json", "-t", "1", "--iterations", str(rounds)],
        env={**os.environ, "LD_PRELOAD": str(counter)}, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr[:500])
    return int(done.stderr.split("requests ")[-1].split()[0])


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary, given = Path(sys.argv[1]).resolve(), [Path(name) for name in sys.argv[2:]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counter = folder / "count.so"
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", counter, Path(__file__).with_name("count.c")], check=True)
        problems = {path.name: path for path in given}
        if not given:
            for label, day in days().items():
                problems[label] = folder / f"{len(problems)}.json"
                problems[label].write_text(json.dumps(day))
        for label, path in problems.items():
            few, many = (requests(binary, path, counter, rounds, folder) for rounds in (FEW, MANY))
            print(f"{label:24} {FEW:6} rounds {few:8} requests, {MANY:6} rounds {many:8}: "
                  f"{(many - few) / (MANY - FEW):.4f} a round")


if __name__ == "__main__":
    main()
