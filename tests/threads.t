#!/bin/sh
# threads.t - each command with 2, 3 and 8 threads, in small blocks, prints what it
# prints with one, and nothing is wrong with that; for `make check-threads`, which
# has the thread sanitizer look on. same.t compares more, with fewer threads.
set -u
. tests/lib.sh

gzip -dc testdata/orders.csv.gz >"$tmp/orders.csv"
# rows that are bad, in many blocks
sed 's/^\([0-9]*7,[^,]*\),[^,]*,/\1,never,/' "$tmp/orders.csv" \
	>"$tmp/bad.csv"

# statuses in many spellings, and some that nobody knows
awk 'BEGIN { split("paid,Paid,PAID,void,Void,refunded,closed", word, ",") }
	{ print $0 "," (NR == 1 ? "status" : word[NR % 7 + 1]) }' \
	"$tmp/orders.csv" >"$tmp/statuses.csv"

# gzip that breaks off behind the first mebibyte, in a member of its own, and is
# damaged there; and one where a row is bad before that place
for i in 1 2 3 4 5 6 7 8; do
	sed "1d; s/^/$i/" "$tmp/orders.csv"
done >"$tmp/many"
{ head -n 1 "$tmp/orders.csv"; cat "$tmp/many"; } | gzip -c >"$tmp/many.gz"
size=$(wc -c <"$tmp/many.gz")
{ gzip -c "$tmp/orders.csv"; head -c $((size - 9)) "$tmp/many.gz"; } >"$tmp/cut.gz"
{ gzip -c "$tmp/orders.csv"; head -c $((size - 1000)) "$tmp/many.gz"
	printf 'xxxxxxxx'; tail -c 992 "$tmp/many.gz"; } >"$tmp/damaged.gz"
{ gzip -c "$tmp/bad.csv"; cat "$tmp/cut.gz"; } >"$tmp/both.gz"

# the same as bgzip writes it: members that say how long they are
bgzf()
{
	python3 -c '
import struct, sys, zlib
text = sys.stdin.buffer.read()
for at in list(range(0, len(text), 65280)) + [len(text)]:
	part = text[at:at + 65280]
	z = zlib.compressobj(6, zlib.DEFLATED, -15)
	packed = z.compress(part) + z.flush()
	sys.stdout.buffer.write(
		b"\x1f\x8b\x08\x04" + bytes(5) + b"\xff\6\0BC\2\0" +
		struct.pack("<H", len(packed) + 25) + packed +
		struct.pack("<II", zlib.crc32(part), len(part)))'
}
members=
if command -v python3 >/dev/null 2>&1; then
	members='whole short torn'
	gzip -dc "$tmp/many.gz" | bgzf >"$tmp/whole.gz"
	size=$(wc -c <"$tmp/whole.gz")
	head -c $((size - 30)) "$tmp/whole.gz" >"$tmp/short.gz"
	{ head -c $((size / 2)) "$tmp/whole.gz"; printf 'xxxxxxxx'
		tail -c $((size - size / 2 - 8)) "$tmp/whole.gz"; } >"$tmp/torn.gz"
fi

# threads STATUS COMMAND ...
threads()
{
	want=$1
	shift
	try "$@" -j 1
	is "$*: exit status" "$status" "$want"
	mv "$tmp/out" "$tmp/one"
	mv "$tmp/err" "$tmp/one.err"
	for count in 2 3 8; do
		try "$@" -j "$count" --block-size 3000
		ok "$*: -j $count" cmp -s "$tmp/one" "$tmp/out"
		ok "$*: -j $count, messages" cmp -s "$tmp/one.err" "$tmp/err" ||
			note "$(head -n 20 "$tmp/err")"
	done
}

threads 0 cs-retention -t all "$tmp/orders.csv"
threads 0 cs-retention -t all --group country --lapse-after 60d "$tmp/orders.csv"
threads 0 cs-pareto -t all --bootstrap 20 "$tmp/orders.csv"
threads 0 cs-pareto --by channel --where 'country~^[DF]' "$tmp/orders.csv"
threads 0 cs-retention -t all --where 'amount>20 and country!=France' --exclude channel=phone \
	--from 2024-03-01 --to 2025-06-30 "$tmp/orders.csv"
threads 0 cs-lifetime -t all --every 1m --grace 15d --group channel "$tmp/orders.csv"
threads 0 cs-clv -t all --group channel -f json "$tmp/orders.csv"
threads 0 cs-customers -t all --group channel --keep country "$tmp/orders.csv"
threads 0 cs-customers -f json --model pareto-nbd --sort at_stake "$tmp/orders.csv"
threads 0 cs-churn -t all -f json --lapse-after 60d \
	--contacts testdata/churn-contacts.csv testdata/churn-orders.csv
cs-simulate --service --customers 500 --seed 3 --contacts "$tmp/touches.csv" \
	-o "$tmp/served.csv"
threads 0 cs-contacts -t all -f json --orders "$tmp/served.csv" "$tmp/touches.csv"
threads 0 cs-contacts -t all --group agent --orders "$tmp/served.csv" "$tmp/touches.csv"
threads 0 cs-contacts -t all --group late --orders "$tmp/served.csv" "$tmp/touches.csv"
# many groups, which the workers share
threads 0 cs-retention -t all --group customer_id --max-groups 100000 \
	--lapse-after 60d "$tmp/orders.csv"
threads 0 cs-lifetime -t payments --group customer_id --max-groups 100000 \
	--lapse-after 60d "$tmp/orders.csv"
threads 0 cs-pareto -t all "$tmp/many.gz"
for file in $members; do
	[ $file = whole ] && want_status=0 || want_status=1
	threads $want_status cs-pareto -t all "$tmp/$file.gz"
	[ $file != whole ] || is 'the same as of one member' \
		"$(cs-pareto -q -t classes -f csv "$tmp/whole.gz")" \
		"$(cs-pareto -q -t classes -f csv "$tmp/many.gz")"
done
threads 1 cs-pareto "$tmp/cut.gz"
threads 1 cs-pareto "$tmp/damaged.gz"
threads 1 cs-pareto "$tmp/both.gz"
threads 0 cs-pareto -f json --count paid,closed "$tmp/statuses.csv"
threads 1 cs-pareto --where 'country!=x' "$tmp/statuses.csv"
threads 1 cs-retention "$tmp/bad.csv"
threads 0 cs-retention --skip-bad -t all "$tmp/bad.csv"

done_testing
