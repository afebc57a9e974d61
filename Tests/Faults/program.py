"""The program under test: its commands, and a server whose life can end at any moment."""

import json
import os
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from Tests.Pages.server import free_port

COMMAND_SECONDS = 90
START_SECONDS = 60
# Small, so that a small file comes in by many batches.
BATCH = {"TANFENG_IMPORT_BATCH": "150"}
COUNTS = re.compile(r"(\d[\d,]*) rows? imported, (\d[\d,]*) unchanged, (\d[\d,]*) rejected")


class Outcome(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def words(self) -> str:
        return f"status {self.status}: {(self.out + self.err).strip()[-400:]}"


class Counts(NamedTuple):
    accepted: int
    unchanged: int
    rejected: int


class Program:
    """A built `tanfeng` and one data folder."""

    def __init__(self, tanfeng: Path, data: Path) -> None:
        self.tanfeng = tanfeng
        self.data = data

    def on(self, data: Path) -> "Program":
        """The same program on another folder."""
        return Program(self.tanfeng, data)

    def start(self, *arguments: str | Path, extra: Mapping[str, str] = {}) -> subprocess.Popen[str]:
        command = [self.tanfeng, *arguments, "--data", self.data, "--lang", "en"]
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=environment(extra))

    def run(self, *arguments: str | Path, extra: Mapping[str, str] = {}) -> Outcome:
        process = self.start(*arguments, extra=extra)
        try:
            out, err = process.communicate(timeout=COMMAND_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise RuntimeError(f"{arguments} did not end within {COMMAND_SECONDS} s: {out}{err}") from None
        return Outcome(process.returncode, out, err)

    def account(self, year: int, building: str | None = None) -> dict[str, Any] | None:
        chosen = ["--building", building] if building else []
        outcome = self.run("account", "--year", str(year), "--json", *chosen)
        return json.loads(outcome.out) if outcome.status == 0 else None

    def serve(self, log: Path, extra: Mapping[str, str] = {}) -> "Life":
        return Life(self, log, extra)


class Life:
    """One life of a server, from its start to its end."""

    def __init__(self, program: Program, log: Path, extra: Mapping[str, str]) -> None:
        self.program = program
        self.log = log
        self.port = free_port()
        with log.open("w") as output:
            command = [program.tanfeng, "serve", "--data", program.data, "--port", str(self.port)]
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment(extra))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_over(self) -> bool:
        return self.process.poll() is not None

    def ends_soon(self) -> bool:
        """Whether it has ended or is about to: who asks may be told a moment before the end is seen."""
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            return False
        return True

    def until_ready(self) -> bool:
        """Waits until it serves and takes commands; false where it ended before."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.is_over:
                return False
            if "Tanfeng is ready" in self.log.read_text() and self.takes_commands():
                return True
            time.sleep(0.01)
        raise RuntimeError(f"the server was not ready within {START_SECONDS} s:\n{self.log.read_text()[-2000:]}")

    def takes_commands(self) -> bool:
        # The address of a socket is short; the folder's path need not be.
        with socket.socket(socket.AF_UNIX) as probe:
            folder = os.open(self.program.data, os.O_RDONLY)
            try:
                probe.connect(f"/proc/self/fd/{folder}/control.sock")
            except OSError:
                return False
            finally:
                os.close(folder)
        return True

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Ends it as an operator does; raises where it does not end well."""
        self.process.terminate()
        try:
            status = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise RuntimeError("the server did not end within 20 s of SIGTERM") from None
        if status != 0:
            raise RuntimeError(f"the server ended with status {status}:\n{self.log.read_text()[-2000:]}")


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("TANFENG_") or name == "TANFENG_ASSETS"}
    return own | BATCH | {"TANFENG_CONFIG": "/nonexistent/tanfeng.yaml"} | dict(extra)


def counts(outcome: Outcome) -> Counts | None:
    """What an import that is done said it did."""
    found = COUNTS.search(outcome.out)
    return Counts(*(int(number.replace(",", "")) for number in found.groups())) if found and outcome.status == 0 else None


def scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="tanfeng-faults-", ignore_cleanup_errors=True)
