"""Readings that gateways send while the server is killed or the power goes: what was answered is there, exactly once."""

import calendar
import csv
import http.client
import io
import json
import random
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from Tests.API.account import api_token
from Tests.Faults import native, state
from Tests.Faults.lost import Cut, Wires
from Tests.Faults.program import Life, Program, scratch
from Tests.Pages.client import fetch

ROUNDS_PER_FOLDER = 10
METERS, SENDERS, BATCH = 24, 3, 48
QUARTER = 900
# Meters of one sender are its own, so that what each sent last is what must be there.
CITY_FROM = "2026-06-01"
START = 1_780_243_200  # 2026-06-01 00:00 +08:00

Key = tuple[str, int]  # (meter, end of the quarter hour)


class Gateway:
    """Sends batches over a connection of its own: new quarter hours, some late ones, some said again with another value."""

    def __init__(self, number: int, token: str, seed: int) -> None:
        self.number = number
        self.token = token
        self.chance = random.Random(seed)
        self.meters = [f"M{number:02}{index:02}" for index in range(METERS // SENDERS)]
        self.slot = 0
        self.batches = 0
        # What the server answered for, and what it may have taken without an answer.
        self.kept: dict[Key, str] = {}
        self.unanswered: tuple[str, dict[Key, str]] | None = None
        self.answered = 0
        self.problems: list[str] = []

    def next_batch(self) -> dict[Key, str]:
        values: dict[Key, str] = {}
        for _ in range(BATCH // len(self.meters)):
            self.slot += 1
            for meter in self.meters:
                values[meter, START + self.slot * QUARTER] = self.value()
        for _ in range(self.chance.randrange(4)):
            late = self.chance.randrange(1, self.slot + 1)
            values[self.chance.choice(self.meters), START + late * QUARTER] = self.value()
        return values

    def value(self) -> str:
        return f"{self.chance.randrange(100)}.{self.chance.randrange(100):02}"

    def send_until_the_end(self, life: Life) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", life.port, timeout=30)
        try:
            while not life.is_over:
                if not self.unanswered:
                    self.batches += 1
                    self.unanswered = (f"{self.number}-{self.batches}", self.next_batch())
                self.send(connection)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()

    def send(self, connection: http.client.HTTPConnection) -> None:
        """The same batch under the same key until it is answered, as a gateway does."""
        assert self.unanswered
        key, values = self.unanswered
        rows = ",".join(f'{{"m":"{meter}","t":{stamp},"v":{value}}}' for (meter, stamp), value in values.items())
        connection.request(
            "POST", "/api/v1/readings", f'{{"readings":[{rows}]}}',
            {"Authorization": f"Token {self.token}", "Content-Type": "application/json", "Idempotency-Key": key})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status == 429:
            time.sleep(0.05)
        elif answer.status != 200:
            self.problems.append(f"a batch was answered {answer.status}: {text[:200]!r}")
            self.unanswered = None
        else:
            told = json.loads(text)
            if told["accepted"] != len(values):
                self.problems.append(f"of {len(values)} readings {told['accepted']} were taken: {text[:200]!r}")
            self.kept |= values
            self.answered += len(values)
            self.unanswered = None


class Sent:
    """Rounds of one seed, each a life of the server that ends at once while gateways send."""

    def __init__(self, tanfeng: Path, rounds: int, seed: int, *, is_power: bool) -> None:
        self.tanfeng = tanfeng
        self.rounds = rounds
        self.seed = seed
        self.is_power = is_power
        self.answered = 0
        self.taken_back = 0
        self.starts: list[float] = []

    @property
    def figures(self) -> str:
        slowest = max(self.starts, default=0)
        cut = f", {self.taken_back} uncovered changes taken back" if self.is_power else ""
        return f"{self.rounds} rounds, seed {self.seed}: {self.answered} readings answered{cut}, slowest start {slowest:.1f} s"

    def look(self) -> Iterator[str]:
        for first in range(0, self.rounds, ROUNDS_PER_FOLDER):
            with scratch() as name:
                folder = Path(name)
                chance = random.Random(self.seed * 1_000 + first)
                program = Program(self.tanfeng, folder / "data")
                program.data.mkdir()
                known_meters(program, folder)
                reader = api_token(program.tanfeng, program.data, ["city_officer"])
                gateways = [Gateway(number, token, chance.randrange(1 << 30))
                            for number, token in enumerate(source_tokens(program, folder))]
                wires = Wires(native.library("lost_writes", folder), folder, program.data) if self.is_power else None
                for number in range(first, min(first + ROUNDS_PER_FOLDER, self.rounds)):
                    for problem in self.round(program, folder, gateways, wires, chance):
                        yield f"round {number}: {problem}"
                    for problem in checked(program, folder, gateways, reader):
                        yield f"after round {number}: {problem}"
                self.answered += sum(gateway.answered for gateway in gateways)

    def round(
        self, program: Program, folder: Path, gateways: list[Gateway], wires: Wires | None, chance: random.Random
    ) -> Iterator[str]:
        extra = wires.environment(Cut(None, chance.choice(("all", "torn")), chance.randrange(1 << 30))) if wires else {}
        begun = time.monotonic()
        life = program.serve(folder / "server.log", extra)
        if not life.until_ready():
            yield f"the server does not start: {(folder / 'server.log').read_text()[-600:]}"
            return
        self.starts.append(time.monotonic() - begun)
        senders = [threading.Thread(target=gateway.send_until_the_end, args=[life]) for gateway in gateways]
        for sender in senders:
            sender.start()
        time.sleep(chance.uniform(0.05, 1))
        # A check seals what is in the journal first, so that the end may come in the middle of sealing.
        sealing = program.start("verify") if chance.random() < 0.5 else None
        time.sleep(chance.uniform(0, 0.3))
        if wires:
            wires.trigger.touch()
            life.process.wait(20)
            self.taken_back += wires.changes
        else:
            life.kill()
        for sender in senders:
            sender.join()
        if sealing:
            sealing.communicate()
        for gateway in gateways:
            yield from gateway.problems
            gateway.problems.clear()


def checked(program: Program, folder: Path, gateways: list[Gateway], reader: str) -> Iterator[str]:
    """Compares what is stored with what was answered; a batch without answer is there as a whole or not at all."""
    life = program.serve(folder / "server.log")
    if not life.until_ready():
        yield f"the server does not start again: {(folder / 'server.log').read_text()[-600:]}"
        return
    stored: dict[Key, str] = {}
    answer = fetch(f"{life.url}/api/v1/readings.csv?from={CITY_FROM}&to=2027-01-01", headers={"Authorization": f"Bearer {reader}"})
    for row in csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))):
        if not row or not row[0].startswith("M"):
            continue
        key = (row[0], calendar.timegm(time.strptime(row[1], "%Y-%m-%d %H:%M:%S")) - 8 * 3600)
        if key in stored:
            yield f"{row[0]} has two readings at {row[1]}"
        stored[key] = row[2]
    for gateway in gateways:
        open_values = gateway.unanswered[1] if gateway.unanswered else {}
        own = {key: value for key, value in stored.items() if key[0] in gateway.meters}
        # Whether the open batch came through tells any of its readings that nothing else explains.
        with_open = gateway.kept | open_values
        if own not in (gateway.kept, with_open):
            lost = [key for key in gateway.kept if key not in own]
            wrong = [key for key, value in own.items() if value not in (gateway.kept.get(key), open_values.get(key))]
            yield f"gateway {gateway.number}: {len(lost)} answered readings are gone, {len(wrong)} differ, of {len(gateway.kept)}"
    outcome = program.run("verify")
    if outcome.status != 0:
        yield f"verify: {outcome.words}"
    life.stop()
    yield from state.damage(program.data)


