"""A walk through the face of the project, click by click, as a newcomer would take it."""

from collections.abc import Iterator

from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from Tests.Pages.door import admit

# What is clicked on, and how the address begins that it must lead to.
STEPS = [
    ('.rail a[href^="/plan"]', "/plan"),
    ('main a[href="/plan/tasks/10"], main a[href^="/plan/tasks/10#"], main a[href*="/plan/tasks/4.8.2"]', "/plan/tasks/"),
    # The number in the plan's own words leads to its target, which leads to how its value is computed.
    ('main a[href^="#t"]', "/plan/tasks/"),
    ('main a[href^="/explain/indicators/roof-pv-coverage"]', "/explain/indicators/"),
    ('main a[href^="/buildings/"]', "/buildings/"),
]


def walk(tab: Tab, base: str) -> Iterator[str]:
    tab.goto(base)
    for link, expected in STEPS:
        here = tab.url
        target = tab.locator(link).first
        if target.count() == 0:
            yield f"{here}: nothing to click on: {link}"
            return
        target.click()
        tab.wait_for_load_state("load")
        path = tab.url.removeprefix(base)
        if not path.startswith(expected):
            yield f"{here}: {link} leads to {path}, not to {expected}…"
            return
        if "#" in path and not tab.locator(f"[id='{path.partition('#')[2]}']").is_visible():
            yield f"{path}: the place it points to cannot be seen"
    if "合成数据" not in tab.locator(".synth").inner_text():
        yield "the building's page does not say that it is generated"


def from_the_overview_to_a_building(browser: Browser, base: str) -> Iterator[str]:
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN") as context:
        yield from walk(admit(context, base).new_page(), base)
