#!/bin/sh
# sql.t - the commands' tables against SQL that says the same (sql/*.sql), run by
# sqlite over the bundled orders and, with REALDATA, over real ones. Money is
# counted in millionths from the digits of the text, so that it is exact.
set -u
. tests/lib.sh

command -v sqlite3 >/dev/null 2>&1 || skip_all "no sqlite3"
[ "$(sqlite3 :memory: 'SELECT round(exp(ln(sqrt(4))))' 2>/dev/null)" = 2.0 ] ||
	skip_all "this sqlite3 has no exp, ln and sqrt"

# micros COLUMN: SQL for the millionths in a decimal's text
micros()
{
	digits="ltrim($1, '-')"
	point="instr($digits || '.', '.')"
	echo "(CASE WHEN $1 LIKE '-%' THEN -1 ELSE 1 END *
		(CAST(substr($digits, 1, $point - 1) AS INTEGER) * 1000000 +
		CAST(substr(substr($digits, $point + 1) || '000000', 1, 6) AS INTEGER)))"
}

# day TEXT: SQL for the days from 1970-01-01 to a date YYYY-MM-DD
day()
{
	echo "CAST(strftime('%s', $1) / 86400 AS INTEGER)"
}

# with_macros FILE: money(x) is the decimal of x millionths, month(d) a number
with_macros()
{
	parts="printf('%d.%06d', abs(\\1) \\/ 1000000, abs(\\1) % 1000000)"
	year="strftime('%Y', \\1 * 86400, 'unixepoch')"
	month="strftime('%m', \\1 * 86400, 'unixepoch')"
	sed -E -e "s/money\(([a-z_]+(\([a-z]+\))?)\)/iif(\\1 < 0, '-', '') || $parts/g" \
		-e "s/month\(([a-z_]+)\)/($year * 12 + $month - 1)/g" "$1"
}

# load FILE CUSTOMER DAY MICROS ID: the table orders_rows, by SQL over its columns
load()
{
	rm -f "$tmp/orders.db"
	sqlite3 "$tmp/orders.db" <<END
.import --csv $1 input
CREATE TABLE orders_rows AS
SELECT trim($2) AS customer, $3 AS day, $4 AS micros, $5 AS id FROM input;
DROP TABLE input;
END
}

# in_sql NAME: the tables of sql/NAME.sql as $tmp/want/*.csv
in_sql()
{
	rm -rf "$tmp/want"
	mkdir "$tmp/want"
	with_macros "tests/sql/$1.sql" >"$tmp/macros.sql"
	(cd "$tmp/want" && sqlite3 -csv -header ../orders.db <../macros.sql 2>&1)
}

# agree TABLE KEYS
agree()
{
	difference=$(awk -f tests/bench/compare.awk -v keys="$2" \
		"$tmp/want/$1.csv" "$tmp/got/$1.csv" 2>&1)
	none "$what: $1" "$difference"
}

# compare NAME FILE: the commands against the loaded table
compare()
{
	rm -rf "$tmp/got"
	what="cs-pareto $1"
	none "$what: sqlite has no complaint" "$(in_sql pareto)"
	try cs-pareto -q -f csv -t summary,shares,classes,customers -o "$tmp/got/" "$2"
	is "$what: exit status" "$status" 0
	agree summary ''
	agree shares percent
	agree classes class
	agree customers rank
	rm -rf "$tmp/got"
	what="cs-retention $1"
	none "$what: sqlite has no complaint" "$(in_sql retention)"
	try cs-retention -q -f csv -t summary,ladder,within,cohorts,periods \
		-o "$tmp/got/" "$2"
	is "$what: exit status" "$status" 0
	agree summary ''
	agree ladder n
	agree within days
	agree cohorts cohort,age
	agree periods period
	rm -rf "$tmp/got"
	what="cs-lifetime $1"
	none "$what: sqlite has no complaint" "$(in_sql lifetime)"
	try cs-lifetime -q -f csv -t summary,payments,curve,tenure -o "$tmp/got/" "$2"
	is "$what: exit status" "$status" 0
	agree summary ''
	agree payments n
	agree curve time
	agree tenure period
}

gzip -dc testdata/orders.csv.gz >"$tmp/orders.csv"
load "$tmp/orders.csv" customer_id "$(day date)" "$(micros amount)" order_id
compare orders testdata/orders.csv.gz

if [ -n "$REALDATA" ]; then
	gzip -dc "$REALDATA/online_retail.csv.gz" >"$tmp/retail.csv"
	load "$tmp/retail.csv" CustomerID "$(day 'substr(InvoiceDate, 1, 10)')" \
		"CAST(Quantity AS INTEGER) * $(micros UnitPrice)" InvoiceNo
	compare online_retail "$REALDATA/online_retail.csv.gz"
	load "$REALDATA/cdnow.csv" customer_id \
		"$(day "substr(date, 1, 4) || '-' || substr(date, 5, 2) || '-' ||
			substr(date, 7, 2)")" "$(micros amount)" "''"
	compare cdnow "$REALDATA/cdnow.csv"
else
	skip 38 "no REALDATA"
fi

done_testing
