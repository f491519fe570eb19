"""account.py - random exports, and why each of their rows is left out.

	account.py SEED FOLDER
	account.py SEED FOLDER NAME <report.json

Writes FOLDER/a.csv and FOLDER/b.csv; with a NAME, prints how the report's
account differs from one made row by row in plain Python, nothing where it does
not. The options of the run that NAME stands for are in account.t.
"""
import collections
import datetime
import json
import random
import sys
from decimal import Decimal

HEADER = "customer,date,amount,state,cancelled,refund,shop"


def rows(seed, file):
    draw = random.Random(f"{seed} {file}")
    for _ in range(draw.randrange(1, 400)):
        customer = draw.choice(["", "c%d" % draw.randrange(60)])
        if draw.random() < .9 and not customer:
            customer = "c%d" % draw.randrange(60)
        day = datetime.date(2024, 1, 1) + datetime.timedelta(
            draw.randrange(300) + (0 if file == "a" else 250))
        amount = Decimal(draw.randrange(-500, 10000)) / 100
        refund = draw.choice([0] * 9 + [abs(amount)])
        yield (customer, day.isoformat(), amount,
               draw.choice(["paid"] * 8 + ["Cancelled", "pending payment"]),
               draw.choice([""] * 9 + ["2024-11-30"]), refund,
               draw.choice("NSEW"))


def write(seed, folder):
    shared = random.Random(seed)
    first = list(rows(seed, "a"))
    second = list(rows(seed, "b")) + [r for r in first if shared.random() < .1]
    for name, lines in (("a", first), ("b", second)):
        with open(f"{folder}/{name}.csv", "w") as out:
            print(HEADER, file=out)
            for line in lines:
                print(*line, sep=",", file=out)
    return first, second


class Account:
    def __init__(self):
        self.rows = collections.Counter()
        self.amounts = collections.Counter()

    def add(self, fate, amount):
        self.rows[fate] += 1
        self.amounts[fate] += amount


def reason(row, name):
    customer, day, amount, state, cancelled, refund, shop = row
    if name != "plain" and shop == "N":
        return "filter"
    if state != "paid":
        return "status"
    if cancelled:
        return "cancelled"
    if refund > 0 and amount - refund <= 0:
        return "refund"
    if name == "window" and day > "2024-08-31":
        return "after"
    if name == "window" and day < "2024-03-01":
        return "before"
    return "used" if customer else "unattributed"


def account(first, second, name):
    result = Account()
    left = [[], []]
    for file, lines in enumerate((first, second)):
        for row in lines:
            fate = reason(row, name)
            net = row[2] - row[5]
            if fate == "used":
                left[file].append((row[0], row[1], net))
            else:
                result.add(fate, net)
    if name == "first":  # equal rows count as often as in the file with most
        once = collections.Counter(left[0]) | collections.Counter(left[1])
        for row in (collections.Counter(left[0] + left[1]) - once).elements():
            result.add("overlap", row[2])
        left = [list(once.elements()), []]
    of = collections.defaultdict(list)
    for row in left[0] + left[1]:
        of[row[0]].append(row)
    for mine in of.values():
        bought = [day for _, day, net in mine if net >= 0]
        fate = "used" if bought else "without_purchase"
        if bought and name == "first" and min(bought) < "2024-02-01":
            fate = "first-purchase"
        for row in mine:
            result.add(fate, row[2])
    return result


def main():
    seed, folder = sys.argv[1:3]
    first, second = write(seed, folder)
    if len(sys.argv) == 3:
        return
    want = account(first, second, sys.argv[3])
    got = json.load(sys.stdin, parse_float=Decimal)["input"]
    apart = ("used", "unattributed", "without_purchase")
    for fate in apart:
        if (got["rows_" + fate], got["amount_" + fate]) != (
                want.rows[fate], want.amounts[fate]):
            print(seed, fate, want.rows[fate], got["rows_" + fate])
    told = {part["reason"]: (part["rows"], part["amount"])
            for part in got["excluded"]}
    known = {fate: (want.rows[fate], want.amounts[fate])
             for fate in want.rows if fate not in apart}
    if told != known:
        print(seed, "reasons", known, told)
    if (sum(part["rows"] for part in got["excluded"]) != got["rows_excluded"] or
            sum(part["amount"] for part in got["excluded"]) !=
            got["amount_excluded"]):
        print(seed, "parts do not add up", got)


main()
