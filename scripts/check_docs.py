#!/usr/bin/env python3
"""Fails when docs/operations.md or docs/api.md lacks a setting, a metric or a type of problem, or names one that is not."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPERATIONS = (ROOT / "docs/operations.md").read_text()
API = (ROOT / "docs/api.md").read_text()


def in_swift(folder: str, pattern: str) -> set[str]:
    files = sorted((ROOT / "Sources" / folder).rglob("*.swift"))
    return {found for file in files for found in re.findall(pattern, file.read_text())}


def rows(text: str, heading: str, column: int = 0) -> set[str]:
    """The names in one column of the table below a heading."""
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    cells = [line.split("|")[1:] for line in section.splitlines() if line.startswith("| `") or re.match(r"\| \d", line)]
    return {name for row in cells for name in re.findall(r"`([a-z_]+)`", row[column])}


def snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: "_" + letter[0].lower(), name)


def differences(what: str, written: set[str], true: set[str], page: str) -> Iterator[str]:
    for name in sorted(true - written):
        yield f"docs/{page}: {what} {name} is missing"
    for name in sorted(written - true):
        yield f"docs/{page}: there is no {what} {name}"


metrics = in_swift("Web/Operations", r'"((?:tanfeng|process)_[a-z_]+)"')
problems = {snake(name) for name in in_swift("Web", r'case \.\w+: "(\w+)"\n') if name in set(
    re.findall(r'case \.\w+: "(\w+)"', (ROOT / "Sources/Web/WebError.swift").read_text()))}
found = [
    *differences("setting", rows(OPERATIONS, "Settings"), in_swift("tanfeng", r'forKey: "([a-z_]+)"'), "operations.md"),
    *differences("metric", {name for name in rows(OPERATIONS, "Watching it") if "_" in name and name.split("_")[0] in {
        "tanfeng", "process"}}, metrics, "operations.md"),
    *differences("problem", rows(API, "Refusals", 1), problems, "api.md"),
]
for name in sorted(set(re.findall(r"(?:tanfeng|process)_[a-z_]+", OPERATIONS.split("## Objectives and alerts")[1]))):
    if re.sub(r"_(bucket|sum|count)$", "", name) not in metrics:
        found.append(f"docs/operations.md: an alert asks for {name}, which is no metric")
sys.exit("\n".join(found) or None)
