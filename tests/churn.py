"""churn.py ORDERS CONTACTS FOLDER [NAME=VALUE ...] - cs-churn's tables from the
definitions, in SQL: prints where FOLDER/*.csv (-t all -f csv -o FOLDER/) say
something else, and nothing if they agree.

What is read is plain: ids in order_id, amounts with at most six decimals, ISO dates;
complaints, surveys and scores under their usual names. NAMEs: lapse, at_risk, window,
horizon in days; group, a column; rhythm=1; asked, order or customer. CONTACTS is - if there are none."""
import csv
import math
import os
import re
import sqlite3
import statistics
import sys
from decimal import Decimal
from fractions import Fraction

import strata

Z = statistics.NormalDist().inv_cdf(.975)
TOLERANCE = 1e-9
FEW = 5
EXPERIENCES = ["failure_no_complaint", "complaint_unresolved",
               "complaint_resolved_late", "complaint_resolved",
               "complaint_followed_up", "complaint",
               "contact_no_complaint", "none"]
METHODS = ["articulation", "proactive", "two_lists", "excess_lapse"]
UNKNOWN = dict.fromkeys(of + end for of in ("silent", "dissatisfied")
                        for end in ("", "_low", "_high"))
STATES = ["active", "at_risk", "lapsed"]
COMPLAINT, CONTACT, NONE = 5, 6, 7


def band(n):
    """Purchases of these numbers are compared: 1 to 10 alone, then together."""
    return n if n <= 10 else 11 + sum(n > end for end in (15, 25, 50, 100))


def connect():
    db = sqlite3.connect(":memory:")
    db.create_function("band", 1, band, deterministic=True)
    db.row_factory = sqlite3.Row
    return db


# --- reading

def micros(text):
    return int(Decimal(text) * 10**6)


def read_orders(db, path, group):
    db.execute("CREATE TABLE lines (customer, id, date, micros, failed, part)")
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            db.execute("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)",
                       (row.get("customer") or row.get("customer_id"),
                        row["order_id"], row["date"], micros(row["amount"]),
                        row.get("late") == "yes",
                        (row[group] or "(none)") if group else None))


def read_contacts(db, path):
    """True if they say what was resolved."""
    db.execute("CREATE TABLE told (customer, date, complaint, asked, answered, "
               "unhappy, failed, responded, resolved)")
    if path == "-":
        return False
    with open(path, newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            score = row.get("score")
            db.execute("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       (row["customer"], row["date"],
                        row["kind"] == "complaint", row["kind"] == "survey",
                        bool(score), bool(score) and float(score) <= 2,
                        row.get("late") == "yes",
                        row.get("responded"), row.get("resolved")))
        return "resolved" in reader.fieldnames


# --- purchases and lapses

PURCHASES = """
CREATE TABLE orders AS
SELECT customer, id, CAST(julianday(MIN(date)) - 2440587.5 AS INTEGER) AS day,
	SUM(micros) AS total, MAX(failed) AS failed, MIN(part) AS part
FROM lines GROUP BY customer, id
HAVING SUM(micros) <> 0 OR MAX(micros) = 0; -- else it was paid back

CREATE TABLE purchases AS
SELECT customer, day, failed, part, ROW_NUMBER() OVER ordered AS n,
	day - LAG(day) OVER ordered AS gap,
	COALESCE(LEAD(day) OVER ordered, (SELECT MAX(day) FROM orders)) AS next
FROM orders WHERE total >= 0
WINDOW ordered AS (PARTITION BY customer ORDER BY day, total, id);
CREATE INDEX by_customer ON purchases (customer, n);

CREATE TABLE gaps AS
SELECT customer, gap, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY gap) AS n,
	COUNT(*) OVER (PARTITION BY customer) AS all_gaps
FROM purchases WHERE gap > 0;
CREATE TABLE usual AS
SELECT customer, AVG(gap) AS days, MAX(all_gaps) AS gaps
FROM gaps WHERE n IN ((all_gaps + 1) / 2, all_gaps / 2 + 1) GROUP BY customer;
"""

