-- pareto.sql - what cs-pareto's tables summary and shares say, for DuckDB.
-- `input` are the orders, @OUT@ is the folder for the answers.

CREATE TEMP TABLE customers AS
SELECT customer, sum(amount) AS value
FROM input
WHERE customer IS NOT NULL
GROUP BY customer
HAVING max(amount) >= 0;

CREATE TEMP TABLE ranked AS
SELECT value, row_number() OVER w AS rank, sum(value) OVER w AS reached
FROM customers
WINDOW w AS (ORDER BY value DESC, customer ROWS UNBOUNDED PRECEDING);

-- gini = sum of (2 i - n - 1) x / (n sum x), i = 1 for the smallest
COPY (
	WITH whole AS (SELECT count(*) AS n, sum(value) AS total FROM customers)
	SELECT n AS customers, total AS revenue, 20 AS top_percent,
		sum(value) FILTER (rank <= ceil(n / 5)) / total::DOUBLE AS top_share,
		.8 AS target_share,
		min(rank) FILTER (reached >= .8 * total) AS customers_for_target,
		customers_for_target / n AS customers_for_target_share,
		sum((n + 1 - 2 * rank) * value)::DOUBLE / (n * total::DOUBLE) AS gini,
		gini * n / (n - 1) AS gini_corrected,
		sum((value::DOUBLE / total::DOUBLE) ** 2) AS hhi,
		1 / hhi AS effective_customers,
		max(value) / total::DOUBLE AS largest_share,
		count(*) FILTER (value <= 0) AS nonpositive_customers
	FROM ranked, whole
	GROUP BY n, total
) TO '@OUT@/summary.csv' (HEADER);

COPY (
	WITH whole AS (SELECT count(*) AS n, sum(value) AS total FROM customers)
	SELECT percent, rank AS customers, reached AS value,
		reached / total::DOUBLE AS share
	FROM whole, (VALUES (1), (2), (5), (10), (20), (25), (50), (100)) percents(percent)
	JOIN ranked ON rank = greatest(1, (percent * n + 99) // 100)
) TO '@OUT@/shares.csv' (HEADER);
