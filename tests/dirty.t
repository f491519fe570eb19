#!/bin/sh
# dirty.t - files with one fault each: exit status, the first message's line and
# code, and that nothing is printed where a run fails.
set -u
. tests/lib.sh

# name | status | line, - for none | code, - for none | rows that are read, - where
# it fails | what the message says, - for nothing | options | the file, for printf.
# * in a field: whatever it is
while IFS='|' read -r name want line code rows says options text; do
	# shellcheck disable=SC2059
	printf "$text" >"$tmp/a.csv"
	# shellcheck disable=SC2086
	try cs-retention --lapse-after 90d -q -t summary -f json $options "$tmp/a.csv"
	got=$(printf '%s\n' "$err" | grep -E ': (error|warning): ' | head -n 1)
	place=$(printf '%s\n' "$got" | sed -n 's,^[^:]*: [^:]*/a\.csv:\([0-9]*\):.*,\1,p')
	is "$name: status" "$status" "$want"
	[ "$line" = '*' ] || is "$name: line" "${place:--}" "$line"
	said=$(printf '%s\n' "$got" | sed -n 's/.*\[\([a-z0-9-]*\)\]$/\1/p')
	[ "$code" = '*' ] || is "$name: code" "${said:--}" "$code"
	case $says in
	- | '*') ;;
	*) like "$name: message" "$got" "$says" ;;
	esac
	if [ "$rows" = - ]; then
		is "$name: nothing is printed" "$out" ''
	else
		read=$(printf '%s\n' "$out" | sed -n 's/^ *"rows_read": \([0-9]*\),$/\1/p')
		is "$name: rows" "$read" "$rows"
	fi
