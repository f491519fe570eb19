-- retention.sql - cs-retention's tables in SQL (sqlite). Reads the table
-- orders_rows(customer, day, micros, id), days counted from 1970-01-01; money(x)
-- and month(day), months counted from year 0, are put in by sql.t.
CREATE TEMP TABLE orders AS
SELECT customer, min(day) AS day, sum(micros) AS micros, id
FROM orders_rows WHERE customer <> '' AND id <> ''
GROUP BY customer, id
HAVING sum(micros) <> 0 OR max(micros) = 0 -- else it was paid back
UNION ALL
SELECT customer, day, micros, id FROM orders_rows WHERE customer <> '' AND id = '';

CREATE TEMP TABLE purchases AS
SELECT customer, day, micros, row_number() OVER w AS n, lead(day) OVER w AS next
FROM orders
WHERE micros >= 0
WINDOW w AS (PARTITION BY customer ORDER BY day, micros, id);

CREATE TEMP TABLE customers AS
SELECT customer, min(day) AS first, min(CASE WHEN n = 1 THEN next END) AS second,
	count(*) AS orders, sum(micros) AS value,
	sum(CASE WHEN n > 1 THEN micros ELSE 0 END) AS repeat_value
FROM purchases
GROUP BY customer;
CREATE INDEX by_customer ON customers(customer);

CREATE TEMP TABLE refunds AS
SELECT customer, first, day, micros
FROM orders JOIN customers USING (customer)
WHERE micros < 0;

-- the longest silence that is no lapse yet: the 95th percentile of the gaps, where
-- those of a customer weigh one
CREATE TEMP TABLE ends AS
WITH gaps AS (
	SELECT next - day AS gap, 1.0 / count(*) OVER (PARTITION BY customer) AS weight
	FROM purchases WHERE next > day),
running AS (
	SELECT gap, sum(weight) OVER (ORDER BY gap) AS below,
		sum(weight) OVER () AS total
	FROM gaps)
SELECT (SELECT max(day) FROM orders_rows) AS as_of,
	(SELECT min(gap) FROM running WHERE below * 100 >= total * 95 - 1e-6) AS lapse;

.output summary.csv
WITH refunded AS (
	SELECT customer, sum(micros) AS refund FROM refunds GROUP BY customer),
each AS (
	SELECT *, value + coalesce(refund, 0) AS net
	FROM customers LEFT JOIN refunded USING (customer)),
sums AS (
	SELECT count(*) AS n, sum(orders > 1) AS x, sum(orders) AS orders,
		sum(net) AS net, 1.959963984540054 AS z,
		sum(CASE WHEN orders > 1 THEN net ELSE 0 END) AS repeat_net
	FROM each),
waits AS (
	SELECT second - first AS wait, row_number() OVER (ORDER BY second - first) AS place,
		count(*) OVER () AS count
	FROM customers WHERE second IS NOT NULL)
SELECT n AS customers, orders, money(net) AS revenue, x AS repeat_customers,
	1.0 * x / n AS repeat_rate,
	(x + z * z / 2 - z * sqrt(1.0 * x * (n - x) / n + z * z / 4)) / (n + z * z)
		AS repeat_rate_low,
	(x + z * z / 2 + z * sqrt(1.0 * x * (n - x) / n + z * z / 4)) / (n + z * z)
		AS repeat_rate_high,
	1.0 * orders / n AS orders_per_customer,
	1.0 * (orders - n) / orders AS repeat_order_share,
	1.0 * repeat_net / net AS repeat_customer_revenue_share,
	(SELECT 1.0 * sum(repeat_value) / sum(value) FROM customers)
		AS repeat_order_revenue_share,
	(SELECT avg(wait) FROM waits WHERE place IN ((count + 1) / 2, (count + 2) / 2))
		AS median_days_to_second,
	(SELECT count(*) FROM customers WHERE second = first) AS same_day_repeats,
	(SELECT date(min(day) * 86400, 'unixepoch') FROM purchases) AS first_date,
	(SELECT date(max(day) * 86400, 'unixepoch') FROM purchases) AS last_date
FROM sums;

.output ladder.csv
WITH waits AS (
	SELECT n, next - day AS wait, count(*) OVER (PARTITION BY n) AS count,
		row_number() OVER (PARTITION BY n ORDER BY next - day) AS place
	FROM purchases WHERE next IS NOT NULL),
medians AS (
	SELECT n, avg(wait) AS median_days FROM waits
	WHERE place IN ((count + 1) / 2, (count + 2) / 2) GROUP BY n),
rungs AS (
	SELECT n, count(*) AS reached, count(next) AS continued,
		sum(next IS NULL AND as_of - day <= lapse) AS undecided
	FROM purchases, ends
	GROUP BY n),
