"""Registers to energy by month as one writes it with pandas. Usage: peer_consumption_pandas.py FOLDER METERS

Prints the seconds it took without reading the files, then each meter's months in kWh.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

FULL_SCALE = 10**8
RATIO, DECIMALS = 40, 2


def months(stamps: np.ndarray, counts: np.ndarray) -> pd.Series:
    registers = pd.Series(counts, index=pd.to_datetime(stamps, unit="s", utc=True).tz_convert("Asia/Shanghai"))
    growth = registers.diff()
    # From the last tenth of the scale to the first one: it rolled over. Any other fall is no consumption.
    rolled = (growth < 0) & (registers.shift() >= FULL_SCALE * 0.9) & (registers <= FULL_SCALE * 0.1)
    growth = growth.mask(rolled, growth + FULL_SCALE).mask(~rolled & (growth < 0), 0).fillna(0)
    total = growth.cumsum()
    # What a gap holds is split evenly over its days.
    midnights = pd.date_range(total.index[0].normalize(), total.index[-1], freq="D")
    total = total.reindex(total.index.union(midnights)).interpolate(method="time")
    days = total.reindex(midnights).diff().shift(-1).dropna()
    return days.resample("MS").sum() * RATIO / 10**DECIMALS


folder, meters = Path(sys.argv[1]), int(sys.argv[2])
seconds, results = 0.0, []
for meter in range(meters):
    values = np.fromfile(folder / f"meter-{meter}.bin", dtype="<i8")
    half = len(values) // 2
    started = time.process_time()
    result = months(values[:half], values[half:])
    seconds += time.process_time() - started
    results.append(result)
print(f"readings {sum(len(np.fromfile(folder / f'meter-{meter}.bin', dtype='<i8')) // 2 for meter in range(meters))}")
print(f"cpu_s {seconds}")
for meter, result in enumerate(results):
    print(f"meter {meter} " + " ".join(f"{value:.6f}" for value in result))
