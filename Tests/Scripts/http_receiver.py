"""An HTTP server on loopback that answers as the first part of the path says, well or badly.

Prints its port, appends each whole request to the file that is given, one JSON object a line, and ends with its standard
input.
"""

import base64
import json
import os
import socket
import sys
import threading
import time
import urllib.parse


def head(status, length, more=""):
    return f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{more}Content-Length: {length}\r\n\r\n".encode()


FIXED = {
    "ok": (200, b""),
    "created": (201, b'{"sid":"SM0123456789abcdef","status":"queued"}'),
    "badnumber": (400, b'{"code":21211,"message":"Invalid \'To\' Phone Number","status":400}'),
    "unauthorized": (401, b'{"code":20003,"message":"Authenticate"}'),
    "busy": (429, b'{"code":20429,"message":"Too Many Requests"}'),
    "broken500": (500, b"out of order"),
    "down503": (503, b"try again"),
    "gone": (410, b""),
    "notfound": (404, b"no such page"),
    "garbage": (200, b"\x00\xff<html>not json"),
    "empty201": (201, b""),
    "kannel": (202, b"0: Accepted for delivery"),
    "kannellater": (202, b"3: Queued for later delivery"),
    "kannelhtml": (202, b"<html>hello</html>"),
}


seen = set()


def read_request(client):
    data = b""
    while b"\r\n\r\n" not in data:
        part = client.recv(65536)
        if not part:
            return None
        data += part
    top, _, body = data.partition(b"\r\n\r\n")
    lines = top.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if headers.get("expect", "").lower() == "100-continue":
        client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    while len(body) < int(headers.get("content-length", 0)):
        body += client.recv(65536)
    return lines[0].split()[0], lines[0].split()[1], headers, body


def answer(client, log, lock):
    with client:
        try:
            request = read_request(client)
            if request is None:
                return
            method, target, headers, body = request
            with lock, open(log, "a") as file:
                record = {"method": method, "path": target, "headers": headers, "body": base64.b64encode(body).decode()}
                file.write(json.dumps(record) + "\n")
            mode = target.split("/")[1].split("?")[0]
            if mode in FIXED:
                status, text = FIXED[mode]
                client.sendall(head(status, len(text)) + text)
            elif mode == "wait":
                client.sendall(head(429, 0, "Retry-After: 7200\r\n"))
            elif mode == "once":
                # /once/429/1800: so the first time for each message, and accepted from then on.
                status, after = urllib.parse.unquote(target).split("/")[2:4]
                with lock:
                    is_first = headers["webhook-id"] not in seen
                    seen.add(headers["webhook-id"])
                if is_first:
                    client.sendall(head(int(status), 0, f"Retry-After: {after}\r\n"))
                else:
                    client.sendall(head(200, 0))
            elif mode == "redirect":
                client.sendall(head(307, 0, f"Location: http://{headers['host']}/created/elsewhere\r\n"))
            elif mode == "silent":
                time.sleep(30)
            elif mode == "half":
                client.sendall(head(201, 1000) + b'{"sid":"SM')
            elif mode == "drip":
                client.sendall(head(201, 100000))
                for _ in range(300):
                    client.sendall(b" ")
                    time.sleep(0.1)
            elif mode == "endless":
                client.sendall(b"HTTP/1.1 200 X\r\nContent-Type: text/plain\r\n\r\n")
                while True:
                    client.sendall(b"x" * 65536)
            elif mode == "endlesshead":
                client.sendall(b"HTTP/1.1 200 X\r\n")
                while True:
                    client.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")
            elif mode == "nonsense":
                client.sendall(b"this is no HTTP at all\r\n\r\n")
            # "closed": nothing is said.
        except OSError:
            pass


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
listener = socket.create_server(("127.0.0.1", 0), backlog=64)
print(listener.getsockname()[1], flush=True)
guard = threading.Lock()
while True:
    connection, _ = listener.accept()
    threading.Thread(target=answer, args=(connection, sys.argv[1], guard), daemon=True).start()
