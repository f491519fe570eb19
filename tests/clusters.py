#!/usr/bin/env python3
"""clusters.py COMMAND OPTION... FILE - intervals and tests of --cluster again, from runs
of the command without one town after another: cs-churn's p-values and shares, cs-pareto's
lower ends. Prints what differs.

The file has a column town, of no more values than there are slices."""
import csv
import json
import math
import subprocess
import sys

COMMAND, OPTIONS, FILE = sys.argv[1], sys.argv[2:-1], sys.argv[-1]
Z = 1.959963984540054


def run(*more):
    done = subprocess.run([COMMAND, "-q", "-f", "json", *OPTIONS, *more, FILE],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)["tables"]


def t_tail(t, df):
    """P(|T| > t), by Simpson's rule over the angle: t = sqrt(df) tan(a)."""
    low, high, n = math.atan(t / math.sqrt(df)), math.pi / 2, 4000
    step = (high - low) / n
    area = sum((1 if i in (0, n) else 4 if i % 2 else 2) *
               max(0, math.cos(low + i * step)) ** (df - 1) for i in range(n + 1))
    whole = math.sqrt(math.pi) * math.exp(math.lgamma(df / 2) - math.lgamma((df + 1) / 2))
    return 2 * area * step / 3 / whole


def t_quantile(df):
    low, high = 0, 1000
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if t_tail(middle, df) > .05 else (low, middle)
    return low


def spread(whole, without):
    """The jackknife's error and its degrees of freedom; None without one."""
    if None in without:
        return None
    d = [x - whole for x in without]
    d = [x if abs(x) > 1e-12 * abs(whole) else 0 for x in d]
    squares, moved = sum(x * x for x in d), sum(x != 0 for x in d)
    if moved < 2:
        return None
    df = min(moved - 1, max(4, 3 * squares ** 2 / sum(x ** 4 for x in d) - 2))
    return math.sqrt((len(d) - 1) / len(d) * squares), df


def wilson(share, n):
    middle = (share + Z * Z / 2 / n) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / 4 / n / n) / (1 + Z * Z / n)
    return middle - half, middle + half


def same(what, got, want):
    if got is None or abs(got - want) > 1e-6 * abs(want) + 1e-9:
        print(f"{what}: {got}, by hand {want}")


def excess(row):
    share, other = row["compared_lapse_rate"], row["others_lapse_rate"]
    return None if share is None else share - other


def churn(whole, without):
    tested = 0
    for i, row in enumerate(whole["experience"]):
        rows = [one["experience"][i] for one in without]
        name = f"{row.get('group')} {row['experience']}"
        if row["customers"] and 0 < row["lapsed"] < row["customers"]:
            share, n = row["lapse_rate"], row["customers"]
            found = spread(share, [one["lapse_rate"] for one in rows])
            effective = share * (1 - share) / (found[0] * t_quantile(found[1]) / Z) ** 2
            low, high = wilson(share, min(n, effective))
            same(name + " low", row["lapse_rate_low"], low)
            same(name + " high", row["lapse_rate_high"], high)
        if row["compared"] is None or row["compared"] < 40:
            continue
        found = spread(excess(row), [excess(one) for one in rows])
        same(name + " p", row["p_value"], t_tail(abs(excess(row)) / found[0], found[1]))
        tested += 1
    if tested == 0:
        print("nothing was tested")


def pareto(whole, without):
    alone = run()
    for i, row in enumerate(whole["summary"]):
        error = (row["gini"] - alone["summary"][i]["gini_low"]) / Z
        se, df = spread(row["gini"], [one["summary"][i]["gini"] for one in without])
        same(f"{row.get('group')} Gini low", row["gini_low"],
             row["gini"] - t_quantile(df) * max(se, error))


def main():
    with open(FILE, newline="", encoding="utf-8") as file:
        towns = sorted({row["town"] for row in csv.DictReader(file)})
    whole = run("--cluster", "town")
    without = [run("--exclude", "town=" + town) for town in towns]
    (churn if "experience" in whole else pareto)(whole, without)


main()
