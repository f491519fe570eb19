#!/bin/sh
# kinds.t - columns that say of a row that it is no order, and those by which
# guests and the ids of orders are found: what is taken, and what is left alone.
set -u
. tests/lib.sh

# reads NAME WANT [OPTION ...]: "customers,orders,revenue" of $tmp/rows.csv
reads()
{
	name=$1 want=$2
	shift 2
	is "$name" "$(cs-retention -q -f csv --lapse-after 90d "$@" "$tmp/rows.csv" \
		2>"$tmp/err" | awk -F , 'NR == 2 { print $1 "," $2 "," $3 + 0 }')" "$want"
}

# typed HEADER WORD ...: three orders of 10, 20, 40 of a, b, a, and a row of 4 of
# b, with these words
typed()
{
	printf 'customer,date,amount,%s\na,2025-01-01,10,%s\nb,2025-01-02,20,%s\na,2025-02-01,40,%s\nb,2025-02-02,%s,%s\n' \
		"$1" "$2" "$3" "$4" "${6:-4}" "$5" >"$tmp/rows.csv"
}

# rows LINES: with \n between them
rows()
{
	printf '%b' "$1" >"$tmp/rows.csv"
}

# --- what a row is

typed Type Sale Sale Sale Refund
reads 'a refund is taken off' 2,3,66
cs-retention --lapse-after 90d "$tmp/rows.csv" >"$tmp/out"
ok 'and the text says so' grep -q '1 row .* has a positive amount' "$tmp/out"
typed Type Sale Sale Sale Refund -4
reads 'a negative one is as it is' 2,3,66
ok 'without a note' test ! -s "$tmp/err"
typed Type Sale Sale Sale Payout
reads 'a payout is no order' 2,3,70
typed 'Transaction Type' Invoice Invoice Invoice Payment
reads 'a payment settles an invoice' 2,3,70
typed 'Transaction Type' Payment Payment Payment Transfer
reads 'but is an order by itself' 2,3,70
typed Type Rechnung Rechnung Rechnung Gutschrift
reads 'in another language' 2,3,66
typed Type Sale Sale Odd Refund
reads 'a word too many' 2,4,74
typed Type Sale Refund Refund Sale
reads 'more refunds than orders' 2,4,74
typed Type Sale Sale Sale Sale
reads 'nothing but orders' 2,4,74
typed Type Fee Fee Fee Fee
reads 'no orders' 2,4,74
typed 'Product Type' Sale Sale Sale Refund
reads 'of a product' 2,4,74
typed 'Payment Type' Sale Sale Sale Refund
reads 'of a payment' 2,4,74
typed Type Sale Sale Sale Refund
reads 'a filter of the user' 2,4,74 --where 'Type!='
typed Type Sale Sale Sale Refund
reads 'which leaves them out' 2,3,70 --exclude Type=Refund
typed Type,Order Sale,1 Sale,2 Sale,3 Refund,2 16
reads 'a refund of an order by its id' 2,3,54

# --- a second column of statuses

typed 'payment status,status' paid,new paid,new paid,odd paid,cancelled
reads 'what is cancelled does not count, though paid' 2,3,70
typed 'payment status,status' paid,a paid,b paid,c paid,pending
reads 'other words do not matter' 2,4,74
typed 'payment status,status' paid,a paid,b paid,c paid,cancelled
reads 'beside one that is named' 2,3,70 --status 'payment status' --count paid
reads 'a filter by the second' 2,4,74 --where 'status!='

# --- flags

typed Storniert N N N J
reads 'cancelled' 2,3,70
typed Refunded No No No Yes
reads 'paid back' 2,3,70
typed test_mode false false false true
reads 'a test' 2,3,70
typed 'Payment Mode' live live live test
reads 'live and test' 2,3,70
typed Cancelled Yes Yes Yes Yes
reads 'yes everywhere' 2,4,74
typed Cancelled No No Maybe Yes
reads 'neither yes nor no' 2,4,74
typed Cancelled No No No Yes
reads 'a filter by it' 2,4,74 --where 'Cancelled!='
typed Storno '' '' '' x
reads 'a cross' 2,3,70
typed Refunded No No No Yes -4
reads 'a row of what was paid back counts' 2,3,66
typed is_deleted 0.0 0.0 0.0 1.0
reads 'numbers with a point' 2,3,70
typed deleted_at '' '' '' '2025-03-01 10:00'
reads 'the day on which it was deleted' 2,3,70
typed bezahlt ja ja ja nein
reads 'not paid for' 2,3,70
typed Pagado Sí Sí Sí No
reads 'in another language' 2,3,70
typed paid 1 1 1 0
reads 'by numbers' 2,3,70
typed Unpaid No No No Yes
reads 'the other way round' 2,3,70

# doubted NAME WANT [OPTION ...]: rows that are doubted of $tmp/rows.csv
doubted()
{
	name=$1 want=$2
	shift 2
	is "$name" "$(cs-retention -q --lapse-after 90d "$@" "$tmp/rows.csv" 2>&1 \
		>/dev/null | grep -o ': [0-9]* of the first .*other-status' |
		cut -d ' ' -f 2)" "$want"
}

