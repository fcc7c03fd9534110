#!/usr/bin/env python3
"""How many lines a pipe takes, and whether memory stays flat.

    Benchmarks/pipes.py BINARY [LINES [VROOM]]

Sends LINES requests (10,000 unless said) through one `punctual rpc`: half of them read, half change a record, each change
durable before its answer. The peer is the same work by Python's own sqlite3 with the same durability (WAL,
synchronous=FULL): one UPDATE and one row in a journal a transaction, which is the least that such a change costs. Also sends
days through `predict --ndjson` (beside `jq -c .`, which reads and writes the same line and thinks nothing), problems through
`solve --ndjson` (beside a process of VROOM's own program a problem, where it is named), and past visits and customers through
`import -`, where ten times as many lines show whether memory stays flat. Prints lines a second and the resident memory after
a tenth of the lines and after all.
"""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

binary = os.path.abspath(sys.argv[1])
lines = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000


def memory(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def through(arguments, line, count, environment, program=None):
    """Lines a second and memory (MB) early and late, one line after the answer to the one before."""
    process = subprocess.Popen(
        [program or binary, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    early = 0.0
    begin = time.perf_counter()
    for number in range(count):
        process.stdin.write(line(number))
        process.stdin.flush()
        reply = process.stdout.readline()
        if not reply or b'"error"' in reply[:60]:
            sys.exit(f"line {number} of {arguments[0]} was answered with {reply[:300]!r}")
        if number == count // 10:
            early = memory(process)
    seconds = time.perf_counter() - begin
    late = memory(process)
    process.stdin.close()
    process.wait()
    return count / seconds, early, late


def request(number):
    if number % 2:
        method, parameters = "customer.show", {"id": f"c{number % 200 + 1:03}"}
    else:
        method, parameters = "customer.edit", {"id": f"c{number % 200 + 1:03}", "changes": {"notes": f"note {number}"}}
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}).encode() + b"\n"


def imported(line, count, environment):
    """Lines a second of an import from a pipe, and the most memory (MB) that it took."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [binary, "import", "-", "--format", "ndjson"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)
    for number in range(count):
        process.stdin.write(line(number))
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"the import of {count} lines ended with {status}")
    return count / (time.perf_counter() - begin), usage.ru_maxrss / 1024


def visit(number):
    start = 1795420800 - 3600 * number
    stamps = {"depart": start - 600, "arrive": start, "start": start, "finish": start + 2400}
    return json.dumps({"kind": "visit", "id": f"p{number:07}", "technician": f"t{number % 12:02}", "type": "boiler-service",
                       "area": "north", "planned": stamps, "actual": stamps}).encode() + b"\n"


def customer(number):
    site = {"id": f"ps{number}", "address": f"Weg {number}", "location": [9.5, 47.1], "area": "north"}
    return json.dumps({"kind": "customer", "id": f"p{number:07}", "name": f"N {number}", "sites": [site]}).encode() + b"\n"


def vroom_lines(program, problem, count):
    """Problems a second, a process each."""
    begin = time.perf_counter()
    for _ in range(count):
        subprocess.run([program, "-t", "1", "-x", "0"], input=problem, stdout=subprocess.DEVNULL, check=True)
    return count / (time.perf_counter() - begin)


def peer(path, count):
    database = sqlite3.connect(path, isolation_level=None)
    for statement in (
        "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
        "CREATE TABLE customer (id TEXT PRIMARY KEY, notes TEXT)", "CREATE TABLE event (sequence INTEGER PRIMARY KEY, text TEXT)",
    ):
        database.execute(statement)
    database.executemany("INSERT INTO customer VALUES (?, '')", [(f"c{number:03}",) for number in range(1, 201)])
    begin = time.perf_counter()
    for number in range(count):
        name = f"c{number % 200 + 1:03}"
        if number % 2:
            database.execute("SELECT * FROM customer WHERE id = ?", (name,)).fetchone()
        else:
            database.execute("BEGIN IMMEDIATE")
            database.execute("UPDATE customer SET notes = ? WHERE id = ?", (f"note {number}", name))
            database.execute("INSERT INTO event (text) VALUES (?)", (name,))
            database.execute("COMMIT")
    return count / (time.perf_counter() - begin)


with tempfile.TemporaryDirectory() as folder:
    environment = dict(os.environ, PUNCTUAL_DB=folder + "/firm.sqlite", PUNCTUAL_ACTOR="bench")
    for command in (["sample", "--out", folder], ["init", "--zone", "Europe/Vaduz"], ["import", folder + "/firm.json"]):
        subprocess.run([binary, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    plain = peer(folder + "/peer.sqlite", lines)
    rate, early, late = through(["rpc"], request, lines, environment)
    print("pipe,lines,lines_per_second,memory_early_mb,memory_late_mb,peer_lines_per_second,ratio")
    print(f"rpc,{lines},{rate:.0f},{early:.1f},{late:.1f},{plain:.0f},{rate / plain:.2f}")
    stop = {"id": "v", "type": "boiler", "planned": {"start": 1795420800, "finish": 1795424400}}
    day = json.dumps({"now": 1795417200, "routes": [{"technician": "t", "visits": [stop]}]}).encode() + b"\n"
    rate, early, late = through(["predict", "--ndjson"], lambda _: day, lines, environment)
    floor = through(["-c", "--unbuffered", "."], lambda _: day, lines, environment, "jq")[0]
    print(f"predict,{lines},{rate:.0f},{early:.1f},{late:.1f},{floor:.0f},{rate / floor:.2f}")
    with open(os.path.join(os.path.dirname(__file__), "../SampleData/problems/breaks.json"), encoding="utf-8") as file:
        problem = json.dumps(json.load(file)).encode() + b"\n"
    count = max(1, lines // 10)
    rate, early, late = through(
        ["solve", "--ndjson", "-t", "1", "--iterations", "20"], lambda _: problem, count, environment)
    other = vroom_lines(sys.argv[3], problem, max(1, count // 10)) if len(sys.argv) > 3 else None
    print(f"solve,{count},{rate:.0f},{early:.1f},{late:.1f},{f'{other:.0f},{rate / other:.2f}' if other else ','}")
    print("import,lines,lines_per_second,most_memory_mb")
    for kind, line in (("visits", visit), ("customers", customer)):
        for count in (lines, 10 * lines):
            rate, most = imported(line, count, environment)
            print(f"{kind},{count},{rate:.0f},{most:.1f}")
