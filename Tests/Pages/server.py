"""Starts and stops a real `tanfeng serve` on a free port, for the page tests and the benchmarks."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from Tests.Pages.client import fetch

START_SECONDS = 120
STOP_SECONDS = 20


class Server(NamedTuple):
    url: str
    pid: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}:\n{log.read_text()}")
        try:
            fetch(url)
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer within {START_SECONDS} s:\n{log.read_text()}")


@contextmanager
def serving(
    tanfeng: Path, data: Path, log: Path, folder: Path | None = None, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """A server on `data`; raises when it does not start, or does not end cleanly on SIGTERM."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        command = [tanfeng, "serve", "--data", data, "--port", str(port)]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=folder, env=environment)
    try:
        wait_until_it_answers(url, process, log)
        yield Server(url, process.pid)
        process.terminate()
        if process.wait(STOP_SECONDS) != 0:
            raise RuntimeError(f"the server ended with status {process.returncode}:\n{log.read_text()}")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
