"""Requests that no well-meaning program sends. None may be answered with a status of 500 or more, or break the server."""

import socket
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

PATHS = [
    "/api/v1/buildings/99999999999999999999999999", "/api/v1/buildings/-9223372036854775808", "/api/v1/buildings/1e9",
    "/api/v1/buildings/%00", "/api/v1/buildings/1%00", "/api/v1/buildings/%ff%fe", "/api/v1/buildings/%E2%82",
    "/api/v1/buildings/..%2f..%2fetc%2fpasswd", "/api/v1/buildings/%", "/api/v1/buildings/%zz",
    "/api/v1/buildings?cursor=%00", "/api/v1/buildings?cursor=99999999999999999999", "/api/v1/buildings?cursor=%ff",
    "/api/v1/buildings?limit=9223372036854775808", "/api/v1/buildings?limit=-1", "/api/v1/buildings?limit=%D9%A1",
    "/api/v1/buildings?q=%27%20OR%201%3D1--", "/api/v1/buildings?q=%25%25%25_", "/api/v1/buildings?q=%00%01%02",
    "/api/v1/buildings?q=" + "a" * 8_000, "/api/v1/buildings?" + "&".join(f"a{i}=1" for i in range(1_000)),
    "/api/v1/buildings?year=2147483648", "/api/v1/buildings?q=%F0%9F%8F%A2%E2%80%AE", "/api/v1/buildings?&&==&=",
    "/api/v1/meters?building=9223372036854775807", "/api/v1/meters/1/days?month=99999999999-01",
    "/api/v1/meters/1/days?month=2026-00", "/api/v1/metering/findings?rule=%00&cursor=-1",
    "/api/v1/explanations/buildings/1/9999999999-99", "/api/v1/explanations/buildings/1/%2e%2e",
    "/api/v1/explanations/indicators/%27%3B%20DROP%20TABLE%20person/2025", "/api/v1/explanations/sector/99999999999",
    "/api/v1/jobs/0", "/api/v1/jobs?cursor=abc&limit=0", "/api/v1/jobs/9223372036854775807/rejected.csv",
    "/api/v1//buildings", "/api/v1/buildings//1", "/api/v1/%2e%2e/%2e%2e/healthz", "/api/v2/buildings",
    "/api/v1/readings?from=0001-01-01&to=9999-12-31", "/api/v1/readings.csv?from=1900-01-01&to=1999-12-31&meter=%00",
    "/api/v1/consumption?from=2026-06-14&to=2026-06-14&by=15min&cursor=9223372036854775807.253402271999&limit=10000",
    "/api/v1/energy?from=1900-01-01&to=1999-12-31&by=meter,item,building,district,kind,day,month&cursor=-1",
    "/api/v1/map/buildings?q=%00", "/api/v1/plan?department=%ff&district=%00&status=x",
]
HEADERS = [
    "If-None-Match: " + ", ".join('"x"' for _ in range(1_000)), "If-None-Match: \x01", "Accept-Language: " + "zh," * 2_000,
    "Cookie: tanfeng_lang=\x7f; tanfeng_session=" + "A" * 4_000, "Range: bytes=0-18446744073709551615",
    "Content-Length: 18446744073709551616", "Transfer-Encoding: chunked, chunked", "X-Forwarded-For: ::::, 999.1.1.1, %00",
    "Authorization: Bearer tf_" + "A" * 7_000, "Authorization: Basic " + "=" * 500, "X: " + "y" * 20_000,
]
DEEP = b'{"type":"FeatureCollection","features":' + b"[" * 100_000
BODIES = [
    ("/api/v1/imports?kind=boundaries", DEEP), ("/api/v1/imports?kind=boundaries", b'{"type":' * 20_000),
    ("/api/v1/imports?kind=boundaries&name=%00%ff", b"{}"), ("/api/v1/imports?kind=readings", b"\xff\xfe" + b"\x00" * 999),
    ("/api/v1/imports?kind=readings", b'"' * 100_000), ("/api/v1/imports?kind=buildings", b"a," * 200_000),
    ("/api/v1/imports?kind=meters&name=" + "n" * 3_000, b"meter\n" * 10), ("/api/v1/imports?kind=plan", b"\xc3\x28" * 5_000),
    ("/api/v1/imports?kind=plan", "（一）".encode() * 20_000), ("/api/v1/imports", b"x"), ("/api/v1/jobs/1/cancel", DEEP),
    ("/jobs/upload", b"--x\r\n" * 10_000), ("/api/v1/readings", b"[" * 100_000), ("/api/v1/write", b"\xff" * 50_000),
]


class Raw(NamedTuple):
    name: str
    bytes: bytes


def requests(token: str, host: str) -> Iterator[Raw]:
    common = f"Host: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n"
    for path in PATHS:
        yield Raw(path[:80], f"GET {path} HTTP/1.1\r\n{common}\r\n".encode())
    for header in HEADERS:
        mine = common if not header.startswith("Authorization") else f"Host: {host}\r\nConnection: close\r\n"
        yield Raw(header[:40], f"GET /api/v1/buildings HTTP/1.1\r\n{mine}{header}\r\n\r\n".encode("latin-1"))
    for path, body in BODIES:
        for kind in ["text/csv", "multipart/form-data; boundary=x"]:
            head = f"POST {path} HTTP/1.1\r\n{common}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            yield Raw(f"POST {path[:60]}", head.encode() + body)
    yield Raw("half a body", f"POST /api/v1/imports?kind=plan HTTP/1.1\r\n{common}Content-Length: 99\r\n\r\nhalf".encode())
    yield Raw("no host", b"GET / HTTP/1.1\r\n\r\n")
    yield Raw("no http", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50)
    yield Raw("many names", f"GET / HTTP/1.1\r\n{common}{'A: b' * 1}\r\n".encode() + b"A: b\r\n" * 5_000 + b"\r\n")


def status_of(base: str, raw: bytes) -> int | None:
    """The status of the answer; `None` where the server just closes, as it may on what is no HTTP."""
    parts = urlsplit(base)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(4_096)
        except (ConnectionResetError, BrokenPipeError):
            return None
    words = answer.split(b" ", 2)
    return int(words[1]) if answer.startswith(b"HTTP/") and words[1].isdigit() else None


def problems(base: str, token: str) -> Iterator[str]:
    for request in requests(token, urlsplit(base).netloc):
        status = status_of(base, request.bytes)
        if status is not None and status >= 500 and status != 507:
            yield f"{request.name}: status {status}"
