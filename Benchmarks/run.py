"""Runs the benchmarks and writes one page of results. From the root: `.tools/venv/bin/python -m Benchmarks.run`"""

import os
import platform
import re
import sqlite3
from datetime import date
from pathlib import Path

from Benchmarks.carbon_accounts import carbon_accounts
from Benchmarks.consumption import consumption
from Benchmarks.csv_import import csv_import
from Benchmarks.late_day import late_day
from Benchmarks.login_flood import login_flood
from Benchmarks.measure import FOLDER
from Benchmarks.page_load import page_load
from Benchmarks.plan_read import plan_read
from Benchmarks.readings import readings
from Benchmarks.scenario_draws import scenario_draws


def machine() -> str:
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{date.today()}, {model[1] if model else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")


FOLDER.mkdir(parents=True, exist_ok=True)
parts = [csv_import, readings, consumption, late_day, plan_read, carbon_accounts, scenario_draws, page_load, login_flood]
results = machine()
for part in parts:
    results += f"\n\n{part()}"
    # What is measured stays, whatever becomes of the next part.
    (FOLDER / "results.md").write_text(results + "\n")
print(f"\n{results}")
