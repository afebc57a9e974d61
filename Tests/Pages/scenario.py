"""A scenario's sliders are moved, a run is asked for, and its result is opened again."""

from collections.abc import Iterator

from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from playwright.sync_api import TimeoutError as TooLate

from Tests.Pages.client import fetch
from Tests.Pages.door import admit

SCENARIOS = "/scenarios"
DRAWS = "100"
# A debug build draws slowly; the result of a release build is there in seconds.
RUN_MS = 300_000

# Moves a slider as a hand does, and tells how long it took until the line had moved. [ms]
MOVE = """async (slider) => {
  const line = document.querySelector("#pathway .l-now");
  const before = line.getAttribute("points");
  const start = performance.now();
  slider.value = 0;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  while (line.getAttribute("points") === before && performance.now() - start < 5000) {
    await new Promise((resume) => { setTimeout(resume, 2); });
  }
  return performance.now() - start;
}"""


def numbers(points: str) -> list[float]:
    return [float(number) for point in points.split() for number in point.split(",")]


def move(tab: Tab, base: str) -> Iterator[str]:
    tab.goto(f"{base}{SCENARIOS}")
    points = tab.locator("#pathway .l-now").get_attribute("points")
    slider = tab.locator("[data-measure=electrification]")
    slider.evaluate(MOVE)
    slider.evaluate("(slider) => { slider.value = 1; slider.dispatchEvent(new Event('input', { bubbles: true })); }")
    tab.wait_for_timeout(1_000)
    back = tab.locator("#pathway .l-now").get_attribute("points")
    if any(abs(one - other) > 0.02 for one, other in zip(numbers(back), numbers(points), strict=True)):
        yield "a slider that is moved back does not bring back the pathway"
    took = slider.evaluate(MOVE)
    print(f"    a slider redraws the pathway in {took:.0f} ms (debug build)")
    if took > 2_000:
        yield f"a slider redraws the pathway in {took:.0f} ms"
    moved = tab.locator("#pathway .l-now").get_attribute("points")
    if "s." not in tab.url:
        yield f"the address does not follow the sliders: {tab.url}"
    hidden = tab.locator("[data-strengths]").input_value()
    if not hidden.endswith(":0"):
        yield f"the form of a run does not follow the sliders: {hidden}"
    # The address shows the same, drawn by the server.
    tab.goto(tab.url)
    drawn = tab.locator("#pathway .l-now").get_attribute("points")
    if any(abs(one - other) > 0.02 for one, other in zip(numbers(drawn), numbers(moved), strict=True)):
        yield "what the server draws at the address is not what the script drew"


def run(tab: Tab, base: str) -> Iterator[str]:
    tab.fill('input[name="draws"]', DRAWS)
    tab.locator('form[action="/scenarios/runs"] button').click()
    tab.wait_for_load_state("load")
    address = tab.url
    if not address.startswith(f"{base}{SCENARIOS}/runs/"):
        yield f"a run leads to {address}"
        return
    try:
        tab.wait_for_selector(".scres .hero", timeout=RUN_MS)
    except TooLate:
        yield f"{address} has no result after {RUN_MS // 1000} s"
        return
    hero = tab.locator(".scres .hero").inner_text()
    run = fetch(f"{base}/api/v1/scenarios/runs/{address.rsplit('/', 1)[1]}").json
    if run["run"]["draws"] != int(DRAWS) or len(run["result"]["years"]) != 41:
        yield "the API does not give the run as it was asked for"
    tab.goto(f"{base}{SCENARIOS}")
    tab.locator('#runs a[href^="/scenarios/runs/"]').first.click()
    tab.wait_for_load_state("load")
    if tab.url != address or tab.locator(".scres .hero").inner_text() != hero:
        yield "the run that is opened again is not the one that was made"


def a_scenario_is_moved_run_and_opened_again(browser: Browser, base: str) -> Iterator[str]:
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN") as context:
        tab = admit(context, base).new_page()
        yield from move(tab, base)
        yield from run(tab, base)
