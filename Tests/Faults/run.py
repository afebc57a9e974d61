"""Tries what can go wrong under a running city: sudden ends, power cuts, full and read-only disks, jumping clocks.

From the repository's root: `.tools/venv/bin/python -m Tests.Faults.run` with the debug build, a few minutes;
`scripts/faults` is the long form. `--seed` repeats a run.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from Tests.Faults import clock, disk, lost
from Tests.Faults.kills import Kills
from Tests.Faults.lost import Losses
from Tests.Faults.sending import Sent
from Tests.report import Report

ROOT = Path(__file__).resolve().parents[2]


class Results(Report):
    """A report that keeps figures beside its lines."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.rows: list[tuple[str, str, float]] = []

    def check(self, name: str, problems: Callable[[], Iterator[str]], trial: Kills | Losses | Sent | None = None) -> None:
        start = time.monotonic()
        self.look(name, problems)
        figures = trial.figures if trial else ""
        if figures:
            print(f"    {figures}", flush=True)
        verdict = "failed" if name in self.failed else "passed"
        self.rows.append((name, f"{verdict}. {figures}".strip(), time.monotonic() - start))

    def table(self, seed: int) -> str:
        """What was tried, as Markdown."""
        lines = [f"| {name} | {words} | {seconds:.0f} s |" for name, words, seconds in self.rows]
        return "\n".join([f"Seed {seed}.", "", "| tried | result | time |", "|---|---|--:|", *lines, ""])


def try_all(results: Results, given: argparse.Namespace) -> None:
    tanfeng, seed = given.tanfeng, given.seed
    if given.lost:
        losses = Losses(tanfeng, given.lost, seed)
        results.check("a power cut is found in a small ledger", lambda: lost.controls(seed))
        results.check("a power cut is found where fsync does nothing", lambda: lost.without_sync(tanfeng, seed))
        results.check("power cuts", losses.look, losses)
        sent = Sent(tanfeng, given.lost, seed, is_power=True)
        results.check("power cuts while gateways send", sent.look, sent)
    if given.kill:
        kills = Kills(tanfeng, given.kill, seed)
        results.check("kill -9", kills.look, kills)
        sent = Sent(tanfeng, given.sent, seed, is_power=False)
        results.check("kill -9 while gateways send", sent.look, sent)
    if given.full:
        for fault, name in (("ENOSPC", "full"), ("EROFS", "read-only"), ("EIO", "broken")):
            results.check(f"a {name} disk under a server", lambda: disk.while_serving(tanfeng, seed, fault))
        results.check("a disk that fills up at any moment", lambda: disk.at_any_moment(tanfeng, seed, given.full))
        results.check("a full, read-only or broken disk at the start", lambda: disk.at_the_start(tanfeng, seed))
        results.check("a small file system that fills up", lambda: disk.on_a_small_disk(tanfeng, seed))
    results.check("a clock that jumps", lambda: clock.jumps(tanfeng, seed))
    results.check("a second server on one folder", lambda: clock.second_server(tanfeng, seed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kill", type=int, default=20, help="rounds of kill -9")
    parser.add_argument("--sent", type=int, default=20, help="rounds of kill -9 while gateways send")
    parser.add_argument("--lost", type=int, default=10, help="power cuts")
    parser.add_argument("--full", type=int, default=4, help="disks that fill up in the middle")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--tanfeng", type=Path, default=ROOT / ".build/debug/tanfeng")
    parser.add_argument("--results", type=Path, help="a file for a table of what was tried")
    given = parser.parse_args()
    print(f"种子 · seed: {given.seed}", flush=True)
    results = Results("故障测试 · Fault tests")
    try_all(results, given)
    print(results.summary())
    if given.results:
        given.results.parent.mkdir(parents=True, exist_ok=True)
        given.results.write_text(results.table(given.seed))
    sys.exit(bool(results.failed))


if __name__ == "__main__":
    main()
