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
	try cs-contacts -q -f csv -t orders,plan_effect -o got/ --orders orders.csv \
		contacts.csv
	is "$*: exit status" "$status" 0
	none "$*" "$(python3 "$root/tests/care.py" orders.csv contacts.csv got | head -n 5)"
}

agree --customers 600
agree --seed 2 --customers 600 --acknowledged .5 --updated .3 --shipping-told .5 \
	--questions 1.5 --questions-size .7 --failure-rate .3
agree --seed 3 --customers 400 --days 60 --entry 60
done_testing
