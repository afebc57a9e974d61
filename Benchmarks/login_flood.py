"""What a flood of sign-in attempts costs those who are signed in already: pages and CSV imports beside it."""

import json
import os
import re
import statistics
import subprocess
import threading
import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Iterator, NamedTuple

from Benchmarks.measure import FOLDER, RELEASE, ROOT, markdown
from Tests.API.account import api_token
from Tests.Pages.client import fetch
from Tests.Pages.server import serving

HOST = "carbon.example.gov.cn"
PAGE = "/plan"
PAGES_PER_SECOND = 10
ROWS = 1_000
SECONDS = int(os.environ.get("BENCH_SECONDS", "20"))


class Client(NamedTuple):
    url: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Host": HOST, "Authorization": f"Bearer {self.token}"}


class Register:
    """Readings of one meter that go on and on, a file of them at a time."""

    def __init__(self) -> None:
        self.time = datetime(2001, 1, 1)
        self.value = 0

    def file(self) -> bytes:
        rows = ["meter,time,value"]
        for _ in range(ROWS):
            self.time += timedelta(minutes=15)
            self.value += 1
            rows.append(f"FLOOD-1,{self.time:%Y-%m-%d %H:%M},{self.value}")
        return "\n".join(rows).encode()


def prepare(data: Path) -> None:
    """Gives the city a building and a meter for the imports."""
    files = {
        "buildings": "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n"
                     "320706F001,Flood,office,1000,320706\n",
        "meters": "meter,building,item,kind,unit,decimals,digits,valid_from\n"
                  "FLOOD-1,320706F001,01000,register,kWh,0,9,2001-01-01\n",
    }
    for kind, text in files.items():
        path = FOLDER / f"flood-{kind}.csv"
        path.write_text(text)
        subprocess.run([RELEASE / "tanfeng", "import", kind, path, "--data", data], check=True, capture_output=True)


def import_once(client: Client, body: bytes) -> float:
    """Milliseconds from sending a file until its readings are stored and its job has ended."""
    start = time.perf_counter()
    answer = fetch(
        f"{client.url}/api/v1/imports?kind=readings&name=flood.csv", "POST",
        {**client.headers, "Content-Type": "text/csv"}, body)
    if answer.status != 202:
        raise RuntimeError(f"the import was not taken: {answer.status} {answer.text}")
    job = f"{client.url}{answer.headers['Location']}"
    while (state := fetch(job, headers=client.headers).json["state"]) not in ("done", "failed"):
        time.sleep(0.05)  # more often, and with the pages it would be more than one account may ask
    if state == "failed":
        raise RuntimeError(f"the import failed: {fetch(job, headers=client.headers).text}")
    return (time.perf_counter() - start) * 1000


def pages(client: Client) -> list[float]:
    """Median and 99th percentile of a page under a steady load. [ms]"""
    command = [
        "hey", "-c", "2", "-q", str(PAGES_PER_SECOND // 2), "-z", f"{SECONDS}s", "-host", HOST,
        "-H", f"Authorization: Bearer {client.token}", client.url + PAGE]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if set(re.findall(r"\[(\d+)\]\s+\d+ responses", report)) != {"200"}:
        raise RuntimeError(f"{PAGE} did not always answer 200:\n{report}")
    # Of few answers hey tells no 99th percentile; the slowest is none better.
    worst = re.search(r"99%+ in ([\d.]+) secs", report) or re.search(r"Slowest:\s+([\d.]+) secs", report)
    return [float(re.search(r"50%+ in ([\d.]+) secs", report)[1]) * 1000, float(worst[1]) * 1000]


@contextmanager
def flood(client: Client, from_many: bool) -> Iterator[dict[str, int]]:
    """Sixteen connections that try to sign in as fast as they are answered; what they were answered, at the end."""
    entrance = fetch(f"{client.url}/sign-in", headers={"Host": HOST})
    cookie = entrance.headers["Set-Cookie"].split(";")[0]
    form = re.search(r'name="form_token" value="([^"]+)"', entrance.text)[1]
    environment = {**os.environ, "FLOOD_FORM": form, "FLOOD_COOKIE": cookie, "FLOOD_HOST": HOST}
    if from_many:
        environment["FLOOD_MANY"] = "1"
    answered: dict[str, int] = {}
    log = FOLDER / "flood.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            ["wrk", "-t", "1", "-c", "16", "-d", f"{SECONDS * 3}s", "-s", ROOT / "Benchmarks/flood.lua", client.url],
            env=environment, stdout=output, stderr=output)
    time.sleep(1)
    try:
        yield answered
    finally:
        process.terminate()
        process.wait()
        counts = [line for line in log.read_text().splitlines() if re.fullmatch(r"(\d+=\d+ ?)+", line)]
        answered.update({status: int(times) for status, times in (pair.split("=") for pair in counts[-1].split())} if counts else {})


def measure_both(client: Client, register: Register) -> tuple[list[float], list[float]]:
    """Pages and imports at the same time, as a bureau has them."""
    imports: list[float] = []
    failures: list[Exception] = []
    stop = threading.Event()

    def import_on() -> None:
        try:
            while not stop.is_set():
                imports.append(import_once(client, register.file()))
        except Exception as error:  # noqa: BLE001 – told by the main thread
            failures.append(error)

    thread = threading.Thread(target=import_on)
    thread.start()
    try:
        shown = pages(client)
    finally:
        stop.set()
        thread.join()
    if failures:
        raise failures[0]
    return shown, imports


def login_flood() -> str:
    data = FOLDER / "city"
    prepare(data)
    token = api_token(RELEASE / "tanfeng", data)
    environment = {**os.environ, "TANFENG_PUBLIC_URL": f"https://{HOST}"}
    register = Register()
    rows: list[list[str]] = []
    base: tuple[float, float] | None = None
    with serving(RELEASE / "tanfeng", data, FOLDER / "flood-server.log", environment=environment) as server:
        client = Client(server.url, token)
        pages(client)
        for name, from_many in (("no flood", None), ("from one address", False), ("from ever new addresses", True)):
            if from_many is None:
                (median, worst), imports = measure_both(client, register)
                answered: dict[str, int] = {}
            else:
                with flood(client, from_many) as answered:
                    (median, worst), imports = measure_both(client, register)
            slow = sorted(imports)[max(0, -(-99 * len(imports) // 100) - 1)]
            base = base or (worst, slow)
            rows.append([
                name, f"{sum(answered.values()):,}", json.dumps(answered).replace('"', "") if answered else "–",
                f"{median:.1f}", f"{worst:.1f}", f"{worst / base[0]:.2f}×", str(len(imports)),
                f"{statistics.median(imports):.0f}", f"{slow:.0f}", f"{slow / base[1]:.2f}×",
            ])
            print(*rows[-1], flush=True)
    return (
        "## A flood of sign-in attempts\n\n"
        f"`wrk` posts wrong passwords over 16 connections; meanwhile {PAGES_PER_SECOND} requests a second for `{PAGE}` and one "
        f"import of {ROWS:,} readings after the other, {SECONDS} s each.\n\n"
        + markdown(
            ["attempts", "answered", "by status", "page p50 ms", "page p99 ms", "÷ no flood", "imports", "import p50 ms",
             "import p99 ms", "÷ no flood"], rows))
