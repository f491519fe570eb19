# measure.sh - how run.sh measures, and holds answers to one another.

# sets duckdb, miller, awk, isal, memory; says what is missing
find_peers()
{
	peers=yes miller=$(command -v mlr) isal= memory=
	if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
		echo 'node and npm are missing (packages nodejs, npm), and so is DuckDB.'
		peers=
	elif [ ! -d "$BENCH_DIR/node_modules/@duckdb/node-api" ] &&
	    ! npm install --prefix "$BENCH_DIR" --no-audit --no-fund --no-save \
		@duckdb/node-api >"$work/npm" 2>&1; then
		echo "npm cannot install @duckdb/node-api ($(tail -n 1 "$work/npm"))."
		peers=
	fi
	[ -n "$miller" ] || echo 'Miller is missing (package miller).'
	awk=$(command -v mawk) || {
		echo 'mawk is missing (package mawk): awk takes its place.'
		awk=awk
	}
	"$tools/inflate" isal "$plain.gz" 2>/dev/null && isal=yes
	for candidate in /usr/bin/time gtime; do
		if "$candidate" -f %M sh -c : >/dev/null 2>&1; then
			memory=$candidate
			break
		fi
	done
	[ -n "$memory" ] || echo 'GNU time is missing (package time): no memory is measured.'
}

# timed SIDE COMMAND ...: appends seconds and kilobytes to $work/SIDE.times, and
# leaves what it prints in $work/SIDE.out. duckdb.mjs prints its own seconds, and is
# believed.
timed()
{
	side=$1
	shift
	rm -f "$work/kilobytes"
	[ -z "$memory" ] || set -- "$memory" -o "$work/kilobytes" -f %M "$@"
	perl -MTime::HiRes=time -e '
		my $start = time;
		system(@ARGV) == 0 or exit 1;
		printf STDERR "%.4f\n", time - $start;' "$@" \
		>"$work/$side.out" 2>"$work/$side.err" ||
		fail "$* failed: $(tail -n 3 "$work/$side.err")"
	seconds=$(tail -n 1 "$work/$side.err")
	case $side in
	*.duckdb) seconds=$(cat "$work/$side.out") ;;
	esac
	echo "$seconds $(cat "$work/kilobytes" 2>/dev/null || echo 0)" \
		>>"$work/$side.times"
}

# ours TASK COMMAND ARGUMENT ...: its tables go to $work/TASK.answer
ours()
{
	ours=$1 command=$2
	shift 2
	timed "$ours" "$CS_BIN/$command" -q -j "$BENCH_THREADS" -f csv \
		-o "$work/$ours.answer/" "$@"
}

# duckdb TASK INPUT SQL ...
duckdb()
{
	duckdb=$1 input=$2
	shift 2
	[ -n "$peers" ] || return 0
	for script; do
		set -- "$@" "$here/$script.sql"
		shift
	done
	mkdir -p "$work/$duckdb.duckdb.answer"
	timed "$duckdb.duckdb" node "$here/duckdb.mjs" "$input" "$contacts" \
		"$work/$duckdb.duckdb.answer" "$BENCH_THREADS" "$@"
}

each_run()
{
	run=0
	while [ "$run" -lt "$BENCH_RUNS" ]; do
		run=$((run + 1))
		"$@"
	done
}

# median SIDE COLUMN: 1 seconds, 2 kilobytes
median()
{
	awk -v c="$2" '{ print $c }' "$work/$1.times" 2>/dev/null | sort -n |
		awk '{ v[NR] = $1 } END { print NR ? v[int((NR + 1) / 2)] : 0 }'
}

# row NAME TASK: a line of the table
row()
{
	awk -v name="$1" -v ours="$(median "$2" 1)" \
		-v theirs="$(median "$2.duckdb" 1)" -v our_kb="$(median "$2" 2)" \
		-v their_kb="$(median "$2.duckdb" 2)" '
	function size(kb)
	{
		return kb > 0 ? sprintf("%d MB", (kb + 512) / 1024) : "?"
	}
	BEGIN {
		known = theirs > 0
		printf "%-32s %7.2f %7s %6s %8s %8s\n", name, ours,
			known ? sprintf("%.2f", theirs) : "?",
			known ? sprintf("%.2f", ours / theirs) : "?",
			size(our_kb), size(their_kb)
	}' >>"$work/table"
}

# agree_with THEIRS TASK TABLE KEYS: our table against theirs
agree_with()
{
	awk -f "$here/compare.awk" -v keys="$4" "$1" "$work/$2.answer/$3.csv" \
		>"$work/differences" && return
	echo "bench: $2, $3: ours is not what $1 says:" >&2
	cat "$work/differences" >&2
	differ="$differ $2"
}

# agree TASK TABLE KEYS: our table against DuckDB's
agree()
{
	[ -z "$peers" ] || agree_with "$work/$1.duckdb.answer/$2.csv" "$@"
}
