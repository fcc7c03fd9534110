"""An HTTP server on loopback that keeps connections, counts them, and misbehaves as the path says.

Prints its port and ends with its standard input. With a certificate and its key as arguments it speaks TLS. What it
counts is told by /counts: connections made, open ones, and the most that asked for something at the same time.
"""

import gzip
import json
import os
import socket
import ssl
import sys
import threading
import time

lock = threading.Lock()
counts = {"made": 0, "open": 0, "asking": 0, "most": 0, "requests": []}
gate = threading.Event()


def head(status, length, more=""):
    return f"HTTP/1.1 {status} X\r\n{more}Content-Length: {length}\r\n\r\n".encode()


def read_head(client):
    data = b""
    while b"\r\n\r\n" not in data:
        part = client.recv(65536)
        if not part:
            return None, None, b""
        data += part
    top, _, rest = data.partition(b"\r\n\r\n")
    lines = top.decode("latin-1").split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return lines[0].split()[:2], fields, rest


def answer(client, kind, argument, body, asked, number):
    """False where the connection ends."""
    if kind == "say":
        client.sendall(head(int(argument), len(body), "Retry-After:  Wed, 21 Oct 2026 07:28:00 GMT \r\n") + body)
    elif kind == "number":
        text = str(number).encode()
        client.sendall(head(200, len(text)) + text)
    elif kind == "together":
        # Nobody is answered before so many ask at the same time.
        with lock:
            if counts["asking"] >= int(argument):
                gate.set()
        gate.wait(600)
        client.sendall(head(200, 0))
    elif kind == "before":
        client.sendall(b"HTTP/1.1 100 Continue\r\nRetry-After: 1\r\n\r\nHTTP/1.1 103 X\r\nRetry-After: 2\r\n\r\n")
        client.sendall(b"HTTP/1.1 202 X\r\nTransfer-Encoding: chunked\r\nTrailer: Retry-After\r\n\r\n")
        client.sendall(b"3\r\nabc\r\n0\r\nRetry-After: 3\r\n\r\n")
    elif kind == "long":
        client.sendall(b"HTTP/1.1 200 X\r\nConnection: close\r\n\r\n" + b"x" * int(argument))
        return False
    elif kind == "packed":
        text = gzip.compress(b"x" * int(argument))
        client.sendall(head(200, len(text), "Content-Encoding: gzip\r\n") + text)
    elif kind == "claims":
        client.sendall(f"HTTP/1.1 503 X\r\nContent-Length: {argument}\r\nRetry-After: 7\r\n\r\nxx".encode())
        time.sleep(20)
    elif kind == "half":
        client.sendall(head(201, 1000) + b"half")
        return False
    elif kind == "drip":
        client.sendall(head(201, 1000))
        for _ in range(300):
            client.sendall(b".")
            time.sleep(0.1)
    elif kind == "dripping-head":
        for _ in range(300):
            client.sendall(b"H" if _ else b"HTTP/1.1 200 X\r\n")
            time.sleep(0.1)
    elif kind == "endless-head":
        client.sendall(b"HTTP/1.1 200 X\r\n")
        while True:
            client.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")
    elif kind == "nonsense":
        client.sendall(b"this is no HTTP at all\r\n\r\n")
        return False
    elif kind == "silent":
        time.sleep(600)
    elif kind == "once":
        # The connection says that it stays, and is gone by the next request.
        client.sendall(head(200, 0))
        return False
    elif kind == "counts":
        with lock:
            text = json.dumps({**counts, "asking": counts["asking"] - 1}).encode()
        client.sendall(head(200, len(text)) + text)
    else:
        return False
    return True


def serve(client, number):
    try:
        while True:
            asked, fields, body = read_head(client)
            if asked is None:
                return
            kind, _, argument = asked[1].lstrip("/").partition("/")
            if kind == "tires":
                # Hangs up in the middle of the body, so that the rest of it cannot be sent.
                while len(body) < 1_000_000:
                    body += client.recv(65536)
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return
            while len(body) < int(fields.get("content-length", 0)):
                body += client.recv(65536)
            with lock:
                if kind != "counts":
                    counts["requests"].append({"asked": asked, "fields": fields, "body": body.decode("latin-1")})
                counts["asking"] += 1
                counts["most"] = max(counts["most"], counts["asking"])
            try:
                goes_on = answer(client, kind, argument, body, asked, number)
            finally:
                with lock:
                    counts["asking"] -= 1
            if not goes_on:
                return
    except OSError:
        pass
    finally:
        with lock:
            counts["open"] -= 1
        client.close()


def begin(client, number, tls):
    with lock:
        counts["made"] += 1
        counts["open"] += 1
    if tls:
        try:
            client = tls.wrap_socket(client, server_side=True)
        except OSError:
            with lock:
                counts["open"] -= 1
            return
    serve(client, number)


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
secure = None
if len(sys.argv) > 2:
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(sys.argv[1], sys.argv[2])
listener = socket.create_server(("127.0.0.1", 0), backlog=256)
print(listener.getsockname()[1], flush=True)
made = 0
while True:
    connection, _ = listener.accept()
    made += 1
    threading.Thread(target=begin, args=(connection, made, secure), daemon=True).start()
