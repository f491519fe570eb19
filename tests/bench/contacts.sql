-- contacts.sql - cs-contacts' tables response, rate and delivery of what cs-simulate
-- --service writes, for DuckDB: orders are @INPUT@, tickets @CONTACTS@, @OUT@ is the
-- folder for the answers.
SET preserve_insertion_order = false;

CREATE TEMP TABLE orders AS
SELECT order_id AS id, customer_id AS customer, date AS placed,
	date::DATE AS day, promised_date AS promised, delivered_at AS delivered
FROM read_csv('@INPUT@', auto_detect = false, header = true, delim = ',', columns = {
	'order_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'date': 'TIMESTAMP',
	'amount': 'DECIMAL(18,2)', 'late': 'VARCHAR', 'promised_date': 'DATE',
	'ready_at': 'TIMESTAMP', 'shipped_at': 'TIMESTAMP', 'delivered_at': 'TIMESTAMP' });

CREATE TEMP TABLE touches AS
SELECT customer_id AS customer, order_id AS "order", created_at AS opened,
	created_at::DATE AS day, kind, direction = 'inbound' AS inbound, channel,
	first_response_at AS responded
FROM read_csv('@CONTACTS@', auto_detect = false, header = true, delim = ',', columns = {
	'ticket_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'order_id': 'VARCHAR',
	'created_at': 'TIMESTAMP', 'kind': 'VARCHAR', 'direction': 'VARCHAR',
	'channel': 'VARCHAR', 'first_response_at': 'TIMESTAMP',
	'resolved_at': 'TIMESTAMP', 'replies': 'INTEGER', 'reopens': 'INTEGER',
	'due_date': 'DATE', 'score': 'INTEGER', 'agent': 'VARCHAR',
	'tracking_number': 'VARCHAR' });

CREATE TEMP TABLE ends AS
SELECT max(day) AS as_of, max(day) + INTERVAL 1 DAY AS now
FROM (SELECT max(day) AS day FROM orders UNION ALL SELECT max(day) FROM touches);

-- how soon who wrote or called was answered: the median by Kaplan and Meier
COPY (
	WITH waits AS (
		SELECT channel, responded,
			opened + INTERVAL 1 HOUR < now AS due,
			due AND responded - opened <= INTERVAL 1 HOUR AS within,
			ceil(epoch(coalesce(responded, now) - opened) / 60) AS minutes
		FROM touches, ends
		WHERE inbound),
	times AS (
		SELECT channel, minutes, count(*) AS n, count(responded) AS done
		FROM waits
		GROUP BY GROUPING SETS ((channel, minutes), (minutes))),
	risks AS (
		SELECT *, sum(n) OVER (PARTITION BY channel ORDER BY minutes DESC) AS at_risk
		FROM times),
	curves AS (
		SELECT channel, minutes, done,
			exp(sum(CASE WHEN done < at_risk THEN ln(1 - done / at_risk)
					ELSE -1e300 END)
				OVER (PARTITION BY channel ORDER BY minutes)) AS waiting
		FROM risks),
	medians AS (
		SELECT channel, min(minutes) FILTER (waiting <= .5) AS median_minutes
		FROM curves
		GROUP BY channel),
	counts AS (
		SELECT channel, count(*) AS contacts, count(responded) AS answered,
			contacts - answered AS open, count(*) FILTER (due) AS due,
			count(*) FILTER (within) / count(*) FILTER (due) AS within_hour
		FROM waits
		GROUP BY GROUPING SETS ((channel), ()))
	SELECT counts.*, median_minutes
	FROM counts JOIN medians ON counts.channel IS NOT DISTINCT FROM medians.channel
) TO '@OUT@/response.csv' (HEADER);

-- to which order: by its id, or by time, the last one before
CREATE TEMP TABLE linked AS
SELECT orders.id, touches.*
FROM touches JOIN orders ON orders.id = touches."order"
	AND orders.customer = touches.customer
