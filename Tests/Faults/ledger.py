"""A program that acknowledges each row it has committed: what the lost-writes library is itself tried on.

`python ledger.py FILE SYNCHRONOUS ROWS` prints the number of every row once SQLite says that it is kept.
"""

import sqlite3
import sys


def keep(path: str, synchronous: str, rows: int) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute(f"PRAGMA synchronous = {synchronous}")
    database.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, words TEXT NOT NULL)")
    for number in range(rows):
        database.execute("INSERT INTO row VALUES (?, ?)", (number, f"row {number} " * 40))
        print(number, flush=True)


if __name__ == "__main__":
    keep(sys.argv[1], sys.argv[2], int(sys.argv[3]))
