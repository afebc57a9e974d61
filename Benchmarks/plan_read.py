"""Reading plans, beside the obvious Python script: how fast, and how many targets of two published plans right."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

from Benchmarks.measure import FOLDER, RELEASE, ROOT, Cost, markdown, measure

PLANS = ROOT / "Sources/PeakPlanning/Resources/Plans"
GOLDEN = ROOT / "Tests/PeakPlanningTests/Fixtures/plans.json"
PEER = ROOT / "Benchmarks/peer_plan_regex.py"
TANFENG = RELEASE / "tanfeng"
FIELDS = ("value", "unit", "comparator", "year")
ROUNDS = 3
LENGTH = 1 << 20


def ours(text: Path) -> list[dict]:
    printed = subprocess.run(
        [TANFENG, "plan", "parse", text, "--json"], check=True, capture_output=True, text=True).stdout
    rows = [row for task in json.loads(printed)["tasks"] for row in task["indicators"]]
    return [row for row in rows if row["kind"] == "target"]


def peers(text: Path) -> list[dict]:
    out = FOLDER / "peer-plan.json"
    subprocess.run([sys.executable, PEER, text, out], check=True)
    return json.loads(out.read_text())


def readings(row: dict) -> list[tuple]:
    """The answers that count as right for a row that a person read out of the plan."""
    every = [row, *({**row, **other} for other in row.get("accept") or [])]
    return [tuple(str(one[field]) for field in FIELDS) for one in every if one["kind"] == "target"]


def comparable(row: dict) -> tuple:
    value = row["value"]
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    return tuple(str({**row, "value": whole}[field]) for field in FIELDS)


def score(found: list[dict], golden: list[dict]) -> tuple[int, int]:
    """How many rows a person read are found, and how many are found in all; one to one, in order of the text."""
    left = [comparable(row) for row in found]
    right = 0
    for row in golden:
        hit = next((reading for reading in readings(row) if reading in left), None)
        if hit:
            left.remove(hit)
            right += 1
    return right, len(found)


def quality(read) -> str:
    golden = {plan["plan"]["file"]: plan for plan in json.loads(GOLDEN.read_text())["plans"]}
    right = found = rows = 0
    for name, plan in golden.items():
        rows_of_plan = [row for task in plan["tasks"] for row in task["indicators"]]
        targets = [row for row in rows_of_plan if row["kind"] == "target" and not row.get("optional")]
        hit, all_found = score(read(PLANS / name), targets)
        right, found, rows = right + hit, found + all_found, rows + len(targets)
    return f"{right} of {rows}, {found - right} wrong"


def plan_read() -> str:
    text = FOLDER / "plans.txt"
    both = "\n".join(file.read_text() for file in sorted(PLANS.glob("*.txt")))
    text.write_text(both * (LENGTH // len(both.encode()) + 1))
    size = text.stat().st_size / 2**20
    rounds: list[tuple[Cost, Cost]] = [
        (
            measure(TANFENG, "plan", "parse", text, "--json", output=subprocess.DEVNULL),
            measure(sys.executable, PEER, text, FOLDER / "peer-plan.json"),
        )
        for _ in range(ROUNDS)
    ]
    our, peer = (
        [median(figure) for figure in zip(*side)] for side in zip(*rounds))
    rows = [
        [name, f"{wall:.2f}", f"{size / wall:.1f}", f"{cpu:.2f}", f"{memory:.0f}", quality(read)]
        for name, (wall, cpu, memory), read in (("Tanfeng", our, ours), ("Python re", peer, peers))]
    ratios = [f"{theirs / mine:.2f}×" for mine, theirs in zip(our, peer)]
    rows.append(["peer ÷ Tanfeng", ratios[0], "", ratios[1], ratios[2], ""])
    return (
        f"## Reading {size:.1f} MiB of plans\n\nMedians of {ROUNDS} rounds, start of the program and JSON included.\n\n"
        + markdown(["", "wall s", "MiB/s", "CPU s", "peak MiB", "targets of two published plans read right"], rows))
