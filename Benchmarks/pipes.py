#!/usr/bin/env python3
"""How many lines a pipe takes, and whether memory stays flat.

    Benchmarks/pipes.py BINARY [LINES [VROOM]]

Sends LINES requests (10,000 unless said) through one `punctual rpc`, without waiting for the answers in between: half of them
read, half change a record, each change durable before its answer. The peer is the same work by Python's own sqlite3 with the
same durability (WAL, synchronous=FULL): one UPDATE and one row in a journal a transaction, which is the least that such a
change costs. Also sends days through `predict --ndjson` (beside `jq -c .`, which reads and writes the same line and thinks
nothing), a tenth as many problems through `solve --ndjson` (beside VROOM, where its program is named: 20 of them, a process
each; pyvroom's is a Python script, whose start is most of its time), and past visits and customers through `import -`, where
five times as many lines show whether memory stays flat. Prints lines a minute, lines a second of the program's own processor
time, which says more on a busy machine, and the resident memory after a tenth and after nine tenths of the lines.
"""
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

binary = os.path.abspath(sys.argv[1])
lines = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000


def memory(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        # A program that has ended while its last answers are read has none.
        return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS")), 0.0)


class Run:
    """What a program took for so many lines."""

    def __init__(self, count, seconds, usage):
        self.minute = 60 * count / seconds
        self.processor = count / max(usage.ru_utime + usage.ru_stime, 1e-3)
        self.most = usage.ru_maxrss / 1024

    def __str__(self):
        return f"{self.minute:.0f},{self.processor:.0f}"


def through(arguments, line, count, environment, program=None):
    """Sends the lines and reads the answers, of which there is one a line and none is an error."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [program or binary, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)

    def send():
        for number in range(count):
            process.stdin.write(line(number))
        process.stdin.close()

    sender = threading.Thread(target=send)
    early, late = 0.0, 0.0
    sender.start()
    for number in range(count):
        reply = process.stdout.readline()
        if not reply or b'"error"' in reply[:60]:
            sys.exit(f"line {number} of {arguments[0]} was answered with {reply[:300]!r}")
        if number == count // 10:
            early = memory(process)
        if number == count * 9 // 10:
            late = memory(process)
    seconds = time.perf_counter() - begin
    sender.join()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{arguments[0]} ended with {status}")
    run = Run(count, seconds, usage)
    run.early, run.late = early, late
    return run


def request(number):
    if number % 2:
        method, parameters = "customer.show", {"id": f"c{number % 200 + 1:03}"}
    else:
        method, parameters = "customer.edit", {"id": f"c{number % 200 + 1:03}", "changes": {"notes": f"note {number}"}}
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}).encode() + b"\n"


def imported(line, count, environment):
    """What an import from a pipe takes."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [binary, "import", "-", "--format", "ndjson"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)
    for number in range(count):
        process.stdin.write(line(number))
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"the import of {count} lines ended with {status}")
    return Run(count, time.perf_counter() - begin, usage)


def visit(number):
    start = 1795420800 - 3600 * number
    stamps = {"depart": start - 600, "arrive": start, "start": start, "finish": start + 2400}
    return json.dumps({"kind": "visit", "id": f"p{number:07}", "technician": f"t{number % 12:02}", "type": "boiler-service",
                       "area": "north", "planned": stamps, "actual": stamps}).encode() + b"\n"


def customer(number):
    site = {"id": f"ps{number}", "address": f"Weg {number}", "location": [9.5, 47.1], "area": "north"}
    return json.dumps({"kind": "customer", "id": f"p{number:07}", "name": f"N {number}", "sites": [site]}).encode() + b"\n"


def vroom_lines(program, problem, count):
    """Problems a minute, and a second of processor time, a process each."""
    begin = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(count):
        subprocess.run([program, "-t", "1", "-x", "0"], input=problem, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return 60 * count / (time.perf_counter() - begin), count / processor


def peer(path, count):
    """Requests a minute, and a second of processor time."""
    database = sqlite3.connect(path, isolation_level=None)
    for statement in (
        "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
        "CREATE TABLE customer (id TEXT PRIMARY KEY, notes TEXT)", "CREATE TABLE event (sequence INTEGER PRIMARY KEY, text TEXT)",
    ):
        database.execute(statement)
    database.executemany("INSERT INTO customer VALUES (?, '')", [(f"c{number:03}",) for number in range(1, 201)])
    begin, before = time.perf_counter(), time.process_time()
    for number in range(count):
        name = f"c{number % 200 + 1:03}"
        if number % 2:
            database.execute("SELECT * FROM customer WHERE id = ?", (name,)).fetchone()
        else:
            database.execute("BEGIN IMMEDIATE")
            database.execute("UPDATE customer SET notes = ? WHERE id = ?", (f"note {number}", name))
            database.execute("INSERT INTO event (text) VALUES (?)", (name,))
            database.execute("COMMIT")
    return 60 * count / (time.perf_counter() - begin), count / (time.process_time() - before)


def row(name, count, run, other):
    """`other` is the peer's lines a minute, and a second of processor time."""
    rest = f"{other[0]:.0f},{other[1]:.0f},{run.minute / other[0]:.2f},{run.processor / other[1]:.2f}" if other else ",,,"
    print(f"{name},{count},{run},{run.early:.1f},{run.late:.1f},{rest}", flush=True)


with tempfile.TemporaryDirectory() as folder:
    environment = dict(os.environ, PUNCTUAL_DB=folder + "/firm.sqlite", PUNCTUAL_ACTOR="bench")
    for command in (["sample", "--out", folder], ["init", "--zone", "Europe/Vaduz"], ["import", folder + "/firm.json"]):
        subprocess.run([binary, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    print("pipe,lines,lines_per_minute,lines_per_processor_second,memory_early_mb,memory_late_mb,"
          "peer_lines_per_minute,peer_lines_per_processor_second,ratio,ratio_of_processor_time")
    row("rpc", lines, through(["rpc"], request, lines, environment), peer(folder + "/peer.sqlite", lines))
    stop = {"id": "v", "type": "boiler", "planned": {"start": 1795420800, "finish": 1795424400}}
    day = json.dumps({"now": 1795417200, "routes": [{"technician": "t", "visits": [stop]}]}).encode() + b"\n"
    run = through(["predict", "--ndjson"], lambda _: day, lines, environment)
    jq = through(["-c", "--unbuffered", "."], lambda _: day, lines, environment, "jq")
    row("predict", lines, run, (jq.minute, jq.processor))
    with open(os.path.join(os.path.dirname(__file__), "../SampleData/problems/breaks.json"), encoding="utf-8") as file:
        problem = json.dumps(json.load(file)).encode() + b"\n"
    count = max(10, lines // 10)
    run = through(["solve", "--ndjson", "-t", "1", "--iterations", "20"], lambda _: problem, count, environment)
    row("solve", count, run, vroom_lines(sys.argv[3], problem, 20) if len(sys.argv) > 3 else None)
    print("import,lines,lines_per_minute,lines_per_processor_second,most_memory_mb")
    for kind, line in (("visits", visit), ("customers", customer)):
        for count in (lines, 5 * lines):
            run = imported(line, count, environment)
            print(f"{kind},{count},{run},{run.most:.1f}", flush=True)
