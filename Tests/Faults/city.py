"""Files of buildings, meters and readings, and what they must add up to, counted apart from the program."""

import random
from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

FIRST_DAY = datetime(2025, 1, 1)
YEAR = 2025
QUARTER = timedelta(minutes=15)
BUILDINGS = 3
DAYS = 2
# Meters of earlier sets that get one day more with every set.
GROWING = 4
DISTRICTS = ("320703", "320706", "320707")

Amounts = Counter[tuple[str, str]]  # (building, carrier) → kWh or m³


class Step(NamedTuple):
    """One thing somebody asks for and is told that it is done."""

    kind: str
    name: str
    rows: int
    amounts: Amounts
    path: Path | None = None


class Register:
    """An electricity meter that shows a growing total, two decimals, times its ratio."""

    def __init__(self, code: str, building: str, ratio: int, counts: int) -> None:
        self.code = code
        self.building = building
        self.ratio = ratio
        self.counts = counts
        self.last: datetime | None = None

    def read(self, days: int, chance: random.Random) -> tuple[list[tuple[datetime, str]], Amounts]:
        """Quarter-hourly readings of some days on from the last one, and the energy between first and last."""
        before = self.counts
        readings = [] if self.last else [(FIRST_DAY, self.shown)]
        time = self.last or FIRST_DAY
        for _ in range(days * 96):
            time += QUARTER
            self.counts += chance.randrange(400)
            readings.append((time, self.shown))
        self.last = time
        amount = Fraction(self.counts - before, 100) * self.ratio
        return readings, Counter({(self.building, "electricity"): amount})

    @property
    def shown(self) -> str:
        return f"{self.counts // 100}.{self.counts % 100:02}"


class City:
    """A register that grows by one set of files at a time, always the same for the same seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.registers: list[Register] = []
        self.sets = 0

    def next_set(self) -> list[Step]:
        """Buildings, their meters, their readings in long form, a day more of earlier meters in wide form; a new officer."""
        self.sets += 1
        earlier = self.chance.sample(self.registers, min(GROWING, len(self.registers)))
        codes = [f"B{self.sets:03}{letter}" for letter in "ABCDEFG"[:BUILDINGS]]
        login = f"officer{self.sets:03}"
        officer = [Step(kind, login, 0, Counter()) for kind in ("account", "grant")]
        growth = [self.growth(earlier)] if earlier else []
        return [self.buildings(codes), *self.meters_and_readings(codes), *officer, *growth]

    def buildings(self, codes: list[str]) -> Step:
        rows = [
            f"{code},第{self.sets}批{code}楼,A,{self.chance.randrange(1_000, 90_000)},{self.chance.choice(DISTRICTS)}"
            for code in codes
        ]
        header = "building_code,building_name,building_kind,gross_floor_area_m2,division_code"
        return self.step("buildings", [header, *rows], len(rows))

    def meters_and_readings(self, codes: list[str]) -> list[Step]:
        meters: list[str] = []
        readings: list[str] = []
        amounts: Amounts = Counter()
        for code in codes:
            register = Register(f"E-{code}", code, self.chance.choice((1, 15, 40)), self.chance.randrange(1_000_000))
            meters.append(f"{register.code},{code},01000,register,kWh,2,9,{register.ratio},2025-01-01,15")
            meters.append(f"G-{code},{code},03000,interval,m3,1,7,,2025-01-01,1440")
            shown, energy = register.read(DAYS, self.chance)
            readings += [f"{register.code},{time:%Y-%m-%d %H:%M},{value}" for time, value in shown]
            for day in range(DAYS):
                tenths = self.chance.randrange(900)
                readings.append(f"G-{code},{FIRST_DAY + timedelta(days=day + 1):%Y-%m-%d %H:%M},{tenths / 10}")
                energy[code, "gas"] += Fraction(tenths, 10)
            amounts += energy
            self.registers.append(register)
        header = "meter,building,item,kind,unit,decimals,digits,ratio,valid_from,interval_minutes"
        return [
            self.step("meters", [header, *meters], len(meters)),
            self.step("readings", ["meter,time,value", *readings], len(readings), amounts),
        ]

    def growth(self, registers: list[Register]) -> Step:
        rows: dict[datetime, list[str]] = {}
        amounts: Amounts = Counter()
        for column, register in enumerate(registers):
            readings, energy = register.read(1, self.chance)
            amounts += energy
            for time, value in readings:
                rows.setdefault(time, [""] * len(registers))[column] = value
        lines = [f"{time:%Y-%m-%d %H:%M},{','.join(values)}" for time, values in sorted(rows.items())]
        count = sum(bool(value) for values in rows.values() for value in values)
        return self.step("readings", [",".join(["time", *(one.code for one in registers)]), *lines], count, amounts, "growth")

    def step(self, kind: str, lines: list[str], rows: int, amounts: Amounts | None = None, name: str = "") -> Step:
        path = self.folder / f"{self.sets:03}-{name or kind}.csv"
        path.write_text("\n".join(lines) + "\n")
        return Step(kind, path.name, rows, amounts or Counter(), path)
