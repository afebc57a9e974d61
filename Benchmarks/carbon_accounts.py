"""Accounting the carbon of a city's buildings and restating it, beside pandas and DuckDB on the same amounts."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from Benchmarks.measure import FOLDER, RELEASE, ROOT, markdown

BUILDINGS = int(os.environ.get("BENCH_BUILDINGS", "10000"))
ROUNDS = 3
OUT = FOLDER / "carbon"
FACTORS = ROOT / "Sources/Carbon/Resources/factors.json"
COMMANDS: dict[str, list[str | Path]] = {
    "Tanfeng": [RELEASE / "CarbonAccounts", "--buildings", str(BUILDINGS), "--factors", FACTORS, "--out", OUT],
    "pandas": [sys.executable, ROOT / "Benchmarks/peer_carbon_pandas.py", OUT],
    "DuckDB": [sys.executable, ROOT / "Benchmarks/peer_carbon_duckdb.py", OUT],
}


def run(command: list[str | Path]) -> dict[str, float]:
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def carbon_accounts() -> str:
    OUT.mkdir(parents=True, exist_ok=True)
    rounds = [{name: run(command) for name, command in COMMANDS.items()} for _ in range(ROUNDS)]
    for one in rounds:
        for name, result in one.items():
            for figure in ("total_kg", "restated_kg"):
                if not math.isclose(result[figure], one["Tanfeng"][figure], rel_tol=1e-9):
                    raise SystemExit(f"{name} and Tanfeng do not agree on {figure}")
    rows = [
        [name, *(f"{median(one[name][figure] for one in rounds):.3f}" for figure in ("accounting_s", "restating_s"))]
        for name in COMMANDS]
    return (
        f"## Accounting {BUILDINGS:,} buildings × 12 months × 6 carriers\n\nMedians of {ROUNDS} rounds in memory, "
        "reading the files left out; the totals of all three agree to 1e-9.\n\n"
        + markdown(["", "accounts s", "restatement s"], rows))
