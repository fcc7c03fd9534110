"""Judges the JSON of pages by the program's own schemas: examples.py PROGRAM PAGE...

An example is a block that starts with ```json NAME or ```ndjson NAME, where NAME is a schema's or stands in FORMS; one
without a name is a fault. An `extension` adds to the page's `problem`. A request of JSON-RPC that a block of commands shows is
judged by its method's input, an answer by its output, and a line of JSON that a command prints by the command's form.
Prints each fault, and how many examples were judged.
"""
import functools
import json
import re
import subprocess
import sys

import jsonschema

program, *pages = sys.argv[1:]
# What pages call by a name of their own; after the # the part of the schema.
FORMS = {
    "problem": "routing_problem", "extension": "routing_problem", "channels": "notify.set-channels.input",
    "notification_rule": "notification_rules#rule", "day.json": "day_in_progress",
    "unassigned": "routing_solution#unassigned",
}
# What commands print, a document a line.
PRINTED = {"predict": "day_prediction", "solve": "routing_solution"}


@functools.cache
def judge(name):
    name, _, part = FORMS.get(name, name).partition("#")
    told = subprocess.run([program, "schema", name], capture_output=True, text=True)
    if told.returncode != 0:
        sys.exit(f"there is no schema {name}")
    schema = json.loads(told.stdout)
    if part:
        parts = schema["properties"]
        inner = parts[part] if part in parts else parts[part + "s"]
        schema = {**inner["items"], "$defs": schema.get("$defs", {})}
    return jsonschema.Draft202012Validator(schema)


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


def parsed(text):
    """The JSON in a text; nothing where it is cut off or none."""
    try:
        return json.loads(text)
    except ValueError:
        return None


judged, faults = 0, []


def compare(page, name, schema, document):
    global judged
    judged += 1
    for error in judge(schema).iter_errors(document):
        place = "/".join(str(part) for part in error.absolute_path)
        faults.append(f"{page}, {name}: /{place}: {error.message[:200]}")


def examples(page, text):
    problem = None
    for language, name, block in re.findall(r"^```(json|ndjson)(?: ([a-z_.]+))?\n(.*?)^```", text, re.M | re.S):
        if not name:
            faults.append(f"{page}: a block of JSON does not say of which form it is: {block[:60]!r}")
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
            compare(page, name, schema, document)


def conversations(page, text):
    for block in re.findall(r"^```(?:console|sh)[^\n]*\n(.*?)^```", text, re.M | re.S):
        methods, command = {}, ""
        for line in block.splitlines():
            for asked in re.findall(r"'(\{\"jsonrpc\".*?\})'(?=\s|$)", re.sub(r"'\$(\w+)'", r"\1", line)):
                request = parsed(asked)
                methods[request["id"]] = request["method"]
                compare(page, request["method"], request["method"] + ".input", request.get("params", {}))
            if line.startswith("$ "):
                command = (re.findall(r"^\$ punctual ([a-z]+)[^|]*$", line) or [""])[0]
            answer = parsed(line) if line.startswith("{") else None
            if answer is None:
                continue
            if "jsonrpc" in answer:
                if "result" in answer:
                    method = methods[answer["id"]]
                    compare(page, method, method + ".output", answer["result"])
                else:
                    error = {**answer["error"]["data"], "message": answer["error"]["message"]}
                    compare(page, "error", "error_document", {"errors": [error]})
            elif command in PRINTED:
                compare(page, command, PRINTED[command], answer)


for page in pages:
    with open(page, encoding="utf-8") as file:
        text = file.read()
    examples(page, text)
    conversations(page, text)
print("\n".join(faults + [f"{judged} examples judged, {len(faults)} faults"]))
sys.exit(1 if faults or judged == 0 else 0)
