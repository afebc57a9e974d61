"""A meter was swapped without its last register: somebody repairs it, and the month's carbon follows, explained, and goes back."""

from collections.abc import Iterator

from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from Tests.Pages.client import fetch
from Tests.Pages.door import admit

JOB_MILLISECONDS = 60_000
MONTH = "2026-05"
FILES = {
    "buildings": "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n"
    "320706R901,换表示例楼,A,5000,320706\n",
    # The new device came at noon of 16 May, and nobody wrote down what either showed.
    "meters": "meter,building,item,kind,unit,decimals,digits,valid_from,interval_minutes\n"
    "SWAP-1,320706R901,01000,register,kWh,2,9,2026-05-01,1440\n"
    "SWAP-1,320706R901,01000,register,kWh,2,9,2026-05-16 12:00,1440\n",
    # 100 kWh a day; the old one ended at 2550, the new one began at 10.
    "readings": "meter,time,value\n"
    + "".join(f"SWAP-1,2026-05-{day:02},{900 + day * 100}\n" for day in range(1, 17))
    + "".join(f"SWAP-1,2026-05-{day:02},{10 + 50 + (day - 17) * 100}\n" for day in range(17, 32))
    + "SWAP-1,2026-06-01,1560\n",
}
SWAP = "2026-05-16 12:00:00"


def upload(tab: Tab, base: str, kind: str, text: str) -> Iterator[str]:
    tab.goto(f"{base}/jobs")
    tab.select_option("#up-kind", kind)
    tab.set_input_files("#up-file", {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": text.encode()})
    tab.locator('form[action^="/jobs/upload"] button').click()
    tab.wait_for_selector('main [data-live][data-active="false"]', timeout=JOB_MILLISECONDS)
    if tab.locator("main .st-done").count() == 0:
        yield f"the import of {kind} did not end well: {tab.locator('main').inner_text()[:200]}"


def carbon(base: str, building: int) -> dict:
    return fetch(f"{base}/api/v1/explanations/buildings/{building}/{MONTH}").json


def send(tab: Tab, fields: dict[str, str]) -> None:
    form = tab.locator('main form[action^="/metering/"]')
    for name, value in fields.items():
        form.locator(f'[name="{name}"]').fill(value)
    form.locator('button[type="submit"]').click()
    tab.wait_for_load_state("load")


def undo(tab: Tab, repairs: str) -> None:
    tab.goto(repairs)
    tab.locator('main a[href*="undo="]').first.click()
    send(tab, {"reason": "填错了"})


def walk(tab: Tab, base: str) -> Iterator[str]:
    for kind, text in FILES.items():
        yield from upload(tab, base, kind, text)
    building = fetch(f"{base}/api/v1/buildings?q=320706R901").json["items"][0]["id"]
    meter = fetch(f"{base}/api/v1/meters?building={building}").json["items"][0]["id"]
    page = f"{base}/metering/{meter}?from={MONTH}-01&to={MONTH}-31"
    before = carbon(base, building)
    tab.goto(page)
    # From the finding to the form that repairs it.
    tab.locator('main .att a[href*="act=swap"]').first.click()
    tab.wait_for_load_state("load")
    repairs = tab.url.partition("?")[0]
    if tab.locator('main select[name="from"]').input_value() != SWAP:
        yield f"the form is not about the swap: {tab.locator('main').inner_text()[:200]}"
    send(tab, {"value": "2550", "start": "10"})
    if tab.locator("main .err").count() == 0:
        yield "a repair without a reason is not sent back to its form"
    # A wrong register first: it counts, and is taken back.
    send(tab, {"value": "2950", "start": "10", "reason": "换表单字迹不清"})
    wrong = carbon(base, building)
    undo(tab, repairs)
    if (after := carbon(base, building)["carbon_kgco2"]) != before["carbon_kgco2"]:
        yield f"undone, the month is {after} instead of {before['carbon_kgco2']}"
    tab.goto(f"{repairs}?act=swap")
    send(tab, {"value": "2550", "start": "10", "reason": "换表单第 17 号"})
    right = carbon(base, building)
    # 30 known days of 31 became 31; the wrong register added 400 kWh more.
    expected = before["carbon_kgco2"] * 31 / 30
    if abs(right["carbon_kgco2"] - expected) > expected * 1e-9:
        yield f"repaired, the month is {right['carbon_kgco2']} instead of {expected}"
    if abs(wrong["carbon_kgco2"] - before["carbon_kgco2"] * 35 / 30) > expected * 1e-9:
        yield f"with the wrong register the month is {wrong['carbon_kgco2']}"
    if [behind["repair"]["reason"] for behind in right["repairs"]] != ["换表单第 17 号"] or before["repairs"]:
        yield f"the explanation names {right['repairs']}"
    tab.locator(f'main .repairs a[href$="/{MONTH}"]').first.click()
    tab.wait_for_load_state("load")
    if "换表单第 17 号" not in tab.locator("main").inner_text():
        yield "the page that explains the month does not name the repair"
    tab.goto(page)
    if tab.locator("main svg.tl rect.r.on").count() != 1 or tab.locator("main svg.tl rect.r.off").count() != 1:
        yield "the axis of time does not show one repair in force and one taken back"
    undo(tab, repairs)
    if carbon(base, building) | {"generation": 0} != before | {"generation": 0}:
        yield "undone, the month does not explain itself as before"


def a_swapped_meter_is_repaired(browser: Browser, base: str) -> Iterator[str]:
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN") as context:
        yield from walk(admit(context, base).new_page(), base)
