"""reference_lifetime.py - cs-lifetime's tables for reference.py, from the
definitions: Fractions where counts are multiplied up, sums over everybody where
our command keeps tallies."""
import csv
import datetime
import math
import re
import statistics
from bisect import bisect_left, bisect_right
from decimal import Decimal
from fractions import Fraction

import reference
from reference import DAY, Z, add_months, bounds, ratio, selected, wilson


class Subjects:
    """Spells (entry, time, event) and a life table's rows by payment."""

    def __init__(self):
        self.spells, self.counts, self.members = [], {}, []
        self.times = set()    # at which nothing need have happened
        self.begun, self.seen = [], {}    # (late, day); by number, of those at risk
        self.steps = []       # days from payment to payment
        self.stays = []       # (numbers at risk, lapsed, how many customers)
        self.customers = self.lapsed = 0
        self.returned = None

    def count(self, n, **more):
        row = self.counts.setdefault(n, dict(reached=0, at_risk=0, lapsed=0,
                                             returned=0))
        for key, value in more.items():
            row[key] += value

    def rows(self):
        none = dict(reached=0, at_risk=0, lapsed=0, returned=0)
        return [self.counts.get(n, none)
                for n in range(1, max(self.counts, default=0) + 1)]


# --- orders

def payments_of(customer, numbered):
    payments = [(o.day, o.number if numbered else n + 1)
                for n, o in enumerate(customer.purchases)]
    if not numbered:
        return payments
    last = {}
    for day, number in sorted(payments):
        last[number] = day
    return sorted((day, number) for number, day in last.items())


def add_customer(study, subjects, customer):
    payments = payments_of(customer, "number" in study.options)
    subjects.begun.append((payments[0][1] > 1, payments[0][0]))
    # a number that comes again is paid on its last day, in the window or not
    if payments[0][1] == 1 and \
            reference.inside(study, customer.purchases[0].day):
        subjects.members.append(customer)
    if not any(reference.inside(study, day) for day, _ in payments):
        return
    days = [day for day, _ in payments]
    subjects.steps += [(b - a).days for a, b in zip(days, days[1:])]
    ends = study.rule.ends(days)
    after = [day for day, _ in payments[1:]] + [study.as_of]
    lapses = [end < following for end, following in zip(ends, after)]
    first = lapses.index(True) if True in lapses else None
    # who lapsed before the window is out of the table
    subjects.customers += first is None or \
        payments[first][0] >= study.window[0]
    if first is not None and reference.inside(study, payments[first][0]):
        subjects.lapsed += 1
        subjects.returned += first + 1 < len(payments)
    for i, (day, number) in enumerate(payments):
        if first is not None and i > first or not reference.inside(study, day):
            continue
        subjects.count(number, reached=1, at_risk=ends[i] < study.as_of,
                       lapsed=i == first,
                       returned=i == first and i + 1 < len(payments))
    begin, number = payments[0]
    told = [(day, n, i == first) for i, (day, n) in enumerate(payments)
            if ends[i] < study.as_of and reference.inside(study, day) and
            (first is None or i <= first)]
    for day, n, lapsed in told:
        subjects.seen.setdefault(n, []).append(
            (number > 1, (day - begin).days, lapsed))
    subjects.stays.append(([n for _, n, _ in told],
                           any(lapsed for _, _, lapsed in told), 1))
    if number > 1 or not reference.inside(study, begin):
        return
    if ends[0] < study.as_of:
        time = payments[first][0] - begin if first is not None else \
            study.rule.cutoff(days, study.as_of) - begin
        subjects.spells.append((0, time.days, first is not None))


def from_orders(options, files):
    study = reference.load("cs-lifetime", options, files)
    study.customers = [c for c in study.customers if c.purchases]
    study.options.setdefault("period", "year")
    study.rule = reference.Rule(study)
    study.whole, study.groups = Subjects(), {}
    parts = reference.by_group(study) if "group" in options else {}
    for subjects, members in [(study.whole, study.customers)] + \
            [(study.groups.setdefault(g, Subjects()), c) for g, c in parts.items()]:
        subjects.returned = 0
        for customer in members:
            add_customer(study, subjects, customer)
    return study


