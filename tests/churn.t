#!/bin/sh
# churn.t - cs-churn's tables against churn.py, which makes them in SQL from the
# definitions; and a file whose estimates are published.
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all "no python3"

# agrees NAME ORDERS CONTACTS WORD ...: words that begin with -- are options of
# cs-churn, the others what churn.py is told
agrees()
{
	name=$1 orders=$2 contacts=$3 options= words=
	shift 3
	for word; do
		case $word in
		--*) options="$options $word" ;;
		*) words="$words $word" ;;
		esac
	done
	[ "$contacts" = - ] || options="$options --contacts $contacts"
	rm -rf "$tmp/tables"
	# shellcheck disable=SC2086
	try cs-churn -q $options -t all -f csv -o "$tmp/tables/" "$orders"
	is "$name: exit status" "$status" 0
	# shellcheck disable=SC2086
	is "$name: agrees with SQL" \
		"$(python3 tests/churn.py "$orders" "$contacts" "$tmp/tables" $words 2>&1)" ""
}

hand="testdata/churn-orders.csv testdata/churn-contacts.csv"
# shellcheck disable=SC2086
{
	agrees "by hand" $hand --lapse-after=60d lapse=60
	agrees "by hand, others at risk" $hand --lapse-after=60d \
		--at-risk-after=30d lapse=60 at_risk=30
}
cs-simulate --customers 3000 --group a=.6 --group b=.4 --contacts "$tmp/contacts.csv" \
	-o "$tmp/orders.csv"
set -- "$tmp/orders.csv" "$tmp/contacts.csv"
agrees simulated "$@"
agrees "in groups" "$@" --group=segment group=segment
agrees "without contacts" "$1" -
agrees "by own rhythm" "$@" --rhythm rhythm=1
agrees "with limits" "$@" --lapse-after=90d --horizon=30d --complaint-window=45d \
	lapse=90 horizon=30 window=45

# what it says is not what it says of another file
sed '2s/,[0-9]*,/,7,/' "$tmp/tables/summary.csv" >"$tmp/other" && mv "$tmp/other" "$tmp/tables/summary.csv"
ok "churn.py sees a difference" test -n "$(python3 tests/churn.py "$1" "$2" "$tmp/tables" \
	lapse=90 horizon=30 window=45)"

# 1,000 customers: 100 complained, 150 of 400 asked were dissatisfied, 20 did both
awk 'BEGIN {
	print "customer,date,amount"
	for (i = 1; i <= 1000; i++)
		print i ",2024-01-01,10\n" i ",2024-02-01,10"
}' >"$tmp/thousand.csv"
awk 'BEGIN {
	print "customer,date,kind,score"
	for (i = 1; i <= 100; i++)
		print i ",2024-01-10,complaint,"
	for (i = 81; i <= 480; i++)
		print i ",2024-01-15,survey," (i <= 230 ? 1 : 5)
}' >"$tmp/told.csv"
try cs-churn -q --lapse-after 60d --contacts "$tmp/told.csv" -t silent -f csv "$tmp/thousand.csv"
like "two lists" "$out" '^two_lists,estimate,725\.2380952[0-9]*,531\.0[0-9]*,1044\.7[0-9]*,625\.238'
like "proactive" "$out" '^proactive,estimate,425,[0-9.]*,[0-9.]*,325,'

done_testing
