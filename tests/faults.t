#!/bin/sh
# faults.t - files that are broken, disks that are full, options that are wrong:
# what the commands say, how they end, and that they write nothing then.
set -u
. tests/lib.sh

orders=testdata/orders.csv.gz
gzip -dc "$orders" >"$tmp/orders.csv"
head='customer,date,order,amount'

# file NAME: standard input becomes $tmp/NAME
file()
{
	cat >"$tmp/$1"
}

# rows TEXT: the header and a printf format below it become $tmp/a.csv
rows()
{
	# shellcheck disable=SC2059
	{ echo "$head" && printf "$1"; } >"$tmp/a.csv"
}

# field NAME: of the object "input" of the json in $out
field()
{
	printf '%s\n' "$out" | sed -n "s/^ *\"$1\": \([0-9.-]*\),*\$/\1/p" | head -n 1
}

# accounted NAME: the rows of the json in $out add up
accounted()
{
	sum=$(($(field rows_used) + $(field rows_bad) + $(field rows_excluded) +
		$(field rows_unattributed) + $(field rows_without_purchase)))
	is "$1: every row is accounted for" "$sum" "$(field rows_read)"
}

# --- files that cannot be read

fails 'a missing file' 1 "^cs-retention: $tmp/none.csv: error: cannot open: .*\[cannot-open\]\$" \
	cs-retention "$tmp/none.csv"
mkdir "$tmp/folder"
fails 'a directory' 1 "^cs-pareto: $tmp/folder: error: .*folder.*\[empty-folder\]\$" \
	cs-pareto "$tmp/folder"
rmdir "$tmp/folder"
rows 'ann,2025-01-01,1,5\n'
chmod 000 "$tmp/a.csv"
if cat "$tmp/a.csv" >/dev/null 2>&1; then
	skip 3 'this user may read everything'
else
	fails 'an unreadable file' 1 'a\.csv: error: cannot open: Permission denied' \
		cs-pareto "$tmp/a.csv"
fi
rm -f "$tmp/a.csv"
fails 'the second of two files is missing' 1 'none\.csv: error: cannot open' \
	cs-pareto "$orders" "$tmp/none.csv"

: >"$tmp/empty.csv"
fails 'an empty file' 1 'empty\.csv:1: error: .*empty.*\[empty-file\]' \
	cs-retention "$tmp/empty.csv"
fails 'no input at all' 1 '^cs-retention: standard input:1: error: .*\[empty-file\]' \
	cs-retention
status=0
cs-pareto <&- >"$tmp/out" 2>"$tmp/err" || status=$?
is 'standard input closed: exit status' "$status" 1
like 'standard input closed: message' "$(cat "$tmp/err")" \
	'^cs-pareto: standard input: error: cannot read: '

# --- gzip

size=$(wc -c <"$orders")
for cut in 2 15 5000 $((size - 9)) $((size - 8)) $((size - 1)); do
	head -c "$cut" "$orders" >"$tmp/cut.gz"
	for command in cs-retention cs-pareto; do
		fails "$command: gzip cut off after $cut of $size bytes" 1 \
			"^$command: $tmp/cut.gz: error: .*cut off.*\[cannot-read\]\$" \
			$command "$tmp/cut.gz"
	done
done
{ head -c 3000 "$orders" && printf 'xxxxxxxxxxxxxxxx' &&
	tail -c +3017 "$orders"; } >"$tmp/damaged.gz"
fails 'damaged gzip' 1 'damaged\.gz: error: cannot read: .*\[cannot-read\]' \
	cs-pareto "$tmp/damaged.gz"
{ cat "$orders" && echo 'and so on'; } >"$tmp/tail.gz"
try cs-pareto -f csv "$tmp/tail.gz"
is 'garbage behind gzip: exit status' "$status" 0
like 'garbage behind gzip: warning' "$err" \
	"^cs-pareto: $tmp/tail.gz: warning: .*\[gzip-garbage\]\$"
is 'garbage behind gzip: the table is that of the file without' "$out" \
	"$(cs-pareto -f csv "$orders")"
fails '--strict' 1 'error: --strict: 1 warning; nothing was written' \
	cs-pareto --strict -f csv "$tmp/tail.gz"
fails '--strict -o FILE' 1 'error: --strict: 1 warning' \
	cs-pareto --strict -f csv -o "$tmp/strict.csv" "$tmp/tail.gz"
