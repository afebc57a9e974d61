"""A wall clock that jumps a year ahead and a day back under a server, and a second server on one folder."""

import struct
from collections.abc import Iterator
from pathlib import Path

from Tests.Faults import native, state
from Tests.Faults.bench import Bench
from Tests.Faults.disk import PAGES, readable
from Tests.Faults.program import Life, scratch
from Tests.Faults.visitor import Visitor

YEAR_SECONDS = 365 * 86_400
DAY_SECONDS = 86_400
JUMPS = (YEAR_SECONDS, -DAY_SECONDS, 0)


def jumps(tanfeng: Path, seed: int) -> Iterator[str]:
    """Imports go on whatever the clock says, numbers only rise, nothing is lost."""
    with scratch() as name:
        folder = Path(name)
        bench = Bench(tanfeng, folder / "disturbed", seed)
        offset = folder / "offset"
        offset.write_bytes(struct.pack("=q", 0))
        clock = {"LD_PRELOAD": str(native.library("jumping_clock", folder)), "CLOCK_OFFSET": str(offset)}
        for number in range(2):
            life = bench.serve(clock)
            if not life.until_ready():
                yield f"the server does not start: {bench.log.read_text()[-600:]}"
                return
            visitor = Visitor(life.url)
            if number == 0:
                visitor.become_first(bench.log)
            for jump in JUMPS:
                bench.plan_set()
                yield from bench.work(life)
                with offset.open("r+b") as file:
                    file.write(struct.pack("=q", jump))
                bench.plan_set()
                yield from bench.work(life)
                yield from door(visitor, jump)
                yield from bench.check_recovered()
                yield from unordered(bench)
                if life.is_over:
                    yield f"the server ended after a jump by {jump} s: {bench.log.read_text()[-600:]}"
                    return
            life.stop()
        yield from bench.finish(folder / "undisturbed")


def door(visitor: Visitor, jump: int) -> Iterator[str]:
    """A year later everybody signs in anew; a day earlier nobody is locked out."""
    if jump == YEAR_SECONDS and visitor.is_signed_in:
        yield "a session of a year ago still counts"
    if not visitor.is_signed_in and (answer := visitor.sign_in()).status != 303:
        yield f"{jump} s later a sign-in answers {answer.status}"
    if jump < 0:
        # A role that was given today holds from today; yesterday it opens nothing.
        yield from (f"{page} breaks" for page in PAGES if visitor.get(page).status >= 500)
    else:
        yield from readable(visitor)


def unordered(bench: Bench) -> Iterator[str]:
    """Jobs are numbered as they came, whatever their times say."""
    with state.copied(bench.data) as database:
        files = [job.file for job in state.jobs(database)]
    if files != (came := [step.name for step in bench.acknowledged if step.path]):
        yield f"jobs are numbered {files}, they came as {came}"


def second_server(tanfeng: Path, seed: int) -> Iterator[str]:
    """A second server on one folder is refused by name, and the first goes on."""
    with scratch() as name:
        bench = Bench(tanfeng, Path(name) / "disturbed", seed)
        bench.plan_set()
        life = bench.serve()
        life.until_ready()
        other = Life(bench.program, Path(name) / "second.log", {})
        if (status := other.process.wait(20)) in (0, None) or status < 0:
            yield f"the second server ended with status {status}"
        words = other.log.read_text()
        if "正被另一个 tanfeng 使用" not in words or "Another tanfeng is using" not in words:
            yield f"the second server does not say why: {words[-300:]}"
        yield from bench.work(life)
        yield from bench.check_recovered()
        life.stop()
        yield from state.damage(bench.data)
