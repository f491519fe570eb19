#!/bin/sh
# published.t - figures that are known of public data sets: printed in papers and
# manuals (the small ones are typed in, see testdata/published.txt), or counted by
# several people's programs (the large ones are in REALDATA).
set -u
. tests/lib.sh

# run COMMAND ...: its json is $tmp/out
run()
{
	what=$*
	try "$@"
	is "$what" "$status" 0 || note "$err"
}

# figure NAME [PATTERN]: its first value on a line that matches the pattern
figure()
{
	sed -n "/${2:-.}/s/.*\"$1\": \\([^,}]*\\).*/\\1/p" "$tmp/out" | head -n 1
}

# holds NAME VALUE [PATTERN]: as it stands
holds()
{
	is "$1 $2${3:+ ($3)}" "$(figure "$1" "${3-}")" "$2"
}

# near NAME VALUE TOLERANCE [PATTERN]: relative to the value
near()
{
	value=$(figure "$1" "${4-}")
	ok "$1 $2${4:+ ($4)}" awk -v got="$value" -v want="$2" -v tolerance="$3" '
		BEGIN { d = got - want; exit !(got != "" && d * d <= (want * tolerance) ^ 2) }' ||
		note "got: $value"
}

# printed NAME VALUE [PATTERN]: but for half a unit in the last place of VALUE
printed()
{
	value=$(figure "$1" "${3-}")
	ok "$1 $2${3:+ ($3)}" awk -v got="$value" -v want="$2" 'BEGIN {
		decimals = want
		sub(/^[^.]*\.?/, "", decimals)
		miss = (got - want) * 10 ^ length(decimals)
		exit !(got ~ /[0-9]/ && miss * miss <= .2501) }' ||
		note "got: $value"
}

# adds_up PREFIX TOTAL PART ...: in millionths, which a double holds
adds_up()
{
	prefix=$1 total=$(figure "$1_$2") parts=
	shift 2
	for part; do
		parts="$parts $(figure "${prefix}_$part")"
	done
	ok "$prefix adds up" awk -v total="$total" -v parts="$parts" 'BEGIN {
		n = split(parts, part, " ")
		for (i = 1; i <= n; i++)
			sum += sprintf("%.0f", part[i] * 1e6)
		exit !(n > 0 && total != "" && sum == sprintf("%.0f", total * 1e6) + 0) }' ||
		note "$total is not the sum of $parts"
}

accounted()
{
	adds_up rows read used bad excluded unattributed without_purchase
	adds_up amount read used excluded unattributed without_purchase
}

# --- the incomes of R's package ineq
run cs-pareto -q -f json --by person --measure income testdata/incomes.csv
holds customers 10
near gini .4620911 1e-6
near gini_corrected .5134346 1e-6
near hhi .1840812 1e-6
holds by '"person"'
holds measure '"income"'

# --- leukaemia (aml of R's package survival)
run cs-lifetime -q -f json --time weeks --event relapse --group group --conf-type log \
	-t summary,curve,compare testdata/leukaemia.csv
while read -r time s se low high; do
	row="\"maintained\", \"time\": $time,"
	printed survival "$s" "$row"
	printed se "$se" "$row"
	printed survival_low "$low" "$row"
	printed survival_high "$high" "$row"
done <<'END'
9 .909 .0867 .7541 1
13 .818 .1163 .6192 1
18 .716 .1397 .4884 1
23 .614 .1526 .3769 .999
31 .491 .1642 .2549 .946
34 .368 .1627 .1549 .875
48 .184 .1535 .0359 .944
END
row='"maintained", "customers"'
holds median_time 31 "$row"
holds median_time_low 18 "$row"
holds median_time_high null "$row"
holds lapsed 7 "$row"
printed expected_lapses 10.69 "$row"
row='"not maintained", "customers"'
holds median_time 23 "$row"
holds median_time_low 8 "$row"
holds median_time_high null "$row"
holds lapsed 11 "$row"
printed expected_lapses 7.31 "$row"
printed chi_square 3.396389 log-rank
holds df 1 log-rank
printed p_value .0653393 log-rank

