#!/usr/bin/env python3
"""A plan of a day that is disturbed: a technician falls ill, urgent jobs come in. Replanned in a second from the plan that
stands, with a price on every job that changes hands, against the same problem solved anew.

    replan.py BINARY PROBLEM [--base SECONDS] [--seconds N] [--anew SECONDS] [--seed N]
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path


def solve(binary, problem, seconds, folder):
    paths = [folder / name for name in ("problem.json", "solution.json")]
    paths[0].write_text(json.dumps(problem))
    done = subprocess.run([binary, "solve", "-i", paths[0], "-o", paths[1], "-t", "1", "-l", str(seconds)],
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr[:500])
    if subprocess.run([binary, "check", *paths], capture_output=True).returncode != 0:
        sys.exit("The answer is not valid.")
    return json.loads(paths[1].read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("problem", type=Path)
    parser.add_argument("--base", type=float, default=30, help="seconds for the plan that stands")
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--anew", type=float, default=10)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    problem = json.loads(options.problem.read_text())
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        standing = {}
        for route in solve(options.binary, problem, options.base, folder)["routes"]:
            standing[route["vehicle"]] = [
                {"type": step["type"], "id": step["id"], "service_at": step["arrival"] + step["waiting_time"]}
                for step in route["steps"] if step["type"] in ("job", "break")]
        ill = dice.choice(sorted(standing))
        problem["vehicles"] = [vehicle for vehicle in problem["vehicles"] if vehicle["id"] != ill]
        first = max(job["id"] for job in problem["jobs"]) + 1
        problem["jobs"] += [{**dice.choice(problem["jobs"]), "id": first + number, "priority": 10} for number in range(5)]
        before = {step["id"]: vehicle for vehicle, steps in standing.items() if vehicle != ill
                  for step in steps if step["type"] == "job"}
        replanned = json.loads(json.dumps(problem))
        for vehicle in replanned["vehicles"]:
            vehicle["steps"] = [
                {key: value for key, value in step.items() if step["type"] == "job" or key != "service_at"}
                for step in standing.get(vehicle["id"], [])]
        replanned["objective"] = {"changed_vehicle": 600}
        priority = {job["id"]: job.get("priority", 0) for job in problem["jobs"]}
        print(f"{'':24} {'left out (priority)':>20} {'travel':>9} {'changed hands':>14}")
        for label, input, seconds in [("from the standing plan", replanned, options.seconds),
                                      ("anew", problem, options.anew)]:
            answer = solve(options.binary, input, seconds, folder)
            left = [task["id"] for task in answer["unassigned"]]
            now = {step["id"]: route["vehicle"] for route in answer["routes"] for step in route["steps"]
                   if step["type"] == "job"}
            moved = sum(1 for job, vehicle in before.items() if now.get(job) != vehicle)
            figure = f"{len(left)} ({sum(priority[job] for job in left)})"
            print(f"{f'{label}, {seconds:g} s':24} {figure:>20} {answer['summary']['duration']:9} {moved:14}")


if __name__ == "__main__":
    main()
