#!/bin/sh
# churn.t - every figure of cs-churn against SQL that says the same (churn.py), its
# estimates against exports whose truth is known, and what may not change them: threads,
# blocks, the order of rows, the form of output.
set -u
. tests/lib.sh

data=$PWD/testdata tests=$PWD/tests
cd "$tmp" || exit 1

# most FILE COUNT CONDITION NAME: in awk, of COUNT lines or more
most()
{
	held=$(awk "$3 { n++ } END { print n + 0 }" "$1")
	ok "$1: $4 in $2 or more of $(wc -l <"$1") exports" test "$held" -ge "$2" ||
		note "in $held"
}

# --- every figure again

# agrees ORDERS CONTACTS "NAME=VALUE ..." OPTIONS...: see churn.py
agrees()
{
	orders=$1 contacts=$2 values=$3
	shift 3
	rm -rf tables
	[ "$contacts" = - ] || set -- --contacts "$contacts" "$@"
	cs-churn -q -t all -f csv -o tables/ "$@" "$orders" 2>err
	# shellcheck disable=SC2086
	none "SQL agrees: ${orders##*/} $*" "$(cat err
		python3 "$tests/churn.py" "$orders" "$contacts" tables $values 2>&1 |
		head -n 20)"
}

cs-simulate --customers 3000 --group a=.5 --group b=.5:dissatisfied=.3 --refund-rate .05 \
	--proactive .2 --contacts contacts.csv -o orders.csv
cs-simulate --customers 3000 --seed 7 --line-items 3 --failure-rate .3 --complain .7 \
	--resolve-days 6 --contacts busy-contacts.csv -o busy.csv

if command -v python3 >/dev/null 2>&1 && python3 -c '
import sqlite3, sys
sys.exit(sqlite3.sqlite_version_info < (3, 33))' 2>/dev/null; then
	cp "$data"/churn-*.csv .
	agrees churn-orders.csv churn-contacts.csv 'lapse=60 at_risk=30' \
		--lapse-after 60d --at-risk-after 30d
	agrees churn-orders.csv churn-contacts.csv 'lapse=45 group=segment window=10 horizon=20' \
		--lapse-after 45d --group segment --complaint-window 10d --horizon 20d
	agrees churn-orders.csv churn-contacts.csv 'lapse=60 rhythm=1' --lapse-after 60d --rhythm
	agrees churn-orders.csv - 'lapse=60' --lapse-after 60d
	cut -d, -f1-6,8,9 churn-contacts.csv >unsettled.csv
	agrees churn-orders.csv unsettled.csv ''
	agrees orders.csv contacts.csv ''
	agrees orders.csv contacts.csv 'group=segment lapse=90 horizon=120' \
		--group segment --lapse-after 90d --horizon 120d
	agrees busy.csv busy-contacts.csv 'lapse=100 rhythm=1 window=20' --rhythm \
		--lapse-after 100d --complaint-window 20d
	# surveys after every fifth order, of which two in three are answered, a
	# fourth of these dissatisfied; complaints after every seventh
	for file in orders busy; do
		awk -F , 'NR == 1 { print "customer,date,kind,score"; next }
			$2 == "" { next }
			NR % 5 == 0 { print $2 "," $3 ",survey," \
				(NR % 3 ? 1 + NR * 7 % 4 + ($2 ~ /3/) : "") }
			NR % 7 == 0 { print $2 "," $3 ",complaint," }' \
			"$file.csv" >"$file-surveys.csv"
	done
	agrees orders.csv orders-surveys.csv 'lapse=90' --lapse-after 90d
	agrees orders.csv orders-surveys.csv 'lapse=90 asked=customer' \
		--lapse-after 90d --asked customer
	agrees busy.csv busy-surveys.csv 'lapse=90' --lapse-after 90d
	agrees churn-orders.csv churn-contacts.csv 'lapse=60 asked=order' \
		--lapse-after 60d --asked order
	sed '2,$s/,[0-9][0-9]*$/,0/; 3s/,active,/,lapsed,/' tables/customers.csv >other
	mv other tables/customers.csv
	like "... and a figure that is changed is found" \
		"$(python3 "$tests/churn.py" busy.csv busy-contacts.csv tables lapse=100 \
			rhythm=1 window=20)" '^customers'
