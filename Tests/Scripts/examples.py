"""Judges the JSON examples of pages by the program's own schemas: examples.py PROGRAM PAGE...

An example is a block that starts with ```json NAME or ```ndjson NAME. An `extension` adds to the page's `problem`.
Prints each fault, and how many examples were judged.
"""
import json
import re
import subprocess
import sys

import jsonschema

program, *pages = sys.argv[1:]
SCHEMAS = {"problem": "routing_problem", "extension": "routing_problem"}
# What a channel gets is not a form that the program reads.
WITHOUT = {"message"}


def judge(name):
    told = subprocess.run([program, "schema", name], capture_output=True, text=True)
    if told.returncode != 0:
        sys.exit(f"there is no schema {name}")
    return jsonschema.Draft202012Validator(json.loads(told.stdout))


def added(problem, extension):
    """The problem with what the extension says of its jobs and vehicles, by id, and of the whole."""
    whole = json.loads(json.dumps(problem))
    for key, value in extension.items():
        if key in ("jobs", "vehicles"):
            for part in value:
                next(one for one in whole[key] if one["id"] == part["id"]).update(part)
        else:
            whole[key] = value
    return whole


judged, faults, problem = 0, [], None
for page in pages:
    with open(page, encoding="utf-8") as file:
        text = file.read()
    for language, name, block in re.findall(r"^```(json|ndjson) ([a-z_]+)\n(.*?)^```", text, re.M | re.S):
        if name in WITHOUT:
            continue
        documents = [json.loads(line) for line in block.splitlines()] if language == "ndjson" else [json.loads(block)]
        for document in documents:
            schema = name
            if language == "ndjson":
                # A line is a record that says what it is; the rest of it is the record's form.
                schema = {"visit": "visit_record"}.get(document.get("kind"), document.pop("kind", None))
                document.pop("kind", None)
            if name == "problem":
                problem = document
            if name == "extension":
                document = added(problem, document)
            judged += 1
            for error in judge(SCHEMAS.get(schema, schema)).iter_errors(document):
                place = "/".join(str(part) for part in error.absolute_path)
                faults.append(f"{page}, {name}: /{place}: {error.message[:200]}")
print("\n".join(faults + [f"{judged} examples judged, {len(faults)} faults"]))
sys.exit(1 if faults or judged == 0 else 0)
