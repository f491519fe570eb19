-- pareto.sql - cs-pareto's tables in SQL (sqlite). Reads the table
-- orders_rows(customer, day, micros, id); money(x) is put in by sql.t.
-- A customer counts who has a row that is not negative; what one is worth below 0
-- counts as 0 in shares.
CREATE TEMP TABLE customers AS
SELECT customer, sum(micros) AS net, max(sum(micros), 0) AS value
FROM orders_rows
WHERE customer <> ''
GROUP BY customer
HAVING max(micros) >= 0;

CREATE TEMP TABLE whole AS
SELECT count(*) AS n, sum(value) AS total, sum(net) AS net_total,
	sum(min(net, 0)) AS total_below
FROM customers;

CREATE TEMP TABLE ranked AS
SELECT customer, value, net, row_number() OVER w AS rank, sum(value) OVER w AS reached
FROM customers
WINDOW w AS (ORDER BY net DESC, customer ROWS UNBOUNDED PRECEDING);

-- the first k of which the value reaches so many per cent of the total
CREATE TEMP TABLE bounds AS
SELECT class, (SELECT min(rank) FROM ranked WHERE reached * 100 >= total * percent) AS last
FROM whole, (SELECT 'A' AS class, 80 AS percent UNION ALL SELECT 'B', 95
	UNION ALL SELECT 'C', 100);

.output summary.csv
SELECT n AS customers, money(net_total) AS revenue, 20 AS top_percent,
	1.0 * sum(CASE WHEN rank <= (20 * n + 99) / 100 THEN value END) / total
		AS top_share,
	0.8 AS target_share,
	min(CASE WHEN reached * 10 >= total * 8 THEN rank END) AS customers_for_target,
	1.0 * min(CASE WHEN reached * 10 >= total * 8 THEN rank END) / n
		AS customers_for_target_share,
	1.0 * sum((n + 1 - 2 * rank) * value) / n / total AS gini,
	1.0 * sum((n + 1 - 2 * rank) * value) / (n - 1) / total AS gini_corrected,
	sum(1.0 * value / total * value / total) AS hhi,
	1 / sum(1.0 * value / total * value / total) AS effective_customers,
	1.0 * max(value) / total AS largest_share,
	sum(net <= 0) AS nonpositive_customers,
	money(total_below) AS nonpositive_value
FROM ranked, whole;

.output shares.csv
WITH percents(percent) AS (VALUES (1), (2), (5), (10), (20), (25), (50), (100))
SELECT percent, rank AS customers, money(reached) AS value,
	1.0 * reached / total AS share
FROM whole, percents JOIN ranked ON rank = max(1, (percent * n + 99) / 100);

.output classes.csv
SELECT class, count(*) AS customers, money(sum(net)) AS value,
	CASE WHEN class <> 'none' THEN 1.0 * sum(value) / total END AS share
FROM (SELECT value, net, total, CASE
		WHEN net <= 0 THEN 'none'
		WHEN rank <= (SELECT last FROM bounds WHERE class = 'A') THEN 'A'
		WHEN rank <= (SELECT last FROM bounds WHERE class = 'B') THEN 'B'
		ELSE 'C' END AS class
	FROM ranked, whole)
GROUP BY class;

.output customers.csv
SELECT rank, customer, money(net) AS value,
	CASE WHEN net >= 0 THEN 1.0 * value / total END AS share,
	CASE WHEN net >= 0 THEN 1.0 * reached / total END AS cumulative_share
FROM ranked, whole;
