-- orders.sql - the orders that cs-simulate writes, @INPUT@, as `input`, for DuckDB.
SET preserve_insertion_order = false;

CREATE VIEW input AS
SELECT customer_id AS customer, date AS day, amount
FROM read_csv('@INPUT@', auto_detect = false, header = true, delim = ',', columns = {
	'order_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'date': 'DATE',
	'amount': 'DECIMAL(18,2)', 'country': 'VARCHAR', 'channel': 'VARCHAR',
	'currency': 'VARCHAR', 'status': 'VARCHAR', 'late': 'VARCHAR' });
