#!/bin/sh
# simulate.t - what cs-simulate writes is what it says: the truth files agree with
# the exports row by row, the exports with the models' known expectations, and the
# other commands read them without being told anything.
set -u
. tests/lib.sh

cd "$tmp" || exit 1

# truth NAME: a value of --truth-parameters
truth()
{
	sed -n "s/^$1,//p" parameters.csv
}

# near NAME GOT WANT ERROR: no further apart than the error
near()
{
	ok "$1" awk -v got="$2" -v want="$3" -v error="$4" \
		'BEGIN { d = got - want; exit !(got != "" && d <= error && -d <= error) }' ||
		note " got: $2
want: $3, give or take $4"
}

# share NAME GOT WANT N: a share of N draws, to four and a half standard errors
share()
{
	near "$1" "$2" "$3" "$(awk -v p="$3" -v n="$4" \
		'BEGIN { print 4.5 * sqrt(p * (1 - p) / n) }')"
}

# --- the same bytes, and others

all='--customers 300 --refund-rate .1 --line-items 2 --dirty .05 --anonymous .02
	--with country,channel,currency,status,quantity
	--group a=.5 --group b=.5:r=2,p=9,dissatisfied=.3'
for model in pareto-nbd bg-nbd mbg-nbd; do
	# shellcheck disable=SC2086
	for run in one two; do
		try cs-simulate --model $model $all --contacts $run-contacts \
			--truth $run-truth --truth-parameters $run-parameters -o $run-orders
		is "$model: exit status" "$status$err" 0
	done
	for file in orders contacts truth parameters; do
		ok "$model: the same $file again" cmp one-$file two-$file
	done
	# shellcheck disable=SC2086
	cs-simulate --model $model $all --seed 2 --contacts two-contacts -o two-orders
	is "$model: another seed" "$(cmp -s one-orders two-orders && echo same)" ""
done
for option in '--refund-rate .5' '--with quantity' '--dirty 1' \
	'--contacts c --leave-silent 0 --leave-resolved 0 --leave-unresolved 0'; do
	cs-simulate --customers 500 --truth one -o /dev/null
	# shellcheck disable=SC2086
	cs-simulate --customers 500 --truth two -o /dev/null $option
	for file in one two; do cut -d, -f1-10 $file >$file.cut; done
	ok "$option: the same customers" cmp one.cut two.cut
done
cs-simulate --customers 200 --truth one -o /dev/null
cs-simulate --customers 100 --truth two -o /dev/null
head -n 101 one >one.cut
ok "more customers do not change those that are there" cmp one.cut two
cs-simulate | sed 1d | cut -d, -f3 >dates
ok "rows in the order of dates" sort -c dates
cs-simulate | sed 1d | cut -d, -f3,2 | awk -F, '{ print $2 "," $1 }' >dates
ok "... and of customers" sort -c dates
is "ids are consecutive" "$(cs-simulate |
	awk -F, 'NR > 1 && $1 != NR + 9999 { print; exit }')" ""

# --- Pareto/NBD, BG/NBD, gamma-gamma

weeks=52
cs-simulate --customers 100000 --entry 1d --days 365 --truth truth.csv \
	--truth-parameters parameters.csv -o orders.csv
# E[X(t)] = r beta / (alpha (s - 1)) (1 - (beta / (beta + t))^(s - 1)); customers come
# half a day after the start on average
want=$(awk 'BEGIN { r = .5533; a = 10.578; s = .6062; b = 11.669; t = 364.5 / 7
	print r * b / (a * (s - 1)) * (1 - (b / (b + t))^(s - 1)) }')
got=$(awk -F, 'NR > 1 { n++; x += $4 } END { print x / n - 1 }' truth.csv)
near "pareto-nbd: repeats in $weeks weeks" "$got" "$want" .05
near "pareto-nbd: expected_repeats" "$(truth expected_repeats)" "$want" .01
awk -F, 'NR > 1 { n++; l += $8; m += $9; if ($7 == "model") d++ }
	END { print l / n, m / n, d / n }' truth.csv >means
