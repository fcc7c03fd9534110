"""Made-up firms that are unlike one another and unlike flights, predicted by Punctual and by grouped quantiles.

Each firm breaks something that a forecast may take for granted: tails, whole minutes, two kinds of ends, names, plans, seasons.
Visits are learned in order of time and the last part of them is judged: the finish as work begins, and the start as the visit
before is over. Documents hold the technician's own day. Grouped quantiles are those of what visits of the same type took beyond
the plan, and of how long after they were due they began. CRPS in minutes, from 19 quantiles; what lies within the 80 % intervals.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import datetime

import numpy as np

LEVELS = np.arange(1, 20) / 20
EPOCH = 1_704_067_200


class Firm:
    """Days of technicians with six visits each, one after the other; `took` says how long work takes."""

    def __init__(self, seed, took, days=120, technicians=12, visits=6, types=4, first=8 * 60, planned=None, **rest):
        self.dice = np.random.default_rng(seed)
        self.took, self.days, self.technicians, self.visits, self.types, self.first = took, days, technicians, visits, types, first
        self.planned = planned or (lambda dice, kind, day: float(dice.choice([30, 45, 60, 90])))
        self.once, self.start_delay = rest.get("once", 0), rest.get("start_delay", lambda dice, day: 3 * abs(dice.normal()))
        self.whole = rest.get("whole", False)

    def records(self):
        number = 0
        for day in range(self.days):
            if day % 7 >= 5:
                continue
            for technician in range(self.technicians):
                name = f"t{(day * self.technicians + technician) * 997 % self.once if self.once else technician}"
                plan, free = day * 1440 + self.first + 5.0 * self.dice.integers(12), 0.0
                for _ in range(self.visits):
                    kind = int(self.dice.integers(max(1, self.types)))
                    length = self.planned(self.dice, kind, day)
                    started = max(plan, free) + self.start_delay(self.dice, day)
                    took = min(900.0, max(1.0, self.took(self.dice, kind, day, length, technician)))
                    if self.whole:
                        started, took = np.ceil(started), np.round(took)
                    free = started + took
                    yield dict(
                        id=f"v{number}", technician=name, type=f"k{kind}" if self.types else None, day=day,
                        start=plan, finish=plan + length, started=started, finished=free)
                    number += 1
                    plan += max(length, 20) + 5.0 * self.dice.integers(2, 5)


def lognormal(dice, spread):
    return float(np.exp(spread * dice.normal()))


def firms():
    factors = [0.4, 0.8, 1.5, 2.6]
    usual = [25, 50, 80, 140]
    yield "heavy tails", Firm(1, lambda d, k, day, p, t: p * (0.6 + 0.3 * d.pareto(1.5)))
    yield "whole minutes, mostly as planned", Firm(
        2, lambda d, k, day, p, t: p if d.random() < 0.6 else p * lognormal(d, 0.3), whole=True,
        start_delay=lambda d, day: 0.0 if d.random() < 0.7 else 5 * d.random())
    yield "nobody at home, one in four", Firm(3, lambda d, k, day, p, t: 5 * lognormal(d, 0.3) if d.random() < 0.25 else p * lognormal(d, 0.2))
    yield "no types", Firm(4, lambda d, k, day, p, t: p * lognormal(d, 0.4), types=0)
    yield "thousands of technicians, few visits each", Firm(
        5, lambda d, k, day, p, t: p * lognormal(d, 0.4), once=3000, visits=2, technicians=30)
    yield "one technician, 20,000 visits", Firm(6, lambda d, k, day, p, t: p * lognormal(d, 0.35), days=4700, technicians=1)
    yield "the plan is always an hour", Firm(7, lambda d, k, day, p, t: usual[k] * lognormal(d, 0.3), planned=lambda d, k, day: 60.0)
    yield "plans wrong by type", Firm(8, lambda d, k, day, p, t: p * factors[k] * lognormal(d, 0.3))
    yield "nights across midnight", Firm(9, lambda d, k, day, p, t: p * lognormal(d, 0.4), first=21 * 60)
    yield "slow Mondays, quick Fridays", Firm(
        10, lambda d, k, day, p, t: p * [1.6, 1, 1, 1, 0.7, 1, 1][day % 7] * lognormal(d, 0.25))
    yield "half as much again within a year", Firm(11, lambda d, k, day, p, t: p * (1 + 0.5 * day / 360) * lognormal(d, 0.3), days=360)
    yield "a season of 90 days", Firm(
        12, lambda d, k, day, p, t: p * (1 + 0.3 * np.sin(day / 14.3)) * lognormal(d, 0.3), days=360)
    yield "no length planned, half of the time", Firm(
        13, lambda d, k, day, p, t: usual[k] * lognormal(d, 0.35), planned=lambda d, k, day: 0.0 if d.random() < 0.5 else usual[k] * 1.0)
    yield "spread differs by technician", Firm(14, lambda d, k, day, p, t: p * lognormal(d, 0.1 + 0.06 * t))
    yield "days that go ill together", Firm(
        15, lambda d, k, day, p, t: p * np.exp(0.4 * np.random.default_rng(day).normal()) * lognormal(d, 0.2))
    yield "few visits", Firm(16, lambda d, k, day, p, t: p * lognormal(d, 0.4), days=60, technicians=6)


def form(record, now=None):
    stamp = lambda minute: EPOCH + int(round(minute * 60))
    actual = {
        field: stamp(record[key])
        for field, key in (("start", "started"), ("finish", "finished")) if now is None or record[key] <= now + 1e-9
    }
    planned = {"start": stamp(record["start"]), "finish": stamp(record["finish"])}
    form = {"id": record["id"], "technician": record["technician"], "planned": planned, "actual": actual}
    return form | ({"type": record["type"]} if record["type"] else {})


def crps(quantiles, actual):
    rest = actual[:, None] - quantiles
    return 2 * np.mean(np.sum(np.maximum(LEVELS * rest, (LEVELS - 1) * rest), axis=1)) * 0.05


def judge(punctual, name, firm, folder):
    records = list(firm.records())
    split = len(records) - min(2400, len(records) // 3)
    history, test = records[:split], records[split:]
    with open(folder + "/history.ndjson", "w") as out:
        for record in history:
            out.write(json.dumps(form(record)) + "\n")
    subprocess.run([punctual, "learn", folder + "/history.ndjson", "-o", folder + "/model.json", "--quiet"], check=True)
    days, questions = {}, []
    for record in test:
        mine = days.setdefault((record["technician"], record["day"]), [])
        mine.append(record)
        questions.append((record["started"], "finish", record, list(mine)))
        if len(mine) > 1:
            questions.append((mine[-2]["finished"], "start", record, list(mine)))
    questions.sort(key=lambda question: question[0])
    quantiles = [round(level, 2) for level in LEVELS]
    lines = [
        json.dumps({
            "now": EPOCH + int(round(now * 60)), "quantiles": quantiles,
            "routes": [{"technician": record["technician"], "visits": [form(visit, now) for visit in mine]}]})
        for now, _, record, mine in questions
    ]
    answers = subprocess.run(
        [punctual, "predict", "-", "--ndjson", "--model", folder + "/model.json", "--quiet"], input="\n".join(lines) + "\n",
        capture_output=True, text=True, check=True).stdout.splitlines()
    last = {}
    off = {"finish": {}, "start": {}}
    for record in history:
        off["finish"].setdefault(record["type"], []).append(record["finished"] - record["started"] - (record["finish"] - record["start"]))
        before = last.get(record["technician"])
        if before and before["day"] == record["day"]:
            off["start"].setdefault(None, []).append(record["started"] - max(record["start"], before["finished"]))
        last[record["technician"]] = record
    groups = {question: {key: np.quantile(values, LEVELS) for key, values in part.items()} for question, part in off.items()}
    told = {"finish": [], "start": []}
    for (now, question, record, mine), answer in zip(questions, answers, strict=True):
        visit = next(visit for visit in json.loads(answer)["visits"] if visit["id"] == record["id"])
        ours = [
            (datetime.fromisoformat(visit[question]["quantiles"][f"{level:g}"]).timestamp() - EPOCH) / 60 for level in quantiles]
        if question == "finish":
            base, actual = now + record["finish"] - record["start"], record["finished"]
            theirs = base + groups["finish"][record["type"]]
        else:
            base, actual = max(record["start"], now), record["started"]
            theirs = base + groups["start"][None]
        told[question].append((ours, theirs, actual))
    for question, list_ in told.items():
        ours, theirs, actual = (np.array(part) for part in zip(*list_))
        ours = np.sort(ours, axis=1)
        # Stamps are told to the second: half of one is nothing.
        inside = (ours[:, 1] - 0.01 <= actual) & (actual <= ours[:, 17] + 0.01)
        print(
            f"{name:42} {question:6} n {len(actual):5}  CRPS {crps(ours, actual):7.3f}, grouped {crps(theirs, actual):7.3f}"
            f"  80 % {inside.mean():.3f}  before the median {np.mean(actual < ours[:, 9]):.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--punctual", default=".build/release/punctual")
    parser.add_argument("--only", default="", help="firms whose name holds this")
    options = parser.parse_args()
    for name, firm in firms():
        if options.only in name:
            with tempfile.TemporaryDirectory() as folder:
                judge(options.punctual, name, firm, folder)


if __name__ == "__main__":
    sys.exit(main())
