-- lifetime.sql - cs-lifetime's tables in SQL (sqlite), by the default lapse rule.
-- Reads the table orders_rows(customer, day, micros, id), days counted from
-- 1970-01-01.
CREATE TEMP TABLE orders AS
SELECT customer, min(day) AS day, sum(micros) AS micros, id
FROM orders_rows WHERE customer <> '' AND id <> ''
GROUP BY customer, id
HAVING sum(micros) <> 0 OR max(micros) = 0 -- else it was paid back
UNION ALL
SELECT customer, day, micros, id FROM orders_rows WHERE customer <> '' AND id = '';

CREATE TEMP TABLE payments AS
SELECT customer, day, micros, row_number() OVER w AS n, lead(day) OVER w AS next,
	first_value(day) OVER w AS first
FROM orders
WHERE micros >= 0
WINDOW w AS (PARTITION BY customer ORDER BY day, micros, id);

-- the longest silence that is no lapse yet: the 95th percentile of the gaps, where
-- those of a customer weigh one
CREATE TEMP TABLE ends AS
WITH gaps AS (
	SELECT next - day AS gap, 1.0 / count(*) OVER (PARTITION BY customer) AS weight
	FROM payments WHERE next > day),
running AS (
	SELECT gap, sum(weight) OVER (ORDER BY gap) AS below,
		sum(weight) OVER () AS total
	FROM gaps)
SELECT (SELECT max(day) FROM orders_rows) AS as_of,
	(SELECT min(gap) FROM running WHERE below * 100 >= total * 95 - 1e-6) AS lapse;

-- each customer: the payment after which it first lapsed, if it did
CREATE TEMP TABLE customers AS
WITH lapses AS (
	SELECT customer, n, day, next,
		row_number() OVER (PARTITION BY customer ORDER BY n) AS place
	FROM payments, ends WHERE coalesce(next, as_of) - day > lapse)
SELECT customer, first, lapses.n AS lapse_n, lapses.day AS lapse_day, next IS NOT NULL AS came
FROM (SELECT DISTINCT customer, first FROM payments)
LEFT JOIN lapses USING (customer)
WHERE place IS NULL OR place = 1;
CREATE INDEX by_customer ON customers(customer);

-- of the customers who could be watched at all, how many so many days or longer
CREATE TEMP TABLE watched AS
WITH begun AS (
	SELECT as_of - lapse - 1 - first AS days, count(*) AS customers
	FROM customers, ends WHERE as_of - first > lapse GROUP BY days)
SELECT days, sum(customers) OVER (ORDER BY days DESC) AS customers,
	sum(customers) OVER () AS whole
FROM begun;
CREATE INDEX by_days ON watched(days);

-- a payment stands for those who would have made it, had they been watched
CREATE TEMP TABLE weighted AS
SELECT n, day, lapse_n, came, as_of - day > lapse AS at_risk,
	n = ifnull(lapse_n, 0) AS lapsed,
	(SELECT min(50.0, 1.0 * whole / customers) FROM watched
		WHERE days >= day - first ORDER BY days LIMIT 1) AS weight
FROM payments JOIN customers USING (customer, first) JOIN ends
WHERE n <= ifnull(lapse_n, n);

CREATE TEMP TABLE life AS
SELECT n, count(*) AS reached, sum(at_risk) AS at_risk, sum(lapsed) AS lapsed,
	sum(lapsed AND came) AS returned, sum(at_risk * weight) AS w,
	sum(lapsed * weight) AS wl, sum(at_risk * weight * weight) AS ww,
	sum(lapsed * weight * weight) AS wwl
FROM weighted
GROUP BY n;

-- as many as weigh alike and tell as much: by the weights, or by who lapsed
CREATE TEMP TABLE rates AS
WITH hazards AS (
	SELECT *, iif(lapsed = at_risk AND at_risk > 0, 1.0, wl / w) AS hazard,
		w * w / ww AS kish
	FROM life)
SELECT *, 3.8414588206941227 AS z2,
	iif(lapsed = 0 OR lapsed = at_risk, kish, min(kish, hazard * (1 - hazard) * w * w /
		(wwl * (1 - 2 * hazard) + hazard * hazard * ww))) AS m
FROM hazards;

-- the product of what stays is 0 from where all lapse, and unknown from where
-- nobody is at risk
.output payments.csv
WITH products AS (
	SELECT *, min(at_risk) OVER w > 0 AS known, max(at_risk = lapsed) OVER w AS over,
		1.959963984540054 * sqrt(m * hazard * (1 - hazard) + z2 / 4) AS width,
		sum(ln(1 - nullif(hazard, 1))) OVER w AS log_survival,
		1.959963984540054 * sqrt(sum(hazard / m / nullif(1 - hazard, 0))
			OVER w) AS root
	FROM rates
	WINDOW w AS (ORDER BY n))
