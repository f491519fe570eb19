#!/bin/sh
# mpi.t - 1, 2, 3 and 5 processes of MPI print what one without it prints, faults
# included, and one that dies ends all.
set -u
. tests/lib.sh

command -v mpirun >/dev/null 2>&1 || skip_all 'no mpirun'
[ -f "$CS_BIN/../lib/cs-tools/mpi.so" ] || skip_all 'built without MPI'
# as root, on more ranks than cores, bound to none; other MPIs need no leave
# MPI keeps memory that nobody gives back
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 \
	OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_hwloc_base_binding_policy=none \
	PRTE_ALLOW_RUN_AS_ROOT=1 PRTE_ALLOW_RUN_AS_ROOT_CONFIRM=1
if ! timeout 60 mpirun -n 2 true >"$tmp/out" 2>&1; then
	note "$(head -n 5 "$tmp/out")"
	skip_all 'mpirun does not run here'
fi

# what mpirun itself says of a rank that failed is left out
own_words()
{
	sed -e '/^-----/,/^-----/d' -e '/^=====/,/^=====/d' -e '/^$/d' "$1"
}

# ranks N STATUS COMMAND ...
ranks()
{
	count=$1 want=$2 command=$3
	shift 3
	try "$command" "$@"
	is "$command $*: exit status" "$status" "$want"
	mv "$tmp/out" "$tmp/one"
	sed '/^$/d' "$tmp/err" >"$tmp/one.err"
	try timeout 120 mpirun -n "$count" "$CS_BIN/$command" --mpi "$@"
	is "$command $*: -n $count, exit status" "$status" "$want"
	ok "$command $*: -n $count" cmp -s "$tmp/one" "$tmp/out"
	own_words "$tmp/err" >"$tmp/err.own"
	ok "$command $*: -n $count, messages" \
		cmp -s "$tmp/one.err" "$tmp/err.own" ||
		note "$(diff "$tmp/one.err" "$tmp/err.own" | head -n 20)"
}

gzip -dc testdata/orders.csv.gz >"$tmp/orders.csv"
lines=$(wc -l <"$tmp/orders.csv")
# in quarters, two of them packed; and with rows that are bad
for i in 0 1 2 3; do
	awk -v i=$i -v n="$lines" 'NR == 1 || int((NR - 2) * 4 / n) == i' \
		"$tmp/orders.csv" >"$tmp/part$i.csv"
done
gzip "$tmp/part1.csv" "$tmp/part3.csv"
set -- "$tmp/part0.csv" "$tmp/part1.csv.gz" "$tmp/part2.csv" "$tmp/part3.csv.gz"
sed 's/^\([0-9]*7,[^,]*\),[^,]*,/\1,never,/' "$tmp/part2.csv" >"$tmp/bad.csv"
head -c 9000 "$tmp/part1.csv.gz" >"$tmp/cut.csv.gz"
awk 'BEGIN { split("paid,Paid,PAID,void,Void,refunded,closed", word, ",") }
	{ print $0 "," (NR == 1 ? "status" : word[NR % 7 + 1]) }' \
	"$tmp/part0.csv" >"$tmp/statuses.csv"
small='--block-size 3000'

for count in 1 2 3 5; do
	ranks $count 0 cs-retention $small -t all -f json "$@"
done
ranks 2 0 cs-retention $small "$tmp/orders.csv"
ranks 3 0 cs-retention $small --group country -t all -f json "$@"
ranks 2 0 cs-retention $small --group first:year,country -f html "$tmp/orders.csv"
ranks 3 0 cs-pareto $small -t all "$tmp/orders.csv"
ranks 5 0 cs-pareto $small -t customers -f csv --limit 50 "$@"
ranks 2 0 cs-lifetime $small -t all --every 1m --grace 15d --group channel "$@"
ranks 2 0 cs-clv $small -t all -f json "$tmp/orders.csv"
ranks 3 0 cs-customers $small -t all --group channel --keep country "$@"
ranks 2 0 cs-churn $small -t all -f json --lapse-after 60d \
	--contacts testdata/churn-contacts.csv testdata/churn-orders.csv
ranks 2 0 cs-contacts $small -t all -f json --orders testdata/contacts-funnel-orders.csv \
	testdata/contacts-funnel.csv
# customers are spread: what is known of each rank's own comes together
awk 'BEGIN { print "order_id,customer,date,amount,country"
	split("DE,FR,,IT", country, ",")
	for (i = 0; i < 3000; i++) {
		key = i % 700 + 1
		if (i % 11 == 0) key = sprintf("%06d", key)
		if (i % 97 == 0) key = "a-key-of-more-than-sixteen-bytes-" key
		printf "order-number-%d,%s,2024-%02d-%02d,%d.50,%s\n", i, key,
			1 + i * 7 % 12, 1 + i * 5 % 28, i % 90, country[i % 4 + 1]
	} }' >"$tmp/alike.csv"
