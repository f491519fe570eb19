#!/bin/sh
# clusters.t - what --cluster says, again by leaving out each cluster (clusters.py).
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all 'python3 is not there'

script=$PWD/tests/clusters.py
cd "$tmp" || exit 1

# customers of 15 towns, by a number that has to do with nothing; of two sides
cs-simulate --customers 3000 --seed 5 --contacts contacts.csv -o orders.csv
awk -F , -v OFS=, 'NR == 1 { print $0, "town", "side"; next }
	{ n = substr($2, 2) * 7919 % 10007; print $0, "t" n % 15, (n % 4 ? "left" : "right") }' \
	orders.csv >towns.csv

# agrees COMMAND OPTIONS...
agrees()
{
	none "$*" "$(python3 "$script" "$@" towns.csv 2>&1)"
}

set -- cs-churn --lapse-after 60d --at-risk-after 50d --as-of 2025-12-31 \
	--contacts contacts.csv -t experience
agrees "$@"
agrees "$@" --group side
agrees cs-pareto -t summary
agrees cs-pareto -t summary --group side --measure orders
done_testing
