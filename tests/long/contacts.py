"""contacts.py - do cs-contacts' intervals hold what is true of simulated queues?

Queues of cs-simulate --service, whose truth is known from its parameters: how
many tickets are answered within the hour, by day and by night, by when half, three
and nine in ten of them are, how many questions are settled at the first contact, and
by when half are settled. Beside it the way of dashboards, of the answered only. See
held.py.
"""
import datetime
import math

from held import (NAIVE, RUNS, count, count_column, report, rows, simulate, tables,
                  wilson)

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
QUANTILES = {"median": "median_minutes", "p75": "p75", "p90": "p90"}


def moment(text):
    return datetime.datetime.fromisoformat(text)


def dashboard(design, truth):
    """Of the answered only."""
    answered = [r for r in rows("contacts")
                if r["direction"] == "inbound" and r["first_response_at"]]
    waits = sorted((moment(r["first_response_at"]) -
                    moment(r["created_at"])).total_seconds() for r in answered)
    count(design, NAIVE + "within_hour",
          *wilson(sum(w <= 3600 for w in waits), len(waits)), truth["within_hour"])
    # the distribution-free interval of a median
    half, margin = len(waits) / 2, .98 * math.sqrt(len(waits))
    if truth["median_response_minutes"]:
        count(design, NAIVE + "median", waits[max(0, int(half - margin) - 1)] / 60,
              waits[min(len(waits) - 1, int(half + margin))] / 60,
              truth["median_response_minutes"])


def response(design, table, truth):
    for row in table:
        channel = row["channel"] or ""
        suffix = "_" + channel if channel else ""
        if row["due"] < 30:
            continue
        count_column(design, "within_hour " + channel, row, "within_hour",
                     truth["within_hour" + suffix])
        for name, column in QUANTILES.items():
            minutes = truth[f"{name}_response_minutes{suffix}"]
            if minutes and (not channel or name == "median"):  # rounded up
                count_column(design, f"{name} {channel}", row, column,
                             math.ceil(minutes))


def hours(design, table, truth):
    for row in table:
        if row["due"] >= 30:
            by_day = 8 <= int(row["hour"]) < 18
            count_column(design, "within_hour of an hour by " +
                         ("day" if by_day else "night"), row, "within_hour",
                         truth["within_hour_day" if by_day else "within_hour_night"])


def resolution(design, row, truth):
    count_column(design, "first contact", row, "first_contact_resolution",
                 truth["first_contact_resolution"])
    if truth["median_resolution_hours"]:
        count_column(design, "median to resolution", row, "median_hours",
                     math.ceil(truth["median_resolution_hours"] * 60) / 60)


def run(design, seed):
    name, options, settled = design
    truth = simulate(seed, CALM + options)
    found = tables("response,hours,resolution")
    response(name, found["response"], truth)
    hours(name, found["hours"], truth)
    if settled:
        resolution(name, found["resolution"][0], truth)
    dashboard(name, truth)


for each in DESIGNS:
    for number in range(1, RUNS + 1):
        run(each, number)
report(lambda figure: figure.startswith(tuple(QUANTILES)),
       [("a third never answered", "within_hour"),
        ("a third never answered", "median")])
