#!/usr/bin/env python3
"""Travel between many places from a routing server: asked for, kept, and read again without the server.

    roads.py PUNCTUAL http://127.0.0.1:5000 [PLACES] [WEST SOUTH EAST NORTH]

Makes a workspace with sites at random points of a box (Liechtenstein unless told), asks for the travel between all of
them, and does so again with the server's address changed to one where nobody listens. Prints seconds and sizes, beside
the time that one plain request for the same table takes.
"""
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request


def processor_time():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main():
    program, server = os.path.abspath(sys.argv[1]), sys.argv[2].rstrip("/")
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 2000
    west, south, east, north = map(float, sys.argv[4:8]) if len(sys.argv) > 7 else (9.48, 47.06, 9.62, 47.26)
    dice = random.Random(1)
    points = [(round(dice.uniform(west, east), 6), round(dice.uniform(south, north), 6)) for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        database = folder + "/roads.sqlite"

        def run(*arguments, text=""):
            start, before = time.perf_counter(), processor_time()
            done = subprocess.run([program, *arguments, "--db", database, "--json"], input=text, text=True,
                                  capture_output=True)
            if done.returncode != 0:
                sys.exit(f"punctual {' '.join(arguments)}: {done.stderr}")
            taken = f"{time.perf_counter() - start:.1f} s ({processor_time() - before:.1f} s of its own processor time)"
            return taken, json.loads(done.stdout)

        firm = {"customers": [
            {"id": f"c{i}", "name": "N", "sites": [{"id": "s", "address": "x", "area": "all", "location": list(point)}]}
            for i, point in enumerate(points)]}
        run("init", "--zone", "UTC")
        run("import", "-", text=json.dumps(firm))
        size = os.path.getsize(database)
        run("travel", "set", "--router", f"osrm={server}", "--timeout", "60", "--total", "600")
        cold, filled = run("travel", "fill", "--all")
        run("travel", "set", "--router", "osrm=http://127.0.0.1:1")
        warm, again = run("travel", "fill", "--all")
        kept = run("travel", "show")[1]["kept"][0]
        assert again["requests"] == 0 and filled["pairs"] == again["pairs"]
        places = ";".join(f"{x:.6f},{y:.6f}" for x, y in points)
        start = time.perf_counter()
        try:
            url = f"{server}/table/v1/driving/{places}?annotations=duration,distance&generate_hints=false"
            plain = len(urllib.request.urlopen(url).read())
            plain = f"{time.perf_counter() - start:.1f} s, {plain / 1e6:.0f} MB"
        except OSError as error:
            plain = f"refused ({error})"
        print(f"{filled['places']} places, {filled['pairs']} pairs")
        print(f"asked and kept: {cold} in {filled['requests']} requests")
        print(f"read again without a server: {warm}")
        print(f"kept: {kept['bytes'] / 1e6:.1f} MB, {kept['bytes'] / max(1, filled['pairs']):.1f} bytes a pair; "
              f"the file grew by {(os.path.getsize(database) - size) / 1e6:.1f} MB")
        print(f"one plain request for the same table: {plain}")


main()
