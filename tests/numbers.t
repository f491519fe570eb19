#!/bin/sh
# numbers.t - the commands' numbers worked out again by others: by reference.py,
# which is written from the definitions, over many options, and by R and its
# package survival, which are not ours. What SQL can say is in sql.t.
set -u
. tests/lib.sh

# --- reference.py

# opinion COMMAND OPTIONS FILE: in $folder; called by eval
# shellcheck disable=SC2317
opinion()
{
	none "$*" "$(cd "$folder" && python3 "$tests/reference.py" "$@" 2>&1)"
}

tests=$PWD/tests

# lines of options for one command and file; # begins a comment
opinions()
{
	while read -r line; do
		case $line in
		'' | '#'*) ;;
		*) eval "opinion $1 $line $2" ;;
		esac
	done
}

if command -v python3 >/dev/null 2>&1; then
	folder=testdata
	opinions 'cs-retention --lapse-after 60d' retention-hand.csv <<'END'
--from 2024-02
--to 2024-03
--from 2024-02-01 --to 2024-04-30
--first-from 2024-02
--first-to 2024-01
--first-from 2024-02 --first-to 2024-02 --from 2024-03
--as-of 2024-03-31
--as-of 2024-02-29 --to 2024-01
--as-of 2025-01-31
--group shop
--group shop --no-total --reference south
--group shop --from 2024-02
--occasion day
--occasion day --group shop --as-of 2024-05
--period week --inactive 2
--period quarter --inactive 1
--period year
--days 0,7,29,30,31,59,60,120,121 --group shop
--where shop=north
--exclude shop=south --exclude customer=bea
--line-items once
END
	opinions cs-retention weeks.csv <<'END'
--lapse-after 1w --period week --inactive 2
--lapse-after 1w --period week --from 2021
--lapse-after 1w --period quarter --to 2020-12-31
--lapse-after 1m --as-of 2021-01-31 --inactive 1
--every 1w --grace 2 --to 2021-01-10 --period week
END
	opinions "cs-retention --lapse-after 1m --customer 'Email,Guest phone'" \
		shop.csv <<'END'
--where Currency=EUR
--where Currency=EUR --status 'Financial Status' --count paid
--where Currency=EUR --quantity 'Lineitem quantity' --price 'Lineitem price'
--exclude Currency=USD --exclude 'Financial Status=pending,refunded'
END
	opinions 'cs-retention --lapse-after 30' line-items.csv <<'END'
--line-items sum
--line-items once
--line-items once --occasion day --group shop
END
	opinions cs-retention orders.csv.gz <<'END'
--group country
--every 1m --grace 5 --group channel --period quarter --occasion day
--lapse-after 1y --from 2024-06 --to 2025-06 --period quarter
--as-of 2025-06-30 --first-from 2024-07 --period year --inactive 1
--first-to 2024-03 --period week --days 1,2,3,400 --group channel
END
	opinions 'cs-pareto -t all' pareto-hand.csv <<'END'

--measure orders
--measure quantity --quantity units
--measure units
--by region
--by region --measure units
--by order
--classes 50,70,90
--classes 10,20,30,40,50,60,100
--target 90 --top-percent 33.3
--target 100 --top-percent 100
--percents 0.5,14,15,28.6
--limit 3
--bootstrap 99
--where region=west
--exclude region=west --measure orders
--line-items once
END
	opinions 'cs-pareto -t all' retention-hand.csv <<'END'
--from 2024-02
--to 2024-03
--as-of 2024-01
--group shop
--group shop --no-total --limit 1
--from 2024-02 --group shop
--from 2024-03 --first-to 2024-01
--from 2024-02 --first-to 2024-01 --measure orders
--first-from 2024-02 --first-to 2024-02
END
	opinions 'cs-pareto -t all' line-items.csv <<'END'
--line-items sum
--line-items once
--line-items once --measure orders --group shop
END
	opinions 'cs-pareto -t all' orders.csv.gz <<'END'
--group country
--measure orders --group channel --classes 20,40,60
--by country --percents 34,67,100
--from 2025-03 --to 2025 --limit 100
END
else
	skip 73 "no python3"
fi

# --- R

# in_r FILE CUSTOMER DATE AMOUNT [ORDER [GROUP]]: as numbers.R has them
in_r()
{
	file=$1 got=$tmp/got/
	rm -rf "$got"
	mkdir "$got"
	try cs-retention -q -f csv -t summary,within,ladder -o "$got" "$file"
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

if Rscript --vanilla -e 'library(survival)' >/dev/null 2>&1; then
	in_r testdata/orders.csv.gz customer_id date amount order_id country
	if [ -n "$REALDATA" ]; then
		in_r "$REALDATA/cdnow.csv" customer_id date amount
		in_r "$REALDATA/online_retail.csv.gz" CustomerID InvoiceDate \
			'Quantity * UnitPrice' InvoiceNo Country
	else
		skip 7 "no REALDATA"
	fi
else
	skip 12 "no R with the package survival"
fi

done_testing
