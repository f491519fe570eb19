-- wide.sql - the same in 24 columns, @INPUT@, as `input`: see wide.awk. Rows that
-- continue an order have no total.
SET preserve_insertion_order = false;

CREATE VIEW input AS
SELECT "Email" AS customer, "Created at"::DATE AS day, "Total" AS amount
FROM read_csv('@INPUT@', auto_detect = false, header = true, delim = ',', columns = {
	'Name': 'VARCHAR', 'Email': 'VARCHAR', 'Financial Status': 'VARCHAR',
	'Paid at': 'VARCHAR', 'Fulfillment Status': 'VARCHAR',
	'Fulfilled at': 'VARCHAR', 'Accepts Marketing': 'VARCHAR',
	'Currency': 'VARCHAR', 'Subtotal': 'VARCHAR', 'Shipping': 'VARCHAR',
	'Taxes': 'VARCHAR', 'Total': 'DECIMAL(18,2)', 'Discount Code': 'VARCHAR',
	'Discount Amount': 'VARCHAR', 'Shipping Method': 'VARCHAR',
	'Created at': 'VARCHAR', 'Lineitem quantity': 'VARCHAR',
	'Lineitem name': 'VARCHAR', 'Lineitem price': 'VARCHAR',
	'Lineitem sku': 'VARCHAR', 'Billing Country': 'VARCHAR',
	'Notes': 'VARCHAR', 'Refunded Amount': 'VARCHAR', 'Id': 'VARCHAR' })
WHERE "Total" IS NOT NULL;
