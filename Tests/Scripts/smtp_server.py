"""A real SMTP server on loopback (aiosmtpd) that does to each message what its receiver's name says: `unknown` is refused
for good, `later` for now, `broken` gets no answer after the message is stored; all others are accepted.

Prints its port, keeps what it accepted in the folder that is given, and ends with its standard input.
"""

import os
import socket
import sys

from aiosmtpd.controller import Controller


class Handler:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "unknown":
            return "550 5.1.1 no such user here"
        if name == "later":
            return "451 4.3.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        path = os.path.join(self.folder, f"{self.count:04}.eml")
        with open(path + ".new", "wb") as file:
            file.write(envelope.content)
        os.rename(path + ".new", path)
        if envelope.rcpt_tos[0].startswith("broken@"):
            server.transport.abort()
        return "250 OK"


with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
controller = Controller(Handler(sys.argv[1]), hostname="127.0.0.1", port=port)
controller.start()
print(port, flush=True)
sys.stdin.read()
controller.stop()
