"""What stands in a data folder, read by SQLite and Python alone."""

import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

REST_SECONDS = 60
DATABASES = ("tanfeng.sqlite", "readings.sqlite", "journal.sqlite")

# What an import leaves behind, by names instead of numbers, which a repeated import may give out differently.
CONTENTS = {
    "buildings": "SELECT code, revision, name, kind, gross_floor_area_m2, jurisdiction_id FROM v_building ORDER BY 1",
    "devices": """SELECT code, device.valid_from, revision, kind, unit, decimals, digits, ratio_mantissa, ratio_exponent,
        interval_s FROM meter_device_record device JOIN meter_code USING (meter_id) ORDER BY 1, 2, 3""",
    "places": """SELECT m.code, b.code, stay.valid_from, stay.valid_to FROM meter_building stay
        JOIN meter_code m USING (meter_id) JOIN building_code b USING (building_id) ORDER BY 1, 3""",
    "days": """SELECT b.code, m.code, day, item_code, amount_micro, estimated_micro, covered_s, estimated_s FROM energy_day
        JOIN meter_code m USING (meter_id) JOIN building_code b USING (building_id) ORDER BY 1, 2, 3""",
    "months": """SELECT code, month, item_code, amount_micro, estimated_micro, covered_s, estimated_s FROM energy_month
        JOIN building_code USING (building_id) ORDER BY 1, 2, 3""",
    "coverage": "SELECT day, jurisdiction_id, covered_s, estimated_s FROM energy_coverage ORDER BY 1, 2",
    "findings": "SELECT code, day, position, rule FROM energy_finding JOIN meter_code USING (meter_id) ORDER BY 1, 2, 3",
    "officers": """SELECT login, name, role FROM person LEFT JOIN role_grant ON person_id = person.id
        WHERE login LIKE 'officer%' ORDER BY 1, 3""",
    "superseded": "SELECT code, stamp, counts FROM readings.superseded_record JOIN meter_code USING (meter_id) ORDER BY 1, 2",
}


class Job(NamedTuple):
    number: int
    state: str
    file: str
    accepted: int
    unchanged: int
    failure: str | None


@contextmanager
def copied(data: Path) -> Iterator[sqlite3.Connection]:
    """The databases as the program left them, opened on a copy: opening a database repairs and empties its log."""
    with tempfile.TemporaryDirectory() as folder:
        for name in DATABASES:
            for file in data.glob(f"{name}*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
        with closing(sqlite3.connect(Path(folder) / DATABASES[0])) as database:
            for schema, name in (("readings", DATABASES[1]), ("journal", DATABASES[2])):
                database.execute(f"ATTACH ? AS {schema}", [str(Path(folder) / name)])
            yield database


def jobs(database: sqlite3.Connection) -> list[Job]:
    rows = database.execute("SELECT id, state, input, accepted, unchanged, result FROM job ORDER BY id")
    return [
        Job(number, state, Path(json.loads(given)["path"]).name, accepted, unchanged, failure(result))
        for number, state, given, accepted, unchanged, result in rows
    ]


def failure(result: str | None) -> str | None:
    return (json.loads(result or "{}").get("failure") or {}).get("key")


def until_at_rest(data: Path) -> list[Job]:
    """Waits until the running server has ended every job; all jobs."""
    deadline = time.monotonic() + REST_SECONDS
    while time.monotonic() < deadline:
        with closing(sqlite3.connect(f"file:{data}/tanfeng.sqlite?mode=ro", uri=True, timeout=10)) as database:
            known = jobs(database)
        if not any(job.state in ("queued", "running") for job in known):
            return known
        time.sleep(0.02)
    raise RuntimeError(f"jobs that never end: {[job for job in known if job.state in ('queued', 'running')]}")


def damage(data: Path) -> Iterator[str]:
    """What SQLite and the sums inside the databases complain about, just as the program left them."""
    try:
        with copied(data) as database:
            yield from complaints(database)
    except sqlite3.DatabaseError as error:
        yield f"the databases cannot be read: {error}"


def complaints(database: sqlite3.Connection) -> Iterator[str]:
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for schema in ("main", "readings", "journal"):
        for (complaint,) in database.execute(f"PRAGMA {schema}.integrity_check"):
            if complaint != "ok":
                yield f"{schema}: {complaint}"
    for row in database.execute("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} refers to nothing"
    stored = {name for (name,) in database.execute("SELECT name FROM readings.sqlite_master WHERE type = 'table'")}
    if "container_directory" in stored:
        counted = database.execute("SELECT total(readings), total(meter_days) FROM readings.container_directory").fetchone()
        told = database.execute("SELECT readings, meter_days, seq FROM readings.change_counter").fetchone()
        if tuple(counted) != told[:2]:
            yield f"{counted} readings and meter-days, counted as {told[:2]}"
        journalled = {name for (name,) in database.execute("SELECT name FROM journal.sqlite_master WHERE type = 'table'")}
        last = told[2]
        if "journal" in journalled:
            (last,) = database.execute("SELECT max(?, ifnull((SELECT max(last_seq) FROM journal.journal), 0))", [last]).fetchone()
        if "consumption_state" in tables:
            (consumed,) = database.execute("SELECT consumed_seq FROM consumption_state").fetchone()
            if consumed > last:
                yield f"consumption stands at change {consumed} of {last}: readings that it counted are gone"
    if "audit_record" in tables:
        first, last, count = database.execute("SELECT min(sequence), max(sequence), count(*) FROM audit_record").fetchone()
        if count and (first, last) != (1, count):
            yield f"the audit log has {count} entries from {first} to {last}"


def officers(data: Path) -> set[tuple[str, str]]:
    """(what was done, login): accounts and grants as they stand."""
    with copied(data) as database:
        accounts = database.execute("SELECT 'account', login FROM person WHERE login IS NOT NULL").fetchall()
        grants = database.execute("SELECT 'grant', login FROM role_grant JOIN person ON person_id = person.id").fetchall()
        return {*accounts, *grants}


def contents(data: Path) -> dict[str, list[Any]]:
    """Everything that imports leave behind."""
    with copied(data) as database:
        return {name: database.execute(query).fetchall() for name, query in CONTENTS.items()}


def differences(left: dict[str, list[Any]], right: dict[str, list[Any]]) -> Iterator[str]:
    for name in left:
        ours, theirs = set(left[name]), set(right[name])
        if left[name] != right[name]:
            yield f"{name}: {len(ours - theirs)} rows only here, {len(theirs - ours)} only undisturbed: {sorted(ours ^ theirs)[:2]}"
