"""care.py - tables of cs-contacts that join contacts and orders, in plain Python.

	care.py ORDERS CONTACTS FOLDER [GROUP]

Prints what differs from the tables in FOLDER, of an export that cs-simulate --service
wrote, seen at the end of its last day: orders.csv, plan_effect.csv, and delivery.csv
with --adjust and notices of none; or with GROUP what a column of contacts, of orders
or of both makes of some tables.
"""
import csv
import datetime
import math
import sys

DAY = datetime.timedelta(days=1)
STAGES = [("acknowledgement", "confirmation", "at", 0, 1),
          ("production", "production", "ready", -7, 0),
          ("shipping", "shipping", "shipped", -1, 1),
          ("after_delivery", "survey", "delivered", 0, 14)]
REPURCHASE = 180


def read(name):
    with open(name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def moment(text):
    return datetime.datetime.fromisoformat(text) if text else None


def wrong(text):
    print(text)


class Order:
    def __init__(self, row):
        self.id, self.customer = row["order_id"], row["customer_id"]
        self.row = row
        self.at = moment(row["date"])
        self.ready, self.shipped, self.delivered = (
            moment(row[k]) for k in ("ready_at", "shipped_at", "delivered_at"))
        self.promised = moment(row["promised_date"]).date()
        self.done = {}
        self.touches = []

    def window(self, stage):
        _, _, anchor, first, last = stage
        anchor = getattr(self, anchor)
        if anchor is None and stage[0] == "production":
            anchor = self.shipped
        return None if anchor is None else (anchor + first * DAY, anchor + last * DAY)

    def serve(self, touch):
        """A contact is of the stage of its kind, if that has none yet."""
        for stage in STAGES:
            window, at = self.window(stage), moment(touch["created_at"])
            if touch["kind"] != stage[1] or window is None or stage[0] in self.done:
                continue
            after = at > window[0] if stage[3] == 0 and stage[4] == 14 else True
            if window[0] <= at <= window[1] and after:
                self.done[stage[0]] = at

    def last_window(self):
        """None: some day is not known."""
        windows = [self.window(s) for s in STAGES]
        return None if None in windows else max(w[1] for w in windows)


class Book:
    def __init__(self, orders, contacts):
        rows = read(orders)
        self.orders = {r["order_id"]: Order(r) for r in rows}
        self.contacts = read(contacts)
        last = max([o.at for o in self.orders.values()] +
                   [moment(r["created_at"]) for r in self.contacts])
        self.end = datetime.datetime.combine(last.date(), datetime.time()) + DAY
        self.of = {}
        for order in sorted(self.orders.values(), key=lambda o: o.at):
            self.of.setdefault(order.customer, []).append(order)
        for touch in sorted(self.contacts, key=lambda r: r["created_at"]):
            self.link(touch)

    def link(self, touch):
        order = self.orders.get(touch["order_id"])
        if order is None:
            at = moment(touch["created_at"])
            before = [o for o in self.of.get(touch["customer_id"], []) if o.at <= at]
            if not before:
                return
            order = before[-1]
            if at > (order.delivered + 28 * DAY if order.delivered
                     else order.at + 56 * DAY):
                return
        order.touches.append(touch)
        if touch["direction"] == "outbound":
            order.serve(touch)


def short(at):
    return at.strftime("%Y-%m-%d %H:%M") if at else ""


def check_orders(book, rows):
    found = {r["order"]: r for r in rows}
    counts = [int(r["touches_in"]) for r in rows]
    if counts != sorted(counts, reverse=True) or len(found) != len(book.orders):
        wrong("orders: not in order, or not all")
    today = (book.end - DAY).date()
    for order in book.orders.values():
        there = order.delivered.date() if order.delivered else None
        late = (there or today) - order.promised
        want = {"customer": order.customer, "date": short(order.at),
                "touches_in": str(sum(t["direction"] == "inbound"
                                      for t in order.touches)),
                "touches_out": str(sum(t["direction"] == "outbound"
                                       for t in order.touches)),
                "promised": str(order.promised),
                "delivered": str(there) if there else "",
                "days_late": str(late.days) if there or late.days > 0 else ""}
        want.update((s[0], short(order.done.get(s[0]))) for s in STAGES)
        row = found.get(order.id, {})
        if any(row.get(k) != v for k, v in want.items()):
            wrong(f"orders: {order.id}: {row}, not {want}")
    if len({r["unusual"] for r in rows}) != 2 or any(
            (int(r["touches_in"]) >= min(int(s["touches_in"]) for s in rows
                                         if s["unusual"] == "true"))
            != (r["unusual"] == "true") for r in rows):
        wrong("orders: unusual")


# --- curves: lists of (days, done) ------------------------------------------

def curve(waits, at):
    """1 - S at a day; None beyond what was watched."""
    survival = 1.
    for day in sorted({d for d, done in waits if done and d <= at}):
        survival *= 1 - sum(w == (day, True) for w in waits) / sum(
            d >= day for d, _ in waits)
    return None if not waits or (
        survival > 0 and at > max(d for d, _ in waits)) else 1 - survival


def solve(a, b):
    """a x = b, by elimination."""
    n = len(b)
    a = [row[:] + [b[i]] for i, row in enumerate(a)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(a[r][i]))
        a[i], a[pivot] = a[pivot], a[i]
        for r in range(i + 1, n):
            f = a[r][i] / a[i][i]
            a[r] = [x - f * y for x, y in zip(a[r], a[i])]
    x = [0.] * n
    for i in reversed(range(n)):
        x[i] = (a[i][n] - sum(a[i][j] * x[j] for j in range(i + 1, n))) / a[i][i]
    return x


def clustered(groups, risks):
    """The covariance of the scores where customers have several waits: the sum
    over them of the products of what their waits add, one by one."""
    k = len(groups)
    of = {}
    for g, waits in enumerate(groups):
        for day, done, who in waits:
            mine = of.setdefault(who, [0.] * k)
            for at, (risk, dead) in risks.items():
                if at > day:
                    continue
                hazard = sum(dead) / sum(risk)
                for i in range(k):
                    mine[i] += ((done and at == day) - hazard) * (
                        (i == g) - risk[i] / sum(risk))
    return [[sum(u[i] * u[j] for u in of.values()) for j in range(k)]
            for i in range(k)]


def log_rank(groups):
    """The p-value of the log-rank test of k groups of waits, each with whose it is."""
    whose = [who for g in groups for _, _, who in g]
    persons, groups = groups, [[w[:2] for w in g] for g in groups]
    k, risks = len(groups), {}
    score = [0.] * k
    variance = [[0.] * k for _ in range(k)]
    for day in sorted({d for g in groups for d, done in g if done}):
        risk = [sum(d >= day for d, _ in g) for g in groups]
        dead = [sum(w == (day, True) for w in g) for g in groups]
        n, d = sum(risk), sum(dead)
        risks[day] = risk, dead
        for i in range(k):
            score[i] += dead[i] - risk[i] * d / n
            for j in range(k):
                if n > 1:
                    variance[i][j] += (d * (n - d) / (n - 1) * risk[i] / n *
                                       ((i == j) - risk[j] / n))
    if len(set(whose)) < len(whose):
        variance = clustered(persons, risks)
    few = [row[:-1] for row in variance[:-1]]
    x = sum(a * b for a, b in zip(solve(few, score[:-1]), score)) / 2
    # the upper tail of chi-square of k - 1, by recurrence
    a = .5 if k % 2 == 0 else 1.
    tail = math.erfc(x ** .5) if k % 2 == 0 else math.exp(-x)
    while a < (k - 1) / 2:
        tail += math.exp(a * math.log(x) - x - math.lgamma(a + 1))
        a += 1
    return tail


def return_wait(book, order, start):
    later = [o.at.date() for o in book.of[order.customer]
             if o.at > order.at and o.at.date() > start]
    end = (book.end - DAY).date()
    return ((min(later) - start).days, True) if later else ((end - start).days, False)


def near(name, found, want):
    if (found == "") != (want is None) or (
            want is not None and abs(float(found) - want) > 1e-9 * max(1, abs(want))):
        wrong(f"{name}: {found}, not {want}")


def check_effect(book, rows):
    waits = [[] for _ in range(5)]
    persons = [[] for _ in range(5)]
    for order in book.orders.values():
        last = order.last_window()
        if last is not None and last < book.end:
            wait = return_wait(book, order, last.date())
            waits[len(order.done)].append(wait)
            persons[len(order.done)].append((*wait, order.customer))
    total = sum(len(w) for w in waits)
    p = log_rank([w for w in persons if w])
    for row, mine in zip(rows, waits):
        name = "plan_effect " + row["stages_done"]
        near(name, row["orders"], len(mine))
        near(name, row["share"], len(mine) / total)
        near(name, row["repurchase_rate"], curve(mine, REPURCHASE))
        near(name, row["p_value"], p)


# --- delivery, within first, second and later orders ------------------------

def check_adjusted(book, rows):
    end = (book.end - DAY).date()
    counts = {}
    for order in book.orders.values():
        if order.promised >= end or not order.delivered:
            continue
        there = max(order.promised, order.delivered.date())
        days, back = return_wait(book, order, there)
        if (end - there).days < REPURCHASE:
            continue
        late = (order.delivered.date() - order.promised).days
        kind = ("early" if late < 0 else "on_time" if late == 0 else
                "late_silent")
        number = min(book.of[order.customer].index(order), 2)
        count = counts.setdefault(kind, {}).setdefault(number, [0, 0])
        count[0] += back and days <= REPURCHASE
        count[1] += 1
    theirs = counts.get("on_time", {})
    for row in rows:
        if row["class"] not in ("early", "late_silent"):
            continue
        ours = {k: c for k, c in counts.get(row["class"], {}).items() if k in theirs}
        n = sum(c[1] for c in ours.values())
        if n == 0:
            near("delivery " + row["class"], row["difference"], None)
            continue
        other = sum(c[1] * theirs[k][0] / theirs[k][1] for k, c in ours.items()) / n
        near("delivery " + row["class"], row["difference"],
             sum(c[0] for c in ours.values()) / n - other)
        if not (float(row["difference_low"]) <= float(row["difference"])
                <= float(row["difference_high"])) or not 0 <= float(row["p_value"]) <= 1:
            wrong(f"delivery: {row}")


# --- groups -----------------------------------------------------------------

class Groups:
    """By the column: an order's own, a contact's own or that of its order."""

    def __init__(self, book, column):
        self.book, self.column = book, column
        self.of_orders = column in next(iter(book.orders.values())).row
        self.of_contacts = column in book.contacts[0]
        about = {id(t): o for o in book.orders.values() for t in o.touches}
        self.contacts = {}
        for touch in book.contacts:
            order = about.get(id(touch))
            own = touch.get(column) or (
                order.row.get(column) if order and self.of_orders else "")
            self.contacts.setdefault(own or "(none)", []).append((touch, order))
        self.orders = {}
        for order in book.orders.values() if self.of_orders else ():
            self.orders.setdefault(order.row[column] or "(none)", []).append(order)

    def names(self):
        return set(self.contacts) | set(self.orders)


def tables(folder, name):
    rows = {}
    for row in read(f"{folder}/{name}.csv"):
        rows.setdefault(row["group"], []).append(row)
    rows.pop("")
    return rows


def same(name, row, want):
    for column, value in want.items():
        near(f"{name} {column}", row[column], value)


def check_group_contacts(groups, folder):
    summary, response = (tables(folder, n) for n in ("summary", "response"))
    if set(summary) != groups.names():
        wrong(f"groups: {sorted(summary)}, not {sorted(groups.names())}")
    for name in groups.names():
        touches = [t for t, _ in groups.contacts.get(name, [])]
        inbound = [t for t in touches if t["direction"] == "inbound"]
        orders = groups.orders.get(name, [])
        about = sum(t["direction"] == "inbound" for o in orders for t in o.touches)
        same(f"summary {name}", summary[name][0], {
            "contacts": len(touches), "inbound": len(inbound),
            "outbound": len(touches) - len(inbound),
            "customers": len({t["customer_id"] for t in touches}),
            "orders": len(orders) if groups.of_orders else None,
            "contacts_per_order": about / len(orders) if orders else None})
        answered = [t for t in inbound if t["first_response_at"]]
        due = [t for t in inbound if
               moment(t["created_at"]) <= groups.book.end - DAY / 24]
        quick = sum((moment(t["first_response_at"]) - moment(t["created_at"])
                     ).total_seconds() <= 3600 for t in answered if t in due)
        same(f"response {name}", response[name][0], {
            "contacts": len(inbound), "answered": len(answered), "due": len(due),
            "within_hour": quick / len(due) if due else None})


def check_group_orders(groups, folder):
    end = groups.book.end
    plan, delivery, listed = (tables(folder, n)
                              for n in ("plan", "delivery", "orders"))
    if not groups.of_orders and (plan or delivery or listed):
        wrong("orders have no groups")
    for name in set(plan) | set(groups.orders):
        orders = groups.orders.get(name, [])
        for stage, row in zip(STAGES, plan[name]):
            due = [o for o in orders if o.window(stage) and o.window(stage)[1] < end]
            same(f"plan {name}", row, {"due": len(due),
                                       "done": sum(stage[0] in o.done for o in due)})
        due = [o for o in orders if o.delivered or o.promised < (end - DAY).date()]
        early = [o for o in due if o.delivered and o.delivered.date() < o.promised]
        same(f"delivery {name}", delivery[name][0], {"orders": len(early)})
        of = {r["class"]: r for r in delivery[name]}
        for row, count in [("all", len(due)), ("due", len(due)),
                           ("overdue_open", sum(not o.delivered for o in due)),
                           ("open", len(orders) - len(due))]:
            same(f"delivery {name} {row}", of[row], {"orders": count})
        if {r["order"] for r in listed.get(name, [])} != {o.id for o in orders}:
            wrong(f"orders {name}")


def check_group_funnel(groups, folder):
    funnel = tables(folder, "funnel")
    asked, first = {}, {}
    for touch in groups.book.contacts:
        asked.setdefault(touch["customer_id"], touch) if (
            touch["kind"] == "inquiry") else None
    of = {id(t): name for name, rows in groups.contacts.items() for t, _ in rows}
    for who, touch in asked.items():
        orders = groups.book.of.get(who)
        if not orders or touch["created_at"][:10] <= str(orders[0].at.date()):
            first[of[id(touch)]] = first.get(of[id(touch)], 0) + 1
    for name, rows in funnel.items():
        steps = {r["stage"]: r for r in rows}
        bought = sum(o is groups.book.of[o.customer][0]
                     for o in groups.orders.get(name, []))
        same(f"funnel {name}", steps["enquiry"], {
            "customers": first.get(name, 0) if groups.of_contacts else None})
        same(f"funnel {name}", steps["first_order"], {
            "customers": bought if groups.of_orders else None})


def check_groups(book, folder, column):
    groups = Groups(book, column)
    check_group_contacts(groups, folder)
    check_group_orders(groups, folder)
    check_group_funnel(groups, folder)


def main():
    book = Book(sys.argv[1], sys.argv[2])
    if len(sys.argv) > 4:
        check_groups(book, sys.argv[3], sys.argv[4])
        return
    check_orders(book, read(sys.argv[3] + "/orders.csv"))
    check_effect(book, read(sys.argv[3] + "/plan_effect.csv"))
    check_adjusted(book, read(sys.argv[3] + "/delivery.csv"))


main()