ok '--strict -o FILE: is not there' test ! -e "$tmp/strict.csv"
{ cat "$orders" && head -c 1000 /dev/zero; } >"$tmp/padded.gz"
try cs-pareto --strict -f csv "$tmp/padded.gz"
is 'zeros behind gzip are nothing' "$status$err" 0

# --- files that change while they are read

# grows NAME COMMAND ...: reads $tmp/a.csv, which grows all the while; if it was read
# before it could grow, again
grows()
{
	grows_name=$1
	shift
	for turn in 1 2 3 4 5 6 7 8 9 10; do
		cp "$tmp/orders.csv" "$tmp/a.csv"
		: >"$tmp/growing"
		while test -e "$tmp/growing"; do
			echo "$turn,c,2025-12-31,1,person,x,web" >>"$tmp/a.csv"
		done &
		try "$@"
		rm "$tmp/growing"
		wait
		! tap_match "$err" changed || break
	done
	like "$grows_name" "$err" ': warning: .* changed while it was read.*\[changed\]$'
}

grows 'a file that grows' cs-pareto -f csv "$tmp/a.csv"
is 'a file that grows: is read' "$status" 0
grows 'with --strict' cs-pareto --strict -f csv "$tmp/a.csv"
is 'with --strict: fails' "$status$out" 1
# shellcheck disable=SC2016
grows 'standard input that grows' sh -c 'cs-pareto -f csv <"$1"' - "$tmp/a.csv"
grows 'contacts that grow' cs-churn -f csv --contacts "$tmp/a.csv" "$orders"

# --- what is in the file

echo "$head" >"$tmp/header.csv"
for command in cs-retention cs-pareto; do
	fails "$command: a header only" 1 \
		"^$command: error: there are no rows .*--allow-empty \[no-purchase\]\$" \
		$command "$tmp/header.csv"
	for format in text csv tsv json markdown html gnuplot; do
		try $command --allow-empty -f $format "$tmp/header.csv"
		is "$command: --allow-empty -f $format: exit status" "$status" 0
		is "$command: --allow-empty -f $format: no message" "$err" ''
		ok "$command: --allow-empty -f $format: prints" test -s "$tmp/out"
		unlike "$command: --allow-empty -f $format: no nan" "$out" \
			'(^|[^a-z])-?(nan|inf)([^a-z]|$)'
	done
	try $command --allow-empty -f json -t all "$tmp/header.csv"
	is "$command: --allow-empty -t all" "$status$err" 0
	is "$command: no rows are read" "$(field rows_read)" 0
done

rows 'ann,2025-01-01,1,5\nb\000b,2025-01-02,2,6\n'
fails 'a NUL' 1 'a\.csv:3: error: there is a NUL byte.*\[nul-byte\]' \
	cs-pareto --skip-bad "$tmp/a.csv"
printf 'cust\000omer,date\n' >"$tmp/a.csv"
fails 'a NUL in the header' 1 'a\.csv:1: error: there is a NUL byte.*\[nul-byte\]' \
	cs-pareto "$tmp/a.csv"
printf '\377\376c\000,\000d\000\n\000' >"$tmp/a.csv"
fails 'UTF-16' 1 'a\.csv:1: error: this is UTF-16: say --encoding UTF-16 \[utf-16\]' \
	cs-pareto "$tmp/a.csv"
rows 'ann,2025-01-01,1,5\nAndr\351,2025-01-02,2,6\n'
fails 'Latin-1 in a key' 1 \
	'a\.csv:3:1: error: the customer "Andr.xE9" is not UTF-8, .*--encoding WINDOWS-1252 \[bad-encoding\]' \
	cs-retention "$tmp/a.csv"
printf 'customer,date,amount,Stra\337e\nann,2025-01-01,5,x\n' >"$tmp/a.csv"
fails 'Latin-1 in the header, and --strict' 1 \
	'a\.csv:1: warning: .*not UTF-8.*--encoding WINDOWS-1252.*\[header-encoding\]' \
	cs-pareto --strict "$tmp/a.csv"
rows 'ann,2025-01-01,1,5\nbob,2025-01-01,2,5\n"cy,2025-01-02,3,6\ndan,x,4,7\n'
fails 'a quote that is never closed' 1 \
	'a\.csv:4: error: .*never closed.*--quote none.*\[unclosed-quote\]' \
	cs-pareto --skip-bad "$tmp/a.csv"
