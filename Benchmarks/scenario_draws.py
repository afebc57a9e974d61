"""Drawing a scenario 10,000 times beside the same model in numpy: CPU seconds of one thread, memory, and whether both agree."""

import json
import os
import subprocess
import sys
from statistics import median

from Benchmarks.measure import FOLDER, RELEASE, ROOT, markdown, measure

SCENARIOS = ROOT / "Sources/Scenarios/Resources"
PEER = ROOT / "Benchmarks/peer_scenario_numpy.py"
NAME = "tianjin-plan"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
DRAWS = int(os.environ.get("BENCH_DRAWS", "10000"))
# More threads than one would make the peer's CPU seconds those of waiting.
ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def figures(*command: object) -> tuple[dict, float]:
    """What the command prints, and its peak memory."""
    printed = FOLDER / "scenario-figures.json"
    with printed.open("w") as output:
        cost = measure(*map(str, command), output=output.fileno())
    return json.loads(printed.read_text()), cost.peak_mib


def scenario_draws() -> str:
    os.environ |= ALONE
    our, our_memory = figures(
        RELEASE / "Workload", "scenario", "--scenarios", SCENARIOS, "--name", NAME, "--draws", DRAWS, "--rounds", ROUNDS,
        "--out", FOLDER)
    peer, peer_memory = figures(sys.executable, PEER, FOLDER, ROUNDS)
    if peer["difference"] > 1e-9:
        raise SystemExit(f"the peer computes something else: {peer['difference']}")
    mine, theirs = median(our["cpu_s"]), median(peer["cpu_s"])
    rows = [
        ["Tanfeng, sampling included", f"{mine:.3f}", f"{DRAWS / mine:,.0f}", f"{our_memory:.0f}"],
        [f"numpy {peer['numpy']}, given the draws", f"{theirs:.3f}", f"{DRAWS / theirs:,.0f}", f"{peer_memory:.0f}"],
        ["peer ÷ Tanfeng", f"{theirs / mine:.1f}×", "", ""],
    ]
    return (
        f"## Drawing the scenario {NAME} {DRAWS:,} times\n\n41 years, 8 kinds of buildings, one thread. Medians of {ROUNDS} rounds. "
        f"Emissions of all draws and years agree to {peer['difference']:.0e}. One deterministic run with all details: "
        f"{our['single_s'] * 1000:.2f} ms of CPU time.\n\n" + markdown(["", "CPU s", "draws/s", "peak MiB of the process"], rows))
