"""Reads what Punctual writes with the libraries that other programs use.

    read_foreign.py ics FILE          icalendar: prints the visits as JSON
    read_foreign.py geojson FILE      geojson: prints how many features of each kind, ends with 1 where one is not valid
    read_foreign.py vrplib FILE       vrplib: prints the distances of an instance as the library has them
    read_foreign.py csv FILE SEP      csv: prints the rows
"""
import json
import sys


def ics(path):
    import icalendar
    calendar = icalendar.Calendar.from_ical(open(path, "rb").read())
    assert not calendar.errors, calendar.errors
    visits = []
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        visits.append({"uid": str(event["UID"]), "summary": str(event["SUMMARY"]), "location": str(event["LOCATION"]),
                       "start": event["DTSTART"].dt.isoformat(), "end": event["DTEND"].dt.isoformat(),
                       "status": str(event["STATUS"])})
    print(json.dumps(visits))


def geojson_(path):
    import geojson
    collection = geojson.load(open(path, encoding="utf-8"))
    assert collection.is_valid, collection.errors()
    kinds = {}
    for feature in collection["features"]:
        assert feature.is_valid, feature.errors()
        kind = feature["geometry"]["type"]
        kinds[kind] = kinds.get(kind, 0) + 1
    print(json.dumps(kinds))


def vrplib_(path):
    import vrplib
    instance = vrplib.read_instance(path, instance_format="solomon" if path.endswith(".txt") else "vrplib")
    print(json.dumps([[float(x) for x in row] for row in instance["edge_weight"]]))


def csv_(path, separator):
    import csv
    with open(path, encoding="utf-8-sig", newline="") as file:
        print(json.dumps(list(csv.reader(file, delimiter=separator))))


{"ics": ics, "geojson": geojson_, "vrplib": vrplib_, "csv": csv_}[sys.argv[1]](*sys.argv[2:])
