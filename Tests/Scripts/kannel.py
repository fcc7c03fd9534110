"""A real Kannel on loopback with its fake message centre, in the folder that is given.

Prints the port of the sendsms service; what the centre gets is in `centre.log`. Ends with its standard input.
"""

import os
import socket
import subprocess
import sys
import time

FAKE = "/usr/lib/kannel/test/fakesmsc"
CONFIG = """
group = core
admin-port = {admin}
admin-password = admin
smsbox-port = {box}
box-allow-ip = 127.0.0.1

group = smsc
smsc = fake
host = 127.0.0.1
port = {centre}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {service}
global-sender = 13013

group = sendsms-user
username = punctual
password = secret-word
concatenation = true
max-messages = 9
"""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def wait_for(port):
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing listens on {port}")


os.chdir(sys.argv[1])
admin, box, centre, service = free_ports(4)
with open("kannel.conf", "w") as file:
    file.write(CONFIG.format(admin=admin, box=box, centre=centre, service=service))
running = []


def start(command, log):
    running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=open(log, "w"), stderr=subprocess.STDOUT))


try:
    start(["bearerbox", "kannel.conf"], "bearerbox.out")
    wait_for(box)
    start(["smsbox", "kannel.conf"], "smsbox.out")
    wait_for(service)
    wait_for(centre)
    start([FAKE, "-H", "127.0.0.1", "-r", str(centre), "-i", "0.01", "-m", "0", "1 2 nop x"], "centre.log")
    print(service, flush=True)
    sys.stdin.read()
finally:
    for process in reversed(running):
        process.kill()
        process.wait()
