"""Builds the small C libraries that are preloaded into the program under test."""

import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def library(name: str, folder: Path) -> Path:
    """Compiles `name.c` into a shared library in a folder."""
    target = folder / f"{name}.so"
    command = ["gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
    subprocess.run([*command, "-o", target, HERE / f"{name}.c", "-ldl", "-lpthread"], check=True)
    return target
