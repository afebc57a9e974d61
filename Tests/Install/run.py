"""Installs a built program into another folder, moves everything away that it could lean on, and starts it from there.

From the repository's root: `.tools/venv/bin/python -m Tests.Install.run`.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, run

from Tests.Pages.client import fetch
from Tests.Pages.server import serving

ROOT = Path(__file__).resolve().parents[2]
TANFENG = Path(os.environ.get("TANFENG") or ROOT / ".build/debug/tanfeng")
PREFIX = "/opt/tanfeng"
# What a unit of ours must say; the rest is checked by systemd itself where it is installed.
HARDENING = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "PrivateDevices": "yes", "MemoryDenyWriteExecute": "yes", "RestrictNamespaces": "yes", "Restart": "on-failure",
    "StateDirectory": "tanfeng", "User": "tanfeng", "TimeoutStopSec": "30", "CapabilityBoundingSet": "",
}
# Of 0 (safe) to 10: what a service without a socket of its own to the world should not exceed.
WORST_EXPOSURE = 2.5


def install(destination: Path) -> None:
    settings = {"DESTDIR": str(destination), "PREFIX": PREFIX, "TANFENG": str(TANFENG)}
    run(["make", "--silent", "install"], cwd=ROOT, env=os.environ | settings, check=True, stdout=DEVNULL)


def files(destination: Path) -> Iterator[str]:
    root = destination / PREFIX.lstrip("/")
    wanted = [
        root / "bin/tanfeng", root / "share/tanfeng/Texts/zh-Hans.json", root / "share/tanfeng/Web/Templates/layout.mustache",
        root / "share/tanfeng/assets/echarts.min.js", root / "share/tanfeng/assets/LICENSES.md",
        root / "lib/systemd/system/tanfeng.service", root / "lib/sysusers.d/tanfeng.conf",
        root / "share/doc/tanfeng/operations.md", root / "share/doc/tanfeng/nginx.conf",
        destination / "etc/tanfeng/tanfeng.yaml",
    ]
    yield from (f"not installed: {file}" for file in wanted if not file.is_file())
    for file in root.rglob("*"):
        if file.is_file() and file.stat().st_mode & 0o022:
            yield f"others may write {file}"


def unit(destination: Path) -> Iterator[str]:
    file = destination / PREFIX.lstrip("/") / "lib/systemd/system/tanfeng.service"
    text = file.read_text()
    if "@" in re.sub(r"SystemCallFilter=.*", "", text):
        yield "the unit has a place that was not filled in"
    settings = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    for name, value in HARDENING.items():
        if settings.get(name) != value:
            yield f"the unit says {name}={settings.get(name)}, not {value}"
    if not settings["ExecStart"].startswith(f"{PREFIX}/bin/tanfeng "):
        yield f"the unit starts {settings['ExecStart']}"
    if not (analyze := shutil.which("systemd-analyze")):
        return
    # systemd wants the program and the manual where the unit says, so a copy points into the folder.
    copy = destination / "tanfeng.service"
    copy.write_text(text.replace(PREFIX, str(destination) + PREFIX))
    verified = run([analyze, "verify", "--man=no", copy], stdout=PIPE, stderr=STDOUT, text=True, check=False)
    yield from (line for line in verified.stdout.splitlines() if "tanfeng" in line)
    judged = run([analyze, "security", "--offline=true", "--no-pager", copy], stdout=PIPE, stderr=STDOUT, text=True, check=False)
    if found := re.search(r"Overall exposure level for \S+: ([0-9.]+)", judged.stdout):
        if float(found[1]) > WORST_EXPOSURE:
            yield f"systemd-analyze security: exposure {found[1]}"


def settings_stay(destination: Path) -> Iterator[str]:
    file = destination / "etc/tanfeng/tanfeng.yaml"
    file.write_text("port: 4711\n")
    install(destination)
    if file.read_text() != "port: 4711\n":
        yield "the bureau's settings were overwritten"


def runs_alone(destination: Path, folder: Path) -> Iterator[str]:
    """The checkout's files are out of reach: only what was installed can serve the pages."""
    moved = folder / "elsewhere"
    shutil.move(destination / PREFIX.lstrip("/"), moved)
    server = serving(moved / "bin/tanfeng", folder / "data", folder / "server.log", folder, bare())
    with server as (url, _):
        page = fetch(f"{url}/sign-in")
        if page.status != 200 or "<h1" not in page.text:
            yield f"the page answers {page.status}"
        for path in ["/assets/echarts.min.js", "/static/css/base.css"]:
            if (status := fetch(url + path).status) != 200:
                yield f"{path} answers {status}"
    if opened := [line for line in (folder / "opened").read_text().splitlines() if str(ROOT) in line] if (
        folder / "opened").exists() else []:
        yield f"it read from the checkout: {opened[0]}"


def bare() -> dict[str, str]:
    """An environment in which nothing says where files are."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TANFENG_")}


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        destination = folder / "root"
        install(destination)
        found = [*files(destination), *unit(destination), *settings_stay(destination)]
        if not found:
            found += runs_alone(destination, folder)
    print("\n".join(found))
    print(f"安装测试 · Install test: {'未通过 · failed' if found else '通过 · passed'}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
