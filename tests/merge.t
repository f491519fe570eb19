#!/bin/sh
# merge.t - what runs with --partial have read adds up in cs-merge to what one run
# reads, byte for byte; and what is no partial result, or not whole, is refused.
set -u
. tests/lib.sh

gzip -dc testdata/orders.csv.gz >"$tmp/orders.csv"
lines=$(wc -l <"$tmp/orders.csv")
for i in 0 1 2; do
	awk -v i=$i -v n="$lines" 'NR == 1 || int((NR - 2) * 3 / n) == i' \
		"$tmp/orders.csv" >"$tmp/part$i.csv"
done
gzip "$tmp/part1.csv"
head -n 1 "$tmp/part0.csv" >"$tmp/empty.csv"
cp testdata/churn-orders.csv testdata/churn-contacts.csv "$tmp"
sed 's/^\([0-9]*7,[^,]*\),[^,]*,/\1,never,/' "$tmp/part2.csv" >"$tmp/bad.csv"
top=$(pwd)
cd "$tmp" || exit 1

# merged "COMMAND OPTIONS" "OPTIONS OF CS-MERGE" FILE ...: a part of each file
merged()
{
	asked=$1 asks=$2 parts=
	shift 2
	for file; do
		rm -f "$file.part"
		$asked -q --block-size 3000 --partial "$file.part" "$file" \
			>"$tmp/out" 2>"$tmp/err" || note "$(cat "$tmp/err")"
		parts="$parts $file.part"
	done
	try $asked $asks "$@"
	want=$status
	mv "$tmp/out" "$tmp/one"
	mv "$tmp/err" "$tmp/one.err"
	try cs-merge $parts $asks
	is "$asked $asks $*: exit status" "$status" "$want"
	ok "$asked $asks $*" cmp -s "$tmp/one" "$tmp/out" ||
		note "$(diff "$tmp/one" "$tmp/out" | head -n 10)"
	ok "$asked $asks $*: messages" cmp -s "$tmp/one.err" "$tmp/err" ||
		note "$(diff "$tmp/one.err" "$tmp/err" | head -n 10)"
}

three='part0.csv part1.csv.gz part2.csv'
merged cs-retention '' $three
merged 'cs-retention --lapse-after 60d' '-t all -f json' $three
merged 'cs-retention --group country' '-t all -f json' $three
merged 'cs-retention --group first:year,channel' '-f markdown' $three
merged 'cs-retention --where country=France' '-f json' $three
merged 'cs-retention --cluster country' '-f json' $three
merged 'cs-retention --line-items once' '-f json' $three
merged 'cs-pareto' '' part0.csv
merged 'cs-pareto' '-f json' $three empty.csv
merged 'cs-pareto -t customers --keep country' '-f csv' $three
merged 'cs-pareto --by channel' '-f json' $three
merged 'cs-lifetime -t all --every 1m --grace 15d' '-f json' $three
merged 'cs-clv -t all' '-f json' $three
merged 'cs-customers -t all --keep country' '-f json' $three
merged 'cs-churn --contacts churn-contacts.csv -t all --lapse-after 60d' '-f json' \
	churn-orders.csv
merged 'cs-retention --skip-bad' '' part0.csv bad.csv part1.csv.gz
cp part0.csv again.csv
merged 'cs-retention --overlap once' '-f json' part0.csv again.csv part2.csv

# a report that needs more than its parts hold; other options, other commands
cs-pareto -q --partial totals.part part0.csv
fails 'a table that needs more' 1 'does not hold what this report needs.*\[other-partial\]' \
	cs-merge totals.part -t customers
cs-pareto -q --where country=France --partial france.part part2.csv
fails 'other options' 1 'france.part: error: was made by "cs-pareto --where .*\[other-partial\]' \
	cs-merge totals.part france.part
# options are told from what only looks like them, however they are written
printf -- '--where country=Deutschland\n' >"$tmp/options"
cs-pareto -qj1 --where=country=Deutschland --partial one.part part0.csv
cs-pareto -qj2 --options "$tmp/options" --partial=two.part part1.csv.gz
cs-pareto --where country=Deutschland -q part2.csv --partial three.part
ok 'options written in other ways are the same' \
	cs-merge -qo "$tmp/out" one.part two.part three.part
cp part0.csv country
cs-pareto -q --by country --partial by.part country
cs-pareto -q --by country country >"$tmp/one"
ok 'a file that is called as a value' cs-merge -qo "$tmp/out" by.part
ok '... is none' cmp -s "$tmp/one" "$tmp/out"
fails 'the same twice' 1 '\[overlapping-files\]' cs-merge totals.part totals.part
try cs-merge --list totals.part france.part
is '--list' "$out" "totals.part: cs-pareto
france.part: cs-pareto --where 'country=France'"

# what is not whole, or is none
size=$(wc -c <totals.part)
for length in 10 20 30 100 $((size / 2)) $((size - 1)); do
	head -c "$length" totals.part >cut.part
	fails "cut off at $length" 1 'cut\.part: error: .*\[(no|bad)-partial\]' cs-merge cut.part
done
for at in $((size / 4)) $((size * 3 / 4)) $((size - 60)); do
	cp totals.part torn.part
	printf 'xxxx' | dd of=torn.part bs=1 seek="$at" conv=notrunc 2>/dev/null
	fails "damaged at $at" 1 'torn\.part: error: .*\[bad-partial\]' cs-merge torn.part
done
fails 'an export' 1 'part0\.csv: error: .*\[no-partial\]' cs-merge part0.csv
fails 'no such file' 1 'none\.part: error: cannot open' cs-merge none.part
fails 'an export, with an option' 1 'part0\.csv: error: .*\[no-partial\]' \
	cs-merge part0.csv -t classes
fails 'a part of parts' 1 'do not go together' cs-merge totals.part --partial more.part
fails 'a report beside a part' 1 '-o goes with cs-merge' \
	cs-pareto --partial more.part -o more.txt part0.csv
fails 'nothing' 2 'make some with --partial' cs-merge
fails 'into a pipe' 1 'read more than once' cs-pareto --partial - part0.csv
fails 'bad rows' 1 '\[bad-' cs-retention --partial bad.part bad.csv
ok '... leave no part' test ! -e bad.part
fails 'contacts first' 1 'makes no partial results' \
	cs-contacts --partial c.part churn-contacts.csv

cd "$top" || exit 1
done_testing