cut -d , -f 2- "$tmp/alike.csv" | head -n 2000 >"$tmp/loose1.csv"
cut -d , -f 2- "$tmp/alike.csv" | sed '2,1900d' >"$tmp/loose2.csv"
ranks 3 0 cs-retention $small -t all -f json "$tmp/alike.csv"
ranks 7 0 cs-lifetime $small -t all -f json --group country "$tmp/alike.csv"
ranks 5 0 cs-retention $small -f json --group first:quarter --top-groups 2 \
	"$tmp/alike.csv"
ranks 3 0 cs-retention $small -f json "$tmp/loose1.csv" "$tmp/loose2.csv"
ranks 2 0 cs-retention $small -f json --overlap once "$tmp/loose1.csv" \
	"$tmp/loose2.csv"
ranks 3 0 cs-retention $small -f json --duplicates drop "$tmp/loose1.csv" \
	"$tmp/loose2.csv"
ranks 3 1 cs-retention $small "$tmp/alike.csv" "$tmp/bad.csv"
head -n 500 "$tmp/alike.csv" | sed '2,3d' >"$tmp/again.csv"
ranks 3 1 cs-retention $small "$tmp/alike.csv" "$tmp/again.csv"
# the end of one is that of all: before customers are counted, and after
ranks 3 1 cs-retention $small --max-age 1d "$tmp/alike.csv"
ranks 3 1 cs-lifetime $small --strict "$tmp/alike.csv"
ranks 3 1 cs-retention $small --from 2030-01-01 "$tmp/alike.csv"
# lists of single customers, whose texts travel
ranks 3 0 cs-retention $small -t members -f csv --keep country "$tmp/alike.csv"
ranks 5 0 cs-customers $small -t all -f json --keep country "$tmp/alike.csv"
ranks 3 0 cs-customers $small --tier weekly --group country -f csv --limit 3 \
	--keep country,date "$tmp/alike.csv"
ranks 5 0 cs-clv $small -f json --group country --regularity auto "$tmp/orders.csv"
ranks 3 0 cs-clv $small --model bg-bb --every 1m "$tmp/orders.csv"
ranks 3 1 cs-clv $small "$tmp/again.csv"
# what cannot be said without rows side by side is seen in all ranks' samples
ranks 3 0 cs-pareto $small -t all -f json "$tmp/loose1.csv" "$tmp/loose2.csv"
cut -d , -f 1,3 "$tmp/loose1.csv" | awk '{ print } NR > 1 && NR % 9 == 0' \
	>"$tmp/undated.csv"
ranks 2 0 cs-pareto $small -t all -f json "$tmp/undated.csv"
ranks 3 0 cs-pareto $small --keep country -t customers --group country \
	--limit 4 "$tmp/alike.csv"
ranks 3 0 cs-churn $small -f json --group country "$tmp/alike.csv"
ranks 3 0 cs-churn $small --failure late --promise-days 3 \
	testdata/contacts-delivery-orders.csv
ranks 2 0 cs-churn $small -t customers --keep country "$tmp/alike.csv"
ranks 5 0 cs-churn $small -t all -f json --keep country --limit 9 \
	--sort days_silent "$tmp/alike.csv"
ranks 2 0 cs-retention $small --cluster country "$tmp/alike.csv"
# ... of which the leader has all
ranks 3 0 cs-pareto $small --cluster country -t all "$tmp/alike.csv"
ranks 2 1 cs-pareto $small --cluster country "$tmp/part0.csv" "$tmp/cut.csv.gz" \
	"$tmp/bad.csv"
ranks 3 1 cs-pareto $small --cluster country "$tmp/bad.csv" "$tmp/cut.csv.gz"
# orders that go on in the next rows, over many ends of what is dealt
awk 'BEGIN { print "Name,Email,Created at,Total,Lineitem name,Lineitem price"
	for (i = 1; i <= 900; i++) {
		date = sprintf("2024-%02d-%02d", 1 + i % 12, 1 + i % 27)
		print "#" i ",c" i % 97 "@x.com," date "," i ".50,a,1"
		for (k = 0; k < i % 5; k++)
			print "#" i ",,,,b" k ",2"
	} }' >"$tmp/further.csv"
for count in 2 3; do
	ranks $count 0 cs-retention --block-size 200 -t all -f json "$tmp/further.csv"
