"""A data folder that knows the meters of `city_readings`, and our server on it as one of the peers."""

import csv
import http.client
import json
import shutil
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from Benchmarks.city_readings import START, City, code, json_rows
from Benchmarks.measure import FOLDER, RELEASE, measure
from Benchmarks.peers import Peer, post
from Tests.API.account import api_token
from Tests.Pages.server import Server, serving

TANFENG = RELEASE / "tanfeng"
DISTRICTS = ["320703", "320706", "320707", "320722", "320723", "320724"]
KINDS = "ABCDEFGH"
ITEMS = ["01A00", "01B00", "01C00", "01D00"]
FIRST_DAY = time.strftime("%Y-%m-%d", time.gmtime(START + 28_800))


def write(path: Path, heading: str, rows: Iterator[list[object]]) -> None:
    with path.open("w", newline="") as file:
        file.write(heading + "\n")
        csv.writer(file).writerows(rows)


def known_meters(city: City, folder: Path) -> Path:
    """A fresh data folder with the city's buildings and meters."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    buildings = int(city.building[-1]) + 1

    def register(building: int) -> str:
        district, kind = DISTRICTS[building % len(DISTRICTS)], KINDS[building // 10 % 8]
        return f"{district}{kind}{building // len(DISTRICTS) + 1:03d}"

    write(folder / "buildings.csv", "building_code,building_name,building_kind,gross_floor_area_m2,division_code", (
        [register(number), f"Benchmark {number}", KINDS[number // 10 % 8], 10_000, register(number)[:6]]
        for number in range(buildings)))
    write(folder / "meters.csv", "meter,building,item,kind,unit,decimals,digits,valid_from", (
        [code(meter), register(int(city.building[meter])), ITEMS[meter % 4], "interval", "kWh", 2, 9, FIRST_DAY]
        for meter in range(city.meters)))
    data = folder / "data"
    for kind in ("buildings", "meters"):
        measure(TANFENG, "import", kind, folder / f"{kind}.csv", "--data", data)
    return data


def source_token(server: Server, administrator: str) -> str:
    """Registers a source that reaches the whole city."""
    connection = http.client.HTTPConnection("127.0.0.1", urllib.parse.urlsplit(server.url).port, timeout=60)
    connection.request(
        "POST", "/api/v1/sources", urllib.parse.urlencode({"name": "Benchmark", "kind": "gateway", "days": 1}),
        {"Authorization": f"Bearer {administrator}", "Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} {text[:300]!r}")
    return json.loads(text)["token"]


@contextmanager
def our_server(city: City, name: str) -> Iterator[tuple[Peer, Server, str, str]]:
    """Ours as a peer, the server, a reader's token and the source's."""
    folder = FOLDER / name
    data = known_meters(city, folder)
    administrator = api_token(TANFENG, data, ["system_administrator"])
    reader = api_token(TANFENG, data)
    with serving(TANFENG, data, folder / "server.log") as server:
        token = source_token(server, administrator)
        port = urllib.parse.urlsplit(server.url).port or 80
        headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        # The first batch of a source waits for its list of meters.
        post(port, "/api/v1/readings", headers)(b'{"readings":[]}')
        yield (
            Peer("Tanfeng, JSON", server.pid, json_rows, lambda: post(port, "/api/v1/readings", headers)),
            server, reader, token)
