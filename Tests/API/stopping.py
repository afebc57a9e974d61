"""What SIGTERM must do: finish what was begun, take nothing new, leave jobs for the next start, end with status 0."""

import json
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from urllib.parse import urlsplit

from Tests.Pages.client import fetch
from Tests.Pages.server import free_port, serving, wait_until_it_answers

STOP_SECONDS = 25
JOB_SECONDS = 60
# Longer than it takes to notice the signal, on a machine that is busy.
METERS, SLOTS = 30, 2_000


def connection(base: str) -> socket.socket:
    parts = urlsplit(base)
    return socket.create_connection((parts.hostname, parts.port), timeout=STOP_SECONDS)


def register() -> str:
    rows = [f"M{number},320706A901,01A00,register,kWh,2,9,1,2026-01-01" for number in range(METERS)]
    return "\n".join(["meter,building,item,kind,unit,decimals,digits,ratio,valid_from", *rows])


def readings() -> str:
    lines = ["meter,time,value"]
    for slot in range(SLOTS):
        day, minutes = divmod(slot * 15, 1_440)
        stamp = time.strftime("%Y-%m-%d %H:%M", time.gmtime(1_767_225_600 + day * 86_400 + minutes * 60))
        lines += [f"M{meter},{stamp},{100 + slot}" for meter in range(METERS)]
    return "\n".join(lines)


def send(base: str, token: str, kind: str, text: str) -> int:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/csv"}
    answer = fetch(f"{base}/api/v1/imports?kind={kind}&name={kind}.csv", "POST", headers, text.encode())
    if answer.status != 202:
        raise RuntimeError(f"import of {kind}: {answer.status} {answer.text}")
    return answer.json["id"]


def state_of(base: str, token: str, job: int) -> str:
    return fetch(f"{base}/api/v1/jobs/{job}", headers={"Authorization": f"Bearer {token}"}).json["state"]


def wait_for(base: str, token: str, job: int) -> str:
    deadline = time.monotonic() + JOB_SECONDS
    while (state := state_of(base, token, job)) in ("queued", "running") and time.monotonic() < deadline:
        time.sleep(0.1)
    return state


BUILDING = "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n320706A901,Stop,A,1000,320706\n"


def problems(tanfeng: Path, data: Path, token: str, log: Path) -> Iterator[str]:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        server = Popen([tanfeng, "serve", "--data", data, "--port", str(port)], stdout=output, stderr=output)
        try:
            wait_until_it_answers(base, server, log)
            wait_for(base, token, send(base, token, "buildings", BUILDING))
            wait_for(base, token, send(base, token, "meters", register()))
            job = send(base, token, "readings", readings())
            # A request that has come in half when the signal arrives.
            body = b"login=a&password=b"
            begun = connection(base)
            begun.sendall(b"POST /sign-in HTTP/1.1\r\nHost: " + urlsplit(base).netloc.encode() +
                          b"\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                          b"Content-Length: %d\r\n\r\n" % len(body) + body[:4])
            # A stream of events, which would go on for minutes.
            stream = connection(base)
            stream.sendall(b"GET /metering/events HTTP/1.1\r\nHost: " + urlsplit(base).netloc.encode() +
                           b"\r\nAuthorization: Bearer " + token.encode() + b"\r\n\r\n")
            if not (opening := stream.recv(4_096)).startswith(b"HTTP/1.1 200"):
                yield f"the stream of events was answered with {opening[:40]!r}"
            fetch(f"{base}/healthz")
            server.send_signal(signal.SIGTERM)
            yield from refuses_new(base)
            begun.sendall(body[4:])
            answer = begun.recv(4_096)
            if not answer.startswith(b"HTTP/1.1 "):
                yield f"the request in flight was answered with {answer[:40]!r}"
            if (status := server.wait(STOP_SECONDS)) != 0:
                yield f"it ended with status {status}"
        finally:
            if server.poll() is None:
                server.kill()
                server.wait()
    with serving(tanfeng, data, log) as again:
        if (state := wait_for(again.url, token, job)) != "done":
            yield f"the job that was stopped is {state} after the next start"
        total = fetch(f"{again.url}/api/v1/jobs/{job}", headers={"Authorization": f"Bearer {token}"}).json
        if total["accepted_rows"] + total["unchanged_rows"] != METERS * SLOTS:
            yield f"rows were lost: {json.dumps(total)}"


def refuses_new(base: str) -> Iterator[str]:
    """Nobody new is let in, soon after the signal."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            connection(base).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.05)
    yield "it takes new connections while it stops"
