"""The pages that are looked at, and the screens they are looked at on."""

from typing import NamedTuple


class Page(NamedTuple):
    """A page at a fixed path, or behind the first link that matches a selector on an earlier page."""

    name: str
    path: str = ""
    on: str = ""
    link: str = ""
    # Looked at by somebody who has not signed in.
    is_stranger: bool = False


PAGES = [
    Page("sign-in", "/sign-in", is_stranger=True),
    Page("overview", "/"),
    Page("plan", "/plan"),
    Page("plan-behind", "/plan?status=off"),
    Page("task", on="plan-behind", link='main .targets a[href^="/plan/tasks/"]'),
    Page("task-aims", on="plan", link='main a[href^="/plan/tasks/"]'),
    Page("plan-text", "/plan/text"),
    Page("forecasts", "/plan/forecasts"),
    Page("plan-compare", "/plan/compare"),
    Page("plan-lineage", "/plan/lineage"),
    Page("reports", "/reports"),
    Page("report", "/reports/community.green?year=2025"),
    Page("plan-review", "/plan/review?task=14"),
    Page("plan-review-correct", on="plan-review", link="main [data-correct]"),
    Page("plan-review-add", "/plan/review?task=14&act=add"),
    Page("plan-review-unsure", "/plan/review?show=unsure"),
    Page("plan-review-lost", "/plan/review?show=lost"),
    Page("plan-import", "/plan/import"),
    Page("indicators", "/indicators"),
    Page("indicator", on="plan-behind", link='main a[href^="/explain/indicators/"]'),
    Page("sector-explanation", on="overview", link='main a[href^="/explain/sector/"]'),
    Page("indicator-no-data", "/explain/indicators/sponge-city/1995"),
    Page("buildings", "/buildings"),
    Page("building", on="buildings", link='main a[href^="/buildings/"]'),
    Page("building-explanation", on="building", link='a[href^="/explain/"]'),
    Page("metering", "/metering"),
    Page("metering-district", on="metering", link='main a[href*="jurisdiction="]'),
    Page("metering-building", on="metering-district", link='main a[href*="building="]'),
    Page("metering-day", on="metering", link="main .cal a"),
    Page("meter", on="metering", link='main a[href^="/meters/"], main a[href^="/metering/"]'),
    Page("meter-week", on="meter", link='main .seg a[href*="from="]:nth-child(2)'),
    Page("meter-repair", on="meter", link='main a[href$="/repair"]'),
    Page("meter-repair-invalid", on="meter-repair", link='main .seg a[href*="act=invalid"]'),
    Page("carbon", "/carbon"),
    Page("city-explanation", on="carbon", link='a[href^="/explain/"]'),
    Page("scenarios", "/scenarios"),
    Page("scenario-run", on="scenarios", link='main #runs a[href^="/scenarios/runs/"]'),
    Page("scenario-compare", "/scenarios/compare"),
    Page("inbox", "/inbox"),
    Page("inbox-item", on="inbox", link='main .inbox a[href*="item="]'),
    Page("inbox-changed", "/inbox?tab=changed"),
    Page("inbox-copied", "/inbox?tab=copied"),
    Page("inbox-done", "/inbox?tab=done"),
    Page("buildings-changed", "/buildings?changed=1"),
    Page("metering-changed", "/metering?changed=1"),
    Page("people-changed", "/people?changed=1"),
    Page("organisations-changed", "/organisations?changed=1"),
    Page("decisions-changed", "/decisions?changed=1"),
    Page("jobs", "/jobs"),
    Page("backup", "/backup"),
    Page("sources", "/sources"),
    Page("audit", "/audit"),
    Page("audit-tools", "/audit/tools?seed=42&each=1"),
    Page("decisions", "/decisions"),
    Page("admin", "/admin"),
    Page("account", "/account"),
    Page("people", "/people"),
    Page("person", on="people", link='main tbody a[href^="/people/"]'),
    Page("person-new", "/people/new"),
    Page("organisations", "/organisations"),
    Page("organisation", on="organisations", link='main tbody a[href^="/organisations/"]'),
    Page("organisation-new", "/organisations/new"),
    Page("departments", "/departments"),
]

# Looked at once more, when the next plan has come in.
FOLLOWED = [
    Page("lineage-decided", "/plan/lineage"),
    Page("lineage-form", on="lineage-decided", link="main .lna a"),
    Page("lineage-task", on="lineage-decided", link="main .fol a"),
]


class View(NamedTuple):
    name: str
    width: int
    height: int
    query: str = ""
    language: str = "zh-Hans"
    whole_page: bool = True


# The first is the officer's desk: links are found there, and the keyboard is tried.
VIEWS = [
    View("1440", 1440, 900),
    View("1920-wall", 1920, 1080, query="display=wall", whole_page=False),
    View("390-phone", 390, 844),
    View("1440-en", 1440, 900, query="lang=en", language="en"),
]