# rule: how long a silence of each customer may be
CUSTOMERS = """
CREATE TABLE lapses AS
SELECT customer, n, day, day + longest + 1 AS lapse
FROM purchases JOIN rule USING (customer) WHERE next - day > longest;
CREATE INDEX lapses_by_customer ON lapses (customer, n);

CREATE TABLE customers AS
SELECT customer, part, npurchases, first, last, silent, longest,
	CASE WHEN silent > longest THEN 2 WHEN silent > risky THEN 1 ELSE 0 END AS state,
	silent <= longest AND EXISTS (
		SELECT * FROM lapses WHERE lapses.customer = p.customer) AS reactivated,
	(SELECT SUM(total) FROM orders
		WHERE orders.customer = p.customer AND day >= last - 364) AS revenue
FROM (SELECT customer, COUNT(*) AS npurchases, MIN(day) AS first, MAX(day) AS last,
		(SELECT day FROM ends) - MAX(day) AS silent,
		MAX(CASE WHEN n = 1 THEN part END) AS part
	FROM purchases GROUP BY customer) AS p JOIN rule USING (customer);
"""


def weighed_gaps(db):
    """Gaps in their order, and how many weigh no more: a customer weighs one."""
    reached = 0
    for gap, all_gaps in db.execute(
            "SELECT gap, all_gaps FROM gaps ORDER BY gap"):
        reached += Fraction(1, all_gaps)
        yield gap, reached


def quantile(db, share):
    """The smallest gap that this share of the gaps does not exceed."""
    total = db.execute("SELECT COUNT(DISTINCT customer) FROM gaps").fetchone()[0]
    return next(gap for gap, reached in weighed_gaps(db)
                if reached >= share * total)


def usual_gap(db):
    """The median, the mean of two where half weigh no more than the first."""
    total = db.execute("SELECT COUNT(DISTINCT customer) FROM gaps").fetchone()[0]
    low = next(g for g, reached in weighed_gaps(db) if 2 * reached >= total)
    high = next(g for g, reached in weighed_gaps(db) if 2 * reached > total)
    return (low + high) / 2


def set_rules(db, options):
    db.execute("CREATE TABLE ends AS SELECT MAX(day) AS day FROM orders")
    lapse = int(options.get("lapse") or quantile(db, Fraction(95, 100)))
    risk = int(options.get("at_risk") or
               min(quantile(db, Fraction(80, 100)), lapse))
    db.execute("CREATE TABLE rule AS SELECT DISTINCT customer, ? AS longest, "
               "? AS risky FROM purchases", (lapse, risk))
    if options.get("rhythm"):
        usual = usual_gap(db)
        db.execute("""
            UPDATE rule SET longest = MAX(1, ROUND(longest * days / ?1)),
                risky = MAX(1, ROUND(risky * days / ?1))
            FROM usual WHERE usual.customer = rule.customer AND gaps >= 3
            """, (usual,))
    return lapse


# --- what customers met

# what was said of an order until the next one
SAID = """
CREATE TABLE said AS
SELECT customer, part, n, COALESCE(MAX(asked), 0) AS asked,
	COALESCE(MAX(asked AND answered), 0) AS answered,
	COALESCE(MAX(asked AND unhappy), 0) AS revealed,
	COALESCE(MAX(complaint), 0) AS complained
FROM (SELECT customers.customer, customers.part, n, asked, answered, unhappy, complaint
	FROM purchases JOIN customers USING (customer) LEFT JOIN (
		SELECT told.*, COALESCE((SELECT MAX(n) FROM purchases AS p
			WHERE p.customer = told.customer AND
				p.day <= julianday(told.date) - 2440587.5), 1) AS n
		FROM told WHERE julianday(date) - 2440587.5 <= (SELECT day FROM ends))
	USING (customer, n)) GROUP BY customer, n;
"""

