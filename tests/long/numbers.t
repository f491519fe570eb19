#!/bin/sh
# numbers.t - the commands' numbers worked out again by R and its package survival,
# which are not ours.
set -u
. tests/lib.sh

awk -f tests/spells.awk >"$tmp/spells.csv"

# in_r FILE CUSTOMER DATE AMOUNT [ORDER [GROUP]]: as numbers.R has them
in_r()
{
	file=$1 got=$tmp/got/
	rm -rf "$got"
	mkdir "$got"
	try cs-retention -q -f csv -t summary,within,ladder,gaps -o "$got" "$file"
	is "$file: cs-retention" "$status" 0
	try cs-pareto -q -f csv -o "${got}pareto.csv" "$file"
	is "$file: cs-pareto" "$status" 0
	if [ -n "${6-}" ]; then
		try cs-retention -q -f csv -t compare --group "$6" \
			-o "${got}compare.csv" "$file"
		is "$file: cs-retention --group" "$status" 0
	fi
	case $file in
	testdata/*)
		try cs-pareto -q -f csv --bootstrap 2000 -o "${got}bootstrap.csv" "$file"
		is "$file: cs-pareto --bootstrap" "$status" 0
		;;
	esac
	try cs-retention -q -f json -t ladder "$file"
	lapse=$(sed -n 's/.*"lapse_after_days": \([0-9]*\).*/\1/p' "$tmp/out")
	shift
	none "$file: R agrees" \
		"$(Rscript --vanilla tests/numbers.R "$file" "$got" "$lapse" "$@" 2>&1)"
}

# written TABLES FILE OPTIONS: cs-lifetime's, into $got
written()
{
	got=$tmp/got/ what="cs-lifetime $3 ${2##*/}"
	rm -rf "$got"
	# shellcheck disable=SC2086
	try cs-lifetime -q -f csv -t "$1" -o "$got" $3 "$2"
	is "$what" "$status" 0
}

# r_agrees ARGUMENT ...: with what is written, by lifetime.R
r_agrees()
{
	none "$what: R agrees" "$(Rscript --vanilla tests/lifetime.R "$@" 2>&1)"
}

# lifetimes FILE OPTIONS ARGUMENT ...: as lifetime.R has them
lifetimes()
{
	file=$1
	written all "$file" "$2"
	shift 2
	r_agrees "$file" "$got" "$@"
}

# model FILE OPTIONS DISCOUNT
model()
{
	written payments,sbg,projection "$1" "$2"
	r_agrees sbg "$got" "${3-}"
}

# causes FILE OPTIONS TIME CAUSE [GROUP [TYPE]]
causes()
{
	file=$1
	written all "$file" "$2"
	shift 2
	r_agrees causes "$file" "$got" "$@"
}

if Rscript --vanilla -e 'library(survival)' >/dev/null 2>&1; then
	awk -f tests/herds.awk >"$tmp/herds.csv"
	rm -rf "$tmp/got"
	try cs-lifetime -q -f csv -t summary,curve,compare -o "$tmp/got/" --time time \
		--event event --group arm --cluster herd "$tmp/herds.csv"
	is 'cs-lifetime --cluster' "$status" 0
	none 'cs-lifetime --cluster: R agrees' "$(Rscript --vanilla tests/lifetime.R \
		clusters "$tmp/got/" "$tmp/herds.csv" 2>&1)"
	lifetimes "$tmp/spells.csv" '--time time --event event' time 'event == "yes"'
	lifetimes "$tmp/spells.csv" \
		'--time time --event event!=yes --group arm --conf-type log --restrict-to 20.5' \
		time 'event != "yes"' '' arm log
	lifetimes "$tmp/spells.csv" \
		'--time time --event event --entry entry --group arm --conf-type plain' \
		time 'event == "yes"' entry arm plain
	awk -F, 'NR == 1 { print "time,cause,arm" } NR > 1 {
		cause = NR % 7 < 3 ? "price" : NR % 7 < 6 ? "moved" : "died"
		print $4 "," ($6 == "yes" ? cause : "") "," $7 }' \
		"$tmp/spells.csv" >"$tmp/causes.csv"
	causes "$tmp/causes.csv" '--time time --cause cause' time cause
	causes "$tmp/causes.csv" '--time time --cause cause --group arm --conf-type log' \
		time cause arm log
	try cs-simulate --customers 700 --days 500 -o "$tmp/orders.csv"
	try cs-lifetime -q -f csv -t payments --lapse-after 75d \
		-o "$tmp/payments.csv" "$tmp/orders.csv"
	is 'weighted life table' "$status" 0
	none 'weighted life table: R agrees' "$(Rscript --vanilla \
		tests/lifetime.R weights "$tmp/orders.csv" "$tmp/" 75 2>&1)"
	model testdata/orders.csv.gz '--every 2m --grace 15d --group country'
	model testdata/orders.csv.gz '--every 1m --grace 15d --discount .1' \
		"$(awk 'BEGIN { printf "%.17g", 1.1 ^ (1 / 12) - 1 }')"
	in_r testdata/orders.csv.gz customer_id date amount order_id country
	if [ -n "$REALDATA" ]; then
		lifetimes "$REALDATA/aml.csv" '--time time --event status --group x' \
			time 'status == 1' '' x
		lifetimes "$REALDATA/lung.csv" \
			'--time time --event status=2 --group ph.ecog --conf-type log' \
			time 'status == 2' '' ph.ecog log
		model "$REALDATA/sbg.csv" \
			'--survivors highend,regular --where year<=7 --discount .1' .1
		in_r "$REALDATA/cdnow.csv" customer_id date amount
		in_r "$REALDATA/online_retail.csv.gz" CustomerID InvoiceDate \
			'Quantity * UnitPrice' InvoiceNo Country
	else
		skip 13 "no REALDATA"
	fi
else
	skip 34 "no R with the package survival"
fi

done_testing
