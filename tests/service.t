#!/bin/sh
# service.t - what cs-simulate --service writes agrees with itself, and with what it
# says is true; the other commands read it without being told anything.
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all 'python3 is not there'
root=$PWD
cd "$tmp" || exit 1

# holds OPTIONS
holds()
{
	cs-simulate --service --customers 6000 --contacts contacts.csv \
		--truth-parameters parameters.csv -o orders.csv "$@"
	none "$*" "$(python3 "$root/tests/service.py" orders.csv contacts.csv parameters.csv | head -n 5)"
}

holds
holds --seed 2 --scale 0-10 --repeated 0 --questions 1.5 --questions-size .7
holds --seed 3 --acknowledged .5 --updated .9 --shipping-told .2 --asked-after .9 \
	--made-late .7 --tracked .3 --failure-rate .4 --delay-told .9 --promise-days 6
holds --seed 4 --model bg-nbd --response-minutes 600 --unanswered .6 --one-reply .3 \
	--solved .4 --reopened .6 --repeated .5 --enquired .9 --never-order .1 \
	--enquiry-days 60
holds --seed 5 --model contract --failure-rate .3 --complain .9 --deadline-days 3 \
	--followed-up 1 --enquired .1
holds --seed 6 --rows touches --auto-replies .6 --questions 1 --response-minutes 20
holds --seed 7 --answers 1 --answers-dissatisfied .1 --dissatisfied .4
ok "who is dissatisfied answers less: the answered are too satisfied" awk -F, '
	$1 == "satisfied_share" { all = $2 }
	$1 == "satisfied_share_answered" { answered = $2 }
	END { exit !(answered > all + .02) }' parameters.csv

cs-simulate --failure-rate .1 --service --complain 0 --customers 500 -o service.csv
cs-simulate --failure-rate .1 --complain 0 --customers 500 -o plain.csv
cut -d, -f1,2,4,5 plain.csv >want
cut -d, -f1,2,4,5 service.csv >got
ok "the same orders and amounts as without --service" cmp want got

# an order is written without what comes after the end
is "nothing lies after the last day" "$(cs-simulate --service --days 30 --entry 30 \
	--customers 300 --contacts - -o orders.csv | cat - orders.csv |
	grep -oE '2024-0[2-9]-[0-9]* [0-9]' | sort -u)" ""
cs-simulate --service --customers 2000 --contacts contacts.csv -o orders.csv
cs-retention -q -f csv orders.csv >got 2>err
none "cs-retention reads the orders" "$(cat err)"
cs-churn -q -f csv --contacts contacts.csv orders.csv >got 2>err
none "cs-churn reads both" "$(cat err)"
for form in '--decimal , --date-format dmy' '--delimiter tab --date-format compact' \
	'--delimiter | --date-format mdy'; do
	# shellcheck disable=SC2086
	cs-simulate --service --customers 2000 --contacts contacts.csv $form -o orders.csv
	cs-churn -q -f csv --contacts contacts.csv orders.csv >other 2>err
	ok "$form: the same figures" cmp got other
	none "$form: no complaint" "$(cat err)"
done

# cs-contacts tallies for csv what its tables need: each alone is as among all
cs-contacts -q -f csv -t all --orders orders.csv -o all/ contacts.csv --contact-delimiter '|' \
	--delimiter '|'
differ=
for table in all/*.csv; do
	table=$(basename "$table" .csv)
	cs-contacts -q -f csv -t "$table" --orders orders.csv --contact-delimiter '|' \
		--delimiter '|' contacts.csv | cmp -s - "all/$table.csv" || differ="$differ $table"
done
is "tables of cs-contacts that are others alone" "$differ" ""

# refuses MESSAGE OPTIONS ...
refuses()
{
	pattern=$1
	shift
	try cs-simulate "$@"
	is "cs-simulate $*: exit status" "$status" 2
	like "cs-simulate $*: message" "$err" "^cs-simulate: error: .*$pattern"
}

refuses 'goes with --service' --questions 1
refuses 'goes with --service' --contacts c --rows touches
refuses 'say --questions' --service --inquiries .1
refuses 'say --asked-after' --service --proactive .1
refuses '.99 at most' --service --never-order 1
refuses 'before 9999' --service --start 9999-01-01 --days 30
refuses 'from 5 to 365' --service --promise-days 4
refuses 'another column "shipped_at"' --group a=1 --group-column shipped_at
done_testing
