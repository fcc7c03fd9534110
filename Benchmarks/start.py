#!/usr/bin/env python3
"""How long a whole process takes for a problem of ten jobs: started, read, solved, written, ended.

    start.py PUNCTUAL [PUNCTUAL...] [--runs N]

Programs take turns, so that they share whatever else the machine does. Prints milliseconds by the clock and of processor
time, least and median, and the pages that the kernel had to bring. `nice -n -15 start.py ...` gives them a whole core.
"""
import argparse
import json
import os
import random
import statistics
import tempfile
import time


def problem():
    """Ten jobs with windows around a town, two vehicles for a working day."""
    dice = random.Random(10)

    def place():
        return [round(9.5 + dice.uniform(-0.1, 0.1), 5), round(47.15 + dice.uniform(-0.1, 0.1), 5)]

    day = [8 * 3600, 17 * 3600]
    jobs = []
    for number in range(1, 11):
        start = dice.randrange(day[0], day[1] - 7200, 900)
        jobs.append({"id": number, "location": place(), "service": dice.randrange(1200, 4800, 300),
                     "time_windows": [[start, start + 7200]]})
    vehicles = [{"id": number, "start": place(), "end": place(), "time_window": day} for number in (1, 2)]
    return {"jobs": jobs, "vehicles": vehicles}


def once(program, path):
    start = time.perf_counter()
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(program, [program, "solve", path], os.environ, file_actions=silence)
    _, status, usage = os.wait4(child, 0)
    taken = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"{program} ended with status {status}")
    return taken * 1000, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_minflt


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "ten.json")
        with open(path, "w") as file:
            json.dump(problem(), file)
        programs = [os.path.abspath(program) for program in options.programs]
        figures = {program: [] for program in programs}
        for program in programs:
            once(program, path)
        for _ in range(options.runs):
            for program in programs:
                figures[program].append(once(program, path))
    for program in programs:
        clock, processor, pages = zip(*figures[program])
        print(f"{program}: {options.runs} runs, clock {min(clock):.1f} least, {statistics.median(clock):.1f} median; "
              f"processor {min(processor):.1f} least, {statistics.median(processor):.1f} median ms; "
              f"{statistics.median(pages):.0f} pages")


if __name__ == "__main__":
    main()
