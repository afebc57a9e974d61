"""The peer: accounts and restates in pandas. Usage: peer_carbon_pandas.py FOLDER; prints what CarbonAccounts prints."""

import json
import sys
import time
from pathlib import Path

import pandas as pd

folder = Path(sys.argv[1])
activities = pd.read_csv(folder / "activities.csv")
factors = pd.read_csv(folder / "factors.csv")

start = time.perf_counter()
lines = activities.merge(factors, on="carrier")
lines["carbon"] = lines["amount"] * lines["old"]
accounts = lines.groupby(["building", "month", "scope"])["carbon"].sum()
total = accounts.sum()
accounting = time.perf_counter() - start

start = time.perf_counter()
lines = activities.merge(factors, on="carrier")
amounts = lines[lines["old"] != lines["new"]].groupby("carrier").agg(
    amount=("amount", "sum"), buildings=("building", "nunique"), old=("old", "first"), new=("new", "first"))
restated = (lines["amount"] * lines["old"]).sum() + (amounts["amount"] * (amounts["new"] - amounts["old"])).sum()
restating = time.perf_counter() - start

print(json.dumps(
    {"accounting_s": accounting, "restating_s": restating, "total_kg": total, "restated_kg": restated}))
