"""Looks at every page in a real browser and asks the API its hard questions.

From the repository's root: `.tools/venv/bin/python -m Tests.Pages.run` makes a small generated city of its own and
serves it with the debug build; with an address behind it, it looks at the server that is running there, signed in as
TANFENG_LOGIN with TANFENG_PASSWORD.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import run
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Request, sync_playwright
from playwright.sync_api import Page as Tab

from Tests.Pages import api, checks
from Tests.Pages import map as city_map
from Tests.Pages.client import fetch
from Tests.Pages.door import admit, claim, sign_in
from Tests.Pages.hostile import markup_in_every_text_field_stays_text
from Tests.Pages.lineage import the_next_plan_follows_the_one_before
from Tests.Pages.pages import FOLLOWED, PAGES, VIEWS, Page, View
from Tests.Pages.repair import a_swapped_meter_is_repaired
from Tests.Pages.review import a_plan_is_imported_reviewed_and_corrected
from Tests.Pages.scenario import a_scenario_is_moved_run_and_opened_again
from Tests.Pages.server import serving
from Tests.Pages.walk import from_the_overview_to_a_building
from Tests.report import Report

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "artifacts/pages"
TANFENG = ROOT / ".build/debug/tanfeng"
CITY = ["--buildings", "40", "--days", "45", "--until", "2026-06-15"]

# WebGL without a graphics card, in a container, as root.
CHROMIUM = [
    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]


class Visitor:
    """Walks through the pages of one server and keeps what it found on the way."""

    def __init__(self, base: str, browser: Browser, artifacts: Path) -> None:
        self.base = base
        self.browser = browser
        self.artifacts = artifacts
        self.paths: dict[str, str] = {}
        self.tables: dict[str, int] = {}
        self.links: dict[tuple[str, int], str] = {}

    @contextmanager
    def tab(self, view: View, script: bool = True, is_stranger: bool = False) -> Iterator[Tab]:
        context = self.browser.new_context(
            viewport={"width": view.width, "height": view.height}, locale="zh-CN", timezone_id="Asia/Shanghai",
            color_scheme="light", java_script_enabled=script)
        with context:
            if not is_stranger:
                admit(context, self.base)
            context.add_init_script(checks.RECORD_VIOLATIONS)
            yield context.new_page()

    def address(self, page: Page, view: View) -> str:
        path = self.paths[page.name]
        joint = "&" if "?" in path else "?"
        return f"{self.base}{path}{joint + view.query if view.query else ''}"

    def remember(self, tab: Tab, page: Page, pages: list[Page]) -> None:
        """Takes from the desk's view what the later looks need: links to further pages, the number of tables."""
        self.tables[page.name] = tab.locator("main table").count()
        for further in pages:
            if further.on == page.name and (link := tab.query_selector(further.link)):
                # The page itself, not a place on it.
                self.paths[further.name] = link.get_attribute("href").partition("#")[0]
        for href in tab.eval_on_selector_all('a[href^="/"]', "links => links.map((link) => link.getAttribute('href'))"):
            # Hundreds of links lead to pages of one kind: one of a kind is followed.
            parts = urlsplit(href).path.split("/")
            self.links.setdefault((parts[1], len(parts)), href)

    def look(self, page: Page, view: View, pages: list[Page]) -> Iterator[str]:
        if page.name not in self.paths:
            yield f"no link {page.link} on the page {page.on}"
            return
        with self.tab(view, is_stranger=page.is_stranger) as tab:
            errors: list[str] = []
            tab.on("console", lambda message: errors.extend(console_errors(message)))
            tab.on("pageerror", lambda error: errors.append(f"uncaught: {error}"))
            tab.on("request", lambda request: errors.extend(foreign_requests(request, self.base)))
            response = tab.goto(self.address(page, view))
            yield from checks.answer(response)
            yield from checks.drawing(tab)
            yield from checks.document(tab, view)
            yield from errors
            # The caret is left alone: hiding it takes an inline style.
            tab.screenshot(path=self.artifacts / f"{page.name}-{view.name}.png", full_page=view.whole_page, caret="initial")
            yield from checks.accessibility(tab)
            if view is VIEWS[0]:
                self.remember(tab, page, pages)
                yield from checks.keyboard(tab, has_search=not page.is_stranger)

    def look_without_script(self, page: Page) -> Iterator[str]:
        with self.tab(VIEWS[0], script=False, is_stranger=page.is_stranger) as tab:
            tab.goto(self.address(page, VIEWS[0]))
            yield from checks.without_script(tab, self.tables[page.name])

    def follow_links(self) -> Iterator[str]:
        for href in self.links.values():
            if (status := fetch(self.base + urlsplit(href)._replace(fragment="").geturl()).status) >= 400:
                yield f"{href}: status {status}"

    def look_at_all(self, pages: list[Page], report: Report) -> None:
        self.paths = {page.name: page.path for page in pages if page.path}
        for view in VIEWS:
            for page in pages:
                if view is VIEWS[0] or page.name in self.paths:
                    report.look(f"{page.name} {view.name}", lambda: self.look(page, view, pages))
        for page in (page for page in pages if page.name in self.tables):
            report.look(f"{page.name} no-script", lambda: self.look_without_script(page))
        report.look("links", self.follow_links)


def console_errors(message: ConsoleMessage) -> Iterator[str]:
    if message.type == "error":
        yield f"console: {message.text[:160]} ({message.location['url']}:{message.location['lineNumber']})"


def foreign_requests(request: Request, base: str) -> Iterator[str]:
    if not request.url.startswith((f"{base}/", "data:", "blob:")):
        yield f"asks another host: {request.url}"


def look_at(base: str, report: Report) -> None:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    for check in api.CHECKS:
        report.look(check.__name__.replace("_", " "), lambda: check(base))
    with sync_playwright() as playwright:
        with playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM) as browser:
            report.look("a walk from the overview to a building", lambda: from_the_overview_to_a_building(browser, base))
            report.look(
                "a scenario is moved, run and opened again", lambda: a_scenario_is_moved_run_and_opened_again(browser, base))
            Visitor(base, browser, ARTIFACTS).look_at_all(PAGES, report)
            for check in city_map.CHECKS:
                report.look(check.__name__.replace("_", " "), lambda: city_map.look(check, browser, base))
            report.look("a swapped meter is repaired", lambda: a_swapped_meter_is_repaired(browser, base))
            # Last, because they change the plan.
            report.look(
                "a plan is imported, reviewed and corrected", lambda: a_plan_is_imported_reviewed_and_corrected(browser, base))
            report.look(
                "the next plan follows the one before", lambda: the_next_plan_follows_the_one_before(browser, base))
            Visitor(base, browser, ARTIFACTS).look_at_all(FOLLOWED, report)
            report.look(
                "markup in every text field stays text", lambda: markup_in_every_text_field_stays_text(browser, base))


def main() -> None:
    report = Report("页面测试 · Page tests")
    if len(sys.argv) > 1:
        base = sys.argv[1].rstrip("/")
        sign_in(base)
        look_at(base, report)
    else:
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            run([TANFENG, "demo", "--data", data, *CITY], check=True)
            with serving(TANFENG, data, ARTIFACTS / "server.log") as server:
                claim(server.url, ARTIFACTS / "server.log")
                look_at(server.url, report)
    print(report.summary())
    sys.exit(bool(report.failed))


if __name__ == "__main__":
    main()
