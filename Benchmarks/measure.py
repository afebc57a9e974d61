"""What a process costs, and tables to show it."""

import os
import re
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
RELEASE = ROOT / ".build/release"
FOLDER = ROOT / "artifacts/bench"


class Cost(NamedTuple):
    wall_s: float
    cpu_s: float
    peak_mib: float


def peak_mib(pid: int) -> float:
    """The peak memory of a process so far; 0 once it has ended."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0


def measure(*command: str | Path, output: int | None = None) -> Cost:
    """Runs the command to its end; raises when it fails. `output` is where it prints, as in `subprocess.Popen`."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=output)
    peak = 0.0
    # The kernel's own ru_maxrss starts at the size of this Python, so the peak is watched instead.
    while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
        peak = max(peak, peak_mib(process.pid))
        time.sleep(0.01)
    wall = time.perf_counter() - start
    _, status, usage = ended
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, list(map(str, command)))
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak)


def markdown(headings: list[str], rows: Iterable[list[str]]) -> str:
    """A table with its first column to the left and figures to the right."""
    rule = ["---", *["--:"] * (len(headings) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [headings, rule, *rows])
