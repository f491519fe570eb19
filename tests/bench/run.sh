#!/bin/sh
# run.sh - `make bench`: our commands beside DuckDB over a large file, with equal
# threads, the file in the cache; then the same gzipped, beside inflating alone.
# Fails if the answers differ.
#
#	BENCH_ROWS=20000000 BENCH_CUSTOMERS=1400000	size of the file, about
#	BENCH_RUNS=3		of each, in turns; medians are printed
#	BENCH_THREADS		default: all cores
#	BENCH_DIR=build/bench	where files and DuckDB (by npm) are put
#
# Ours is timed from start to exit, DuckDB without the start of its host, node.
set -u
: "${BENCH_ROWS:=20000000}" "${BENCH_CUSTOMERS:=1400000}" "${BENCH_RUNS:=3}"
: "${BENCH_THREADS:=$(getconf _NPROCESSORS_ONLN)}" "${BENCH_DIR:=build/bench}"
: "${CS_BIN:=$PWD/build/bin}"
export LC_ALL=C BENCH_DIR

inflate=${CS_BIN%/bin}/tests/bench/inflate
here=tests/bench
orders=$BENCH_DIR/orders-$BENCH_ROWS-$BENCH_CUSTOMERS-2.csv
contacts=$BENCH_DIR/contacts-$BENCH_ROWS-$BENCH_CUSTOMERS-2.csv
work=$BENCH_DIR/work
rm -rf "$work"
mkdir -p "$work" || exit 1

fail()
{
	echo "bench: $*" >&2
	exit 1
}

# --- what is needed

# made once for each size, under another name until it is whole
make_files()
{
	[ -s "$orders" ] || {
		echo "writing $orders ..."
		# over four years customers buy 1 + 71.6 / alpha times, on average
		alpha=$(awk "BEGIN { print 71.6 / ($BENCH_ROWS / $BENCH_CUSTOMERS - 1) }")
		"$CS_BIN/cs-simulate" --customers "$BENCH_CUSTOMERS" --days 1461 \
			--parameters "r=2.2,alpha=$alpha" --refund-rate .02 \
			--anonymous .005 --with country,channel,currency,status \
			--inquiries .2 --contacts "$work/contacts" -o "$work/orders" &&
			mv "$work/contacts" "$contacts" && mv "$work/orders" "$orders" ||
			fail "cannot write $orders"
	}
	[ -s "$orders.gz" ] || {
		gzip -1 -n -c "$orders" >"$work/orders.gz" &&
			mv "$work/orders.gz" "$orders.gz" || fail "cannot write $orders.gz"
	}
}

# sets `other`: duckdb, or awk with what is missing said
find_other()
{
	other="awk"
	if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
		echo 'node and npm are missing (packages nodejs, npm), and so is DuckDB:'
	elif [ -d "$BENCH_DIR/node_modules/@duckdb/node-api" ] ||
	    npm install --prefix "$BENCH_DIR" --no-audit --no-fund --no-save \
		@duckdb/node-api >"$work/npm" 2>&1; then
		other=duckdb
		return
	else
		echo "npm cannot install @duckdb/node-api ($(tail -n 1 "$work/npm")):"
	fi
	echo 'compared with awk, and with less of it.'
}

memory=
for candidate in /usr/bin/time gtime; do
	if "$candidate" -f %M sh -c : >/dev/null 2>&1; then
		memory=$candidate
		break
	fi
done
[ -n "$memory" ] || echo 'GNU time is missing (package time): no memory is measured.'

# --- measuring

# timed SIDE COMMAND ...: appends seconds and kilobytes to $work/SIDE.times.
# duckdb.mjs prints its own seconds, and is believed.
timed()
{
	side=$1
	shift
	case $side in
	*.duckdb | *.awk) out=$work/$side.out ;;
	*) out=/dev/null ;;
	esac
	rm -f "$work/kilobytes"
	[ -z "$memory" ] || set -- "$memory" -o "$work/kilobytes" -f %M "$@"
	perl -MTime::HiRes=time -e '
		my $start = time;
		system(@ARGV) == 0 or exit 1;
		printf STDERR "%.3f\n", time - $start;' "$@" \
		>"$out" 2>"$work/$side.err" ||
		fail "$* failed: $(tail -n 3 "$work/$side.err")"
	seconds=$(tail -n 1 "$work/$side.err")
	case $side in
	*.duckdb) seconds=$(cat "$out") ;;
	esac
	echo "$seconds $(cat "$work/kilobytes" 2>/dev/null || echo 0)" \
		>>"$work/$side.times"
}

