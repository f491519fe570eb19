"""service.py - do cs-contacts' intervals hold what is true of simulated shops?

Of the four contacts of an order, deliveries, complaints, enquiries and surveys of
cs-simulate --service. Beside it the way of dashboards: of what was delivered, of
what was resolved, of all who enquired, and the answered for all who were asked. See
held.py.
"""
import csv

from held import (FOLDER, NAIVE, RUNS, count, count_column, report, rows, simulate, tables,
                  wilson)

QUIET = ["--questions", "0", "--enquired", "0", "--followed-up", "0"]
MUTE = ["--acknowledged", "0", "--updated", "0", "--shipping-told", "0",
        "--asked-after", "0", "--made-late", "0", "--delay-told", "0"]
YOUNG = ["--days", "30", "--entry", "30"]


def linked(names, *options):
    # what tells of every order's way is no notice of lateness
    return tables(names, "--orders", f"{FOLDER}/orders.csv", "--notice", "kind = delay",
                  *options)


# --- the four contacts, and deliveries

LATE, TOLD = .2, .5
ORDERS = QUIET + ["--failure-rate", str(LATE), "--delay-told", str(TOLD)]


def keep(name, every, is_kept):
    with open(f"{FOLDER}/{name}.csv", "w", encoding="utf-8") as file:
        to = csv.DictWriter(file, every[0])
        to.writeheader()
        to.writerows(row for row in every if is_kept(row))


def until_due():
    """Leaves the orders whose promised day has passed, and their contacts. Of others
    the late ones cannot count yet, while early ones do, as cs-contacts(1) says. Returns
    the last day."""
    every, contacts = rows("orders"), rows("contacts")
    last = max([r["date"] for r in every] + [r["created_at"] for r in contacts])[:10]
    away = {r["order_id"] for r in every if r["promised_date"][:10] >= last}
    keep("orders", every, lambda row: row["order_id"] not in away)
    keep("contacts", contacts, lambda row: row["order_id"] not in away)
    return last


def orders(design, truth):
    delivered = [r["late"] for r in rows("orders") if r["delivered_at"]]
    count(design, NAIVE + "late",
          *wilson(delivered.count("yes"), len(delivered)), LATE)
    found = linked("summary,plan,delivery", "--as-of", until_due())
    stages = dict(zip(("acknowledgement", "production", "shipping", "after_delivery"),
                      ("acknowledged", "updated", "shipping_told", "asked_after")))
    whole = 1
    for row in found["plan"]:
        if row["stage"] in stages:
            chance = truth[stages[row["stage"]]]
            whole *= chance
        elif row["stage"] == "complete":
            chance = whole
        else:
            continue
        if row["due"] >= 30:
            count_column(design, row["stage"], row, "done_rate", chance)
    deliveries(design, found["delivery"])
    count_column(design, "late", found["summary"][0], "late_share", LATE)


def deliveries(design, table):
    shares = {"early": .6 * (1 - LATE), "on_time": .4 * (1 - LATE),
              "late_notified": LATE * TOLD, "late_silent": LATE * (1 - TOLD)}
    for row in table[:4]:
        count_column(design, row["class"], row, "share", shares[row["class"]])
    # a week early or more, of up to ten days
    count_column(design, "early by a week", table[4], "early_by_week_share",
                 shares["early"] * .4)


# --- buying again, of which neither lateness nor a complaint is the reason

ALIKE = ORDERS + ["--leave-silent", "0", "--leave-resolved", "0",
                  "--leave-unresolved", "0"]
again = {}  # by design and class: its share of a large shop


def repurchase(design, _):
    for row in linked("delivery")["delivery"]:
        name = row["class"]
        if design not in again:
            continue
        count_column(design, "buy again, " + name, row, "repurchase_rate",
                     again[design][name])
        if row["difference"] is not None:
            count_column(design, f"difference of {name}", row, "difference", 0)
            count(design, f"test of {name}", .05, None, row["p_value"])


# --- complaints

COMPLAINTS = QUIET[:4] + MUTE + ["--failure-rate", ".5", "--complain", ".9",
                                 "--reopened", ".2", "--deadline-days", "5"]


