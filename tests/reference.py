#!/usr/bin/env python3
"""reference.py COMMAND [OPTIONS] FILE ... - a second opinion.

Runs cs-retention, cs-pareto or cs-lifetime with these options and -f json, works
out every table from the same files with nothing but Python's own library, written
from the definitions and for clarity only, and prints where the two differ. Knows
the options that OPTIONS lists, comma-separated files and dates that begin with
YYYY-MM-DD or YYYYMMDD. cs-lifetime's tables are in reference_lifetime.py.
"""
import csv
import datetime
import gzip
import json
import math
import re
import statistics
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

DAY = datetime.timedelta(1)
Z = statistics.NormalDist().inv_cdf(.975)
OPTIONS = """customer date order amount quantity price status count refund
cancelled group reference where exclude as-of from to first-from first-to
occasion period inactive days lapse-after every grace line-items by measure
target top-percent percents classes limit bootstrap seed
number start end time event entry survivors negligible conf-type restrict-to
fit-to horizon discount""".split()
USUAL = {
    "customer": ["customerid", "customer"],
    "date": ["invoicedate", "date", "createdat"],
    "order": ["orderid", "invoiceno", "order"],
    "amount": ["amount", "total"],
    "quantity": ["quantity"],
    "price": ["unitprice"],
    "refund": ["refundedamount"],
    "cancelled": ["cancelledat"],
}


def parse_command(words):
    options, files = {"where": [], "exclude": []}, []
    words = list(words)
    while words:
        word = words.pop(0)
        if word == "--no-total":
            options["no-total"] = True
        elif word in ("-t", "--table"):
            options["table"] = words.pop(0)
        elif word.startswith("--") and word[2:] in OPTIONS:
            value = words.pop(0)
            if word[2:] in ("where", "exclude"):
                options[word[2:]].append(value)
            else:
                options[word[2:]] = value
        elif word.startswith("-"):
            sys.exit(f"reference.py does not know {word}")
        else:
            files.append(word)
    return options, files


# --- rows

