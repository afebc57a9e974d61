"""The next plan comes in, and what follows the targets of the one before is decided."""

from collections.abc import Iterator

from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from Tests.Pages.client import fetch
from Tests.Pages.door import admit
from Tests.Pages.review import PLAN, bring_in

LINEAGE = "/plan/lineage"


def states(base: str) -> list[str]:
    return [target["state"] for plan in fetch(f"{base}/api/v1{LINEAGE}").json["earlier"] for target in plan["targets"]]


def send(tab: Tab, act: str) -> None:
    tab.locator(f'form[action="{LINEAGE}/{act}"] button').first.click()
    tab.wait_for_load_state("load")


def decide(tab: Tab, base: str) -> Iterator[str]:
    tab.goto(f"{base}{LINEAGE}")
    proposed = states(base).count("proposed")
    if proposed < 10 or "followed" in states(base):
        yield f"before anybody decided, the targets are {states(base)}"
    # The first of its forms takes all that is proposed.
    send(tab, "confirm")
    if states(base).count("followed") != proposed or "proposed" in states(base):
        yield f"what was proposed is not confirmed: {states(base)}"
    tab.locator(".lna a").first.click()
    send(tab, "set")
    if tab.locator(".lnf .err").count() == 0 or not tab.locator(".lnf h4").evaluate("(it) => it === document.activeElement"):
        yield "a decision without a reason is not sent back to its form"
    tab.select_option("#ln-successor", "none")
    tab.fill("#ln-reason", "已经完成")
    send(tab, "set")
    if states(base)[0] != "ended":
        yield f"the first target is {states(base)[0]}"


def walk(tab: Tab, base: str) -> Iterator[str]:
    text = PLAN.read_text().replace("碳达峰实施方案", "绿色低碳发展方案")
    yield from bring_in(tab, base, text.replace("到2030年", "到2035年").replace("到2025年", "到2030年"))
    yield from decide(tab, base)


def the_next_plan_follows_the_one_before(browser: Browser, base: str) -> Iterator[str]:
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN") as context:
        yield from walk(admit(context, base).new_page(), base)
