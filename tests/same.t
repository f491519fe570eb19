#!/bin/sh
# same.t - the same rows give the same bytes, names of inputs apart: from a file, a
# pipe or gzip, with any number of threads and blocks of any size, in any order,
# in one file or two. With REALDATA also real orders.
set -u
. tests/lib.sh

# output ARGUMENT ...: everything that $command prints, for people and for programs;
# its standard input is the file $input
input=/dev/null
output()
{
	for format in text json; do
		$command "$@" -t all -f $format <"$input"
	done
}

# unnamed: without the names of the inputs
unnamed()
{
	sed -E -e 's,^    "files": \[.*\],FILES,' \
		-e "s,^($tmp/[a-z.]*|testdata/[a-z.]*|standard input|2 files):,FILE:,"
}

# same NAME COMMAND ...: prints what is in $tmp/want
same()
{
	same_name=$1
	shift
	"$@" 2>&1 | unnamed >"$tmp/got"
	ok "$what: $same_name" cmp -s "$tmp/want" "$tmp/got" ||
		note "$(diff "$tmp/want" "$tmp/got" | head -n 6)"
}

# orders FILE.csv ID-FIELD: the same orders in other files
orders()
{
	cp "$1" "$tmp/plain.csv"
	gzip -c "$1" >"$tmp/plain.gz"
	head -n 1 "$1" >"$tmp/shuffled.csv"
	tail -n +2 "$1" | awk 'BEGIN { srand(7) } { printf "%.9f\t%s\n", rand(), $0 }' |
		sort | cut -f 2- >>"$tmp/shuffled.csv"
	awk -F , -v id="$2" -v even="$tmp/even.csv" -v odd="$tmp/odd.csv" '
		NR == 1 { print >even; print >odd; next }
		{ match($id, /[0-9]+/); n = substr($id, RSTART, RLENGTH) }
		n % 2 { print >odd; next }
		{ print >even }' "$1"
}

# everywhere OPTION ...: all the ways to read the files of orders(), in blocks of
# $sizes bytes
everywhere()
{
	what="$command $*"
	output "$tmp/plain.csv" "$@" -j 1 2>&1 | unnamed >"$tmp/want"
	ok "$what: something is printed" test "$(wc -l <"$tmp/want")" -gt 100
	unlike "$what: no error" "$(cat "$tmp/want")" '^cs-[a-z]*: .*error:'
	same 'gzip' output "$tmp/plain.gz" "$@"
	input=$tmp/plain.csv
	same 'standard input' output "$@"
	input=/dev/null
	for threads in 2 4; do
		same "-j $threads" output "$tmp/plain.csv" "$@" -j $threads
	done
	for size in $sizes; do
		same "--block-size $size" output "$tmp/plain.csv" "$@" \
			--block-size "$size" -j 2
	done
	same 'other order of rows' output "$tmp/shuffled.csv" "$@"
	same 'two files' output "$tmp/odd.csv" "$tmp/even.csv" "$@"
	same 'two files, small blocks' output "$tmp/even.csv" "$tmp/odd.csv" "$@" \
		--block-size 5000 -j 3
}

gzip -dc testdata/orders.csv.gz >"$tmp/orders.csv"
orders "$tmp/orders.csv" 1
sizes='1 7 1000 100000'
command=cs-retention
everywhere
everywhere --group country
everywhere --occasion day --period week --group channel
everywhere --from 2024-06 --to 2025-06 --lapse-after 60d
sed 's/,\(20[0-9][0-9]-[0-9-]*\),/,\1 18:30:00 +0000,/' "$tmp/orders.csv" >"$tmp/timed.csv"
orders "$tmp/timed.csv" 1
everywhere --tz Asia/Jakarta --period quarter --year-start april
orders "$tmp/orders.csv" 1
command=cs-pareto
everywhere
everywhere --group country
everywhere --by channel --measure orders
everywhere --where 'channel=web' --exclude 'country=Deutschland' --bootstrap 20
command=cs-lifetime
everywhere
everywhere --group country --period month
everywhere --every 1m --grace 15d --occasion day --group channel --discount .1

# rows that say themselves how long
awk -f tests/spells.awk >"$tmp/spells.csv"
orders "$tmp/spells.csv" 1
everywhere --start from --end until --group arm
everywhere --start from --end until --as-of 2024-06
everywhere --time time --event event --entry entry --group arm
everywhere --time time --event event=yes --conf-type plain

# every run hashes with a seed of its own
cs-simulate --with country --contacts "$tmp/contacts.csv" -o "$tmp/told.csv"
for command in cs-retention cs-pareto cs-lifetime cs-churn; do
	what="$command, six seeds of its hash"
	set -- "$tmp/told.csv" --group country
	[ $command != cs-churn ] || set -- "$@" --contacts "$tmp/contacts.csv"
	output "$@" 2>&1 | unnamed >"$tmp/want"
	for run in 2 3 4 5 6; do
		same "run $run" output "$@"
	done
done

# through a real pipe, from gzip
orders "$tmp/orders.csv" 1
for command in cs-retention cs-pareto cs-lifetime; do
	what="$command in a pipe"
	$command -f json "$tmp/plain.csv" | unnamed >"$tmp/want"
	gzip -dc testdata/orders.csv.gz | $command -f json | unnamed >"$tmp/got"
	ok "$what" cmp -s "$tmp/want" "$tmp/got"
	# shellcheck disable=SC2002
	cat testdata/orders.csv.gz | $command -f json - | unnamed >"$tmp/got"
	ok "$what, gzip" cmp -s "$tmp/want" "$tmp/got"
