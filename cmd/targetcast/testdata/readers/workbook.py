"""Reads what export --format xlsx wrote with another reader: numbers are numbers, bands and what cannot be assessed are
texts, and heads stay in sight. Arguments: the results folder, the workbook."""
import csv
import sys

import openpyxl

results, file = sys.argv[1:]
book = openpyxl.load_workbook(file)
with open(f"{results}/likelihood.csv", encoding="utf-8", newline="") as f:
    likelihood = {}
    for r in csv.DictReader(f):
        likelihood.setdefault((r["scenario"], r["target"], r["reading"]), r)
with open(f"{results}/targets.csv", encoding="utf-8", newline="") as f:
    targets = list(csv.DictReader(f))
with open(f"{results}/scenarios.csv", encoding="utf-8", newline="") as f:
    scenarios = list(csv.DictReader(f))

for sheet in book:
    assert sheet.freeze_panes and sheet.freeze_panes.endswith("2"), (sheet.title, sheet.freeze_panes)
    assert len(sheet.tables) == 1, sheet.title

rows = list(book["Likelihood"].iter_rows(values_only=True))
points = bands = unknown = 0
for t, row in zip(targets, rows[1:]):
    assert row[2].strip() == t["title_en"], (row, t)
    assert row[4] == float(t["threshold"]) and row[7] == (t["grade"] or None), (row, t)
    for s, shown in zip(scenarios, row[10:]):
        k = likelihood.get((s["scenario"], t["target"], t["reading"]))
        if t["settled"] != "0":
            assert shown in ("already met", "already missed"), row
        elif k["stated"] == "point":
            assert shown == float(k["stated_p"]), (row, k)
            points += 1
        elif k["stated"] == "cannot_assess":
            assert shown == "?", (row, k)
            unknown += 1
        else:
            assert k["stated"] == "band" and isinstance(shown, str) and shown.endswith("%"), (row, k)
            bands += 1
simulated = list(book["Simulated"].iter_rows(values_only=True))[1:]
with open(f"{results}/quantiles.csv", encoding="utf-8", newline="") as f:
    quantiles = list(csv.DictReader(f))
assert len(simulated) == len(quantiles)
for a, b in zip(simulated, quantiles):
    assert a[4] == int(b["year"])
    for shown, q in zip(a[5:], ["p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975", "mean"]):
        if b[q]:  # Excel keeps 15 digits
            assert abs(shown - float(b[q])) <= 1e-14 * abs(float(b[q])), (a, b)
        else:
            assert shown is None, (a, b)
assert points and bands and unknown
print(f"{points} points, {bands} bands, {unknown} unknown, {len(simulated)} rows of quantiles agree")
