"""Tries what can go wrong under a running city: sudden ends, power cuts, full and read-only disks, jumping clocks.

From the repository's root: `.tools/venv/bin/python -m Tests.Faults.run` with the debug build, a minute or two;
`scripts/faults` is the long form. `--seed` repeats a run.
"""

import argparse
import random
import sys
from pathlib import Path

from Tests.Faults import lost
from Tests.Faults.kills import Kills
from Tests.report import Report

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "artifacts/faults"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kill", type=int, default=20, help="rounds of kill -9")
    parser.add_argument("--lost", type=int, default=10, help="power cuts")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--tanfeng", type=Path, default=ROOT / ".build/debug/tanfeng")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(1_000_000)
    report = Report("故障测试 · Fault tests")
    report.look("a power cut is found in a small ledger", lambda: lost.controls(seed))
    report.look("a power cut is found where fsync does nothing", lambda: lost.without_sync(given.tanfeng, seed))
    losses = lost.Losses(given.tanfeng, given.lost, seed)
    report.look("power cuts", losses.look)
    print("   ", losses.figures)
    kills = Kills(given.tanfeng, given.kill, seed)
    report.look("kill -9", kills.look)
    print("   ", kills.figures)
    print(report.summary())
    sys.exit(bool(report.failed))


if __name__ == "__main__":
    main()