# --- how customers are retained, High End and Regular (Fader and Hardie 2007)
run cs-lifetime -q -f json --survivors highend,regular --where 'year<=7' \
	--discount .1 -t sbg,projection testdata/contract-years.csv
while read -r group alpha beta likelihood s8 s12 lifetime; do
	row="\"$group\", \"alpha\""
	near alpha "$alpha" 1e-6 "$row"
	near beta "$beta" 1e-6 "$row" # where a search ends is not all digits
	printed log_likelihood "$likelihood" "$row"
	holds converged true "$row"
	printed expected_lifetime "$lifetime" "$row"
	printed survival "$s8" "\"$group\", \"n\": 8,"
	printed survival "$s12" "\"$group\", \"n\": 12,"
	holds observed null "\"$group\", \"n\": 8,"
done <<'END'
highend .668088 3.806096 -1611.158147 .460440 .377999 5.922253
regular .704077 1.182043 -1680.265188 .220085 .170037 3.694908
END
printed alpha_se .103735 '"highend", "alpha"'
printed beta_se .785532 '"highend", "alpha"'

# all twelve years, fitted to seven, are the same model
run cs-lifetime -q -f json --survivors highend --fit-to 7 -t sbg,projection \
	testdata/contract-years.csv
near alpha .668088 1e-6
near beta 3.806096 1e-6
printed survival .377999 '"n": 12,'
printed observed .394000 '"n": 12,'
holds expected_lifetime null

# --- what follows wants the large files
[ -n "$REALDATA" ] || { skip 1 "no REALDATA"; done_testing; }

# --- UCI Online Retail
retail=$REALDATA/online_retail.csv.gz

run cs-retention -q -f json "$retail"
holds rows_read 541909
holds rows_unattributed 135080
holds amount_unattributed 1447682.12
holds amount_read 9747747.934
holds customers_without_purchase 33
holds amount_without_purchase -10411.24
accounted
holds customers 4339
holds orders 18536
holds revenue 8310477.054
holds repeat_customers 2845
near repeat_rate .6556810325 1e-9 repeat_customers
near repeat_customer_revenue_share .9372943686 1e-9
holds same_day_repeats 222
holds first_date '"2010-12-01"'
for step in 1:1494 2:835 3:508; do
	n=${step%:*}
	reached=$(figure reached "\"n\": $n,")
	continued=$(figure continued "\"n\": $n,")
	is "${step#*:} stop at purchase $n" "$((reached - continued))" "${step#*:}"
done

run cs-pareto -q -f json "$retail"
accounted
holds customers 4339
near top_share .7356062698 1e-9
holds customers_for_target 1178
near customers_for_target_share .2714911270 1e-9
near largest_share .0336195241 1e-9

# --- CDNOW
cdnow=$REALDATA/cdnow.csv

run cs-retention -q -f json "$cdnow"
holds rows_read 69659
accounted
holds customers 23570
holds orders 69659
holds revenue 2500315.63
holds reached 23570 '"n": 1,'
holds continued $((23570 - 11908)) '"n": 1,'

run cs-pareto -q -f json "$cdnow"
accounted
holds customers 23570
holds revenue 2500315.63

# --- lung cancer (lung of R's package survival)
run cs-lifetime -q -f json --time time --event status=2 --group sex --conf-type log \
	-t summary,compare "$REALDATA/lung.csv"
row='null, "customers"'
holds customers 228 "$row"
holds lapsed 165 "$row"
holds median_time 310 "$row"
row='"1", "customers"'
holds median_time 270 "$row"
holds median_time_low 212 "$row"
holds median_time_high 310 "$row"
row='"2", "customers"'
holds median_time 426 "$row"
holds median_time_low 348 "$row"
holds median_time_high 550 "$row"
printed chi_square 10.326742 log-rank
printed p_value .0013112 log-rank

done_testing
