#!/usr/bin/env python3
"""customers.py ORDERS PARAMETERS TABLES AS_OF - every figure of cs-customers'
tables, again, from the orders and the parameters that cs-clv printed.

ORDERS is csv with customer_id, date, order_id, amount; PARAMETERS cs-clv's table of
that name in csv, --unit day, of mbg-nbd; TABLES the folder of cs-customers -t all -o
TABLES/ with --lapse-after 90d --at-risk-after 40d and else by default. Says what differs.

Nothing here is as in the program: scores and tiers are by counting, what a customer
buys by 2F1 of Batislam, Denizel and Filiztekin's paper, by mpmath, where it is there
(for every 40th customer), and its worth by an integral.
"""
import collections
import csv
import datetime
import math
import os
import statistics
import sys

try:
    from mpmath import mp
except ImportError:
    mp = None

LAPSE, RISK, DAYS = 90, 40, 365
DELTA = math.log(1.1) / 365.25
as_of = datetime.date.fromisoformat(sys.argv[4])
failures = 0


def differs(text):
    global failures
    failures += 1
    if failures < 20:
        print(text)


def same(what, got, want, tolerance=1e-9):
    if want is None or isinstance(want, str):
        good = got == ('' if want is None else want)
    else:
        good = got != '' and abs(float(got) - want) <= tolerance * max(1, abs(want))
    if not good:
        differs('%s: %s, not %s' % (what, got, want))


def table(name):
    with open(os.path.join(sys.argv[3], name + '.csv')) as f:
        return list(csv.DictReader(f))


with open(sys.argv[2]) as f:
    estimates = {row['parameter']: float(row['estimate']) for row in csv.DictReader(f)
                 if row['estimate'] != ''}
r, alpha, a, b = (estimates[name] for name in ('r', 'alpha', 'a', 'b'))
p, q, gamma = (estimates[name] for name in ('p', 'q', 'gamma'))

# --- from rows to customers: an order's rows add up; cents, whole numbers ----

orders = {}
with open(sys.argv[1]) as f:
    for row in csv.DictReader(f):
        if row['customer_id'] == '':
            continue
        day = datetime.date.fromisoformat(row['date'])
        key = row['customer_id'], row['order_id']
        cents = round(float(row['amount']) * 100)
        if key in orders:
            orders[key] = min(orders[key][0], day), orders[key][1] + cents
        else:
            orders[key] = day, cents
by_customer = collections.defaultdict(list)
for (customer, _), order in orders.items():
    by_customer[customer].append(order)


class Customer:
    def __init__(self, key, all_orders):
        bought = sorted(o for o in all_orders if o[1] >= 0)
        back = sorted(o for o in all_orders if o[1] < 0)
        self.key, self.orders = key, len(bought)
        self.days = sorted({day for day, _ in bought})
        self.x = len(self.days) - 1
        self.tx = (self.days[-1] - self.days[0]).days
        self.T = (as_of - self.days[0]).days
        self.silent = (as_of - self.days[-1]).days
        gaps = [(v - u).days for u, v in zip(self.days, self.days[1:])]
        self.gap = statistics.median(gaps) if gaps else None
        self.revenue = sum(cents for _, cents in all_orders)
        start = self.days[-1] - datetime.timedelta(days=364)
        self.last_year = sum(cents for day, cents in all_orders if day >= start)
        values = collections.Counter()
        for day, cents in bought:
            values[day] += cents
        for day, cents in back:
            left = -cents
            for earlier in reversed([d for d in self.days if d <= day]):
                off = min(left, values[earlier])
                values[earlier] -= off
                left -= off
        self.n = len(self.days)
        self.mean = sum(values.values()) / 100 / self.n
        if self.mean <= 0:
            self.n, self.mean = 0, 0
        self.alive = 1 / (1 + a / (b + self.x) * ((alpha + self.T) / (alpha + self.tx))
                          ** (r + self.x))
        self.order_value = (p * (gamma + self.n * self.mean) / (p * self.n + q - 1)
                            if self.n else p * gamma / (q - 1))

    def state(self):
        return ('lapsed' if self.silent > LAPSE else
                'at_risk' if self.silent > RISK else 'active')

    def buys(self, t):
        """P(Y >= 1): his clock rings within t, and he was there."""
        return self.alive * (1 - ((alpha + self.T) / (alpha + self.T + t)) ** (r + self.x))

    def next(self):
        for t in range(1, 1827):
            if self.buys(t) >= .5:
                return (as_of + datetime.timedelta(days=t)).isoformat()

    def expected(self, t):
        """The paper's E[Y(t)], for a != 1, of who is alive."""
        m = mp.mpf
        R, bb = m(r) + self.x, m(b) + self.x + 1
        A, t = m(alpha) + self.T, m(t)
        return (m(a) + bb - 1) / (m(a) - 1) * (
            1 - (A / (A + t)) ** R * mp.hyp2f1(R, bb, m(a) + bb - 1, t / (A + t)))

    def points(self):
        """2.5 and 97.5 per cent points, by P(Y >= i) from the sum of its pieces."""
        R, bb = r + self.x, b + self.x + 1
        z = DAYS / (alpha + self.T + DAYS)
        term = (1 - z) ** R
        mass, stay, i, low = term, self.alive, 0, None
        while True:
            i += 1
            beyond = stay * (1 - mass)  # P(Y >= i)
            if low is None and beyond <= .975:
                low = i - 1
            if beyond <= .025:
                return low, i - 1
            term *= (R + i - 1) / i * z
            mass += term
            stay *= (bb + i - 1) / (a + bb + i - 1)