read -r lambda mu left <means
near "pareto-nbd: mean of lambda, r / alpha" "$lambda" .052307 .001
near "pareto-nbd: mean of mu, s / beta" "$mu" .051950 .001
# P(left by t) = 1 - (beta / (beta + t))^s
share "pareto-nbd: share who left" "$left" "$(awk \
	'BEGIN { print 1 - (11.669 / (11.669 + 364.5 / 7))^.6062 }')" 100000
near "gamma-gamma: mean, p gamma / (q - 1)" \
	"$(awk -F, 'NR > 1 { n++; x += $10 } END { print x / n }' truth.csv)" 35.1676 .5
near "gamma-gamma: expected_value" "$(truth expected_value)" 35.1676 .0001
near "gamma-gamma: mean order" \
	"$(awk -F, 'NR > 1 { n++; x += $4 } END { print x / n }' orders.csv)" 35.1676 .7
# given nu, an order has the coefficient of variation 1 / sqrt(p)
near "gamma-gamma: spread of one customer's orders" "$(awk -F, '
	FNR == 1 { next }
	FILENAME == "truth.csv" { mean[$1] = $10; next }
	{ d = $4 / mean[$2] - 1; n++; s += d * d }
	END { print s / n }' truth.csv orders.csv)" .16 .004
is "truth: orders" "$(awk -F, 'FNR == 1 { next }
	FILENAME == "orders.csv" { n[$2]++; last[$2] = $3; if (!($2 in first)) first[$2] = $3; next }
	$4 != n[$1] || $5 != n[$1] || $2 != first[$1] || $3 != last[$1] ||
	($6 != "" && $6 < $3) || ($6 == "") != ($7 == "")' orders.csv truth.csv)" ""

# Fader, Hardie and Lee 2005: a new customer buys 1.0405 times in 31.8571 weeks
cs-simulate --model bg-nbd --customers 100000 --entry 1d --days 223 \
	--truth truth.csv -o orders.csv
near "bg-nbd: repeats in 31.8 weeks" \
	"$(awk -F, 'NR > 1 { n++; x += $4 } END { print x / n - 1 }' truth.csv)" 1.0405 .03
near "bg-nbd: mean of p, a / (a + b)" \
	"$(awk -F, 'NR > 1 { n++; x += $9 } END { print x / n }' truth.csv)" .24633 .005
is "bg-nbd: nobody leaves with the first order" \
	"$(awk -F, '$7 == "model" && ($4 == 1 || $3 != $6)' truth.csv)" ""

# what is fitted to drawn orders is near what they were drawn with
cs-simulate --model mbg-nbd --customers 100000 --entry 1d --days 273 \
	--truth truth.csv -o orders.csv
near "mbg-nbd: who leaves with the first order, a / (a + b)" \
	"$(awk -F, 'NR > 1 { n++; x += $7 == "model" && $4 == 1 } END { print x / n }' truth.csv)" .3558 .006
cs-clv -q -t parameters -f csv --holdout none orders.csv >parameters.csv
near "mbg-nbd: r again" "$(awk -F, '$2 == "r" { print $3 }' parameters.csv)" .5248 .05
near "mbg-nbd: a / (a + b) again" \
	"$(awk -F, '$2 == "mean_dropout" { print $3 }' parameters.csv)" .3558 .01
cs-simulate --model bg-nbd --regularity 3 --customers 40000 --entry 1d --days 730 \
	--parameters r=2,alpha=2,a=.5,b=3 --truth-parameters p.csv -o orders.csv
is "regularity in the truth" "$(grep regularity p.csv)" regularity,3
cs-clv -q -t parameters -f csv --holdout none --model bg-nbd --regularity 3 \
	orders.csv >parameters.csv
near "regularity 3: alpha again" "$(awk -F, '$2 == "alpha" { print $3 }' parameters.csv)" 2 .1
near "regularity 3: r again" "$(awk -F, '$2 == "r" { print $3 }' parameters.csv)" 2 .1

# --- contracts

