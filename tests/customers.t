#!/bin/sh
# customers.t - every figure of cs-customers again, by other ways (customers.py); that its
# states are cs-churn's and its totals cs-clv's; and what may not change the list.
set -u
. tests/lib.sh

orders=testdata/orders.csv.gz
gzip -dc $orders >"$tmp/orders.csv"
as="--lapse-after 90d --at-risk-after 40d"
# shellcheck disable=SC2086
cs-customers -q $as -t all -f csv -o "$tmp/tables/" "$tmp/orders.csv"

if command -v python3 >/dev/null 2>&1; then
	cs-clv -q --holdout none --unit day -t parameters -f csv -o "$tmp/parameters.csv" \
		"$tmp/orders.csv"
	none "all figures, by other ways" "$(python3 tests/customers.py "$tmp/orders.csv" \
		"$tmp/parameters.csv" "$tmp/tables" 2025-12-31 2>&1)"
else
	skip 1 "no python3"
fi

# --- the other commands say the same

# sum COLUMN: of the list
sum()
{
	awk -F , -v want="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == want) at = i; next }
		{ sum += $at } END { printf "%.6f\n", sum }' "$tmp/tables/customers.csv"
}
cs-clv -q --holdout none -t summary -f csv -o "$tmp/summary.csv" "$tmp/orders.csv"
for name in alive expected_purchases expected_revenue clv; do
	column=$name
	[ $name != alive ] || column=p_alive
	none "$name: the list adds up to what cs-clv says" "$(awk -F , -v want=$name \
		-v sum="$(sum $column)" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == want) at = i }
		NR == 2 && !($at > sum * (1 - 1e-9) && $at < sum * (1 + 1e-9)) { print sum, $at }' \
		"$tmp/summary.csv")"
done
# shellcheck disable=SC2086
cs-churn -q $as -t customers --state all -f csv "$tmp/orders.csv" |
	cut -d , -f 1-4,7 | sort >"$tmp/churn"
cut -d , -f 1,4,7,8,12 "$tmp/tables/customers.csv" | sort >"$tmp/listed"
ok "states, silences, usual gaps and last years are cs-churn's" \
	cmp "$tmp/churn" "$tmp/listed"

# --- what changes nothing

# shellcheck disable=SC2086
{
	head -n 1 "$tmp/orders.csv"
	sed 1d "$tmp/orders.csv" | sort -t , -k 4
} | cs-customers -q $as -j 3 --block-size 999 -t all -f csv -o "$tmp/mixed/"
for name in customers tiers segments; do
	ok "rows in another order, more threads: $name" \
		cmp "$tmp/tables/$name.csv" "$tmp/mixed/$name.csv"
done
# a group is taken by itself, by the states of all
group=$(awk -F , 'NR == 2 { print $5 }' "$tmp/orders.csv")
# shellcheck disable=SC2086
cs-customers -q $as --group segment --no-total -f csv "$tmp/orders.csv" |
	sed -n "s/^$group,//p" >"$tmp/group"
# shellcheck disable=SC2086
cs-customers -q $as --where "segment=$group" --as-of 2025-12-31 -f csv "$tmp/orders.csv" |
	sed 1d >"$tmp/alone"
ok "a group is taken by itself" cmp "$tmp/group" "$tmp/alone"

# --- nobody can be seen to leave

if [ -n "${REALDATA:-}" ] && [ -r "$REALDATA/online_retail.csv.gz" ]; then
	try cs-customers -f csv "$REALDATA/online_retail.csv.gz"
	like "Online Retail: that is said" "$err" 'nobody can be seen to leave'
	is "... and no churn invented" "$(printf '%s\n' "$out" | sed 1d | cut -d , -f 18 |
		sort -u)" 1
else
	skip 2 "no real data"
fi
done_testing
