"""Readings sent over the network in batches, beside InfluxDB, ClickHouse and PostgreSQL."""

import os
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median, quantiles
from typing import NamedTuple

from Benchmarks.city_readings import City
from Benchmarks.peers import Peer

TICKS = os.sysconf("SC_CLK_TCK")


class Ingest(NamedTuple):
    readings_s: float
    cpu_s: float
    p50_ms: float
    p99_ms: float


def cpu_seconds(pid: int) -> float:
    """Processor time of a process, its threads and the children that it waited for and still has."""
    total = 0.0
    for task in [pid, *children(pid)]:
        fields = Path(f"/proc/{task}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / TICKS
        if task == pid:
            total += (int(fields[13]) + int(fields[14])) / TICKS
    return total


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            found += [int(child) for child in (task / "children").read_text().split()]
        except FileNotFoundError:
            continue
    return found


def send_all(peer: Peer, bodies: list[bytes], readings: int, connections: int) -> Ingest:
    """Sends the bodies over several connections, each the next one as soon as the one before it is answered."""
    queue: SimpleQueue[bytes] = SimpleQueue()
    for body in bodies:
        queue.put(body)
    latencies: list[float] = []
    failures: list[BaseException] = []
    opened = threading.Barrier(connections + 1)

    def work() -> None:
        try:
            send = peer.connect()
            opened.wait()
            while True:
                body = queue.get_nowait()
                start = time.perf_counter()
                send(body)
                latencies.append(time.perf_counter() - start)
        except Empty:
            pass
        except BaseException as failure:
            failures.append(failure)
            opened.abort()

    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    opened.wait()
    before, start = cpu_seconds(peer.pid), time.perf_counter()
    for thread in threads:
        thread.join()
    wall, cpu = time.perf_counter() - start, cpu_seconds(peer.pid) - before
    if failures:
        raise failures[0]
    hundredths = quantiles(latencies, n=100)
    return Ingest(readings / wall, cpu, median(latencies) * 1000, hundredths[98] * 1000)


def packed(peer: Peer, city: City, days: int, batch: int) -> tuple[list[bytes], int]:
    bodies, readings = [], 0
    for part in city.batches(days, batch):
        bodies.append(peer.pack(part))
        readings += len(part.meter)
    return bodies, readings
