#!/bin/sh
# lifetime.t - is a book of policies read back? RUNS books by cs-simulate: monthly
# payments, staggered entry over two years, hidden hazards by which most lapses
# fall after the second payment and hardly any after the fifth. cs-lifetime's
# hazards are unbiased, 93 to 97 % of its intervals of hazard and survival hold
# the truth, and it says from which payment on lapses are negligible.
set -u
. tests/lib.sh

RUNS=2000
HAZARDS=.15,.44,.1,.05,.006

# read_back FIRST: for every other seed a line per payment: n, the estimates and
# their intervals; and what is negligible
read_back()
{
	seed=$1
	while [ "$seed" -le $RUNS ]; do
		cs-simulate --model contract --every 30d --hazards $HAZARDS \
			--customers 4000 --days 730 --entry 730d --seed "$seed" \
			-o "$tmp/$1.csv" &&
			cs-lifetime -q -f csv -t summary,payments -o "$tmp/$1/" \
				--every 30d --grace 10d "$tmp/$1.csv" || echo failed
		awk -F, 'FNR > 1 && FNR <= 7 {
			print $1, $7, $8, $9, $10, $11, $12
		}' "$tmp/$1/payments.csv"
		awk -F, 'FNR == 2 { print "negligible", $7, "modal", $8, $9 }' \
			"$tmp/$1/summary.csv"
		seed=$((seed + 2))
	done
}

mkdir "$tmp/1" "$tmp/2"
read_back 1 >"$tmp/odd" 2>"$tmp/err" &
read_back 2 >"$tmp/even"
wait
cat "$tmp/odd" "$tmp/even" >"$tmp/all"
is "every book was read" "$(grep -c '^negligible' "$tmp/all") $(grep -c failed "$tmp/all")" "$RUNS 0"

# for each payment: the truth, the mean error in standard errors, both coverages
awk -v list="$HAZARDS" '
	BEGIN {
		last = split(list, hazard, ",")
		survival[0] = 1
		for (n = 1; n <= 6; n++) {
			h[n] = hazard[n < last ? n : last]
			survival[n] = survival[n - 1] * (1 - h[n])
		}
	}
	/^[0-9]/ {
		n = $1
		error = $2 - h[n]
		runs[n]++
		sum[n] += error
		squares[n] += error * error
		hazards[n] += $3 <= h[n] && h[n] <= $4
		survivals[n] += $6 <= survival[n] && survival[n] <= $7
	}
	END {
		for (n = 1; n <= 6; n++) {
			mean = sum[n] / runs[n]
			z = mean / sqrt((squares[n] / runs[n] - mean * mean) / runs[n])
			printf "%d %s %.2f %.4f %.4f\n", n, h[n], z, \
				hazards[n] / runs[n], survivals[n] / runs[n]
		}
	}' "$tmp/all" >"$tmp/summary"
sed 's/^/# payment, hazard, mean error, coverage of hazard and survival: /' "$tmp/summary"
while read -r n hazard z hazards survivals; do
	ok "after payment $n: hazard $hazard without bias" \
		awk "BEGIN { exit !($z > -4 && $z < 4) }"
	# from the fifth on too few lapse for intervals of the hazard to be judged
	[ "$n" -gt 4 ] ||
		ok "after payment $n: intervals of the hazard" \
			awk "BEGIN { exit !($hazards >= .93 && $hazards <= .97) }"
	ok "after payment $n: intervals of survival" \
		awk "BEGIN { exit !($survivals >= .93 && $survivals <= .97) }"
done <"$tmp/summary"

right=$(grep -c '^negligible 5 modal 2 ' "$tmp/all")
echo "# negligible after the fifth, most after the second: $right of $RUNS"
ok "which payment matters" test "$right" -ge $((RUNS * 95 / 100))
share=$(awk '/^negligible/ { n++; sum += $5 } END { printf "%.3f", sum / n }' "$tmp/all")
echo "# share of lapses after the second payment: $share"
ok "about 60 % of the lapses fall after the second payment" \
	awk "BEGIN { exit !($share > .55 && $share < .65) }"

done_testing
