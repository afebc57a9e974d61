"""Writes the documents of this folder: both plans as .docx with automatic numbers and as PDF, and three small PDF files."""

import html
import re
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

HERE = Path(__file__).resolve().parent
PLANS = HERE.parent.parent.parent / "Sources/PeakPlanning/Resources/Plans"
FONT = "STSong-Light"
NUMBERS = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+[.．、]\s*(?!\d)")
OUTLINE, RUNNING = 7, 8


def unnumbered(line: str) -> tuple[int | None, str]:
    """The level of a line's number, and the line without it."""
    for level, number in enumerate(NUMBERS):
        if found := re.match(number, line):
            return level, line[found.end():]
    return None, line


def level(index: int, form: str, pattern: str, style: str = "") -> str:
    return (f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}<w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/></w:lvl>')


def define_lists(document: Document) -> None:
    part = document.part.numbering_part.element
    for child in list(part):
        part.remove(child)
    outline = (level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="Heading1"/>')
               + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3."))
    for name, levels in ((1, outline), (2, level(0, "decimal", "%1."))):
        part.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{levels}</w:abstractNum>'))
    for number, name in ((OUTLINE, 1), (RUNNING, 2)):
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{name}"/></w:num>'))
    heading = document.styles["Heading 1"].element.get_or_add_pPr()
    heading.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{OUTLINE}"/></w:numPr>'))


def write_docx(name: str, is_running: bool) -> None:
    """Where arabic numbers run through the whole plan they are a list of their own."""
    document = Document()
    define_lists(document)
    for line in filter(None, map(str.strip, (PLANS / f"{name}.txt").read_text().split("\n"))):
        depth, text = unnumbered(line)
        paragraph = document.add_paragraph(style="Heading 1" if depth == 0 else None)
        for start in range(0, len(text), 37):
            paragraph.add_run(text[start:start + 37]).bold = start % 2 == 0
        if depth:
            place = (0, RUNNING) if depth == 2 and is_running else (depth, OUTLINE)
            paragraph._p.get_or_add_pPr().append(parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{place[0]}"/><w:numId w:val="{place[1]}"/></w:numPr>'))
    document.save(HERE / f"{name}.docx")


def write_pdf(name: str, head: str) -> None:
    body = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK",
                          alignment=TA_JUSTIFY)
    flush = ParagraphStyle("flush", parent=body, firstLineIndent=0)
    title = ParagraphStyle("title", parent=flush, fontSize=22, leading=32, alignment=TA_CENTER, leftIndent=60,
                           rightIndent=60)

    def decorate(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(298, 810, head)
        canvas.setFont(FONT, 14)
        canvas.drawCentredString(298, 40, f"— {document.page} —")

    text = (PLANS / f"{name}.txt").read_text()
    # The texts have these two titles in two lines each; on the page the width breaks them.
    text = text.replace("实施\n方案》的通知", "实施方案》的通知").replace("建设领域\n\n碳达峰", "建设领域碳达峰")
    flow = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        is_title = len(line) < 40 and line.endswith(("碳达峰实施方案", "的通知"))
        words = re.sub(" {2,}", "&nbsp;" * 11, html.escape(line))
        flow.append(Paragraph(words, title if is_title else flush if "  " in line else body))
    SimpleDocTemplate(str(HERE / f"{name}.pdf"), pagesize=(595, 842), leftMargin=79, rightMargin=74, topMargin=104,
                      bottomMargin=100).build(flow, onFirstPage=decorate, onLaterPages=decorate)


def write_small() -> None:
    page = Canvas(str(HERE / "page.pdf"), pagesize=(300, 200))
    page.setFont(FONT, 12)
    page.drawString(40, 150, "一、目标")
    page.drawString(40, 120, "到2025年，达到30%。")
    page.save()
    scan = Canvas(str(HERE / "scan.pdf"), pagesize=(300, 200))
    for number in ("1", "2"):
        scan.rect(40, 40, 100, 60, fill=1)
        scan.drawString(150, 10, number)
        scan.showPage()
    scan.save()
    locked = PdfWriter()
    locked.append(PdfReader(HERE / "page.pdf"))
    locked.encrypt("secret")
    locked.write(HERE / "locked.pdf")


pdfmetrics.registerFont(UnicodeCIDFont(FONT))
for plan, is_running, issuer in (("lianyungang-2024", True, "连云港市住房和城乡建设局文件"),
                                 ("tianjin-2023", False, "天津市住房和城乡建设委员会文件")):
    write_docx(plan, is_running)
    write_pdf(plan, issuer)
write_small()