else
	skip 9 "no python3 with sqlite 3.33"
fi

# --- exports whose truth is known

# runs NAME SEEDS METHOD OPTIONS...: file NAME gets a line for each seed: estimate, low,
# high, how many silent there are, risk ratio after a failure, low, high
runs()
{
	name=$1 seeds=$2 method=$3
	shift 3
	seed=0
	while [ $((seed += 1)) -le "$seeds" ]; do
		cs-simulate --seed "$seed" --contacts c --truth-parameters t -o o "$@"
		rm -rf tables
		cs-churn -q --lapse-after 120d --contacts c -t silent,experience -f csv \
			-o tables/ o
		awk -F, -v method="$method" '
			FILENAME == "t" && $1 == "silent" { truth = $2 }
			{ for (i = 1; i <= NF; i++) if ($i == "") $i = "none" }
			$1 == method { line = $6 " " $7 " " $8 }
			$1 == "failure_no_complaint" { ratio = $7 " " $8 " " $9 }
			END { print line, truth, ratio }
		' t tables/experience.csv tables/silent.csv
	done >"$name"
}

# mean NAME EXPRESSION: over the lines of the file
mean()
{
	awk "{ sum += $2 } END { print sum / NR }" "$1"
}

# The seeds are always the same: these pin how it comes out today, and are no
# measure of coverage, which tests/long/churn.t takes.
holds='$2 <= $4 && $4 <= $3'
runs asked 40 proactive --customers 1500 --reveal 1 --proactive .3
most asked 34 "$holds" "proactive holds the silent"
runs listed 40 two_lists --customers 1500 --dissatisfied .1 --complain .5 --proactive .4
most listed 34 "$holds" "two_lists holds the silent"
runs angry 20 two_lists --customers 1500 --dissatisfied .2 --complain .5 --proactive .4 \
	--reveal .5 --both-channels 1
most angry 16 '$1 < $4' "two_lists is too low where the angry do both"

harmless='--leave-silent 0 --leave-resolved 0 --leave-unresolved 0 --dissatisfied 0'
# shellcheck disable=SC2086
runs harmless 20 excess_lapse --customers 8000 $harmless
most harmless 16 '$2 <= 0 && 0 <= $3' "excess_lapse holds 0"
most harmless 16 '$6 <= 1 && 1 <= $7' "the risk ratio holds 1"
# shellcheck disable=SC2086
runs doomed 10 excess_lapse --customers 3000 $harmless --selection 1
most doomed 9 '$2 > 0' "excess_lapse is too high where those fail who leave anyway"
ok "doomed: its mean is above 0" awk "BEGIN { exit !($(mean doomed '$1') > 50) }"
runs harmful 10 excess_lapse --customers 8000 --dissatisfied 0 --complain .05 \
	--failure-rate .02 --failure-effect 1 --leave-silent 1
most harmful 9 '$2 > 0' "excess_lapse sees failures that drive away"
most harmful 10 '$1 <= $4' "... and counts no more than there are silent"
most harmful 9 '$6 > 1' "so does the risk ratio"

# --- a published example: 100 complained, 150 of 400 asked revealed it, 20 did both

awk 'BEGIN {
	print "customer,date,kind,score" >"lists.csv"
	print "customer,date,order_id,amount"
	for (i = 1; i <= 1000; i++) {
		print "k" i ",2024-01-01," i ",10"
		if (i <= 100)
			print "k" i ",2024-01-02,complaint," >"lists.csv"
		if (i > 80 && i <= 480)
			print "k" i ",2024-01-03,survey," (i <= 230 ? i % 3 : 3 + i % 3) >"lists.csv"
	}
}' >thousand.csv
try cs-churn -q --as-of 2024-02-15 --lapse-after 30d --contacts lists.csv -t silent -f csv thousand.csv
is "Chapman: 725.2381, 531.0 to 1044.8" "$(echo "$out" | awk -F, '$1 == "two_lists" {
	printf "%.4f %.1f %.1f; %.4f %.1f %.1f", $3, $4, $5, $6, $7, $8 }')" \
	"725.2381 531.0 1044.8; 625.2381 431.0 944.8"
