"""Judges what the program has answered in the tests by its own schemas: replies.py REPLIES PROGRAM

Each line of REPLIES is {"arguments", "input", "output"}. Prints each fault, and how many answers were judged.
"""
import json
import subprocess
import sys

import jsonschema

replies, program = sys.argv[1:]

# Commands whose method is not told by their words.
METHODS = {
    "import": "records.import", "export": "records.export", "plan": "plan.make", "board": "board.show",
    "mine": "mine.show", "late": "late.show", "offer": "offer.make", "book": "offer.book", "learn": "history.learn",
    "watch": "tick", "init": "workspace.create", "restore": "workspace.restore", "forget": "customer.forget",
    "report": "report.service",
}
# Their answer has no schema: it is one, or a list of names, or the records themselves.
WITHOUT = {"schema", "reference", "sample"}

judges = {}


def judge(name):
    if name not in judges:
        told = subprocess.run([program, "schema", name], capture_output=True, text=True)
        schema = json.loads(told.stdout) if told.returncode == 0 else None
        judges[name] = schema and jsonschema.Draft202012Validator(schema)
    return judges[name]


def schema_of(words):
    """The name of the schema of a command's answer, by its first words that are not options."""
    two = ".".join(words[:2]) + ".output"
    one = METHODS.get(words[0], words[0]) + ".output"
    return two if len(words) > 1 and judge(two) else one


def routing(document, words):
    if words[0] == "check":
        return "verdict"
    named = "unplaced" in document or any("appointments" in finding for finding in document.get("findings", []))
    return "named_solution" if named else "routing_solution"


def answers(case):
    """(name of the schema, document) of each answer in a case."""
    words = [word for word in case["arguments"] if not word.startswith("-")] or [""]
    if words[0] in WITHOUT or "--help" in case["arguments"]:
        return
    if words[0] == "rpc":
        methods = {}
        for line in case["input"].splitlines():
            try:
                message = json.loads(line)
            except (ValueError, RecursionError):
                continue
            for request in message if isinstance(message, list) else [message]:
                if isinstance(request, dict) and isinstance(request.get("id"), (int, str)):
                    methods.setdefault(request["id"], set()).add(request.get("method"))
        for line in case["output"].splitlines():
            reply = json.loads(line)
            for one in reply if isinstance(reply, list) else [reply]:
                told = methods.get(one.get("id"), set())
                # Where one id was used for several methods, which one is answered cannot be told.
                if "result" in one and len(told) == 1 and told != {"rpc.discover"}:
                    yield told.pop() + ".output", one["result"]
        return
    try:
        documents = [json.loads(case["output"])]
    except ValueError:
        try:
            documents = [json.loads(line) for line in case["output"].splitlines() if line]
        except ValueError:
            # Cut off on purpose, or not JSON at all: the test that asked for it judges that.
            return
    for document in documents:
        if words[0] in ("solve", "check"):
            yield routing(document, words), document
        elif words[0] == "predict" and "routes" not in document:
            yield ("error_document" if "errors" in document else "day_prediction"), document
        elif words[0] != "predict":
            yield schema_of(words), document


judged = 0
faults = set()
with open(replies) as cases:
    for line in cases:
        case = json.loads(line)
        for name, document in answers(case):
            if judge(name) is None:
                faults.add(f"no schema {name} for the answer to: {' '.join(case['arguments'][:3])}")
                continue
            judged += 1
            for error in judge(name).iter_errors(document):
                place = "/".join("*" if isinstance(part, int) else str(part) for part in error.absolute_path)
                faults.add(f"{name}: /{place}: {error.message[:200]}")
for fault in sorted(faults)[:50]:
    print(fault)
print(f"{judged} answers judged by {sum(1 for one in judges.values() if one)} schemas, {len(faults)} faults")
sys.exit(1 if faults or judged == 0 else 0)