MET = """
CREATE TABLE contacts AS
SELECT DISTINCT customer, CAST(julianday(date) - 2440587.5 AS INTEGER) AS day,
	complaint, asked, answered, unhappy, told.failed,
	CAST(julianday(responded) - 2440587.5 AS INTEGER) AS responded,
	CAST(julianday(resolved) - 2440587.5 AS INTEGER) AS resolved
FROM told JOIN customers USING (customer)
WHERE CAST(julianday(date) - 2440587.5 AS INTEGER) <= (SELECT day FROM ends);
CREATE INDEX contacts_by_customer ON contacts (customer);

CREATE TABLE failures AS
SELECT customer, day FROM purchases WHERE failed
UNION ALL
SELECT customer, day FROM contacts WHERE failed;

CREATE TABLE met AS
SELECT customer, 0 AS what, day, day AS known FROM failures AS f
WHERE (SELECT COUNT(*) FROM told WHERE complaint) > 0 AND NOT EXISTS (
	SELECT * FROM contacts AS c WHERE c.customer = f.customer AND complaint AND
		c.day BETWEEN f.day AND f.day + :window)
UNION ALL
SELECT customer, CASE
	WHEN NOT complaint THEN 6
	WHEN NOT :resolutions THEN 5
	WHEN resolved IS NULL OR resolved > (SELECT day FROM ends) THEN 1
	WHEN resolved > day + 7 THEN 2
	WHEN EXISTS (SELECT * FROM contacts AS later
		WHERE later.customer = c.customer AND later.asked AND
			later.day BETWEEN c.resolved AND c.resolved + 30) THEN 4
	ELSE 3 END, day,
	CASE WHEN complaint AND :resolutions AND resolved <= day + 7 AND
		resolved <= (SELECT day FROM ends) AND
		(SELECT COUNT(*) FROM told WHERE asked) > 0 THEN resolved + 30 ELSE day END
FROM contacts AS c WHERE complaint OR NOT asked;
CREATE INDEX met_by_customer ON met (customer);

CREATE TABLE people AS
SELECT c.*, COALESCE(worst, 7) AS worst, COALESCE(latest, 7) AS latest,
	COALESCE(complaints, 0) > 0 AS complained, complaints,
	COALESCE(complaint >= last - :window, 0) AS lately,
	COALESCE(last > complaint, 0) AS came_back,
	COALESCE(answered, 0) AS answered, revealed IS NOT NULL AS revealed,
	COALESCE(last > revealed, 0) AS back
FROM customers AS c
LEFT JOIN (SELECT customer, MIN(what) AS worst FROM met GROUP BY customer)
	USING (customer)
LEFT JOIN (SELECT customer, what AS latest, ROW_NUMBER() OVER
		(PARTITION BY customer ORDER BY day DESC, what) AS place FROM met)
	AS l ON l.customer = c.customer AND place = 1
LEFT JOIN (SELECT customer, SUM(complaint) AS complaints, MAX(asked AND answered) AS answered,
		MAX(CASE WHEN complaint THEN day END) AS complaint,
		MIN(CASE WHEN asked AND unhappy THEN day END) AS revealed
	FROM contacts GROUP BY customer) AS k ON k.customer = c.customer;
"""

# firsts: the first of each customer as bad as this (0 a failure, 1 a complaint, 2 a
# contact), from when on it is compared, and what it was; of a day the worst
FIRSTS = """
CREATE TABLE firsts AS
SELECT customer, bad, day, known, what FROM (
	SELECT *, ROW_NUMBER() OVER (PARTITION BY customer, bad ORDER BY day, what) AS place
	FROM (SELECT customer, bad, day, known, what
			FROM met, (SELECT 1 AS bad UNION ALL SELECT 2)
			WHERE bad >= CASE WHEN what = 0 THEN 0 WHEN what < 6 THEN 1 ELSE 2 END
		UNION ALL
		SELECT f.customer, 0, f.day, f.day, COALESCE(m.what, 7)
		FROM failures AS f LEFT JOIN met AS m
			ON m.customer = f.customer AND m.what = 0 AND m.day = f.day
		WHERE (SELECT COUNT(*) FROM told WHERE complaint) > 0))
WHERE place = 1;
CREATE INDEX firsts_by_customer ON firsts (customer, bad);

-- the last purchase of each day, how long it was followed by silence, and whether
-- that, or a later one within the horizon, became a lapse
CREATE TABLE courses AS
SELECT p.customer, part, p.n, day, silence,
	day + longest + 1 + :horizon <= (SELECT day FROM ends) AS told,
	band(p.n) || strftime(' %Y-%m', day * 86400, 'unixepoch') AS stratum,
	EXISTS (SELECT * FROM lapses AS l WHERE l.customer = p.customer AND
		l.day BETWEEN p.day AND p.day + :horizon) AS lapsed
FROM (SELECT customer, n, day, MIN(next - day, longest + 1) AS silence, longest
	FROM purchases JOIN rule USING (customer)) AS p
JOIN (SELECT customer, part FROM people) USING (customer)
WHERE NOT EXISTS (SELECT * FROM purchases AS same WHERE same.customer = p.customer AND
	same.n = p.n + 1 AND same.day = p.day);
CREATE INDEX courses_by_stratum ON courses (stratum);
CREATE INDEX courses_by_customer ON courses (customer, day);

CREATE TABLE placed AS
SELECT f.*, p.part, known - c.day AS s, stratum, silence, told, lapsed, longest,
	CASE WHEN known > (SELECT day FROM ends) THEN 'too_late'
	WHEN c.day IS NULL THEN 'no_others'
	WHEN (SELECT MAX(day) FROM courses WHERE customer = f.customer AND day <= known)
		<> c.day THEN 'bought_again'
	WHEN known - c.day > longest THEN 'after_lapse'
	WHEN NOT told THEN 'too_late' ELSE 'compared' END AS fate
FROM firsts AS f JOIN people AS p USING (customer)
LEFT JOIN courses AS c ON c.customer = f.customer AND c.day = (
	SELECT MAX(day) FROM courses WHERE customer = f.customer AND day <= f.day)
WHERE what < 7 AND bad = CASE WHEN what = 0 THEN 0 WHEN what < 6 THEN 1 ELSE 2 END;

-- for how many days after a purchase nothing as bad was met; and of failures, no
-- complaint was near
CREATE TABLE others AS
SELECT c.*, bads.bad, MIN(silence, COALESCE(f.day - c.day, silence),
	CASE WHEN bads.bad > 0 THEN silence ELSE COALESCE((SELECT MIN(t.day)
		FROM contacts AS t WHERE t.customer = c.customer AND complaint AND
			t.day >= c.day) - :window - c.day, silence) END) AS until
FROM courses AS c, (SELECT 0 AS bad UNION ALL SELECT 1 UNION ALL SELECT 2) AS bads
LEFT JOIN firsts AS f ON f.customer = c.customer AND f.bad = bads.bad
WHERE told;
CREATE INDEX others_by_stratum ON others (stratum, bad);
"""