def parse_day(text):
    digits = re.sub("[^0-9]", "", text[:10])[:8]
    return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def bounds(text):
    """First and last day of 2025, 2025-03 or 2025-03-07."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return (datetime.date(*parts),) * 2
    first = datetime.date(parts[0], (parts + [1])[1], 1)
    months = 1 if len(parts) == 2 else 12
    return first, add_months(first, months) - datetime.timedelta(1)


def add_months(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for dom in range(day.day, 0, -1):
        try:
            return datetime.date(year, month + 1, dom)
        except ValueError:
            pass
    raise ValueError


def column(options, role, header):
    if role in options:
        names = options[role].split(",")
        return [] if names == ["none"] else [header.index(n) for n in names]
    folded = [re.sub("[^a-z0-9]", "", h.lower()) for h in header]
    for name in USUAL.get(role, []):
        if name in folded:
            return [folded.index(name)]
    return []


def selected(expression, header, row):
    name, operator, values = re.match(r"(.*?)(!=|=)(.*)", expression).groups()
    hit = row[header.index(name)] in values.split(",")
    return hit if operator == "=" else not hit


class Row:
    pass


def read_rows(options, files):
    """Rows that filters, status, refund and cancellation leave."""
    for name in files:
        opener = gzip.open if name.endswith(".gz") else open
        with opener(name, "rt", encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream)
            header = next(reader)
            at = {role: column(options, role, header)
                  for role in list(USUAL) + ["status", "group", "number"]}
            at["customer"] = column(
                {**options, **({"customer": options["by"]} if "by" in options
                               else {})}, "customer", header)
            at["measure"] = column({"m": options["measure"]}, "m", header) \
                if options.get("measure") in header else []
            for place, record in enumerate(reader):
                row = make_row(options, header, at, record)
                if row is not None:
                    row.place = (name, place)
                    yield row


def make_row(options, header, at, record):
    def cell(role):
        values = [record[i].strip() for i in at[role]]
        return next((v for v in values if v), "")

    if not all(selected(e, header, record) for e in options["where"]) or \
            any(selected(e, header, record) for e in options["exclude"]):
        return None
    row = Row()
    measure = options.get("measure", "amount")
    if measure == "quantity":
        row.amount = Decimal(cell("quantity"))
    elif at["measure"]:
        row.amount = Decimal(cell("measure"))
    elif at["amount"]:
        row.amount = Decimal(cell("amount"))
    else:
        row.amount = Decimal(cell("quantity")) * Decimal(cell("price"))
    if at["refund"] and cell("refund") and measure == "amount":
        refund = abs(Decimal(cell("refund")))
        row.amount -= refund
        if refund and row.amount <= 0:
            return None
    if at["cancelled"] and cell("cancelled"):
        return None
    if "count" in options and cell("status") not in options["count"].split(","):
        return None
    row.day = parse_day(cell("date")) if at["date"] else None
    row.customer = cell("customer")
    if "@" in row.customer:
        row.customer = row.customer.lower()
    row.order = cell("order")
    row.group = cell("group")
    row.number = int(Decimal(cell("number"))) if at["number"] else 0
    return row


# --- orders

class Order:
    def __init__(self, rows, once):
        rows = sorted(rows, key=lambda r: r.place)
        self.day = min(r.day for r in rows) if rows[0].day else None
        self.total = rows[0].amount if once else sum(r.amount for r in rows)
        self.paid_back = not (once or self.total) and any(r.amount for r in rows)
        self.id = rows[0].order
        self.number = max(r.number for r in rows)
        self.group = min((r.group == "", r.group) for r in rows)[1]


def form_orders(rows, once):
    by_id, orders = {}, []
    for row in rows:
        if row.order:
            by_id.setdefault(row.order, []).append(row)
        else:
            orders.append(Order([row], once))
    orders += [Order(r, once) for r in by_id.values()]
    return sorted((o for o in orders if not o.paid_back),
                  key=lambda o: (o.day or 0, o.total, o.id))


class Customer:
    def __init__(self, key, rows, options):
        orders = form_orders(rows, options.get("line-items") == "once")
        self.key = key
        self.rows = rows
        self.purchases = [o for o in orders if o.total >= 0]
        self.refunds = [o for o in orders if o.total < 0]
        if self.purchases:
            self.group = self.purchases[0].group or "(none)"
        if options.get("occasion") == "day":
            joined = {}
            for order in self.purchases:
                if order.day in joined:
                    whole = joined[order.day]
                    whole.total += order.total
                    whole.number = max(whole.number, order.number)
                else:
                    joined[order.day] = order
            self.purchases = list(joined.values())
        for refund in self.refunds:
            refund.written = refund.day
            if self.purchases and refund.day:
                refund.day = max(refund.day, self.purchases[0].day)


def load(command, options, files):
    rows = list(read_rows(options, files))
    to = bounds(options["to"])[1] if "to" in options else datetime.date.max
    last = bounds(options["as-of"])[1] if "as-of" in options else \
        to if command == "cs-pareto" else datetime.date.max
    rows = [r for r in rows if r.day is None or r.day <= last]
    study = Row()
    study.options = options
    study.dates = sorted(r.day for r in rows if r.day)
    study.as_of = bounds(options["as-of"])[1] if "as-of" in options else \
        study.dates[-1] if study.dates else None
    study.window = (bounds(options["from"])[0] if "from" in options
                    else datetime.date.min, to)
    by_customer = {}
    for row in rows:
        if row.customer:
            by_customer.setdefault(row.customer, []).append(row)
    study.customers = [Customer(k, r, options) for k, r in by_customer.items()]
    study.all = study.customers
    for name, side in (("first-from", 0), ("first-to", 1)):
        if name in options:
            limit = bounds(options[name])[side]
            study.customers = [
                c for c in study.customers if c.purchases and
                (c.purchases[0].day >= limit if side == 0
                 else c.purchases[0].day <= limit)]
    return study


def inside(study, day):
    return day is None or study.window[0] <= day <= study.window[1]


# --- statistics

def wilson(x, n):
    if n == 0:
        return None, None
    centre, half = x + Z * Z / 2, Z * math.sqrt(x * (n - x) / n + Z * Z / 4)
    return ((centre - half) / (n + Z * Z) if x else 0,
            (centre + half) / (n + Z * Z) if x < n else 1)


def kaplan_meier(times, days):
    """times: (time, event). Risk set, events, S, se and log-log bounds of S."""
    at_risk = sum(t >= days for t, _ in times)
    events = sum(t <= days and e for t, e in times)
    if at_risk == 0:
        return 0, events, None, None, None, None
    survival, variance = Fraction(1), Fraction(0)
    for time in sorted({t for t, e in times if e and t <= days}):
        n = sum(t >= time for t, _ in times)
        d = sum(t == time and e for t, e in times)
        survival *= Fraction(n - d, n)
        variance += Fraction(d, n * (n - d)) if n > d else 0
    s = float(survival)
    if s in (0, 1):
        return at_risk, events, s, 0, None, None
    root = math.sqrt(variance)
    spread = Z * root / math.log(s)
    return (at_risk, events, s, s * root, s ** math.exp(-spread),
            s ** math.exp(spread))


def ratio(a, b):
    return float(Fraction(a) / Fraction(b)) if b else None


def money_ratio(a, b):
    return ratio(a, b) if b > 0 else None


def median(values):
    return statistics.median(values) if values else None


# --- cs-retention

def gaps(study):
    return sorted((b.day - a.day).days for c in study.customers
                  for a, b in zip(c.purchases, c.purchases[1:])
                  if b.day > a.day)


def weighed_quantile(study, share):
    """Of all gaps, of which those of a customer weigh one together."""
    weights = {}
    for customer in study.customers:
        days = [o.day for o in customer.purchases]
        own = [(b - a).days for a, b in zip(days, days[1:]) if b > a]
        for gap in own:
            weights[gap] = weights.get(gap, 0) + Fraction(1, len(own))
    reached, total = 0, sum(weights.values())
    for gap in sorted(weights):
        reached += weights[gap]
        if reached >= share * total:
            return gap
    return None


class Rule:
    """When a silence is a lapse: --lapse-after, --every and --grace, or neither."""

    def __init__(self, study):
        options = study.options
        text = options.get("lapse-after") or options.get("every")
        self.default = text is None
        if self.default:
            text = str(weighed_quantile(study, Fraction(95, 100)))
        self.parts = [re.match(r"(\d+)([dwmy]?)$", part).groups()
                      for part in [text] + [options[o] for o in ["grace"]
                                            if o in options]]
        self.by_month = "every" in options and self.parts[0][1] in ["m", "y"]

    def add(self, day, dom):
        """On a day of the month, which `day` is, or its month's last."""
        for number, unit in self.parts:
            if unit and unit in "my":
                first = add_months(day.replace(day=1),
                                   int(number) * (12 if unit == "y" else 1))
                end = add_months(first, 1) - DAY
                day = first.replace(day=min(dom or day.day, end.day))
            else:
                day += DAY * (int(number) * (7 if unit == "w" else 1))
            dom = None
        return day

    def ends(self, days):
        """Of payments in the order of their days the last days without a lapse."""
        found = []
        for i, day in enumerate(days):
            doms = {day.day}
            if self.by_month:
                if all((d + DAY).day == 1 for d in days[:i + 1]):
                    doms = {31}
                else:
                    doms |= {days[0].day, max(d.day for d in days[:i + 1])}
            found.append(max(self.add(nearest(day, dom), dom) for dom in doms))
        return found

    def cutoff(self, days, as_of):
        """The last day on which one more payment could be told."""
        day = as_of
        while self.ends([d for d in days if d <= day] + [day])[-1] >= as_of:
            day -= DAY
        return day


