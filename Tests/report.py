"""One line for each thing looked at, for every test that runs outside Swift."""

import time
from collections.abc import Callable, Iterable


class Report:
    """Prints one line for each thing looked at, its problems below it, and remembers what failed."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.count = 0
        self.failed: list[str] = []

    def look(self, name: str, problems: Callable[[], Iterable[str] | None]) -> None:
        start = time.monotonic()
        found: list[str] = []
        try:
            found.extend(problems() or [])
        except Exception as error:  # whatever goes wrong here is a finding, and the rest is still looked at
            found.append(f"{type(error).__name__}: {error}")
        self.count += 1
        if found:
            self.failed.append(name)
        print(f"{'✗' if found else '✓'} {name}  {time.monotonic() - start:.1f} s", flush=True)
        for problem in found:
            print(f"    {problem}", flush=True)

    def summary(self) -> str:
        failed = f"，未通过 · failed: {', '.join(self.failed)}" if self.failed else ""
        return f"{self.title}: {self.count - len(self.failed)}/{self.count}{failed}"