def known_meters(program: Program, folder: Path) -> None:
    meters = [f"M{sender:02}{index:02}" for sender in range(SENDERS) for index in range(METERS // SENDERS)]
    (folder / "buildings.csv").write_text(
        "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n320706A001,Sending,A,1000,320706\n")
    (folder / "meters.csv").write_text("meter,building,item,kind,unit,decimals,digits,valid_from\n" + "".join(
        f"{meter},320706A001,01A00,interval,kWh,2,9,{CITY_FROM}\n" for meter in meters))
    for kind in ("buildings", "meters"):
        outcome = program.run("import", kind, folder / f"{kind}.csv")
        if outcome.status != 0:
            raise RuntimeError(outcome.words)


def source_tokens(program: Program, folder: Path) -> list[str]:
    """Registers a source for each gateway."""
    administrator = api_token(program.tanfeng, program.data, ["system_administrator"])
    life = program.serve(folder / "server.log")
    if not life.until_ready():
        raise RuntimeError((folder / "server.log").read_text()[-600:])
    tokens = []
    for number in range(SENDERS):
        connection = http.client.HTTPConnection("127.0.0.1", life.port, timeout=30)
        connection.request(
            "POST", "/api/v1/sources", urllib.parse.urlencode({"name": f"Gateway {number}", "kind": "gateway", "days": 1}),
            {"Authorization": f"Bearer {administrator}", "Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {text[:300]!r}")
        tokens.append(json.loads(text)["token"])
    life.stop()
    return tokens
