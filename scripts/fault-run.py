#!/usr/bin/env python3
"""Kills senders at random instants over a day of reminders while every channel flaps, and then looks for what was lost,
told twice, or left in disagreement.

usage: fault-run.py BINARY [--kills 200] [--visits 500] [--seed 1] [--mail sendmail|file] [--sms webhook|twilio]

Each round starts several senders and a writer that reports events, kills them (SIGKILL) at a random instant, and moves the
stated clock on. The receivers are real: an HTTP server and a program in the place of sendmail, which accept, refuse, answer
slowly, accept and then say nothing, or accept and die. At the end they work, and the senders run until nothing waits.

Prints the figures as JSON; exit 1 where a promise of docs/decisions/0020-channels.md is broken.
"""

import argparse
import datetime
import hashlib
import http.server
import json
import os
import random
import shutil
import signal
import socketserver
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

parser = argparse.ArgumentParser()
parser.add_argument("binary")
parser.add_argument("--kills", type=int, default=200)
parser.add_argument("--visits", type=int, default=500)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--mail", choices=["sendmail", "file"], default="sendmail")
parser.add_argument("--sms", choices=["webhook", "twilio"], default="webhook")
options = parser.parse_args()
dice = random.Random(options.seed)
BINARY = os.path.abspath(options.binary)
ZONE = datetime.timezone(datetime.timedelta(hours=1))
DAY = datetime.datetime(2026, 11, 23, tzinfo=ZONE)


