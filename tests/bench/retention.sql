-- retention.sql - what cs-retention's tables summary, ladder, within, cohorts and
-- periods say, for DuckDB. `input` are the orders, @OUT@ is the folder for the answers.

CREATE TEMP TABLE orders AS
SELECT customer, day, amount
FROM input;

CREATE TEMP TABLE purchases AS
SELECT customer, day, amount, row_number() OVER w AS n, lead(day) OVER w AS next
FROM orders
WHERE amount >= 0 AND customer IS NOT NULL
WINDOW w AS (PARTITION BY customer ORDER BY day, amount);

CREATE TEMP TABLE customers AS
SELECT customer, min(day) AS first, min(next) FILTER (n = 1) AS second,
	count(*) AS orders, sum(amount) AS value,
	sum(amount) FILTER (n > 1) AS repeat_value
FROM purchases
GROUP BY customer;

-- in their own time, but not before the customer's first purchase
CREATE TEMP TABLE refunds AS
SELECT customer, first, greatest(day, first) AS day, amount
FROM orders JOIN customers USING (customer)
WHERE amount < 0;

-- silence longer than the 95th percentile of the gaps, where those of a customer
-- weigh one, is a lapse
CREATE TEMP TABLE ends AS
WITH gaps AS (
	SELECT next - day AS gap, 1.0 / count(*) OVER (PARTITION BY customer) AS weight
	FROM purchases WHERE next > day),
running AS (
	SELECT gap, sum(weight) OVER (ORDER BY gap) AS below,
		sum(weight) OVER () AS total
	FROM gaps)
SELECT as_of, as_of - usual::INTEGER AS undecided_from
FROM (SELECT max(day) AS as_of FROM orders),
	(SELECT min(gap) AS usual FROM running WHERE below >= .95 * total - 1e-8);

CREATE MACRO wilson(x, n, sign) AS
	(x + 1.959963984540054 ** 2 / 2 + sign * 1.959963984540054 *
		sqrt(x * (n - x) / n + 1.959963984540054 ** 2 / 4)) /
	(n + 1.959963984540054 ** 2);

COPY (
	WITH refunded AS (
		SELECT customer, sum(amount) AS refund FROM refunds GROUP BY customer),
	each AS (
		SELECT *, value + coalesce(refund, 0) AS net
		FROM customers LEFT JOIN refunded USING (customer))
	SELECT count(*) AS customers, sum(orders) AS orders, sum(net) AS revenue,
		count(*) FILTER (orders > 1) AS repeat_customers,
		repeat_customers / count(*) AS repeat_rate,
		wilson(repeat_customers, count(*), -1) AS repeat_rate_low,
		wilson(repeat_customers, count(*), 1) AS repeat_rate_high,
		sum(orders) / count(*) AS orders_per_customer,
		(sum(orders) - count(*)) / sum(orders) AS repeat_order_share,
		sum(net) FILTER (orders > 1)::DOUBLE / sum(net)::DOUBLE
			AS repeat_customer_revenue_share,
		sum(repeat_value)::DOUBLE / sum(value)::DOUBLE
			AS repeat_order_revenue_share,
		median(second - first) AS median_days_to_second,
		count(*) FILTER (second = first) AS same_day_repeats,
		min(first) AS first_date, (SELECT max(day) FROM purchases) AS last_date
	FROM each
) TO '@OUT@/summary.csv' (HEADER);

COPY (
	SELECT n, count(*) AS reached, count(next) AS continued,
		count(*) FILTER (next IS NULL AND day >= undecided_from) AS undecided,
		continued / reached AS continue_rate,
		greatest(0, wilson(continued, reached, -1)) AS continue_rate_low,
		least(1, wilson(continued, reached, 1)) AS continue_rate_high,
		median(next - day) AS median_days
	FROM purchases, ends
	GROUP BY n
) TO '@OUT@/ladder.csv' (HEADER);

