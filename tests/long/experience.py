"""experience.py FOLDER RUNS - do cs-churn's comparisons say what is true of shops whose
truth is known? Draws RUNS shops of each design into FOLDER and prints, for each design
and row, the mean of the estimates, of the truth, the share of 95 % intervals that held
it and of p-values of .05 or less; "wrong: " before a line that is not as it should be.

Nothing here comes from cs-simulate, whose contacts follow the order they are about."""
import csv
import datetime
import os
import random
import subprocess
import sys

LAPSE = 90
FIRST = datetime.date(2023, 1, 1)


def date(day):
    return (FIRST + datetime.timedelta(days=day)).isoformat()


class Shop:
    """Buyers of different rhythms, who after an order leave with a chance of their
    own; `factor` times as often after a failure. What else happens is in `habits`."""

    def __init__(self, seed, customers=2000, days=730, factor=1, failures=0, fast=False,
                 by_time=0, voice=0, complaints=0, surveys=0):
        self.rnd, self.days = random.Random(seed), days
        self.orders, self.contacts, self.missed = [], [], 0
        self.factor, self.failures, self.fast = factor, failures, fast
        self.by_time, self.voice = by_time, voice
        self.complaints, self.surveys = complaints, surveys
        for number in range(customers):
            self.live("k%d" % number)
        self.order("last", days - 1, "")
        self.tell("last", days - 1, "complaint")    # so that complaints are known

    def order(self, customer, day, late):
        self.orders.append((len(self.orders), customer, date(day), 10, late))

    def tell(self, customer, day, kind, resolved=None):
        if day < self.days:
            known = resolved is not None and resolved < self.days
            self.contacts.append((customer, date(day), kind,
                                  date(resolved) if known else ""))

    def talk(self, customer, day):
        """About an order of that day."""
        rnd = self.rnd
        if rnd.random() < self.voice:
            self.tell(customer, day + 1 + int(rnd.random() * 12), "complaint")
        if rnd.random() < self.surveys:
            self.tell(customer, day + 2 + int(rnd.random() * 5), "survey")
        if rnd.random() < self.complaints:
            made, luck = day + 1 + int(rnd.random() * 5), rnd.random()
            wait = 1 + int(rnd.random() * 5) if luck < .6 else 8 + int(rnd.random() * 30)
            self.tell(customer, made, "complaint", made + wait if luck < .8 else None)

    def live(self, customer):
        rnd = self.rnd
        rate = rnd.gammavariate(2, 1 / 60) + 1e-6
        leaves = min(.9, .15 * rnd.gammavariate(4, .25))
        fails = self.failures
        if self.fast:
            fails = .2 if rate > .05 else .02
        start = time = rnd.random() * .8 * self.days
        failed = False
        while time < self.days:
            day, fail = int(time), rnd.random() < fails
            luck, gap = rnd.random(), rnd.expovariate(rate)
            self.order(customer, day, "yes" if fail else "")
            self.talk(customer, day)
            gone = luck < min(1, leaves * (self.factor if fail else 1))
            if fail and not failed and day + LAPSE + 1 < self.days:
                self.missed += gone and luck >= leaves and \
                    int(time + gap) - day <= LAPSE
            failed |= fail
            if gone:
                break
            time += gap
        time = start
        while self.by_time:
            time += rnd.expovariate(self.by_time / 365)
            if time >= self.days:
                break
            self.tell(customer, int(time), "inquiry")


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def churn(folder, shop):
    orders, contacts = (os.path.join(folder, name) for name in ("orders", "contacts"))
    write(orders, ("order_id", "customer", "date", "amount", "late"), shop.orders)
    header = ["customer", "date", "kind", "resolved"]
    write(contacts, header[:4 if shop.complaints else 3],
          [row[:4 if shop.complaints else 3] for row in shop.contacts])
    subprocess.run(["cs-churn", "-q", "--lapse-after", "%dd" % LAPSE, "-t",
                    "experience,silent", "-f", "csv", "-o", os.path.join(folder, "out/"),
                    "--contacts", contacts, orders], check=True)
    tables = []
    for name in "experience", "silent":
        with open(os.path.join(folder, "out", name + ".csv"), newline="") as file:
            tables.extend(csv.DictReader(file))
    return {row.get("experience") or row["method"]: row for row in tables}


def number(text):
    return float(text) if text else float("nan")


def measure(folder, runs, what, column, truth, **design):
    """Mean estimate and truth, shares held and refused."""
    sums, done = [0] * 4, 0
    for seed in range(runs):
        shop = Shop(seed, **design)
        row = churn(folder, shop)[what]
        estimate, low, high = (number(row[column + end])
                               for end in ("", "_low", "_high"))
        if estimate != estimate:
            continue
        true = shop.missed if truth is None else truth
        p_value = number(row.get("p_value"))
        done += 1
        for i, value in enumerate((estimate, true, low <= true <= high,
                                   p_value <= .05)):
            sums[i] += value
    return [value / done for value in sums]


def judge(name, right, figures):
    print("%s%s: mean %.3f of %.3f, held %.3f, p <= .05 %.3f" % (
        "" if right else "wrong: ", name, *figures), flush=True)


def main(folder, runs):
    runs = int(runs)
    ratio = "risk_ratio"
    spare = 3 * (.05 * .95 / runs)**.5    # three standard errors around .95

    def covers(name, *args, **design):
        found = measure(folder, runs, *args, **design)
        judge(name, abs(found[2] - .95) <= max(.02, spare), found)

    failure, contact = "failure_no_complaint", "contact_no_complaint"
    covers("contacts at any time, no effect", contact, ratio, 1, by_time=.3)
    covers("failures, no effect", failure, ratio, 1, failures=.1)
    covers("failures, and complaints of other orders, no effect", failure, ratio, 1,
           failures=.1, voice=.1)
    for what in "complaint_resolved", "complaint_followed_up", "complaint_unresolved":
        covers("surveys after orders, no effect: " + what, what, ratio, 1,
               complaints=.1, surveys=.6)
    # the truth is that of the very customers, which an interval takes for chance
    found = measure(folder, runs, "excess_lapse", "silent", None, failures=.1, factor=3)
    judge("excess lapse, failures triple leaving",
          abs(found[0] / found[1] - 1) < .05 and found[2] > .93, found)
    for days in 365, 730, 1460, 2920:
        found = measure(folder, max(5, runs // 30), failure, ratio, 1, days=days,
                        failures=.1, factor=3)
        judge("failures triple leaving, %d days" % days, 1.7 < found[0] < 2.2, found)
    found = measure(folder, max(20, runs // 6), failure, ratio, 1, fast=True)
    judge("failures fall on fast buyers, no effect", found[0] < .9, found)


if __name__ == "__main__":
    main(*sys.argv[1:])
