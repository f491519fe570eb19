#!/bin/sh
# run.sh - `make bench`: our commands beside DuckDB, Miller, mawk and wc over large
# files of several shapes, with equal threads, the files in the cache. Fails if the
# answers differ; writes its tables to build/bench/table.txt too.
#
#	BENCH_ROWS=20000000 BENCH_CUSTOMERS=7 % of it	size of the files, about;
#				200000000 for the long run
#	BENCH_RUNS=3		of each, in turns; medians are printed
#	BENCH_THREADS		default: all cores
#	BENCH_DIR=build/bench	where files and DuckDB (by npm) are put
#
# Ours is timed from start to exit, DuckDB without the start of its host, node.
set -u
: "${BENCH_ROWS:=20000000}" "${BENCH_RUNS:=3}" "${BENCH_DIR:=build/bench}"
: "${BENCH_CUSTOMERS:=$((BENCH_ROWS * 7 / 100))}"
: "${BENCH_THREADS:=$(getconf _NPROCESSORS_ONLN)}"
: "${CS_BIN:=$PWD/build/bin}"
export LC_ALL=C BENCH_DIR

here=tests/bench
tools=${CS_BIN%/bin}/tests/bench
work=$BENCH_DIR/work
rm -rf "$work"
mkdir -p "$work" || exit 1

fail()
{
	echo "bench: $*" >&2
	exit 1
}

. "$here/files.sh"
. "$here/measure.sh"

# --- cs-pareto: plain, quoted, wide, gzipped

# pareto_run SHAPE FILE SQL
pareto_run()
{
	ours "pareto.$1" cs-pareto -t summary,shares "$2"
	duckdb "pareto.$1" "$2" "$3" pareto
	case $1 in
	plain | quoted)
		timed "pareto.$1.one" "$CS_BIN/cs-pareto" -q -j 1 -t summary,shares \
			-f csv -o "$work/one/" "$2"
		timed "pareto.$1.wc" wc -l "$2"
		;;
	esac
	# it does not say who shares what, and knows no quotes
	[ "$1" != plain ] || timed "pareto.$1.awk" "$awk" -F, '
		NR > 1 && $2 != "" {
			value[$2] += $4 * 100
			if ($4 >= 0)
				buys[$2]
		}
		END {
			for (key in buys) {
				n++
				total += value[key]
				if (value[key] > largest)
					largest = value[key]
			}
			print "customers,revenue,largest_share"
			printf "%d,%.2f,%.15g\n", n, total / 100, largest / total
		}' "$2"
}

# pareto SHAPE FILE SQL
pareto()
{
	each_run pareto_run "$@"
	row "cs-pareto, $1" "pareto.$1"
	agree "pareto.$1" summary ''
	agree "pareto.$1" shares percent
	[ "$1" != plain ] ||
		agree_with "$work/pareto.plain.awk.out" pareto.plain summary ''
}

inflate_run()
{
	timed inflate.zlib "$tools/inflate" zlib "$plain.gz"
	[ -z "$isal" ] || timed inflate.isal "$tools/inflate" isal "$plain.gz"
	timed pareto.gz "$CS_BIN/cs-pareto" -q -j "$BENCH_THREADS" -f csv \
		-t summary,shares -o "$work/one/" "$plain.gz"
}

# --- the others

retention_run()
{
	ours "retention.$1" cs-retention -t summary,ladder,within,cohorts,periods "$2"
	timed "retention.$1.one" "$CS_BIN/cs-retention" -q -j 1 -f csv \
		-t summary,ladder,within,cohorts,periods -o "$work/one/" "$2"
	duckdb "retention.$1" "$2" orders retention
}

# retention SHAPE FILE
retention()
{
	each_run retention_run "$@"
	row "cs-retention, 5 tables, $1" "retention.$1"
	agree "retention.$1" summary ''
	agree "retention.$1" ladder n
	agree "retention.$1" within days
	agree "retention.$1" cohorts cohort,age
	agree "retention.$1" periods period
}

lifetime_run()
{
	ours lifetime cs-lifetime -t payments,curve --lapse-after 90d "$plain"
	duckdb lifetime "$plain" orders lifetime
}

lifetime()
{
	each_run lifetime_run
	row 'cs-lifetime, 2 tables' lifetime
	agree lifetime payments n
	agree lifetime curve time
}

churn_run()
{
	ours churn cs-churn -t summary,periods --lapse-after 90d --at-risk-after 30d \
		--contacts "$contacts" "$plain"
	duckdb churn "$plain" orders churn
}

