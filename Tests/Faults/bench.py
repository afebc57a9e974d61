"""One data folder, the files that go into it, and what was acknowledged: what every fault is tried on."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from Tests.API.account import api_token
from Tests.Faults import state
from Tests.Faults.city import YEAR, Amounts, City, Step
from Tests.Faults.program import Life, Outcome, Program, counts
from Tests.Pages.client import fetch


class Bench:
    """Imports files of one city, keeps account of what it was told, and compares."""

    def __init__(self, tanfeng: Path, folder: Path, seed: int, data: Path | None = None) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.data = data or folder / "data"
        self.data.mkdir(parents=True, exist_ok=True)
        files = folder / "files"
        files.mkdir(parents=True)
        self.program = Program(tanfeng, self.data)
        self.city = City(files, seed)
        self.pending: list[Step] = []
        self.asked: list[Step] = []
        self.acknowledged: list[Step] = []
        # What a fault interrupted: it must have happened as a whole, or can be asked for again.
        self.open: Step | None = None
        # Files whose import was refused because the disk was full, and said so: such a job ends as failed.
        self.refused_files: set[str] = set()
        # Whether the last server was killed while it served; the next one has to say so.
        self.owes_notice = False
        # How long one step takes, so that a fault can strike anywhere between the first and the last. [s]
        self.pace = 0.3

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def serve(self, extra: Mapping[str, str] = {}) -> Life:
        return self.program.serve(self.log, extra)

    def command(self, step: Step) -> list[str | Path]:
        if step.kind == "account":
            return ["user", "add", step.name, "--name", step.name]
        if step.kind == "grant":
            return ["user", "grant", step.name, "auditor"]
        return ["import", step.kind, step.path or ""]

    def work(self, life: Life) -> Iterator[str]:
        """Does what is pending, one step after the other, as long as the server lives."""
        while self.pending and not life.is_over:
            self.open = self.pending[0]
            start = time.monotonic()
            outcome = self.program.run(*self.command(self.open))
            if outcome.status == 0:
                self.pace = 0.7 * self.pace + 0.3 * (time.monotonic() - start)
                yield from self.acknowledge(outcome)
            elif self.was_done(self.open):
                self.acknowledged.append(self.pending.pop(0))
                self.open = None
            elif not life.ends_soon():
                yield f"{self.open.kind} {self.open.name} is refused: {outcome.words}"
                return

    def was_done(self, step: Step) -> bool:
        """An account or a role that was given before the power went, without an answer, is refused a second time."""
        return not step.path and (step.kind, step.name) in state.officers(self.data)

    def acknowledge(self, outcome: Outcome) -> Iterator[str]:
        """Notes that the open step is done, and complains where its counts are not the file's."""
        step = self.pending.pop(0)
        self.open = None
        self.acknowledged.append(step)
        if step.path:
            said = counts(outcome)
            if not said or said.rejected or said.accepted + said.unchanged != step.rows:
                yield f"{step.name} has {step.rows} rows: {outcome.words}"

    def plan_set(self) -> None:
        self.asked_for(self.city.next_set())

    def asked_for(self, steps: list[Step]) -> None:
        self.pending += steps
        self.asked += steps

    def lost(self, jobs: list[state.Job]) -> Iterator[str]:
        """What was acknowledged and is not there, or what is there as a half."""
        done = {job.file for job in jobs if job.state == "done"}
        officers = state.officers(self.data)
        for step in self.acknowledged:
            if step.name not in done if step.path else (step.kind, step.name) not in officers:
                yield f"{step.kind} {step.name} was acknowledged and is gone"
        for job in jobs:
            was_told = job.failure == "disk.full" and job.file in self.refused_files
            if job.state != "done" and job.failure != "interrupted" and not was_told:
                yield f"job {job.number} of {job.file} ended as {job.state}: {job.failure}"

    def wrong_sums(self, jobs: list[state.Job]) -> Iterator[str]:
        """Compares accounts with the sums of the files that came in."""
        done = {job.file for job in jobs if job.state == "done"}
        if self.open and self.open.name not in done and any(job.file == self.open.name for job in jobs):
            return  # Batches of it are in, and nobody was told that all of them are.
        expected = total(step for step in self.asked if step.name in done)
        buildings = sorted({building for building, _ in expected})
        if not buildings:
            return
        for building in [None, self.chance.choice(buildings)]:
            account = self.program.account(YEAR, building)
            if account is None:
                yield f"there is no account of {building or 'the city'}"
                continue
            shown = {line["carrier"]: line["amount"] for line in account["lines"]}
            for carrier in ("electricity", "gas"):
                amount = sum(value for key, value in expected.items() if key[1] == carrier and building in (None, key[0]))
                if abs(shown.get(carrier, 0) - amount) > abs(amount) * 1e-9 + 1e-6:
                    yield f"{building or 'the city'} has {shown.get(carrier)} of {carrier}, the files say {float(amount)}"

    def unclean(self) -> Iterator[str]:
        for command in (["verify"], ["audit", "verify"]):
            if (outcome := self.program.run(*command)).status != 0:
                yield f"{' '.join(command)}: {outcome.words}"

    def check_recovered(self, doomed: Life | None = None) -> Iterator[str]:
        """Everything that must hold once a new server has taken over: it has ended all work, lost and bent nothing."""
        jobs = state.until_at_rest(self.data)
        yield from self.lost(jobs)
        answers = [*self.unclean(), *self.wrong_sums(jobs)]
        # A doomed server may end while it is asked; the one after it is asked the same again.
        if answers and not (doomed and doomed.ends_soon()):
            yield from answers

    def finish(self, reference: Path) -> Iterator[str]:
        """Does what is left undisturbed, then compares with a folder in which nothing was ever disturbed."""
        token = self.reader()
        life = self.serve()
        if not life.until_ready():
            yield f"the server does not start: {self.log.read_text()[-600:]}"
            return
        state.until_at_rest(self.data)
        yield from self.work(life)
        yield from self.check_recovered()
        readings = self.readings(life, token)
        life.stop()
        yield from state.damage(self.data)
        other = Bench(self.program.tanfeng, reference, 0)
        other.asked_for(self.asked)
        token = other.reader()
        life = other.serve()
        life.until_ready()
        yield from other.work(life)
        yield from other.unclean()
        undisturbed = other.readings(life, token)
        life.stop()
        if readings != undisturbed:
            yield f"readings: {len(readings)} here, {len(undisturbed)} undisturbed: {sorted(set(readings) ^ set(undisturbed))[:2]}"
        yield from state.differences(state.contents(self.data), state.contents(other.data))

    def reader(self) -> str:
        """A token that reads the whole city; made while no server runs."""
        return api_token(self.program.tanfeng, self.data, ["city_officer"])

    def readings(self, life: Life, token: str) -> list[str]:
        """Every reading that the server gives out, a line each."""
        address = f"{life.url}/api/v1/readings.csv?from={YEAR}-01-01&to={YEAR + 1}-01-01"
        return sorted(fetch(address, headers={"Authorization": f"Bearer {token}"}).text.splitlines())


def total(steps: Iterator[Step]) -> Amounts:
    sums: Amounts = Counter()
    for step in steps:
        sums += step.amounts
    return sums
