#!/bin/sh
# numbers.t - the commands' numbers worked out again by reference.py, which is
# written from the definitions, over many options. What SQL can say is in sql.t,
# what R can, in long/numbers.t.
set -u
. tests/lib.sh

# opinion COMMAND OPTIONS FILE: in $folder; called by eval
# shellcheck disable=SC2317
opinion()
{
	none "$*" "$(cd "$folder" && python3 "$tests/reference.py" "$@" 2>&1)"
}

tests=$PWD/tests
awk -f tests/spells.awk >"$tmp/spells.csv"

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
--from 2024-02-10 --to 2024-04-10
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
	opinions 'cs-retention -t gaps' retention-hand.csv <<'END'

--from 2024-02
--from 2024-02-01 --to 2024-03
--first-to 2024-01 --as-of 2024-05
--group shop --no-total
--occasion day
END
	opinions 'cs-retention -t gaps' orders.csv.gz <<'END'
--group channel --from 2025-06
--as-of 2024-09 --occasion day
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
--where Currency=EUR --status none
--where Currency=EUR --status 'Financial Status' --count paid
--where Currency=EUR --quantity 'Lineitem quantity' --price 'Lineitem price' --status none
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
--from 2024-08-20 --to 2024-10 --days 5,400 --group country
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
	# tails that intervals reach into: x^(-1 / 2.5), of groups x^(-1 / 1.5) and less
	folder=$tmp
	awk 'BEGIN { print "customer,date,amount,shop"
		for (i = 1; i <= 900; i++) printf "c%d,2024-01-01,%.4f,%s\n", i,
			10 * ((i - .5) / 900)^(-1 / (i % 3 ? 2.5 : 1.5)),
			i % 3 ? "light" : "heavy" }' >"$tmp/tail.csv"
	opinions 'cs-pareto -t all' tail.csv <<'END'

--group shop
--top-percent 1
--top-percent 60 --group shop
END
	folder=testdata
	opinions 'cs-lifetime -t all' retention-hand.csv <<'END'
--lapse-after 60d
--lapse-after 60d --group shop
--lapse-after 20 --group shop --no-total --period week
--lapse-after 45d --occasion day --period month --group shop
--lapse-after 60d --from 2024-02
--lapse-after 30d --to 2024-03 --period month
--lapse-after 30d --from 2024-02 --to 2024-02 --group shop
--lapse-after 1m --first-from 2024-02
--lapse-after 1m --first-to 2024-01 --period quarter
--lapse-after 30d --as-of 2024-12-31 --group shop
--lapse-after 200d
--every 1m --grace 5d --line-items once
END
	opinions 'cs-lifetime -t all' weeks.csv <<'END'
--every 1w --grace 2 --period week
--lapse-after 1m --period month --conf-type plain --negligible .9
END
	opinions 'cs-lifetime -t all' orders.csv.gz <<'END'

--every 1m --grace 15d --group country --discount .1
--lapse-after 90d --group channel --period quarter --conf-type plain
--lapse-after 2m --from 2024-06 --to 2025-03 --period month --fit-to 5
--discount .05 --from 2024-09 --occasion day --conf-type log --horizon 0
--lapse-after 45 --restrict-to 100.5 --negligible .3 --period week
--every 1w --as-of 2025-06-30 --first-from 2024-07 --no-total --group channel
END
	opinions 'cs-lifetime -t all --customer policy' policies.csv <<'END'
--every 1m --grace 15d --number payment
--every 1m --grace 15d --number payment --group region --period quarter
--every 1m --group region --from 2024-06 --to 2024-12 --period month
--lapse-after 45 --number payment --first-from 2024-03 --as-of 2024-11-30 --discount .08
END
	opinions 'cs-lifetime -t all --start start --end end' contracts.csv <<'END'

--group plan --as-of 2024-12-31
--first-from 2023-03 --first-to 2023-12 --conf-type log
END
	opinions 'cs-lifetime -t all --time time --group arm' durations.csv <<'END'
--event event
--event event=0 --entry entry --conf-type plain
--event event --entry entry --restrict-to 9.75
END
	opinions 'cs-lifetime -t all' survivors.csv <<'END'
--survivors members
--survivors members --fit-to 4 --discount .1 --period quarter --horizon 3
END
	# payments that number themselves: some begin late, leave numbers out or
	# have one twice
	folder=$tmp
	gzip -dc testdata/orders.csv.gz | awk -F , 'NR == 1 { print $0 ",n"; next } {
		id = substr($2, 2) + 0
		if (!($2 in n))
			n[$2] = id % 5 == 0 ? 2 : 0
		if ($4 >= 0 && (n[$2] == 0 || NR % 11 > 0))
			n[$2] += 1 + (id % 7 == 0)
		print $0 "," (n[$2] > 0 ? n[$2] : 1) }' >"$tmp/numbered.csv"
	opinions 'cs-lifetime -t all --number n' numbered.csv <<'END'

--lapse-after 60d --group country --period quarter
--every 1m --grace 10 --from 2024-06 --to 2025-06 --discount .2
--lapse-after 30 --occasion day --group channel --no-total --period month
END
	opinions 'cs-lifetime -t all --start from --end until' spells.csv <<'END'

--as-of 2024-06
--as-of 2026 --group arm
--first-from 2024-01 --first-to 2024-03 --conf-type plain
--first-to 2023-02
--where arm=a,b --group arm --no-total --restrict-to 30
END
	opinions 'cs-lifetime -t all --time time' spells.csv <<'END'
--event event
--event event=no --group arm --conf-type log
--event event --entry entry
--event event!=no --entry entry --group arm --restrict-to 12.25
END
	printf '%s\n' year,left,right 0,1000,50 1,700,50 2,530,31 3,440,20 4,390,12 5,350,8 \
		6,330,8 7,311,3 >"$tmp/survivors.csv"
	opinions 'cs-lifetime -t all' survivors.csv <<'END'
--survivors left
--survivors left,right --discount .1
--survivors right,left --period month --discount .1 --fit-to 4 --no-total
--survivors right --fit-to 6 --horizon 1 --conf-type log --negligible .5
--survivors left,right --where year=0,1,2,3 --restrict-to 2.5
END
else
	skip 120 "no python3"
fi

done_testing