@lru_cache(None)
def nearest(day, dom):
    """The nearest day, the later of two, that is the dom of a month, or its last."""
    near = [day + DAY * k for k in range(-17, 18)]
    return min((d for d in near if d.day == dom or
                d.day < dom and (d + DAY).day == 1),
               key=lambda d: (abs((d - day).days), day - d))


def summary(study, customers):
    n = orders = repeats = same_day = 0
    revenue = repeat_revenue = value = repeat_value = Decimal(0)
    waits, days, again = [], [], 0
    for customer in customers:
        here = [(i, o) for i, o in enumerate(customer.purchases)
                if inside(study, o.day)]
        net = sum((o.total for _, o in here), Decimal(0)) + \
            sum(r.total for r in customer.refunds if inside(study, r.written))
        if not here:
            continue
        revenue += net
        n += 1
        orders += len(here)
        later = [o for i, o in here if i > 0]
        repeats += len(later)
        again += bool(later)
        repeat_revenue += net if later else 0
        value += sum(o.total for _, o in here)
        repeat_value += sum(o.total for o in later)
        days += [o.day for _, o in here]
        first = customer.purchases[:2]
        if later:
            waits.append((first[1].day - first[0].day).days)
        same_day += len(first) == 2 and first[0].day == first[1].day and \
            inside(study, first[1].day)
    low, high = wilson(again, n)
    return [{
        "customers": n, "orders": orders, "revenue": revenue,
        "repeat_customers": again, "repeat_rate": ratio(again, n),
        "repeat_rate_low": low, "repeat_rate_high": high,
        "orders_per_customer": ratio(orders, n),
        "repeat_order_share": ratio(repeats, orders),
        "repeat_customer_revenue_share": money_ratio(repeat_revenue, revenue),
        "repeat_order_revenue_share": money_ratio(repeat_value, value),
        "median_days_to_second": median(waits), "same_day_repeats": same_day,
        "first_date": min(days, default=None),
        "last_date": max(days, default=None)}]


