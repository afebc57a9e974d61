"""The peer: reads a CSV of readings into SQLite the obvious way. Usage: peer_csv_sqlite.py FILE DATABASE"""

import csv
import sqlite3
import sys
from datetime import datetime, timedelta, timezone
from itertools import islice

CHINA = timezone(timedelta(hours=8))
BATCH = 10_000

source, target = sys.argv[1:]
database = sqlite3.connect(target)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute(
    "CREATE TABLE reading (meter TEXT NOT NULL, time INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY (meter, time))")

with open(source, newline="") as file:
    rows = csv.reader(file)
    next(rows)
    readings = (
        (meter, int(datetime.fromisoformat(time).replace(tzinfo=CHINA).timestamp()), float(value))
        for meter, time, value in rows)
    while batch := list(islice(readings, BATCH)):
        with database:
            database.executemany("INSERT INTO reading VALUES (?, ?, ?)", batch)

print(f"{database.execute('SELECT count(*) FROM reading').fetchone()[0]} readings")
database.close()
