"""A plan comes in as a Word file, is looked at and reviewed, and a corrected text keeps what people decided."""

import html
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from Tests.Pages.client import fetch
from Tests.Pages.door import admit

PLAN = Path(__file__).resolve().parents[2] / "Sources/PeakPlanning/Resources/Plans/lianyungang-2024.txt"
TASK = "/plan/review?task=14"
JOB_MILLISECONDS = 60_000
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx(text: str) -> bytes:
    """The least that is a Word file: a paragraph per line."""
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r></w:p>' for line in text.splitlines())
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCX}.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="word/document.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{paragraphs}</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}')
    return file.getvalue()


def items(base: str) -> list[dict]:
    return [item for item in fetch(f"{base}/api/v1/plan/items").json["items"] if item["task"] == "14"]


def revision(base: str) -> int:
    return fetch(f"{base}/api/v1/plan/items").json["plan_revision"]


def bring_in(tab: Tab, base: str, text: str) -> Iterator[str]:
    """Uploads a text as a Word file, looks at what it would do, and confirms it."""
    before = revision(base)
    tab.goto(f"{base}/plan/import")
    tab.set_input_files("#pi-file", {"name": "方案.docx", "mimeType": f"{DOCX}.document", "buffer": docx(text)})
    tab.locator("form:has(#pi-file) button").click()
    if revision(base) != before:
        yield "a plan is there before anybody has confirmed it"
    if tab.locator('form[action="/plan/import/confirm"]').count() == 0:
        yield f"the preview cannot be confirmed: {tab.locator('main').inner_text()[:200]}"
        return
    if tab.locator("#pv-as").count():
        tab.check("#pv-as")
    tab.locator('form[action="/plan/import/confirm"] button').click()
    tab.wait_for_selector('main [data-live][data-active="false"]', timeout=JOB_MILLISECONDS)
    if tab.locator("main .st-done").count() == 0:
        yield f"the import did not end well: {tab.locator('main').inner_text()[:200]}"
    if revision(base) != before + 1:
        yield f"the import made revision {revision(base)} of {before}"


def decide(tab: Tab, act: str, fields: dict[str, str]) -> None:
    """Fills in the form that is open, and sends it."""
    form = tab.locator(f'form[action="/plan/review/{act}"]')
    for name, value in fields.items():
        field = form.locator(f'[name="{name}"]')
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator('button[type="submit"]').click()
    tab.wait_for_load_state("load")


def review(tab: Tab, base: str) -> Iterator[str]:
    read = items(base)
    for index, fields in ((0, {"value": "37"}), (1, {"name": "垃圾资源化利用比例"})):
        tab.goto(f"{base}{TASK}")
        tab.locator("[data-review] [data-item]").nth(index).locator("[data-correct]").click()
        decide(tab, "correct", fields | {"reason": "与印发件核对"})
    tab.goto(f"{base}{TASK}&item={read[2]['id']}&act=reject")
    decide(tab, "reject", {"reason": "不是目标"})
    # Words that are selected come along into the form.
    tab.goto(f"{base}{TASK}")
    tab.locator("blockquote p").first.evaluate("""paragraph => {
        const range = document.createRange();
        range.setStart(paragraph.firstChild, 0);
        range.setEnd(paragraph.firstChild, 12);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    tab.locator("[data-add-selected]").click()
    quote = tab.locator('form[action="/plan/review/add"] [name="quote"]').input_value()
    if len(quote) != 12:
        yield f"the words that were selected are not in the form: {quote}"
    decide(tab, "add", {"kind": "qualitative", "name": "分类投放运输处理", "reason": "漏读"})
    if (states := [item["state"] for item in items(base)]) != expected(len(read)):
        yield f"after the review the items are {states}"
    if "36" in [item["value"] for item in items(base)]:
        yield "the corrected value is not shown"


def expected(read: int) -> list[str]:
    return ["added", "corrected", "corrected", "rejected"] + ["machine"] * (read - 3)


def walk(tab: Tab, base: str) -> Iterator[str]:
    text = PLAN.read_text()
    yield from bring_in(tab, base, text.replace("35%以上", "36%以上"))
    yield from review(tab, base)
    kept = items(base)
    yield from bring_in(tab, base, text.replace("40%以上", "41%以上").replace("90%", "91%"))
    after = items(base)
    if [item["id"] for item in after] != [item["id"] for item in kept]:
        yield "items of the corrected text are others, or there twice"
    if [item["state"] for item in after] != [item["state"] for item in kept]:
        yield f"decisions are lost: {[item['state'] for item in after]}"
    found = {item["value"]: item for item in after} | {item["name"]: item for item in after}
    if "37" not in found or "垃圾资源化利用比例" not in found:
        yield "the two corrections are not kept"
    tab.goto(f"{base}{TASK}")
    if tab.locator("[data-review] details").first.locator("li").count() == 0:
        yield "the history of an item is empty"


def a_plan_is_imported_reviewed_and_corrected(browser: Browser, base: str) -> Iterator[str]:
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN") as context:
        yield from walk(admit(context, base).new_page(), base)
