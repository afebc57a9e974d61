"""Readings of a city: sent, imported, kept and asked for, beside the stores that one would pick instead."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path
from statistics import median

from Benchmarks.city_readings import START, City, code, decimal, json_rows, line_protocol, rows
from Benchmarks.measure import FOLDER, RELEASE, ROOT, markdown, measure, peak_mib
from Benchmarks.our_city import known_meters, our_server
from Benchmarks.peers import INFLUX_PORT, clickhouse, influxdb, postgresql
from Benchmarks.readings_ingest import Ingest, cpu_seconds, packed, send_all

METERS = int(os.environ.get("BENCH_CITY_METERS", "10000"))
SENT_DAYS, ASKED_DAYS = 3, int(os.environ.get("BENCH_CITY_DAYS", "30"))
ROUNDS = 3
BATCH, CONNECTIONS = 10_000, 4
FRAME, FRAME_CONNECTIONS, FRAME_THREADS, FRAME_DAYS = 100, 16, 2, 6
TANFENG = RELEASE / "tanfeng"


def sent() -> tuple[str, float]:
    """Batches over the network; also the peak memory of our server [MiB]."""
    city = City(METERS)
    results: dict[str, list[Ingest]] = {}
    memory = 0.0
    readings = 0
    for _ in range(ROUNDS):
        with our_server(city, "sent") as (peer, server, _, _):
            bodies, readings = packed(peer, city, SENT_DAYS, BATCH)
            results.setdefault(peer.name, []).append(send_all(peer, bodies, readings, CONNECTIONS))
            memory = max(memory, peak_mib(server.pid))
        for other in (influxdb, clickhouse, postgresql):
            with other() as peer:
                bodies, readings = packed(peer, city, SENT_DAYS, BATCH)
                results.setdefault(peer.name, []).append(send_all(peer, bodies, readings, CONNECTIONS))
            print(peer.name, results[peer.name][-1], flush=True)
    ours = median(run.readings_s for run in next(iter(results.values())))
    table = []
    for name, runs in results.items():
        speed, cpu, middle, worst = (median(figure) for figure in zip(*runs))
        table.append([name, f"{speed:,.0f}", f"{readings / cpu:,.0f}", f"{middle:.1f}", f"{worst:.1f}", f"{ours / speed:.1f}×"])
    return markdown(["", "readings/s", "readings per server CPU s", "p50 ms", "p99 ms", "Tanfeng ÷ it"], table), memory


def frames() -> str:
    """Gateways' frames of a hundred meters at one instant."""
    city = City(METERS)
    json_bodies, line_bodies = FOLDER / "frames.json", FOLDER / "frames.lines"
    with json_bodies.open("wb") as as_json, line_bodies.open("wb") as as_lines:
        for batch in city.batches(FRAME_DAYS, FRAME):
            as_json.write(json_rows(batch) + b"\x1e")
            as_lines.write(line_protocol(batch) + b"\x1e")
    results: dict[str, list[tuple[float, ...]]] = {}
    for _ in range(ROUNDS):
        with our_server(city, "frames") as (peer, server, _, token):
            results.setdefault(peer.name, []).append(flood(
                peer.pid, server.url, "/api/v1/readings", json_bodies, "application/json", f"Token {token}"))
        print(peer.name, results[peer.name][-1], flush=True)
        with influxdb() as peer:
            results.setdefault(peer.name, []).append(flood(
                peer.pid, f"http://127.0.0.1:{INFLUX_PORT}", "/write?db=city&precision=s", line_bodies, "text/plain", ""))
        print(peer.name, results[peer.name][-1], flush=True)
    ours = median(run[0] for run in next(iter(results.values())))
    table = []
    for name, runs in results.items():
        speed, per_cpu, middle, worst = (median(figure) for figure in zip(*runs))
        table.append([name, f"{speed:,.0f}", f"{per_cpu:,.0f}", f"{middle:.1f}", f"{worst:.1f}", f"{ours / speed:.1f}×"])
    return markdown(["", "readings/s", "readings per server CPU s", "p50 ms", "p99 ms", "Tanfeng ÷ it"], table)


