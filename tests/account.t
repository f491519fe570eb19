#!/bin/sh
# account.t - why rows of random exports are left out: each by one reason, which
# account.py finds by itself; parts add up.
set -u
. tests/lib.sh

# agrees NAME COMMAND [OPTION ...]: of exports of many seeds
agrees()
{
	name=$1
	shift
	none "$name" "$(for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do
		python3 tests/account.py $seed "$tmp"
		"$@" -q -f json -t summary --allow-empty --status state \
			--cancelled cancelled --refund refund \
			"$tmp/a.csv" "$tmp/b.csv" 2>"$tmp/err" >"$tmp/out" ||
			cat "$tmp/err"
		python3 tests/account.py $seed "$tmp" "$name" <"$tmp/out" 2>&1
	done)"
}

command -v python3 >/dev/null 2>&1 || skip_all 'python3 is not there'
agrees plain cs-retention --overlap add --lapse-after 90d
agrees window cs-pareto --exclude shop=N --from 2024-03 --to 2024-08
agrees first cs-retention --where shop!=N --overlap once --first-from 2024-02 \
	--lapse-after 90d
done_testing
