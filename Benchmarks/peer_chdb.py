"""ClickHouse in process (chdb) with the same readings: `peer_chdb.py DIRECTORY METERS DAYS` fills a table ordered by meter and time, with
the codecs that measured smallest, and says what it takes on disk. Figures as JSON."""

import json
import shutil
import sys

from chdb import session

from Benchmarks.city_readings import City
from Benchmarks.peer_duckdb import arrow


def month(folder: str, meters: int, days: int) -> dict[str, float]:
    shutil.rmtree(folder, ignore_errors=True)
    chdb = session.Session(folder)
    chdb.query("create database city")
    chdb.query(
        "create table city.r (meter Int32, t Int32 codec(DoubleDelta, ZSTD(1)), value Float64 codec(ZSTD(1)), q Int8) "
        "engine = ReplacingMergeTree order by (meter, t)")
    for batch in City(meters).batches(days, 960_000):
        table = arrow(batch)
        chdb.query("insert into city.r select * from Python(table)")
    chdb.query("optimize table city.r final")
    answer = chdb.query("select sum(bytes_on_disk) / sum(rows) from system.parts where active and table = 'r'", "CSV")
    return {"bytes_per_reading": float(str(answer))}


if __name__ == "__main__":
    print(json.dumps(month(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