def flood(pid: int, url: str, path: str, bodies: Path, kind: str, authorization: str) -> tuple[float, ...]:
    """Frames as fast as they are answered: readings per second and per CPU second of the server, p50 and p99 [ms]."""
    before = cpu_seconds(pid)
    report = subprocess.run(
        ["wrk", "-t", str(FRAME_THREADS), "-c", str(FRAME_CONNECTIONS), "-d", "8s", "-s", ROOT / "Benchmarks/frames.lua", url],
        check=True, capture_output=True, text=True,
        env={**os.environ, "BENCH_BODIES": str(bodies), "BENCH_AUTHORIZATION": authorization, "BENCH_PATH": path,
             "BENCH_CONTENT_TYPE": kind, "BENCH_THREADS": str(FRAME_THREADS)}).stdout
    cpu = cpu_seconds(pid) - before
    line = next(line for line in report.splitlines() if line.startswith("FRAMES"))
    requests, duration, refused, middle, worst = map(int, line.split()[1:])
    if refused:
        raise RuntimeError(f"{refused} of {requests} frames were refused:\n{report}")
    return requests * FRAME / (duration / 1e6), requests * FRAME / cpu, middle / 1000, worst / 1000


def imported() -> str:
    """A CSV file into a folder that knows the meters, and into a table of DuckDB with a key."""
    city = City(METERS)
    file = FOLDER / "city.csv"
    readings = 0
    with file.open("w") as out:
        out.write("meter,time,value\n")
        for batch in city.batches(SENT_DAYS, 100_000):
            stamps: dict[int, str] = {}
            for t in set(batch.time.tolist()):
                stamps[t] = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(t + 28_800))
            out.writelines(f"{code(m)},{stamps[t]},{decimal(c)}\n" for m, t, c, _ in rows(batch))
            readings += len(batch.meter)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        data = known_meters(city, FOLDER / "imported")
        cost = measure(TANFENG, "import", "readings", file, "--data", data)
        ours.append((cost.wall_s, cost.cpu_s))
        theirs.append(figures_of("peer_duckdb", "csv", file, FOLDER / "csv.duckdb")["import_s"])
        print("csv", ours[-1], theirs[-1], flush=True)
    wall, cpu = (median(figure) for figure in zip(*ours))
    other = median(theirs)
    return markdown(
        ["CSV import", "s", "readings/s", "readings per CPU s"],
        [["Tanfeng, consumption derived", f"{wall:.2f}", f"{readings / wall:,.0f}", f"{readings / cpu:,.0f}"],
         ["DuckDB, table with key", f"{other:.2f}", f"{readings / other:,.0f}", ""],
         ["DuckDB ÷ Tanfeng", f"{other / wall:.2f}×", "", ""]])


def figures_of(module: str, *arguments: str | Path | int) -> dict[str, float]:
    """What a peer of its own process measured."""
    return json.loads(subprocess.run(
        [sys.executable, "-m", f"Benchmarks.{module}", *map(str, arguments)], check=True, capture_output=True, text=True,
        cwd=ROOT).stdout)


