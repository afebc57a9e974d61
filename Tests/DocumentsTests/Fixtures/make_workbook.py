"""Writes readings.xlsx of this folder: what people send as readings, with everything that Excel makes of it."""

from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).resolve().parent

book = Workbook()
book.active.title = "参数"
book.active.append(["不是读数"])
book.active.sheet_state = "hidden"
sheet = book.create_sheet("读数")
sheet["A2"], sheet["B2"], sheet["C2"] = "计量点编码", "时间", "读数"
rows = [
    ("E-001", datetime(2025, 1, 1, 0, 15), 1000.1),
    ("E-001", datetime(2025, 1, 1, 0, 30), 0.1 + 0.2),
    ("E-001", date(2025, 1, 2), 1002),
    ("E-001", "2025-01-02 00:15", "1,234.50"),
    ("E,“001”", datetime(2025, 1, 2, 23, 59, 59), 12345678.25),
    ("E-001", 45659.010416666664, 1003),
    ("E-001\n备用", datetime(2025, 1, 3), None),
]
for number, row in enumerate(rows, 3):
    for column, value in enumerate(row, 1):
        sheet.cell(number, column, value)
sheet.cell(12, 1, "E-001")
sheet.cell(12, 2, datetime(2025, 1, 3, 0, 15)).number_format = 'yyyy"年"m"月"d"日" h:mm'
sheet.cell(12, 3, 7).number_format = '0.00 "kWh"'
book.create_sheet("说明").append(["单位为 kWh"])
book.save(HERE / "readings.xlsx")
