#!/bin/sh
# groups.t - groups by the time of the first purchase are those that a column
# would make, which awk adds: the same bytes but for the name of the column.
set -u
. tests/lib.sh

gzip -dc testdata/orders.csv.gz >"$tmp/orders.csv"

# prepared UNIT: the bundled orders with the period of each customer's first
# purchase in a column, and the country beside it
prepared()
{
	awk -F , -v unit="$1" '
	function period(day, m)
	{
		m = substr(day, 6, 2) + 0
		if (unit == "month")
			return substr(day, 1, 7)
		if (unit == "half")
			return substr(day, 1, 4) "-H" int((m + 5) / 6)
		if (unit == "quarter")
			return substr(day, 1, 4) "-Q" int((m + 2) / 3)
		return substr(day, 1, 4)
	}
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
	NR == FNR {
		c = $at["customer_id"]
		if (FNR > 1 && $at["amount"] >= 0 && (!(c in first) || $at["date"] < first[c]))
			first[c] = $at["date"]
		next
	}
	FNR == 1 { print $0 ",began"; next }
	{ print $0 "," period(first[$at["customer_id"]]) }' \
		"$tmp/orders.csv" "$tmp/orders.csv" >"$tmp/prepared.csv"
}

for unit in year half quarter month; do
	prepared $unit
	# those of time are compared with the earliest
	first=$(cs-retention -q -f csv -t summary --group began "$tmp/prepared.csv" |
		sed 1d | cut -d , -f 1 | grep . | sort | head -n 1)
	for run in 'cs-retention -t summary' 'cs-retention -t compare --days 30,90' \
		'cs-pareto -t shares' 'cs-lifetime -t payments' 'cs-churn -t summary'; do
		$run -q -f csv --group first:$unit "$tmp/prepared.csv" >"$tmp/got" 2>&1
		case $run in *compare*) reference="--reference=$first" ;; *) reference='' ;; esac
		$run -q -f csv --group began ${reference:+"$reference"} \
			"$tmp/prepared.csv" >"$tmp/want" 2>&1
		ok "$run by $unit" cmp -s "$tmp/want" "$tmp/got" ||
			note "$(diff "$tmp/want" "$tmp/got" | head -n 6)"
	done
	for pair in "channel,first:$unit=channel,began" "first:$unit,channel=began,channel"; do
		cs-retention -q -f csv --max-groups 100 --group "${pair%=*}" \
			"$tmp/prepared.csv" >"$tmp/got"
		cs-retention -q -f csv --max-groups 100 --group "${pair#*=}" \
			"$tmp/prepared.csv" >"$tmp/want"
		ok "by ${pair%=*}" cmp -s "$tmp/want" "$tmp/got" ||
			note "$(diff "$tmp/want" "$tmp/got" | head -n 6)"
	done
done

like 'the last comparison has groups' "$(cat "$tmp/got")" '^2025-12 / '
# what lists add up to is what the other tables say
is 'members are those of the cohorts' \
	"$(cs-retention -q -t members -f csv "$tmp/orders.csv" | sed 1d | cut -d , -f 1 | uniq -c |
		awk '{ print $2 "," $1 }')" \
	"$(cs-retention -q -t cohorts -f csv "$tmp/orders.csv" | awk -F , '$3 == 0 { print $1 "," $2 }')"
is 'and have all purchases' \
	"$(cs-retention -q -t members -f csv "$tmp/orders.csv" | awk -F , 'NR > 1 { n += $4 } END { print n }')" \
	"$(cs-retention -q -f csv "$tmp/orders.csv" | sed 1d | cut -d , -f 2)"
is 'all states are all customers' \
	"$(cs-churn -q --state all -t customers -f csv "$tmp/orders.csv" | sed 1d | wc -l)" \
	"$(cs-churn -q -f csv "$tmp/orders.csv" | sed 1d | cut -d , -f 1)"

printf 'customer,date,amount,seg\n1,2024-01-01,5,(all)\n2,2024-01-03,7,b\n' >"$tmp/all.csv"
is 'a group that is called as the total is' \
	"$(cs-retention -q --group seg -t summary "$tmp/all.csv" | awk '/\(all\)/ { print $1, $2 }')" \
	'(all) 2
"(all)" 1'

fails 'another time' 2 'wants first:year, half, quarter, month' \
	cs-retention --group first:decade testdata/retention-hand.csv
fails 'two times' 2 'one time of first purchase' \
	cs-retention --group first:year,first:month testdata/retention-hand.csv
fails 'a time between columns' 2 'stands first or last' \
	cs-retention --group shop,first:year,amount testdata/retention-hand.csv
fails 'lengths of time' 2 'wants dates' cs-lifetime --group first:year --time time \
	--event event testdata/durations.csv
done_testing
