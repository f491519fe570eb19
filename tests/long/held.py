"""held.py - how often intervals of simulated shops hold what is true of them; for
contacts.py and service.py, which are run as

	NAME.py FOLDER RUNS

They print a table of how often nominal 95 % intervals held, and beside it what
dashboards do; lines that begin with "wrong: " are of intervals that do not hold, or
of dashboards that do.
"""
import csv
import json
import math
import subprocess
import sys

FOLDER, RUNS = sys.argv[1], int(sys.argv[2])
NAIVE = "dashboard: "
held = {}


def simulate(seed, options):
    """Returns what is true of the shop."""
    subprocess.run(["cs-simulate", "--service", *options, "--seed", str(seed),
                    "--contacts", f"{FOLDER}/contacts.csv", "--truth-parameters",
                    f"{FOLDER}/truth.csv", "-o", f"{FOLDER}/orders.csv"], check=True)
    with open(f"{FOLDER}/truth.csv", encoding="utf-8") as file:
        return {row["name"]: float(row["value"]) if number(row["value"]) else None
                for row in csv.DictReader(file)}


def number(text):
    return text.lstrip("-")[:1].isdigit() and text.count("-", 1) == text.count("e-")


def tables(names, *options):
    run = subprocess.run(["cs-contacts", "-q", "-f", "json", "-t", names, *options,
                          f"{FOLDER}/contacts.csv"], check=True, capture_output=True)
    return json.loads(run.stdout)["tables"]


def rows(name):
    with open(f"{FOLDER}/{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def count(design, figure, low, high, truth):
    """A low end that is not there is below whatever is true, a high end above."""
    below = truth >= (-math.inf if low is None else low)
    above = truth <= (math.inf if high is None else high)
    found = held.setdefault((design, figure), [0, 0])
    found[0] += below and above
    found[1] += 1


def count_column(design, figure, row, column, truth):
    count(design, figure, row[column + "_low"], row[column + "_high"], truth)


def wilson(x, n):
    z = 1.959964
    centre = (x + z * z / 2) / (n + z * z)
    margin = z * math.sqrt(x * (1 - x / n) + z * z / 4) / (n + z * z)
    return centre - margin, centre + margin


def say(design, figure, good, all_, top):
    error = math.sqrt(.95 * .05 / all_)
    share = good / all_
    print(f"{design}: {figure.strip()}: {share:.4f} of {all_}")
    if not figure.startswith(NAIVE) and not (
            .93 - 3 * error <= share <= top + 3 * error):
        print(f"wrong: {design}: {figure.strip()}")


def report(is_whole, misses):
    """Of figures that are whole minutes or days an end falls on the truth, and more
    hold. What misses is (design, figure) of dashboards."""
    for (design, figure), (good, all_) in held.items():
        if all_ >= RUNS / 4:  # else seldom thirty of them
            say(design, figure, good, all_, .99 if is_whole(figure) else .97)
    for design, figure in misses:
        if held[design, NAIVE + figure][0] > .5 * RUNS:
            print(f"wrong: {design}: the dashboards' way to {figure} is right")
