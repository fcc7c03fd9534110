#!/usr/bin/env python3
"""Runs every command that the guides show, and puts what it prints below it.

    scripts/guides.py BINARY [--check] PAGE...

A block that starts with ```console holds commands (`$ …`) and what they print. The blocks of a page run in order, in one
shell, in an empty folder, with `punctual` in the path and 80 columns. A block such as ```python client.py is first written
to that file. A comment `<!-- run: … -->` runs unseen, with the sources at $SOURCES. With --check nothing is written, and the
exit code is 1 where a page shows something else.
"""

import os
import re
import subprocess
import sys
import tempfile

MARK = "@@done@@"


class Shell:
    """A shell that stays open, so that one command may build on another."""

    def __init__(self, binary, folder):
        environment = dict(os.environ, PATH=os.path.dirname(binary) + ":" + os.environ["PATH"], COLUMNS="80")
        environment["SOURCES"] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        environment.update(PUNCTUAL_DB=folder + "/punctual.sqlite", PUNCTUAL_ACTOR="office", TERM="dumb", LC_ALL="C.UTF-8")
        self.folder = folder
        self.process = subprocess.Popen(
            ["sh"], cwd=folder, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)

    def run(self, command):
        self.process.stdin.write(f"{{ {command}\n}} </dev/null\necho {MARK}$?\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if MARK in line:
                before = line.split(MARK)[0]
                if before:
                    lines.append(before)
                break
            lines.append(line.rstrip("\n"))
        return [line.rstrip().replace(self.folder, "/home/office") for line in lines]


def refreshed(text, shell):
    result, inside = [], False
    lines = iter(text.split("\n"))
    for line in lines:
        hidden = re.fullmatch(r"<!-- run: (.*) -->", line)
        if hidden:
            shell.run(hidden.group(1))
            result.append(line)
        elif re.fullmatch(r"```[a-z]+ [a-z.]+", line) and (name := line.split()[1]).count("."):
            result.append(line)
            content = []
            while (following := next(lines)) != "```":
                content.append(following)
            result += content + ["```"]
            with open(os.path.join(shell.folder, name), "w", encoding="utf-8") as file:
                file.write("\n".join(content) + "\n")
            os.chmod(file.name, 0o755)
        elif line == "```console":
            inside = True
            result.append(line)
        elif line == "```" and inside:
            inside = False
            result.append(line)
        elif not inside:
            result.append(line)
        elif line.startswith("$ "):
            command = [line[2:]]
            result.append(line)
            while command[-1].endswith("\\"):
                following = next(lines)
                result.append(following)
                command.append(following)
            result += shell.run("\n".join(command))
    return "\n".join(result)


def main():
    binary, pages = os.path.abspath(sys.argv[1]), sys.argv[2:]
    check = "--check" in pages
    stale = False
    for page in [page for page in pages if page != "--check"]:
        with open(page, encoding="utf-8") as file:
            text = file.read()
        with tempfile.TemporaryDirectory() as folder:
            new = refreshed(text, Shell(binary, os.path.realpath(folder)))
        if new == text:
            continue
        if check:
            stale = True
            print(f"{page} shows something else than the program prints; run `make docs`", file=sys.stderr)
        else:
            with open(page, "w", encoding="utf-8") as file:
                file.write(new)
    sys.exit(1 if stale else 0)


main()