typed Cancelled No No Maybe Yes
doubted 'neither yes nor no is doubted' 2
doubted 'and trusted' '' --trust other-status
doubted 'or left out' '' --exclude Cancelled=Yes
typed Cancelled '' '' '' 'no stock'
doubted 'why it was cancelled' 1
typed paid_at 2025-01-02 2025-01-02 2025-02-02 ''
doubted 'a day of payment that is not there' 1
doubted 'which is left out as it says' '' --exclude paid_at=
typed paid_at,status 2025-01-02,paid 2025-01-02,paid 2025-02-02,paid ,paid
doubted 'but not beside a status' ''
typed paid yes no no no
doubted 'not paid for as a rule' 3
typed paid,status yes,shipped yes,shipped yes,shipped no,shipped
doubted 'not paid for, whatever the status' 1
typed paid x x x ''
doubted 'a cross that is not there' 1
doubted 'which is left out as it says' '' --exclude paid=
typed paid 10 20 40 0
doubted 'nothing that was paid' 1
typed is_return 0 0 0 1
reads 'a return' 2,3,70
printf 'customer,date,price,paid\na,2025-01-01,10,1\nb,2025-01-02,20,0\nc,2025-01-05,20,1\n' >"$tmp/rows.csv"
like 'what is yes and no is no amount' "$(cs-pareto -q -f csv -t summary \
	"$tmp/rows.csv")" '^2,30,'
typed 'is paid online' yes yes yes no
doubted 'a name of more words' 1
typed 'free cancellation' no no no yes
doubted 'what may be cancelled' ''
typed Refunded No No No Yes -4
doubted 'what takes off is right' ''
typed gift no no no yes
doubted 'what says nothing of it' ''

# --- guests

rows 'customer_id,email,date,amount\n1,a@x,2025-01-01,1\n,b@x,2025-01-02,2\n2,c@x,2025-01-03,4\n,a@x,2025-02-01,8\n'
reads 'guests have an address' 3,4,15
rows 'customer_id,email,date,amount\n1,,2025-01-01,1\n,b@x,2025-01-02,2\n2,c@x,2025-01-03,4\n,b@x,2025-02-01,8\n'
reads 'guests alone have one' 3,4,15
rows 'customer_id,email,date,amount\n1,s@x,2025-01-01,1\n,s@x,2025-01-02,2\n2,s@x,2025-01-03,4\n'
reads 'the address of a clerk' 2,2,5
rows 'customer_id,customer name,date,amount\n1,a,2025-01-01,1\n,b,2025-01-02,2\n2,c,2025-01-03,4\n'
reads 'names do not stand in' 2,2,5

# --- ids of orders

rows 'ID,customer,date,amount\n7,a,2025-01-01,1\n7,a,2025-01-01,2\n8,b,2025-01-03,4\n'
reads 'an id of orders' 2,2,7
rows 'ID,customer,date,amount\n7,a,2025-01-01,1\n7,a,2025-01-02,2\n8,b,2025-01-03,4\n'
reads 'one of customers' 2,3,7
rows 'Name,customer,date,amount\n#1,a,2025-01-01,1\n#1,a,2025-01-01,2\n#2,b,2025-01-03,4\n'
reads 'a name that is a number' 2,2,7

# --- what is written

rows 'customer,date,amount\na,2025-01-01,US $1.50\nb,2025-01-02,US $2.50\n'
reads 'a blank before the sign' 2,2,4
rows 'customer,date,amount\na,2025-01-01,Rp40.000\nb,2025-01-02,Rp2.500\n'
reads 'money without cents' 2,2,42500
rows 'customer,date,amount\na,13 de enero de 2025 10:11 hs.,1\nb,2 de mayo de 2025 10:11 hs.,2\n'
reads 'a clock with a full stop' 2,2,3
rows 'id,customer,date,amount,items\n1,a,2025-01-01,1,1\n2,b,2025-01-02,2,1\nTotals,,,3,2\n'
reads 'a line of sums with many cells' 2,2,3
typed status 'Closed Won' 'Closed Won' 'Closed Won' Negotiation
reads 'stages of a sale' 2,3,70
typed Type Authorised Refused Authorised Refused
fails 'a column of kinds that are statuses' 1 'no purchase is left.*"Authorised"' \
	cs-retention --lapse-after 90d "$tmp/rows.csv"

typed Statut 'Exp\0351di\0351e' 'Exp\0351di\0351e' 'Exp\0351di\0351e' 'Annul\0351e par le client'
rows "$(cat "$tmp/rows.csv")\n"
fails 'statuses that are not UTF-8' 1 '--encoding WINDOWS-1252.*bad-encoding' \
	cs-retention --lapse-after 90d "$tmp/rows.csv"
reads 'which that reads' 2,3,70 --encoding WINDOWS-1252

# --- net of fees