widths AS (
	SELECT *, 3.8414588206941227 AS z2, 1.959963984540054 * sqrt(
		1.0 * continued * (reached - continued) / reached
		+ 3.8414588206941227 / 4) AS width
	FROM rungs)
SELECT n, reached, continued, undecided, 1.0 * continued / reached AS continue_rate,
	max(0, (continued + z2 / 2 - width) / (reached + z2)) AS continue_rate_low,
	min(1, (continued + z2 / 2 + width) / (reached + z2)) AS continue_rate_high,
	median_days
FROM widths LEFT JOIN medians USING (n);

-- Kaplan-Meier of the time to the second purchase
.output within.csv
WITH times AS (
	SELECT coalesce(second, as_of) - first AS time, count(second) AS events,
		sum(count(*)) OVER (ORDER BY coalesce(second, as_of) - first DESC) AS at_risk
	FROM customers, ends
	GROUP BY time),
curve AS (
	SELECT time, sum(events) OVER w AS events,
		sum(ln(1 - 1.0 * events / at_risk)) OVER w AS log_survival,
		sum(1.0 * events / at_risk / (at_risk - events)) OVER w AS g2
	FROM times
	WINDOW w AS (ORDER BY time)),
asked(days) AS (VALUES (7), (30), (60), (90), (180), (365)),
answers AS (
	SELECT days, (SELECT max(at_risk) FROM times WHERE time >= days) AS at_risk,
		events, log_survival, 1.959963984540054 * sqrt(g2) / log_survival AS width
	FROM asked JOIN curve ON time = (SELECT max(time) FROM curve WHERE time <= days))
SELECT days, at_risk, events, 1 - exp(log_survival) AS repeat_rate,
	1 - exp(log_survival * exp(width)) AS repeat_rate_low,
	1 - exp(log_survival * exp(-width)) AS repeat_rate_high
FROM answers;

-- each customer in each month: purchases and refunds, also before the first of those
CREATE TEMP TABLE months AS
SELECT customer, month(first) AS cohort, month(day) AS period,
	sum(orders) AS orders, sum(micros) AS micros
FROM (
	SELECT customer, first, day, 1 AS orders, micros
	FROM purchases JOIN customers USING (customer)
	UNION ALL
	SELECT customer, first, day, 0, micros FROM refunds)
GROUP BY customer, cohort, period;

-- all months from the first row to the end
CREATE TEMP TABLE calendar AS
WITH RECURSIVE each(period) AS (
	SELECT month(day) FROM orders_rows WHERE day = (SELECT min(day) FROM orders_rows)
	UNION
	SELECT period + 1 FROM each, ends WHERE period < month(as_of))
SELECT period FROM each;

.output cohorts.csv
WITH sizes AS (
	SELECT cohort, count(*) AS size FROM months WHERE period = cohort GROUP BY cohort),
cells AS (
	SELECT cohort, max(period, cohort) AS period, sum(orders > 0) AS active,
		sum(micros) AS micros
	FROM months GROUP BY 1, 2),
grid AS (
	SELECT cohort, size, period, ifnull(active, 0) AS active,
		ifnull(micros, 0) AS micros, as_of + 1 AS tomorrow
	FROM sizes JOIN calendar ON period >= cohort
	JOIN ends LEFT JOIN cells USING (cohort, period))
SELECT printf('%04d-%02d', cohort / 12, cohort % 12 + 1) AS cohort, size,
	period - cohort AS age, active, 1.0 * active / size AS retention,
	money(micros) AS revenue,
	iif(period < month(tomorrow), 'true', 'false') AS complete
FROM grid;

.output periods.csv
WITH bought AS (
	SELECT *, lag(period) OVER (PARTITION BY customer ORDER BY period) AS before
	FROM months WHERE orders > 0),
activity AS (
	SELECT period, count(*) AS active, sum(period = cohort) AS new,
		count(CASE WHEN period - before <= 3 THEN 1 END) AS back,
		count(CASE WHEN period - before > 3 THEN 1 END) AS reactivated,
		sum(orders) AS orders
	FROM bought GROUP BY period),
value AS (
	SELECT period, sum(micros) AS micros,
		sum(CASE WHEN period = cohort THEN micros ELSE 0 END) AS micros_new
	FROM months GROUP BY period)
SELECT printf('%04d-%02d', period / 12, period % 12 + 1) AS period,
	ifnull(active, 0) AS active, ifnull(new, 0) AS new,
	ifnull(back, 0) AS "returning", ifnull(reactivated, 0) AS reactivated,
	ifnull(orders, 0) AS orders, ifnull(money(micros), 0) AS revenue,
	ifnull(money(micros_new), 0) AS revenue_new,
	1.0 * back / active AS returning_share
FROM calendar LEFT JOIN activity USING (period) LEFT JOIN value USING (period);