# --- rows that say themselves how long

def table_rows(options, files):
    for name in files:
        with open(name, encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream)
            header = next(reader)
            for record in reader:
                if all(selected(e, header, record) for e in options["where"]) \
                        and not any(selected(e, header, record)
                                    for e in options["exclude"]):
                    yield {k: v.strip() for k, v in zip(header, record)}


def read_end(text):
    if text in ("", "NULL") or text.startswith("9999-12-31"):
        return None
    return reference.parse_day(text)


def contracts(options, rows):
    """(start, end) become (entry, time, event)."""
    pairs = [(reference.parse_day(r[options["start"]]),
              read_end(r[options["end"]]), r.get(options.get("group")))
             for r in rows]
    as_of = bounds(options["as-of"])[1] if "as-of" in options else \
        max(d for pair in pairs for d in pair[:2] if d)
    for start, end, group in pairs:
        if start > as_of or \
                "first-from" in options and start < bounds(options["first-from"])[0] or \
                "first-to" in options and start > bounds(options["first-to"])[1]:
            continue
        event = end is not None and end <= as_of
        yield 0, ((end if event else as_of) - start).days, event, group


def durations(options, rows):
    for row in rows:
        event = options["event"]
        if "=" in event:
            name = event.split("=")[0].rstrip("!")
            hit = selected(event, [name], [row[name]])
        else:
            hit = row[event].lower() in ("1", "true", "yes", "1.0")
        entry = Decimal(row[options["entry"]]) if "entry" in options else 0
        yield entry, Decimal(row[options["time"]]), hit, \
            row.get(options.get("group"))


def from_spells(study, spells):
    study.whole, found = Subjects(), {}
    for entry, time, event, group in spells:
        if time < 0 or entry > 0 and entry >= time:
            continue
        for subjects in (study.whole, found.setdefault(group or "(none)",
                                                       Subjects())):
            subjects.spells.append((entry, time, event))
            subjects.customers += 1
            subjects.lapsed += event
    study.groups = {g: found[g] for g in sorted(found, key=reference.group_order)} \
        if "group" in study.options else {}


def from_survivors(study, rows):
    names = study.options["survivors"].split(",")
    study.whole, study.groups = Subjects(), {}
    for name in names:
        left = [int(Decimal(row[name])) for row in rows]
        group = study.groups.setdefault(name, Subjects())
        for subjects in (study.whole, group):
            subjects.customers += left[0]
            subjects.lapsed += left[0] - left[-1]
            for n in range(1, len(left)):
                subjects.times.add(n)
                subjects.count(n, reached=left[n - 1], at_risk=left[n - 1],
                               lapsed=left[n - 1] - left[n])
                subjects.spells += [(0, n, True)] * (left[n - 1] - left[n])
                subjects.stays.append((range(1, n + 1), True, left[n - 1] - left[n]))
            subjects.spells += [(0, len(left) - 1, False)] * left[-1]
            subjects.stays.append((range(1, len(left)), False, left[-1]))
    if len(names) == 1:
        study.groups = {}


def gather(options, files):
    if "time" not in options and "start" not in options and \
            "survivors" not in options:
        study = from_orders(options, files)
        study.mode = "payments"
        return study
    study, rows = reference.Row(), list(table_rows(options, files))
    study.options, study.rule = options, None
    study.mode = "survivors" if "survivors" in options else "spells"
    if "survivors" in options:
        from_survivors(study, rows)
    else:
        from_spells(study, (contracts if "start" in options else durations)
                    (options, rows))
    return study


# --- curves

def interval(study, s, g2):
    """Of a survival whose sum of d / (n (n - d)) is g2."""
    if s in (0, 1):
        return None, None
    root, s = math.sqrt(g2), float(s)
    kind = study.options.get("conf-type", "log-log")
    if kind == "plain":
        return max(0, s - Z * s * root), min(1, s + Z * s * root)
    if kind == "log":
        return s * math.exp(-Z * root), min(1, s * math.exp(Z * root))
    spread = Z * root / math.log(s)
    return s ** math.exp(-spread), s ** math.exp(spread)


