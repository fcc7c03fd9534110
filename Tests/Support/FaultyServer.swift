import Foundation

/// An HTTP server on loopback that misbehaves as the profile in the path says: `/table/v1/garbage/…`.
///
/// Profile `good` answers as OSRM does, with |difference of longitudes| × 1000 s and × 10,000 m, for at most 9 entries;
/// `roads` and `driving` do so for any number, and a hundred times as long.
public struct FaultyServer: Sendable {
  public let port: Int

  /// One for all tests; nil where there is no python3. It ends when this process does, as its input closes then.
  public static let shared: FaultyServer? = start()

  private static func start() -> FaultyServer? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    let output = Pipe()
    process.standardInput = heldOpen
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    return Int(line.trimmingCharacters(in: .whitespacesAndNewlines)).map(FaultyServer.init)
  }

  private static let heldOpen = Pipe()

  private static let script = #"""
    import json, os, socket, sys, threading, time
    from urllib.parse import unquote

    def end_with_parent():
        sys.stdin.read()
        os._exit(0)

    def head(status, length):
        return f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n".encode()

    def good(target):
        path, _, query = target.partition("?")
        places = [float(p.split(",")[0]) for p in path.split("/")[4].split(";")]
        options = dict(part.split("=") for part in query.split("&"))
        pick = lambda key: [places[int(i)] for i in options[key].split(";")] if key in options else places
        rows, columns = pick("sources"), pick("destinations")
        wide = "/roads/" in path or "/driving/" in path
        if len(places) < 2 or len(rows) * len(columns) > 9 and not wide:
            return 400, {"code": "TooBig", "message": "Too many table coordinates"}
        table = lambda unit: [[round(abs(a - b) * unit * (100 if wide else 1), 3) for b in columns] for a in rows]
        return 200, {"code": "Ok", "durations": table(1000), "distances": table(10000),
                     "sources": [{"distance": 1.5}] * len(rows), "destinations": [{"distance": 2}] * len(columns)}

    def route(target):
        places = [p.split(",") for p in target.partition("?")[0].split("/")[4].split(";")]
        return 200, {"code": "Ok", "routes": [{"geometry": polyline(places), "distance": 10.4 * len(places),
                                               "duration": 1.2 * len(places)}]}

    def nearest(target):
        return 200, {"code": "Ok", "waypoints": [{"distance": 3.4}]}

    def polyline(places):
        text, before = "", [0, 0]
        for place in places:
            now = [round(float(place[1]) * 1e5), round(float(place[0]) * 1e5)]
            for difference in (now[0] - before[0], now[1] - before[1]):
                rest = ~(difference << 1) if difference < 0 else difference << 1
                while rest >= 32:
                    text += chr((32 | rest & 31) + 63)
                    rest >>= 5
                text += chr(rest + 63)
            before = now
        return text

    lock, seen = threading.Lock(), {}
    TABLE = [[0, 1.4], [2.6, 0]]
    FIXED = {
        "garbage": (200, b"\x00\xff<html>not json"),
        "empty": (200, b""),
        "text500": (500, b"out of order"),
        "json500": (500, b'{"code":"Ok","durations":[[0,1],[1,0]]}'),
        "text404": (404, b"no such page"),
        "redirect": (302, b""),
        "nosegment": (400, b'{"code":"NoSegment","message":"no match for coordinate 1"}'),
        "badquery": (400, b'{"code":"InvalidQuery","message":"Query string malformed close to position 9"}'),
        "short": (200, b'{"code":"Ok","durations":[[0,1]]}'),
        "ragged": (200, b'{"code":"Ok","durations":[[0,1],[1]]}'),
        "none": (200, b'{"code":"Ok"}'),
        "negative": (200, b'{"code":"Ok","durations":[[0,-1],[1,0]]}'),
        "text": (200, b'{"code":"Ok","durations":[["0","1"],["1","0"]]}'),
        "nulls": (200, b'{"code":"Ok","durations":[[0,null],[2.6,0]],"distances":[[0,null],[20.5,0]]}'),
        "huge": (200, b'{"code":"Ok","durations":[[0,1e300],[2147483646,0]]}'),
        "nodistances": (200, b'{"code":"Ok","durations":[[0,1.4],[2.6,0]]}'),
        "far": (200, b'{"code":"Ok","durations":[[0,1],[1,0]],"sources":[{"distance":5300402.3},{"distance":3}]}'),
    }

    def answer(client):
        with client:
            request = b""
            while b"\r\n\r\n" not in request:
                part = client.recv(65536)
                if not part:
                    return
                request += part
            parts = request.split()[1].decode().split("/")
            start = next(i for i, part in enumerate(parts) if part in ("table", "route", "nearest"))
            # What stands before the service is the map's date: two servers of one profile with different maps.
            dates, target = parts[1:start], "/" + "/".join(parts[start:])
            mode = unquote(target.split("/")[3])
            kind = mode.split("-")[0]
            with lock:
                number = seen[mode] = seen.get(mode, 0) + 1
            if kind == "flaky" and number <= 2:
                client.sendall(head(503, 0))
            elif kind == "dying" and number > int(mode.split("-")[1]):
                pass
            elif kind in ("good", "roads", "driving", "flaky", "dying", "dated", "moving", "route"):
                status, body = {"route": route, "nearest": nearest}.get(parts[start], good)(target)
                if dates:
                    body["data_version"] = dates[0]
                if kind in ("dated", "moving"):
                    body["data_version"] = "2026-11-01" if kind == "dated" or number < 3 else "2026-12-01"
                body = json.dumps(body).encode()
                client.sendall(head(status, len(body)) + body)
            elif mode in FIXED:
                status, body = FIXED[mode]
                client.sendall(head(status, len(body)) + body)
            elif mode == "silent":
                time.sleep(30)
            elif mode == "half":
                client.sendall(head(200, 1000) + b'{"code":"Ok","durations":[[0,1')
            elif mode == "drip":
                client.sendall(head(200, 60000))
                for _ in range(300):
                    client.sendall(b" ")
                    time.sleep(0.1)
            elif mode in ("endless", "claims"):
                client.sendall(head(200, 10**9) if mode == "claims" else b"HTTP/1.1 200 X\r\nConnection: close\r\n\r\n")
                try:
                    for _ in range(100 if mode == "endless" else 1):
                        client.sendall(b'{"code":"Ok","durations":[[' + b"1," * 500000)
                except OSError:
                    pass
            elif mode == "elsewhere":
                place = b"Location: /table/v1/good/" + target.split("/")[4].encode() + b"\r\n"
                client.sendall(b"HTTP/1.1 302 X\r\n" + place + b"Content-Length: 0\r\n\r\n")
            elif mode == "nonsense":
                client.sendall(b"this is no HTTP at all\r\n\r\n")

    threading.Thread(target=end_with_parent, daemon=True).start()
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=answer, args=(client,), daemon=True).start()
    """#
}
