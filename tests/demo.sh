#!/bin/sh
# demo.sh BIN OUT - `make demo`: the main job on the bundled orders, and on data
# simulated with a truth that stands beside each estimate; about a hundred lines,
# and the charts into OUT. What is shown as a command is what is run, and can be
# typed again.
set -u
bin=$1 charts=$2 orders=testdata/orders.csv.gz
export LC_ALL=C
rm -rf "$charts"
mkdir -p "$charts" || exit 1
work=$charts/data
mkdir "$work" || exit 1

# run COMMAND ...: shown, and done; what it prints goes to $work/answer
run()
{
	printf '$ %s\n' "$*"
	"$@" >"$work/answer" || exit 1
}

# ask QUESTION "head -n N" COMMAND ...: the question, the command, its answer
ask()
{
	question=$1 part=$2
	shift 2
	printf '# %s\n$ %s | %s\n' "$question" "$*" "$part"
	"$@" >"$work/answer" || exit 1
	$part "$work/answer"
	echo
}

ask 'Who buys again?' 'head -n 16' \
	"$bin/cs-retention" -t ladder "$orders"
ask 'Do new customers stay?' 'tail -n 11' \
	"$bin/cs-retention" -t cohorts --period quarter "$orders"
ask 'How few customers carry the business?' 'head -n 16' \
	"$bin/cs-pareto" -t shares --percents 1,5,10,20,50 "$orders"

echo '# After which payment do they stop leaving? A book of policies whose truth is known:'
run "$bin/cs-simulate" --model contract --every 30d --days 730 --entry 730d \
	--customers 4000 --hazards .15,.44,.1,.05,.006 -o "$work/policies.csv"
run "$bin/cs-lifetime" --every 30d --grace 10d -t payments "$work/policies.csv"
head -n 5 "$work/answer"
run "$bin/cs-lifetime" --every 30d --grace 10d -t payments -f csv "$work/policies.csv"
awk -F, 'BEGIN { split(".15 .44 .1 .05 .006 .006", truth, " ") }
	NR == 1 { print "  payment   truth  estimate  95 % interval" }
	NR > 1 && NR < 8 {
		printf "  %7d  %4.1f %%    %4.1f %%   %4.1f to %4.1f\n", $1,
			100 * truth[$1], 100 * $7, 100 * $8, 100 * $9
	}' "$work/answer"

printf '\n%s\n' '# How many were unhappy and never said so? Orders and contacts whose truth is known:'
run "$bin/cs-simulate" --customers 5000 --proactive .3 --reveal 1 \
	--contacts "$work/contacts.csv" --truth-parameters "$work/truth.csv" \
	-o "$work/orders.csv"
run "$bin/cs-churn" -q --contacts "$work/contacts.csv" -t silent -f csv "$work/orders.csv"
awk -F, 'NR == FNR { truth[$1] = $2; next }
	FNR == 1 { print "  silent customers: truth  estimate  range" }
	FNR > 1 && $1 != "excess_lapse" {
		printf "  %-16s  %5d  %8d  %d to %d  (%s)\n", $1,
			truth["silent"], $6, $7, $8, $2
	}' "$work/truth.csv" "$work/answer"

printf '\n%s\n' '# How soon are customers answered? Tickets whose truth is known:'
run "$bin/cs-simulate" --service --customers 1000 --contacts "$work/tickets.csv" \
	--truth-parameters "$work/truth.csv" -o "$work/orders-served.csv"
run "$bin/cs-contacts" -q -t response -f csv "$work/tickets.csv"
awk -F, 'NR == FNR { truth[$1] = $2; next }
	FNR == 1 { print "  within the hour: truth  estimate  95 % interval    median, truth" }
	FNR > 1 {
		mark = $1 == "" ? "" : "_"
		printf "  %-15s %5.1f %%    %4.1f %%   %4.1f to %4.1f  %3d min, %5.1f\n",
			$1 == "" ? "all" : $1, 100 * truth["within_hour" mark $1],
			100 * $6, 100 * $7, 100 * $8, $9,
			truth["median_response_minutes" mark $1]
	}' "$work/truth.csv" "$work/answer"

run "$bin/cs-contacts" -q -t plan -f csv --orders "$work/orders-served.csv" \
	"$work/tickets.csv"
awk -F, 'BEGIN {
		name["acknowledgement"] = "acknowledged"
		name["production"] = "updated"
		name["shipping"] = "shipping_told"
		name["after_delivery"] = "asked_after"
	}
	NR == FNR { truth[$1] = $2; next }
	FNR == 1 { print "  told in time:    truth  estimate  95 % interval" }
	$1 in name {
		printf "  %-15s %5.1f %%    %4.1f %%   %4.1f to %4.1f\n", $1,
			100 * truth[name[$1]], 100 * $5, 100 * $6, 100 * $7
	}' "$work/truth.csv" "$work/answer"

printf '\n%s\n' '# What will they still buy? Three years of orders whose truth is known, of which two are seen:'
run "$bin/cs-simulate" --customers 4000 --days 1096 --entry 731d --seed 7 \
	--truth "$work/customers.csv" -o "$work/years.csv"
run "$bin/cs-clv" -q --model pareto-nbd --as-of 2025-12-31 -t summary -f csv "$work/years.csv"
awk -F, '
	FILENAME ~ /customers.csv$/ {
		if (FNR > 1 && $2 <= "2025-12-31")
			alive += $6 == "" || $6 > "2025-12-31"
		next
	}
	FILENAME ~ /years.csv$/ {
		if ($3 <= "2025-12-31")
			known[$2]
		else if ($3 != "date" && $2 in known) {
			money += $4
			days += !met[$2, $3]++
		}
		next
	}
	FNR == 1 {
		print "  the next year:  truth  estimate  95 % interval"
		next
	}
	{
		printf "  customers yet  %6d    %6.0f  %.0f to %.0f\n", alive, $5, $6, $7
		printf "  purchases      %6d    %6.0f  %.0f to %.0f\n", days, $9, $10, $11
		printf "  revenue        %6.0f    %6.0f  %.0f to %.0f\n", money, $12, $13, $14
	}' "$work/customers.csv" "$work/years.csv" "$work/answer"

if grep -q '^CMARK = -l' build/config.mk; then
	printf '\n%s\n' '# And every morning, as a page?'
	run "$bin/cs-report" --new "$orders" -o "$work/night.md"
	sed -n '/^## How many/,/^## Do/{/^## Do/!p;}' "$work/night.md" | sed 's/^/  /'
	run "$bin/cs-report" "$work/night.md" -o "$charts/night.html"
fi

printf '\n%s\n' '# And as pictures?'
run "$bin/cs-retention" "-p$charts/" "$orders"
run "$bin/cs-pareto" "-p$charts/" "$orders"
run "$bin/cs-lifetime" --every 30d --grace 10d "-p$charts/" "$work/policies.csv"
run "$bin/cs-clv" -q "-p$charts/" "$orders"
run "$bin/cs-customers" -q -t tiers "-p$charts/" "$orders"
run "$bin/cs-churn" -q --contacts "$work/contacts.csv" -t silent,experience \
	"-p$charts/" "$work/orders.csv"
set -- "$charts"/*.png
if [ $# -lt 4 ]; then
	echo "demo: only these charts were drawn: $*" >&2
	exit 1
fi
echo "$# charts in $charts/: $(cd "$charts" && echo *.png)"
