#!/bin/sh
# explain.t - the options with which --explain ends, pasted into a shell, read each
# file of testdata as it is read without them; what it says of several files.
set -u
. tests/lib.sh

# pinned FILE COMMAND [OPTION ...]: the same table, and nothing left to a guess:
# no note, but of what a layout says or is no matter of reading
pinned()
{
	file=$1
	shift
	"$@" --explain "$file" >"$tmp/explain" 2>/dev/null
	explained=$?
	"$@" -q -f csv -o "$tmp/plain" "$file" 2>/dev/null
	[ $? = "$explained" ] || { note "--explain: $explained"; return 1; }
	[ "$explained" = 0 ] || return 0
	options=$(sed -n '/^The same, said by options:/{n;p;}' "$tmp/explain")
	# a layout that is not there is not needed
	case $options in *--layout*) ;; *) options="$options --layout none" ;; esac
	eval '"$@" -f csv -o "$tmp/told" '"$options"' "$file"' 2>"$tmp/err"
	if ! cmp "$tmp/plain" "$tmp/told"; then
		note "$options"
		return 1
	fi
	! grep -e 'note: ' "$tmp/err" | grep -v -e 'note: PayPal' -e 'what customers have back' -e --lapse-after | sed 's/^/# /' | grep .
}

cases=0
for file in testdata/*.csv testdata/*.gz testdata/layouts/*.csv testdata/layouts/*.txt; do
	name=${file#testdata/}
	ok "$name" pinned "$file" cs-retention --lapse-after 90d -t summary
	ok "$name in a zone" pinned "$file" cs-retention --lapse-after 90d \
		--tz Asia/Jakarta -t summary
	ok "$name, customers" pinned "$file" cs-pareto -t customers
	cases=$((cases + (explained == 0)))
done
ok 'most of them are read' test $cases -gt 30

cd "$tmp" || exit 1

# told PATTERN OPTION ...: the line of options of o.csv matches, and reads the same
told()
{
	pattern=$1
	shift
	ok "$pattern" pinned o.csv cs-retention --lapse-after 90d "$@" -t summary
	like "$pattern is said" "$options" "$pattern"
}

cat >o.csv <<'END'
Order ID,Customer,Created (UTC),Total,Status
1,ann,2024-01-01 18:00,5,paid
2,bob,2024-01-02 18:00,6,Void
3,ann,2024-02-01 16:00,7,shipped
END
told ' --count paid,shipped'
told ' --tz Asia/Jakarta --input-tz UTC ' --tz Asia/Jakarta
told ' --tz Asia/Jakarta --input-tz America/Lima ' --tz Asia/Jakarta --input-tz America/Lima
told ' --count Void,paid ' --count Void,paid
told " --status none .*--exclude 'Status=Void'" --status none --exclude Status=Void
told ' --exact-keys --round ' --exact-keys --round
told ' --order none ' --order none
told ' --encoding UTF-8 --skip-lines 0 ' --skip-lines 0 --encoding UTF-8
sed 's/ (UTC)//' o.csv >p.csv && mv p.csv o.csv
told ' --tz Asia/Jakarta --input-tz Asia/Jakarta ' --tz Asia/Jakarta
sed 's/,5,paid/,5,/' o.csv >p.csv
try cs-retention -q --lapse-after 90d --explain p.csv
like 'what --count cannot say' "$out" 'without --count, which cannot say all of it'
{ sed 's/$/,item/' o.csv; sed -n '2,$s/$/,other/p' o.csv; } >p.csv && mv p.csv o.csv
told ' --line-items sum'
told ' --line-items once' --line-items once
sed 's/Total/Order Total/' o.csv >p.csv && mv p.csv o.csv
told ' --line-items same'
printf 'a,2024-01-01,5\nb,2024-01-02,6\n' >o.csv
told ' --no-header ' --no-header --customer 1 --date 2 --amount 3
printf 'customer,date\na,2024-01-01\nb,2024-01-02\n' >o.csv
told ' --amount none'

# --- several files

printf 'customer,date,amount\na,2024-01-01,1.50\nb,2024-01-02,2\n' >a.csv
printf 'x\nKunde;Datum;Betrag;x\na;13/01/2024;1,50;\nb;14/01/2024;2,50;\n' >b.csv
printf 'customer,date,amount\na,2024-03-01,2\n' >c.csv
try cs-retention -q --lapse-after 90d --explain a.csv b.csv c.csv
is 'status' "$status" 0
like 'what differs' "$(echo "$out" | tr -s '\n ' ' ')" 'Further files: b.csv: 4 columns, not 3; separated by semicolons, not commas; its header is in line 2, not 1; customer: Kunde, not customer; date: Datum, not date; amount: Betrag, not amount; decimal mark: a comma, not a point c.csv: as the first'
like 'what is not the same for all' "$(echo "$out" | tr -s '\n ' ' ')" \
	'by options: --date-format dmy without --delimiter, .*--decimal, .* which differ from file to file'
try cs-retention -q --lapse-after 90d --explain a.csv c.csv
is 'all as the first' "$(echo "$out" | tail -n 1)" \
	'  --delimiter , --customer customer --date date --amount amount --decimal .'
printf 'customer,date,amount\na,2024-03-01,x\n' >c.csv
try cs-retention -q --lapse-after 90d --explain a.csv c.csv b.csv
is 'a further file fails' "$status" 1
like 'it is named' "$(echo "$out" | tr -s '\n ' ' ')" 'Refused: c.csv, line 2, column 3: cannot read the amount "x"'
unlike 'what stands behind it is not looked at' "$out" b.csv
printf 'kunde,wann,betrag\na,2024-03-01,1\n' >c.csv
try cs-retention -q --lapse-after 90d --explain a.csv c.csv b.csv
is 'a further file lacks a column' "$status" 1
like 'it is said' "$(echo "$out" | tr -s '\n ' ' ')" 'c.csv: .*date: none, not date.*Refused:.*c.csv: no column looks like the date'

done_testing
