"""A source of readings as gateways are: over a real socket, whole and in pieces, packed and not, to the file that goes out."""

import gzip
import json
from http.client import HTTPConnection
from urllib.parse import quote, urlencode, urlsplit

DAY = "2026-06-14"


def ask(url: str, method: str, path: str, token: str, body=None, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
    try:
        chunked = body is not None and not isinstance(body, (bytes, str))
        connection.request(
            method, path, body, {"Authorization": f"Bearer {token}"} | (headers or {}), encode_chunked=chunked
        )
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def problems(url: str, keeper: str, reader: str) -> list[str]:
    """What a source may not rely on; `keeper` is a token of a system administrator, `reader` one of an officer."""
    found: list[str] = []

    def expect(what: str, seen: object, wanted: object) -> None:
        if seen != wanted:
            found.append(f"{what}: {seen!r}, expected {wanted!r}")

    form = urlencode({"name": "Gateway", "kind": "gateway", "days": 30})
    status, body = ask(url, "POST", "/api/v1/sources", keeper, form)
    expect("a source is registered", status, 200)
    source = json.loads(body)
    token = source["token"]
    _, body = ask(url, "GET", "/api/v1/meters?limit=1", reader)
    code = json.loads(body)["items"][0]["code"]
    rows = f"/api/v1/readings?meter={quote(code)}&from={DAY}&to={DAY}&limit=10000"
    _, body = ask(url, "GET", rows, reader)
    before = json.loads(body)["readings"]

    # The same readings again, as they went out: nothing new.
    again = json.dumps({"readings": before}).encode()
    status, body = ask(url, "POST", "/api/v1/readings", token, again)
    expect("what went out comes in again", (status, json.loads(body)["unchanged"]), (200, len(before)))
    packed = gzip.compress(again)
    pieces = (packed[index:index + 100] for index in range(0, len(packed), 100))
    headers = {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
    status, body = ask(url, "POST", "/api/v1/readings", token, pieces, headers)
    expect("packed and in pieces", (status, json.loads(body)["unchanged"]), (200, len(before)))

    # One more reading, between two others, in the line protocol; and a line that is none.
    value = before[10]["value"]
    name = code.replace(",", "\\,").replace(" ", "\\ ").replace("=", "\\=")
    line = f"energy,meter={name} value={value} 1781413500\n"  # 2026-06-14 13:05 in China
    status, body = ask(url, "POST", "/api/v1/write?precision=s", token, line + "nonsense\n")
    answer = json.loads(body)["error"]
    expect("a line that is none", (status, answer.startswith("partial write: "), answer.endswith(" dropped=1")), (400, True, True))
    _, body = ask(url, "GET", rows, reader)
    expect("the other line is stored", len(json.loads(body)["readings"]), len(before) + 1)
    _, body = ask(url, "GET", rows.replace("readings?", "readings.csv?"), reader)
    expect("and in the file", len(body.decode("utf-8-sig").splitlines()), len(before) + 2)

    status, _ = ask(url, "POST", "/api/v1/readings", token, gzip.compress(b" " * (65 << 20)), {"Content-Encoding": "gzip"})
    expect("a body that unpacks to too much", status, 413)
    status, _ = ask(url, "GET", rows, token)
    expect("a source sees nothing", status, 403)
    status, _ = ask(url, "POST", f"/api/v1/sources/{source['id']}/close", keeper)
    expect("the source is closed", status, 204)
    status, _ = ask(url, "POST", "/api/v1/readings", token, again)
    expect("a closed source", status, 401)
    return found
