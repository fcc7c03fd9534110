"""Judges JSON documents by JSON Schemas: one {"name", "schema", "document"} a line on standard input.

Prints a line for each fault, and nothing where all is well.
"""
import json
import sys

import jsonschema

for line in sys.stdin:
    case = json.loads(line)
    judge = jsonschema.validators.validator_for(case["schema"], default=jsonschema.Draft202012Validator)
    judge.check_schema(case["schema"])
    for error in judge(case["schema"]).iter_errors(case["document"]):
        place = "/".join(str(part) for part in error.absolute_path)
        print(f"{case['name']}: /{place}: {error.message[:200]}")
