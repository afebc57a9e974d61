"""Asks a live server what its OpenAPI document promises, and what nobody should ask.

From the repository's root: `.tools/venv/bin/python -m Tests.API.run`. It makes a small generated city of its own, signs
in by an API token, and takes less than three minutes. Requests are drawn deterministically, so a failure comes back.
"""

import os
import sys
import tempfile
from pathlib import Path
from subprocess import TimeoutExpired, run

from Tests.API import nasty, sources, stopping, workbooks
from Tests.API.account import api_token
from Tests.Pages.client import fetch
from Tests.Pages.server import serving

ROOT = Path(__file__).resolve().parents[2]
TANFENG = Path(os.environ.get("TANFENG") or ROOT / ".build/debug/tanfeng")
SCHEMATHESIS = Path(sys.executable).parent / "st"
LOG = ROOT / "artifacts/api/server.log"
CITY = ["--buildings", "8", "--days", "20", "--until", "2026-06-15"]
LONGEST_SECONDS = 175
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def schemathesis(base: str, token: str) -> int:
    # The account's own rate limit is tested elsewhere: asked faster, the server would answer 429 to everything.
    return run([
        SCHEMATHESIS, "run", f"{base}/api/v1/openapi.json", "--header", f"Authorization: Bearer {token}",
        "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", "12",
        "--generation-deterministic", "--workers", "1", "--rate-limit", "45/s",
        "--request-timeout", "30", "--max-redirects", "0", "--no-shrink", "--warnings", "off", "--continue-on-failure",
    ], cwd=LOG.parent, timeout=LONGEST_SECONDS, check=False).returncode


def look() -> list[str]:
    LOG.parent.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        run([TANFENG, "demo", "--data", data, *CITY], check=True)
        token = api_token(TANFENG, data)
        keeper = api_token(TANFENG, data, ["system_administrator"])
        with serving(TANFENG, data, LOG) as server:
            found += nasty.problems(server.url, token)
            found += sources.problems(server.url, keeper, token)
            found += workbooks.problems(server.url, token)
            try:
                if schemathesis(server.url, token) != 0:
                    found.append("schemathesis found what is written above")
            except TimeoutExpired:
                found.append(f"schemathesis took more than {LONGEST_SECONDS} s")
            if fetch(f"{server.url}/healthz").status != 200:
                found.append("the server no longer answers")
        found += stopping.problems(TANFENG, data, token, LOG.with_name("stopping.log"))
        if token in LOG.read_text() + LOG.with_name("stopping.log").read_text():
            found.append("the token stands in the log")
    return found


def main() -> None:
    found = look()
    print("\n".join(found))
    print(f"接口测试 · API tests: {'未通过 · failed' if found else '通过 · passed'}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