# --- intervals

def wilson(some, trials):
    if not trials:
        return None, None
    middle = some + Z * Z / 2
    margin = Z * math.sqrt(some * (trials - some) / trials + Z * Z / 4)
    return ((middle - margin) / (trials + Z * Z) if some else 0,
            (middle + margin) / (trials + Z * Z) if some < trials else 1)


def ratio(some, trials):
    return some / trials if trials else None


def fewest(cells):
    """Of the compared and the others expected to lapse, and to stay, the fewest."""
    n, m = (sum(cell[i] for cell in cells) for i in (1, 3))
    lapses = sum(y + x for y, _, x, _ in cells)
    mine = sum(k * (y + x) / (k + j) for y, k, x, j in cells)
    return min(mine, n - mine, lapses - mine, m - (lapses - mine))


class Bound:
    """Of an interval: where the score is Z, on this side, or where no more is
    possible; an exact test that refuses nothing takes it to 1, or to 0."""

    def __init__(self, cells, is_ratio, side, row):
        self.cells, self.is_ratio, self.side = cells, is_ratio, side
        self.n = sum(cell[1] for cell in cells)
        self.least = row["test"] == "mid-p" and row["p_value"] > .05

    def __str__(self):
        return "where the score is %g" % (self.side * Z)

    def holds(self, got):
        tried = got if self.is_ratio else got / self.n
        null = 1 if self.is_ratio else 0
        if self.least and abs(tried - null) < 1e-12:
            return self.side * strata.score(self.cells, null, self.is_ratio) >= Z
        if tried == 0 and self.is_ratio or abs(tried) == 1 and not self.is_ratio:
            return True
        return math.isclose(strata.score(self.cells, tried, self.is_ratio),
                            self.side * Z, rel_tol=1e-5)


# --- the tables; one row each, of a group or all