churn()
{
	each_run churn_run
	row 'cs-churn, 2 tables' churn
	agree churn summary ''
	agree churn periods period
}

contacts_run()
{
	ours contacts cs-contacts -t response,rate,delivery --orders "$served" "$tickets"
	timed contacts.all "$CS_BIN/cs-contacts" -q -j "$BENCH_THREADS" -f csv -t all \
		-o "$work/one/" --orders "$served" "$tickets"
	plain_contacts=$contacts contacts=$tickets
	duckdb contacts "$served" contacts
	contacts=$plain_contacts
}

contacts()
{
	each_run contacts_run
	row 'cs-contacts, 3 tables' contacts
	agree contacts response channel
	agree contacts rate period
	agree contacts delivery class
}

scaling_run()
{
	ours tenth cs-pareto -t summary,shares "$tenth_file"
	[ -z "$miller" ] || timed tenth.miller "$miller" --icsv --ocsv \
		filter '$customer_id != ""' then \
		stats1 -a sum,max -f amount -g customer_id then \
		filter '$amount_max >= 0' then \
		stats1 -a count,sum,max -f amount_sum then \
		rename amount_sum_count,customers then put '
			$revenue = fmtnum($amount_sum_sum, "%.2lf");
			$largest_share = $amount_sum_max / $amount_sum_sum' then \
		cut -o -f customers,revenue,largest_share "$tenth_file"
	ours many cs-pareto -t summary,shares "$many"
	ours many.listed cs-pareto -t customers "$many"
	ours tenth.retention cs-retention -t summary,ladder,within,cohorts,periods \
		"$tenth_file"
}

scaling()
{
	each_run scaling_run
	[ -z "$miller" ] || agree_with "$work/tenth.miller.out" tenth summary ''
}

# --- what is said of it

# quotient SIDE SIDE [FACTOR]: of their times
quotient()
{
	awk -v a="$(median "$1" 1)" -v b="$(median "$2" 1)" -v f="${3:-1}" \
		'BEGIN { printf "%.2f", (b > 0 ? a / b * f : 0) }'
}

# seconds SIDE
seconds()
{
	printf '%.2f s' "$(median "$1" 1)"
}

# cell TABLE COLUMN: of the first row
cell()
{
	awk -F , -v name="$2" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
		NR == 2 { print $at }' "$work/$1.csv"
}

# bytes SIDE LESS PER: the peak less so many bytes, by each of so many
bytes()
{
	awk -v kb="$(median "$1" 2)" -v less="$2" -v per="$3" \
		'BEGIN { n = kb * 1024 - less; printf "%.0f", (n > 0 ? n / per : 0) }'
}

say_others()
{
	echo "wc -l takes $(seconds pareto.plain.wc), quoted" \
		"$(seconds pareto.quoted.wc); ${awk##*/} $(seconds pareto.plain.awk)$(
			[ -z "$miller" ] ||
				echo "; Miller $(seconds tenth.miller) for a tenth of the file, cs-pareto $(seconds tenth)")"
	echo "inflating alone takes $(seconds inflate.zlib) by zlib$(
		[ -z "$isal" ] || echo ", $(seconds inflate.isal) by ISA-L"
	); cs-pareto takes $(quotient pareto.gz inflate.zlib) of zlib's time"
	echo "time of $BENCH_THREADS threads, one thread = 1: cs-pareto" \
		"$(quotient pareto.plain pareto.plain.one) plain," \
		"$(quotient pareto.quoted pareto.quoted.one) quoted; cs-retention" \
		"$(quotient retention.plain retention.plain.one)," \
		"$(quotient retention.quoted retention.quoted.one)"
	echo "time per row, a tenth of the file = 1: cs-pareto" \
		"$(quotient pareto.plain tenth .1), cs-retention" \
		"$(quotient retention.plain tenth.retention .1); with ten times the" \
		"customers, as many rows = 1: $(quotient many pareto.plain);" \
		"where these are listed, and they are" \
		"$(cell many.answer/summary customers): $(quotient many.listed many)"
}

say_memory()
{
	customers=$(cell pareto.plain.answer/summary customers)
	purchases=$(cell retention.plain.answer/summary orders)
	[ -n "$memory" ] || return 0
	echo "bytes beyond 32 MB: cs-pareto" \
		"$(bytes pareto.plain 33554432 "$customers") per customer," \
		"$(bytes many 33554432 "$(cell many.answer/summary customers)")" \
		"where they are ten times as many; cs-retention beyond cs-pareto" \
		"$(bytes retention.plain \
			"$(awk "BEGIN { print $(median pareto.plain 2) * 1024 }")" \
			"$purchases") per purchase"
}

