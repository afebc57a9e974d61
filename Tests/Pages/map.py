"""What must hold for the map in a real browser, beyond what holds for every page. Each check yields its problems."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from Tests.Pages.door import admit

READY = "html[data-map=ready]"
READY_MILLISECONDS = 30_000

NO_WEBGL = """
const context = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind.startsWith("webgl") ? null : context.call(this, kind, ...rest);
};
"""


def opened(tab: Tab, address: str) -> None:
    tab.goto(address)
    tab.wait_for_selector(READY, state="attached", timeout=READY_MILLISECONDS)


def the_map_names_a_building(tab: Tab, base: str) -> Iterator[str]:
    opened(tab, f"{base}/buildings")
    if not tab.locator(".pin b").inner_text().strip():
        yield "no building is named on the map"
    if not (label := tab.locator(".map canvas").get_attribute("aria-label")):
        yield "the canvas has no name for who does not see it"
    elif not any("一" <= letter <= "鿿" for letter in label):
        yield f"the canvas is named in another language: {label}"


def a_click_on_the_map_opens_the_building(tab: Tab, base: str) -> Iterator[str]:
    opened(tab, f"{base}/buildings")
    name = tab.locator(".pin b").inner_text()
    pin = tab.locator(".pin").bounding_box()
    # The note stands on a line of some pixels above the roof; the house begins below it.
    for below in range(24, 60, 4):
        tab.mouse.click(pin["x"] + pin["width"] / 2, pin["y"] + pin["height"] + below)
        tab.wait_for_timeout(150)
        if "/buildings/" in tab.url:
            break
    if "/buildings/" not in tab.url:
        yield "a click below the note opened no page"
    elif tab.locator("h1").inner_text().strip() != name:
        yield f"a click on {name} opened {tab.locator('h1').inner_text()}"


def without_webgl_the_figures_stay(tab: Tab, base: str) -> Iterator[str]:
    tab.add_init_script(NO_WEBGL)
    opened(tab, f"{base}/buildings")
    if not tab.locator("[data-map-state]").is_visible():
        yield "nothing says why there is no map"
    if not tab.locator(".places").is_visible() or not tab.locator("table.list").is_visible():
        yield "the tables are gone with the map"


CHECKS: list[Callable[[Tab, str], Iterator[str]]] = [
    the_map_names_a_building,
    a_click_on_the_map_opens_the_building,
    without_webgl_the_figures_stay,
]


def look(check: Callable[[Tab, str], Iterator[str]], browser: Browser, base: str) -> Iterator[str]:
    """Runs one check in a tab of its own at the officer's desk."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN") as context:
        yield from check(admit(context, base).new_page(), base)