class Tables:
    def __init__(self, db, options, known, resolutions):
        self.db, self.options = db, options
        self.known, self.resolutions = known, resolutions
        self.part = None

    def one(self, sql, **values):
        return self.db.execute(sql, dict(values, part=self.part)).fetchone()

    def all(self, sql, **values):
        return self.db.execute(sql, dict(values, part=self.part)).fetchall()

    def counts(self):
        return self.one("""
            SELECT COUNT(*) AS customers, COALESCE(SUM(state = 0), 0) AS active,
                SUM(state = 1) AS at_risk, SUM(state = 2) AS lapsed,
                SUM(state = 2 AND lately) AS spoke, SUM(reactivated) AS reactivated,
                SUM(complained) AS complained, SUM(came_back) AS came_back,
                SUM(revealed) AS revealed,
                SUM(revealed AND complained) AS both,
                SUM(back AND NOT complained) AS back, SUM(revenue) AS revenue,
                SUM(CASE WHEN state = 1 THEN revenue ELSE 0 END) AS revenue_at_risk,
                SUM(CASE WHEN state = 2 AND NOT lately THEN revenue ELSE 0 END)
                    AS revenue_unvoiced
            FROM people WHERE :part IS NULL OR part = :part""")

    def summary(self):
        c = self.counts()
        spoke = c["spoke"] if self.known else None
        low, high = wilson(c["lapsed"], c["customers"])
        return [dict(customers=c["customers"], active=c["active"],
                     at_risk=c["at_risk"], lapsed=c["lapsed"],
                     lapsed_complained=spoke,
                     lapsed_no_complaint=c["lapsed"] - spoke
                     if self.known else None, reactivated=c["reactivated"],
                     lapse_rate=c["lapsed"] / c["customers"],
                     lapse_rate_low=low, lapse_rate_high=high)]

    def periods(self):
        rows, opening = [], 0
        for label, new, back, lapsed, left in self.all("""
            WITH RECURSIVE months (month) AS (
                SELECT date(MIN(day) * 86400, 'unixepoch', 'start of month') FROM orders
                UNION ALL SELECT date(month, '+1 month') FROM months
                WHERE date(month, '+1 month') <= (
                    SELECT date(day * 86400, 'unixepoch') FROM ends)),
            moves (month, kind) AS (
                SELECT date(first * 86400, 'unixepoch', 'start of month'), 1
                FROM people WHERE :part IS NULL OR part = :part
                UNION ALL
                SELECT date(l.lapse * 86400, 'unixepoch', 'start of month'), 3
                FROM lapses AS l JOIN people USING (customer)
                WHERE :part IS NULL OR people.part = :part
                UNION ALL
                SELECT date(p.day * 86400, 'unixepoch', 'start of month'), 2
                FROM lapses AS l JOIN purchases AS p
                    ON p.customer = l.customer AND p.n = l.n + 1
                JOIN people ON people.customer = l.customer
                WHERE :part IS NULL OR people.part = :part
                UNION ALL
                SELECT date(l.lapse * 86400, 'unixepoch', 'start of month'), 4
                FROM lapses AS l JOIN people USING (customer)
                WHERE (:part IS NULL OR people.part = :part)
                AND date(l.lapse * 86400, 'unixepoch', 'start of month') >
                    date(COALESCE((
                        SELECT MAX(p.day) FROM lapses AS before
                        JOIN purchases AS p ON p.customer = before.customer
                            AND p.n = before.n + 1
                        WHERE before.customer = l.customer AND before.n < l.n),
                        first) * 86400, 'unixepoch'))
            SELECT substr(month, 1, 7), COALESCE(SUM(kind = 1), 0),
                COALESCE(SUM(kind = 2), 0), COALESCE(SUM(kind = 3), 0),
                COALESCE(SUM(kind = 4), 0)
            FROM months LEFT JOIN moves USING (month) GROUP BY month
            ORDER BY month"""):
            closing = opening + new + back - lapsed
            rows.append(dict(period=label, opening=opening, new=new,
                             reactivated=back, lapsed=lapsed, closing=closing,
                             left=left,
                             churn_rate=ratio(left, opening)))
            opening = closing
        return rows

    # how many were silent

    def asked(self):
        """Revealed without complaint, answered and not, group by group."""
        return self.all("""
            SELECT SUM(revealed AND NOT complained) AS f,
                SUM(answered) AS a, SUM(NOT answered) AS u
            FROM people WHERE :part IS NULL OR part = :part
            GROUP BY part""")

    def of_orders(self):
        """Pairs of orders that one customer was asked about: as many as by lot?"""
        asked, pairs, n, all_pairs = self.db.execute("""
            SELECT SUM(asked), SUM(asked * (asked - 1)), SUM(n), SUM(n * (n - 1))
            FROM (SELECT SUM(asked) AS asked, COUNT(*) AS n FROM said
                GROUP BY customer)""").fetchone()
        return pairs > 0 and 2 * pairs >= (asked / n)**2 * all_pairs

    def orders(self, part):
        """Of each customer: orders, answered, silent, complained, revealed, both."""
        return self.db.execute("""
            SELECT COUNT(*), SUM(answered), SUM(revealed AND NOT complained),
                SUM(complained), SUM(revealed), SUM(revealed AND complained)
            FROM said WHERE ?1 IS NULL OR part = ?1 GROUP BY customer""",
            (part,)).fetchall()

    def order_lists(self):
        rows = self.orders(self.part)
        n1, n2, m = (sum(row[i] for row in rows) for i in (3, 4, 5))
        if not m:
            return dict(self.two_lists(n1, n2, m), counts=[n1, n2, m])
        def squares(lists):
            return sum((c / n1 + r / n2 - b / m)**2 - c * r / n1 / n2
                       for c, r, b in lists)
        single = squares([(1, 0, 0)] * (n1 - m) + [(0, 1, 0)] * (n2 - m) +
                         [(1, 1, 1)] * m)
        effect = squares(row[3:] for row in rows) / single
        return dict(self.two_lists(n1, n2, m, max(1, effect)), counts=[n1, n2, m])

    def order_proactive(self):
        rows = self.orders(self.part)
        n, a, f, complained = (sum(row[i] for row in rows) for i in range(4))
        if a == 0:
            return UNKNOWN
        p, share = f / a, a / n
        pairs = sum(row[1] * (row[1] - 1) for row in rows)
        effect = 1
        if pairs and 0 < p < 1 and share < 1:
            both = pairs / sum(row[0] * (row[0] - 1) for row in rows)
            # of the e_i e_j of two answers of one customer
            among = sum((row[2] - p * row[1])**2 - row[2] * (1 - p)**2 -
                        (row[1] - row[2]) * p**2 for row in rows)
            effect = max(1, 1 + (1 - share**2 / both) / (1 - share) *
                         among / (a * p * (1 - p)))
        trials = a * (n - a) / n / effect
        low, high = wilson(p * trials, trials) if n > a else (0, 0)
        low, high = f + low * (n - a), f + high * (n - a)
        return dict(silent=f + p * (n - a), silent_low=low, silent_high=high,
                    dissatisfied=f + p * (n - a) + complained,
                    dissatisfied_low=low + complained,
                    dissatisfied_high=high + complained, counts=[f, a, n - a])

    def proactive(self, complained):
        strata = self.asked()
        if any(a == 0 for _, a, _ in strata):
            return UNKNOWN
        silent = sum(f + f / a * u for f, a, u in strata)
        row = dict(silent=silent, dissatisfied=silent + complained)
        if len(strata) > 1:
            return row    # the interval of a sum: stat_silent.c looks at it
        (f, a, u), = strata
        trials = a * u / (a + u)
        low, high = wilson(f / a * trials, trials) if u else (0, 0)
        return dict(row, silent_low=f + low * u, silent_high=f + high * u,
                    dissatisfied_low=f + low * u + complained,
                    dissatisfied_high=f + high * u + complained)

    def two_lists(self, n1, n2, m, effect=1):
        if not n1 or not n2:
            return UNKNOWN
        total = (n1 + 1) * (n2 + 1) / (m + 1) - 1
        seen = n1 + n2 - m
        unseen = total - seen
        row = dict(UNKNOWN, dissatisfied=total, silent=total - n1)
        if m < min(n1, n2):
            variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / (
                (m + 1)**2 * (m + 2)) * effect
            c = math.exp(Z * math.sqrt(math.log1p(variance / unseen**2)))
            row.update(dissatisfied_low=seen + unseen / c,
                       dissatisfied_high=seen + unseen * c,
                       silent_low=seen + unseen / c - n1,
                       silent_high=seen + unseen * c - n1)
        return row

    def excess(self):
        found = self.comparison(0)
        row = dict(UNKNOWN, counts=[found["compared"]])
        if found["compared"]:
            row["silent"] = found["excess"]
            row.update(silent_low=found["excess_low"], silent_high=found["excess_high"])
        return row

    def silent(self):
        if not self.known:
            return [dict(UNKNOWN, method=method) for method in METHODS]
        orders = self.options.get("asked") == "order" or (
            "asked" not in self.options and self.of_orders())
        c = self.counts()
        n1, n2, m = c["complained"], c["revealed"], c["both"]
        strata = self.asked()
        f, a, u = (sum(s[i] for s in strata) for i in range(3))
        rows = [dict(method="articulation", dissatisfied=n1 / .5,
                     dissatisfied_low=n1 / .75, dissatisfied_high=n1 / .03,
                     silent=n1 / .5 - n1, silent_low=n1 / .75 - n1,
                     silent_high=n1 / .03 - n1, counts=[n1]),
                self.order_proactive() if orders else
                dict(self.proactive(n1), counts=[f, a, u]),
                self.order_lists() if orders else
                dict(self.two_lists(n1, n2, m), counts=[n1, n2, m]),
                self.excess()]
        unit = "orders" if orders else "customers"
        units = ["customers", unit, unit, "lapses"]
        return [dict(row, method=method, unit=unit)
                for row, method, unit in zip(rows, METHODS, units)]

    # after what do they leave?

    def cells(self, what):
        """Compared, of whom lapsed, others, of whom lapsed; and others at the
        shortest silence of each stratum."""
        bad = 0 if what == 0 else 1 if what < CONTACT else 2
        rows = self.all("""
            SELECT stratum, s, COUNT(*), SUM(lapsed) FROM placed
            WHERE what = :what AND fate = 'compared' AND
                (:part IS NULL OR part = :part) GROUP BY stratum, s
            ORDER BY stratum, s""", what=what)
        cells, others, last = [], 0, None
        for stratum, silence, n, y in rows:
            m, x = self.one("""
                SELECT COUNT(*), COALESCE(SUM(lapsed), 0) FROM others
                WHERE stratum = :stratum AND bad = :bad AND until > :silence AND
                    (:part IS NULL OR part = :part)""", stratum=stratum, bad=bad,
                            silence=silence)
            others += m if stratum != last else 0
            last = stratum
            cells.append((y, n, x, m))
        return cells, others

    def comparison(self, what):
        cells, others = self.cells(what)
        fates = dict(self.all("""
            SELECT fate, COUNT(*) FROM placed WHERE what = :what AND
                (:part IS NULL OR part = :part) GROUP BY fate""", what=what))
        both = [cell for cell in cells if cell[3]]
        n = sum(cell[1] for cell in both)
        row = dict.fromkeys(("risk_ratio", "risk_ratio_low", "risk_ratio_high",
                             "p_value", "p_exact", "compared_lapse_rate", "others_lapse_rate",
                             "excess_low", "excess_high"))
        row.update(compared=n, others=others, test="", excess=None,
                   no_others=fates.get("no_others", 0) +
                   sum(cell[1] for cell in cells if not cell[3]),
                   **{fate: fates.get(fate, 0)
                      for fate in ("after_lapse", "bought_again", "too_late")})
        if not both:
            return row
        events = sum(cell[0] for cell in both)
        expected = sum(cell[1] * cell[2] / cell[3] for cell in both)
        row.update(compared_lapse_rate=events / n, others_lapse_rate=expected / n,
                   excess=events - expected)
        if expected:
            row["risk_ratio"] = events / expected
        if not any(0 < y + x < k + m for y, k, x, m in both):
            pass  # all lapsed, or nobody: nothing to test
        elif fewest(both) < FEW:
            row["test"] = "mid-p"
            row["p_exact"], row["p_value"] = strata.exact(both)
        else:
            row["test"] = "score"
            row["p_value"] = math.erfc(abs(strata.score(both, 1, True)) / 2**.5)
        if expected:
            row["risk_ratio_low"] = Bound(both, True, 1, row)
            row["risk_ratio_high"] = Bound(both, True, -1, row)
        row["excess_low"] = Bound(both, False, 1, row)
        row["excess_high"] = Bound(both, False, -1, row)
        return row

    def compare(self, what):
        row = self.comparison(what)
        return {name: value for name, value in row.items()
                if not name.startswith("excess")}

    def experience(self):
        rows = []
        for what, name in enumerate(EXPERIENCES):
            if what == COMPLAINT and self.resolutions or \
               0 < what < COMPLAINT and not self.resolutions:
                continue
            if not self.known:
                rows.append(dict(experience=name, customers=None, lapsed=None))
                continue
            n, lapsed = self.one("""
                SELECT COUNT(*), COALESCE(SUM(state = 2), 0) FROM people
                WHERE worst = :what AND (:part IS NULL OR part = :part)""",
                                 what=what)
            low, high = wilson(lapsed, n)
            row = dict(experience=name, customers=n, lapsed=lapsed,
                       lapse_rate=ratio(lapsed, n), lapse_rate_low=low,
                       lapse_rate_high=high)
            if what != NONE:
                row.update(self.compare(what))
            rows.append(row)
        return rows

    # what does it cost?

    def impact(self):
        c = self.counts()
        each = c["revenue"] / 1e6 / c["customers"]
        rows = [dict(item="revenue_at_risk", value=c["revenue_at_risk"] / 1e6),
                dict(item="revenue_lapsed_no_complaint",
                     value=c["revenue_unvoiced"] / 1e6 if self.known else None)]
        for s in self.silent()[:3]:
            for item, of, factor in (("expected_loss", "silent", .9 * each),
                                     ("people_told", "dissatisfied", 9),
                                     ("tell_twenty", "dissatisfied", .13)):
                row = dict(item="%s_%s" % (item, s["method"]))
                for column, end in ("value", ""), ("low", "_low"), ("high", "_high"):
                    if s.get("unit") == "orders":
                        row[column] = None
                    elif of + end in s:
                        known = s[of + end] is not None
                        row[column] = s[of + end] * factor if known else None
                rows.append(row)
        quiet = c["revealed"] - c["both"]
        for item, some, n in (("complainers_returned", c["came_back"], c["complained"]),
                              ("silent_returned", c["back"], quiet)):
            low, high = wilson(some, n) if self.known else (None, None)
            rows.append(dict(item=item, low=low, high=high,
                             value=ratio(some, n) if self.known else None))
        return rows

    def customers(self):
        return [dict(customer=r["customer"], state=STATES[r["state"]],
                     days_silent=r["silent"], usual_gap_days=r["days"],
                     complaints=(r["complaints"] or 0) if self.known else None,
                     last_experience=EXPERIENCES[r["latest"]]
                     if self.known else None,
                     revenue_last_year=r["revenue"] / 1e6)
                for r in self.all("""
                    SELECT people.*, days FROM people LEFT JOIN usual USING (customer)
                    WHERE state > 0 AND (:part IS NULL OR part = :part)
                    ORDER BY state, revenue DESC, customer""")]