def ladder(study, customers):
    rule, rungs = Rule(study), {}
    for customer in customers:
        orders = customer.purchases
        undecided = rule.ends([o.day for o in orders])[-1] >= study.as_of
        for i, order in enumerate(orders):
            if inside(study, order.day):
                more = i + 1 < len(orders)
                rungs.setdefault(i + 1, []).append((
                    (orders[i + 1].day - order.day).days if more else None,
                    not more and undecided))
    table = []
    for n in range(1, max(rungs, default=0) + 1):
        steps = rungs.get(n, [])
        gaps = [gap for gap, _ in steps if gap is not None]
        low, high = wilson(len(gaps), len(steps))
        table.append({
            "n": n, "reached": len(steps), "continued": len(gaps),
            "undecided": sum(u for _, u in steps),
            "continue_rate": ratio(len(gaps), len(steps)),
            "continue_rate_low": low, "continue_rate_high": high,
            "median_days": median(gaps)})
    return table


def days_until(times, share):
    """By when the share had the event: of the curve, and of its bounds."""
    events = sorted({t for t, e in times if e})
    curve = [(t,) + kaplan_meier(times, t)[2:] for t in events]
    last = max(t for t, _ in times)
    found = []
    for s in (1, 3, 4):
        at = [(row[0], row[s]) for row in curve if row[s] is not None]
        place = next((i for i, (_, y) in enumerate(at)
                      if y <= 1 - share + 1.5e-8), None)
        if place is None:
            found.append(None)
        elif abs(at[place][1] - (1 - share)) < 1.5e-8:
            later = [t for t, y in at if t > at[place][0] and y < at[place][1]]
            found.append((at[place][0] + min(later, default=last)) / 2)
        else:
            found.append(at[place][0])
    return found