# payments.awk: from the export alone, reached, at risk and lapsed by number
cat >payments.awk <<'AWK'
NR > 1 {
	if ($5 != n[$2] + 1)
		print "payment " $5 " of " $2 " follows " n[$2] > "/dev/stderr"
	n[$2] = $5
	reached[$5]++
}
END {
	for (i = 1; i in reached; i++)
		print "reached_" i "," reached[i]
}
AWK
cs-simulate --model contract --customers 50000 --entry 1y --days 1100 \
	--truth truth.csv --truth-parameters parameters.csv -o orders.csv
none "contract: payments are numbered" "$(awk -F, -f payments.awk orders.csv 2>&1 >reached)"
is "contract: reached" "$(grep -c . reached) $(grep ^reached_ parameters.csv | cmp - reached)" \
	"$(grep -c ^reached_ parameters.csv) "
n=0 alive=1
for hazard in .05 .35 .1 .05 .03 .01 .01 .01; do
	n=$((n + 1))
	is "contract: hazard_$n" "$(truth hazard_$n | sed 's/^0//')" "$hazard"
	alive=$(awk -v a="$alive" -v h="$hazard" 'BEGIN { printf "%.12g", a * (1 - h) }')
	near "contract: survival_$n" "$(truth survival_$n)" "$alive" 1e-9
	share "contract: lapsed after $n" \
		"$(awk -v d="$(truth lapsed_$n)" -v r="$(truth at_risk_$n)" 'BEGIN { print d / r }')" \
		"$hazard" "$(truth at_risk_$n)"
done
near "contract: shares of lapses add up" \
	"$(awk -F, '/^lapse_share_/ { s += $2 } END { print s }' parameters.csv)" 1 1e-9
is "contract: who lapsed after its last payment, and who did not" "$(awk -F, \
	'NR > 1 && ($8 != 0 && $8 != $4 || ($8 == 0) != ($6 == ""))' truth.csv)" ""
is "contract: one amount each" "$(awk -F, 'NR > 1 { if ($2 in a && a[$2] != $4) print; a[$2] = $4 }' orders.csv)" ""

# counted while simulating, and by a command that knows the export only
cs-simulate --model contract --every 30 --customers 5000 --end 2025-12-31 \
	--truth-parameters parameters.csv -o orders.csv
cs-lifetime -q -f csv -t payments --every 30 --as-of 2025-12-31 orders.csv |
	sed 1d | cut -d, -f1-4 >got
awk -F, '/^(reached|at_risk|lapsed)_/ { sub(/_[0-9]+$/, "", $1); line = line "," $2
	if ($1 == "lapsed") { print ++n line; line = "" } }' parameters.csv >want
ok "contract: reached, at risk and lapsed are those of cs-lifetime" cmp want got
ok "... for many payments" test "$(wc -l <got)" -ge 20

# in months too, from the days on which they pay; who began on the last day of a short
# month is given until the last of the next
cs-simulate --model contract --customers 20000 --end 2025-12-31 \
	--truth-parameters parameters.csv -o orders.csv
cs-lifetime -q -f csv -t payments --every 1m --as-of 2025-12-31 orders.csv |
	sed 1,2d | cut -d, -f1-4 >got
awk -F, '/^(reached|at_risk|lapsed)_/ { sub(/_[0-9]+$/, "", $1); line = line "," $2
	if ($1 == "lapsed") { if (++n > 1) print n line; line = "" } }' parameters.csv >want
ok "contract: the same by the month, without any grace" cmp want got
for every in 1m 3m 1y; do
	cs-simulate --model contract --hazards 0 --every $every --days 2000 \
		--customers 2000 -o orders.csv
	is "contract: nobody leaves who pays every $every" \
		"$(cs-lifetime -q -f csv --every $every orders.csv | sed 1d | cut -d, -f1,2)" 2000,0
	is "... and nobody's silence is a lapse" \
		"$(cs-churn -q -f csv -t periods --period year --every $every orders.csv |
			awk -F, 'NR > 1 { sum += $5 } END { print sum }')" 0
done

cs-simulate --model contract --customers 20000 --group a=.5 --group b=.5:lapse-factor=2 \
	--truth-parameters parameters.csv -o orders.csv