SELECT n, reached, at_risk, lapsed, returned, reached - at_risk AS censored, hazard,
	max(0, (m * hazard + z2 / 2 - width) / (m + z2)) AS hazard_low,
	min(1, (m * hazard + z2 / 2 + width) / (m + z2)) AS hazard_high,
	iif(known, iif(over, 0, exp(log_survival)), NULL) AS survival,
	iif(known AND NOT over, exp(log_survival * exp(-root / log_survival)), NULL)
		AS survival_low,
	iif(known AND NOT over, exp(log_survival * exp(root / log_survival)), NULL)
		AS survival_high,
	1.0 * lapsed / (SELECT sum(lapsed) FROM life) AS lapse_share
FROM products;

.output summary.csv
WITH products AS (
	SELECT n, min(at_risk) OVER (ORDER BY n) > 0 AS known,
		exp(sum(ln(1 - hazard)) OVER (ORDER BY n)) AS survival
	FROM rates)
SELECT count(*) AS customers, count(lapse_n) AS lapsed,
	sum(lapse_n IS NOT NULL AND came) AS returned,
	sum(lapse_n IS NULL) AS censored, lapse AS lapse_after_days,
	(SELECT min(n) FROM products WHERE known AND survival <= .5) AS median_payments,
	(SELECT n FROM life ORDER BY lapsed DESC, n LIMIT 1) AS modal_lapse_payment,
	(SELECT 1.0 * max(lapsed) / sum(lapsed) FROM life) AS modal_lapse_share
FROM customers, ends;

-- Kaplan-Meier of the time from the first payment to the last before the lapse
.output curve.csv
WITH times AS (
	SELECT ifnull(lapse_day, as_of - lapse - 1) - first AS time,
		count(lapse_n) AS events, count(*) - count(lapse_n) AS censored
	FROM customers, ends
	WHERE as_of - first > lapse
	GROUP BY time),
risks AS (
	SELECT *, sum(events + censored) OVER (ORDER BY time DESC) AS at_risk
	FROM times),
curve AS (
	SELECT time, at_risk, events, censored, max(events = at_risk) OVER w AS over,
		sum(ln(1 - 1.0 * nullif(events, at_risk) / at_risk)) OVER w AS log_survival,
		sqrt(sum(1.0 * events / at_risk / nullif(at_risk - events, 0)) OVER w) AS root
	FROM risks
	WINDOW w AS (ORDER BY time))
SELECT time, at_risk, events, censored, iif(over, 0, exp(log_survival)) AS survival,
	iif(over, NULL, exp(log_survival) * root) AS se,
	iif(over, NULL, exp(log_survival * exp(-1.959963984540054 * root / log_survival)))
		AS survival_low,
	iif(over, NULL, exp(log_survival * exp(1.959963984540054 * root / log_survival)))
		AS survival_high
FROM curve;

-- each customer's years, from the first payment's day or, where a year has no
-- such day, the last of the month
.output tenure.csv
WITH RECURSIVE years(customer, period, first, begin, end) AS (
	SELECT customer, 0, date(first * 86400, 'unixepoch'), first, first
	FROM customers
	UNION ALL
	SELECT customer, period + 1, first, end, CAST(strftime('%s',
		iif(strftime('%d', first, (period + 1) || ' years') = strftime('%d', first),
			date(first, (period + 1) || ' years'),
			date(first, (period + 1) || ' years', 'start of month', '-1 day')))
		/ 86400 AS INTEGER)
	FROM years, ends WHERE end <= as_of),
whole AS (
	SELECT customer, period, begin, end FROM years, ends
	WHERE period > 0 AND end <= as_of + 1),
-- in their own time, but not before the customer's first payment
moves AS (
	SELECT customer, day, micros, 1 AS bought FROM payments
	UNION ALL
	SELECT customer, max(day, first), micros, 0
	FROM orders JOIN customers USING (customer) WHERE micros < 0),
brought AS (
	SELECT whole.customer, period, sum(ifnull(bought, 0)) AS orders,
		sum(ifnull(micros, 0)) / 1e6 AS revenue
	FROM whole LEFT JOIN moves
		ON moves.customer = whole.customer AND day >= begin AND day < end
	GROUP BY whole.customer, period),
means AS (
	SELECT *, avg(revenue) OVER (PARTITION BY period) AS mean FROM brought),
periods AS (
	SELECT period, count(*) AS customers, avg(orders) AS orders_per_customer, mean,
		sum(orders > 0) AS active, sum(orders) AS orders, sum(revenue) AS revenue,
		1.959963984540054 * sqrt(sum((revenue - mean) * (revenue - mean))
			/ nullif(count(*) - 1, 0) / count(*)) AS width
	FROM means GROUP BY period)
SELECT period, customers, orders_per_customer, mean AS revenue_per_customer,
	mean - width AS revenue_per_customer_low,
	mean + width AS revenue_per_customer_high, active,
	1.0 * orders / nullif(active, 0) AS orders_per_active,
	revenue / nullif(active, 0) AS revenue_per_active
FROM periods;
