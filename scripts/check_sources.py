#!/usr/bin/env python3
"""Fails on Swift that breaks a rule of the house: impure domain code, Chinese outside the texts, escape hatches."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from targets import ALLOWED, PURE

SOURCES = Path(__file__).resolve().parent.parent / "Sources"

# Files that may hold Chinese literals, each with its reason.
CHINESE_ALLOWED: dict[str, str] = {
    "Buildings/BuildingColumns.swift": "headings and words that files use are data",
    "Metering/Columns.swift": "headings and words that files use are data",
    "Workflows/Imports/PlaceColumns.swift": "headings and words that files use are data",
    "Workflows/Imports/ReportColumns.swift": "headings and words that files use are data",
    "Workflows/Imports/TemperatureColumns.swift": "headings and words that files use are data",
}
# Texts is where both languages live; the help of the command line is bilingual in place.
CHINESE_ALLOWED_TARGETS = {"Texts", "tanfeng"}

# Adapters may promise the compiler what it cannot see; each use says why in a comment.
UNCHECKED_ALLOWED_TARGETS = {"Store", "EmbeddedReadings", "Web", "tanfeng"}
# Only a missing bundled resource at start is fatal.
FATAL_ERRORS_ALLOWED = 4

IMPORT = re.compile(r"\bimport (?:(?:struct|class|enum|protocol|func|var|let|typealias) )?(\w+)")
IMPURE = re.compile(
    r"\bimport (?:\w+ )?(?:GRDB|NIO\w*|Hummingbird\w*|Logging)\b|\bDate\(\)|\bDate\.now\b|\bFileManager\b")
UNCHECKED = re.compile(r"nonisolated\(unsafe\)|@unchecked Sendable")
FATAL_ERROR = re.compile(r"\bfatalError\(")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
TOKEN = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<string>(?P<hashes>#*)(?:""".*?"""|"(?:\\.|[^"\\\n])*")(?P=hashes))', re.DOTALL)


def without(kinds: set[str], code: str) -> str:
    """The code with these kinds of token blanked, line numbers kept."""
    def blank(token: re.Match) -> str:
        return re.sub(r"[^\n]", " ", token[0]) if token.lastgroup in kinds else token[0]
    return TOKEN.sub(blank, code)


def matches(pattern: re.Pattern, code: str) -> Iterator[tuple[int, str]]:
    for match in pattern.finditer(code):
        yield code.count("\n", 0, match.start()) + 1, match[0]


def problems(file: Path) -> Iterator[str]:
    name = file.relative_to(SOURCES).as_posix()
    target = name.split("/")[0]
    text = file.read_text()
    code = without({"comment", "string"}, text)
    if target not in CHINESE_ALLOWED_TARGETS and name not in CHINESE_ALLOWED:
        for line, found in matches(CHINESE, without({"comment"}, text)):
            yield f"Sources/{name}:{line}: Chinese text belongs into Sources/Texts: {found}"
    # SwiftPM lets a file import a module that its target only reaches through another one.
    for imported in IMPORT.findall(code):
        if imported in ALLOWED and imported != target and imported not in ALLOWED.get(target, ()):
            yield f"Sources/{name}: {target} may not import {imported}"
    if target in PURE:
        for line, found in matches(IMPURE, code):
            yield f"Sources/{name}:{line}: {target} is pure, it may not use: {found}"
    if target not in UNCHECKED_ALLOWED_TARGETS:
        for line, found in matches(UNCHECKED, code):
            yield f"Sources/{name}:{line}: {found} is for adapters only"


files = sorted(SOURCES.rglob("*.swift"))
found = [problem for file in files for problem in problems(file)]
fatal = sum(len(FATAL_ERROR.findall(without({"comment", "string"}, file.read_text()))) for file in files)
if fatal > FATAL_ERRORS_ALLOWED:
    found.append(f"Sources: {fatal} uses of fatalError, at most {FATAL_ERRORS_ALLOWED} are allowed")
sys.exit("\n".join(found) or None)
