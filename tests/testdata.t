#!/bin/sh
# testdata.t - the bundled orders are what cs-simulate writes (make testdata), and
# have what the documentation and other tests rely on.
set -u
. tests/lib.sh

command -v make >/dev/null 2>&1 || skip_all "no make"
try make -s testdata TESTDATA="$tmp"
is "make testdata: exit status" "$status" 0
ok "orders-small.csv" cmp testdata/orders-small.csv "$tmp/orders-small.csv"
# gzips differ in the bytes that they make of the same text
gzip -dc testdata/orders.csv.gz >"$tmp/want"
gzip -dc "$tmp/orders.csv.gz" >"$tmp/got"
ok "orders.csv.gz" cmp "$tmp/want" "$tmp/got"

# count FILE CONDITION: the rows, by awk
count()
{
	awk -F , "NR > 1 && ($2) { n++ } END { print n + 0 }" "$1"
}

# kinds FILE FIELD: different values, no value apart
kinds()
{
	sed 1d "$1" | cut -d , -f "$2" | grep . | sort -u | wc -l
}

is "orders.csv.gz: columns" "$(head -n 1 "$tmp/want")" \
	order_id,customer_id,date,amount,segment,country,channel
is "orders-small.csv: columns" "$(head -n 1 testdata/orders-small.csv)" \
	order_id,customer_id,date,amount,country,channel
is "orders.csv.gz: customers, segments, countries, channels" \
	"$(for field in 2 5 6 7; do kinds "$tmp/want" $field; done | tr '\n' ' ')" \
	"2500 2 3 3 "
is "orders-small.csv: customers, countries, channels" \
	"$(for field in 2 5 6; do kinds testdata/orders-small.csv $field; done | tr '\n' ' ')" \
	"20 3 3 "
for file in "$tmp/want" testdata/orders-small.csv; do
	name=$(basename "$file" | sed s/want/orders.csv.gz/)
	ok "$name: refunds" test "$(count "$file" '$4 < 0')" -gt 1
	ok "$name: rows without a customer" test "$(count "$file" '$2 == ""')" -gt 1
	ok "$name: rows in the order of dates" \
		sh -c "sed 1d '$file' | cut -d , -f 3 | sort -c"
	is "$name: each id once" "$(kinds "$file" 1)" "$(count "$file" 1)"
done
is "orders.csv.gz: two years" \
	"$(sed 1d "$tmp/want" | cut -d , -f 3 | sed -n '1p;$p' | tr '\n' ' ')" \
	"2024-01-01 2025-12-31 "
# one account is striking
awk -F , 'NR > 1 && $2 != "" { value[$2] += $4; all += $4 }
	END { for (key in value) print value[key] / all }' "$tmp/want" | sort -rg >"$tmp/shares"
ok "orders.csv.gz: the largest customer has a tenth, twice the next" \
	awk 'NR == 1 { first = $1 } NR == 2 { exit !(first > .1 && first > 2 * $1) }' "$tmp/shares"

done_testing
