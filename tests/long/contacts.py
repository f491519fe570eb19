"""contacts.py - do cs-contacts' intervals hold what is true of simulated queues?

	contacts.py FOLDER RUNS

Queues of cs-simulate --service, whose truth is known from its parameters: how
many tickets are answered within the hour, by when half are, and how many
questions are settled at the first contact. Prints a table of how often nominal
95 % intervals held it, and beside it the way of dashboards, of the answered
only; lines that begin with "wrong: " are of intervals that do not hold.
"""
import csv
import io
import math
import subprocess
import sys

FOLDER, RUNS = sys.argv[1], int(sys.argv[2])
# one matter a customer, which is repeated or not: who asks twice about an order
# by chance has come back, too
CALM = ["--failure-rate", "0", "--dissatisfied", "0", "--questions", "0",
        "--enquired", ".9", "--days", "365"]
# name, options of the simulation, whether matters have a week to be settled
DESIGNS = [
    ("600 tickets", ["--customers", "300"], True),
    ("60 tickets", ["--customers", "30"], True),
    ("a third never answered", ["--customers", "300", "--unanswered", ".33"], True),
    ("slow, and ten days old", ["--customers", "300", "--days", "10", "--entry", "10",
                                "--response-minutes", "1500", "--enquiry-days", "3"],
     False),
]
CHANNELS = ["", "email", "phone", "chat"]
held = {}


def table(name, *options):
    run = subprocess.run(["cs-contacts", "-q", "-f", "csv", "-t", name, *options,
                          f"{FOLDER}/contacts.csv"], check=True, capture_output=True,
                         text=True)
    return {row["channel"]: row for row in csv.DictReader(io.StringIO(run.stdout))}


def simulate(seed, options):
    subprocess.run(["cs-simulate", "--service", *CALM, *options, "--seed", str(seed),
                    "--contacts", f"{FOLDER}/contacts.csv", "--truth-parameters",
                    f"{FOLDER}/truth.csv", "-o", f"{FOLDER}/orders.csv"], check=True)
    with open(f"{FOLDER}/truth.csv", encoding="utf-8") as file:
        return {row["name"]: row["value"] for row in csv.DictReader(file)}


def count(design, figure, low, high, truth):
    """A low end that is not there is below whatever is true, a high end above."""
    below = truth >= (float(low) if low else -math.inf)
    above = truth <= (float(high) if high else math.inf)
    found = held.setdefault((design, figure), [0, 0])
    found[0] += below and above
    found[1] += 1


def wilson(x, n):
    z = 1.959964
    centre = (x + z * z / 2) / (n + z * z)
    margin = z * math.sqrt(x * (1 - x / n) + z * z / 4) / (n + z * z)
    return centre - margin, centre + margin


def dashboard(design, truth):
    """Of the answered only."""
    with open(f"{FOLDER}/contacts.csv", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["direction"] == "inbound"]
    waits = [seconds(r["first_response_at"]) - seconds(r["created_at"])
             for r in rows if r["first_response_at"]]
    early = sum(w <= 3600 for w in waits)
    low, high = wilson(early, len(waits))
    count(design, "dashboard: within_hour", low, high, float(truth["within_hour"]))
    # the distribution-free interval of a median
    waits.sort()
    half, margin = len(waits) / 2, .98 * math.sqrt(len(waits))
    if truth["median_response_minutes"]:
        count(design, "dashboard: median", waits[max(0, int(half - margin) - 1)] / 60,
              waits[min(len(waits) - 1, int(half + margin))] / 60,
              float(truth["median_response_minutes"]))


def seconds(text):
    day, time = text.split(" ")
    year, month, dom = map(int, day.split("-"))
    hour, minute, second = map(int, time.split(":"))
    days = {2023: -365, 2024: 0, 2025: 366}[year] + sum(
        [31, 29 if year == 2024 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][
            :month - 1]) + dom
    return ((days * 24 + hour) * 60 + minute) * 60 + second


def run(design, seed):
    name, options, settled = design
    truth = simulate(seed, options)
    response = table("response")
    for channel in CHANNELS:
        row = response.get(channel)
        if row is None or int(row["due"]) < 30:
            continue
        suffix = "_" + channel if channel else ""
        count(name, "within_hour " + channel, row["within_hour_low"],
              row["within_hour_high"], float(truth["within_hour" + suffix]))
        median = truth["median_response_minutes" + suffix]
        if median:  # minutes are rounded up
            count(name, "median " + channel, row["median_minutes_low"],
                  row["median_minutes_high"], math.ceil(float(median)))
    if settled:
        row = table("resolution")[""]
        count(name, "first contact", row["first_contact_resolution_low"],
              row["first_contact_resolution_high"],
              float(truth["first_contact_resolution"]))
    dashboard(name, truth)


for design in DESIGNS:
    for seed in range(1, RUNS + 1):
        run(design, seed)
for (design, figure), (good, all_) in held.items():
    if all_ < RUNS / 4:  # seldom thirty of them
        continue
    error = math.sqrt(.95 * .05 / all_)
    share = good / all_
    print(f"{design}: {figure.strip()}: {share:.4f} of {all_}")
    # an end falls on a minute that is there
    top = .99 if "median" in figure else .97
    if not figure.startswith("dashboard") and not (
            .93 - 3 * error <= share <= top + 3 * error):
        print(f"wrong: {design}: {figure.strip()}")
for figure in ("within_hour", "median"):
    if held["a third never answered", "dashboard: within_hour"][0] > .05 * RUNS:
        print("wrong: the dashboards' way is right")