done <<'END'
guards|0|-|-|2|-||c,date,amount,customer\n1,2024-01-01,5,="007"\n1,2024-01-02,5,="007"\n
lines of delimiters|0|-|-|1|-||customer,date,amount\nann,2024-01-01,5\n,,\n,,\n
header ends in a delimiter|0|-|-|1|-||customer,date,amount,\nann,2024-01-01,5\n
rows end in a delimiter|0|-|-|2|-||customer,date,amount\nann,2024-01-01,5,\nbob,2024-01-01,5,\n
short row|1|3|field-count|-|-||customer,date,amount,note\nann,2024-01-01,5,x\nbob,2024-01-01,5\n
short row filled|0|-|-|2|-|--fill|customer,date,amount,note\nann,2024-01-01,5,x\nbob,2024-01-01,5\n
long row|1|2|field-count|-|-|--fill|customer,date,amount\nann,2024-01-01,5,x\n
whole lines in quotes|0|-|-|2|-||"customer,date,amount"\n"ann,2024-01-01,5"\n"bob,2024-01-02,5"\n
title lines|0|-|-|1|-||Report,,\nof January,,\ncustomer,date,amount\nann,2024-01-01,5\n
header again|0|-|-|2|-||customer,date,amount\nann,2024-01-01,5\ncustomer,date,amount\nbob,2024-01-02,5\n
footer behind a blank line|0|-|-|1|-||customer,date,amount\nann,2024-01-01,5\n\nCompany Ltd\n
footer by its word|0|-|-|1|-||customer,date,amount\nann,2024-01-01,5\nGrand Totals (1 record)\n
no footer in the middle|1|3|field-count|-|-||customer,date,amount\nann,2024-01-01,5\nTotals\nbob,2024-01-02,5\n
few fields at the end|1|3|field-count|-|-||customer,date,amount\nann,2024-01-01,5\nbob\n
the table ends at a blank line|0|-|-|1|-|--stop-at-blank|customer,date,amount\nann,2024-01-01,5\n\nx,y\n
backslashes|0|-|-|2|-||customer,date,amount,n\nann,2024-01-01,5,"a \\"b\\", c"\nbob,2024-01-01,5,x\n
backslashes, told not|1|2|stray-quote|-|-|--escape double|customer,date,amount,n\nann,2024-01-01,5,"a \\"b\\", c"\n
HTML|1|1|not-csv|-|-||<html><table><tr><td>customer</td></tr></table></html>\n
XML|1|1|not-csv|-|-||<?xml version="1.0"?>\n<orders/>\n
JSON|1|1|not-csv|-|-||[{"customer": "ann"}]\n
JSON lines|1|1|not-csv|-|-||{"customer": "ann"}\n{"customer": "bob"}\n
zip|1|1|not-csv|-|-||PK\003\004\024\000orders.csv
old Excel|1|1|not-csv|-|-||\320\317\021\340\241\261\032\341x
zstd|1|1|not-csv|-|-||\050\265\057\375x
xz|1|1|not-csv|-|-||\3757zXZ\000
PDF|1|1|not-csv|-|-||%%PDF-1.4\n
SQLite|1|1|not-csv|-|-||SQLite format 3\000
UTF-16 with a mark|1|1|utf-16|-|-||\377\376a\000,\000b\000
UTF-16 without|1|1|utf-16|-|-||a\000,\000b\000,\000
Latin-1 in a key|1|2|bad-encoding|-|-||customer,date,amount\nZo\353,2024-01-01,5\n
Latin-1 told|0|-|-|1|-|--encoding ISO-8859-1|customer,date,amount\nZo\353,2024-01-01,5\n
Latin-1 in a name|0|1|header-encoding|1|-||customer,date,amount,Stra\337e\nann,2024-01-01,5,x\n
Chinese in a name|0|1|header-encoding|1|name its encoding||customer,date,amount,\301\252\315\250\nann,2024-01-01,5,x\n
not in the encoding|1|2|bad-encoding|-|-|--encoding ASCII|customer,date,amount\nZo\353,2024-01-01,5\n
an encoding that is none|2|-|-|-|-|--encoding NONE|customer,date,amount\n
runs of blanks|0|-|-|2|-||customer  date  amount\nann  2024-01-01   5\nbob 2024-01-02 5\n
amount 12x|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,12x\n
amount --5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,--5\n
amount 1.2.3|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,1.2.3\n
amount 5..5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5..5\n
amount 1e5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,1e5\n
amount 0x10|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,0x10\n
amount five|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,five\n
amount 5%|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5%%\n
amount (5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,(5\n
amount 5)|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5)\n
amount +-5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,+-5\n
amount 1/2|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,1/2\n
amount 5:00|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5:00\n
amount #5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,#5\n
amount NaN|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,NaN\n
amount inf|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,inf\n
amount 1_000|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,1_000\n
amount 5 6|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5 6\n
amount 5.|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5.\n
amount .|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,.\n
amount - 5 -|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,- 5 -\n
amount $|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,$\n
amount EUR|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,EUR\n
amount 5 pieces|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5 pieces\n
amount 1 2 3|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,1 2 3\n
amount 12 34.5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,12 34.5\n
amount 1,23,4|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,"1,23,4"\n
amount €5 $|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,€5 $\n
too fine 0.1234567|1|2|amount-precision|-|--round||customer,date,amount\nann,2024-01-01,0.1234567\n
too fine 1.00000001|1|2|amount-precision|-|--round||customer,date,amount\nann,2024-01-01,1.00000001\n
too fine 12.3456789|1|2|amount-precision|-|--round||customer,date,amount\nann,2024-01-01,12.3456789\n
too large 99999999999999|1|2|amount-range|-|too large||customer,date,amount\nann,2024-01-01,99999999999999\n
too large 9223372036855|1|2|amount-range|-|too large||customer,date,amount\nann,2024-01-01,9223372036855\n
too large 1000000000000000000000|1|2|amount-range|-|too large||customer,date,amount\nann,2024-01-01,1000000000000000000000\n
two readings 1.250|1|2|ambiguous-amount|-|--decimal||customer,date,amount\nann,2024-01-01,1.250\n
two readings told 1.250|0|-|-|1|-|--decimal ,|customer,date,amount\nann,2024-01-01,1.250\n
two readings 12.500|1|2|ambiguous-amount|-|--decimal||customer,date,amount\nann,2024-01-01,12.500\n
two readings told 12.500|0|-|-|1|-|--decimal ,|customer,date,amount\nann,2024-01-01,12.500\n
two readings 999.999|1|2|ambiguous-amount|-|--decimal||customer,date,amount\nann,2024-01-01,999.999\n
two readings told 999.999|0|-|-|1|-|--decimal ,|customer,date,amount\nann,2024-01-01,999.999\n
no amount ''|1|2|missing-amount|-|the amount is empty||customer,date,amount\nann,2024-01-01,\n
no amount 'NA'|1|2|missing-amount|-|the amount is empty||customer,date,amount\nann,2024-01-01,NA\n
no amount 'NULL'|1|2|missing-amount|-|the amount is empty||customer,date,amount\nann,2024-01-01,NULL\n
no amount ' '|1|2|missing-amount|-|the amount is empty||customer,date,amount\nann,2024-01-01, \n
date 2025-13-01|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-13-01,5\n
date 2025-02-30|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-02-30,5\n
date 2024-02-32|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2024-02-32,5\n
date 2025-1|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-1,5\n
date 2025|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025,5\n
date yesterday|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,yesterday,5\n
date 20251301|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,20251301,5\n
date 2025-01-01T25:00|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-01-01T25:00,5\n
date 2025-01-01 10:61|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-01-01 10:61,5\n
date 32.01.2025|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,32.01.2025,5\n
date Foo 5 2025|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,Foo 5 2025,5\n
date 2025-W05|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-W05,5\n
date 01-2025|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,01-2025,5\n
date 2025/15/40|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025/15/40,5\n
date 1.1|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,1.1,5\n
date 12:00|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,12:00,5\n
date noon|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,noon,5\n
date 2025-01|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-01,5\n
date Jan|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,Jan,5\n
date 2025-01-01 99|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-01-01 99,5\n
date 31/02/2025|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,31/02/2025,5\n
date 2025-00-10|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-00-10,5\n
date 2025-10-00|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2025-10-00,5\n
day or month 03/04/2025|1|2|ambiguous-date|-|--date-format||customer,date,amount\nann,03/04/2025,5\n
day or month told 03/04/2025|0|-|-|1|-|--date-format dmy|customer,date,amount\nann,03/04/2025,5\n
day or month 03-04-2025|1|2|ambiguous-date|-|--date-format||customer,date,amount\nann,03-04-2025,5\n
day or month told 03-04-2025|0|-|-|1|-|--date-format dmy|customer,date,amount\nann,03-04-2025,5\n
day or month 3/4/25|1|2|ambiguous-date|-|--date-format||customer,date,amount\nann,3/4/25,5\n
day or month told 3/4/25|0|-|-|1|-|--date-format dmy|customer,date,amount\nann,3/4/25,5\n
day or month 01/02/03|1|2|ambiguous-date|-|--date-format||customer,date,amount\nann,01/02/03,5\n
day or month told 01/02/03|0|-|-|1|-|--date-format dmy|customer,date,amount\nann,01/02/03,5\n
no date ''|1|2|missing-date|-|the date is empty||customer,date,amount\nann,,5\n
no date 'NA'|1|2|missing-date|-|the date is empty||customer,date,amount\nann,NA,5\n
no date 'NULL'|1|2|missing-date|-|the date is empty||customer,date,amount\nann,NULL,5\n
no date '0000-00-00'|1|2|missing-date|-|the date is empty||customer,date,amount\nann,0000-00-00,5\n
another order of days|1|3|date-order|-|--date-format|--date-format mdy|customer,date,amount\nann,01/31/2025,5\nbob,31/01/2025,5\n
1 fields for 3|1|3|field-count|-|where the header has 3||customer,date,amount\nann,2024-01-01,5\nx\nbob,2024-01-01,5\n
2 fields for 3|1|3|field-count|-|where the header has 3||customer,date,amount\nann,2024-01-01,5\nx,x\nbob,2024-01-01,5\n
4 fields for 3|1|3|field-count|-|where the header has 3||customer,date,amount\nann,2024-01-01,5\nx,x,x,x\nbob,2024-01-01,5\n
5 fields for 3|1|3|field-count|-|where the header has 3||customer,date,amount\nann,2024-01-01,5\nx,x,x,x,x\nbob,2024-01-01,5\n
9 fields for 3|1|3|field-count|-|where the header has 3||customer,date,amount\nann,2024-01-01,5\nx,x,x,x,x,x,x,x,x\nbob,2024-01-01,5\n
quote ann,2024-01-01,"5|1|2|unclosed-quote|-|quote||customer,date,amount\nann,2024-01-01,"5\n
quote "ann,2024-01-01,5|1|2|unclosed-quote|-|quote||customer,date,amount\n"ann,2024-01-01,5\n
quote a"nn,2024-01-01,5|1|2|stray-quote|-|quote||customer,date,amount\na"nn,2024-01-01,5\n
quote "a"nn,2024-01-01,5|1|2|stray-quote|-|quote||customer,date,amount\n"a"nn,2024-01-01,5\n
quote ann,2024-01-01,5"|1|2|stray-quote|-|quote||customer,date,amount\nann,2024-01-01,5"\n
quote ann,"2024"-01-01,5|1|2|stray-quote|-|quote||customer,date,amount\nann,"2024"-01-01,5\n
quote "ann" x,2024-01-01,5|1|2|stray-quote|-|quote||customer,date,amount\n"ann" x,2024-01-01,5\n
quoted well "a""nn",2024-01-01,5|0|-|-|1|-||customer,date,amount\n"a""nn",2024-01-01,5\n
quoted well "a,nn",2024-01-01,5|0|-|-|1|-||customer,date,amount\n"a,nn",2024-01-01,5\n
quoted well "a<LF>nn",2024-01-01,5|0|-|-|1|-||customer,date,amount\n"a\nnn",2024-01-01,5\n
quoted well  "ann" ,2024-01-01,5|0|-|-|1|-||customer,date,amount\n "ann" ,2024-01-01,5\n
quotes are plain|0|-|-|1|-|--quote none|customer,date,amount\na"nn,2024-01-01,5\n
NUL a\000nn,2024-01-01,5|1|2|nul-byte|-|NUL||customer,date,amount\na\000nn,2024-01-01,5\n
NUL ann,2024-01-01,5\000|1|2|nul-byte|-|NUL||customer,date,amount\nann,2024-01-01,5\000\n
NUL ann,2024-\00001-01,5|1|2|nul-byte|-|NUL||customer,date,amount\nann,2024-\00001-01,5\n
NUL \000|1|2|nul-byte|-|NUL||customer,date,amount\n\000\n
not UTF-8 \377|1|2|bad-encoding|-|--encoding||customer,date,amount\n\377,2024-01-01,5\n
not UTF-8 \303|1|2|bad-encoding|-|--encoding||customer,date,amount\n\303,2024-01-01,5\n
not UTF-8 \355\240\200|1|2|bad-encoding|-|--encoding||customer,date,amount\n\355\240\200,2024-01-01,5\n
not UTF-8 \300\200|1|2|bad-encoding|-|--encoding||customer,date,amount\n\300\200,2024-01-01,5\n
not UTF-8 \364\220\200\200|1|2|bad-encoding|-|--encoding||customer,date,amount\n\364\220\200\200,2024-01-01,5\n
katakana in a key|1|2|bad-encoding|-|--encoding CP932||customer,date,amount\n\203J\203X,2024-01-01,5\n
Cyrillic in a key|1|2|bad-encoding|-|--encoding WINDOWS-1251||customer,date,amount\n\300\355\355\340,2024-01-01,5\n
Chinese in a key|1|2|bad-encoding|-|say in which encoding||customer,date,amount\n\301\252\315\250,2024-01-01,5\n
not UTF-8 a\200|1|2|bad-encoding|-|--encoding||customer,date,amount\na\200,2024-01-01,5\n
not UTF-8 where nobody looks|0|-|-|1|-||customer,date,amount,note\nann,2024-01-01,5,\377\n
nothing|1|1|empty-file|-|the file is empty||
a mark|1|1|empty-file|-|the file is empty||\357\273\277
blank lines|1|*|empty-file|-|the file is empty||\n\n\n
a header|1|-|no-purchase|-|purchase||customer,date,amount\n
a header, allowed|0|-|-|0|-|--allow-empty|customer,date,amount\n
all excluded|1|-|no-match|-|matches no row|--where customer=bob|customer,date,amount\nann,2024-01-01,5\n
a value that no row has|0|-|no-match|2|did you mean "ann" .1 row.|--where customer=Ann,bob|customer,date,amount\nann,2024-01-01,5\nbob,2024-01-01,5\n
a number with a unit|2|-|bad-filter|-|no unit|--where amount>=5kg|customer,date,amount\nann,2024-01-01,5\n
a number with an exponent|2|-|bad-filter|-|no exponent|--exclude amount=1e3|customer,date,amount\nann,2024-01-01,5\n
a day that does not exist|2|-|bad-filter|-|no such day|--where date<2024-02-30|customer,date,amount\nann,2024-01-01,5\n
an order of texts|2|-|bad-filter|-|texts such as "ann"|--where customer<bob|customer,date,amount\nann,2024-01-01,5\n
a list of limits|2|-|bad-filter|-|is the point here|--where amount>5,10|customer,date,amount\nann,2024-01-01,5\n
a limit of thousands in doubt|2|-|bad-filter|-|1250 or 1.25|--where amount>1.250|customer;date;amount\nann;2024-01-01;5,50\n
a word that joins nothing|2|-|bad-filter|-|"&&" joins comparisons|--where customer=ann&&bob|customer,date,amount\nann,2024-01-01,5\n
a word that joins|0|-|-|2|-|--where customer=ann&&amount=5|customer,date,amount\nann,2024-01-01,5\nbob,2024-01-01,5\n
a word that joins in a cell|0|-|-|1|-|--where customer=a&&b|customer,date,amount\na&&b,2024-01-01,5\n
quotes around a value|0|-|-|2|-|--where customer='ann'|customer,date,amount\nann,2024-01-01,5\nbob,2024-01-01,5\n
no number to compare|0|-|not-compared|3|in 1 row n .* as "x"|--where n>=1|customer,date,amount,n\nann,2024-01-01,5,1\nbob,2024-01-01,5,x\ncem,2024-01-01,5,2\n
all refunds|1|-|no-purchase|-|purchase||customer,date,amount\nann,2024-01-01,-5\n
all without a customer|1|-|no-purchase|-|purchase||customer,date,amount\n,2024-01-01,5\n
no column of the customer|1|-|no-column|-|no column looks like the customer||who,date,amount\nx,y,z\n
no column of the date|1|-|no-column|-|no column looks like the date||customer,when,amount\nx,y,z\n
two columns of one name|1|-|ambiguous-column|-|could both be the||customer,customer,date,amount\nann,bob,2024-01-01,5\n
a column that is not there|1|-|unknown-column|-|there is no column "x"|--amount x|customer,date,amount\nann,2024-01-01,5\n
a position that is not there|1|-|unknown-column|-|there is no column "4"|--amount 4|customer,date,amount\nann,2024-01-01,5\n
another delimiter told|1|-|no-column|-|the header is one field|--delimiter ;|customer,date,amount\nann,2024-01-01,5\n
two delimiters alike|1|1|ambiguous-delimiter|-|--delimiter||customer,date;amount\n
two currencies|1|-|several-currencies|-|EUR, USD||customer,date,amount,currency\nann,2024-01-01,5,EUR\nbob,2024-01-01,5,USD\n
two signs|1|-|several-currencies|-|--where||customer,date,amount\nann,2024-01-01,$5\nbob,2024-01-01,€5\n
a sign against its column|1|2|amount-currency|-|currency||customer,date,amount,currency\nann,2024-01-01,€5,USD\n
a status that is no word|1|-|unknown-status|-|--count||customer,date,amount,status\nann,2024-01-01,5,paid\nbob,2024-01-01,5,mumbled\n
a status counted|0|-|-|2|-|--count paid,mumbled|customer,date,amount,status\nann,2024-01-01,5,paid\nbob,2024-01-01,5,mumbled\n
set aside bad-amount|0|3|bad-rows|3|set aside|--skip-bad|customer,date,amount\nann,2024-01-01,5\nbob,2024-01-01,x\nann,2024-01-02,5\n
too many set aside bad-amount|1|-|max-bad|-|--max-bad|--max-bad 0|customer,date,amount\nann,2024-01-01,5\nbob,2024-01-01,x\nann,2024-01-02,5\n
set aside bad-date|0|3|bad-rows|3|set aside|--skip-bad|customer,date,amount\nann,2024-01-01,5\nbob,nodate,5\nann,2024-01-02,5\n
too many set aside bad-date|1|-|max-bad|-|--max-bad|--max-bad 0|customer,date,amount\nann,2024-01-01,5\nbob,nodate,5\nann,2024-01-02,5\n
set aside field-count|0|3|bad-rows|3|set aside|--skip-bad|customer,date,amount\nann,2024-01-01,5\nbob,2024-01-01\nann,2024-01-02,5\n
too many set aside field-count|1|-|max-bad|-|--max-bad|--max-bad 0|customer,date,amount\nann,2024-01-01,5\nbob,2024-01-01\nann,2024-01-02,5\n
lines that end in CR LF|1|3|bad-amount|-|"x"||customer,date,amount\r\nann,2024-01-01,5\r\nbob,2024-01-01,x\r\n
lines that end in CR|1|3|bad-amount|-|"x"||customer,date,amount\rann,2024-01-01,5\rbob,2024-01-01,x\r
cut off in the last line|0|5|cut-off|4|no line end||customer,date,amount\nann,2024-01-01,5.00\nbob,2024-01-01,5.00\nann,2024-01-02,6.25\nbob,2024-01-02,5.2
cut off in the last line, strict|1|5|cut-off|-|no line end|--strict|customer,date,amount\nann,2024-01-01,5.00\nbob,2024-01-01,5.00\nann,2024-01-02,6.25\nbob,2024-01-02,5.2
a reject file|1|-|reject-file|-|rejected rows||cs_reject,file,line,field,code,message,record\n1,a,2,3,x,y,z\n
lines within quotes are counted|1|4|bad-amount|-|"x"||customer,date,amount\n"a\nb",2024-01-01,5\nbob,2024-01-01,x\n
one contradicting mark|1|4|mixed-decimal|-|decimal||customer,date,amount\na,2024-01-01,"1,50"\nb,2024-01-01,"2,50"\nc,2024-01-01,3.50\n
bzip2|1|*|not-csv|-|-||BZh91AY&SY\302\001
7z|1|*|not-csv|-|-||7z\274\257\047\034
Parquet|1|*|not-csv|-|-||PAR1\025
HTML, in capitals|1|*|not-csv|-|-||<TABLE><TR><TD>customer\n
HTML with a doctype|1|*|not-csv|-|-||<!DOCTYPE html>\n<html>
HTML behind blanks|1|*|not-csv|-|-||\n  <html>\n
JSON, an object|1|*|not-csv|-|-||{\n "orders": []\n}\n
an array of arrays|1|*|not-csv|-|-||[["a", "b"]]\n
amount 12,34,56|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,"12,34,56"\n
amount 5;|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5;\n
amount 5_5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5_5\n
amount &5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,&5\n
amount 5=|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5=\n
amount =5+1|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,=5+1\n
amount 5*2|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5*2\n
amount ~5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,~5\n
amount 5/|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5/\n
amount <5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,<5\n
amount 5?|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5?\n
amount abc5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,abc5\n
amount 5abc5|1|2|bad-amount|-|cannot read the amount||customer,date,amount\nann,2024-01-01,5abc5\n
date 2024-1-1-1|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2024-1-1-1,5\n
date 2024--01-01|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2024--01-01,5\n
date 2024-01-01-|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2024-01-01-,5\n
date 1/1|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,1/1,5\n
date 2024-01-01 noon|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2024-01-01 noon,5\n
date Januar|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,Januar,5\n
date 32/01/2024|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,32/01/2024,5\n
date 2024-366|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2024-366,5\n
date 12-2024-01|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,12-2024-01,5\n
date T12:00|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,T12:00,5\n
date 2024-01-01Tx|1|2|bad-date|-|cannot read the date||customer,date,amount\nann,2024-01-01Tx,5\n
no header|1|-|no-column|-|say --no-header||ann,2024-01-01,5\nbob,2024-01-01,x7\n
no header, told so|0|-|-|2|-|--no-header --customer 1 --date 2 --amount 3|ann,2024-01-01,5\nbob,2024-01-01,6\n
END
done_testing