done
ranks 5 0 cs-retention --block-size 2000 -f json "$tmp/further.csv"
# faults, each said once, in the order of the input
ranks 3 1 cs-retention $small "$tmp/part0.csv" "$tmp/part1.csv.gz" "$tmp/bad.csv"
ranks 3 0 cs-retention $small --skip-bad -t all "$tmp/part0.csv" "$tmp/bad.csv"
ranks 2 1 cs-pareto $small "$tmp/part0.csv" "$tmp/cut.csv.gz" "$tmp/bad.csv"
ranks 3 1 cs-pareto $small "$tmp/bad.csv" "$tmp/cut.csv.gz"
ranks 2 1 cs-pareto $small --where 'country!=x' "$tmp/statuses.csv"
ranks 3 0 cs-pareto $small -f json --count paid,closed "$tmp/statuses.csv"
ranks 2 1 cs-pareto "$tmp/part0.csv" "$tmp/none.csv"
ranks 2 2 cs-pareto --typo "$tmp/part0.csv"
ranks 2 0 cs-pareto --explain "$tmp/part0.csv"

fails 'standard input' 2 'every process can open, not standard input' \
	timeout 120 mpirun -n 2 "$CS_BIN/cs-pareto" --mpi -
echo --mpi >"$tmp/options"
fails 'in a file of options' 2 'stands on the command line' \
	cs-pareto --options "$tmp/options" "$tmp/part0.csv"
cs-pareto -q --partial "$tmp/some.part" "$tmp/part0.csv"
fails 'a partial result' 1 'do not go together' \
	timeout 120 mpirun -n 2 "$CS_BIN/cs-pareto" --mpi --partials "$tmp/some.part"
mkdir -p "$tmp/elsewhere/bin"
cp "$CS_BIN/cs-pareto" "$tmp/elsewhere/bin/cs-pareto"
fails 'without MPI' 1 'without MPI .*\[no-mpi\]' \
	"$tmp/elsewhere/bin/cs-pareto" --mpi "$tmp/part0.csv"

awk 'NR == 1 || NR == 2 { print } NR == 2 { for (i = 0; i < 9000; i++)
	print "#1,,,,more,3" }' "$tmp/further.csv" >"$tmp/long.csv"
fails 'an order of many blocks' 1 'larger, or do without --mpi \[order-size\]' \
	timeout 120 mpirun -n 2 "$CS_BIN/cs-retention" --mpi --block-size 200 "$tmp/long.csv"

# a rank that does not see the files, and one that dies
cat >"$tmp/odd" <<'END'
#!/bin/sh
rank=${OMPI_COMM_WORLD_RANK:-${PMI_RANK:-0}} what=$1
shift
[ "$rank" != 1 ] || case $what in
away) cd / ;;
dies) kill -9 $$ ;;
esac
exec "$@"
END
chmod +x "$tmp/odd"
top=$(pwd)
cd "$tmp" || exit 1
fails 'a rank without the files' 1 'part0.csv: error: cannot open' \
	timeout 120 mpirun -n 2 "$tmp/odd" away "$CS_BIN/cs-pareto" --mpi part0.csv
try timeout 120 mpirun -n 3 "$tmp/odd" dies "$CS_BIN/cs-pareto" --mpi \
	-o "$tmp/report.txt" part0.csv
cd "$top" || exit 1
ok 'a rank that is killed ends all' test "$status" -ne 0 -a "$status" -ne 124
ok '... and no report is there' test ! -e "$tmp/report.txt"

# with each customer more two ranks grow half as much as one does
cat >"$tmp/peak" <<'END'
#!/bin/sh
exec /usr/bin/time -a -o "$PEAKS" -f %M "$@"
END
chmod +x "$tmp/peak"
# the largest of a run's processes, in kilobytes
peak()
{
	: >"$tmp/peaks"
	PEAKS=$tmp/peaks timeout 120 "$@" >/dev/null 2>&1
	sort -n "$tmp/peaks" | tail -n 1
}
if [ -x /usr/bin/time ] && ! grep -q __asan_init "$CS_BIN/cs-retention" &&
	cs-simulate --customers 200000 >"$tmp/some.csv" &&
	cs-simulate --customers 800000 >"$tmp/large.csv"; then
	set -- "$CS_BIN/cs-retention" -q -j 1
	one=$(peak "$tmp/peak" "$@" "$tmp/large.csv")
	two=$(peak mpirun -n 2 "$tmp/peak" "$@" --mpi "$tmp/large.csv")
	one=$((one - $(peak "$tmp/peak" "$@" "$tmp/some.csv")))
	two=$((two - $(peak mpirun -n 2 "$tmp/peak" "$@" --mpi "$tmp/some.csv")))
	note "600,000 customers more: $one KB; of two ranks each $two KB"
	ok 'two ranks have half the memory each' \
		test $((two * 100)) -lt $((one * 65))
fi

done_testing