near "groups: hazard_1 of the whole" "$(truth hazard_1)" .075 1e-9
# (.95 x .35 + .9 x .7) / (.95 + .9)
near "groups: hazard_2 is weighted by who is left" "$(truth hazard_2)" .5202702703 1e-9
share "groups: lapsed after 2" "$(awk -v d="$(truth lapsed_2)" -v r="$(truth at_risk_2)" \
	'BEGIN { print d / r }')" .5202702703 "$(truth at_risk_2)"

# sBG: P(lapse after n | not before) = alpha / (alpha + beta + n - 1)
cs-simulate --model sbg --parameters alpha=1,beta=3 --every 1w --customers 50000 \
	--truth-parameters parameters.csv -o orders.csv
for n in 1 2 5; do
	hazard=$(awk -v n=$n 'BEGIN { print 1 / (3 + n) }')
	near "sbg: hazard_$n" "$(truth hazard_$n)" "$hazard" 1e-5
	share "sbg: lapsed after $n" \
		"$(awk -v d="$(truth lapsed_$n)" -v r="$(truth at_risk_$n)" 'BEGIN { print d / r }')" \
		"$hazard" "$(truth at_risk_$n)"
done

# due days are counted from the first payment: January 31 does not become 28
cs-simulate --model contract --hazards 0 --customers 1 --start 2024-01-31 --entry 1 \
	--days 400 -o orders.csv
is "contract: the ends of months" "$(sed '1,2d' orders.csv | head -n 4 | cut -d, -f3 | tr '\n' ' ')" \
	"2024-02-29 2024-03-31 2024-04-30 2024-05-31 "
cs-simulate --model contract --hazards 0 --customers 50 --every 1w --entry 1 --days 100 \
	--late-days 3 -o orders.csv
is "contract: late by 0 to 3 days" "$(awk -F, 'function day(d) { split(d, p, "-")
		return p[3] + (p[2] > 1 ? 31 : 0) + (p[2] > 2 ? 29 : 0) + (p[2] > 3 ? 31 : 0) }
	NR > 1 { late[day($3) - 1 - 7 * ($5 - 1)]++ }
	END { for (d in late) n++; print n, (late[0] > 0), (late[3] > 0) }' orders.csv)" "4 1 1"
cs-simulate --model contract --customers 300 -o whole.csv
cs-simulate --model contract --customers 300 --book-start 2025-01-01 -o book.csv
awk -F, 'NR == 1 || $3 >= "2025-01-01"' whole.csv >want.csv
ok "a book that begins in the middle" cmp want.csv book.csv

# --- rows

rows='--customers 2000 --refund-rate .05 --group north=.4 --group south=.6'
# shellcheck disable=SC2086
cs-simulate $rows -o plain.csv
# shellcheck disable=SC2086
cs-simulate $rows --line-items 2.5 --truth-parameters parameters.csv -o items.csv
# shellcheck disable=SC2016
total='NR > 1 { if (!($1 in s)) id[++n] = $1; s[$1] += $4 }
	END { for (i = 1; i <= n; i++) printf "%s,%.2f\n", id[i], s[id[i]] }'
awk -F, "$total" plain.csv >plain.sums
awk -F, "$total" items.csv >items.sums
ok "line items add up to the order" cmp plain.sums items.sums
near "line items: rows of an order" "$(awk -v r="$(truth rows)" -v o="$(truth orders)" \
	-v f="$(truth refunds)" 'BEGIN { print (r - f) / o }')" 2.5 .15
is "line items: each of a cent at least" "$(awk -F, 'NR > 1 && $4 > -.01 && $4 < .01' items.csv)" ""
is "counts: revenue" "$(cs-pareto -q -f csv items.csv | sed -n '2s/^[0-9]*,\([0-9.]*\),.*/\1/p')" \
	"$(truth revenue)"
is "counts: rows" "$(sed 1d items.csv | wc -l | tr -d ' ')" "$(truth rows)"
share "refunds" "$(awk -v o="$(truth orders)" -v f="$(truth refunds)" 'BEGIN { print f / o }')" \
	.05 "$(truth orders)"