def asked() -> str:
    """What pages ask, in the engine and over HTTP, beside DuckDB."""
    engine = {}
    for kind in ("interval", "register"):
        folder = FOLDER / f"engine-{kind}"
        shutil.rmtree(folder, ignore_errors=True)
        answer = subprocess.run(
            [RELEASE / "EngineBench", "--folder", folder, "--kind", kind, "--meters", str(METERS), "--days", str(ASKED_DAYS)],
            check=True, capture_output=True, text=True).stdout
        engine[kind] = json.loads(answer)
        (FOLDER / f"engine-{kind}.json").write_text(answer)
        shutil.rmtree(folder)
    duck = figures_of("peer_duckdb", "month", FOLDER / "month.duckdb", METERS, ASKED_DAYS)
    duck_registers = figures_of("peer_duckdb", "registers", FOLDER / "registers.duckdb", METERS, ASKED_DAYS)
    chdb = figures_of("peer_chdb", FOLDER / "chdb", METERS, ASKED_DAYS)
    lite = figures_of("peer_sqlite_rows", FOLDER / "rows.sqlite", METERS // 10, ASKED_DAYS)
    ours, register = engine["interval"], engine["register"]
    before, after = ours["queries"], ours["queries_after_late"]

    def row(name: str, our: float, their: float | None, digits: int = 3, *, larger: bool = False) -> list[str]:
        if their is None:
            return [name, f"{our:,.{digits}f}", "", ""]
        ratio = our / their if larger else their / our
        return [name, f"{our:,.{digits}f}", f"{their:,.{digits}f}", f"{ratio:,.2f}×"]

    return markdown(["", "Tanfeng", "DuckDB, or as named", "how many times better"], [
        row("append and seal in process, readings/s", ours["append_and_seal_readings_per_second"], duck["ingest_readings_s"], 0,
            larger=True),
        row("bytes per reading on disk, interval data", ours["bytes_per_reading"], duck["bytes_per_reading"]),
        row("the same beside chdb", ours["bytes_per_reading"], chdb["bytes_per_reading"]),
        row("bytes per reading on disk, register data", register["bytes_per_reading"], duck_registers["bytes_per_reading"]),
        row("one meter, one month, ms", before["meter_month_ms"], duck["meter_month_ms"]),
        row("the same beside SQLite with a row per reading", before["meter_month_ms"], lite["meter_month_ms"]),
        row("one building by day, a month, ms", before["building_month_ms"], duck["building_daily_ms"]),
        row("city by day, a month, from totals, ms", before["city_by_day_ms"], duck["city_daily_ms"]),
        row("top 100 meters of a month, from totals, ms", before["top_100_ms"], duck["top_100_ms"]),
        row("320 groups, a month, from totals, ms", before["by_320_groups_ms"], duck["groups_ms"]),
        row("city by day from all readings, ms", before["raw_scan_ms"], duck["city_daily_ms"]),
        row("1 % late, in batches, readings/s", ours["late_batches_readings_per_second"], duck["late_readings_s"], 0, larger=True),
        row("one meter, one month, after late, ms", after["meter_month_ms"], duck["meter_month_after_late_ms"]),
        row("start with all of it, s", ours["open_seconds"], None),
        row("journal replayed, s per 10 million readings", ours["replay_seconds_per_10_million"], None),
        row("memory while sent at full speed, MiB", ours["rss_mib_peak_of_ingest"], None, 0),
    ])


def over_http() -> str:
    """One meter's month as JSON and CSV, from a server that holds 200 meters."""
    city = City(200)
    with our_server(city, "asked") as (peer, server, reader, _):
        bodies, _ = packed(peer, city, 30, BATCH)
        send = peer.connect()
        for body in bodies:
            send(body)
        connection = http.client.HTTPConnection("127.0.0.1", urllib.parse.urlsplit(server.url).port, timeout=60)
        first = time.strftime("%Y-%m-%d", time.gmtime(START + 28_800))
        last = time.strftime("%Y-%m-%d", time.gmtime(START + 28_800 + 30 * 86_400))
        table = []
        for path in ("/api/v1/readings.csv", "/api/v1/consumption.csv"):
            times, size = [], 0
            for number in range(201):
                address = f"{path}?meter={code(number * 7 % 200)}&from={first}&to={last}"
                start = time.perf_counter()
                connection.request("GET", address, headers={"Authorization": f"Bearer {reader}"})
                answer = connection.getresponse()
                size = len(answer.read())
                times.append((time.perf_counter() - start) * 1000)
                if answer.status != 200:
                    raise RuntimeError(f"{address}: {answer.status}")
                time.sleep(0.02)
            table.append([f"`{path}`", f"{median(times):.2f}", f"{sorted(times)[199]:.2f}", f"{size:,}"])
    return markdown(["one meter, one month over HTTP", "p50 ms", "p99 ms", "bytes"], table)


def readings() -> str:
    table, memory = sent()
    speed = frames()
    return (
        f"## Readings of {METERS:,} meters sent over the network\n\n{SENT_DAYS} days in batches of {BATCH:,} over {CONNECTIONS} "
        f"connections, medians of {ROUNDS} rounds.\n\n{table}\n\n"
        f"Peak memory of the server: {memory:.0f} MiB.\n\nOver {FRAME_CONNECTIONS} connections, 8 s each round:\n\n"
        f"{speed}\n\n## Importing {METERS * SENT_DAYS * 96:,} readings of {METERS:,} meters from CSV\n\n{imported()}\n\n"
        f"## Readings of {METERS:,} meters over {ASKED_DAYS} days, kept and asked for\n\n{asked()}\n\n{over_http()}")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = readings()
    (FOLDER / "readings.md").write_text(text + "\n")
    print(text)