# median FILE COLUMN
median()
{
	awk -v c="$2" '{ print $c }' "$1" | sort -n |
		awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

duckdb()
{
	mkdir -p "$work/$1.duckdb.answer"
	timed "$1.duckdb" node "$here/duckdb.mjs" "$here/$2.sql" "$3" \
		"$work/$1.duckdb.answer" "$BENCH_THREADS"
}

# row TASK OURS OTHER: a line of the table from the medians of the two sides
row()
{
	ours=$(median "$work/$2.times" 1) theirs=$(median "$work/$3.times" 1)
	awk -v task="$1" -v name="${3##*.}" -v ours="$ours" -v theirs="$theirs" \
		-v our_kb="$(median "$work/$2.times" 2)" \
		-v their_kb="$(median "$work/$3.times" 2)" '
	function size(kb)
	{
		return kb > 0 ? sprintf("%d MB", (kb + 512) / 1024) : "?"
	}
	BEGIN {
		printf "%-24s %8.2f  %-8s %8.2f  %5.2f  %8s %8s\n", task, ours,
			name, theirs, ours / (theirs > 0 ? theirs : .001),
			size(our_kb), size(their_kb)
	}' >>"$work/table"
}

# agree TASK TABLE KEYS: our table against DuckDB's
agree()
{
	awk -f "$here/compare.awk" -v keys="$3" \
		"$work/$1.duckdb.answer/$2.csv" "$work/$1.answer/$2.csv" >"$work/differences" && return
	echo "bench: $1, $2: ours is not what DuckDB says:" >&2
	cat "$work/differences" >&2
	differ=yes
}

# --- tasks

each_run()
{
	run=0
	while [ "$run" -lt "$BENCH_RUNS" ]; do
		run=$((run + 1))
		"$@"
	done
}

pareto_run()
{
	timed pareto.json "$CS_BIN/cs-pareto" -q -j "$BENCH_THREADS" -f json "$orders"
	timed pareto.shares "$CS_BIN/cs-pareto" -q -j "$BENCH_THREADS" -t shares \
		-f csv "$orders"
	[ $other = awk ] || duckdb pareto pareto "$orders"
	[ $other != awk ] || timed pareto.awk awk -F, '
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
		}' "$orders"
}

retention_run()
{
	timed retention "$CS_BIN/cs-retention" -q -j "$BENCH_THREADS" -f csv \
		-t "$retention" -o "$work/retention.answer/" "$orders"
	[ $other = awk ] || duckdb retention retention "$orders"
}

gzip_run()
{
	timed gz.ours "$CS_BIN/cs-pareto" -q -j "$BENCH_THREADS" -f csv \
		-t summary,shares -o "$work/gz.answer/" "$orders.gz"
	timed gz.gzip gzip -dc "$orders.gz"
	timed gz.zlib "$inflate" "$orders.gz"
	[ $other = awk ] || duckdb gz pareto "$orders.gz"
}

pareto()
{
	each_run pareto_run
	row 'cs-pareto, json' pareto.json pareto.$other
	row 'cs-pareto, csv shares' pareto.shares pareto.$other
	"$CS_BIN/cs-pareto" -q -t summary,shares -f csv -o "$work/pareto.answer/" \
		"$orders" 2>/dev/null || fail 'cs-pareto failed'
	if [ $other = duckdb ]; then
		agree pareto summary ''
		agree pareto shares percent
	else
		mkdir -p "$work/pareto.duckdb.answer"
		cp "$work/pareto.awk.out" "$work/pareto.duckdb.answer/summary.csv"
		agree pareto summary ''
	fi
}

retention=summary,ladder,within,cohorts,periods
retention()
{
	each_run retention_run
	if [ $other = awk ]; then
		echo "cs-retention takes $(median "$work/retention.times" 1) s"
		return
	fi
	row 'cs-retention, 5 tables' retention retention.duckdb
	agree retention summary ''
	agree retention ladder n
	agree retention within days
	agree retention cohorts cohort,age
	agree retention periods period
}

gzipped()
{
	each_run gzip_run
	row 'cs-pareto, .gz' gz.ours gz.gzip
	row '' gz.ours gz.zlib
	[ $other = awk ] || row '' gz.ours gz.duckdb
	diff -r "$work/gz.answer" "$work/pareto.answer" >&2 && return
	echo 'bench: the answers differ when the file is gzipped' >&2
	differ=yes
}

# only ours: beside cs-retention on the same orders and reading the contacts
churn_run()
{
	timed churn "$CS_BIN/cs-churn" -q -j "$BENCH_THREADS" -f json \
		--contacts "$contacts" "$orders"
	timed contacts "$CS_BIN/cs-pareto" -q -j "$BENCH_THREADS" -f json \
		--by customer --measure orders "$contacts"
}

lifetime_run()
{
	timed lifetime "$CS_BIN/cs-lifetime" -q -j "$BENCH_THREADS" -f csv \
		-t payments --lapse-after 90d -o "$work/lifetime.csv" "$orders"
	[ $other = awk ] || duckdb lifetime lifetime "$orders"
}

lifetime()
{
	each_run lifetime_run
	[ $other = awk ] || {
		row 'cs-lifetime, payments' lifetime lifetime.duckdb
		mkdir -p "$work/lifetime.answer"
		cp "$work/lifetime.csv" "$work/lifetime.answer/payments.csv"
		agree lifetime payments n
	}
	row '' lifetime retention
}

churn()
{
	each_run churn_run
	awk -v a="$(median "$work/retention.times" 1)" \
		-v b="$(median "$work/contacts.times" 1)" \
		'BEGIN { print a + b, 0 }' >"$work/retention+contacts.times"
	row 'cs-churn, json' churn retention+contacts
}

differ=
make_files
find_other
cat "$orders" "$orders.gz" "$contacts" >/dev/null
pareto
retention
lifetime
churn
gzipped

model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
echo
echo "$(($(wc -l <"$orders") - 1)) rows, $BENCH_CUSTOMERS customers, $(($(wc -c <"$orders") / 1000000)) MB," \
	"$(($(wc -l <"$contacts") - 1)) contacts;" \
	"$BENCH_THREADS threads; median of $BENCH_RUNS runs"
echo "$(getconf _NPROCESSORS_ONLN) cores, ${model:-$(uname -m)}, $(uname -s)"
echo
printf '%-24s %8s  %-8s %8s  %5s  %8s %8s\n' task ours beside seconds ratio \
	ours beside
cat "$work/table"
[ -z "$differ" ] || fail 'the answers differ'
echo
echo 'The answers agree: counts and money exactly, the rest to 1e-9.'
