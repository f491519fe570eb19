-- lifetime.sql - cs-lifetime's tables payments and curve, for DuckDB, with
-- --lapse-after 90d. `input` are the orders, @OUT@ is the folder for the answers.
CREATE TEMP TABLE payments AS
SELECT customer, day, row_number() OVER w AS n, lead(day) OVER w AS next
FROM input
WHERE amount >= 0 AND customer IS NOT NULL
WINDOW w AS (PARTITION BY customer ORDER BY day, amount);

CREATE TEMP TABLE ends AS
SELECT max(day) AS as_of FROM input;

-- the payment after which each customer first lapsed
CREATE TEMP TABLE lapses AS
SELECT customer, min(n) AS first, min(day) AS lapse
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

-- Kaplan-Meier of the days from the first payment to the last before a lapse; of a
-- payment in the last 90 days nobody knows whether it is one
COPY (
	WITH times AS (
		SELECT coalesce(lapse, as_of - 91) - day AS time, count(lapse) AS events,
			count(*) - count(lapse) AS censored
		FROM payments LEFT JOIN lapses USING (customer), ends
		WHERE n = 1 AND time >= 0
		GROUP BY time),
	watched AS (
		SELECT *, sum(events + censored) OVER (ORDER BY time DESC) AS at_risk
		FROM times)
	SELECT time, at_risk, events, censored,
		exp(sum(ln(1 - events / at_risk)) OVER (ORDER BY time)) AS survival
	FROM watched
	ORDER BY time
) TO '@OUT@/curve.csv' (HEADER);
