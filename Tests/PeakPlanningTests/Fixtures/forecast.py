#!/usr/bin/env python3
"""Prints forecast.json: what numpy and scipy say of the trends that ForecastTests fits.

Run with numpy and scipy: python3 forecast.py > forecast.json. The line is numpy's least squares, the distribution is
scipy.stats.t; the formula of the prediction interval is written out again here, apart from the Swift code.
"""

import json

import numpy as np
import scipy
from scipy import special, stats

EDGE = 1.0
CASES = {
    "three": ([2022, 2023, 2024], [10.0, 16.0, 13.0], 2030, 20.0, False),
    "four": ([2021, 2022, 2023, 2025], [31.2, 34.0, 38.9, 45.1], 2030, 60.0, False),
    "five": ([2020, 2021, 2022, 2023, 2024], [8.1, 12.4, 19.0, 24.2, 33.3], 2025, 40.0, False),
    "falling": ([2020, 2021, 2022, 2023, 2024], [11.9, 11.1, 10.8, 10.1, 9.9], 2025, 9.0, True),
    "nearly all": ([2021, 2022, 2023, 2024], [88.0, 93.5, 97.0, 98.8], 2025, 100.0, False),
}


def fit(years, values, year, goal, lower):
    x, y = np.array(years, float), np.array(values, float)
    slope, intercept = np.polyfit(x - 2000, y, 1)
    residual = y - (intercept + slope * (x - 2000))
    n = len(x)
    s = np.sqrt(np.sum(residual**2) / (n - 2))
    error = s * np.sqrt(1 + 1 / n + (year - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2))
    centre = intercept + slope * (year - 2000)
    law = stats.t(df=n - 2, loc=centre, scale=error)
    odds = law.cdf(goal) if lower else law.sf(goal)
    return centre, law.ppf(0.1), law.ppf(0.9), odds


def share(value):
    return float(special.expit(value) * 100)


def logit(value):
    return special.logit(np.clip(value, EDGE, 100 - EDGE) / 100)


rows = []
for name, (years, values, year, goal, lower) in CASES.items():
    line = fit(years, values, year, goal, lower)
    row = {"name": name, "years": years, "values": values, "year": year, "goal": goal, "lower": lower}
    row["line"] = dict(zip(("expected", "low", "high", "odds"), map(float, line)))
    centre, low, high, odds = fit(years, logit(np.array(values)), year, logit(goal), lower)
    row["s_curve"] = {"expected": share(centre), "low": share(low), "high": share(high), "odds": float(odds)}
    rows.append(row)
student = [
    {"freedom": df, "t": t, "below": float(stats.t.cdf(t, df)), "quantile90": float(stats.t.ppf(0.9, df))}
    for df in (1, 2, 3, 4, 7)
    for t in (-3.5, -0.4, 0.0, 1.2, 6.0)
]
made = f"forecast.py, numpy {np.__version__}, scipy {scipy.__version__}"
print(json.dumps({"made": made, "trends": rows, "student": student}, indent=1))
