"""DuckDB with the same readings: `peer_duckdb.py csv FILE DATABASE` imports a file into a keyed table, `peer_duckdb.py month DATABASE
METERS DAYS` fills a table without key (the faster way), sorts it by meter and answers what pages ask for; `peer_duckdb.py registers
DATABASE METERS DAYS` only fills it with what registers show. Figures as JSON."""

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import duckdb
import pyarrow

from Benchmarks.city_readings import METERS_A_BUILDING, City, Slots

DAY = "(t - 1 + 28800) // 86400"


def opened(database: str) -> duckdb.DuckDBPyConnection:
    for file in (database, database + ".wal"):
        Path(file).unlink(missing_ok=True)
    connection = duckdb.connect(database)
    connection.execute("set threads = 2")
    return connection


def csv(file: str, database: str) -> dict[str, float]:
    connection = opened(database)
    connection.execute("create table r (meter varchar, t timestamp, value double, primary key (meter, t))")
    start = time.perf_counter()
    connection.execute(f"insert into r select * from read_csv('{file}', header = true, "
                       "columns = {'meter': 'varchar', 'time': 'timestamp', 'value': 'double'})")
    connection.execute("checkpoint")
    return {"import_s": time.perf_counter() - start, "bytes": Path(database).stat().st_size}


def arrow(slots: Slots) -> pyarrow.Table:
    return pyarrow.table({"meter": slots.meter, "t": slots.time.astype("int32"), "value": slots.counts / 100, "q": slots.quality})


def filled(connection: duckdb.DuckDBPyConnection, batches: Iterable[Slots]) -> float:
    """Fills table `r` batch by batch; seconds spent."""
    connection.execute("create table r (meter integer, t integer, value double, q tinyint)")
    spent = 0.0
    for batch in batches:
        connection.register("batch", arrow(batch))
        start = time.perf_counter()
        connection.execute("insert into r select * from batch")
        spent += time.perf_counter() - start
    return spent


def bytes_per_reading(connection: duckdb.DuckDBPyConnection) -> float:
    """Of the blocks that table `r` takes on disk."""
    connection.execute("checkpoint")
    (found,), = connection.execute(
        "select count(distinct block_id) * 262144.0 / (select count(*) from r) from pragma_storage_info('r') where block_id >= 0"
    ).fetchall()
    return found


def registers(database: str, meters: int, days: int) -> dict[str, float]:
    connection = opened(database)
    filled(connection, City(meters).registers(days, 100_000))
    return {"bytes_per_reading": bytes_per_reading(connection)}


def month(database: str, meters: int, days: int) -> dict[str, float]:
    city, connection = City(meters), opened(database)
    spent = filled(connection, city.batches(days, 100_000))
    # In the order of arrival it takes about half of what it takes sorted by meter.
    smallest = bytes_per_reading(connection)
    dimensions = pyarrow.table({"meter": range(meters), "building": city.building, "district": city.district, "kind": city.kind,
                                "item": city.item})
    connection.register("d", dimensions)
    connection.execute("create table m as select * from d")
    connection.execute("create table s as select * from r order by meter, t")
    connection.execute("drop table r")
    connection.execute("alter table s rename to r")

    def timed(query: str, times: int) -> float:
        def once(number: int) -> float:
            start = time.perf_counter()
            connection.execute(query.format(building=(number * 37 + 11) % (meters // METERS_A_BUILDING))).fetchall()
            return (time.perf_counter() - start) * 1000

        return median(once(number) for number in range(times))

    building = f"meter between {{building}} * {METERS_A_BUILDING} and {{building}} * {METERS_A_BUILDING} + {METERS_A_BUILDING - 1}"
    figures = {
        "ingest_readings_s": meters * days * 96 / spent,
        "bytes_per_reading": smallest,
        "bytes_per_reading_sorted": bytes_per_reading(connection),
        "meter_month_ms": timed(f"select t, value, q from r where meter = {{building}} * {METERS_A_BUILDING}", 31),
        "building_daily_ms": timed(f"select {DAY}, sum(value) from r where {building} group by 1", 31),
        "city_daily_ms": timed(f"select {DAY}, sum(value) from r group by 1", 5),
        "top_100_ms": timed("select meter, sum(value) v from r group by 1 order by v desc limit 100", 5),
        "groups_ms": timed("select district, kind, item, sum(value) from r join m using (meter) group by 1, 2, 3", 5),
    }
    late = arrow(city.late(days))
    connection.register("late", late)
    start = time.perf_counter()
    connection.execute("begin")
    connection.execute("delete from r using late l where r.meter = l.meter and r.t = l.t")
    connection.execute("insert into r select * from late")
    connection.execute("commit")
    figures["late_readings_s"] = late.num_rows / (time.perf_counter() - start)
    figures["meter_month_after_late_ms"] = timed(f"select t, value, q from r where meter = {{building}} * {METERS_A_BUILDING}", 31)
    return figures


if __name__ == "__main__":
    _, what, *given = sys.argv
    if what == "csv":
        figures = csv(*given)
    else:
        figures = {"month": month, "registers": registers}[what](given[0], *map(int, given[1:]))
    print(json.dumps(figures))