done

# files that overlap, with order ids and without
for columns in 1-6 2-6; do
	for part in 1,6000 3000,9000; do
		{ head -n 1 "$tmp/orders.csv"; sed 1d "$tmp/orders.csv" |
			sed -n "${part}p"; } | cut -d , -f $columns >"$tmp/$part.csv"
	done
	for how in error add last once; do
		what="--overlap $how, columns $columns"
		command=cs-retention
		set -- "$tmp/1,6000.csv" "$tmp/3000,9000.csv" --overlap $how
		output "$@" -j 1 2>&1 | unnamed >"$tmp/want"
		ok "$what: an error only where it is one" test \
			"$(grep -c 'overlapping-files\]$' "$tmp/want")" -eq \
			"$([ $how = error ] && echo 2 || echo 0)"
		for threads in 2 4; do
			same "-j $threads" output "$@" -j $threads
		done
		same 'small blocks' output "$@" -j 3 --block-size 999
	done
done

# the first row of an order counts, wherever blocks are cut
sed 's/^1000[0-9],/10000,/' "$tmp/orders.csv" >"$tmp/once.csv"
for command in cs-retention cs-pareto; do
	what="$command --line-items once"
	output "$tmp/once.csv" --line-items once -j 1 2>&1 | unnamed >"$tmp/want"
	for size in 1 50 777; do
		same "--block-size $size" output "$tmp/once.csv" --line-items once \
			--block-size $size -j 4
	done
done

# rows that continue an order, wherever blocks are cut
awk 'BEGIN { FS = OFS = "," }
	{ print }
	NR == 1 { columns = NF }
	NR > 1 { for (i = NR % 4; i > 0; i--) {
		id = NR % 3 ? $1 : ""
		$0 = ""
		$1 = id
		$columns = ""
		print } }' "$tmp/orders.csv" >"$tmp/further.csv"
for command in cs-retention cs-pareto cs-lifetime; do
	what="$command, further rows"
	output "$tmp/further.csv" -j 1 2>&1 | unnamed >"$tmp/want"
	unlike "$what: no error" "$(cat "$tmp/want")" '^cs-[a-z]*: .*error:'
	for size in 1 50 777 100000; do
		same "--block-size $size" output "$tmp/further.csv" \
			--block-size $size -j 4
	done
done

# rows set aside: of several files, lines within quotes, a second input
# aside ARGUMENT ...: what $command says, and the rows it sets aside
aside()
{
	rm -f "$tmp/aside"
	status=0
	"$command" --skip-bad="$tmp/aside" -f csv "$@" -o "$tmp/out" 2>&1 || status=$?
	echo "status $status"
	[ ! -e "$tmp/aside" ] || cat "$tmp/aside"
}

# worse COLUMNS: every seventh record is bad, every fifth of two lines
worse()
{
	awk -v columns="$1" 'BEGIN { FS = OFS = "," }
		NR > 1 && NR % 7 == 0 { $columns = "x" }
		NR > 1 && NR % 35 == 1 { $0 = $0 ",more" }
		NR > 1 && NR % 5 == 0 { $1 = "\"" $1 "\n\"" }
		{ print }'
}

gzip -dc testdata/orders.csv.gz | worse 4 >"$tmp/bad.csv"
sed 's/,/;/g' "$tmp/odd.csv" | tr '\n' '\r' >"$tmp/returns.csv"
worse 2 <"$tmp/contacts.csv" >"$tmp/badcontacts.csv"
worse 3 <"$tmp/told.csv" >"$tmp/badtold.csv"
# sidelined ARGUMENT ...
sidelined()
{
	what="$command $*"
	aside "$@" -j 1 | unnamed >"$tmp/want"
	for threads in 2 3 8; do
		for size in 1 100 10000 300000 10000000; do
			same "-j $threads --block-size $size" aside "$@" \
				-j $threads --block-size $size
		done
	done
}
command=cs-pareto
sidelined "$tmp/bad.csv"
like "$what: many are" "$(tail -n 1 "$tmp/want")" '^[0-9]{4},'
sidelined "$tmp/bad.csv" "$tmp/returns.csv" "$tmp/bad.csv" --exact-keys
sidelined "$tmp/bad.csv" --max-bad 700
like "$what: too many" "$(cat "$tmp/want")" '701 or more rows .*bad.csv:8: '
sidelined "$tmp/bad.csv" --max-bad 10%
command=cs-churn
sidelined --contacts "$tmp/badcontacts.csv" "$tmp/badtold.csv"
like "$what: many are" "$(tail -n 1 "$tmp/want")" '^[0-9]{3,},.*badcontacts.csv'

if [ -n "$REALDATA" ]; then
	gzip -dc "$REALDATA/online_retail.csv.gz" >"$tmp/retail.csv"
	orders "$tmp/retail.csv" 1
	sizes='65537'
	command=cs-retention
	everywhere --group Country
	command=cs-pareto
	everywhere
else
	skip 20 'no REALDATA'
fi

done_testing
