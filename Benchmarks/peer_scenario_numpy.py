"""The scenario model as vectorised numpy float64, one array of draws by years a quantity. Usage: peer_scenario_numpy.py FOLDER ROUNDS

Reads FOLDER/scenario.json (structure, paths, inputs of all draws between 0 and 1) and FOLDER/totals.f64 (our emissions), prints JSON: CPU
seconds of each round and the largest relative difference to ours.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

FUELS = ("electricity", "district_heat", "natural_gas", "lpg", "coal", "oil", "biomass", "solar")
BURNT = ("natural_gas", "lpg", "coal", "oil")


def factor(range_, u):
    low, high = range_["low"], range_["high"]
    if range_["shape"] == "uniform":
        return low + u * (high - low)
    if range_["shape"] == "triangular":
        left = (1 - low) / (high - low)
        return np.where(
            u < left, low + np.sqrt(u * (high - low) * (1 - low)), high - np.sqrt((1 - u) * (high - low) * (high - 1)))
    raise ValueError("the peer draws uniform and triangular ranges only")


def weight(range_, years):
    if range_["begin"] is None:
        return np.ones(len(years))
    return np.clip((years - range_["begin"]) / (range_["full"] - range_["begin"]), 0, 1)


class Model:
    def __init__(self, data):
        self.data = data
        self.years = np.arange(data["first"], data["last"] + 1)
        self.inputs = {row["name"]: np.array(row["values"]) for row in data["inputs"]}
        self.draws = len(next(iter(self.inputs.values())))

    def drawn(self, range_, name):
        return factor(range_, self.inputs[range_["group"] or name])

    def paths(self):
        """Every parameter as (years,) or (draws, years): base, plus what measures change, times what is drawn."""
        data, years = self.data, self.years
        values = [np.array(row["path"]) for row in data["parameters"]]
        for measure in data["measures"]:
            strength = measure["strength"]
            if measure["range"]:
                strength = strength * self.drawn(measure["range"], "measures." + measure["id"])[:, None]
            ramp = np.clip((years - measure["start"] + 1) / measure["ramp"], 0, 1)
            for change in measure["changes"]:
                place = change["parameter"]
                values[place] = values[place] + strength * (ramp * np.array(change["difference"]))
        for place, row in enumerate(data["parameters"]):
            if row["range"]:
                drawn = self.drawn(row["range"], row["key"])[:, None]
                values[place] = values[place] * (1 + (drawn - 1) * weight(row["range"], years))
            if values[place].ndim == 2:
                values[place] = np.clip(values[place], 0, row["ceiling"])
        for group in data["share_groups"]:
            if any(values[place].ndim == 2 for place in group):
                whole = sum(values[place] for place in group)
                for place in group:
                    values[place] = values[place] / whole
        return values

    def survival(self, curve, ages, values):
        life = values[curve["life"]][..., :1]
        assert curve["family"] == "weibull"
        return np.exp(-((ages / life) ** curve["shape"]))

    def stock(self, kind, values):
        """Area of each class (draws, years), new and demolished area."""
        data, years, count = self.data, self.years, len(self.years)
        persons, urban = values[data["population"]], values[data["urban_share"]]
        of = {"population": 1.0, "urban_population": urban, "rural_population": 1 - urban}[kind["driver"]]
        need = np.broadcast_to(persons * of * values[kind["area"]], (self.draws, count))
        classes = kind["classes"]
        raw = [np.zeros((self.draws, count)) for _ in classes]

        def step(year):
            begun = [(item["from"], place) for place, item in enumerate(classes) if item["from"] is not None and item["from"] <= year]
            return max(begun)[1]

        for year, share in kind["standing"]:
            age = data["first"] - year
            left = self.survival(data["survivals"][kind["survival"]], age + np.arange(count), values)
            raw[step(year)] += need[:, :1] * share * left / left[..., :1]
        curve = self.survival(data["survivals"][kind["survival_of_new"]], np.arange(count), values)
        reached = [np.zeros((self.draws, count)) for _ in classes]
        new, demolished = np.zeros((self.draws, count)), np.zeros((self.draws, count))
        moved = [np.zeros(self.draws) for _ in kind["retrofits"]]
        area = [np.zeros((self.draws, count)) for _ in classes]
        renewed = np.zeros((self.draws, count))
        stood = need[:, 0]
        before = None
        for t in range(count):
            for place in range(len(classes)):
                if t > 1:
                    # What is left of earlier years' new area.
                    past = reached[place][:, 1:t]
                    raw[place][:, t] += past @ curve[t - 1:0:-1] if curve.ndim == 1 else (past * curve[:, t - 1:0:-1]).sum(1)
            surviving = sum(item[:, t] for item in raw)
            if t > 0:
                new[:, t] = np.maximum(need[:, t] - surviving, 0)
                demolished[:, t] = stood - surviving
                rest = new[:, t].copy()
                for place, item in enumerate(classes):
                    if item["share_of_new"] is not None:
                        part = np.minimum(new[:, t] * values[item["share_of_new"]][..., t], rest)
                        reached[place][:, t] += part
                        rest -= part
                reached[step(years[t])][:, t] += rest
                for place, item in enumerate(kind["retrofits"]):
                    others = sum(
                        (moved[other] for other, move in enumerate(kind["retrofits"]) if other != place and move["from"] == item["from"]),
                        np.zeros(self.draws))
                    last = before[item["from"]]
                    now = raw[item["from"]][:, t]
                    aged = moved[place] * np.divide(now, last, out=np.zeros(self.draws), where=last > 0)
                    flow = np.minimum(values[item["area"]][..., t], np.maximum(now - others - aged, 0))
                    moved[place] = aged + flow
                    renewed[:, t] += flow
            before = [raw[place][:, t] + reached[place][:, t] for place in range(len(classes))]
            stood = sum(before)
            for place in range(len(classes)):
                area[place][:, t] = before[place]
            for place, item in enumerate(kind["retrofits"]):
                area[item["from"]][:, t] -= moved[place]
                area[item["to"]][:, t] += moved[place]
        return area, new, demolished, renewed

    def emissions(self):
        data, values = self.data, self.paths()
        energy = {fuel: 0.0 for fuel in FUELS}
        new_area = embodied = 0.0
        for kind in data["kinds"]:
            area, new, demolished, renewed = self.stock(kind, values)
            for use in kind["uses"]:
                useful = sum(part * demand for part, demand in zip(area, use["demand"])) * values[use["intensity"]]
                if use["coverage"] is not None:
                    useful = useful * values[use["coverage"]]
                for fuel, share, efficiency in use["fuels"]:
                    energy[fuel] = energy[fuel] + useful * values[share] / values[efficiency]
            for flow in (new, demolished, renewed):
                flow[:, 0] = flow[:, 1]
            new_area = new_area + new
            if data["boundary"] == "whole_process":
                for flow, key in ((new, "materials"), (demolished, "demolition"), (renewed, "retrofit_materials")):
                    if kind[key] is not None:
                        embodied = embodied + flow * values[kind[key]]
        grid = values[data["grid_factor"]]
        burnt = {fuel: values[place] for fuel, place in zip(BURNT, data["fuel_factors"]) if place is not None}
        direct = sum(energy[fuel] * factor for fuel, factor in burnt.items())
        if data["boundary"] == "direct":
            return direct + self.elsewhere(values, burnt, new_area)
        heat = 0.0
        for source in data["heat"]["sources"]:
            carbon = values[source["factor"]] if source["factor"] is not None else (
                (grid if source["fuel"] == "electricity" else burnt[source["fuel"]]) / values[source["efficiency"]])
            heat = heat + values[source["share"]] * carbon
        heat = heat * (1 + values[data["heat"]["loss"]])
        pv = data["photovoltaics"]
        roofs = values[pv["capacity"]] * values[pv["hours"]] * values[pv["self_use"]] / 1000
        bought = energy["electricity"] - np.minimum(roofs, energy["electricity"])
        total = direct + bought * grid + energy["district_heat"] * heat
        if data["boundary"] == "operation":
            return total
        total = total + self.elsewhere(values, burnt | {"electricity": grid}, new_area)
        return total + embodied

    def elsewhere(self, values, factors, new_area):
        """Municipal works and building sites."""
        works = sum(values[place] * factors[fuel] for fuel, place in self.data["works"] if fuel in factors)
        sites = sum(new_area * values[place] * factors[fuel] for fuel, place in self.data["sites"] if fuel in factors)
        return works + sites


folder = Path(sys.argv[1])
model = Model(json.loads((folder / "scenario.json").read_text()))
ours = np.fromfile(folder / "totals.f64").reshape(model.draws, len(model.years))
seconds = []
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    totals = model.emissions()
    peaks = totals.argmax(axis=1) + model.years[0]
    odds = (peaks <= 2029).mean(), (peaks <= 2030).mean()
    fan = np.quantile(totals, [0.1, 0.5, 0.9], axis=0)
    seconds.append(time.process_time() - start)
print(json.dumps({
    "cpu_s": seconds, "difference": float((abs(totals - ours) / abs(ours)).max()), "numpy": np.__version__, "odds": odds}))
