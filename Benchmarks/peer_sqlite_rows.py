"""SQLite with a row per reading: `peer_sqlite_rows.py DATABASE METERS DAYS` fills a table keyed by meter and time, in the order of its key
(the fast way), and asks for one meter after the other. Figures as JSON."""

import json
import sqlite3
import sys
import time
from pathlib import Path
from statistics import median

from Benchmarks.city_readings import City, rows


def month(database: str, meters: int, days: int) -> dict[str, float]:
    for file in (database, database + "-wal", database + "-shm"):
        Path(file).unlink(missing_ok=True)
    connection = sqlite3.connect(database)
    connection.executescript(
        "pragma journal_mode = wal; create table r (meter integer, t integer, value real, q integer, primary key (meter, t)) "
        "without rowid")
    readings = sorted((m, t, c / 100, q) for batch in City(meters).batches(days, 960_000) for m, t, c, q in rows(batch))
    with connection:
        connection.executemany("insert into r values (?, ?, ?, ?)", readings)

    def once(meter: int) -> float:
        start = time.perf_counter()
        connection.execute("select t, value, q from r where meter = ?", [meter]).fetchall()
        return (time.perf_counter() - start) * 1000

    return {"meter_month_ms": median(once(number * 7 % meters) for number in range(201))}


if __name__ == "__main__":
    print(json.dumps(month(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