-- Kaplan-Meier of the time to the second purchase
COPY (
	WITH times AS (
		SELECT coalesce(second, as_of) - first AS time,
			count(second) AS events,
			sum(count(*)) OVER (ORDER BY time DESC) AS at_risk
		FROM customers, ends
		GROUP BY time),
	curve AS (
		SELECT time, sum(events) OVER w AS events,
			sum(ln(1 - events / at_risk)) OVER w AS log_survival,
			sum(events / (at_risk * (at_risk - events))) OVER w AS g2
		FROM times
		WINDOW w AS (ORDER BY time))
	SELECT days,
		(SELECT max(at_risk) FROM times WHERE time >= days) AS at_risk,
		events, 1 - exp(log_survival) AS repeat_rate,
		1 - exp(log_survival *
			exp(1.959963984540054 * sqrt(g2) / log_survival))
			AS repeat_rate_low,
		1 - exp(log_survival *
			exp(-1.959963984540054 * sqrt(g2) / log_survival))
			AS repeat_rate_high
	FROM (VALUES (7), (30), (60), (90), (180), (365)) asked(days)
	ASOF JOIN curve ON days >= time
) TO '@OUT@/within.csv' (HEADER);

-- each customer in each month: purchases and refunds
CREATE TEMP TABLE months AS
SELECT customer, (year(first) * 12 + month(first) - 1) AS cohort,
	(year(day) * 12 + month(day) - 1) AS period, sum(orders) AS orders,
	sum(revenue) AS revenue
FROM (
	SELECT customer, first, day, 1 AS orders, amount AS revenue
	FROM purchases JOIN customers USING (customer)
	UNION ALL
	SELECT customer, first, day, 0, amount FROM refunds)
GROUP BY ALL;

CREATE MACRO month_name(m) AS format('{:04d}-{:02d}', m // 12, m % 12 + 1);

CREATE TEMP TABLE calendar AS
SELECT unnest(range(min(period), max(period) + 1)) AS period FROM months;

COPY (
	WITH sizes AS (SELECT cohort, count(*) AS size
		FROM months WHERE period = cohort GROUP BY cohort),
	cells AS (SELECT cohort, period, count(*) FILTER (orders > 0) AS active,
			sum(revenue) AS revenue
		FROM months GROUP BY cohort, period)
	SELECT month_name(cohort) AS cohort, size, period - cohort AS age,
		coalesce(cells.active, 0) AS active,
		coalesce(cells.active, 0) / size AS retention,
		coalesce(cells.revenue, 0) AS revenue
	FROM sizes JOIN calendar ON period >= cohort
	LEFT JOIN cells USING (cohort, period)
) TO '@OUT@/cohorts.csv' (HEADER);

COPY (
	WITH bought AS (
		SELECT *, lag(period) OVER (PARTITION BY customer ORDER BY period) AS before
		FROM months WHERE orders > 0),
	activity AS (
		SELECT period, count(*) AS active,
			count(*) FILTER (period = cohort) AS new,
			count(*) FILTER (period - before <= 3) AS "returning",
			count(*) FILTER (period - before > 3) AS reactivated,
			sum(orders) AS orders
		FROM bought GROUP BY period),
	money AS (
		SELECT period, sum(revenue) AS revenue,
			sum(revenue) FILTER (period = cohort) AS revenue_new
		FROM months GROUP BY period)
	SELECT month_name(period) AS period, coalesce(active, 0) AS active,
		coalesce(new, 0) AS new, coalesce("returning", 0) AS "returning",
		coalesce(reactivated, 0) AS reactivated, coalesce(orders, 0) AS orders,
		coalesce(revenue, 0) AS revenue, coalesce(revenue_new, 0) AS revenue_new,
		"returning" / active AS returning_share
	FROM calendar LEFT JOIN activity USING (period) LEFT JOIN money USING (period)
) TO '@OUT@/periods.csv' (HEADER);