rows 'ann,2025-01-01,1,5\n"bob\n",2025-01-01,2,5\ncy,2025-01-02,12" tv,6\n'
fails 'a stray quote' 1 'a\.csv:5: error: .*--quote none.*\[stray-quote\]' \
	cs-pareto --skip-bad "$tmp/a.csv"
try cs-pareto --quote none -f csv -t customers "$tmp/a.csv"
is '--quote none: a record on two lines is two bad rows' "$status" 1
like '--quote none: of one field' "$err" 'a\.csv:3: error: 1 field where .*\[field-count\]'

# --- a header that is nowhere near the top

# above TEXT: it and more than a mebibyte of blank lines above the orders
above()
{
	# shellcheck disable=SC2059
	{ printf "$1" && yes ' ' | head -n 600000 && cat "$tmp/orders.csv"; } >"$tmp/a.csv"
}

above ''
fails 'a mebibyte of blank lines above' 1 \
	'a\.csv:524289: error: no header begins .* tail -n [+]LINE \[long-header\]$' \
	cs-pareto "$tmp/a.csv"
is 'without them' "$(tail -n +600001 "$tmp/a.csv" | cs-pareto -f csv)" \
	"$(cs-pareto -f csv "$tmp/orders.csv")"
tr '\n' '\r' <"$tmp/a.csv" >"$tmp/b.csv"
fails 'the same with carriage returns' 1 'b\.csv:524289: error: .*\[long-header\]$' \
	cs-pareto "$tmp/b.csv"
above 'Report\n'
fails '--skip-lines beyond it' 1 'a\.csv:52428[0-9]: error: no .*\[long-header\]$' \
	cs-pareto --skip-lines 600001 "$tmp/a.csv"
above 'customer,date,amount,"note\n'
fails 'a quote in the header that is never closed' 1 \
	'a\.csv:1: error: the header does not end .*--quote none \[long-header\]$' \
	cs-pareto "$tmp/a.csv"
try cs-pareto --explain --quote none "$tmp/a.csv"
like 'and --quote none' "$out" '^[^ ]*a\.csv: 4 columns'
{ printf 'customer,date,amount' && yes ',n' | head -n 600000 | tr -d '\n' &&
	printf '\na,2025-01-01,5\n'; } >"$tmp/a.csv"
fails 'a header of more than a mebibyte' 1 \
	'a\.csv:1: error: the header does not end .*\[long-header\]' \
	cs-pareto --skip-bad "$tmp/a.csv"
fails 'the same of contacts' 1 'a\.csv:1: error: the header .*\[long-header\]' \
	cs-churn --contacts "$tmp/a.csv" "$orders"

# --- dialects that are understood

plain=$(cs-pareto -f csv -t customers "$tmp/orders.csv")
# understood NAME: $tmp/a.csv gives the same customers
understood()
{
	try cs-pareto -f csv -t customers "$tmp/a.csv"
	is "$1: exit status" "$status" 0
	is "$1: no message" "$err" ''
	ok "$1: the same customers" test "$out" = "$plain"
}

{ printf '\357\273\277' && cat "$tmp/orders.csv"; } >"$tmp/a.csv"
understood 'a byte-order mark'
{ printf '\357\273\277sep=;\r\n' && tr , ';' <"$tmp/orders.csv" | sed 's/$/\r/'; } \
	>"$tmp/a.csv"
understood 'sep=;'
tr , ';' <"$tmp/orders.csv" >"$tmp/a.csv"
understood 'semicolons'
tr , '\t' <"$tmp/orders.csv" >"$tmp/a.csv"
understood 'tabs'
tr , '|' <"$tmp/orders.csv" >"$tmp/a.csv"
understood 'vertical bars'
sed 's/$/\r/' "$tmp/orders.csv" >"$tmp/a.csv"
understood 'carriage returns and line feeds'
tr '\n' '\r' <"$tmp/orders.csv" >"$tmp/a.csv"
understood 'carriage returns'
sed 's/[^,]*/"&"/g' "$tmp/orders.csv" >"$tmp/a.csv"
understood 'quotes everywhere'
sed '1s/,/ ,  /g; 2,$s/,/\t, /g; s/$/\n  /' "$tmp/orders.csv" >"$tmp/a.csv"
understood 'blanks and blank lines'
awk 'NR == 1 { print $0 ",note"; next } NR == 2 { note = "x"; for (i = 0; i < 20; i++)
	note = note note; print $0 ",\"" note "\n\""; next } { print $0 "," }' \
	"$tmp/orders.csv" >"$tmp/a.csv"
