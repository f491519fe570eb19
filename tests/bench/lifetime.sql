-- lifetime.sql - cs-lifetime's table payments, for DuckDB, with --lapse-after 90d.
-- @INPUT@ is the file, @OUT@ the folder for the answers.
SET preserve_insertion_order = false;

CREATE TEMP TABLE payments AS
SELECT customer_id AS customer, date AS day, row_number() OVER w AS n,
	lead(date) OVER w AS next
FROM read_csv('@INPUT@', auto_detect = false, header = true, delim = ',', columns = {
	'order_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'date': 'DATE',
	'amount': 'DECIMAL(18,2)', 'late': 'VARCHAR', 'country': 'VARCHAR',
	'channel': 'VARCHAR', 'currency': 'VARCHAR', 'status': 'VARCHAR' })
WHERE amount >= 0 AND customer_id IS NOT NULL
WINDOW w AS (PARTITION BY customer_id ORDER BY date, amount, order_id);

CREATE TEMP TABLE ends AS
SELECT max(date) AS as_of
FROM read_csv('@INPUT@', auto_detect = false, header = true, delim = ',', columns = {
	'order_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'date': 'DATE',
	'amount': 'DECIMAL(18,2)', 'late': 'VARCHAR', 'country': 'VARCHAR',
	'channel': 'VARCHAR', 'currency': 'VARCHAR', 'status': 'VARCHAR' });

-- the payment after which each customer first lapsed
CREATE TEMP TABLE lapses AS
SELECT customer, min(n) AS first
FROM payments, ends
WHERE coalesce(next, as_of) - day > 90
GROUP BY customer;

COPY (
	SELECT n, count(*) AS reached,
		count(*) FILTER (as_of - day > 90) AS at_risk,
		count(*) FILTER (n = first) AS lapsed,
		count(*) FILTER (n = first AND next IS NOT NULL) AS returned,
		reached - at_risk AS censored
	FROM payments LEFT JOIN lapses USING (customer), ends
	WHERE first IS NULL OR n <= first
	GROUP BY n
	ORDER BY n
) TO '@OUT@/payments.csv' (HEADER);