def complaints(design, truth):
    chances = {"acknowledged": truth["complaints_acknowledged"],
               "deadline_kept": truth["complaints_deadline_kept"],
               "resolved": truth["complaints_resolved_7"],
               "resolved_in_time": truth["complaints_resolved_7"],
               "followed_up": truth["followed_up"], "reopened": truth["reopened"]}
    for row in linked("complaints")["complaints"]:
        if row["due"] >= 30:
            count_column(design, row["measure"], row, "rate", chances[row["measure"]])
    resolved = [r for r in rows("contacts")
                if r["kind"] == "complaint" and r["resolved_at"]]
    kept = sum(r["resolved_at"][:10] <= r["due_date"] for r in resolved)
    if len(resolved) >= 10:
        count(design, NAIVE + "deadline_kept", *wilson(kept, len(resolved)),
              chances["deadline_kept"])


# --- the funnel; few of a shop's customers, whose number is settled, enquire

FUNNEL = ["--questions", "0", "--enquired", ".1"]


def funnel(design, truth):
    row = next(r for r in linked("funnel")["funnel"] if r["stage"] == "enquiry")
    for days in 30, 90, 365:
        if row[f"rate_{days}"] is not None:
            count_column(design, f"ordered within {days}", row, f"rate_{days}",
                         truth[f"converted_{days}"])
    count(design, NAIVE + "ordered", *wilson(row["converted"], row["customers"]),
          1 - truth["never_order"])


# --- surveys; what all would say is known of a large shop

SURVEYS = QUIET + ["--failure-rate", ".2", "--dissatisfied", ".3", "--reveal", "1",
                   "--leave-silent", "0", "--leave-resolved", "0",
                   "--leave-unresolved", "0", "--asked-after", ".9"]
asked = {}


def surveys(design, truth):
    row = linked("satisfaction")["satisfaction"][0]
    if design not in asked or row["answered"] < 30:
        return
    true = asked[design]
    count_column(design, "satisfied, of who answers", row, "satisfied_share",
                 true["satisfied_share_answered"])
    count_column(design, NAIVE + "satisfied", row, "satisfied_share",
                 true["satisfied_share"])
    count(design, "bounds, of all who were asked", row["bound_low"],
          row["bound_high"], truth["satisfied_share"])
    if "nps" in true:
        count_column(design, "NPS, of who answers", row, "nps", true["nps_answered"])


ONCE = ["--model", "contract", "--every", "30d", "--hazards", "1"]
ALL_SAY = ["--answers", ".4", "--answers-dissatisfied", ".4"]
SOME_SAY = ["--answers", ".5", "--answers-dissatisfied", ".1"]
SHOP, BOOK = ["--customers", "300"], ["--customers", "1500"]
FEW = ["--customers", "100", "--days", "365"]
DESIGNS = [
    ("800 orders", orders, ORDERS + SHOP),
    ("200 orders", orders, ORDERS + FEW),
    ("a book of 30 days", orders, ORDERS + SHOP + YOUNG),
    ("all come back alike", repurchase, ALIKE + SHOP),
    ("all come back alike, 200 orders", repurchase, ALIKE + FEW),
    ("complaints", complaints, COMPLAINTS + SHOP),
    ("complaints of 100 days", complaints,
     COMPLAINTS + SHOP + ["--days", "100", "--entry", "60"]),
    ("enquiries of two years", funnel, FUNNEL + BOOK),
    ("enquiries of 120 days", funnel, FUNNEL + BOOK + ["--days", "120", "--entry",
                                                      "120"]),
    ("surveys", surveys, SURVEYS + ALL_SAY + ONCE + SHOP),
    ("few surveys, 0-10", surveys, SURVEYS + ALL_SAY + ONCE + FEW + ["--scale", "0-10"]),
    ("surveys, 0-10", surveys, SURVEYS + ALL_SAY + ONCE + SHOP + ["--scale", "0-10"]),
    ("surveys after each order", surveys,
     SURVEYS + ALL_SAY + SHOP + ["--scale", "0-10"]),
    ("surveys, who is angry is silent", surveys, SURVEYS + SOME_SAY + SHOP),
]


def large(options):
    return simulate(999, options + ["--customers", "60000"])


for name, figures, options in DESIGNS:
    if figures == surveys:
        asked[name] = large(options)
    if figures == repurchase:
        large(options)
        again[name] = {row["class"]: row["repurchase_rate"]
                       for row in linked("delivery")["delivery"]}
    for seed in range(1, RUNS + 1):
        figures(name, simulate(seed, options))
report(lambda figure: figure.startswith("bounds"),
       [("a book of 30 days", "late"), ("complaints", "deadline_kept"),
        ("enquiries of 120 days", "ordered"),
        ("surveys, who is angry is silent", "satisfied")])