UNION ALL
SELECT orders.id, touches.*
FROM (SELECT * FROM touches WHERE "order" IS NULL) AS touches
	ASOF JOIN orders ON orders.customer = touches.customer
		AND orders.placed <= touches.opened
WHERE touches.opened <= coalesce(delivered + INTERVAL 28 DAY, placed + INTERVAL 56 DAY);

COPY (
	WITH placed AS (
		SELECT strftime(day, '%Y-%m') AS period, count(*) AS orders,
			count(asked.id) AS contacted_orders
		FROM orders LEFT JOIN (SELECT DISTINCT id FROM linked WHERE inbound) AS asked
			USING (id)
		GROUP BY period),
	received AS (
		SELECT strftime(day, '%Y-%m') AS period, count(*) AS contacts
		FROM touches
		WHERE inbound
		GROUP BY period)
	SELECT period, orders, contacts, contacts / orders AS rate, contacted_orders,
		contacted_orders / orders AS contacted_share
	FROM placed JOIN received USING (period)
) TO '@OUT@/rate.csv' (HEADER);

-- promised and delivered: was a late one's customer told before he asked?
CREATE TEMP TABLE delivered AS
SELECT orders.*, delivered::DATE - promised AS days, delivered IS NULL AS missing,
	coalesce(days < 0, false) AS early, coalesce(days = 0, false) AS on_time
FROM orders, ends
WHERE delivered IS NOT NULL OR promised < as_of;

CREATE TEMP TABLE notices AS
SELECT delivered.id,
	min(opened) FILTER (NOT inbound AND kind IN ('delay', 'shipping', 'production'))
		AS told,
	min(opened) FILTER (inbound) AS asked
FROM delivered JOIN linked USING (id)
WHERE NOT early AND NOT on_time AND linked.day BETWEEN promised - 14 AND promised
GROUP BY delivered.id;

COPY (
	WITH classes AS (
		SELECT CASE WHEN early THEN 'early' WHEN on_time THEN 'on_time'
				WHEN told < coalesce(asked, 'infinity') THEN 'late_notified'
				ELSE 'late_silent' END AS class,
			missing, customer, greatest(delivered::DATE, promised) AS since
		FROM delivered LEFT JOIN notices USING (id)),
	waits AS (
		SELECT class, coalesce(orders.day, as_of) - since AS days,
			(orders.day IS NOT NULL)::INTEGER AS again
		FROM (SELECT * FROM classes WHERE NOT missing) AS classes ASOF LEFT JOIN orders
			ON orders.customer = classes.customer AND orders.day > since, ends),
	times AS (
		SELECT coalesce(class, 'all') AS class, days, count(*) AS n, sum(again) AS done
		FROM waits
		GROUP BY GROUPING SETS ((class, days), (days))),
	risks AS (
		SELECT *, sum(n) OVER (PARTITION BY class ORDER BY days DESC) AS at_risk
		FROM times),
	rates AS (
		SELECT class, 1 - exp(sum(ln(1 - done / at_risk)) FILTER (days <= 180))
			AS repurchase_rate
		FROM risks
		GROUP BY class),
	counts AS (
		SELECT coalesce(class, 'all') AS class, count(*) AS orders,
			count(*) FILTER (missing) AS missing
		FROM classes
		GROUP BY GROUPING SETS ((class), ())),
	whole AS (SELECT count(*) AS whole FROM classes)
	SELECT class, orders, CASE WHEN class <> 'all' THEN orders / whole END AS share,
		CASE WHEN class NOT IN ('early', 'on_time') THEN missing END AS overdue_open,
		repurchase_rate
	FROM counts JOIN rates USING (class), whole
	UNION ALL SELECT 'due', count(*), NULL, NULL, NULL FROM classes
	UNION ALL SELECT 'overdue_open', count(*) FILTER (missing), NULL, NULL, NULL
		FROM classes
	UNION ALL SELECT 'open', (SELECT count(*) FROM orders) - whole, NULL, NULL, NULL
		FROM whole
) TO '@OUT@/delivery.csv' (HEADER);
