#!/bin/sh
# care.t - what cs-contacts says of contacts and orders together, against care.py,
# which says it in plain Python, on what cs-simulate --service writes.
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all 'python3 is not there'
root=$PWD
cd "$tmp" || exit 1

# agree OPTIONS: of cs-simulate
agree()
{
	cs-simulate --service --contacts contacts.csv -o orders.csv "$@"
	try cs-contacts -q -f csv -t orders,plan_effect,delivery --adjust -o got/ \
		--notice kind=survey --orders orders.csv contacts.csv
	is "$*: exit status" "$status" 0
	none "$*" "$(python3 "$root/tests/care.py" orders.csv contacts.csv got 2>&1 | head -n 5)"
}

agree --customers 600
agree --seed 2 --customers 600 --acknowledged .5 --updated .3 --shipping-told .5 \
	--questions 1.5 --questions-size .7 --failure-rate .3
agree --seed 3 --customers 400 --days 60 --entry 60

# grouped COLUMN: tables by a column of contacts, of orders, or of both
grouped()
{
	for threads in 1 3; do
		try cs-contacts -q -f csv -j "$threads" --group "$1" --orders orders.csv -o by/ \
			-t summary,response,plan,delivery,orders,funnel contacts.csv
		is "--group $1 -j $threads: exit status" "$status" 0
		none "--group $1 -j $threads" "$(python3 "$root/tests/care.py" orders.csv \
			contacts.csv by "$1" 2>&1 | head -n 5)"
	done
}

cs-simulate --service --seed 4 --customers 500 --contacts contacts.csv -o plain.csv \
	--failure-rate .2
awk 'NR == 1 { print $0 ",region,channel"; next }
	{ region = NR % 7 == 0 ? "" : "r" NR % 3
	  channel = NR % 5 == 0 ? "shop" : NR % 5 == 1 ? "" : "phone"
	  print $0 "," region "," channel }' plain.csv >orders.csv
grouped agent
grouped region
grouped channel
done_testing