def gaps_between(study, customers):
    rungs = {}
    for customer in customers:
        orders = customer.purchases
        for i, order in enumerate(orders):
            if inside(study, order.day):
                end = orders[i + 1].day if i + 1 < len(orders) else study.as_of
                rungs.setdefault(min(i, 12), []).append(
                    ((end - order.day).days, i + 1 < len(orders)))
    lines = [(f"{n + 1} to {n + 2}" if n < 12 else "13 on", rungs[n])
             for n in sorted(rungs)]
    if lines:
        lines.append(("all", sum((times for _, times in lines), [])))
    table = []
    for name, times in lines:
        days = sorted(t for t, came in times if came)
        count = len(days)
        row = {"between": name, "came_back": count,
               "waiting": len(times) - count, "same_day": days.count(0),
               "mean_days": ratio(sum(days), count),
               "lower_quartile_days": days[(count + 3) // 4 - 1] if days else None,
               "median_days": median(days),
               "upper_quartile_days": days[(3 * count + 3) // 4 - 1] if days
               else None}
        for column, share in (("quarter", .25), ("half", .5)):
            column += "_of_all_days"
            row[column], row[column + "_low"], row[column + "_high"] = \
                (None,) * 3 if name in ("13 on", "all") else \
                days_until(times, share)
            if name != "1 to 2":
                row[column + "_low"] = row[column + "_high"] = None
        table.append(row)
    return table


def second_times(study, customers):
    times = []
    for customer in customers:
        first, *rest = customer.purchases
        if inside(study, first.day):
            end = rest[0].day if rest else study.as_of
            times.append(((end - first.day).days, bool(rest)))
    return times


def asked_days(study):
    return [int(d) for d in
            study.options.get("days", "7,30,60,90,180,365").split(",")]


def within(study, customers):
    times, table = second_times(study, customers), []
    for days in asked_days(study):
        at_risk, events, s, _, low, high = kaplan_meier(times, days)
        table.append({
            "days": days, "at_risk": at_risk, "events": events,
            "repeat_rate": None if s is None else 1 - s,
            "repeat_rate_low": None if high is None else 1 - high,
            "repeat_rate_high": None if low is None else 1 - low})
    return table


def period(study, day):
    unit = study.options.get("period", "month")
    if unit == "week":
        return (day.toordinal() - 1) // 7
    return (day.year * 12 + day.month - 1) // \
        {"month": 1, "quarter": 3, "year": 12}[unit]


def period_days(study, number):
    unit = study.options.get("period", "month")
    if unit == "week":
        first = datetime.date.fromordinal(number * 7 + 1)
        return first, first + datetime.timedelta(6)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(number * months, 12)
    first = datetime.date(year, month + 1, 1)
    return first, add_months(first, months) - datetime.timedelta(1)


def label(study, number):
    unit, day = study.options.get("period", "month"), period_days(study, number)[0]
    if unit == "week":
        return "%d-W%02d" % day.isocalendar()[:2]
    return {"month": f"{day:%Y-%m}", "quarter": f"{day:%Y}-Q{(day.month + 2) // 3}",
            "year": f"{day:%Y}"}[unit]


def calendar(study):
    return range(period(study, study.dates[0]), period(study, study.as_of) + 1)


def cohorts(study, customers):
    table = []
    for start in calendar(study):
        members = [c for c in customers
                   if period(study, c.purchases[0].day) == start and
                   inside(study, c.purchases[0].day)]
        for now in calendar(study) if members else ():
            if now < start:
                continue
            active = sum(any(period(study, o.day) == now for o in c.purchases)
                         for c in members)
            table.append({
                "cohort": label(study, start), "size": len(members),
                "age": now - start, "active": active,
                "retention": ratio(active, len(members)),
                "revenue": sum((o.total for c in members
                                for o in c.purchases + c.refunds
                                if period(study, o.day) == now), Decimal(0)),
                "complete": period_days(study, now)[1] <= study.as_of})
    return table


def periods(study, customers):
    inactive, table = int(study.options.get("inactive", 3)), []
    for now in calendar(study):
        first, last = period_days(study, now)
        if last < study.window[0] or first > study.window[1]:
            continue
        counts = {"new": 0, "returning": 0, "reactivated": 0}
        orders, revenue, fresh = 0, Decimal(0), Decimal(0)
        for customer in customers:
            visits = [period(study, o.day) for o in customer.purchases]
            bought = [o for o in customer.purchases
                      if period(study, o.day) == now]
            back = [o for o in customer.refunds
                    if period(study, o.written) == now]
            amount = sum((o.total for o in bought + back), Decimal(0))
            revenue += amount
            fresh += amount if visits[0] == now else 0
            orders += len(bought)
            if bought:
                before = [v for v in visits if v < now]
                counts["new" if not before else
                       "returning" if now - before[-1] <= inactive else
                       "reactivated"] += 1
        active = sum(counts.values())
        table.append({"period": label(study, now), "active": active, **counts,
                      "orders": orders, "revenue": revenue,
                      "revenue_new": fresh,
                      "returning_share": ratio(counts["returning"], active),
                      "complete": last <= study.as_of})
    return table


def group_order(name):
    return name == "(none)", name.encode()


def together(own, base, days):
    """What each group is worth at that day if they do not differ, or None."""
    pooled, sums, free = 1.0, [0.0, 0.0], [1.0, 1.0]
    counts = [Counter(own), Counter(base)]
    risk = [len(own), len(base)]
    for day in range(days + 1):
        events = sum(c[day, True] for c in counts)
        if events == sum(risk) > 0:
            return None
        odds = events / (sum(risk) - events) if events else 0
        for i, count in enumerate(counts):
            if events:
                sums[i] += odds / (count.total() * pooled * free[i])
        pooled *= 1 - events / sum(risk) if events else 1
        for i, count in enumerate(counts):
            risk[i] -= count[day, True]
            if count[day, False]:
                free[i] *= 1 - count[day, False] / risk[i]
            risk[i] -= count[day, False]
    return [(1 / pooled - 1) / s for s in sums] if pooled < 1 else None


def fisher(x, n, y, m):
    ways = [math.comb(n, k) * math.comb(m, x + y - k)
            for k in range(max(0, x + y - m), min(n, x + y) + 1)]
    seen = math.comb(n, x) * math.comb(m, y)
    if len(ways) < 2:
        return None
    return float(Fraction(sum(w for w in ways if w <= seen), sum(ways)))


def rate_at(times, days):
    """F, 1 once all had the event, and Greenwood's error."""
    _, _, s, se, _, _ = kaplan_meier(times, days)
    longest = max((t for t, _ in times), default=0)
    if s is None and times and all(e for t, e in times if t == longest):
        s, se = 0.0, None
    return (None, None) if s is None else (1 - s, se)


def compared(own, base, days):
    """difference, low, high, test, p."""
    (f, se), (g, other_se) = rate_at(own, days), rate_at(base, days)
    if f is None or g is None:
        return None, None, None, None, None
    worth = together(own, base, days)
    if worth is None:
        return f - g, None, None, None, None
    bounds = []
    for share, error, w in ((f, se, worth[0]), (g, other_se, worth[1])):
        n = share * (1 - share) / error ** 2 if error else w
        bounds.append(wilson(share * n, n))
    (low, high), (other_low, other_high) = bounds
    low = f - g - math.hypot(f - low, other_high - g)
    high = f - g + math.hypot(high - f, g - other_low)
    m = sum(worth)
    mean = (worth[0] * f + worth[1] * g) / m
    if min(worth) * min(mean, 1 - mean) < 5:
        counts = [math.floor(v + .5) for v in (
            worth[0] * f, worth[0], worth[1] * g, worth[1])]
        p = fisher(*counts)
        return f - g, low, high, p if p is None else "exact", p
    z = abs(f - g) / math.sqrt(mean * (1 - mean) * m / (m - 1) *
                               (1 / worth[0] + 1 / worth[1]))
    return f - g, low, high, "score", math.erfc(z / math.sqrt(2))


def compared_days(study, groups, sizes, against):
    """--days, or the longest for which ten of each group are watched, of groups
    with four fifths of the customers that the reference leaves, else of any."""
    if "days" in study.options:
        return asked_days(study)
    if len(groups) > 1:
        groups = {g: c for g, c in groups.items() if g != against}
    everybody = sum(sizes[g] for g in groups)
    watched = {days: sum(sizes[g] for g, c in groups.items() if kaplan_meier(
        second_times(study, c), days)[0] >= 10) for days in asked_days(study)}
    enough = [d for d, n in watched.items() if n * 5 >= everybody * 4]
    some = [d for d, n in watched.items() if n > 0]
    return [(enough or some or asked_days(study)[:1])[-1]]


def compare(study, groups):
    table, against = [], study.options.get("reference")
    sizes = {g: summary(study, c)[0]["customers"] for g, c in groups.items()}
    if against is None:
        against = max(sizes, key=lambda g: sizes[g])
    base = second_times(study, groups[against])
    for days in compared_days(study, groups, sizes, against):
        for group, customers in groups.items():
            if group == against:
                continue
            own = second_times(study, customers)
            d, low, high, test, p = compared(own, base, days)
            _, _, _, _, lowest, highest = kaplan_meier(own, days)
            table.append({
                "group": group, "days": days, "customers": len(own),
                "reference": against, "reference_customers": len(base),
                "repeat_rate": rate_at(own, days)[0],
                "repeat_rate_low": None if highest is None else 1 - highest,
                "repeat_rate_high": None if lowest is None else 1 - lowest,
                "difference": d, "difference_low": low,
                "difference_high": high, "test": test, "p_value": p})
    known = sorted((r for r in table if r["p_value"] is not None),
                   key=lambda r: r["p_value"])
    floor = 0
    for i, row in enumerate(known):
        floor = max(floor, (len(known) - i) * row["p_value"])
        row["p_adjusted"] = min(1, floor)
    for row in table:
        row.setdefault("p_adjusted", None)
    return table


def retention(study):
    study.customers = [c for c in study.customers if c.purchases]
    tables = {}
    makers = {"summary": summary, "ladder": ladder, "within": within,
              "cohorts": cohorts, "periods": periods}
    if study.options.get("table") == "gaps":
        makers = {"gaps": gaps_between}
    for name, make in makers.items():
        tables[name] = grouped(study, lambda c, make=make: make(study, c))
    if "group" in study.options and "gaps" not in makers:
        tables["compare"] = compare(study, by_group(study))
    return tables


# --- cs-pareto

def by_group(study):
    groups = {}
    for customer in study.customers:
        groups.setdefault(customer.group, []).append(customer)
    return {g: groups[g] for g in sorted(groups, key=group_order)}


def grouped(study, make):
    if "group" not in study.options:
        return make(study.customers)
    parts = [] if "no-total" in study.options else [(None, study.customers)]
    parts += by_group(study).items()
    return [{"group": group, **row} for group, members in parts
            for row in make(members)]


def percents(text):
    return [Fraction(p) for p in text.split(",")]


def measure(study):
    """Sets .value and .orders of those who count."""
    kept, orders = [], study.options.get("measure") == "orders"
    firsts = {"group", "first-from", "first-to"} & set(study.options)
    for customer in study.customers:
        rows = [r for r in customer.rows if inside(study, r.day)]
        customer.value = sum((r.amount for r in rows), Decimal(0))
        here = [o for o in customer.purchases if inside(study, o.day)]
        customer.orders = len(here)
        counts = any(r.amount >= 0 for r in rows)
        if study.options.get("line-items") == "once" or \
                firsts and "from" in study.options:
            back = [o for o in customer.refunds if inside(study, o.written)]
            customer.value = sum((o.total for o in here + back), Decimal(0))
            counts = bool(here)
        if orders:
            customer.value = Decimal(len(here))
        if counts:
            kept.append(customer)
    study.customers = sorted(kept, key=lambda c: (-c.value, c.key.encode()))


def top_count(percent, n):
    return min(n, max(1, math.ceil(percent * n / 100)))


def enough(values, percent):
    """The smallest k that reaches so much of the total."""
    target, reached = percent / 100 * Fraction(sum(values)), Fraction(0)
    for k, value in enumerate(values):
        if reached >= target:
            return k
        reached += Fraction(value)
    return len(values)


def gini(values):
    """By mean absolute differences; its se by the infinitesimal jackknife of them."""
    x = sorted(Fraction(v) for v in values)
    n, total, below, away = len(x), sum(x), Fraction(0), []
    mean = total / n
    for i, v in enumerate(x):
        away.append((v * i - below + total - below - v * (n - i)) / n)
        below += v
    g = sum(away) / n / (2 * mean)
    squares = sum(float(a / mean - g - g * v / mean) ** 2
                  for a, v in zip(away, x))
    return float(g), math.sqrt(squares / (n * (n - 1))) if n > 1 else None


def gamma_lower(p, k):
    """Where a gamma variate of whole shape k lies below with chance p: halved
    until it is, by k events of a Poisson process."""
    low, high = 0.0, 10.0 * k
    for _ in range(200):
        x = (low + high) / 2
        chance = 1 - sum(math.exp(j * math.log(x) - x - math.lgamma(j + 1))
                         for j in range(k))
        low, high = (x, high) if chance < p else (low, x)
    return x


def top_se(values, k):
    """Of a top share, with q the last value inside."""
    n, total, q = len(values), sum(values), values[k - 1]
    share = sum(values[:k]) / total
    z = [(max(x - q, 0) + q * k / n - share * x) * n / total for x in values]
    return math.sqrt(sum(a * a for a in z) / (n * (n - 1)))


def hill(values, k):
    logs = sum(math.log(x / values[k]) for x in values[:k])
    return k / logs if logs > 0 else math.inf


def tail_index(values):
    k = len(values) // 20
    return None if k < 5 or values[k] <= 0 else hill(values, k)


def tail_gini(values, k, a):
    """Twice the area between the diagonal and the Lorenz curve from the largest
    on, whose first part is whole * t ** (1 - 1 / a) for t from 0 to 1."""
    whole, n = k * values[k] * a / (a - 1), len(values)
    total = whole + sum(values[k:])
    area, reached = k * whole * a / (2 * a - 1), whole
    for x in values[k:]:
        area += reached + x / 2
        reached += x
    return 2 * area / n / total - 1


def tail_share(values, k, a, top):
    whole = k * values[k] * a / (a - 1)
    held = whole * min(1, top / k) ** (1 - 1 / a) + sum(values[k:top])
    return held / (whole + sum(values[k:]))


def reach(values, low, high, figure, spread):
    """The upper end of an interval, moved to where the tail may put it."""
    x = [float(v) for v in values]
    n = len(x)
    k = max(2, math.isqrt(n))
    if low is None or low == high:
        return None, None
    if n <= k or x[k] <= 0:
        return max(0, low), 1
    a = hill(x, k)
    if a < math.inf:
        worst = gamma_lower(.025, k) / k * a
        if worst <= 1:
            return max(0, low), 1
        middle = spread(x, k, a)
        lump = [sum(x[:k]) / k] * k + x[k:]
        high = max(high, middle + math.hypot(spread(x, k, worst) - middle,
                                             Z * figure(lump)))
    return max(0, low), min(1, high)


def counted(customers):
    """What each counts in shares: below 0 is 0."""
    return [max(c.value, Decimal(0)) for c in customers]


def pareto_summary(study, customers):
    values = counted(customers)
    n, total = len(values), sum(values)
    target = Fraction(study.options.get("target", "80"))
    top = Fraction(study.options.get("top-percent", "20"))
    need, (g, se) = enough(values, target), gini(values)
    hhi = sum(Fraction(v) ** 2 for v in values) / Fraction(total) ** 2
    k, tail = top_count(top, n), tail_index([float(v) for v in values])
    share, low, high = ratio(sum(values[:k]), total), None, None
    if k < n:
        margin = Z * top_se([float(v) for v in values], k)
        low, high = share - margin, share + margin
        low, high = reach(values, low, high, lambda x: top_se(x, k),
                          lambda x, m, a: tail_share(x, m, a, k))
    low = low if low is None else max(low, k / n)
    gini_low, gini_high = reach(values, None if se is None else g - Z * se,
                                None if se is None else g + Z * se,
                                lambda x: gini(x)[1], tail_gini)
    return [{
        "customers": n, "revenue": sum(c.value for c in customers),
        "top_percent": float(top),
        "top_share": share, "top_share_low": low, "top_share_high": high,
        "target_share": float(target / 100), "customers_for_target": need,
        "customers_for_target_share": ratio(need, n), "gini": g,
        "gini_low": gini_low, "gini_high": gini_high,
        "gini_corrected": g * n / (n - 1) if n > 1 else None,
        "hhi": float(hhi), "effective_customers": float(1 / hhi),
        "tail_index": None if tail == math.inf else tail,
        "reliable": tail is not None and tail >= 3 and n * hhi <= 5,
        "largest_share": ratio(values[0], total),
        "nonpositive_customers": sum(c.value <= 0 for c in customers),
        "nonpositive_value": sum((c.value for c in customers if c.value < 0),
                                 Decimal(0))}]


def shares(study, customers):
    values = counted(customers)
    table = []
    for percent in percents(study.options.get("percents",
                                              "1,2,5,10,20,25,50,100")):
        k = top_count(percent, len(values))
        table.append({"percent": float(percent), "customers": k,
                      "value": sum(values[:k]),
                      "share": ratio(sum(values[:k]), sum(values))})
    return table


def class_ends(study, values):
    ends = [enough(values, p)
            for p in percents(study.options.get("classes", "80,95"))]
    return ends + [sum(v > 0 for v in values)]


def classes(study, customers):
    values, begin, table = counted(customers), 0, []
    for i, end in enumerate(class_ends(study, values)):
        part = values[begin:end]
        table.append({"class": chr(ord("A") + i), "customers": len(part),
                      "value": sum(part, Decimal(0)),
                      "share": ratio(sum(part, Decimal(0)), sum(values))})
        begin = end
    if begin < len(values):
        table.append({"class": "none", "customers": len(values) - begin,
                      "value": sum((c.value for c in customers if c.value < 0),
                                   Decimal(0)), "share": None})
    return table


def class_name(ends, place):
    return next((chr(ord("A") + k) for k, e in enumerate(ends) if place < e),
                "none")


def customers_table(study, customers):
    values = counted(customers)
    ends, reached, table = class_ends(study, values), Decimal(0), []
    for i, customer in enumerate(customers):
        reached += customer.value
        counts = customer.value >= 0
        table.append({
            "rank": i + 1, "customer": customer.key, "orders": customer.orders,
            "value": customer.value,
            "share": ratio(customer.value, sum(values)) if counts else None,
            "cumulative_share": ratio(reached, sum(values)) if counts else None,
            "class": class_name(ends, i)})
    return table[:int(study.options.get("limit", len(table)))]


def lorenz(study, customers):
    values = counted(customers)[::-1]
    n = len(values)
    limit = int(study.options.get("limit", 1))
    points = min(limit if limit > 1 else 1001, n + 1)
    cuts = [j * n // (points - 1) for j in range(points)]
    return [{"population": k / n,
             "share": ratio(sum(values[:k], Decimal(0)), sum(values))}
            for k in cuts]


def pareto(study):
    measure(study)
    makers = {"summary": pareto_summary, "shares": shares, "classes": classes,
              "lorenz": lorenz, "customers": customers_table}
    return {name: grouped(study, lambda c, make=make: make(study, c))
            for name, make in makers.items()}


# --- the two answers side by side

def same(got, want):
    if want is None or got is None:
        return got is want
    if isinstance(want, bool) or isinstance(got, bool):
        return got is want
    if isinstance(want, (datetime.date, str)):
        return got == str(want)
    if isinstance(want, (Decimal, int)):
        return Decimal(got) == want
    return math.isclose(float(got), want, rel_tol=1e-9, abs_tol=1e-12)


def differences(got, want):
    for name, rows in want.items():
        if name not in got:
            continue
        if len(got[name]) != len(rows):
            yield f"{name}: {len(got[name])} rows, not {len(rows)}"
        for i, (a, b) in enumerate(zip(got[name], rows)):
            if list(a) != list(b):
                yield f"{name}: columns {list(a)}, not {list(b)}"
                return
            for key in b:
                if not same(a[key], b[key]):
                    yield f"{name}[{i}].{key}: {a[key]}, not {b[key]}"


def second_opinion(command, options, files):
    if command == "cs-lifetime":
        sys.dont_write_bytecode = True
        import reference_lifetime
        return reference_lifetime.tables(options, files)
    study = load(command, options, files)
    return pareto(study) if command == "cs-pareto" else retention(study)


def main():
    command, *words = sys.argv[1:]
    options, files = parse_command(words)
    run = subprocess.run([command, "-f", "json", *words], check=False,
                         capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"exit status {run.returncode}: {run.stderr}")
    answer = json.loads(run.stdout, parse_float=Decimal)
    want = second_opinion(command, options, files)
    if "bootstrap" in options:
        for row in answer["tables"]["summary"] + want["summary"]:
            row["gini_low"] = row["gini_high"] = None
    if not answer["tables"]:
        print("no tables")
    for line in list(differences(answer["tables"], want))[:10]:
        print(line)


if __name__ == "__main__":
    main()
