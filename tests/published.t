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

# --- CDNOW's sample to 1997-09-30: what papers print of it, to more digits by two
# independent routes
sample=$REALDATA/cdnow_sample.csv

# fitted MODEL LL PARAMETER VALUE ...: by --model to the first 39 weeks
fitted()
{
	model=$1
	run cs-clv -q -f json -t parameters --holdout none --as-of 1997-09-30 \
		--customer customer_id --model "${model% *}" --regularity "${model#* }" "$sample"
	near log_likelihood "$2" 1e-9 '"r"'
	shift 2
	while [ $# -gt 0 ]; do
		near estimate "$2" "$tolerance" "\"$1\""
		shift 2
	done
}

tolerance=1e-5
fitted 'pareto-nbd 1' -9594.976178940 r .5532770 alpha 10.577684 s .606240 beta 11.66874
printed se .047628 '"r"'
printed se .842723 '"alpha"'
printed se .187281 '"s"'
printed se 6.21111 '"beta"'
tolerance=1e-6
fitted 'bg-nbd 1' -9582.429206674 r .242594522 alpha 4.41360202 a .792922017 b 2.42590678
printed se .0125574 '"r"'
printed se .378224 '"alpha"'
printed se .185734 '"a"'
printed se .705414 '"b"'
fitted 'mbg-nbd 2' -9853.253128516 r .57989616 alpha 2.2881488 a 1.1344527 b 1.58497422
fitted 'nbd 1' -9763.657615 r .3847661 alpha 12.0720219
fitted 'mbg-nbd 1' -9582.135715554 r .524843159 alpha 6.18308528 a .891359391 b 1.61400224
printed se .0832682 '"r"'
printed se .695621 '"alpha"'
printed se .154790 '"a"'
printed se .537495 '"b"'
near log_likelihood -9898.450937 1e-9 '"gamma-gamma"'
near estimate 9.8812863 1e-6 '"p"'
near estimate 3.3987575 1e-6 '"q"'
near estimate 7.9285692 1e-6 '"gamma"'
printed se 1.741 '"p"'
printed se .166 '"q"'
printed se 1.813 '"gamma"'
# each bound of --profile, refitted by scipy
for model in nbd bg-nbd mbg-nbd pareto-nbd; do
	if /usr/bin/python3 -c 'import scipy' 2>/dev/null; then
		cs-clv -q --profile --model $model --holdout none --as-of 1997-09-30 \
			--customer customer_id -t parameters -f csv -o "$tmp/profile.csv" "$sample"
		none "$model: bounds of --profile" "$(/usr/bin/python3 tests/profile.py \
			"$sample" 1997-09-30 "$tmp/profile.csv" $model 2>&1)"
	else
		skip 1 "no scipy"
	fi
done
run cs-clv -q -f json -t parameters --values repeat --holdout none --as-of 1997-09-30 \
	--customer customer_id "$sample"
near log_likelihood -4055.917695 1e-9 '"gamma-gamma"'
near estimate 6.2495723 1e-6 '"p"'
near estimate 3.7442247 1e-6 '"q"'
near estimate 15.443521 1e-6 '"gamma"'
printed se 1.190 '"p"'
printed se .290 '"q"'
printed se 4.159 '"gamma"'

# a fit is the same in all units, its likelihood moves by purchases x log 7
run cs-clv -q -f json -t parameters --holdout none --as-of 1997-09-30 \
	--customer customer_id --unit day "$sample"
near log_likelihood -14363.236952 1e-9 '"r"'
near estimate .524843159 1e-6 '"r"'

run cs-clv -q -f json -t summary,values --values repeat --holdout none \
	--as-of 1997-09-30 --customer customer_id "$sample"
near expected_purchases 1984.2367 1e-7
near expected_revenue 71868.37 1e-6
near clv 68854.19 1e-6
near alive 1057.636 1e-6
near value_mean 35.170371 1e-6
printed pearson .114 '"repeat_purchases": null'
printed spearman .206 '"repeat_purchases": null'

row='"repeat_purchases": null'
holds customers 946 "$row"
run cs-clv -q -f json -t summary,values --holdout none --as-of 1997-09-30 \
	--customer customer_id "$sample"
holds customers 2349 "$row"
printed value_mean 32.660434

# revenue of the 39 weeks to come, and who is still a customer
run cs-clv -q -f json -t summary --values repeat --horizon 273d --holdout none \
	--as-of 1997-09-30 --customer customer_id "$sample"
printed expected_revenue 57128.10
printed expected_revenue_low 49383
printed expected_revenue_high 64873
run cs-clv -q -f json -t summary --values repeat --horizon 273d --holdout none \
	--model pareto-nbd --as-of 1997-09-30 --customer customer_id "$sample"
printed expected_revenue 60449.31
printed expected_revenue_low 50204
printed expected_revenue_high 70694
printed alive 1051.875

# the 39 weeks after that
run cs-clv -q -f json -t models,holdout,tracking --holdout 1997-09-30 --period week \
	--customer customer_id "$sample"
holds holdout_actual 1882 pareto
printed holdout_log_score -2326.797 pareto
printed holdout_expected 1665.513 pareto
printed holdout_error -.1150 pareto
printed mae .754523 pareto
printed rmse 1.602848 pareto
printed buyers_expected 523.17 pareto
holds buyers_actual 684 pareto
printed holdout_log_score -2320.361 '"bg-nbd'
printed holdout_expected 1653.409 '"bg-nbd'
printed holdout_error -.1215 '"bg-nbd'
printed mae .785454 '"bg-nbd'
printed rmse 1.607982 '"bg-nbd'
printed buyers_expected 617.03 '"bg-nbd'
printed holdout_log_score -2314.824 '"mbg-nbd'
printed holdout_expected 1576.728 '"mbg-nbd'
printed holdout_error -.1622 '"mbg-nbd'
printed mae .764779 '"mbg-nbd'
printed rmse 1.607183 '"mbg-nbd'
printed buyers_expected 565.74 '"mbg-nbd'
row='"repeat_purchases": null'
printed expected_low 1389.79 "$row"
printed expected_high 1763.66 "$row"
printed cumulative_expected 4049.953 '"cumulative_actual": 4339'
run cs-clv -q -f json -t holdout,tracking --holdout 1997-09-30 --model pareto-nbd \
	--period quarter --customer customer_id "$sample"
printed expected_low 1403.53 "$row"
printed expected_high 1927.49 "$row"
printed cumulative_expected 4270.041 '"cumulative_actual": 4339'
printed cumulative_expected 2524.933 '"cumulative_actual": 2457'
for model in 'pareto-nbd 2524.933 3184.426' 'mbg-nbd 2475.636 3083.043'; do
	run cs-clv -q -f json -t tracking --holdout 1997-09-30 --as-of 1997-12-30 \
		--period quarter --customer customer_id --model "${model%% *}" "$sample"
	model=${model#* }
	printed cumulative_expected "${model% *}" '"cumulative_actual": 2457'
	printed cumulative_expected "${model#* }" '"cumulative_actual": 3183'
done
run cs-clv -q -f json -t holdout --holdout 1997-09-30 --model bg-nbd \
	--customer customer_id "$sample"
printed expected_low 1453.87 "$row"
printed expected_high 1852.95 "$row"
run cs-clv -q -f json -t models --holdout 1997-09-30 --regularity 2 \
	--customer customer_id "$sample"
printed holdout_log_score -2574.900 '"mbg-nbd'
printed holdout_expected 1350.105 '"mbg-nbd'
printed holdout_error -.2826 '"mbg-nbd'
printed mae .734245 '"mbg-nbd'
printed rmse 1.637080 '"mbg-nbd'
printed buyers_expected 493.44 '"mbg-nbd'

run cs-clv -q -f json -t frequency --holdout none --as-of 1997-09-30 \
	--customer customer_id "$sample"
holds actual 1411 '"0"'
printed expected 1418.618 '"0"'
printed expected 429.143 '"1"'
printed expected 198.569 '"2"'
printed expected 108.237 '"3"'
printed expected 64.744 '"4"'
printed expected 41.148 '"5"'
printed expected 27.294 '"6"'
printed expected 69.247 '"7+"'
run cs-clv -q -f json -t frequency --holdout none --as-of 1997-09-30 --model bg-nbd \
	--customer customer_id "$sample"
frequencies=0:1411:1407.684,1:439:460.323,2:214:192.461,3:100:101.164,4:62:59.847
for line in $(echo "$frequencies,5:38:38.120,6:29:25.549,7+:64:71.851" | tr , ' '); do
	figures=${line#*:}
	holds actual "${figures%:*}" "\"${line%%:*}\""
	printed expected "${figures#*:}" "\"${line%%:*}\""
done

# the same customers as a summary, in weeks; those alike with a weight
awk -F, 'BEGIN { OFS = ","; print "x,last,age"; split("0 31 59 90 120 151 181 212 243", before, " ") }
	NR > 1 && $3 <= 19970930 {
		day = before[substr($3, 5, 2) + 0] + substr($3, 7)
		if (!($2 in first)) first[$2] = day
		if (last[$2] != day) x[$2]++
		last[$2] = day
	}
	END { for (c in x) printf "%d,%.6f,%.6f\n", x[c] - 1, (last[c] - first[c]) / 7,
		(273 - first[c]) / 7 }' "$sample" >"$tmp/all.csv"
{ echo x,last,age,n; sed 1d "$tmp/all.csv" | sort | uniq -c |
	sed 's/ *\([0-9]*\) \(.*\)/\2,\1/'; } >"$tmp/summary.csv"
run cs-clv -q -f json -t summary,parameters --frequency x --recency last --age age \
	--weight n "$tmp/summary.csv"
holds customers 2357
near log_likelihood -9582.135715554 1e-8 '"r"'
near estimate .524843159 1e-5 '"r"'
near alive 1057.636 1e-6
near expected_purchases 1985.5 1e-3

# --- opportunities: a charity (Fader, Hardie and Shang 2010), to more digits at 40
run cs-clv -q -f json -t summary,parameters --model bg-bb --every 1y --horizon 5y \
	--frequency frequency --recency recency --age periods --weight weights \
	"$REALDATA/donations.csv"
near log_likelihood -33225.581274347 1e-11 '"alpha"'
near estimate 1.2035225 1e-6 '"alpha"'
near estimate .7497164 1e-6 '"beta"'
near estimate .6567182 1e-6 '"gamma"'
near estimate 2.7834419 1e-6 '"delta"'
near expected_purchases 12884.157 1e-7

# --- nobody can be seen to leave
for model in pareto-nbd bg-nbd mbg-nbd; do
	run cs-clv -q -f json -t parameters --holdout none --model $model "$retail"
	near log_likelihood -37647.879397 1e-9 '"r"'
	near estimate .8274504 1e-6 '"r"'
	near estimate 9.8683214 1e-6 '"alpha"'
	holds end '"no_dropout"' '"r"'
done
run cs-clv -q -f json -t summary --holdout none "$retail"
holds customers 4339
holds repeat_purchases 12427
holds repeat_customers 2790

done_testing