say_contacts()
{
	rows=$(($(wc -l <"$tickets") + $(wc -l <"$served") - 2))
	echo "cs-contacts, all tables: $(seconds contacts.all);" \
		"$(($(wc -l <"$tickets") - 1)) contacts and" \
		"$(($(wc -l <"$served") - 1)) orders$(
			[ -z "$memory" ] || echo ", $(bytes contacts.all 33554432 \
				"$rows") bytes of each beyond 32 MB")"
}

# start COMMAND ARGUMENT ...: the least time of twenty, by nobody between, and the
# memory of one
start()
{
	command=$1
	shift
	rm -f "$work/start.times" "$work/start.memory.times"
	timed start.memory "$CS_BIN/$command" -q -f csv -o "$work/one/" "$@"
	(
		memory=
		for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
			timed start "$CS_BIN/$command" -q -f csv \
				-o "$work/one/" "$@"
		done
	) || exit 1
	sort -n "$work/start.times" | awk -v command="$command" \
		-v kb="$(median start.memory 2)" 'NR == 1 {
			printf "    %-14s %.1f ms  %.1f MB\n", command, $1 * 1000,
				kb / 1024 }'
}

# ten customers where models are fitted, which ten rows are too few for
say_start()
{
	echo 'ten rows:'
	start cs-pareto -t summary "$ten"
	for command in cs-retention cs-lifetime cs-churn; do
		start $command -t summary --lapse-after 90d "$ten"
	done
	start cs-contacts -t summary --orders "$ten" "$ten_tickets"
	echo 'ten customers:'
	start cs-clv -t summary "$few"
	start cs-customers -t tiers "$few"
}

# cs-clv's fits beside those of scipy, whatever the size of the files
fits()
{
	for found in python3 /usr/bin/python3; do
		if "$found" -c 'import scipy' 2>/dev/null; then
			"$found" "$here/fits.py" "$CS_BIN" "$work" >"$work/fits" ||
				differ="$differ fits"
			return
		fi
	done
	echo 'fits: no scipy for python3 (package python3-scipy)' >"$work/fits"
}

say_stages()
{
	for shape in plain quoted; do
		file=$plain
		[ $shape = plain ] || file=$quoted
		"$tools/stages" "$file" "$CS_BIN/cs-retention" -q -j 1 -f csv \
			-t summary,ladder,within,cohorts,periods -o "$work/one/" "$file" \
			>"$work/stages" || fail 'stages failed'
		echo "$shape, one thread, $(head -n 1 "$work/stages"):"
		sed '1d; s/^/    /' "$work/stages"
	done
}

say_all()
{
	model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
	echo "$(($(wc -l <"$plain") - 1)) rows, $BENCH_CUSTOMERS customers," \
		"$(($(wc -c <"$plain") / 1000000)) MB, quoted" \
		"$(($(wc -c <"$quoted") / 1000000)) MB, wide" \
		"$(($(wc -c <"$wide") / 1000000)) MB," \
		"$(($(wc -l <"$contacts") - 1)) contacts;" \
		"$BENCH_THREADS threads; median of $BENCH_RUNS runs"
	echo "$(getconf _NPROCESSORS_ONLN) cores, ${model:-$(uname -m)}, $(uname -s)"
	echo
	printf '%-32s %7s %7s %6s %8s %8s\n' '' seconds DuckDB ratio memory DuckDB
	cat "$work/table"
	echo
	say_others
	say_memory
	say_contacts
	say_start
	cat "$work/fits"
	say_stages
}

differ=
make_files
find_peers
cat "$plain" "$plain.gz" "$quoted" "$wide" "$contacts" "$tickets" "$served" >/dev/null
pareto plain "$plain" orders
pareto quoted "$quoted" orders
pareto wide "$wide" wide
pareto gz "$plain.gz" orders
each_run inflate_run
retention plain "$plain"
retention quoted "$quoted"
lifetime
churn
contacts
scaling
fits
diff -r "$work/pareto.gz.answer" "$work/pareto.plain.answer" >&2 ||
	differ="$differ gzip"
diff -r "$work/pareto.quoted.answer" "$work/pareto.plain.answer" >&2 ||
	differ="$differ quotes"
echo
say_all | tee "$BENCH_DIR/table.txt"
[ -z "$differ" ] || fail 'the answers differ'
echo
echo "The answers agree: counts and money exactly, the rest to 1e-9."
