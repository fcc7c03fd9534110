"""A JSON-RPC client that knows nothing of Punctual but the name `rpc.discover`.

    rpc_client.py PROGRAM DATABASE NOW FIRM.json

It starts the program, reads its OpenRPC document, and lets a firm's Monday begin: it makes a workspace, imports the
firm, plans the day, reports that a technician has set out, predicts the day and looks at what would be said. Methods
are found by the words of their names and summaries. Parameters are put together from the methods' schemas, out of facts
that a person would know ("the zone is Europe/Vaduz"). Every parameter and every result is judged by the document's own
schemas. Prints one JSON object that tells what was done; ends with 1 and a sentence where something does not hold.
"""
import json
import subprocess
import sys

import jsonschema


class Client:
    def __init__(self, program, database, now):
        self.process = subprocess.Popen(
            [program, "rpc", "--db", database, "--now", now], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.count = 0
        self.document = self.send("rpc.discover", {})
        self.methods = {method["name"]: method for method in self.document["methods"]}

    def send(self, method, params):
        self.count += 1
        request = {"jsonrpc": "2.0", "id": self.count, "method": method, "params": params}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["jsonrpc"] == "2.0" and answer["id"] == self.count, f"{method}: not the answer to it: {answer}"
        assert "error" not in answer, f"{method}: {answer['error']}"
        return answer["result"]

    def find(self, *words):
        """The one method whose name and summary hold all the words."""
        found = [
            name for name, method in self.methods.items()
            if all(word in f"{name} {method['summary']}".lower() for word in words)
        ]
        assert len(found) == 1, f"{words} name {found}"
        return found[0]

    def whole(self, schema):
        """The schema with the definitions that its references point to."""
        return {**schema, "components": self.document["components"]}

    def judge(self, schema, value, what):
        errors = list(jsonschema.Draft202012Validator(self.whole(schema)).iter_errors(value))
        assert not errors, f"{what}: {errors[0].message[:300]} at {list(errors[0].absolute_path)}"

    def call(self, words, facts):
        name = self.find(*words)
        method = self.methods[name]
        params = {}
        for param in method["params"]:
            if param["name"] in facts:
                params[param["name"]] = facts[param["name"]]
            elif param["required"]:
                params[param["name"]] = self.build(param["schema"], name)
        for param in method["params"]:
            if param["name"] in params:
                self.judge(param["schema"], params[param["name"]], f"{name}: parameter {param['name']}")
        strange = set(facts) - {param["name"] for param in method["params"]}
        assert not strange, f"{name} takes no {strange}"
        result = self.send(name, params)
        self.judge(method["result"]["schema"], result, f"{name}: result")
        return result

    def build(self, schema, where):
        """The least value that a schema takes."""
        if "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        for key in ("default", "const"):
            if key in schema:
                return schema[key]
        for key in ("enum", "examples"):
            if key in schema:
                return schema[key][0]
        if "anyOf" in schema:
            return self.build(schema["anyOf"][0], where)
        kind = schema.get("type")
        if kind == "object":
            return {name: self.build(schema["properties"][name], where) for name in schema.get("required", [])}
        if kind == "array":
            return [self.build(schema["items"], where) for _ in range(schema.get("minItems", 0))]
        if kind == "integer":
            return max(schema.get("minimum", 0), 0)
        if kind == "boolean":
            return False
        assert kind == "string", f"{where}: nothing can be made of {schema}"
        return "x" * max(schema.get("minLength", 1), 1)

    def end(self):
        self.process.stdin.close()
        return self.process.wait()


def main(program, database, now, firm_file):
    with open(firm_file, encoding="utf-8") as file:
        firm = json.load(file)
    client = Client(program, database, now)
    for name, method in client.methods.items():
        for param in method["params"]:
            jsonschema.Draft202012Validator.check_schema(client.whole(param["schema"]))
        jsonschema.Draft202012Validator.check_schema(client.whole(method["result"]["schema"]))
    made = client.call(("new", "empty", "workspace"), {"name": firm["organisation"]["name"], "zone": "Europe/Vaduz"})
    taken = client.call(("adds or changes records", "import"), {"records": firm})
    plan = client.call(("makes or remakes the plan",), {"date": now[:10], "exploration": 0, "idempotency_key": "plan"})
    board = client.call(("a row a technician",), {"date": now[:10]})
    waiting = [visit for row in board["rows"] for visit in row["visits"]]
    first = min(waiting, key=lambda visit: visit["planned"]["depart"])
    receipt = client.call(("has set out",), {"visit": first["visit"] if "visit" in first else first["id"], "at": now})
    prediction = client.call(("predicts the visits of a planned day",), {"date": now[:10]})
    preview = client.call(("what would be said", "sends nothing"), {"date": now[:10]})
    code = client.end()
    assert code == 0, f"the program ended with {code}"
    print(json.dumps({
        "methods": len(client.methods), "workspace": made["name"], "added": taken["added"], "days": len(plan["days"]),
        "visits": len(waiting), "stage": receipt["visit"]["stage"],
        "told": [message["kind"] for message in receipt["notifications"]], "predicted": len(prediction["visits"]),
        "running": [visit["id"] for visit in prediction["visits"] if visit["id"] == receipt["visit"]["id"]],
        "to_be_said": len(preview["decided"]) + len(preview["waiting"]),
    }))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except AssertionError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
