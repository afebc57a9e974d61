"""Full, read-only and broken disks: under a server at work, under single commands, and at the start."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from Tests.Faults import native, state
from Tests.Faults.bench import Bench
from Tests.Faults.program import Life, Outcome, scratch
from Tests.Faults.visitor import Visitor

# The words by which somebody recognises what is wrong, in both languages.
WORDS = {
    "ENOSPC": ("磁盘已满", "disk is full"),
    "EROFS": ("只读", "read-only"),
    "EIO": ("读写出错", "could not read or write"),
}
NEW_OFFICER = ("user", "add", "new", "--name", "new")
PAGES = ("/", "/buildings", "/metering", "/jobs", "/inbox", "/people", "/audit", "/account")
# A disk of this size holds a fresh folder and little more.
SMALL_DISK = "3m"


class Disk:
    """A data folder whose disk can be told to fail, by `faulty_disk.c`."""

    def __init__(self, tanfeng: Path, folder: Path, seed: int) -> None:
        self.bench = Bench(tanfeng, folder / "disturbed", seed)
        self.flag = folder / "fault"
        self.environment = {
            "LD_PRELOAD": str(native.library("faulty_disk", folder)),
            "DISK_DIR": str(self.bench.data), "DISK_FAULT": str(self.flag),
        }

    @contextmanager
    def failing(self, fault: str) -> Iterator[None]:
        self.flag.write_text(fault)
        try:
            yield
        finally:
            self.flag.unlink()


def refused(what: str, outcome: Outcome, fault: str) -> Iterator[str]:
    """A refusal ends with a status, not a signal, and says what is wrong without the words of the database."""
    words = outcome.out + outcome.err
    if outcome.status == 0:
        yield f"{what} was not refused: {outcome.words}"
    elif outcome.status < 0 or outcome.status >= 128:
        yield f"{what} crashed: {outcome.words}"
    elif not any(known in words for known in WORDS[fault]):
        yield f"{what} does not say why: {outcome.words}"
    if "SQLite" in words or "Domain=" in words:
        yield f"{what} speaks of the machinery: {outcome.words}"


def refusals(bench: Bench, outcomes: list[Outcome], fault: str) -> Iterator[str]:
    """Of what was asked for some may still fit into space that the database has."""
    for step, outcome in zip(bench.pending, outcomes):
        # Where the account could not be made, there is none to give a role to.
        if outcome.status != 0 and step.kind != "grant":
            yield from refused(f"{step.kind} {step.name}", outcome, fault)
    if all(outcome.status == 0 for outcome in outcomes):
        yield "nothing was refused"


def readable(visitor: Visitor) -> Iterator[str]:
    """Whoever is signed in reads on."""
    for page in PAGES:
        if (answer := visitor.get(page)).status != 200:
            yield f"{page} answers {answer.status}: {answer.text[-300:]}"


def sign_in_refused(url: str) -> Iterator[str]:
    """A sign-in that cannot be stored is refused with a page that says why, not as something that broke."""
    visitor = Visitor(url)
    answer = visitor.sign_in()
    if answer.status not in (503, 507):
        yield f"a sign-in answers {answer.status}: {answer.text[-300:]}"
    if visitor.is_signed_in:
        yield "a sign-in that was refused is one all the same"


def while_serving(tanfeng: Path, seed: int, fault: str) -> Iterator[str]:
    """Imports and commands are refused and pages stay readable; once the disk is well everything goes on."""
    with scratch() as name:
        disk = Disk(tanfeng, Path(name), seed)
        bench = disk.bench
        bench.plan_set()
        life = bench.serve(disk.environment)
        if not life.until_ready():
            yield f"the server does not start: {bench.log.read_text()[-600:]}"
            return
        yield from bench.work(life)
        visitor = Visitor(life.url)
        visitor.become_first(bench.log)
        bench.plan_set()
        with disk.failing(fault):
            outcomes = [bench.program.run(*bench.command(step)) for step in bench.pending]
            yield from refusals(bench, outcomes, fault)
            yield from readable(visitor)
            yield from sign_in_refused(life.url)
        if life.is_over:
            yield f"the server ended: {bench.log.read_text()[-600:]}"
            return
        state.until_at_rest(bench.data)
        yield from bench.work(life)
        again = Visitor(life.url)
        if not visitor.is_signed_in or again.sign_in().status != 303 or not again.is_signed_in:
            yield "after the fault nobody can sign in"
        if bench.pending:
            yield f"after the fault {bench.pending[0].name} is still refused"
        life.stop()
        yield from bench.finish(Path(name) / "undisturbed")


def at_any_moment(tanfeng: Path, seed: int, rounds: int) -> Iterator[str]:
    """The disk fills up in the middle of imports, with a server and without, and is freed again."""
    with scratch() as name:
        disk = Disk(tanfeng, Path(name), seed)
        bench = disk.bench
        for number in range(rounds):
            bench.plan_set()
            if number % 2:
                yield from fill_under_commands(disk)
                continue
            life = bench.serve(disk.environment)
            if not life.until_ready():
                yield f"round {number}: the server does not start: {bench.log.read_text()[-600:]}"
                return
            yield from bench.check_recovered()
            for step in list(bench.pending):
                process = bench.program.start(*bench.command(step))
                time.sleep(bench.chance.uniform(0, 1.2 * bench.pace))
                with disk.failing("ENOSPC"):
                    out, err = process.communicate(timeout=60)
                outcome = Outcome(process.returncode, out, err)
                if outcome.status != 0:
                    bench.refused_files.add(step.name)
                    yield from refused(f"round {number}: {step.name}", outcome, "ENOSPC")
                    break
                yield from bench.acknowledge(outcome)
            state.until_at_rest(bench.data)
            yield from bench.work(life)
            life.stop()
            yield from state.damage(bench.data)
        yield from bench.finish(Path(name) / "undisturbed")


def fill_under_commands(disk: Disk) -> Iterator[str]:
    bench = disk.bench
    while bench.pending:
        process = bench.program.start(*bench.command(bench.pending[0]), extra=disk.environment)
        time.sleep(bench.chance.uniform(0, 0.5))
        with disk.failing("ENOSPC"):
            out, err = process.communicate(timeout=60)
        outcome = Outcome(process.returncode, out, err)
        if outcome.status != 0:
            bench.refused_files.add(bench.pending[0].name)
            yield from refused(f"a direct import of {bench.pending[0].name}", outcome, "ENOSPC")
            yield from bench.unclean()
            outcome = bench.program.run(*bench.command(bench.pending[0]))
        yield from bench.acknowledge(outcome)


def at_the_start(tanfeng: Path, seed: int) -> Iterator[str]:
    """A server or command that finds its disk full, read-only or broken says so and ends; later it starts again."""
    with scratch() as name:
        disk = Disk(tanfeng, Path(name), seed)
        bench = disk.bench
        fresh = bench.data / "fresh"
        for fault in WORDS:
            with disk.failing(fault):
                yield from refused(f"{fault}: serve in a fresh folder", start(disk, fresh), fault)
        bench.plan_set()
        life = bench.serve()
        life.until_ready()
        yield from bench.work(life)
        life.stop()
        for fault in WORDS:
            with disk.failing(fault):
                yield from refused(f"{fault}: serve", start(disk, bench.data), fault)
                yield from refused(f"{fault}: user add", bench.program.run(*NEW_OFFICER, extra=disk.environment), fault)
                again = bench.command(bench.asked[0])
                yield from refused(f"{fault}: import", bench.program.run(*again, extra=disk.environment), fault)
            yield from bench.unclean()
        yield from bench.finish(Path(name) / "undisturbed")


def start(disk: Disk, data: Path) -> Outcome:
    """How a server that is expected to refuse ends."""
    life = Life(disk.bench.program.on(data), disk.bench.log, disk.environment)
    if life.until_ready():
        life.stop()
    return Outcome(life.process.wait(20), disk.bench.log.read_text(), "")


def on_a_small_disk(tanfeng: Path, seed: int) -> Iterator[str]:
    """A real file system that fills up under a server: a tmpfs of a few megabytes, where we may mount one."""
    with scratch() as name, mounted(Path(name) / "small") as data:
        if data is None:
            print("    skipped: only root may mount")
            return
        bench = Bench(tanfeng, Path(name) / "disturbed", seed, data)
        life = bench.serve()
        if not life.until_ready():
            yield f"the server does not start: {bench.log.read_text()[-600:]}"
            return
        bench.plan_set()
        yield from bench.work(life)
        visitor = Visitor(life.url)
        visitor.become_first(bench.log)
        ballast = data / "ballast"
        fill(ballast)
        bench.plan_set()
        outcomes = [bench.program.run(*bench.command(step)) for step in bench.pending]
        yield from refusals(bench, outcomes, "ENOSPC")
        yield from readable(visitor)
        ballast.unlink()
        state.until_at_rest(data)
        yield from bench.work(life)
        yield from bench.check_recovered()
        life.stop()
        yield from state.damage(data)


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            os.fsync(file.fileno())


@contextmanager
def mounted(folder: Path) -> Iterator[Path | None]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tanfeng-faults", folder]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False)
