-- churn.sql - cs-churn's tables summary and periods, for DuckDB, with --lapse-after
-- 90d --at-risk-after 30d. `input` are the orders, @CONTACTS@ is the file of contacts,
-- @OUT@ the folder for the answers.
CREATE TEMP TABLE purchases AS
SELECT customer, day, lead(day) OVER (PARTITION BY customer ORDER BY day) AS next
FROM input
WHERE amount >= 0 AND customer IS NOT NULL;

CREATE TEMP TABLE ends AS
SELECT max(day) AS as_of FROM input;

CREATE TEMP TABLE customers AS
SELECT customer, min(day) AS first, max(day) AS last,
	count(*) FILTER (next - day > 90) AS returns
FROM purchases
GROUP BY customer;

CREATE TEMP TABLE complained AS
SELECT DISTINCT customer
FROM read_csv('@CONTACTS@', auto_detect = false, header = true, delim = ',', columns = {
		'customer': 'VARCHAR', 'date': 'DATE', 'kind': 'VARCHAR',
		'direction': 'VARCHAR', 'order': 'VARCHAR', 'score': 'INTEGER',
		'responded': 'DATE', 'resolved': 'DATE', 'channel': 'VARCHAR' })
	JOIN customers USING (customer), ends
WHERE kind = 'complaint' AND date >= last - 90 AND date <= as_of;

COPY (
	SELECT count(*) AS customers,
		count(*) FILTER (as_of - last <= 30) AS active,
		count(*) FILTER (as_of - last BETWEEN 31 AND 90) AS at_risk,
		count(*) FILTER (as_of - last > 90) AS lapsed,
		count(*) FILTER (as_of - last > 90 AND complained.customer IS NOT NULL)
			AS lapsed_complained,
		lapsed - lapsed_complained AS lapsed_no_complaint,
		count(*) FILTER (returns > 0 AND as_of - last <= 90) AS reactivated
	FROM customers LEFT JOIN complained USING (customer), ends
) TO '@OUT@/summary.csv' (HEADER);

-- who begins, stops after 90 days, and begins again, month by month
COPY (
	WITH happened AS (
		SELECT first AS day, 1 AS new, 0 AS back, 0 AS gone FROM customers
		UNION ALL
		SELECT next, 0, 1, 0 FROM purchases WHERE next - day > 90
		UNION ALL
		SELECT day + 91, 0, 0, 1 FROM purchases, ends
		WHERE coalesce(next, as_of) - day > 90),
	months AS (
		SELECT strftime(day, '%Y-%m') AS period, sum(new) AS new,
			sum(back) AS reactivated, sum(gone) AS lapsed
		FROM happened
		GROUP BY period)
	SELECT period, sum(new + reactivated - lapsed) OVER (ORDER BY period) AS closing,
		closing - new - reactivated + lapsed AS opening, new, reactivated, lapsed
	FROM months
) TO '@OUT@/periods.csv' (HEADER);