def curve(study, subjects):
    """Rows (time, at risk, events, censored, S, se, low, high)."""
    starts = [(t, e) for entry, t, e in subjects.spells if entry == 0]
    late = [s for s in subjects.spells if s[0] > 0]
    times = sorted({t for t, _ in starts} | {x for s in late for x in s[:2]} |
                   subjects.times)
    rows, exits, entries = [], {}, {}
    for t, e in starts + [s[1:] for s in late]:
        exits.setdefault(t, [0, 0])[0 if e else 1] += 1
    for s in late:
        entries[s[0]] = entries.get(s[0], 0) + 1
    n, survival, g2 = len(starts), Fraction(1), Fraction(0)
    for t in times:
        d, c = exits.get(t, (0, 0))
        if n > 0 and survival > 0:
            survival *= Fraction(n - d, n)
            g2 += Fraction(d, n * (n - d)) if n > d else 0
        se = float(survival) * math.sqrt(g2) if survival > 0 else None
        low, high = interval(study, survival, g2)
        rows.append((t, n, d, c, survival, se, low, high))
        n += entries.get(t, 0) - d - c
    return rows


def quantile(rows, bound, last):
    """The first time at .5 or below; the middle of a stretch at .5."""
    for i, row in enumerate(rows):
        value = row[bound]
        if value is None or float(value) > .5 + 1.5e-8:
            continue
        if abs(float(value) - .5) >= 1.5e-8:
            return float(row[0])
        until = next((r[0] for r in rows[i + 1:] if r[2] > 0), last)
        return (float(row[0]) + float(until)) / 2
    return None


def restricted_mean(rows, limit):
    """The mean, and its interval on the scale of log(mean / (limit - mean))."""
    steps = [(Fraction(r[0]), r) for r in rows if r[0] <= limit]
    ends = [t for t, _ in steps[1:]] + [Fraction(limit)]
    areas = [r[4] * (end - t) for (t, r), end in zip(steps, ends)]
    mean = sum(areas) + (steps[0][0] if steps else Fraction(limit))
    variance = sum(
        sum(areas[i:]) ** 2 * Fraction(r[2], r[1] * (r[1] - r[2]))
        for i, (_, r) in enumerate(steps) if 0 < r[2] < r[1])
    if not variance:
        return float(mean), None, None
    logit = math.log(mean / (limit - mean))
    margin = Z * math.sqrt(variance) * float(limit / (mean * (limit - mean)))
    return (float(mean), *(float(limit) / (1 + math.exp(-logit + side * margin))
                           for side in (1, -1)))


def last_time(subjects):
    return max([s[1] for s in subjects.spells] + list(subjects.times),
               default=None)


def whole(study, subjects):
    """Does the curve come down to 0?"""
    return any(row[4] == 0 for row in curve(study, subjects))


def restricted_to(study):
    if "restrict-to" in study.options:
        return Fraction(study.options["restrict-to"])
    groups = list(study.groups.values()) or [study.whole]
    limits = [max((t for t in times_of(g) if at_risk(g.spells, t) >=
                   (10 if len(g.spells) >= 20 else len(g.spells) / 4)),
                  default=0)
              for g in groups if len(g.spells) >= 10 and not whole(study, g)]
    if limits and min(limits) > 0:
        return Fraction(min(limits))
    times = [last_time(s) for s in
             [study.whole] + [g for g in groups if not whole(study, g)]]
    times = [t for t in times if t is not None]
    return Fraction(min(times)) if times else None


def times_of(subjects):
    return {s[1] for s in subjects.spells} | set(subjects.times) | \
        {s[0] for s in subjects.spells if s[0] > 0}


def mean_of(study, subjects, points):
    limit, last = restricted_to(study), last_time(subjects)
    if not limit or not points or not whole(study, subjects) and last < limit:
        return None, None, None
    return restricted_mean(points, limit)


def at_risk(spells, t):
    return sum(s[1] >= t and (s[0] < t or s[0] == 0) for s in spells)