is "asked: 130 + 130 / 400 x 600" "$(echo "$out" | awk -F, '$1 == "proactive" {
	print $6, $3 }')" "325 425"

# --- orders alone, and contacts that say nothing

try cs-churn --strict --lapse-after 30d -t silent -f csv orders.csv
is "orders alone: exit status, no warning" "$status$err" 0
is "orders alone: nothing is known of the silent" \
	"$(echo "$out" | cut -d, -f3-8 | sed 1d | sort -u)" ",,,,,"
is "... and each method says why" "$(echo "$out" | grep -c 'contacts were given')" 4
try cs-churn --strict --lapse-after 30d orders.csv
like "... and how to know more" "$out" '^contacts with --contacts FILE\.'
sed -n 1p contacts.csv >header.csv
try cs-churn --lapse-after 30d --contacts header.csv -t all -f csv -o empty/ orders.csv
is "contacts without rows: exit status" "$status" 0
cs-churn --lapse-after 30d -t all -f csv -o alone/ orders.csv
for table in summary periods; do
	ok "contacts without rows: $table as from orders alone" \
		cmp alone/$table.csv empty/$table.csv
done
is "contacts without rows: nothing is known of the silent" \
	"$(cut -d, -f3-8 empty/silent.csv | sed 1d | sort -u)" ",,,,,"
: >nothing.csv
try cs-churn --lapse-after 30d --contacts nothing.csv orders.csv
is "contacts without a header: exit status" "$status" 1
like "... names the file" "$err" '^cs-churn: nothing\.csv:'

# --- the same bytes

here='-q --lapse-after 90d -t all --group segment --contacts contacts.csv'
# shellcheck disable=SC2086
cs-churn $here -f json -j 1 -o want orders.csv
for options in '-j 2' '-j 7' '-j 3 --block-size 4096' '-j 1 --block-size 1048576'; do
	# shellcheck disable=SC2086
	cs-churn $here -f json $options -o got orders.csv
	ok "the same bytes with $options" cmp want got
done
mkdir shuffled pieces
for file in orders contacts; do
	{
		sed -n 1p $file.csv
		sed 1d $file.csv | awk '{ print NR * 7919 % 10007 "\t" $0 }' | sort -n | cut -f2-
	} >shuffled/$file.csv
done
ok "rows in another order are others" sh -c '! cmp -s orders.csv shuffled/orders.csv'
# shellcheck disable=SC2086
(cd shuffled && cs-churn $here -f json -o ../got orders.csv)
ok "the same bytes with shuffled rows" cmp want got
# shellcheck disable=SC2086
cs-churn $here -f csv -o file/ orders.csv
# shellcheck disable=SC2086
cat orders.csv | cs-churn $here -f csv -o pipe/
ok "the same tables through a pipe" diff -r file pipe
gzip -c orders.csv >orders.gz
gzip -c contacts.csv >contacts.gz
cs-churn -q --lapse-after 90d -t all --group segment --contacts contacts.gz -f csv \
	-o gzip/ orders.gz
ok "the same tables from gzip" diff -r file gzip
sed -n 1,400p contacts.csv >pieces/a.csv
{ sed -n 1p contacts.csv; sed 1,400d contacts.csv; } >pieces/b.csv
cs-churn -q --lapse-after 90d -t all --group segment --contacts pieces/b.csv \
	--contacts pieces/a.csv -f csv -o two/ orders.csv
ok "the same tables from two files of contacts" diff -r file two
cs-churn -q --lapse-after 90d -t all --group segment --contacts contacts.csv \
	--contacts pieces/a.csv -f csv -o twice/ orders.csv
ok "the same tables where contacts are there twice" diff -r file twice

