"""The peer: accounts and restates in DuckDB. Usage: peer_carbon_duckdb.py FOLDER; prints what CarbonAccounts prints."""

import json
import sys
import time
from pathlib import Path

import duckdb

folder = Path(sys.argv[1])
database = duckdb.connect()
database.execute("SET threads = 2")
for table in ("activities", "factors"):
    database.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv(?)", [str(folder / f"{table}.csv")])

start = time.perf_counter()
database.execute("""
    CREATE TABLE accounts AS
    SELECT building, month, scope, sum(amount * old) AS carbon
    FROM activities JOIN factors USING (carrier) GROUP BY ALL""")
total = database.execute("SELECT sum(carbon) FROM accounts").fetchone()[0]
accounting = time.perf_counter() - start

start = time.perf_counter()
before, change = database.execute("""
    WITH changes AS (
        SELECT carrier, any_value(old) AS old, any_value(new) AS new, sum(amount) AS amount,
               count(DISTINCT building) AS buildings
        FROM activities JOIN factors USING (carrier) GROUP BY carrier)
    SELECT sum(amount * old), sum(amount * (new - old)) FROM changes""").fetchone()
restating = time.perf_counter() - start

print(json.dumps(
    {"accounting_s": accounting, "restating_s": restating, "total_kg": total, "restated_kg": before + change}))