cs-retention -q -f csv plain.csv >want
for option in '--line-items 3' '--decimal , --date-format dmy' '--delimiter tab --date-format compact' \
	'--delimiter | --date-format mdy' '--with country,channel,currency' '--with quantity --line-items 2'; do
	# shellcheck disable=SC2086
	cs-simulate $rows $option -o other.csv
	cs-retention -q -f csv other.csv >got 2>got.err
	ok "$option: the same figures" cmp want got
	none "$option: no complaint" "$(cat got.err)"
	# shellcheck disable=SC2086
	cs-simulate $rows $option --dirty .1 --anonymous .1 \
		--truth-parameters parameters.csv -o other.csv
	cs-retention -q -f csv --skip-bad=rejects.csv other.csv >got 2>/dev/null
	ok "$option --dirty: the same figures" cmp want got
	is "$option --dirty: rows set aside" \
		"$(cs-retention -q -f json --skip-bad other.csv 2>/dev/null | sed -n 's/.*"rows_bad": \([0-9]*\).*/\1/p')" \
		"$(awk -F, '/^dirty_/ && !/no_customer/ { s += $2 } END { print s }' parameters.csv)"
	rm -f rejects.csv
	cs-pareto -q -f csv --date date --skip-bad other.csv >got 2>/dev/null
	cs-pareto -q -f csv --date date plain.csv >want.pareto
	ok "$option --dirty: cs-pareto too" cmp want.pareto got
done
# shellcheck disable=SC2086
cs-simulate $rows --dirty .3 -o dirty.csv
grep -v ^X dirty.csv >got
ok "dirty rows stand between the others" cmp plain.csv got

# --- contacts

# agree: contacts.csv and orders.csv say what truth.csv and parameters.csv say
cat >contacts.awk <<'AWK'
function wrong(text) { if (++wrongs <= 5) print text }
FNR == 1 { file++; for (i = 1; i <= NF; i++) at[file, $i] = i; next }
file == 1 {
	ordered[$at[1, "order_id"]] = $at[1, "date"]
	by[$at[1, "order_id"]] = $at[1, "customer_id"]
	if ($at[1, "late"] == "yes") late[$at[1, "customer_id"]]++
}
file == 2 {
	c = $at[2, "customer"]; kind = $at[2, "kind"]; date = $at[2, "date"]
	order = $at[2, "order"]; score = $at[2, "score"]
	if (by[order] != c || ordered[order] > date) wrong("order of " $0)
	if (date < before) wrong("not in order: " $0)
	before = date
	n[kind]++
	if (kind == "complaint" && complained[c]++) wrong("complained twice: " $0)
	if (kind == "survey" && asked[c]++) wrong("called twice: " $0)
	if ((kind == "survey") != (score != "")) wrong("score: " $0)
	if (score != "" && score <= 2) revealed[c] = 1
	if ($at[2, "resolved"] != "") resolved[c] = 1
	if ($at[2, "responded"] != "" && $at[2, "responded"] < date ||
	    $at[2, "resolved"] != "" && $at[2, "resolved"] <= date) wrong("answer: " $0)
}
file == 3 {
	c = $1
	if ($at[3, "late_orders"] != late[c] + 0) wrong("late: " $0)
	if (($at[3, "complained"] == "true") != (c in complained)) wrong("complained: " $0)
	if (($at[3, "resolved"] == "true") != (c in resolved)) wrong("resolved: " $0)
	if (($at[3, "asked"] == "true") != (c in asked)) wrong("asked: " $0)
	if (($at[3, "revealed"] == "true") != (c in revealed)) wrong("revealed: " $0)
	bad = $at[3, "dissatisfied"] == "true"
	if (!bad && (c in complained || c in revealed || $at[3, "left_reason"] == "dissatisfied"))
		wrong("satisfied: " $0)
	if (($at[3, "silent"] == "true") != (bad && !(c in complained))) wrong("silent: " $0)
	if ($at[3, "left_reason"] == "dissatisfied" && $at[3, "dissatisfied_order"] != $at[3, "orders"])
		wrong("left: " $0)
	if (bad) sum["dissatisfied_customers"]++
	if (bad && !(c in complained)) sum["silent"]++
	if (c in complained) sum["complained"]++
	if (c in resolved) sum["resolved"]++
	if (c in asked) sum["asked"]++
	if (c in asked && bad && !(c in complained)) sum["asked_silent"]++
	if (c in revealed) sum["revealed"]++
	if (c in revealed && c in complained) sum["complained_and_revealed"]++
	if (late[c] > 0) sum["exposed"]++
	if (late[c] > 0 && !(c in complained)) sum["exposed_no_complaint"]++
	sum["left_" $at[3, "left_reason"]]++
}
file == 4 { value[$1] = $2 }
END {
	for (k in sum)
		if (k in value && value[k] != sum[k]) wrong(k " is " value[k] ", not " sum[k])
	for (k in n)
		if (value["contacts_" k] != n[k]) wrong("contacts_" k)
	if (!(sum["dissatisfied_customers"] > 0 && sum["revealed"] > 0)) wrong("nothing to see")
	if (value["complained"] + value["silent"] != value["dissatisfied_customers"]) wrong("sum")
}
AWK

