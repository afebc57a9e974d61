"""What must hold for every page on every screen. Each check yields its problems as sentences."""

import re
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import Response
from playwright.sync_api import TimeoutError as Timeout

from Tests.Pages.pages import View

READY_MILLISECONDS = 20_000
# Set on <html> by the scripts that draw, and the elements that make them draw.
READY_FLAGS = {"charts": "[data-chart]", "map": ".map[data-src]"}
WCAG_2_2_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}

# Needs inline permission under a Content-Security-Policy, which ours never gives.
INLINE = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc\s*=)[^>]*>\s*[^\s<]", re.IGNORECASE),
    "an inline event handler": re.compile(r"<[^>]*\son\w+\s*=", re.IGNORECASE),
}

RECORD_VIOLATIONS = """
window.policyViolations = [];
addEventListener("securitypolicyviolation", (event) =>
    window.policyViolations.push(`${event.effectiveDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`));
"""
WIDER_THAN_SCREEN = """
() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => `${element.localName}.${element.classList}`)
"""


def answer(response: Response) -> Iterator[str]:
    """The document as it came over the wire."""
    if response.status != 200:
        yield f"status {response.status}"
    policy = response.header_value("content-security-policy") or ""
    if "default-src 'self'" not in policy or "'unsafe-" in policy:
        yield f"Content-Security-Policy is: {policy or 'absent'}"
    source = response.text()
    for what, pattern in INLINE.items():
        if found := pattern.search(source):
            yield f"{what}: {found[0][:120]}"


def drawing(tab: Tab) -> Iterator[str]:
    for flag, selector in READY_FLAGS.items():
        if tab.locator(selector).count():
            try:
                tab.wait_for_selector(f"html[data-{flag}=ready]", state="attached", timeout=READY_MILLISECONDS)
            except Timeout:
                yield f"the {flag} did not become ready"
    for plot in tab.locator(".plot.empty").all():
        yield f"an empty plot: {plot.get_attribute('data-chart')}, {plot.get_attribute('data-wait')}"


def document(tab: Tab, view: View) -> Iterator[str]:
    if (headings := tab.locator("h1").count()) != 1:
        yield f"{headings} h1"
    if (language := tab.locator("html").get_attribute("lang")) != view.language:
        yield f"lang is {language}"
    if not tab.locator(".synth").first.is_visible():
        yield "generated data is not labelled as such (.synth)"
    if wide := tab.evaluate(WIDER_THAN_SCREEN):
        yield f"wider than the screen: {', '.join(wide[:4])}"
    yield from tab.evaluate("window.policyViolations")


def accessibility(tab: Tab) -> Iterator[str]:
    for violation in Axe().run(tab, options=WCAG_2_2_AA).response["violations"]:
        places = "; ".join(str(node["target"][0]) for node in violation["nodes"][:3])
        yield f"axe {violation['id']}, {len(violation['nodes'])} times: {violation['help']}: {places}"


def keyboard(tab: Tab, has_search: bool) -> Iterator[str]:
    tab.keyboard.press("Tab")
    if not tab.evaluate("document.activeElement.matches('a.skip[href^=\"#\"]')"):
        yield "the skip link is not the first stop of the Tab key"
    if not has_search:
        return
    tab.keyboard.press("/")
    if tab.evaluate("document.activeElement.id") != "q":
        yield "the / key does not lead to the search box"


def without_script(tab: Tab, tables: int) -> Iterator[str]:
    """The page with JavaScript off has all the tables that it has with it, those of the charts in sight."""
    if (found := tab.locator("main table").count()) < tables:
        yield f"{found} of {tables} tables without JavaScript"
    for table in tab.locator("main .data table").all():
        if not table.is_visible():
            yield f"a chart's table is hidden without JavaScript: {table.inner_text()[:60]!r}"
