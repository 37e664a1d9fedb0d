"""Reads what export --format parquet wrote with another reader, and counts every target and every joint result again
from the single futures. Arguments: the results folder, the folder of Parquet files."""
import collections
import csv
import math
import operator
import sys

import pyarrow.parquet as pq

results, folder = sys.argv[1:]


def rows(name):
    return pq.read_table(f"{folder}/{name}.parquet").to_pylist()


def by_csv(name):
    with open(f"{results}/{name}.csv", encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


# Every table holds what its CSV file holds, with types; sums are equal to the last digit.
kinds = {str: lambda s: s, int: int, float: float, bool: lambda s: s == "true"}
numbers = 0
for name in ["targets", "scenarios", "likelihood", "years", "joint", "number_met", "given", "quantiles", "history", "past",
             "settings", "warnings"]:
    wide, text = rows(name), by_csv(name)
    assert len(wide) == len(text), (name, len(wide), len(text))
    for a, b in zip(wide, text):
        assert list(a) == list(b), (name, list(a), list(b))
        for key, value in a.items():
            if value is None:
                assert b[key] == "", (name, key, b[key])
            else:
                assert value == kinds[type(value)](b[key]), (name, key, value, b[key])
                numbers += isinstance(value, float)
draws = pq.read_table(f"{folder}/draws.parquet")
columns = {k: draws[k].to_pylist() for k in draws.column_names}
assert list(columns) == ["scenario", "prior", "indicator", "year", "draw", "value"]
with open(f"{results}/draws.csv", encoding="utf-8", newline="") as f:
    kept = [float(r["value"]) for r in csv.DictReader(f)]
assert math.fsum(columns["value"]) == math.fsum(kept) and len(columns["value"]) == len(kept)

# Who met what, from the values, the comparator, the threshold and the years alone.
value = collections.defaultdict(dict)  # (scenario, prior, indicator, year) -> {draw: value}
for s, p, i, y, d, v in zip(*columns.values()):
    value[s, p, i, y][d] = v
compare = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
target = {t["target"]: t for t in rows("targets") if t["reading"] == ""}


def met(scenario, prior, t):
    assert t["hold"] == "at", t
    at = value[scenario, prior, t["indicator"], t["by"]]
    return {d for d, v in at.items() if compare[t["comparator"]](v, t["threshold"])}


likelihoods = joints = 0
for k in rows("likelihood"):
    if k["reading"] == "" and target[k["target"]]["settled"] == 0:
        assert len(met(k["scenario"], k["prior"], target[k["target"]])) == k["hits"], k
        likelihoods += 1
n = {k["draws"] for k in rows("likelihood")}.pop()
for j in rows("joint"):
    sets = [met(j["scenario"], j["prior"], target[t]) for t in j["targets"].split()]
    assert len(set.intersection(*sets)) / n == j["all"], j
    count = collections.Counter(d for s in sets for d in s)
    assert abs(sum(count.values()) / n - j["expected"]) < 1e-9, j
    exactly = collections.Counter(count.get(d, 0) for d in range(n))
    for r in rows("number_met"):
        if all(r[k] == j[k] for k in ("scenario", "prior", "set")):
            assert abs(exactly[r["number_met"]] / n - r["p"]) < 1e-12, (j, r)
    joints += 1
print(f"{numbers} numbers, {len(kept)} draws, {likelihoods} likelihoods and {joints} joint results agree")
