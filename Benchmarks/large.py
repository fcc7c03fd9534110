#!/usr/bin/env python3
"""A large problem from coordinates only, for speed and memory.

    large.py [JOBS TECHNICIANS SEED] > problem.json

Technicians start and end at home and work ten hours; half of the jobs have a window of two hours. Without arguments:
10,000 jobs, 1,000 technicians, seed 1. Memory: `/usr/bin/time -v punctual solve -i problem.json -o /dev/null -l 60 -t 2`.
"""
import json
import random
import sys


def main():
    jobs, technicians, seed = [int(part) for part in sys.argv[1:4]] or [10_000, 1_000, 1]
    dice = random.Random(seed)

    def place():
        return [round(dice.uniform(8, 12), 5), round(dice.uniform(46, 48.5), 5)]

    vehicles = []
    for number in range(technicians):
        home = place()
        vehicles.append({"id": number + 1, "start": home, "end": home, "time_window": [25_200, 61_200]})
    made = []
    for number in range(jobs):
        job = {"id": number + 1, "location": place(), "service": dice.choice([1200, 1800, 2700, 3600])}
        if dice.random() < 0.5:
            opens = dice.randint(7, 15) * 3600
            job["time_windows"] = [[opens, opens + 7200]]
        made.append(job)
    json.dump({"jobs": made, "vehicles": vehicles}, sys.stdout)


if __name__ == "__main__":
    main()