class Receiver(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Keeps what it accepted, in the order of acceptance."""

    daemon_threads = True
    flaps = True
    dice = random.Random(options.seed + 1)
    accepted = []
    repeated = 0
    lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        server = self.server
        with server.lock:
            mood = server.dice.random() if server.flaps else 1
        if mood < 0.2:
            return self.say(503, b"not now")
        if mood < 0.25:
            time.sleep(0.3)
        name = self.headers["webhook-id"] or body.decode()
        with server.lock:
            # A receiver that heeds the idempotency key takes a repetition for what it is.
            if self.headers["webhook-id"] and name in server.accepted:
                server.repeated += 1
            else:
                server.accepted.append(name)
        if 0.25 < mood < 0.32:
            return self.connection.close()
        if 0.32 < mood < 0.36:
            return self.say(201, b"<html>what?</html>")
        self.say(201, json.dumps({"sid": "SM%032x" % server.dice.getrandbits(128)}).encode())

    def say(self, status, body):
        try:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass


MAIL = r'''
import os, random, re, signal, sys
folder = sys.argv[1]
text = sys.stdin.read()
mood = random.random() if os.path.exists(folder + "/flaps") else 1
if mood < 0.2: sys.exit(75)
name = re.search(r"Message-ID: <(\w+)@", text).group(1)
file = os.open(folder + "/mail", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.write(file, (name + "\n").encode())
if mood < 0.27: os.kill(os.getpid(), signal.SIGKILL)
if mood < 0.31: sys.exit(76)
'''


def run(*arguments, now, check=True, text=None):
    result = subprocess.run(
        [BINARY, *arguments, "--now", now.isoformat()], env=environment, input=text, capture_output=True, text=True)
    if check and result.returncode != 0:
        sys.exit(f"{arguments}: {result.returncode} {result.stderr}")
    return result.stdout


def firm():
    """Customers by mail and by text message in turn, each with a promise for the day."""
    customers, appointments = [], []
    for number in range(options.visits):
        contact = {"channel": "email", "address": f"c{number}@example.org"}
        if number % 2:
            contact = {"channel": "sms", "address": f"+42355{number:05}"}
        site = {"id": "s", "address": f"Gasse {number}", "location": [9.52, 47.14], "area": "north"}
        customers.append({
            "id": f"c{number}", "name": f"Customer {number}", "language": "en", "zone": "Europe/Vaduz",
            "tier": "standard", "contacts": [{**contact, "consent": True}], "sites": [site]})
        # Over a day's hours, so that the reminders two hours before fall due one after the other.
        start = DAY + datetime.timedelta(minutes=9 * 60 + number * 540 // options.visits)
        window = [start.isoformat(), (start + datetime.timedelta(hours=2)).isoformat()]
        appointments.append({
            "id": f"a{number}", "customer": f"c{number}", "site": "s", "type": "service", "title": "Service",
            "duration_minutes": 60, "windows": [window], "stage": "booked",
            "promise": {"window": window, "made_at": (DAY - datetime.timedelta(days=5)).isoformat()}})
    return json.dumps({"customers": customers, "appointments": appointments})


folder = tempfile.mkdtemp(prefix="punctual-faults-")
database = folder + "/firm.sqlite"
environment = {**os.environ, "PUNCTUAL_DB": database, "HOOK": "whsec_" + "QUJD" * 8, "HOME": folder}
server = Receiver(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
with open(folder + "/mail.py", "w") as file:
    file.write(MAIL)
open(folder + "/flaps", "w").close()
open(folder + "/mail", "w").close()

now = DAY + datetime.timedelta(hours=6)
run("init", "--name", "Firm", "--zone", "Europe/Vaduz", now=now)
with open(folder + "/firm.json", "w") as file:
    file.write(firm())
run("import", folder + "/firm.json", now=now)
url = f"http://127.0.0.1:{server.server_address[1]}/"
secret = {"env": "HOOK"}
channels = {
    "email": {"type": "sendmail", "program": [sys.executable, folder + "/mail.py", folder], "from": "o@example.org"}
    if options.mail == "sendmail" else {"type": "file", "path": folder + "/mail.ndjson"},
    "sms": {"type": "webhook", "url": url, "secret": secret, "timeout_seconds": 20}
    if options.sms == "webhook"
    else {"type": "twilio", "account": "AC1", "from": "Firm", "url": url, "secret": secret, "timeout_seconds": 20},
}
run("notify", "channels", "-", now=now, text=json.dumps(channels))

began = time.monotonic()
kills = busy = 0
# Each round kills two or three, and the day is over with the last.
step = datetime.timedelta(seconds=12 * 3600 * 2.5 / max(options.kills, 1))
while kills < options.kills:
    now += step
    commands = [["tick"], ["notify", "send"], ["notify", "send"]]
    if dice.random() < 0.3:
        commands.append(["visit", "cancel", f"a{dice.randrange(options.visits)}"])
    started = [
        subprocess.Popen([BINARY, *command, "--now", now.isoformat()], env=environment, stdin=subprocess.DEVNULL,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    # Early and late: while it opens the file, decides, hands over, or marks.
    time.sleep(dice.choice([0.1, 0.4, 1, 2, 3]) * dice.random())
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    # Somebody's next step comes through, or nothing would ever be decided.
    run("tick", "--no-deliver", now=now)

server.flaps = False
os.remove(folder + "/flaps")
rounds = 0
while True:
    rounds += 1
    now += datetime.timedelta(minutes=20)
    run("notify", "send", now=now, check=False)
    run("tick", now=now, check=False)
    file = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    waiting = file.execute("SELECT count(*) FROM notification WHERE state IN ('queued', 'leased')").fetchone()[0]
    if not waiting and now > DAY + datetime.timedelta(hours=21) or rounds > 200:
        break
    file.close()

mail = [line.split()[0] for line in open(folder + "/mail")] if options.mail == "sendmail" else [
    json.loads(line)["id"] for line in open(folder + "/mail.ndjson")]
rows = file.execute("SELECT sequence, key, channel, state, customer FROM notification").fetchall()
attempts = {}
for number, outcome in file.execute("SELECT notification, outcome FROM attempt"):
    attempts.setdefault(number, []).append(outcome)
states = {}
problems = []


def identity(key):
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def count(row):
    _, key, channel, _, customer = row
    if channel == "email":
        return mail.count(identity(key))
    if options.sms == "webhook":
        return server.accepted.count("msg_" + identity(key))
    return twilio.get(key, 0)


# Twilio's form carries no key: the text of a reminder names its customer's window, and the number is its own.
twilio = {}
if options.sms == "twilio":
    bodies = {}
    for key, address, body in file.execute("SELECT key, address, body FROM notification WHERE channel = 'sms'"):
        bodies[(address, body)] = key
    for form in server.accepted:
        fields = dict(urllib.parse.parse_qsl(form))
        key = bodies.get((fields["To"], fields["Body"]))
        if key is None:
            problems.append("a text message that the outbox does not know")
        else:
            twilio[key] = twilio.get(key, 0) + 1

keyed = {"email": options.mail == "file", "sms": options.sms == "webhook"}
twice = {"keyed": 0, "unkeyed": 0}
for row in rows:
    number, key, channel, state, _ = row
    states[state] = states.get(state, 0) + 1
    times, tried = count(row), attempts.get(number, [])
    unknown = tried.count("unknown")
    if state in ("queued", "leased"):
        problems.append(f"{key} still waits")
    if state == "sent" and times == 0:
        problems.append(f"{key} counts as sent, and no channel has it")
    if times and state != "sent" and not unknown:
        problems.append(f"{key} was accepted, but is {state} without any doubt on record")
    if times > 1:
        twice["keyed" if keyed[channel] else "unkeyed"] += 1
        if keyed[channel]:
            problems.append(f"{key} was accepted {times} times by a channel that keys on it")
        elif times > 2 or not unknown:
            problems.append(f"{key} was accepted {times} times with {unknown} unknown outcomes")

journal = {kind: count for kind, count in file.execute(
    "SELECT kind, count(DISTINCT details ->> 'key') FROM event WHERE kind LIKE 'notification-%' GROUP BY kind")}
if journal.get("notification-queued", 0) != len(rows):
    problems.append("journal and outbox disagree on what was queued")
if journal.get("notification-sent", 0) != states.get("sent", 0):
    problems.append("journal and outbox disagree on what was sent")
told = {customer for _, _, _, _, customer in rows}
if len(told) < options.visits * 0.5:
    problems.append(f"only {len(told)} of {options.visits} customers have a message")
integrity = file.execute("PRAGMA integrity_check").fetchone()[0]
if integrity != "ok":
    problems.append(integrity)
doctor = subprocess.run([BINARY, "doctor", "--now", now.isoformat()], env=environment, capture_output=True, text=True)
if doctor.returncode:
    problems.append(doctor.stdout)

print(json.dumps({
    "kills": kills, "visits": options.visits, "mail": options.mail, "sms": options.sms, "messages": len(rows),
    "states": states, "attempts": sum(map(len, attempts.values())),
    "unknown": sum(outcomes.count("unknown") for outcomes in attempts.values()),
    "accepted_twice": twice, "repetitions_recognised": server.repeated, "integrity": integrity,
    "seconds": round(time.monotonic() - began), "problems": problems[:20]}, indent=1))
if problems:
    print(f"all of it is in {folder}", file=sys.stderr)
else:
    shutil.rmtree(folder)
sys.exit(1 if problems else 0)
