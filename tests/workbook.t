#!/bin/sh
# workbook.t - -f xlsx: each cell is that of -f csv, and no cell is a formula;
# workbook.py reads the file, and where LibreOffice is, that opens it.
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all "no python3"
try cs-pareto -f xlsx testdata/pareto-hand.csv
case $err in
*'-f xlsx is not in this build'* | *'is not on this machine'*)
	skip_all "no libxlsxwriter"
	;;
esac
is "a workbook on standard output" "$status" 0

# book NAME COMMAND ...: makes NAME.xlsx and the same tables as csv
book()
{
	book_name=$1
	shift
	"$@" -q -o "$tmp/$book_name.xlsx" 2>"$tmp/err" &&
		"$@" -q -f csv -o "$tmp/$book_name/" 2>"$tmp/err"
}

# what a spreadsheet would run, join, or take for something else
cat >"$tmp/listed" <<'END'
=1+1
=cmd|' /C calc'!A0
@SUM(1)
+1
-1
007
1e5
2024-01-02
TRUE
 blank
_x0041_
_x005F_x0041_
a_x
<b>&amp;"'
{=1}
#REF!
END
{
	echo "customer,date,amount"
	sed 's/"/""/g; s/.*/"&",2024-01-02,5.00/' "$tmp/listed"
	printf 'a\357\277\277b,2024-01-02,1\n"c\nd",2024-01-02,-1.125\n'
} >"$tmp/names.csv"

orders=testdata/orders.csv.gz
book retention cs-retention -t all $orders
book groups cs-retention --group channel -t all $orders
book pareto cs-pareto -t all $orders
book clv cs-clv -t all $orders
book customers cs-customers -t all --keep country $orders
book lifetime cs-lifetime --every 1m --grace 15d --group region -t all testdata/policies.csv
book churn cs-churn --contacts testdata/churn-contacts.csv --every 30d --grace 8d \
	-t all testdata/churn-orders.csv
book names cs-pareto --exact-keys -t all "$tmp/names.csv"
echo 'customer,date,amount' >"$tmp/nobody.csv"
book nobody cs-pareto --allow-empty -t all "$tmp/nobody.csv"

# the one text that no XML can hold
sed "$(printf 's/\357\277\277/\\\\uFFFF/')" "$tmp/names/customers.csv" >"$tmp/kept"
mv "$tmp/kept" "$tmp/names/customers.csv"

for name in retention groups pareto clv customers lifetime churn names nobody; do
	none "$name: each cell, read from the file" \
		"$(python3 tests/workbook.py "$tmp/$name.xlsx" "$tmp/$name" 2>&1)"
done

cs-retention -q -t all -f xlsx $orders >"$tmp/one.xlsx"
sleep 1
cs-retention -q -t all -f xlsx $orders >"$tmp/two.xlsx"
ok "the same bytes each time" cmp "$tmp/one.xlsx" "$tmp/two.xlsx"

# the library's temporary files are cut short, of which it says nothing
for blocks in 50 100 200; do
	fails "no room for temporary files: $blocks blocks" 1 'is /tmp full' \
		sh -c "ulimit -f $blocks; cs-pareto -q -t customers -f xlsx $orders"
done

# too little memory, where the library is loaded and within it: it is said, it is
# not taken for wrong usage, and the old workbook stays
drive=${CS_BIN%/bin}/tests/faults/drive
echo 'book | cs-pareto -q -t all -f xlsx -o book.xlsx small.csv.gz' >"$tmp/book.list"
wrong=
case $CS_BIN in
*/san*) space= ;; # which sanitizers take all of
*) space=space-ENOMEM ;;
esac
for fault in memory-ENOMEM memory-ENOMEM-on $space; do
	for n in 1 9 50 200 1000 1300 1650 1850 1900 2200 2500 2800 3100; do
		told=$("$drive" "$tmp/book.list" book old $fault $n 2>&1) ||
			wrong="$wrong$told"
	done
done
none "too little memory" "$wrong"

# --- in a spreadsheet

if ! command -v soffice >/dev/null 2>&1; then
	skip 10 "no LibreOffice"
	done_testing
fi
(
	cd "$tmp" || exit
	# fields in quotes, all sheets, numbers and not what is shown of them
	timeout 300 soffice --headless "-env:UserInstallation=file://$tmp/profile" \
		--convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
		--outdir opened retention.xlsx groups.xlsx pareto.xlsx clv.xlsx customers.xlsx lifetime.xlsx \
		churn.xlsx names.xlsx
) >"$tmp/said" 2>&1
for name in retention groups pareto clv customers lifetime churn names; do
	none "$name: each cell, opened" "$(python3 tests/workbook.py \
		"$tmp/$name.xlsx" "$tmp/$name" "$tmp/opened" 2>&1)"
done

# --- what the message about a workbook says is what leads to its answer

python3 - <<'END' >"$tmp/shop.csv"
print("customer,date,amount,country")
for n in range(60):
    print("%s%d,2024-%02d-%02d,%d.%02d,\u65e5\u672c" % ("caf\u00e9 ", n % 20, n % 12 + 1,
          n % 28 + 1, n, n))
END
(
	cd "$tmp" || exit
	lo()
	{
		timeout 120 soffice --headless "-env:UserInstallation=file://$tmp/profile" "$@"
	}
	lo '--infilter=CSV:44,34,76,1' --convert-to xlsx shop.csv
	cs-retention shop.xlsx 2>refused
	mv shop.csv was.csv
	# its words behind the command, as a shell takes them
	eval "lo $(sed -n "s/.*soffice --headless \\(.*\\) FILE.*/\\1/p" refused) shop.xlsx"
) >"$tmp/said" 2>&1
like "a workbook is no input" "$(cat "$tmp/refused")" \
	'this is no CSV but an Excel workbook .*"CSV UTF-8".*Google Sheets.*\[not-csv\]$'
is "... and is one by the command of the message" \
	"$(cs-retention -t summary -f csv --group country "$tmp/shop.csv" 2>&1)" \
	"$(cs-retention -t summary -f csv --group country "$tmp/was.csv" 2>&1)"

done_testing