# contacts OPTIONS
contacts()
{
	cs-simulate --customers 30000 --contacts contacts.csv --truth truth.csv \
		--truth-parameters parameters.csv -o orders.csv "$@"
	none "contacts $*: all files agree" \
		"$(awk -F, -f contacts.awk orders.csv contacts.csv truth.csv parameters.csv)"
}

contacts
share "complained, of the dissatisfied" "$(awk -v c="$(truth complained)" -v d="$(truth dissatisfied_customers)" \
	'BEGIN { print c / d }')" .4 "$(truth dissatisfied_customers)"
share "called, of all" "$(awk -v a="$(truth asked)" 'BEGIN { print a / 30000 }')" .1 30000
share "revealed, of the silent who were called" "$(awk -v r="$(truth revealed_silent)" \
	-v a="$(truth asked_silent)" 'BEGIN { print r / a }')" .8 "$(truth asked_silent)"
share "called: the silent no more often than others" "$(awk -v s="$(truth silent)" \
	-v a="$(truth asked_silent)" 'BEGIN { print a / s }')" .1 "$(truth silent)"
share "late orders" "$(awk -F, 'NR > 1 { n++; l += $5 == "yes" } END { print l / n }' orders.csv)" \
	.08 "$(truth orders)"
awk -F, 'NR > 1 && $17 == "true" && !($7 == "model" && $13 == $4) {
	n++; l += $7 == "dissatisfied" } END { print l / n, n }' truth.csv >means
read -r left n <means
share "left, of the silent who would not have left with that order" "$left" .5 "$n"

contacts --model contract --hazards .05 --both-channels 1 --reveal .5 --leave-satisfied .02
is "both channels: every complainer who is called reveals" "$(truth complained_and_revealed)" \
	"$(awk -F, '$14 == "true" && $17 == "true"' truth.csv | wc -l | tr -d ' ')"
contacts --model contract --hazards .2 --selection 1 --failure-rate .02
is "selection: whoever lapses by itself has had a late order" \
	"$(awk -F, 'NR > 1 && $7 == "model" && $10 == 0' truth.csv)" ""
contacts --failure-rate 0 --dissatisfied 1 --complain 1 --resolve 0 --proactive 1 --reveal 1 \
	--leave-unresolved 1
is "all dissatisfied, all complain, all leave with their first order" \
	"$(truth dissatisfied_customers) $(truth complained) $(truth orders) $(truth silent)" \
	"30000 30000 30000 0"
is "all called, all reveal" "$(truth asked) $(truth revealed) $(truth resolved)" "30000 30000 0"

# --- wrong usage, and files that cannot be written

