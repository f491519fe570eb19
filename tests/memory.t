#!/bin/sh
# memory.t - with --memory 64M a part of what is read lies in a temporary file; the
# answer is the same, and nothing is left of the file. tests/long/memory.t does more.
set -u
. tests/lib.sh
. tests/memory.sh

cs-simulate --service --customers 15000 --days 1461 --parameters r=2.2,alpha=5 --seed 4 \
	--contacts "$tmp/contacts.csv" -o "$tmp/orders.csv"
spills cs-contacts -t summary,response,orders -f json --orders "$tmp/orders.csv" \
	"$tmp/contacts.csv"

# no room for it
try sh -c 'ulimit -f 10000; exec "$@"' sh cs-contacts --memory 64M \
	--orders "$tmp/orders.csv" "$tmp/contacts.csv"
is 'a file that may not grow: exit status' "$status" 1
is 'a file that may not grow: nothing printed' "$out" ''
like 'a file that may not grow: what to do' "$(cat "$tmp/err")" \
	'File too large: .* MB more were wanted now; name a folder with more room'

try cs-pareto --memory 1M testdata/orders-small.csv
is 'too little' "$status" 2
like 'too little: said' "$(cat "$tmp/err")" 'memory: wants 64M or more, not "1M"'
for size in 1X G 1G1 -1G '' 1e3G; do
	try cs-pareto --memory="$size" testdata/orders-small.csv
	is "--memory=$size: refused" "$status" 2
done
for size in 64M 67108864 0.5g 1.5GiB 1TB 64mb; do
	try cs-pareto --memory "$size" testdata/orders-small.csv
	is "--memory $size" "$status" 0
done
done_testing