# columns may move between files, and be missing in one
{
	echo 'kind,note,customer,date,score,resolved'
	awk -F, 'NR > 1 && FNR <= 400 { print $3 ",x," $1 "," $2 "," $6 "," $8 }' contacts.csv
} >pieces/moved.csv
cs-churn -q --lapse-after 90d -t all --group segment --contacts pieces/b.csv \
	--contacts pieces/moved.csv -f csv -o moved/ orders.csv
ok "the same tables where columns have moved" diff -r file moved
cut -d, -f1-7 pieces/a.csv >pieces/unsettled.csv
cut -d, -f1,2,9 pieces/a.csv >pieces/bare.csv
for other in unsettled bare; do
	for order in "$other b" "b $other"; do
		# shellcheck disable=SC2086
		set -- $order
		cs-churn -q --lapse-after 90d -t all --contacts "pieces/$1.csv" \
			--contacts "pieces/$2.csv" -f csv -o "$1-$2/" orders.csv
	done
	ok "files of contacts in either order, one $other" diff -r "$other-b" "b-$other"
done
unlike "... and the basis says by which expression" "$(cat bare-b/silent.csv)" '\(\)'

# --- every form

all='customers experience impact periods silent summary' charts='experience periods silent'
for format in text csv tsv json markdown html gnuplot; do
	# shellcheck disable=SC2086
	try cs-churn $here -f $format -o form-$format/ orders.csv
	is "$format: exit status" "$status$err" 0
	[ $format != gnuplot ] || all=$charts
	is "$format: a file for each" \
		"$(for file in form-$format/*; do echo "${file##*/}"; done |
			sed 's/\..*//' | xargs)" "$all"
done
for table in summary silent experience impact periods customers; do
	tr '\t' , <form-tsv/$table.tsv >got
	tr -d \" <form-csv/$table.csv >want.csv
	ok "tsv says what csv does: $table" cmp want.csv got
done
if command -v python3 >/dev/null 2>&1; then
	none "json says what csv does" "$(python3 - want file <<'END'
import csv, json, sys
tables = json.load(open(sys.argv[1]))["tables"]
for name, rows in tables.items():
    with open("%s/%s.csv" % (sys.argv[2], name), newline="") as file:
        want = list(csv.DictReader(file))
    if len(want) != len(rows) or not rows:
        print(name, len(rows), "rows, not", len(want))
    for a, b in zip(rows, want):
        for key, text in b.items():
            value = "" if a[key] is None else a[key]
            if isinstance(value, bool):
                value = "true" if value else "false"
            if text != value and (isinstance(value, str) or float(text) != value):
                print(name, key, value, text)
END
	)"
else
	skip 1 "no python3"
fi
# shellcheck disable=SC2086
like "markdown has a table" "$(cs-churn $here -f markdown orders.csv)" '^\| *---'

# --- what is taken for what

pinned=$(cs-churn --explain --contacts contacts.csv orders.csv |
	sed -n 's/^  \(--.*\)/\1/p' | tr '\n' ' ')
like "--explain: both files are pinned" "$pinned" '--customer customer_id .*--contact-score'
# shellcheck disable=SC2086
cs-churn -q --lapse-after 90d -t all --group segment --contacts contacts.csv -f csv \
	-o pinned/ $pinned orders.csv
ok "--explain: what it prints reads the same" diff -r file pinned
try cs-churn --explain orders.csv
unlike "--explain without contacts: none" "$out" contact

# --- customers to call

risk='cs-churn -q --lapse-after 90d --at-risk-after 45d --contacts contacts.csv -f csv'
list="$risk -t customers"
$risk -t summary orders.csv >risk.csv
total=$(sed -n 2p risk.csv | cut -d, -f1)
for state in active at_risk lapsed; do
	$list --state $state orders.csv | sed 1d >$state
	is "--state $state: all of them" "$(wc -l <$state)" \
		"$(awk -F, -v s=$state 'NR == 1 { for (i = 1; $i != s; i++); } NR == 2 { print $i }' \
			risk.csv)"
	is "--state $state: no others" "$(cut -d, -f2 $state | sort -u)" $state
	ok "--state $state: the dearest first" sh -c "cut -d, -f7 $state | sort -c -g -r"
