"""The obvious script: regular expressions over the text of a plan, the targets as JSON. Usage: peer_plan_regex.py TEXT OUT"""

import json
import re
import sys
from pathlib import Path

YEAR = re.compile(r"(20\d\d)\s*年")
VALUE = re.compile(
    r"(不低于|不高于|不超过|超过|小于|达到|达|控制在|提高到|提高|下降|完成|改造)?[^0-9]{0,8}?"
    r"(\d+(?:\.\d+)?)\s*(%|亿平方米|万平方米|平方米|公里|户|个|吨/万平方米|吨|星级|栋)\s*(以上|以内|以下)?")
SIGNS = {"不低于": ">=", "不高于": "<=", "不超过": "<=", "超过": ">", "小于": "<", "控制在": "<="}


def targets(text: str) -> list[dict]:
    found = []
    for sentence in re.split(r"[。\n]", text):
        year = None
        for clause in re.split(r"[，；]", sentence):
            if named := YEAR.search(clause):
                year = int(named[1])
            for match in VALUE.finditer(YEAR.sub("", clause)):
                before, number, unit, after = match.groups()
                sign = SIGNS.get(before, "<=" if after in ("以内", "以下") else ">=")
                if year:
                    found.append({
                        "name": clause.strip(), "comparator": sign, "value": float(number), "unit": unit, "year": year,
                        "kind": "target"})
    return found


Path(sys.argv[2]).write_text(json.dumps(targets(Path(sys.argv[1]).read_text()), ensure_ascii=False, indent=1))
