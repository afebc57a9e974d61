"""Workbooks as another program writes and reads them: openpyxl, out of the API and into it."""

import csv
import io
import json
import time
from datetime import datetime
from urllib.parse import quote

from openpyxl import Workbook, load_workbook

from Tests.API.sources import ask

DAY = "2026-06-13"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JOB_SECONDS = 60


def packed(rows: list[tuple]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def finished(url: str, token: str, job: int) -> dict:
    deadline = time.monotonic() + JOB_SECONDS
    while True:
        _, body = ask(url, "GET", f"/api/v1/jobs/{job}", token)
        state = json.loads(body)
        if state["state"] not in ("queued", "running") or time.monotonic() > deadline:
            return state
        time.sleep(0.1)


def problems(url: str, token: str) -> list[str]:
    found: list[str] = []

    def expect(what: str, seen: object, wanted: object) -> None:
        if seen != wanted:
            found.append(f"{what}: {seen!r}, expected {wanted!r}")

    _, body = ask(url, "GET", "/api/v1/meters?limit=1", token)
    code = json.loads(body)["items"][0]["code"]
    query = f"meter={quote(code)}&from={DAY}&to={DAY}"
    for name, numbers in [(f"readings{{}}?{query}", [2, 3]), (f"consumption{{}}?{query}&by=hour", [2, 3, 4])]:
        _, body = ask(url, "GET", "/api/v1/" + name.format(".csv"), token)
        table = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
        status, body = ask(url, "GET", "/api/v1/" + name.format(".xlsx"), token)
        expect(f"{name} as a workbook", status, 200)
        book = load_workbook(io.BytesIO(body), read_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        expect(f"headings of {name}", list(rows[0]), table[0])
        expect(f"times of {name}", [str(row[1]) for row in rows[1:]], [row[1] for row in table[1:]])
        for column in numbers:
            expect(f"column {column} of {name}", [row[column] for row in rows[1:]], [float(row[column]) for row in table[1:]])

    _, body = ask(url, "GET", f"/api/v1/readings?{query}&limit=10000", token)
    before = json.loads(body)["readings"]
    good = [(code, datetime.fromisoformat(r["time"]).replace(tzinfo=None), r["value"]) for r in before]
    bad = [(code, "yesterday", 1), ("no such meter", good[0][1], 1), (code, good[0][1], "much")]
    file = packed([("meter", "time", "value"), *good, *bad])
    status, body = ask(url, "POST", "/api/v1/imports?kind=readings&name=again.xlsx", token, file, {"Content-Type": TYPE})
    expect("a workbook is taken", status, 202)
    if status == 202:
        job = finished(url, token, json.loads(body)["id"])
        seen = [job[key] for key in ("state", "accepted_rows", "unchanged_rows", "rejected_rows")]
        expect("what became of it", seen, ["done", 0, len(good), 3])
        _, body = ask(url, "GET", f"/api/v1/jobs/{job['id']}/rejected.csv", token)
        cells = [row[1].split()[0] for row in csv.reader(io.StringIO(body.decode("utf-8-sig")))][1:]
        last = len(good) + 1
        expect("cells that were refused", cells, [f"B{last + 1}", f"A{last + 2}", f"C{last + 3}"])
    return found
