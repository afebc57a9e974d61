"""An account for tests that ask as a program does, written into the database while no server runs."""

import hashlib
import json
import secrets
import sqlite3
import time
from pathlib import Path
from subprocess import DEVNULL, run

ROLES = ["city_officer", "operator_engineer"]
DAY_SECONDS = 86_400


def api_token(tanfeng: Path, data: Path, roles: list[str] = ROLES) -> str:
    """Makes a person with these roles and returns the text of an API token of theirs."""
    login = f"tests-{secrets.token_hex(4)}"
    run([tanfeng, "user", "add", login, "--name", "Tests", "--data", data], check=True, stdout=DEVNULL)
    for role in roles:
        run([tanfeng, "user", "grant", login, role, "--data", data], check=True, stdout=DEVNULL)
    text = "tf_" + secrets.token_urlsafe(32)
    now = int(time.time())
    database = sqlite3.connect(data / "tanfeng.sqlite")
    with database:
        [[person]] = database.execute("SELECT id FROM person WHERE login = ?", [login])
        # The page that hands out tokens has tests of its own; what is stored is the SHA-256 of the text.
        database.execute("UPDATE person SET state = 'active' WHERE id = ?", [person])
        database.execute(
            "INSERT INTO api_token (hash, person_id, name, roles, is_read_only, created_at, expires_at)"
            " VALUES (?, ?, 'tests', ?, 0, ?, ?)",
            [hashlib.sha256(text.encode()).digest(), person, json.dumps(roles), now, now + DAY_SECONDS],
        )
    database.close()
    return text