people = {}
for key, all_orders in by_customer.items():
    if any(cents >= 0 for _, cents in all_orders):
        people[key] = Customer(key, all_orders)
n = len(people)
total = sum(max(c.last_year, 0) for c in people.values())


# --- scores: by counting ----------------------------------------------------

def score(value):
    """value: of a customer, the larger the better"""
    count = collections.Counter(value(c) for c in people.values())
    worse, below = {}, 0
    for v in sorted(count):
        worse[v], below = below, below + count[v]
    for c in people.values():
        yield c.key, 1 + 5 * worse[value(c)] // n


R, F, M = (dict(score(v)) for v in (lambda c: -c.silent, lambda c: len(c.days),
                                    lambda c: c.revenue))


def segment(c):
    fm = (F[c.key] + M[c.key]) / 2
    return ('new' if len(c.days) == 1 and R[c.key] >= 4 else
            'champions' if R[c.key] >= 4 and fm >= 4 else
            'loyal' if R[c.key] >= 3 and fm >= 3 else
            'promising' if R[c.key] >= 3 else
            'cannot_lose' if fm >= 4 else 'at_risk' if fm >= 2.5 else 'dormant')


# --- what is printed ---------------------------------------------------------

listed = table('customers')
rows = {row['customer']: row for row in listed}
if set(rows) != set(people):
    differs('other customers')
for key, c in people.items():
    row = rows[key]
    want = dict(
        segment=segment(c), state=c.state(), first_date=c.days[0].isoformat(),
        last_date=c.days[-1].isoformat(), days_silent=c.silent, usual_gap_days=c.gap,
        orders=c.orders, purchase_days=len(c.days), revenue=c.revenue / 100,
        revenue_last_year=c.last_year / 100, share=c.last_year / total,
        average_order=c.revenue / 100 / c.orders, r=R[key], f=F[key], m=M[key],
        p_alive=c.alive, purchase_probability=c.buys(DAYS), next_order_date=c.next(),
        expected_order_value=c.order_value)
    want['purchases_low'], want['purchases_high'] = c.points()
    for name, value in want.items():
        same('%s: %s' % (key, name), row[name], value, 1e-8)
    same(key + ': expected_revenue', row['expected_revenue'],
         float(row['expected_purchases']) * c.order_value, 1e-8)
    same(key + ': at_stake', row['at_stake'],
         float(row['clv']) / c.alive * (1 - c.alive), 1e-8)

if mp is not None:
    mp.dps = 25
    for key in sorted(people)[::40]:
        c, row = people[key], rows[key]
        same(key + ': expected_purchases', row['expected_purchases'],
             float(c.alive * c.expected(DAYS)), 1e-8)
        # by parts: E(t) exp(-delta t) + delta times the integral of E exp(-delta u)
        worth = c.expected(DAYS) * mp.exp(-DELTA * DAYS) + DELTA * mp.quad(
            lambda u: c.expected(u) * mp.exp(-DELTA * u), [0, 30, DAYS])
        same(key + ': clv', row['clv'], float(c.alive * worth * c.order_value), 1e-7)

# --- tiers: by the words of the contract -------------------------------------

tier = {}
here = [c for c in people.values() if c.state() != 'lapsed']
for c in here:
    tier[c.key] = 'personal' if c.last_year * 100 >= total else 'email'
rest = sorted((c for c in here if tier[c.key] != 'personal'),
              key=lambda c: (-float(rows[c.key]['expected_revenue']), c.key))
for c in rest[:-(-len(rest) // 10)]:
    tier[c.key] = 'weekly'
least = min(people[k].last_year for k, t in tier.items() if t in ('personal', 'weekly'))
for c in people.values():
    if c.state() == 'lapsed':
        tier[c.key] = 'win_back' if c.last_year >= least and c.last_year > 0 else 'none'
for key, c in people.items():
    same(key + ': tier', rows[key]['tier'], tier[key])

names = 'personal', 'weekly', 'email', 'win_back', 'none'
order = [(names.index(row['tier']), -float(row['at_stake']), -float(row['clv']),
          row['customer']) for row in listed]
if order != sorted(order):
    differs('customers: not by tier, at_stake, clv, key')

each = {'personal': 4, 'weekly': 4.35, 'email': 1}
for row in table('tiers'):
    of = [people[k] for k, t in tier.items() if t == row['tier']]
    name = 'tiers: ' + row['tier']
    same(name, row['customers'], len(of))
    same(name, row['revenue_last_year'], sum(c.last_year for c in of) / 100)
    same(name, row['share'], sum(c.last_year for c in of) / total)
    same(name, row['largest_share'], max(c.last_year for c in of) / total if of else None)
    same(name, row['contacts_a_month'],
         len(of) * each[row['tier']] if row['tier'] in each else None)
    same(name, row['expected_revenue'],
         math.fsum(float(rows[c.key]['expected_revenue']) for c in of))
revenue = sum(c.revenue for c in people.values())
for row in table('segments'):
    of = [c for c in people.values() if segment(c) == row['segment']]
    name = 'segments: ' + row['segment']
    same(name, row['customers'], len(of))
    same(name, row['share'], len(of) / n)
    same(name, row['orders'], sum(c.orders for c in of))
    same(name, row['revenue'], sum(c.revenue for c in of) / 100)
    same(name, row['revenue_share'], sum(c.revenue for c in of) / revenue)
    if of:
        same(name, row['mean_days_silent'], sum(c.silent for c in of) / len(of))
        same(name, row['p_alive'], math.fsum(c.alive for c in of) / len(of))