def rank_sums(groups, weight):
    """Observed less expected, expected and covariance, weighted by time."""
    k, pooled = len(groups), [s for g in groups for s in g]
    z, expected = [0.] * k, [0.] * k
    v = [[0.] * k for _ in range(k)]
    peto = Fraction(1)
    for t in sorted({s[1] for s in pooled if s[2]}):
        n = [at_risk(g, t) for g in groups]
        d = [sum(s[2] and s[1] == t for s in g) for g in groups]
        total, events = sum(n), sum(d)
        peto *= 1 - Fraction(events, total + 1)
        w = {"log-rank": 1, "gehan": total, "tarone-ware": math.sqrt(total),
             "peto": float(peto)}[weight]
        for i in range(k):
            share = n[i] * events / total
            expected[i] += share
            z[i] += w * (d[i] - share)
            for j in range(k):
                if total > 1:
                    v[i][j] += w * w * events * (total - events) / (total - 1) \
                        * n[i] / total * ((i == j) - n[j] / total)
    return z, expected, v


def solve(matrix, right):
    rows = [list(r) + [x] for r, x in zip(matrix, right)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(len(rows)):
            if r != i:
                f = rows[r][i] / rows[i][i]
                rows[r] = [a - f * b for a, b in zip(rows[r], rows[i])]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def upper_tail(x, df):
    """Of chi-square, by its sums for whole degrees of freedom."""
    half = x / 2
    if df % 2 == 0:
        return math.exp(-half) * sum(half ** i / math.factorial(i)
                                     for i in range(df // 2))
    return math.erfc(math.sqrt(half)) + math.exp(-half) * sum(
        half ** (i + .5) / math.gamma(i + 1.5) for i in range(df // 2))


def compare(study):
    table, groups = [], [g.spells for g in study.groups.values()]
    for weight in ("log-rank", "gehan", "tarone-ware", "peto"):
        z, expected, v = rank_sums(groups, weight)
        kept = [i for i, e in enumerate(expected) if e > 0][1:]
        if len(kept) == 1 and v[kept[0]][kept[0]] == 0:
            kept = []   # all at risk had the event at once
        if not kept:
            table.append({"test": weight, "chi_square": None, "df": 0,
                          "p_value": None})
            continue
        right = [z[i] for i in kept]
        x = solve([[v[i][j] for j in kept] for i in kept], right)
        chi = sum(a * b for a, b in zip(x, right))
        table.append({"test": weight, "chi_square": chi, "df": len(kept),
                      "p_value": upper_tail(chi, len(kept))})
    return table


# --- the life table

def falls_due(study):
    return study.mode == "survivors" or "every" in study.options


def weigher(study, subjects):
    """The weight of a payment, late or not, t days after the first one seen."""
    first = study.window[0].toordinal()
    last = min(study.rule.cutoff([], study.as_of), study.window[1]).toordinal()
    begun = {late: sorted(day.toordinal() for who, day in subjects.begun
                          if who == late) for late in (False, True)}

    def seen(late, t):
        return bisect_right(begun[late], last - t) - \
            bisect_left(begun[late], first - t)

    span = (study.as_of - min(day for _, day in subjects.begun)).days
    most = [max(seen(late, t) for t in range(span + 1)) for late in (False, True)]
    return lambda late, t: min(Fraction(50), Fraction(most[late], seen(late, t)))


def weighted(study, subjects):
    """By number: hazard, number of customers alike, weight of those from 1."""
    rows, weight = {}, weigher(study, subjects)
    for n, customers in subjects.seen.items():
        them = [(weight(late, t), lapsed, late) for late, t, lapsed in customers]
        total = sum(w for w, _, _ in them)
        hazard = sum(w for w, lapsed, _ in them if lapsed) / total
        number = total ** 2 / sum(w * w for w, _, _ in them)
        if 0 < hazard < 1:
            sandwich = sum((w * (lapsed - hazard)) ** 2 for w, lapsed, _ in them)
            number = min(number, hazard * (1 - hazard) * total ** 2 / sandwich)
        rows[n] = hazard, number, sum(w for w, _, late in them if not late)
    return rows


def life_table(study, subjects):
    survival, g2, table = Fraction(1), Fraction(0), []
    lapses = sum(row["lapsed"] for row in subjects.rows())
    weights = None if falls_due(study) or not subjects.begun else \
        weighted(study, subjects)
    for n, row in enumerate(subjects.rows(), 1):
        risk, lapsed, reach = row["at_risk"], row["lapsed"], None
        hazard, number = Fraction(lapsed, risk) if risk else None, risk
        if weights is not None:
            hazard, number, begun = weights.get(n, (None, 0, 0))
            if survival and 1 in weights and weights[1][2]:
                reach = float(min(1, begun / weights[1][2] / survival))
        low, high = wilson(hazard * number, number) if risk else (None, None)
        if risk == 0:
            survival = None
        if survival is not None:
            survival *= 1 - hazard
            g2 += hazard / (number * (1 - hazard)) if hazard < 1 else 0
        bottom, top = (None, None) if survival is None else \
            interval(study, survival, g2)
        table.append({
            "n": n, "reached": row["reached"], "at_risk": risk, "lapsed": lapsed,
            "returned": None if subjects.returned is None else row["returned"],
            "censored": row["reached"] - risk,
            "hazard": None if risk == 0 else float(hazard),
            "hazard_low": low, "hazard_high": high,
            "survival": None if survival is None else float(survival),
            "survival_low": bottom, "survival_high": top,
            "lapse_share": ratio(lapsed, lapses), "within_reach": reach})
    return table


def observed(subjects):
    rows = [i + 1 for i, r in enumerate(subjects.rows()) if r["at_risk"] > 0]
    return max(rows, default=0)


def stretch(rows, first, enough):
    """(lapsed, at risk) of rows from the first on that hold enough; None: too few."""
    for end in range(first + 1, len(rows) + 1):
        at_risk = sum(r["at_risk"] for r in rows[first:end])
        if at_risk >= enough:
            return sum(r["lapsed"] for r in rows[first:end]), at_risk
    return None


def negligible(study, subjects, rows):
    if not falls_due(study):
        return None
    limit = float(study.options.get("negligible", ".02"))
    least = Z * Z * (1 - limit) / limit

    def below(run):
        return run is not None and wilson(*run)[1] < limit

    def pooled(n):
        own = [(x, sum(k > n for k in numbers), many)
               for numbers, x, many in subjects.stays
               if any(k > n for k in numbers)]
        m, x = (sum(r[k] for r in rows[n:]) for k in ("at_risk", "lapsed"))
        for step in range(401):
            h = limit + (1 - limit) * step / 400
            spread = sum(many * (x - h * k) ** 2 for x, k, many in own)
            if (x - h * m) ** 2 <= Z * Z * max(h * (1 - h) * m, spread):
                return False
        return True

    def against(row):
        x, n, z = row["lapsed"], row["at_risk"], statistics.NormalDist().inv_cdf(.9)
        return n * limit >= 1 and x > 0 and (x - n * limit) > z * math.sqrt(
            n * limit * (1 - limit))

    def ample(n):
        run = stretch(rows, n, 10 * least)
        return run is None or below(run)

    for n, row in enumerate(rows):
        if row["at_risk"] > 0 and below(stretch(rows, n, least)) and pooled(n) \
                and all(ample(k) and not against(rows[k])
                        for k in range(n, len(rows))):
            return n + 1
    return None


def days_of_rule(study):
    if study.mode != "payments" or any(unit and unit in "my"
                                       for _, unit in study.rule.parts):
        return None
    return (study.rule.add(datetime.date.min, None) - datetime.date.min).days


def summary(study, subjects):
    rows, points = life_table(study, subjects), curve(study, subjects)
    last, limit = last_time(subjects), restricted_to(study)
    most = max((r["lapsed"] for r in rows), default=0)
    after = negligible(study, subjects, rows) if study.mode != "spells" else None
    modal = next((r for r in rows if most > 0 and r["lapsed"] == most), None)
    answer = {
        "customers": subjects.customers, "lapsed": subjects.lapsed,
        "returned": subjects.returned,
        "censored": subjects.customers - subjects.lapsed,
        "lapse_after_days": days_of_rule(study),
        "median_payments": next((r["n"] for r in rows if r["survival"] is not None
                                 and r["survival"] <= .5), None),
        "negligible_after": after,
        "modal_lapse_payment": modal and modal["n"],
        "modal_lapse_share": modal and modal["lapse_share"],
        "median_time": quantile(points, 4, last),
        "median_time_low": quantile(points, 6, last),
        "median_time_high": quantile(points, 7, last),
        **dict(zip(("restricted_mean", "restricted_mean_low",
                    "restricted_mean_high"), mean_of(study, subjects, points))),
        "restricted_to": None if limit is None else float(limit)}
    answer["negligible_a_year"] = None if after is None else \
        1 - (1 - float(study.options.get("negligible", ".02"))) ** \
        payments_a_year(study)
    if study.groups:
        expected = dict(zip(study.groups, rank_sums(
            [g.spells for g in study.groups.values()], "log-rank")[1]))
        answer["expected_lapses"] = next(
            (expected[g] for g, s in study.groups.items() if s is subjects), None)
    return [answer]


def curve_table(study, subjects):
    names = "time at_risk events censored survival se survival_low survival_high"
    return [dict(zip(names.split(), (float(t), n, d, c, float(s), *rest)))
            for t, n, d, c, s, *rest in curve(study, subjects)]


# --- the model

def fit(study, subjects):
    """alpha, beta, their covariances and LL: ever finer grids, then Newton."""
    if not falls_due(study):
        return None
    rows = subjects.rows()[:observed(subjects)]
    rows = rows[:int(study.options.get("fit-to", len(rows)))]
    steps = [(i, r["lapsed"], r["at_risk"] - r["lapsed"])
             for i, r in enumerate(rows)]

    def likelihood(a, b):
        return sum((d * math.log(a / (a + b + i)) if d else 0) +
                   (k * math.log((b + i) / (a + b + i)) if k else 0)
                   for i, d, k in steps)

    grid = [10 ** (j / 4) for j in range(-12, 25)]
    a, b = max(((a, b) for a in grid for b in grid), key=lambda p: likelihood(*p))
    if {a, b} & {grid[0], grid[-1]}:    # highest without limit
        return None
    factor = grid[1] / grid[0]
    while factor > 1.0001:
        factor = math.sqrt(factor)
        a, b = max(((a * factor ** i, b * factor ** j)
                    for i in range(-2, 3) for j in range(-2, 3)),
                   key=lambda p: likelihood(*p))
    for _ in range(100):
        ga = sum(d / a - (d + k) / (a + b + i) for i, d, k in steps)
        gb = sum(k / (b + i) - (d + k) / (a + b + i) for i, d, k in steps)
        both = sum((d + k) / (a + b + i) ** 2 for i, d, k in steps)
        haa = both - sum(d for _, d, _ in steps) / a ** 2
        hbb = both - sum(k / (b + i) ** 2 for i, _, k in steps)
        det = haa * hbb - both * both
        if haa >= 0 or det <= 0 or a + b > 1e6:
            return None
        da, db = (-hbb * ga + both * gb) / det, (both * ga - haa * gb) / det
        step = 1.
        while a + step * da <= 0 or b + step * db <= 0 or \
                likelihood(a + step * da, b + step * db) < likelihood(a, b) - 1e-9:
            step /= 2
            if step < 1e-9:
                break
        a, b = a + step * da, b + step * db
        if abs(da) <= 1e-14 * a and abs(db) <= 1e-14 * b:
            break
    return a, b, -hbb / det, -haa / det, both / det, likelihood(a, b)


def payments_a_year(study):
    if study.mode == "survivors":
        return {"week": 365.25 / 7, "month": 12, "quarter": 4,
                "year": 1}[study.options.get("period", "year")]
    if "every" not in study.options:
        steps = study.whole.steps
        return 365.25 * len(steps) / sum(steps)
    number, unit = re.match(r"(\d+)([dwmy]?)$", study.options["every"]).groups()
    days = {"": 1, "d": 1, "w": 7, "m": 365.25 / 12, "y": 365.25}[unit]
    return 365.25 / (int(number) * days)


def lifetime(study, a, b):
    if "discount" not in study.options:
        return (a + b - 1) / (a - 1) if a > 1 else None
    rate = (1 + float(study.options["discount"])) ** (1 / payments_a_year(study))
    terms, s, n = [], 1., 0
    while s > 1e-18:
        terms.append(s)
        s *= (b + n) / (a + b + n) / rate
        n += 1
    return math.fsum(terms)


def sbg(study, subjects):
    found = fit(study, subjects)
    names = "alpha alpha_se beta beta_se log_likelihood converged expected_lifetime"
    if found is None:
        values = [None] * 5 + [False, None]
    else:
        a, b, va, vb, _, best = found
        values = [a, math.sqrt(va), b, math.sqrt(vb), best, True,
                  lifetime(study, a, b)]
    return [dict(zip(names.split(), values))]


def projection(study, subjects):
    found, rows = fit(study, subjects), life_table(study, subjects)
    seen, table = observed(subjects), []
    for n in range(1, seen + int(study.options.get("horizon", 12)) + 1):
        row = {"n": n, "observed": rows[n - 1]["survival"] if n <= seen else None,
               "survival": None, "survival_low": None, "survival_high": None}
        if found is not None:
            a, b, va, vb, vab, _ = found
            log_s = math.fsum(math.log((b + i) / (a + b + i)) for i in range(n))
            ga = -math.fsum(1 / (a + b + i) for i in range(n))
            gb = math.fsum(1 / (b + i) - 1 / (a + b + i) for i in range(n))
            width = Z * math.sqrt(ga * ga * va + 2 * ga * gb * vab +
                                  gb * gb * vb) / -log_s
            row["survival"] = math.exp(log_s)
            row["survival_low"] = math.exp(log_s * math.exp(width))
            row["survival_high"] = math.exp(log_s * math.exp(-width))
        table.append(row)
    return table


# --- tenure

def period_start(study, first, k):
    unit = study.options["period"]
    if unit == "week":
        return first + 7 * k * DAY
    return add_months(first, k * {"month": 1, "quarter": 3, "year": 12}[unit])


def in_period(study, customer, k):
    """Purchases and revenue, or None where the period is not over."""
    first = customer.purchases[0].day
    begin, end = (period_start(study, first, k + i) for i in (0, 1))
    if end > study.as_of + DAY:
        return None
    bought = [o for o in customer.purchases if begin <= o.day < end]
    back = [o for o in customer.refunds if begin <= o.day < end]
    return len(bought), sum((o.total for o in bought + back), Decimal(0))


def tenure(study, subjects):
    table, k = [], 0
    while True:
        seen = [in_period(study, c, k) for c in subjects.members]
        seen = [s for s in seen if s is not None]
        if not seen:
            return table
        k, n = k + 1, len(seen)
        orders, revenue = sum(s[0] for s in seen), sum(s[1] for s in seen)
        active, mean = sum(s[0] > 0 for s in seen), Fraction(revenue) / n
        half = Z * math.sqrt(sum((Fraction(s[1]) - mean) ** 2 for s in seen) /
                             (n - 1) / n) if n > 1 else 0
        table.append({
            "period": k, "customers": n, "orders_per_customer": ratio(orders, n),
            "revenue_per_customer": float(mean),
            "revenue_per_customer_low": float(mean) - half if half else None,
            "revenue_per_customer_high": float(mean) + half if half else None,
            "active": active, "orders_per_active": ratio(orders, active),
            "revenue_per_active": ratio(revenue, active)})


# --- all of it

def tables(options, files):
    study = gather(options, files)
    makers = {"summary": summary, "curve": curve_table}
    if study.mode != "spells":
        makers.update(payments=life_table, sbg=sbg, projection=projection)
    if study.mode == "payments":
        makers["tenure"] = tenure
    parts = [] if "no-total" in options else [(None, study.whole)]
    parts += study.groups.items()
    want = {name: [{"group": group, **row} if study.groups else row
                   for group, subjects in parts for row in make(study, subjects)]
            for name, make in makers.items()}
    if study.groups:
        want["compare"] = compare(study)
    return want
