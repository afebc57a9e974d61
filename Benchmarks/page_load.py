"""Answering pages under a steady load."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from Benchmarks.measure import FOLDER, RELEASE, markdown, measure, peak_mib
from Tests.API.account import api_token
from Tests.Pages.client import fetch
from Tests.Pages.server import serving

BUILDINGS, DAYS = 120, 400
CONNECTIONS, RATE_EACH = 5, 10
SECONDS = int(os.environ.get("BENCH_SECONDS", "10"))


def first_link(url: str, prefix: str, token: str) -> str:
    found = re.search(rf'href="({prefix}[^"?#]+)', fetch(url, headers={"Authorization": f"Bearer {token}"}).text)
    if not found:
        raise RuntimeError(f"no link to {prefix}… on {url}")
    return found[1]


def cpu_seconds(pid: int) -> float:
    # The command's name stands in brackets and may hold blanks; utime and stime are fields 14 and 15.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(url: str, pid: int, token: str) -> list[str]:
    before = cpu_seconds(pid)
    command = [
        "hey", "-c", str(CONNECTIONS), "-q", str(RATE_EACH), "-z", f"{SECONDS}s", "-H", f"Authorization: Bearer {token}", url]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    cpu = cpu_seconds(pid) - before

    def figure(pattern: str) -> float:
        return float(re.search(pattern, report)[1])

    statuses = dict(re.findall(r"\[(\d+)\]\s+(\d+) responses", report))
    if set(statuses) != {"200"} or "Error distribution" in report:
        raise RuntimeError(f"{url} did not always answer 200:\n{report}")
    rate = figure(r"Requests/sec:\s+([\d.]+)")
    median, worst = (figure(rf"{share}%+ in ([\d.]+) secs") * 1000 for share in (50, 99))
    return [f"{rate:.1f}", f"{median:.1f}", f"{worst:.1f}", f"{cpu / int(statuses['200']) * 1000:.2f}"]


def page_load() -> str:
    data = FOLDER / "city"
    shutil.rmtree(data, ignore_errors=True)
    made = measure(RELEASE / "tanfeng", "demo", "--buildings", str(BUILDINGS), "--days", str(DAYS), "--data", data)
    token = api_token(RELEASE / "tanfeng", data)
    with serving(RELEASE / "tanfeng", data, FOLDER / "server.log") as server:
        building = first_link(f"{server.url}/buildings", "/buildings/", token)
        explanation = first_link(server.url + building, "/explain/", token)
        task = first_link(f"{server.url}/plan", "/plan/tasks/", token)
        indicator = first_link(server.url + task, "/explain/indicators/", token)
        pages = (
            "/", "/plan", task, "/plan/compare", indicator, "/buildings", building, "/metering", "/carbon", explanation,
            "/api/v1/map/buildings")
        rows = []
        for path in pages:
            rows.append([f"`{path}`", *load(server.url + path, server.pid, token)])
            print(*rows[-1], flush=True)
        memory = peak_mib(server.pid)
    return (
        f"## A generated city of {BUILDINGS} buildings with {DAYS} days of readings\n\n"
        f"`tanfeng demo` makes it in {made.wall_s:.1f} s with {made.cpu_s:.1f} s of CPU and a peak of {made.peak_mib:.0f} MiB.\n\n"
        f"## Answering pages of that city\n\n"
        f"{CONNECTIONS * RATE_EACH} requests a second over {CONNECTIONS} connections, {SECONDS} s each page.\n\n"
        + markdown(["page", "answers/s", "p50 ms", "p99 ms", "server CPU ms/answer"], rows)
        + f"\n\nPeak memory of the server: {memory:.0f} MiB.")
