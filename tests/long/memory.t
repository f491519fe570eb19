#!/bin/sh
# memory.t - more commands in little memory than tests/memory.t tries, and one that is
# killed at any moment.
set -u
. tests/lib.sh
. tests/memory.sh

orders=$tmp/orders.csv
cs-simulate --customers 130000 --days 1461 --parameters r=2.2,alpha=4 --seed 4 \
	--inquiries .2 --with country,channel --contacts "$tmp/contacts.csv" -o "$orders"
head -n 1 "$orders" >"$tmp/half.csv"
sed -n '1000000,$p' "$orders" >>"$tmp/half.csv"

spills cs-retention -t all -f json "$orders"
spills cs-retention --group first:year -f json "$orders"
spills cs-lifetime --every 30d --group country -f json "$orders"
spills cs-lifetime -f json --overlap last "$orders" "$tmp/half.csv"
spills cs-churn -t all -f json --keep country,channel --contacts "$tmp/contacts.csv" "$orders"
spills cs-clv -t summary,holdout -f json "$orders"
spills cs-pareto -t all -f json --duplicates drop --cluster channel "$orders"
# keys that take memory of their own
awk -F, -v OFS=, 'NR > 1 { $1 = "customer number " $1 " of the shop" } 1' \
	"$orders" >"$tmp/long.csv"
spills cs-retention -f json "$tmp/long.csv"

killed=0
for i in $(seq 200); do
	cs-retention -f json --memory 64M "$orders" >"$tmp/out" 2>"$tmp/err" &
	sleep "$(awk -v i="$i" 'BEGIN { srand(i); print rand() * .8 }')"
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	[ $? -ne 137 ] || killed=$((killed + 1))
	[ -z "$(ls -A "$TMPDIR")" ] || break
done
ok "killed at $killed moments" test "$killed" -gt 100
is 'and no file is left' "$(ls -A "$TMPDIR")" ''
done_testing
