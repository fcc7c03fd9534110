#!/usr/bin/env python3
"""Whether problems in VROOM's form are answered as VROOM answers them: the same cost, tasks left out, violations, exit codes.

    Benchmarks/as_vroom.py PUNCTUAL VROOM [http://127.0.0.1:5000]

VROOM is its own program (PyPI's pyvroom installs it; Benchmarks/run.sh puts it in .build/peers/bin). Runs the problems of
SampleData that have nothing beyond VROOM, in its form and in plan mode, and inputs that are wrong, through both, and prints a
row each. A routing server adds the problems that have coordinates only. Exit code 1 where a row differs and docs/formats.md
does not say that it does.
"""
import copy
import json
import os
import subprocess
import sys
import tempfile

punctual, vroom = map(os.path.abspath, sys.argv[1:3])
server = sys.argv[3].removeprefix("http://").rstrip("/").split(":") if len(sys.argv) > 3 else None
problems = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../SampleData/problems")
OURS = ["-t", "1", "--seed", "1", "-l", "2"]
# What docs/formats.md says is otherwise.
KNOWN = {
    "vehicle-types": "a speed_factor is exact here; VROOM rounds its reciprocal to hundredths",
    "no-way": "a null in a matrix is a pair without a way here",
}
differences = 0


def load(name):
    with open(f"{problems}/{name}.json", encoding="utf-8") as file:
        return json.load(file)


def run(command, text):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(text)
        file.flush()
        done = subprocess.run([*command, "-i", file.name], capture_output=True, text=True)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = {"error": (done.stderr.strip().splitlines() or ["nothing"])[-1]}
    return done.returncode, answer


def figures(answer):
    """What two answers of one problem have in common where both are best."""
    summary = answer["summary"]
    causes = sorted({violation["cause"] for violation in summary.get("violations", [])})
    return {
        "cost": summary["cost"], "left out": sorted((task["type"], task["id"]) for task in answer["unassigned"]),
        "routes": summary["routes"], "service": summary["service"], "setup": summary["setup"],
        "waiting": summary["waiting_time"], "priority": summary["priority"],
        "delivery": summary.get("delivery"), "pickup": summary.get("pickup"), "violations": causes,
        "distance": summary.get("distance"),
    }


def compare(name, problem, options=()):
    global differences
    text = problem if isinstance(problem, str) else json.dumps(problem)
    code, ours = run([punctual, "solve", *OURS, *options], text)
    their_code, theirs = run([vroom, "-t", "1", "-x", "5", *options], text)
    if code == 0 == their_code:
        mine, other = figures(ours), figures(theirs)
        # Distances that VROOM does not state without -g are stated here.
        different = [f"{key} {other[key]} -> {mine[key]}" for key in mine
                     if mine[key] != other[key] and not (key == "distance" and other[key] is None)]
        told = "; ".join(different) or f"cost {mine['cost']}, {len(mine['left out'])} left out"
        is_same = not different
    else:
        is_same = code == their_code
        told = f"{their_code} {theirs.get('error')!r} | {code} {ours.get('error')!r}"
    is_known = not is_same and name in KNOWN
    differences += not is_same and not is_known
    word = "same" if is_same else "known" if is_known else "DIFFERS"
    print(f"{word:8}{name:34}{told}{f' ({KNOWN[name]})' if is_known else ''}")


def changed(problem, **parts):
    return {**copy.deepcopy(problem), **parts}


for name in (
    "coordinates", "time-windows", "skills-and-priorities", "breaks", "parts-on-board", "two-shifts", "vehicle-types",
    "shipments", "no-way",
):
    problem = load(name)
    has_matrix = "matrices" in problem or "matrix" in problem
    if not has_matrix and not server:
        continue
    host, port = server or ("", "")
    compare(name, problem, () if has_matrix else ("-r", "osrm", "-a", f"car:{host}", "-p", f"car:{port}"))
compare("given-order, plan mode", load("given-order"), ("-c",))

matrix = [[0, 2000, 200, 1300], [2100, 0, 2250, 3150], [200, 2260, 0, 1100], [1300, 3150, 1100, 0]]
small = {
    "vehicles": [{"id": 0, "start_index": 0, "end_index": 3}],
    "jobs": [{"id": 14, "location_index": 1}, {"id": 15, "location_index": 2}], "matrix": matrix,
}
job, vehicle = small["jobs"][0], small["vehicles"][0]
compare("small, one matrix", small)
compare("small, as `matrices`", {**{k: v for k, v in small.items() if k != "matrix"}, "matrices": {"car": {"durations": matrix}}})
compare("open start", changed(small, vehicles=[{"id": 0, "end_index": 3}]))
compare("no jobs", changed(small, jobs=[]))
compare("steps as a start", changed(small, vehicles=[{**vehicle, "steps": [
    {"type": "start"}, {"type": "job", "id": 15}, {"type": "job", "id": 14}, {"type": "end"}]}]))
