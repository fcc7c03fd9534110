#!/usr/bin/env python3
"""Technician routing from the literature: what Punctual finds against the best known, every answer recounted here.

    literature.py BINARY FOLDER [--seconds N] [--threads N]

FOLDER holds `trsp/*.txt` (Pillac, Guéret and Medaglia 2013: skills, tools, spare parts, one visit to the depot) and
`hhcrsp/*.json` (Mankowska et al. 2014: visits by two carers at once or one after the other, soft windows). A cost counts
only when `punctual check` finds the answer valid, and is recomputed from visiting times, not read from the answer.
"""
import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BEST = {
    "C101": 10717.5161, "C103": 10281.8618, "C105": 10584.0617, "C201": 10192.9747, "C203": 10001.1694,
    "R101": 3134.8626, "R104": 2285.7726, "R201": 2639.6988, "R205": 2254.8163, "RC101": 2856.4875,
    "RC104": 2162.5141, "RC202": 2487.7274,
    "CPLEX_HCSRP_10_1": 218.199, "CPLEX_HCSRP_10_3": 305.858, "CPLEX_HCSRP_25_1": 428.097,
    "CPLEX_HCSRP_50_1": 943.728, "VNS_HCSRP_100_1": 1255.93,
}
# Files give times to fractions; problems are in whole units of a hundredth.
SCALE = 100
ROW = re.compile(r"(\d+)" + r"\s+([\d.]+)" * 5 + r"\s+\[(.*?)\]" * 3)


def scaled(value):
    return round(SCALE * value)


def trsp(path):
    """Homes, skills, tools and parts as they are; the depot is where everything can be fetched."""
    text = path.read_text()
    crew = int(re.search(r"CREW.*\n(\d+)", text)[1])
    rows = [row.groups() for row in map(ROW.match, text.splitlines()) if row]
    points = [(float(row[1]), float(row[2])) for row in rows]
    numbers = lambda text: [int(part) for part in text.split(",") if part.strip()]
    jobs, vehicles = [], []
    for number, row in enumerate(rows):
        window = [scaled(float(row[3])), scaled(float(row[4]))]
        has = {
            "skills": [skill + 1 for skill in numbers(row[6])], "tools": [f"t{tool}" for tool in numbers(row[7])],
            "parts": {f"p{part}": count for part, count in enumerate(numbers(row[8])) if count},
        }
        if 1 <= number <= crew:
            vehicles.append({"id": number, "start_index": number, "end_index": number, "time_window": window, **has})
        elif number > crew:
            jobs.append({"id": number, "location_index": number, "time_windows": [window],
                         "service": scaled(float(row[5])), **has})
    # Rounded up, so that what is planned in whole units can be done in the file's.
    matrix = [[math.ceil(SCALE * math.hypot(a - c, b - d) - 1e-9) for c, d in points] for a, b in points]
    problem = {"jobs": jobs, "vehicles": vehicles, "depots": [{"id": 1, "location_index": 0}],
               "objective": {"waiting_per_hour": 3600}, "matrices": {"car": {"durations": matrix}}}

    def cost(solution):
        """Working time, waiting included; the second figure leaves waiting out."""
        travel = work = waiting = 0
        for route in solution["routes"]:
            places = []
            for step in route["steps"]:
                places.append(step["location_index"])
                work += step["service"] / SCALE
                waiting += step["waiting_time"] / SCALE
            travel += sum(math.dist(points[a], points[b]) for a, b in zip(places, places[1:]))
        return travel + work + waiting, travel + work

    return problem, cost


def hhcrsp(path):
    """A job a required carer; two of one patient are related; starting late costs what a unit of distance does."""
    data = json.loads(path.read_text())
    skills = {service["id"]: number + 1 for number, service in enumerate(data["services"])}
    jobs, relations = [], []
    for place, patient in enumerate(data["patients"], 1):
        ids = []
        opens, closes = patient["time_window"]
        for need in patient["required_caregivers"]:
            ids.append(len(jobs) + 1)
            jobs.append({
                "id": ids[-1], "location_index": place, "service": scaled(need["duration"]),
                "skills": [skills[need["service"]]], "time_windows": [[scaled(opens), scaled(100_000)]],
                "preferred_window": {"time_window": [scaled(opens), scaled(closes)], "late_per_hour": 3600},
            })
        together = patient.get("synchronization")
        if together and together["type"] == "simultaneous":
            relations.append({"type": "together", "jobs": ids})
        elif together:
            least, most = together["distance"]
            relations.append({"type": "after", "jobs": ids, "least": scaled(least), "most": scaled(most),
                              "technician": "different"})
    vehicles = [{"id": number + 1, "start_index": 0, "end_index": 0, "skills": [skills[a] for a in carer["abilities"]]}
                for number, carer in enumerate(data["caregivers"])]
    distances = data["distances"]
    problem = {
        "jobs": jobs, "vehicles": vehicles, "relations": relations,
        "objective": {"lateness_before_cost": False, "worst_late_per_hour": 3600},
        "matrices": {"car": {"durations": [[scaled(value) for value in row] for row in distances]}},
    }

    def cost(solution):
        distance = total = worst = 0
        for route in solution["routes"]:
            places = [step["location_index"] for step in route["steps"]]
            distance += sum(distances[a][b] for a, b in zip(places, places[1:]))
            for step in route["steps"]:
                if step["type"] == "job":
                    closes = jobs[step["id"] - 1]["preferred_window"]["time_window"][1]
                    late = max(0, step["arrival"] + step["waiting_time"] - closes) / SCALE
                    total += late
                    worst = max(worst, late)
        return (distance + total + worst) / 3, None

    return problem, cost


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    files = [(path, trsp) for path in sorted(options.folder.glob("trsp/*.txt"))]
    files += [(path, hhcrsp) for path in sorted(options.folder.glob("hhcrsp/*.json"))]
    if not files:
        sys.exit(f"{options.folder} has neither trsp/*.txt nor hhcrsp/*.json.")
    print(f"{'instance':18} {'left out':>8} {'cost':>10} {'best known':>11} {'ratio':>6}  without waiting")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("problem.json", "solution.json")]
        for path, read in files:
            problem, cost = read(path)
            paths[0].write_text(json.dumps(problem))
            done = subprocess.run([options.binary, "solve", "-i", paths[0], "-o", paths[1], "-t", str(options.threads),
                                   "-l", str(options.seconds)], capture_output=True, text=True)
            if done.returncode != 0:
                sys.exit(f"{path.name}: {done.stderr[:500]}")
            verdict = subprocess.run([options.binary, "check", *paths], capture_output=True, text=True)
            solution = json.loads(paths[1].read_text())
            name = re.sub(r"^Instanz|_25-5-5-5$", "", path.stem)
            value, waited = cost(solution)
            best = BEST.get(name)
            print(f"{name:18} {len(solution['unassigned']):8} {value:10.2f} {best or 0:11.2f} "
                  f"{value / best if best else 0:6.3f}  {f'{waited:.2f}' if waited else ''}"
                  f"{'' if verdict.returncode == 0 else ' INVALID ' + verdict.stdout[:300]}", flush=True)


if __name__ == "__main__":
    main()
