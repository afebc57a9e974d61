"""A day that comes in late for a part of a city's meters: how long until every figure of the pages has it."""

import json
import os
import time

from Benchmarks.city_readings import METERS_A_BUILDING, SLOTS_A_DAY, START, City, Slots
from Benchmarks.measure import markdown
from Benchmarks.our_city import our_server
from Benchmarks.readings_ingest import cpu_seconds
from Tests.Pages.client import fetch

METERS = int(os.environ.get("BENCH_METERS", "10000"))
LATE = min(METERS, 1_000)
DAYS, LATE_DAY = 3, 1
BATCH = 10_000
ROUNDS = 3
LONGEST_SECONDS = 120
DAY = time.strftime("%Y-%m-%d", time.gmtime(START + 28_800 + LATE_DAY * 86_400))


def split(city: City, round_: int) -> tuple[list[Slots], list[Slots]]:
    """The batches of all days, without and with only what comes late: the late day of some whole buildings."""
    first = round_ * LATE % max(1, METERS - LATE + 1) // METERS_A_BUILDING * METERS_A_BUILDING
    begins = START + LATE_DAY * 86_400
    early, late = [], []
    for part in city.batches(DAYS, BATCH):
        is_late = (part.meter >= first) & (part.meter < first + LATE) & (part.time > begins) & (part.time <= begins + 86_400)
        for batches, chosen in ((early, ~is_late), (late, is_late)):
            if chosen.any():
                batches.append(Slots(*(column[chosen] for column in part)))
    return early, late


def shown(url: str, token: str) -> int:
    """The day's amount in the figures of pages and API. [0.01 kWh]"""
    answer = fetch(f"{url}/api/v1/energy?from={DAY}&to={DAY}&by=district", headers={"Authorization": f"Bearer {token}"})
    return round(sum(item["amount"] for item in json.loads(answer.body)["items"]) * 100)


def wait_for(url: str, token: str, wanted: int) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while (seen := shown(url, token)) != wanted:
        if time.monotonic() > deadline:
            raise RuntimeError(f"{DAY} shows {seen} after {LONGEST_SECONDS} s, expected {wanted}")
        time.sleep(0.1)


def counts(batches: list[Slots]) -> int:
    """What batches come to on the late day. [0.01 kWh]"""
    begins = START + LATE_DAY * 86_400
    return sum(int(b.counts[(b.time > begins) & (b.time <= begins + 86_400)].sum()) for b in batches)


def late_day() -> str:
    city = City(METERS)
    rows = []
    for round_ in range(ROUNDS):
        early, late = split(city, round_)
        with our_server(city, "late-day") as (peer, server, reader, _):
            send = peer.connect()
            for batch in early:
                send(peer.pack(batch))
            wait_for(server.url, reader, counts(early))
            bodies = [peer.pack(batch) for batch in late]
            before, start = cpu_seconds(server.pid), time.perf_counter()
            for body in bodies:
                send(body)
            stored = time.perf_counter() - start
            wait_for(server.url, reader, counts(early) + counts(late))
            wall, cpu = time.perf_counter() - start, cpu_seconds(server.pid) - before
        rows.append([f"{round_ + 1}", f"{stored:.1f}", f"{wall:.1f}", f"{cpu:.1f}"])
    return (
        f"## One late day of {LATE:,} of {METERS:,} meters on the pages\n\n"
        f"{LATE * SLOTS_A_DAY:,} readings sent in batches over one connection; shown once the figures by district have all of them.\n\n"
        + markdown(["round", "stored after, s", "shown after, s", "server's CPU s"], rows))


if __name__ == "__main__":
    print(late_day())