compare("plan mode, late and overloaded", changed(
    small, jobs=[{**job, "delivery": [2], "time_windows": [[0, 100]]}, {**small["jobs"][1], "delivery": [2]}],
    vehicles=[{**vehicle, "capacity": [3], "time_window": [0, 1000], "steps": [
        {"type": "start"}, {"type": "job", "id": 14}, {"type": "job", "id": 15}, {"type": "end"}]}]), ("-c",))
compare("plan mode, service_at", changed(small, vehicles=[{**vehicle, "steps": [
    {"type": "start"}, {"type": "job", "id": 14, "service_at": 5000}, {"type": "end"}]}]), ("-c",))

for name, wrong in {
    "empty": "", "cut off": '{"vehicles": [', "an array": "[]", "an empty object": "{}",
    "no vehicles": changed(small, vehicles=[]), "no jobs at all": {"vehicles": [vehicle]},
    "vehicle without id": changed(small, vehicles=[{"start_index": 0}]),
    "vehicle without places": changed(small, vehicles=[{"id": 0}]),
    "vehicles with one id": changed(small, vehicles=[vehicle, vehicle]),
    "id of text": changed(small, jobs=[{**job, "id": "14"}]),
    "id below nothing": changed(small, jobs=[{**job, "id": -1}]),
    "jobs with one id": changed(small, jobs=[job, job]),
    "job without place": changed(small, jobs=[{"id": 1}]),
    "place beyond the matrix": changed(small, jobs=[{"id": 1, "location_index": 9}]),
    "coordinates of text": changed(small, jobs=[{"id": 1, "location": ["a", "b"]}]),
    "one coordinate": changed(small, jobs=[{"id": 1, "location": [9.5]}]),
    "ragged matrix": changed(small, matrix=[[0, 1, 2, 3], [1, 0, 2], [1, 2, 0, 3], [1, 2, 3, 0]]),
    "negative matrix": changed(small, matrix=[[0, -1, 2, 3], *matrix[1:]]),
    "matrix of text": changed(small, matrix=[["0", 1, 2, 3], *matrix[1:]]),
    "window turned round": changed(small, jobs=[{**job, "time_windows": [[10, 5]]}]),
    "windows in disorder": changed(small, jobs=[{**job, "time_windows": [[10, 20], [0, 5]]}]),
    "no windows": changed(small, jobs=[{**job, "time_windows": []}]),
    "vehicle's window turned round": changed(small, vehicles=[{**vehicle, "time_window": [10, 5]}]),
    "service of text": changed(small, jobs=[{**job, "service": "1"}]),
    "priority of 101": changed(small, jobs=[{**job, "priority": 101}]),
    "skills of text": changed(small, jobs=[{**job, "skills": ["a"]}]),
    "two sizes of amounts": changed(small, jobs=[{**job, "delivery": [1]}], vehicles=[{**vehicle, "capacity": [1, 2]}]),
    "amount without capacity": changed(small, jobs=[{**job, "delivery": [1]}]),
    "shipment without delivery": changed(small, shipments=[{"pickup": {"id": 1, "location_index": 1}}]),
    "break without id": changed(small, vehicles=[{**vehicle, "breaks": [{"time_windows": [[0, 9]]}]}]),
    "break without window": changed(small, vehicles=[{**vehicle, "breaks": [{"id": 1}]}]),
    "two breaks with one id": changed(small, vehicles=[{**vehicle, "breaks": [
        {"id": 1, "time_windows": [[0, 9]]}, {"id": 1, "time_windows": [[0, 9]]}]}]),
    "step of an unknown job": changed(small, vehicles=[{**vehicle, "steps": [{"type": "job", "id": 99}]}]),
    "step of an unknown type": changed(small, vehicles=[{**vehicle, "steps": [{"type": "nap", "id": 14}]}]),
    "speed factor of nothing": changed(small, vehicles=[{**vehicle, "speed_factor": 0}]),
    "speed factor of ten": changed(small, vehicles=[{**vehicle, "speed_factor": 10}]),
    "costs of text": changed(small, vehicles=[{**vehicle, "costs": {"fixed": "a"}}]),
    "max_tasks of text": changed(small, vehicles=[{**vehicle, "max_tasks": "a"}]),
    "no matrix of the profile": changed(small, vehicles=[{**vehicle, "profile": "bike"}]),
}.items():
    compare(name, wrong)
compare("nobody routes", load("coordinates"), ("-r", "osrm", "-a", "car:127.0.0.1", "-p", "car:1"))
bike = load("coordinates")
bike["vehicles"] = [{**vehicle, "profile": "bike"} for vehicle in bike["vehicles"]]
compare("no router of the profile", bike, ("-r", "osrm", "-a", "car:127.0.0.1", "-p", "car:1"))
print(f"{differences} differ")
sys.exit(1 if differences else 0)
