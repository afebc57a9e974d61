#!/usr/bin/env python3
"""Fails when the two languages differ in keys or placeholders, or a template or a rule has no text."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "Sources"
LANGUAGES = ("zh-Hans", "en")
TEMPLATES = SOURCES / "Web/Resources/Templates"

PLACEHOLDER = re.compile(r"\{\d+\}")
TEXT_SECTION = re.compile(r"\{\{#t\}\}(.*?)\{\{/t\}\}", re.DOTALL)
VARIABLE = re.compile(r"\{\{.*?\}\}")


def load(language: str) -> tuple[dict[str, str], list[str]]:
    file = SOURCES / f"Texts/Resources/{language}.json"
    pairs = json.loads(file.read_text(), object_pairs_hook=list)
    texts = dict(pairs)
    problems = [f"{language}.json: {key} stands twice" for key, n in Counter(key for key, _ in pairs).items() if n > 1]
    problems += [f"{language}.json: {key} is no text" for key, text in pairs if not isinstance(text, str) or not text]
    return texts, problems


def differences(zh: dict[str, str], en: dict[str, str]) -> Iterator[str]:
    for key in sorted(zh.keys() ^ en.keys()):
        yield f"{'en' if key in zh else 'zh-Hans'}.json: {key} is missing"
    for key in sorted(zh.keys() & en.keys()):
        ours, theirs = (sorted(set(PLACEHOLDER.findall(str(texts[key])))) for texts in (zh, en))
        if ours != theirs:
            yield f"{key}: placeholders differ, zh-Hans has {ours}, en has {theirs}"


def unknown_keys(template: Path, keys: set[str]) -> Iterator[str]:
    """A key with a variable in it (`status.{{code}}.label`) is known when some key has its shape."""
    for asked in TEXT_SECTION.findall(template.read_text()):
        shape = "[^.]+".join(re.escape(part) for part in VARIABLE.split(asked.strip()))
        if not any(re.fullmatch(shape, key) for key in keys):
            yield f"{template.relative_to(SOURCES.parent)}: unknown text key {asked.strip()}"


# Rules and failures are named in code and put into words on pages: `metering.register.gap`, ImportFailure("file.empty").
RULE = re.compile(r'"((?:metering|carbon|verify|import|plan\.numbering|plan\.indicator)\.[a-zA-Z]+\.?[a-zA-Z.]*)"')
FAILURE = re.compile(r'ImportFailure\("([a-zA-Z.]+)"')
WORDS_OF_A_RULE = ("", "finding.", "job.kind.")
# A kind of work item has a title, a tag and a line that says what settles it.
WORK = re.compile(r'WorkItemDraft\(\s*kind: "([a-zA-Z.]+)"')
WORDS_OF_WORK = ("title", "tag", "sub")

# What the audit log stores by name is read in words: actions, kinds of things, fields of a change.
AUDIT = {
    "action": re.compile(r'AuditEvent\(\s*[\w.]+,\s*"([a-z_.]+)"'),
    "object": re.compile(r'\bobject: \("([a-z_]+)"'),
    "field": re.compile(r'(?:Change|\.init)\(\s*"([a-z_0-9]+)",\s*(?:before|after):'),
}


def unnamed_records(file: Path, keys: set[str]) -> Iterator[str]:
    code = file.read_text()
    if "AuditEvent" not in code:
        return
    for kind, pattern in AUDIT.items():
        for name in pattern.findall(code):
            if f"audit.{kind}.{name}" not in keys:
                yield f"{file.relative_to(SOURCES.parent)}: the audit {kind} {name} has no text"


def unnamed_rules(file: Path, keys: set[str]) -> Iterator[str]:
    code = file.read_text()
    for rule in RULE.findall(code):
        if not any(prefix + rule in keys for prefix in WORDS_OF_A_RULE) and f"workitem.{rule}.title" not in keys:
            yield f"{file.relative_to(SOURCES.parent)}: the rule {rule} has no text"
    for kind in WORK.findall(code):
        for word in WORDS_OF_WORK:
            if f"workitem.{kind}.{word}" not in keys:
                yield f"{file.relative_to(SOURCES.parent)}: the work item {kind} has no {word}"
    for failure in FAILURE.findall(code):
        if f"job.failure.{failure}" not in keys:
            yield f"{file.relative_to(SOURCES.parent)}: the failure {failure} has no text"


def unnamed_findings(keys: set[str]) -> Iterator[str]:
    """What is found about readings is also counted by rule, under a short name."""
    for key in sorted(keys):
        if key.startswith("finding.metering.") and f"rule.{key.removeprefix('finding.')}" not in keys:
            yield f"{key} has no short name under rule."


(zh, zh_problems), (en, en_problems) = map(load, LANGUAGES)
problems = [*zh_problems, *en_problems, *differences(zh, en), *unnamed_findings(set(zh))]
for template in sorted(TEMPLATES.rglob("*.mustache")):
    problems += unknown_keys(template, set(zh))
for file in sorted(SOURCES.rglob("*.swift")):
    problems += unnamed_rules(file, set(zh))
    problems += unnamed_records(file, set(zh))
sys.exit("\n".join(problems) or None)