# --- the comparison

def same(got, want):
    if want is None:
        return got == ""
    if isinstance(want, Bound):
        return got != "" and want.holds(float(got))
    if isinstance(want, str):
        return got == want
    try:
        return math.isclose(float(got), want, rel_tol=TOLERANCE, abs_tol=1e-9)
    except ValueError:
        return False


def whole_numbers(text):
    return [int(word.replace(",", ""))
            for word in re.findall(r"(?<![\d.,])\d[\d,]*(?![\d.])", text)]


def differ(table, got, want, group):
    where = "%s%s" % (table, ", %s" % group if group else "")
    if len(got) != len(want):
        yield "%s: %d rows, not %d" % (where, len(got), len(want))
    for i, (row, right) in enumerate(zip(got, want)):
        for name, value in right.items():
            if name == "counts":
                if any(n not in whole_numbers(row["basis"]) for n in value):
                    yield "%s %d: the basis has not %s: %s" % (
                        where, i + 1, value, row["basis"])
            elif not same(row[name], value):
                yield "%s %d: %s is %s, not %s" % (
                    where, i + 1, name, row[name], value)


def read_tables(folder):
    tables = {}
    for name in ("summary", "silent", "experience", "impact", "periods",
                 "customers"):
        with open(os.path.join(folder, name + ".csv"), newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def main(orders, contacts, folder, *words):
    options = dict(word.split("=", 1) for word in words)
    db = connect()
    read_orders(db, orders, options.get("group"))
    resolutions = read_contacts(db, contacts)
    db.executescript(PURCHASES)
    lapse = set_rules(db, options)
    options.setdefault("window", lapse)
    options.setdefault("horizon", 0)
    db.executescript(CUSTOMERS)
    db.executescript(SAID)
    script = MET.replace(":window", str(int(options["window"])))
    db.executescript(script.replace(":resolutions", str(int(resolutions))))
    script = FIRSTS.replace(":window", str(int(options["window"])))
    db.executescript(script.replace(":horizon", str(int(options["horizon"]))))
    known = db.execute("SELECT COUNT(*) FROM told WHERE complaint").fetchone()[0] > 0
    tables, got = Tables(db, options, known, resolutions), read_tables(folder)
    parts = [None] + [part for part, in db.execute(
        "SELECT DISTINCT part FROM people WHERE part IS NOT NULL ORDER BY part")]
    for name, rows in got.items():
        for tables.part in parts:
            mine = [r for r in rows if r.get("group", "") == (tables.part or "")]
            yield from differ(name, mine, getattr(tables, name)(), tables.part)


if __name__ == "__main__":
    for line in main(*sys.argv[1:]):
        print(line)
