"""Importing readings from a CSV file, beside the obvious Python script."""

import os
import shutil
import sys
from pathlib import Path
from statistics import median

from Benchmarks.measure import FOLDER, RELEASE, ROOT, Cost, markdown, measure

METERS = int(os.environ.get("BENCH_METERS", "1000"))
SLOTS = int(os.environ.get("BENCH_SLOTS", "1000"))
ROUNDS = 3

TANFENG = RELEASE / "tanfeng"
PEER = ROOT / "Benchmarks/peer_csv_sqlite.py"


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def mebibytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20


def ours(source: Path) -> tuple[Cost, float]:
    data = fresh(FOLDER / "import")
    measure(TANFENG, "import", "buildings", source / "buildings.csv", "--data", data)
    measure(TANFENG, "import", "meters", source / "meters.csv", "--data", data)
    before = mebibytes(data)
    cost = measure(TANFENG, "import", "readings", source / "readings.csv", "--data", data)
    return cost, mebibytes(data) - before


def peers(source: Path) -> tuple[Cost, float]:
    data = fresh(FOLDER / "peer")
    cost = measure(sys.executable, PEER, source / "readings.csv", data / "peer.sqlite")
    return cost, mebibytes(data)


def csv_import() -> str:
    source = fresh(FOLDER / "csv")
    measure(RELEASE / "Workload", "csv", "--meters", str(METERS), "--slots", str(SLOTS), "--out", source)
    runs = [(ours(source), peers(source)) for _ in range(ROUNDS)]
    # One row each: wall, CPU, peak memory, disk; the median of the rounds.
    ours_row, peer_row = (
        [median(figure) for figure in zip(*((*cost, disk) for cost, disk in side))] for side in zip(*runs))
    readings = METERS * SLOTS

    def row(name: str, figures: list[float]) -> list[str]:
        wall, cpu, memory, disk = figures
        return [name, f"{wall:.2f}", f"{readings / wall:,.0f}", f"{cpu:.2f}", f"{memory:.0f}", f"{disk:.1f}"]

    times = [f"{peer / our:.2f}×" for our, peer in zip(ours_row, peer_row)]
    return f"## Importing {readings:,} readings from CSV\n\nMedians of {ROUNDS} rounds.\n\n" + markdown(
        ["", "wall s", "readings/s", "CPU s", "peak MiB", "disk MiB"],
        [
            row("Tanfeng", ours_row),
            row("Python csv + sqlite3", peer_row),
            ["peer ÷ Tanfeng", times[0], "", *times[1:]],
        ])
