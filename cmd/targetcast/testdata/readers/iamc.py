"""Reads the IAMC tables with pyam, which refuses what is not in the format. Arguments: the results folder, the wide and
the long table."""
import csv
import sys

import pyam

results, wide, long = sys.argv[1:]
a, b = pyam.IamDataFrame(wide), pyam.IamDataFrame(long)
assert a.equals(b)
assert a.time_col == "year" and a.dimensions == ["model", "scenario", "region", "variable", "unit", "year"]
assert "Historical" in a.scenario and len(a.model) == len(a.region) == 1
with open(f"{results}/quantiles.csv", encoding="utf-8", newline="") as f:
    medians = [float(r["p50"]) for r in csv.DictReader(f)]
got = a.filter(variable="*|P50*").data["value"]
assert len(got) == len(medians) and abs(got.sum() - sum(medians)) <= 1e-9 * sum(map(abs, medians)), (len(got), len(medians))
assert set(a.filter(variable="Target|*").data["unit"]) == {"1"}
print(f"{len(a.data)} values, {len(a.variable)} variables, {len(a.scenario)} scenarios")