# refuses MESSAGE OPTIONS ...
refuses()
{
	pattern=$1
	shift
	try cs-simulate "$@"
	is "cs-simulate $*: exit status" "$status" 2
	like "cs-simulate $*: message" "$err" "^cs-simulate: error: .*$pattern"
	is "cs-simulate $*: no output" "$out" ""
}

refuses 'unexpected operand' orders.csv
refuses 'from 1 to' --customers 0
refuses '36525' --days 40000
refuses '9999-12-30' --start 9999-06-01
refuses 'two ways' --days 3 --end 2024-05-01
refuses 'before --start' --end 2023-05-01
refuses 'longer than' --days 30 --entry 1y
refuses 'above 0' --entry 0
refuses 'cannot read "r"' --parameters r
refuses 'no parameter "x=1"' --parameters x=1
refuses 'r wants a number' --parameters r=-1
refuses 'q wants a number' --values q=1
refuses 'does not belong' --values r=1
refuses 'model bg-nbd has no s' --model bg-nbd --parameters s=1
refuses 'model contract has no r' --model contract --parameters r=1
refuses 'model sbg has no lapse-factor' --model sbg --group a=1:lapse-factor=2
refuses 'orders a customer' --parameters r=1000,alpha=1
refuses 'mean value' --values gamma=1e6
refuses 'probabilities' --model contract --hazards .1,1.5
refuses 'probabilities' --model contract --hazards .1,
refuses '--model contract' --hazards .1
refuses '--model contract or sbg' --every 1m
refuses 'overtake' --model contract --every 1w --late-days 7
refuses 'add up to 0.9' --group a=.4 --group b=.5
refuses 'was given before' --group a=.4 --group a=.6
refuses 'as a share' --group a=2
refuses 'NAME=SHARE' --group 'a,b=1'
refuses 'another column "date"' --group a=1 --group-column date
refuses 'wants a name' --group a=1 --group-column a,b
refuses 'wants NAME' --group "$(printf '\377')=1"
refuses 'goes with --contacts' --group a=1:failure-rate=.1
refuses 'goes with --contacts' --complain .3
refuses 'goes with --contacts' --resolve-days 3
refuses 'complaints before it' --contacts c --book-start 2025-01-01
refuses 'not between' --book-start 2028-01-01
refuses 'cannot be the same' --delimiter , --decimal ,
refuses 'one of , ; ' --delimiter x
refuses 'from 0 to 1' --dirty 2
refuses 'from 1 to 50' --line-items 0.5
refuses 'standard output' --truth -
refuses 'would both go to one\.csv' --truth one.csv -o one.csv

try cs-simulate -o none/orders.csv
is "no such folder: exit status" "$status" 1
like "no such folder: message" "$err" 'error: cannot write none/orders.csv: No such file'
if [ -w /dev/full ]; then
	try cs-simulate --truth kept.csv -o /dev/full
	is "a full disk: exit status" "$status" 1
	like "a full disk: message" "$err" 'error: cannot write /dev/full: No space left'
	is "a full disk: nothing else is written" "$(find . -name 'kept*' -o -name '*.tmp')" ""
else
	skip 3 'no /dev/full'
fi
echo old >old.csv
try cs-simulate --truth none/truth.csv -o old.csv
is "whole or not at all" "$status $(cat old.csv)" "1 old"
cs-simulate --customers 3000000 -o killed.csv &
for _ in 1 2 3 4 5 6 7 8 9 10; do
	sleep .2
	[ -z "$(find . -name '*.tmp')" ] || break
done
kill "$!"
wait "$!" 2>/dev/null
is "a signal ends it" "$?" 143
is "... and nothing stays behind" "$(find . -name 'killed*' -o -name '*.tmp')" ""
{
	cs-simulate --customers 100000 2>pipe.err
	echo $? >pipe.status
} | head -n 1 >pipe.out
is "a closed pipe is a quiet end" "$(cat pipe.out pipe.status pipe.err)" \
	"order_id,customer_id,date,amount
0"
{ cs-simulate --customers 20000 --truth truth.csv; } | head -n 1 >pipe.out
is "a closed pipe: other files are written" "$(wc -l <truth.csv | tr -d ' ')" 20001

done_testing