understood 'a field of a megabyte'

printf 'customer;a,date;amount,b\nann,x,2025-01-01,5,y\n' >"$tmp/a.csv"
fails 'two delimiters' 1 \
	'a\.csv:1: error: comma and semicolon .*--delimiter.*\[ambiguous-delimiter\]' \
	cs-pareto "$tmp/a.csv"

# --- rows that cannot be read

{ cat "$tmp/orders.csv" && echo '1,"A
B",2025-12-31,12x,person,x,web'; } >"$tmp/bad.csv"
for command in cs-retention cs-pareto; do
	fails "$command: a bad amount" 1 \
		"^$command: $tmp/bad.csv:9295:4: error: cannot read the amount \"12x\" \[bad-amount\]\$" \
		$command "$tmp/bad.csv"
	fails "$command: a bad amount, -o" 1 '\[bad-amount\]' \
		$command -f csv -o "$tmp/bad.out" "$tmp/bad.csv"
	ok "$command: a bad amount, -o: is not there" test ! -e "$tmp/bad.out"
	try $command --skip-bad="$tmp/rej.csv" -f json "$tmp/bad.csv"
	is "$command: --skip-bad=FILE: exit status" "$status" 0
	like "$command: --skip-bad=FILE: warning" "$err" \
		"^$command: $tmp/bad.csv:9295: warning: 1 row .*\[bad-rows\]\$"
	is "$command: --skip-bad=FILE: rows_bad" "$(field rows_bad)" 1
	is "$command: --skip-bad=FILE: rows_read" "$(field rows_read)" 9294
	accounted "$command --skip-bad"
	is "$command: --skip-bad=FILE: the file" "$(cat "$tmp/rej.csv")" \
		"cs_reject,file,line,field,code,message,record
1,$tmp/bad.csv,9295,4,bad-amount,\"cannot read the amount \"\"12x\"\"\",\"1,\"\"A
B\"\",2025-12-31,12x,person,x,web\""
	fails "$command: such a file as an operand" 1 \
		'rej\.csv: error: this is a file of rejected rows.*\[reject-file\]' \
		$command "$tmp/rej.csv"
	rm "$tmp/rej.csv"
	fails "$command: --skip-bad=FILE, a report that cannot be written" 1 \
		"cannot write $tmp/no/such: No such file or directory .cannot-write.\$" \
		$command --skip-bad="$tmp/rej.csv" -f csv -o "$tmp/no/such" "$tmp/bad.csv"
	ok "$command: then the rows set aside are not written either" test ! -e "$tmp/rej.csv"
	try $command --skip-bad -f csv "$tmp/bad.csv"
	is "$command: --skip-bad leaves what the rest gives" "$status$out" \
		"0$($command -f csv "$orders" 2>/dev/null)"
done

{ echo "$head" && seq 30 | sed 's/.*/ann,2025-01-01,&,x/'; } >"$tmp/a.csv"
try cs-pareto "$tmp/a.csv"
is 'thirty bad rows: ten are shown' \
	"$(printf '%s\n' "$err" | grep -c '\[bad-amount\]')" 10
like 'thirty bad rows: the tenth' "$err" 'a\.csv:11:4: error: '
unlike 'thirty bad rows: not the eleventh' "$err" 'a\.csv:12:'
fails '--skip-bad: none is left' 1 \
	'error: no purchase is left: .*30 cannot be read.*\[no-purchase\]' \
	cs-pareto --skip-bad "$tmp/a.csv"
{ cat "$tmp/orders.csv" && sed -n '2,5s/[^,]*/x/4p' "$tmp/orders.csv"; } >"$tmp/a.csv"
fails '--max-bad 3 of 4' 1 'error: 4 or more rows cannot be read.*\[max-bad\]' \
	cs-pareto --max-bad 3 "$tmp/a.csv"
fails '--max-bad 0.04%' 1 'error: 4 of 9297 rows cannot be read.*\[max-bad\]' \
	cs-pareto --skip-bad="$tmp/rej.csv" --max-bad 0.04% "$tmp/a.csv"
ok '--max-bad: no file of rejects' test ! -e "$tmp/rej.csv"
try cs-pareto --max-bad 4 -f json "$tmp/a.csv"
is '--max-bad 4 of 4' "$status $(field rows_bad)" '0 4'
try cs-pareto --max-bad 0.05% -f json "$tmp/a.csv"
is '--max-bad 0.05%' "$status $(field rows_bad)" '0 4'
accounted '--max-bad'

# endless COMMAND: behind bad rows that do not end
endless()
{
	fails "$1" 1 "$2" sh -c '
		{ echo customer,date,amount && yes 1,x; } | timeout 60 sh -c "$1"' - "$3"
}

mkdir "$tmp/endless"
endless 'reading ends where a bad row ends the run' '10 or more rows .*\[bad-rows\]' cs-pareto
endless 'reading ends where --max-bad is passed' \
	'error: 2001 or more rows cannot be read.*\[max-bad\]$' \
	"cs-pareto --max-bad 2000 --skip-bad=$tmp/endless/r"
endless 'reading ends where rows can no longer be set aside' \
	"cannot write $tmp/endless/r: File too large" \
	"ulimit -f 100 && exec cs-pareto --skip-bad=$tmp/endless/r"
is 'nothing stays of bad rows that do not end' "$(ls -A "$tmp/endless")" ''

# --skip-bad=FILE in the directory of the report
try cs-pareto --skip-bad="$tmp/endless/dir/r.csv" -f csv -o "$tmp/endless/dir/" "$tmp/bad.csv"
is 'rows set aside beside the tables' "$status $(ls -A "$tmp/endless/dir" | tr '\n' ' ')" \
	'0 r.csv summary.csv '
rm -r "$tmp/endless/dir"
try cs-pareto --skip-bad="$tmp/endless/dir/r.csv" -f csv -o "$tmp/endless/dir/" "$tmp/none.csv"
is '... and no input: nothing stays' "$status $(ls -A "$tmp/endless")" '1 '

# --skip-bad=- after all else
cs-pareto --skip-bad=- -f csv -o "$tmp/endless/out" "$tmp/bad.csv" >"$tmp/out" 2>/dev/null
is 'rows set aside on standard output' "$(sed -n 's/^cs_reject.*/header/; s/,.*//; p' "$tmp/out")" \
	"header
1
B\"\""
rm "$tmp/endless/out"
status=0
cs-pareto --skip-bad=- -f csv -o "$tmp/no/such" "$tmp/bad.csv" >"$tmp/out" 2>/dev/null || status=$?
is '... but not where the report cannot be written' "$status $(cat "$tmp/out")" '1 '

# interrupted while rows are set aside
mkfifo "$tmp/endless/in"
cs-pareto --skip-bad="$tmp/endless/r" <"$tmp/endless/in" &
reader=$!
exec 3>"$tmp/endless/in"
{ echo customer,date,amount && yes "1,$(printf %0200d 0)" | head -n 20000; } >&3
like 'rows are set aside while they are read' "$(ls -A "$tmp/endless")" 'tmp$'
kill "$reader"
wait "$reader" 2>/dev/null
exec 3>&-
is 'an interrupt: of rows set aside nothing stays' "$(ls -A "$tmp/endless")" in
rm -r "$tmp/endless"

# row NAME CODE FIELD ROW: the row is refused so
row()
{
	rows "ann,2025-01-01,1,5.25\n$4\n"
	fails "$1" 1 "a\.csv:3:$3 error: .*\[$2\]\$" cs-retention "$tmp/a.csv"
}

row 'too few fields' field-count '' 'bob,2025-01-01,1'
row 'too many fields' field-count '' 'bob,2025-01-01,1,2,3'
row 'no date' missing-date 2: 'bob, ,1,2'
row 'no date but NA' missing-date 2: 'bob,NA,1,2'
row 'a bad date' bad-date 2: 'bob,2025-02-29,1,2'
row 'no amount' missing-amount 4: 'bob,2025-01-01,1,'
row 'an amount too large' amount-range 4: 'bob,2025-01-01,1,9223372036854.775808'
row 'more than six decimals' amount-precision 4: 'bob,2025-01-01,1,0.1234567'
row 'the other decimal mark' amount-mark 4: 'bob,2025-01-01,1,"5,25"'

rows 'ann,2025-01-01,1,"1,250"\nbob,2025-01-02,2,10\n'
fails 'an amount that reads in two ways' 1 \
	'a\.csv:2:4: error: .*"1,250".*--decimal.*\[ambiguous-amount\]' \
	cs-pareto "$tmp/a.csv"
try cs-pareto --decimal . -f csv -t customers "$tmp/a.csv"
like '--decimal .' "$out" '^1,ann,1,1250,'
try cs-pareto --decimal , -f csv -t customers "$tmp/a.csv"
like '--decimal ,' "$out" '^2,ann,1,1\.25,'
rows 'ann,01/02/2025,1,1\nbob,03/04/2025,2,1\n'
fails 'a date that reads in two ways' 1 \
	'a\.csv:2:2: error: .*"01/02/2025".*--date-format.*\[ambiguous-date\]' \
	cs-retention "$tmp/a.csv"
try cs-retention --date-format dmy --lapse-after 90d -f json "$tmp/a.csv"
like '--date-format dmy' "$out" '"last_date": "2025-04-03"'
rows 'ann,01/02/2025,1,1\nbob,13/04/2025,2,1\ncy,04/13/2025,3,1\n'
fails 'a date in another order than the rest' 1 \
	'a\.csv:4:2: error: .*\[date-order\]' cs-retention "$tmp/a.csv"

# --- columns, filters, currencies, several files

printf 'who,when,how much\nann,2025-01-01,5\n' >"$tmp/a.csv"
fails 'no column of customers' 1 \
	'a\.csv: error: .*--customer COL.*; the columns are: who, when, how much \[no-column\]' \
	cs-pareto "$tmp/a.csv"
fails 'no column of dates' 1 'error: .*--date COL.*\[no-column\]' \
	cs-retention --customer who "$tmp/a.csv"
fails 'no column of amounts' 1 'error: .*--amount COL.*\[no-column\]' \
	cs-pareto --customer who "$tmp/a.csv"
try cs-retention --customer who --date 2 --amount 'How Much' -f csv "$tmp/a.csv"
is 'columns named in three ways' "$status$err" 0
fails 'a column that is not there' 1 \
	'error: --customer: there is no column "whom"; the columns are: who, .*\[unknown-column\]' \
	cs-pareto --customer whom "$tmp/a.csv"
fails '--where with a column that is not there' 1 \
	'error: --where: there is no column "status"; .*\[unknown-column\]' \
	cs-pareto --where status=paid "$orders"
fails '--where that is no expression' 2 '^cs-pareto: .*--where' \
	cs-pareto --where status "$orders"
try cs-pareto --exclude channel=post -f csv "$orders"
is '--exclude that matches nothing: exit status' "$status" 0
like '--exclude that matches nothing: the commonest values' "$err" \
	"warning: --exclude 'channel=post' matches no row; .* \"web\" \([0-9]+\), .*\[no-match\]"
fails '--where that matches nothing' 1 "'channel=post' matches no row.*\"web\"" \
	cs-pareto --where channel=post "$orders"
like '--where that matches nothing: and why it fails' "$err" \
	'error: no purchase is left: of 9293 rows 9293 are excluded.*\[no-purchase\]'
printf 'customer,date,amount,currency\na,2025-01-01,1,EUR\nb,2025-01-01,1,USD\n' \
	>"$tmp/a.csv"
fails 'several currencies' 1 'error: .*\(EUR, USD\).*--where.*\[several-currencies\]' \
	cs-pareto "$tmp/a.csv"
try cs-pareto --where currency=EUR -f csv -t customers "$tmp/a.csv"
is 'one of them chosen' "$status$err" 0
rows 'ann,2025-01-01,7,5\nann,2025-02-01,8,5\n'
cp "$tmp/a.csv" "$tmp/b.csv"
echo 'zoe,2025-01-01,1,1' >>"$tmp/b.csv"
fails 'files that overlap' 1 \
	"error: order \"7\" of customer \"ann\" .*a\.csv and in .*b\.csv.*\[overlapping-files\]" \
	cs-retention "$tmp/a.csv" "$tmp/b.csv"

# --- a list of files that is none, or that never ends

: >"$tmp/list"
fails '--files-from: an empty list' 1 "$tmp/list: error: no file .*\[empty-list\]\$" \
	cs-pareto --files-from "$tmp/list"
fails '--files-from: a directory' 1 "^cs-pareto: $tmp: error: cannot read: .*directory" \
	cs-pareto --files-from "$tmp"
fails '--files-from: zeros without end' 1 '/dev/zero:1: error: there is a NUL.*\[nul-byte\]' \
	timeout 20 cs-pareto --files-from /dev/zero
printf '\n%s\n' "$orders" >"$tmp/list"
dd if=/dev/zero bs=1000 count=5 2>/dev/null | tr '\0' x >>"$tmp/list"
fails '--files-from: a line without end' 1 'list:3: error: the line is longer .*\[long-list\]' \
	cs-pareto --files-from "$tmp/list"
{ echo "$orders" && awk 'BEGIN { for (i = 1; i < 100000; i++) print "" }'; } >"$tmp/list"
try cs-pareto -f csv --files-from "$tmp/list"
is '--files-from: as many lines as there may be' "$status$err" 0
echo >>"$tmp/list"
fails '--files-from: one more' 1 'list:100001: error: .*more than 100000 .*\[long-list\]' \
	cs-pareto --files-from "$tmp/list"
rm "$tmp/list"

# --- output

if [ -w /dev/full ]; then
	for format in text csv json gnuplot; do
		status=0
		cs-pareto -f $format "$orders" >/dev/full 2>"$tmp/err" || status=$?
		is "-f $format to a full disk: exit status" "$status" 1
		like "-f $format to a full disk: message" "$(cat "$tmp/err")" \
			'^cs-pareto: .*error: cannot write.*No space left'
	done
	for option in -h --help -V --completion=bash; do
		status=0
		cs-pareto $option >/dev/full 2>"$tmp/err" || status=$?
		is "$option to a full disk: exit status" "$status" 1
	done
	fails '-o to a full disk' 1 'error: cannot write.*No space left' \
		cs-pareto -f csv -o /dev/full "$orders"
else
	skip 15 'no /dev/full'
fi
fails '-o into a folder that is not there' 1 '^cs-pareto: .*error: ' \
	cs-pareto -f csv -o "$tmp/none/a.csv" "$orders"
status=0
cs-pareto -f csv "$orders" >&- 2>"$tmp/err" || status=$?
is 'standard output closed: exit status' "$status" 1
like 'standard output closed: message' "$(cat "$tmp/err")" 'error: cannot write'

# a pipe that closes after a line: quiet, and no failure
{ cs-pareto -f csv -t customers "$orders" 2>"$tmp/err"
	echo $? >"$tmp/status"; } | head -n 1 >"$tmp/out"
is 'a closed pipe: the line' "$(cat "$tmp/out")" \
	'rank,customer,orders,value,share,cumulative_share,class'
is 'a closed pipe: no message' "$(cat "$tmp/err")" ''
is 'a closed pipe: exit status' "$(cat "$tmp/status")" 0

# beyond the limit of a file's size: said, and nothing stays
mkdir "$tmp/limit"
fails 'a file that is too large' 1 "cannot write $tmp/limit/a\.csv: File too large .cannot-write.\$" \
	sh -c 'ulimit -f 1 && exec cs-pareto -f csv -t customers -o "$1" "$2"' \
	- "$tmp/limit/a.csv" "$orders"
is 'a file that is too large: nothing stays' "$(ls -A "$tmp/limit")" ''
rmdir "$tmp/limit"

# --plot=FILE and the table: neither where the other cannot be written
echo before >"$tmp/kept.svg"
if [ -w /dev/full ] && command -v gnuplot >/dev/null; then
	status=0
	cs-pareto --plot="$tmp/kept.svg" --skip-bad="$tmp/rej.csv" "$tmp/orders.csv" \
		>/dev/full 2>"$tmp/err" || status=$?
	is 'a picture, and no table: exit status' "$status" 1
	is 'a picture, and no table: it is as it was' "$(cat "$tmp/kept.svg")" before
	ok 'a picture, and no table: nor is there a file of rejects' \
		test ! -e "$tmp/rej.csv"
	fails 'a table, and no picture' 1 "cannot write $tmp/none/a\.svg" \
		cs-pareto --plot="$tmp/none/a.svg" "$tmp/orders.csv"
else
	skip 6 'no /dev/full, or no gnuplot'
fi
rm "$tmp/kept.svg"

echo before >"$tmp/kept.csv"
fails '-o onto a file, failing' 1 '\[bad-amount\]' \
	cs-pareto -f csv -o "$tmp/kept.csv" "$tmp/bad.csv"
is '-o onto a file, failing: it is as it was' "$(cat "$tmp/kept.csv")" before
fails '-o DIR/, failing' 1 '\[bad-amount\]' \
	cs-pareto -f csv -o "$tmp/tables/" "$tmp/bad.csv"
ok '-o DIR/, failing: it is not there' test ! -e "$tmp/tables"
is 'nothing is left beside the output' \
	"$(cd "$tmp" && ls -A | grep -v '^[a-z]*\.\(csv\|gz\)$' | tr '\n' ' ')" \
	"err out status $([ -z "$WRAP" ] || echo 'wrapped ')"

# --- outputs that are inputs, or one another

# refused NAME COMMAND ...: is wrong usage, and leaves the files in $tmp/own
refused()
{
	refused_name=$1
	shift
	(cd "$tmp/own" && cksum * 2>/dev/null) >"$tmp/before"
	fails "$refused_name" 2 '(would write over|would both go to)' \
		sh -c 'cd "$1" && shift && eval "$*"' - "$tmp/own" "$@"
	is "$refused_name: nothing is changed" \
		"$(cd "$tmp/own" && cksum * 2>/dev/null)" "$(cat "$tmp/before")"
}

mkdir "$tmp/own"
cp "$tmp/bad.csv" "$tmp/own/o.csv"
cp testdata/churn-orders.csv "$tmp/own/summary.csv"
cp testdata/churn-contacts.csv "$tmp/own/c.csv"
echo o.csv >"$tmp/own/list"
ln -s o.csv "$tmp/own/soft"
ln "$tmp/own/o.csv" "$tmp/own/hard"
for command in cs-pareto cs-retention cs-lifetime cs-churn; do
	for name in o.csv ./o.csv soft hard; do
		refused "$command -o $name" $command -o $name o.csv
	done
	refused "$command --skip-bad" $command --skip-bad=o.csv o.csv
	refused "$command < and -o" $command -o o.csv '<o.csv'
	refused "$command --files-from, a name" $command --files-from list -o o.csv
	refused "$command --files-from, the list" $command --files-from list -o list
	refused "$command -o DIR/" $command -f csv -o ./ summary.csv
	refused "$command, the second file" $command -o o.csv c.csv o.csv
	refused "$command, two outputs" $command --skip-bad=x -o ./x o.csv
	refused "$command, two to standard output" $command --skip-bad=- o.csv
	refused "$command >>" $command o.csv '>>o.csv'
done
refused 'contacts' cs-churn --contacts c.csv -o c.csv o.csv
refused 'cs-simulate, orders and truth' cs-simulate -o x.csv --truth ./x.csv
refused 'cs-simulate, by a link' cs-simulate --contacts soft --truth o.csv
fails 'both are /dev/null' 1 'empty-file' cs-pareto -o /dev/null /dev/null
rm -r "$tmp/own"

# --- nobody at all: a header only, in every way that groups and tables can be
# asked for

echo 'customer,date,amount,g' >"$tmp/nobody.csv"
for command in cs-retention cs-pareto cs-lifetime cs-churn; do
	for format in text csv json markdown html; do
		for groups in '' '--group g' '--group g --no-total'; do
			# shellcheck disable=SC2086
			$command -q -f $format -t all $groups --allow-empty \
				-o "$tmp/nobody/" "$tmp/nobody.csv" \
				>/dev/null 2>"$tmp/err" ||
				echo "$command -f $format $groups: $?"
		done
	done
done >"$tmp/fallen"
none "nobody left is an answer, by group as well" "$(cat "$tmp/fallen")"

# --- wrong usage

fails 'a picture as an operand' 2 'chart\.png.*--plot' cs-pareto "$orders" chart.png
fails 'csv with two tables' 2 'one table.*-o DIR/' \
	cs-pareto -f csv -t summary,classes "$orders"
fails 'an unknown option' 2 '^cs-retention: .*--skipbad.*--skip-bad' \
	cs-retention --skipbad "$orders"
fails 'an unknown table' 2 'class' cs-pareto -t clases "$orders"
fails '-j 0' 2 'cs-pareto: .*(-j|--threads)' cs-pareto -j 0 "$orders"
fails '-j 1x' 2 'cs-pareto: .*(-j|--threads)' cs-pareto -j 1x "$orders"
fails '--block-size 0' 2 'block-size' cs-pareto --block-size 0 "$orders"
fails '--date-format' 2 'date-format' cs-pareto --date-format %q "$orders"
fails '--delimiter of two' 2 'delimiter' cs-pareto --delimiter ,, "$orders"
fails '--from after --to' 2 '--from is later' \
	cs-retention --from 2025-02 --to 2025-01 "$orders"

done_testing
