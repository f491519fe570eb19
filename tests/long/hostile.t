#!/bin/sh
# hostile.t - input that somebody made to cost much costs no more than other
# input of its size.
set -u
. tests/lib.sh

# hundredths COMMAND ...: of a second of the processor, the least of three runs
hundredths()
{
	for run in 1 2 3; do
		perl -e 'system(@ARGV) == 0 or exit 1;
			my (undef, undef, $user, $system) = times;
			printf "%d\n", 100 * ($user + $system);' "$@"
	done | sort -n | head -n 1
}

# keys FIRST LAST: a row for each of 80,000 customers
keys()
{
	echo customer,date,amount
	seq 10000000 10079999 | sed "s/.*/$1&$2,2025-01-01,1/"
}

# the hash of 0.1.0, without a seed, was the same for all of these: x 620
keys customer-0000ERY wWIotlCk-tail-xy >"$tmp/alike.csv"
keys customer-0000 000wWIotlCk-tail-xy >"$tmp/plain.csv"
for command in cs-pareto cs-retention; do
	plain=$(hundredths $command -f csv -o "$tmp/out" "$tmp/plain.csv")
	alike=$(hundredths $command -f csv -o "$tmp/out" "$tmp/alike.csv")
	note "$command: $plain and $alike hundredths of a second"
	ok "$command: customers whose keys were made to share a hash" \
		test "$alike" -le $((10 * plain + 20))
done

# peak COMMAND ...: of its memory, in KiB
peak()
{
	python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}

# 0.1.0 held them all until the end: 860 MB for 10
{ echo customer,date,amount && yes , | head -c 10000000; } >"$tmp/bad.csv"
skipped=$(peak cs-pareto --skip-bad "$tmp/bad.csv")
for option in --skip-bad="$tmp/rejects" "--max-bad=90% --skip-bad=$tmp/rejects" \
	"--max-bad=10 --skip-bad=$tmp/rejects" "--skip-bad=- --allow-empty -o $tmp/out"; do
	# shellcheck disable=SC2086
	aside=$(peak cs-pareto $option "$tmp/bad.csv")
	note "$skipped KiB without a file, $aside with $option"
	ok 'bad rows that are set aside are not held in memory' \
		test "$aside" -le $((skipped + 40000))
done

done_testing
