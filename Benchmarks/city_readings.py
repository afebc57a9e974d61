"""Readings of a city's meters, the same for every store that is measured.

Quarter hours of electricity: a base per meter between 0.2 and 30 kWh, log-uniform, times the daily profile of one of eight
kinds of building, weekends, a slow swing and a triangular noise of 10 %, rounded to 0.01 kWh; six of a thousand are
doubtful. Twenty meters a building. They arrive as in reality: all meters of one quarter hour, then all of the next.
"""

import time
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

# Local midnight 31 days ago: gateways may not send what is older than 400 days, nobody what is still to come. [Unix seconds]
START = (int(time.time()) + 28_800) // 86_400 * 86_400 - 28_800 - 31 * 86_400
STEP = 900
SLOTS_A_DAY = 96
METERS_A_BUILDING = 20


class Slots(NamedTuple):
    """Consecutive quarter hours of all meters: columns of equal length, ordered by time, then meter."""

    meter: np.ndarray
    # The end of the quarter hour. [Unix seconds]
    time: np.ndarray
    # [0.01 kWh]
    counts: np.ndarray
    # 0 good, 1 suspect
    quality: np.ndarray


def _hash(x: np.ndarray) -> np.ndarray:
    """The finaliser of SplitMix64."""
    with np.errstate(over="ignore"):
        x = x + np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def _uniform(x: np.ndarray) -> np.ndarray:
    return (_hash(x) >> np.uint64(11)) / 2.0**53


class City:
    """`meters` meters in buildings of twenty."""

    def __init__(self, meters: int):
        self.meters = meters
        number = np.arange(meters, dtype=np.uint64)
        self._base = 0.2 * np.exp(5 * _uniform(number * np.uint64(7) + np.uint64(1)))
        self._phase = 2 * np.pi * _uniform(number * np.uint64(7) + np.uint64(2))
        kind = np.arange(8)[:, None]
        hour = np.arange(SLOTS_A_DAY)[None, :] / 4
        rise, fall = 8 + kind * 0.4, 18 + kind * 0.5
        self._profile = 0.25 + 0.75 / ((1 + np.exp(-2 * (hour - rise))) * (1 + np.exp(2 * (hour - fall))))
        # Dimensions that the queries group by.
        self.building = np.arange(meters) // METERS_A_BUILDING
        self.district = self.building % 10
        self.kind = self.building // 10 % 8
        self.item = np.arange(meters) % 4

    def slots(self, first: int, last: int) -> Slots:
        """Quarter hours `first ..< last`."""
        slot = np.repeat(np.arange(first, last, dtype=np.uint64), self.meters)
        meter = np.tile(np.arange(self.meters, dtype=np.uint64), last - first)
        noise = _hash(meter << np.uint64(32) | slot)
        low, high = noise & np.uint64(0xFFFFFFFF), noise >> np.uint64(32)
        index, day = meter.astype(np.int64), (slot // SLOTS_A_DAY).astype(np.int64)
        value = (
            self._base[index]
            * self._profile[self.kind[index], (slot % SLOTS_A_DAY).astype(np.int64)]
            * np.where((day + 5) % 7 >= 5, 0.6, 1.0)
            * (1 + 0.15 * np.sin(day * 0.2 + self._phase[index]))
            * (0.9 + 0.1 * (low + high) / 2.0**32)
        )
        doubtful = _hash(slot << np.uint64(32) | meter | np.uint64(1 << 63)) % np.uint64(1000) < 6
        return Slots(
            meter.astype(np.int32),
            START + STEP * (slot.astype(np.int64) + 1),
            np.floor(value * 100 + 0.5).astype(np.int64),
            doubtful.astype(np.int8),
        )

    def batches(self, days: int, size: int) -> Iterator[Slots]:
        """All readings of `days` days in batches of about `size`, whole quarter hours each where that is possible."""
        slots = max(1, size // self.meters)
        for first in range(0, days * SLOTS_A_DAY, slots):
            part = self.slots(first, min(first + slots, days * SLOTS_A_DAY))
            for start in range(0, len(part.meter), size):
                yield Slots(*(column[start:start + size] for column in part))

    def registers(self, days: int, size: int) -> Iterator[Slots]:
        """The same meters as registers that only grow: what each shows at the end of the quarter hour."""
        shown = np.arange(self.meters, dtype=np.int64) * 1_000
        for part in self.batches(days, size):
            sums = shown + part.counts.reshape(-1, self.meters).cumsum(axis=0)
            shown = sums[-1]
            yield part._replace(counts=sums.reshape(-1))

    def late(self, days: int, share: float = 0.01) -> Slots:
        """Corrections of a share of all readings, no two of the same, in random order."""
        draw = np.random.default_rng(5)
        key = draw.choice(self.meters * days * SLOTS_A_DAY, int(self.meters * days * SLOTS_A_DAY * share), replace=False)
        return Slots(
            (key % self.meters).astype(np.int32),
            START + STEP * (key // self.meters + 1),
            draw.integers(0, 1000, len(key)),
            np.ones(len(key), np.int8),
        )


def code(meter: int) -> str:
    """The code of a meter in files and messages."""
    return f"M{100_000 + meter}"


def decimal(counts: int) -> str:
    """Counts of 0.01 kWh as they are written."""
    return f"{counts // 100}.{counts % 100:02d}"


def rows(batch: Slots) -> Iterator[tuple[int, int, int, int]]:
    """Meter, time, counts and quality, one reading after the other."""
    return zip(*(column.tolist() for column in batch))


def line_protocol(batch: Slots) -> bytes:
    """As InfluxDB takes them, with the dimensions as tags."""
    return "\n".join(
        f"r,building={m // 20},district={m // 20 % 10},item={m % 4},kind={m // 200 % 8},meter={code(m)} "
        f"value={decimal(c)},quality={q}i {t}" for m, t, c, q in rows(batch)).encode()


def json_rows(batch: Slots) -> bytes:
    """As our own address takes them."""
    return b'{"readings":[' + ",".join(
        f'{{"m":"{code(m)}","t":{t},"v":{decimal(c)},"q":{q}}}' for m, t, c, q in rows(batch)).encode() + b"]}"


def row_binary(batch: Slots) -> bytes:
    """As ClickHouse takes them: UInt32, UInt32, Float64, UInt8."""
    table = np.empty(len(batch.meter), dtype=[("m", "<u4"), ("t", "<u4"), ("v", "<f8"), ("q", "u1")])
    table["m"], table["t"], table["v"], table["q"] = batch.meter, batch.time, batch.counts / 100, batch.quality
    return table.tobytes()


def copy_binary(batch: Slots) -> bytes:
    """As PostgreSQL's COPY BINARY takes them: int4, int4, float8, int2."""
    fields = [("n", ">i2"), ("lm", ">i4"), ("m", ">i4"), ("lt", ">i4"), ("t", ">i4"), ("lv", ">i4"), ("v", ">f8"), ("lq", ">i4"),
              ("q", ">i2")]
    table = np.empty(len(batch.meter), dtype=fields)
    table["n"], table["lm"], table["lt"], table["lv"], table["lq"] = 4, 4, 4, 8, 2
    table["m"], table["t"], table["v"], table["q"] = batch.meter, batch.time, batch.counts / 100, batch.quality
    return b"PGCOPY\n\xff\r\n\0" + bytes(8) + table.tobytes() + b"\xff\xff"
