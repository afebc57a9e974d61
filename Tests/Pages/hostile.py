"""Attacks as names: every text field of every form is filled with markup, and no page may show it as anything but text.

The forms are found by following links from page to page, so a new page's fields are tried without being named here.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Browser

from Tests.Faults.visitor import Visitor
from Tests.Pages.client import kept
from Tests.Pages.door import admit

# Markup, an end of an attribute and a tag of the templates.
ATTACK = "<img src=x onerror=alert(1)>\"'&{{x}}"
# What must never stand in an answer: the beginning of the tag, and the quote that would end an attribute.
RAW = ["<img src=x", "\"'&{{"]
TYPED = {"text", "search", "email", "tel", "url"}
# They end what the walk needs: its own session, somebody's account, what a form is about.
SPARED = re.compile(r"/(sign-out|sessions/|password|erase|disable|second-factor|first/|welcome/)|/sign-in")
# Fields that take no free text: a form that refuses the attack there is sent again with these, so that the others arrive.
PLAIN = {"login": "hostile", "email": "", "credit_code": "", "value": "1", "building": "", "quote": "", "upper_value": "", "year": "2030",
         "baseline": "", "baseline_year": "", "action": "", "object": ""}
FILE = re.compile(r"\.(csv|jsonl?)$")
FEWEST_FORMS = 18


class Form(NamedTuple):
    action: str
    method: str
    fields: list[tuple[str, str]]
    typed: list[str]

    @property
    def kind(self) -> str:
        return f"{self.method} {kind_of(self.action)} {' '.join(self.typed)}"


class Forms(HTMLParser):
    """The forms of a page as a browser would send them, with the attack in every field that takes text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.links: list[str] = []
        self.select = ""
        self.options: list[str] = []
        self.page = page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "a" and given.get("href", "").startswith("/") and not FILE.search(urlsplit(given["href"]).path):
            self.links.append(given["href"])
        elif tag == "form":
            self.found.append(Form(given.get("action") or self.page, given.get("method", "get").lower(), [], []))
        elif tag == "option" and self.select:
            self.options.append(given.get("value", ""))
        elif not self.found or not name:
            return
        elif tag == "textarea" or tag == "input" and given.get("type", "text") in TYPED:
            self.found[-1].typed.append(name)
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "input" and given.get("type") not in ("file", "submit"):
            self.found[-1].fields.append((name, given.get("value") or {"date": "2026-06-30", "number": "1"}.get(given.get("type", ""), "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            chosen = next((option for option in reversed(self.options) if option), "")
            self.found[-1].fields.append((self.select, chosen))
            self.select = ""


def kind_of(href: str) -> str:
    """Addresses of one kind differ in numbers and names of quantities and indicators only."""
    parts = urlsplit(href)
    query = parse_qsl(parts.query)
    keys = [f"{key}={value}" if key in ("act", "tab") else key for key, value in sorted(query) if key in ("act", "tab", "item")]
    return re.sub(r"/\d[^/]*|/\w+[.-][\w.-]+", "/#", parts.path) + ("?" + "&".join(keys) if keys else "")


def page_of(visitor: Visitor, href: str) -> tuple[Forms, str] | None:
    answer = visitor.get(href)
    if answer.status != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return None
    forms = Forms(href)
    forms.feed(answer.text)
    return forms, answer.text


def pages(visitor: Visitor) -> Iterator[tuple[str, Forms, str]]:
    """One page of each kind that links lead to."""
    waiting, seen = ["/", "/inbox", "/account", "/admin", "/audit", "/audit/tools", "/reports", "/decisions"], set()
    while waiting:
        href = waiting.pop(0)
        if kind_of(href) in seen or SPARED.search(href):
            continue
        seen.add(kind_of(href))
        if found := page_of(visitor, href):
            yield href, *found
            waiting += [urlsplit(link)._replace(fragment="").geturl() for link in found[0].links]


def shown(where: str, text: str) -> Iterator[str]:
    yield from (f"{where} holds {raw}" for raw in RAW if raw in text)


def fill(visitor: Visitor, form: Form) -> Iterator[str]:
    attacked = dict(form.fields) | {name: ATTACK for name in form.typed}
    for fields in (attacked, attacked | {name: text for name, text in PLAIN.items() if name in form.typed}):
        if form.method == "post":
            answer = visitor.ask(form.action, "POST", urlencode(fields).encode())
        else:
            answer = visitor.get(f"{urlsplit(form.action).path}?{urlencode(fields)}")
        if answer.status >= 500:
            yield f"{form.action}: status {answer.status}"
        yield from shown(f"the answer of {form.action}", answer.body.decode(errors="replace"))
        if answer.status < 400:
            return


def markup_in_every_text_field_stays_text(browser: Browser, base: str) -> Iterator[str]:
    visitor = Visitor(base)
    visitor.cookies = dict(kept(base))
    tried: set[str] = set()
    for _, forms, _ in list(pages(visitor)):
        for form in forms.found:
            if form.typed and form.kind not in tried and not SPARED.search(form.action):
                tried.add(form.kind)
                yield from fill(visitor, form)
    if len(tried) < FEWEST_FORMS:
        yield f"only {len(tried)} forms were found: {sorted(tried)}"
    context = admit(browser.new_context(), base)
    with context:
        tab = context.new_page()
        opened: list[str] = []
        tab.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
        arrived = 0
        for href, _, text in list(pages(visitor)):
            yield from shown(href, text)
            arrived += "&lt;img src=x" in text
            tab.goto(base + href)
            if tab.locator('img[src="x"]').count() or opened:
                yield f"{href} runs what was typed"
                opened.clear()
        if not arrived:
            yield "what was typed arrived nowhere"