done
is "the three states are all customers" "$(cat active at_risk lapsed | wc -l)" "$total"
$list orders.csv | sed 1d >both
cat at_risk lapsed >states
ok "without --state: at risk, then lapsed" cmp states both
$list --limit 5 orders.csv | sed 1d >five
head -n 5 both >first
ok "--limit: the first" cmp first five

# the last value of a column that is not empty, whatever its order in the file
cat >kept.csv <<'END'
order_id,customer,date,amount,name,phone
3,a,2024-03-01,5,Ann Lee,
1,a,2024-01-01,5,Ann Ray,07
2,b,2024-02-01,5,"Bo, Jr",0012
END
try cs-churn --as-of 2024-06-01 --lapse-after 10d -t customers --keep phone,name -f csv kept.csv
is "--keep: the last that is not empty" "$(echo "$out" | sed 1d | cut -d, -f1,8-)" \
	'a,07,Ann Lee
b,0012,"Bo, Jr"'

# --- --rhythm

# both were silent for 50 days: too long for who buys every 10 days, not for who buys
# every 100
cat >rhythm.csv <<'END'
order_id,customer,date,amount
1,quick,2024-10-13,5
2,quick,2024-10-23,5
3,quick,2024-11-02,5
4,quick,2024-11-12,5
5,slow,2024-01-17,5
6,slow,2024-04-26,5
7,slow,2024-08-04,5
8,slow,2024-11-12,5
9,last,2025-01-01,5
END
try cs-churn --lapse-after 60d --at-risk-after 45d -t customers -f csv rhythm.csv
is "without --rhythm both are at risk" "$(echo "$out" | cut -d, -f1-4)" \
	"customer,state,days_silent,usual_gap_days
quick,at_risk,50,10
slow,at_risk,50,100"
try cs-churn --rhythm --lapse-after 60d --at-risk-after 45d -t customers -f csv rhythm.csv
is "--rhythm: the quick one has lapsed, the slow one is active" \
	"$(echo "$out" | cut -d, -f1-4)" "customer,state,days_silent,usual_gap_days
quick,lapsed,50,10"

# --- keys

# customers who have orders are no strangers because the report leaves them out
try cs-churn --strict --lapse-after 60d --first-from 2024-04-01 \
	--contacts "$data/churn-contacts.csv" -t summary -f csv "$data/churn-orders.csv"
unlike "--first-from: no warning that keys differ" "$err" contact-keys

# --- strict

try cs-churn --strict --lapse-after 60d --contacts "$data/churn-contacts.csv" \
	"$data/churn-orders.csv"
is "--strict: nothing to warn of" "$status$err" 0
sed 's/outbound,2/outbound,12/' "$data/churn-contacts.csv" >high.csv
try cs-churn --strict --skip-bad=aside --lapse-after 60d --contacts high.csv -o strict \
	"$data/churn-orders.csv"
is "--strict: a bad row of contacts is an error" "$status" 1
ok "... and nothing is written" test ! -e strict
try cs-churn --max-bad 2 --lapse-after 60d --contacts high.csv "$data/churn-orders.csv"
is "--max-bad: too many in the contacts" "$status" 1
try cs-churn --max-bad 3 --lapse-after 60d --contacts high.csv "$data/churn-orders.csv"
is "--max-bad: few enough" "$status" 0

# --- scenarios

try cs-churn --lapse-after 60d --contacts "$data/churn-contacts.csv" \
	--articulation misquoted-96 -t silent "$data/churn-orders.csv"
like "misquoted-96 says what it is" "$(echo "$out" | tr '\n' ' ' | tr -s ' ')" \
	'one in 26 .* misquotation.* as its own author wrote in 2005'
try cs-churn --lapse-after 60d --contacts "$data/churn-contacts.csv" -t silent \
	"$data/churn-orders.csv"
unlike "... and is not the default" "$out" 'one in 26|misquot'
like "an articulation is assumed, not measured" "$(echo "$out" | tr '\n' ' ' | tr -s ' ')" \
	'assumed, not measured'

done_testing