rows 'customer,date,Gross sum,Fee,Total\na,2025-01-01,10,-1,9\na,2025-01-02,10,-1,9\na,2025-01-03,20,-2,18\na,2025-01-04,20,-2,18\nb,2025-01-05,5,-.5,4.5\n'
like_err()
{
	cs-retention --lapse-after 90d "$tmp/rows.csv" "$@" 2>&1 >/dev/null |
		grep -c 'net-of-fees'
}
is 'an amount after fees is doubted' "$(like_err)" 1
is 'and settled by an option' "$(like_err --amount Total)" 0
reads 'as the warning says' 2,5,65 --amount 'Gross sum'
rows 'customer,date,Items,Fee,Total\na,2025-01-01,10,1,11\na,2025-01-02,10,1,11\na,2025-01-03,20,2,22\na,2025-01-04,20,2,22\nb,2025-01-05,5,.5,5.5\n'
is 'a fee that the customer pays is none' "$(like_err)" 0

# --- contracts

rows 'Policy Number,Effective Date,Cancellation Date\n1,2025-01-01,\n2,2025-01-02,2025-02-01\n3,2025-01-03,\n'
fails 'contracts are no orders' 1 \
	"cs-lifetime --start 'Effective Date' --end 'Cancellation Date'.*cannot-be-used" \
	cs-retention --lapse-after 90d "$tmp/rows.csv"
ok 'what it says works' cs-lifetime -q --start 'Effective Date' \
	--end 'Cancellation Date' -o "$tmp/out" "$tmp/rows.csv"
reads 'a date of the user' 2,2,0 --date 'Effective Date'
rows 'Policy Number,Order ID,Effective Date,Cancellation Date\n1,1,2025-01-01,\n2,2,2025-01-02,2025-02-01\n'
reads 'orders that are cancelled' 1,1,0 --date 'Effective Date'

# --- balances, and sums by another name

# sums [OPTION ...]: which rows of $tmp/rows.csv are doubted, as it says
sums()
{
	cs-pareto -q "$@" "$tmp/rows.csv" 2>&1 >/dev/null | grep sum-rows |
		sed 's/: [a-z0-9 ]*look.* as / /; s/cs-pareto: //; s/ has.*//; s/, .*//
			s/.*rows.csv/rows.csv/'
}

rows 'customer,date,amount\nOpening balance,2025-01-01,900\na,2025-01-02,1\nb,2025-01-03,2\n'
is 'a balance is doubted' "$(sums)" 'rows.csv:2: warning "Opening balance"'
is 'and left out as it says' "$(sums --exclude 'customer=Opening balance')" ''
rows 'customer,date,amount,text\n,2025-01-01,900,Solde initial\na,2025-01-02,1,x\nb,2025-01-03,2,x\n'
is 'one without a customer does not count' "$(sums)" ''
rows 'customer,date,amount,text\na,2025-01-01,900,Solde initial\na,2025-01-02,1,x\nb,2025-01-03,2,x\n'
is 'one in another column' "$(sums)" 'rows.csv:2: warning "Solde initial"'
awk 'BEGIN { print "customer,date,amount"; for (i = 1; i < 20; i++) print "c" i ",2025-01-0" i % 9 + 1 "," i
	print "Monat,2025-01-31,190" }' >"$tmp/rows.csv"
is 'as much as all others together' "$(sums)" 'warning: "Monat"'
awk 'BEGIN { print "customer,date,amount"; for (i = 1; i < 20; i++) print "c" i ",2025-01-0" i % 9 + 1 "," i
	print "Monat,2025-01-31,190.1" }' >"$tmp/rows.csv"
is 'or nearly' "$(sums)" ''

# --- amounts in cents

# money FILE FORMAT SEED: sixty rows, whose amounts are written so
money()
{
	awk -v format="$2" -v seed="$3" -v scale="${4:-1}" 'BEGIN {
		srand(seed)
		print "customer,date,amount"
		for (i = 0; i < 60; i++)
			printf "c%d,2025-%02d-%02d," format "\n", i % 17, seed, 1 + i % 28,
				exp(3 + 2 * rand()) * scale
	}' >"$tmp/$1"
}

# of_units FILE ...: the files that are doubted, and how
of_units()
{
	cs-pareto -q "$@" 2>&1 >/dev/null | grep other-unit |
		sed 's/.*about \(.*\) those of.*/\1/'
}

money a.csv %.2f 1
money b.csv %.0f 2 100
money c.csv %.2f 3
money d.csv %.5f 4 .001
money e.csv %.2f 5 4
is 'a file in cents' "$(of_units "$tmp/a.csv" "$tmp/b.csv")" '100 times'
is 'before the other' "$(of_units "$tmp/b.csv" "$tmp/a.csv")" 'a hundredth of'
is 'a file in thousands' "$(of_units "$tmp/a.csv" "$tmp/d.csv")" 'a thousandth of'
is 'files alike' "$(of_units "$tmp/a.csv" "$tmp/c.csv" "$tmp/e.csv")" ''
is 'and trusted' "$(of_units --trust other-unit "$tmp/a.csv" "$tmp/b.csv")" ''

done_testing
