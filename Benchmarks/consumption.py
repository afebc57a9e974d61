"""A year of registers to energy by month, beside the obvious pandas: how fast, and whether both come to the same."""

import os
import subprocess
import sys

from Benchmarks.measure import FOLDER, RELEASE, ROOT, markdown

PEER = ROOT / "Benchmarks/peer_consumption_pandas.py"
RULES = ROOT / "Sources/Metering/Resources/quality.json"
METERS = int(os.environ.get("BENCH_CONSUMPTION_METERS", 10_000))
PEER_METERS = min(METERS, 50)


def run(*command) -> tuple[dict[str, float], dict[int, list[float]]]:
    printed = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
    figures, meters = {}, {}
    for line in printed.splitlines():
        name, *rest = line.split()
        if name == "meter":
            meters[int(rest[0])] = [float(value) for value in rest[1:]]
        else:
            figures[name] = float(rest[0])
    return figures, meters


def consumption() -> str:
    folder = FOLDER / "consumption"
    folder.mkdir(parents=True, exist_ok=True)
    our, ours = run(
        RELEASE / "Workload", "consumption", "--meters", METERS, "--rules", RULES, "--out", folder, "--written", PEER_METERS)
    peer, theirs = run(sys.executable, PEER, folder, PEER_METERS)
    # Theirs are floats, and they split to fractions of a count.
    worst = max(abs(a / 1e6 - b) for meter in theirs for a, b in zip(ours[meter], theirs[meter], strict=True))
    if worst > 1:
        raise SystemExit(f"The two differ by {worst} kWh in a month")
    rows = [
        [name, f"{figures['readings']:,.0f}", f"{figures['cpu_s']:.1f}", f"{figures['readings'] / figures['cpu_s']:,.0f}"]
        for name, figures in (("Tanfeng", our), ("pandas", peer))]
    ratio = (our["readings"] / our["cpu_s"]) / (peer["readings"] / peer["cpu_s"])
    rows.append(["Tanfeng ÷ pandas", "", "", f"{ratio:.1f}×"])
    return (
        f"## A year of {METERS:,} meters every quarter of an hour to energy by month\n\n"
        f"CPU seconds without reading and generating; the longer of Tanfeng's two workers took {our['longest_s']:.1f} s. "
        f"pandas did {PEER_METERS} of the meters; months of both differ by {worst:.2f} kWh at most.\n\n"
        + markdown(["", "readings", "CPU s", "readings per CPU second"], rows))


if __name__ == "__main__":
    print(consumption())
