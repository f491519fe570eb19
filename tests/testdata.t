#!/bin/sh
# testdata.t - the bundled data are what their generator writes (make testdata),
# and say of their customers what the documentation relies on.
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

generate=${CS_BIN%/bin}/tests/generate
rows()
{
	"$generate" --customers 100 --rows 1000 --seed 5 "$@"
}

for shape in '' --lines --bench; do
	# shellcheck disable=SC2086
	rows $shape >"$tmp/once"
	# shellcheck disable=SC2086
	rows $shape >"$tmp/again"
	ok "generate $shape: the same rows again" cmp "$tmp/once" "$tmp/again"
	is "generate $shape: as many as asked for" "$(sed 1d "$tmp/once" | wc -l)" 1000
	# shellcheck disable=SC2086
	is "generate $shape: another seed" \
		"$(rows $shape --seed 6 | cmp -s - "$tmp/once" && echo same)" ""
done
rows --bench | cut -d, -f3 >"$tmp/dates"
ok "generate: rows in the order of dates" sh -c "sed 1d '$tmp/dates' | sort -c"
is "generate: as many customers as asked for" \
	"$(rows | awk -F, 'NR > 1 && $3 != "" && $6 >= 0 { print $3 }' | sort -u | wc -l)" 100
try "$generate" --customers 100 --rows 150
is "generate: too few rows" "$status" 2

done_testing
