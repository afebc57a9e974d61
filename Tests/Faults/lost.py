"""Power cuts: the server ends at once and everything that no fsync covers is gone, as `lost_writes.c` arranges it."""

import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from Tests.Faults import native, state
from Tests.Faults.bench import Bench
from Tests.Faults.program import scratch

ROUNDS_PER_FOLDER = 10
LEDGER = Path(__file__).with_name("ledger.py")


class Cut(NamedTuple):
    """When the power goes and what the disk had kept by then."""

    at: int | None
    mode: str
    seed: int
    no_sync: bool = False


class Wires:
    """The library beside one folder, with the files through which it is told and tells."""

    def __init__(self, library: Path, folder: Path, data: Path) -> None:
        self.library = library
        self.data = data
        self.trigger = folder / "trigger"
        self.report = folder / "report.json"
        self.count = folder / "count"
        self.keep = folder / "keep"
        self.keep.mkdir(exist_ok=True)

    def environment(self, cut: Cut) -> dict[str, str]:
        for file in (self.trigger, self.report, self.count):
            file.unlink(missing_ok=True)
        return {
            "LD_PRELOAD": str(self.library), "LOST_DIR": str(self.data), "LOST_TRIGGER": str(self.trigger),
            "LOST_REPORT": str(self.report), "LOST_COUNT": str(self.count), "LOST_KEEP": str(self.keep),
            "LOST_MODE": cut.mode, "LOST_SEED": str(cut.seed),
        } | ({"LOST_AT": str(cut.at)} if cut.at else {}) | ({"LOST_NOSYNC": "1"} if cut.no_sync else {})

    @property
    def operations(self) -> int:
        return int.from_bytes(self.count.read_bytes(), sys.byteorder) if self.count.exists() else 0

    @property
    def changes(self) -> int:
        """How much the last cut took back."""
        told = json.loads(self.report.read_text())
        return told["changes"] + told["names"]


class Losses:
    """Rounds of one seed: half of them at a drawn operation, half right after something was acknowledged."""

    def __init__(self, tanfeng: Path, rounds: int, seed: int, no_sync: bool = False) -> None:
        self.tanfeng = tanfeng
        self.rounds = rounds
        self.seed = seed
        self.no_sync = no_sync
        self.acknowledged = 0
        self.taken_back = 0
        self.cuts = {"all": 0, "torn": 0}

    @property
    def figures(self) -> str:
        modes = ", ".join(f"{count} {mode}" for mode, count in self.cuts.items())
        return (
            f"{self.rounds} rounds ({modes}), seed {self.seed}: {self.taken_back} uncovered changes taken back, "
            f"{self.acknowledged} acknowledged")

    def look(self) -> Iterator[str]:
        for first in range(0, self.rounds, ROUNDS_PER_FOLDER):
            with scratch() as name:
                folder = Path(name)
                bench = Bench(self.tanfeng, folder / "disturbed", self.seed * 1_000 + first)
                wires = Wires(native.library("lost_writes", folder), folder, bench.data)
                for number in range(first, min(first + ROUNDS_PER_FOLDER, self.rounds)):
                    for problem in self.round(bench, wires):
                        yield f"round {number}: {problem}"
                for problem in bench.finish(folder / "undisturbed"):
                    yield f"after round {number}: {problem}"
                self.acknowledged += len(bench.acknowledged)

    def round(self, bench: Bench, wires: Wires) -> Iterator[str]:
        bench.plan_set()
        mode = bench.chance.choice(("all", "torn"))
        is_drawn = bench.chance.random() < 0.5
        # A start makes some dozen operations, a step about as many; a fresh folder's schema some hundred.
        at = bench.chance.randrange(1, 40 + 30 * len(bench.pending)) if is_drawn else None
        life = bench.serve(wires.environment(Cut(at, mode, bench.chance.randrange(1 << 30), self.no_sync)))
        if life.until_ready():
            yield from bench.check_recovered(life if is_drawn else None)
            if not is_drawn:
                wanted = len(bench.acknowledged) + bench.chance.randrange(1, len(bench.pending) + 1)
                when_acknowledged(bench, wanted, wires.trigger)
            yield from bench.work(life)
            wires.trigger.touch()
        elif at is None:
            yield f"the server does not start: {bench.log.read_text()[-600:]}"
        life.process.wait(20)
        self.cuts[mode] += 1
        self.taken_back += wires.changes
        yield from state.damage(bench.data)


def when_acknowledged(bench: Bench, wanted: int, trigger: Path) -> None:
    """Cuts the power a moment after the wanted acknowledgement."""

    def watch() -> None:
        while len(bench.acknowledged) < wanted and not trigger.exists():
            time.sleep(0.001)
        trigger.touch()

    threading.Thread(target=watch, daemon=True).start()


def controls(seed: int) -> Iterator[str]:
    """The library on a small ledger: SQLite that syncs loses nothing, SQLite that does not must be caught."""
    lost = {mode: sum(ledger_loss(mode, seed + number) for number in range(4)) for mode in ("FULL", "NORMAL", "OFF")}
    if lost["FULL"]:
        yield f"{lost['FULL']} of 4 ledgers with synchronous = FULL lost an acknowledged row: the library invents losses"
    for mode in ("NORMAL", "OFF"):
        if not lost[mode]:
            yield f"no ledger with synchronous = {mode} lost anything: the library finds nothing"


def ledger_loss(synchronous: str, seed: int) -> bool:
    """Whether a ledger lost a row that it had acknowledged."""
    with scratch() as name:
        folder = Path(name)
        data = folder / "data"
        data.mkdir()
        wires = Wires(native.library("lost_writes", folder), folder, data)
        at = 40 + seed * 97 % 400
        ledger = subprocess.run(
            [sys.executable, LEDGER, data / "ledger.sqlite", synchronous, "100000"],
            env=wires.environment(Cut(at, "torn" if seed % 2 else "all", seed)), capture_output=True, text=True)
        acknowledged = int(ledger.stdout.split()[-1])
        with closing(sqlite3.connect(data / "ledger.sqlite")) as database:
            try:
                (last,) = database.execute("SELECT max(number) FROM row").fetchone()
            except sqlite3.DatabaseError:
                return True
            return last is None or last < acknowledged


def without_sync(tanfeng: Path, seed: int) -> Iterator[str]:
    """The program itself with an fsync that does nothing: unless that is caught, catching nothing means nothing."""
    losses = Losses(tanfeng, 4, seed, no_sync=True)
    try:
        found = list(losses.look())
    except (sqlite3.DatabaseError, RuntimeError) as error:
        found = [str(error)]
    if not found:
        yield f"nothing was lost although fsync did nothing: {losses.figures}"


