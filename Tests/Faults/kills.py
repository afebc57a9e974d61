"""kill -9 at random moments: of a server while it starts and imports, and of an import that works on the folder itself."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

from Tests.Faults import state
from Tests.Faults.bench import Bench
from Tests.Faults.program import Outcome, scratch

# One folder grows through so many rounds before a fresh one begins.
ROUNDS_PER_FOLDER = 10


class Kills:
    """Rounds of one seed; every moment of a start and of an import is as likely as any other."""

    def __init__(self, tanfeng: Path, rounds: int, seed: int) -> None:
        self.tanfeng = tanfeng
        self.rounds = rounds
        self.seed = seed
        self.during_start = 0
        self.during_work = 0
        self.during_command = 0
        self.interrupted = 0
        self.acknowledged = 0
        self.run_again = 0

    @property
    def figures(self) -> str:
        kills = f"{self.during_start} starting, {self.during_work} working, {self.during_command} direct imports"
        return (
            f"{self.rounds} rounds ({kills}), seed {self.seed}: {self.acknowledged} acknowledged, "
            f"{self.interrupted} interrupted, {self.run_again} of them run again at the next start")

    def look(self) -> Iterator[str]:
        for first in range(0, self.rounds, ROUNDS_PER_FOLDER):
            with scratch() as folder:
                bench = Bench(self.tanfeng, Path(folder) / "disturbed", self.seed * 1_000 + first)
                for number in range(first, min(first + ROUNDS_PER_FOLDER, self.rounds)):
                    for problem in self.round(bench):
                        yield f"round {number}: {problem}"
                for problem in bench.finish(Path(folder) / "undisturbed"):
                    yield f"after round {number}: {problem}"
                self.acknowledged += len(bench.acknowledged)

    def round(self, bench: Bench) -> Iterator[str]:
        bench.plan_set()
        what = bench.chance.random()
        if what < 0.2:
            yield from self.kill_command(bench)
        else:
            yield from self.kill_server(bench, is_starting=what < 0.4)
        yield from state.damage(bench.data)

    def kill_server(self, bench: Bench, is_starting: bool) -> Iterator[str]:
        life = bench.serve()
        if is_starting:
            time.sleep(bench.chance.uniform(0, 0.6))
            life.kill()
            self.during_start += 1
            return
        if not life.until_ready():
            yield f"the server does not start: {bench.log.read_text()[-600:]}"
            return
        yield from bench.check_recovered()
        yield from self.was_run_again(bench)
        yield from said_so(bench)
        # From the first command to a little after the last.
        killer = threading.Timer(bench.chance.uniform(0, 1.1 * bench.pace * len(bench.pending)), life.kill)
        killer.start()
        yield from bench.work(life)
        killer.join()
        bench.owes_notice = True
        self.during_work += 1
        self.interrupted += bench.open is not None

    def was_run_again(self, bench: Bench) -> Iterator[str]:
        """An interrupted import that had been queued was brought to its end by the start, and brings nothing new now."""
        step = bench.open
        with state.copied(bench.data) as database:
            job = next((job for job in reversed(state.jobs(database)) if step and job.file == step.name), None)
        if not step or not job or job.state != "done":
            return
        self.run_again += 1
        if job.accepted + job.unchanged != step.rows:
            yield f"{step.name} has {step.rows} rows; run again it took {job.accepted} and knew {job.unchanged}"

    def kill_command(self, bench: Bench) -> Iterator[str]:
        """An import without a server; what it left is consistent, and the same file again completes it."""
        while bench.pending:
            bench.open = bench.pending[0]
            process = bench.program.start(*bench.command(bench.open))
            killer = threading.Timer(bench.chance.uniform(0, 1.2), process.kill)
            killer.start()
            out, err = process.communicate()
            killer.cancel()
            if process.returncode != 0:
                break
            yield from bench.acknowledge(Outcome(process.returncode, out, err))
        self.during_command += 1
        self.interrupted += bench.open is not None
        if (bench.data / "tanfeng.sqlite").exists():
            yield from bench.unclean()


def said_so(bench: Bench) -> Iterator[str]:
    """A start after a server that was killed tells so, in both languages."""
    words = bench.log.read_text()
    if bench.owes_notice and ("没有正常停止" not in words or "did not stop in order" not in words):
        yield f"the start does not say that the last program was killed: {words[-400:]}"
    bench.owes_notice = False
