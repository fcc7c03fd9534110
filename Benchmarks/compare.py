#!/usr/bin/env python3
"""Punctual and VROOM on the same problems, with the same seconds, one thread each; every answer checked.

    compare.py BINARY [--seconds N] [--problem FILE ...]

Without files it makes field-service days from seeds: shifts, a lunch break, skills, windows, priorities, more work than
fits. VROOM runs first, to its natural end at `-x 5`; Punctual then gets exactly the seconds that VROOM
took (at least one), or those of --seconds. An answer counts only when `punctual check` finds it valid. Better means: more
priority served, then more jobs, then less travel.
"""
import argparse
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def travel(a, b):
    """Whole seconds over a great circle x 1.3 at 40 km/h."""
    (lon1, lat1), (lon2, lat2) = a, b
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return round(2 * 6371008.8 * math.asin(math.sqrt(h)) * 1.3 / (40 / 3.6))


def make_day(jobs, technicians, seed):
    """A field-service day as a VROOM problem with an explicit matrix."""
    dice = random.Random(seed)
    places = [[round(dice.uniform(9.3, 9.8), 5), round(dice.uniform(46.9, 47.4), 5)] for _ in range(jobs + technicians)]
    vehicles = []
    for number in range(technicians):
        start = dice.choice([7, 8, 8, 9]) * 3600
        vehicles.append({
            "id": number + 1, "start_index": number, "end_index": number,
            "skills": sorted(dice.sample(range(1, 7), dice.randint(1, 4))),
            "time_window": [start, start + 9 * 3600],
            "breaks": [{"id": 1, "time_windows": [[41400, 46800]], "service": 2700}]})
    made = []
    for number in range(jobs):
        job = {"id": number + 1, "location_index": technicians + number, "service": dice.choice([30, 45, 60, 90, 120]) * 60,
               "priority": dice.choice([1, 1, 3, 5, 10])}
        if dice.random() < 0.6:
            job["skills"] = [dice.randint(1, 6)]
        width = dice.choice([0, 1, 2, 4]) * 3600
        if width:
            start = dice.randint(8, 17 - width // 3600) * 3600
            job["time_windows"] = [[start, start + width]]
        made.append(job)
    matrix = [[travel(a, b) for b in places] for a in places]
    return {"jobs": made, "vehicles": vehicles, "matrices": {"car": {"durations": matrix}}}


def run(command, text):
    begin = time.monotonic()
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed: {done.stderr[:500] or done.stdout[:500]}")
    return json.loads(done.stdout), time.monotonic() - begin


def quality(problem, solution):
    left = {task["id"] for task in solution["unassigned"]}
    lost = sum(job.get("priority", 0) for job in problem["jobs"] if job["id"] in left)
    return lost, len(left), solution["summary"]["duration"]


def is_valid(binary, folder, problem, solution):
    paths = [folder / "problem.json", folder / "solution.json"]
    for path, content in zip(paths, (problem, solution)):
        path.write_text(json.dumps(content))
    return subprocess.run([binary, "check", *map(str, paths)], capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--problem", nargs="*", default=[])
    options = parser.parse_args()
    vroom = shutil.which("vroom", path=str(Path(sys.executable).parent)) or shutil.which("vroom")
    if not vroom:
        sys.exit("VROOM is needed: pip install pyvroom")
    problems = [(Path(name).name, json.loads(Path(name).read_text())) for name in options.problem]
    problems = problems or [(f"day {jobs}/{crew} seed {seed}", make_day(jobs, crew, seed))
                            for jobs, crew, seed in [(50, 6, 1), (50, 6, 2), (100, 12, 1), (200, 24, 1), (400, 48, 1)]]
    print(f"{'problem':24} {'seconds':>8}  {'VROOM left out':>15} {'travel':>8}  {'Punctual left out':>18} {'travel':>8}  ratio")
    with tempfile.TemporaryDirectory() as folder:
        for name, problem in problems:
            text = json.dumps(problem)
            theirs, took = run([vroom, "-t", "1", "-x", "5"], text)
            seconds = options.seconds or max(1.0, took)
            ours, _ = run([options.binary, "solve", "-t", "1", "-l", f"{seconds:.2f}"], text)
            valid = [is_valid(options.binary, Path(folder), problem, answer) for answer in (theirs, ours)]
            (p1, n1, t1), (p2, n2, t2) = quality(problem, theirs), quality(problem, ours)
            better = "better" if (p2, n2, t2) < (p1, n1, t1) else "equal" if (p2, n2, t2) == (p1, n1, t1) else "worse"
            marks = ["" if good else " INVALID" for good in valid]
            print(f"{name:24} {seconds:8.1f}  {f'{n1} ({p1} priority)':>15}{marks[0]} {t1:8}  "
                  f"{f'{n2} ({p2} priority)':>18}{marks[1]} {t2:8}  {t2 / max(1, t1):.3f} {better}")


if __name__ == "__main__":
    main()
