#!/bin/sh
# dirty.t - files with one fault each: exit status, the first message's line and
# code, and that nothing is printed where a run fails.
set -u
. tests/lib.sh

# name | status | line, - for none | code, - for none | rows that are read, - where
# it fails | options | the file, for printf
while IFS='|' read -r name want line code rows options text; do
	# shellcheck disable=SC2059
	printf "$text" >"$tmp/a.csv"
	# shellcheck disable=SC2086
	try cs-pareto -f json $options "$tmp/a.csv"
	got=$(printf '%s\n' "$err" | grep -E ': (error|warning): ' | head -n 1)
	place=$(printf '%s\n' "$got" | sed -n 's,^[^:]*: [^:]*/a\.csv:\([0-9]*\):.*,\1,p')
	is "$name: status" "$status" "$want"
	is "$name: line" "${place:--}" "$line"
	said=$(printf '%s\n' "$got" | sed -n 's/.*\[\([a-z0-9-]*\)\]$/\1/p')
	is "$name: code" "${said:--}" "$code"
	if [ "$rows" = - ]; then
		is "$name: nothing is printed" "$out" ''
	else
		read=$(printf '%s\n' "$out" | sed -n 's/^ *"rows_read": \([0-9]*\),$/\1/p')
		is "$name: rows" "$read" "$rows"
	fi
done <<'END'
guards|0|-|-|2||c,date,amount,customer\n1,2024-01-01,5,="007"\n1,2024-01-02,5,="007"\n
lines of delimiters|0|-|-|1||customer,date,amount\nann,2024-01-01,5\n,,\n,,\n
header ends in a delimiter|0|-|-|1||customer,date,amount,\nann,2024-01-01,5\n
rows end in a delimiter|0|-|-|2||customer,date,amount\nann,2024-01-01,5,\nbob,2024-01-01,5,\n
short row|1|3|field-count|-||customer,date,amount,note\nann,2024-01-01,5,x\nbob,2024-01-01,5\n
short row filled|0|-|-|2|--fill|customer,date,amount,note\nann,2024-01-01,5,x\nbob,2024-01-01,5\n
long row|1|2|field-count|-|--fill|customer,date,amount\nann,2024-01-01,5,x\n
whole lines in quotes|0|-|-|2||"customer,date,amount"\n"ann,2024-01-01,5"\n"bob,2024-01-02,5"\n
title lines|0|-|-|1||Report,,\nof January,,\ncustomer,date,amount\nann,2024-01-01,5\n
header again|0|-|-|2||customer,date,amount\nann,2024-01-01,5\ncustomer,date,amount\nbob,2024-01-02,5\n
footer behind a blank line|0|-|-|1||customer,date,amount\nann,2024-01-01,5\n\nCompany Ltd\n
footer by its word|0|-|-|1||customer,date,amount\nann,2024-01-01,5\nGrand Totals (1 record)\n
no footer in the middle|1|3|field-count|-||customer,date,amount\nann,2024-01-01,5\nTotals\nbob,2024-01-02,5\n
few fields at the end|1|3|field-count|-||customer,date,amount\nann,2024-01-01,5\nbob\n
the table ends at a blank line|0|-|-|1|--stop-at-blank|customer,date,amount\nann,2024-01-01,5\n\nx,y\n
backslashes|0|-|-|2||customer,date,amount,n\nann,2024-01-01,5,"a \\"b\\", c"\nbob,2024-01-01,5,x\n
backslashes, told not|1|2|stray-quote|-|--escape double|customer,date,amount,n\nann,2024-01-01,5,"a \\"b\\", c"\n
HTML|1|1|not-csv|-||<html><table><tr><td>customer</td></tr></table></html>\n
XML|1|1|not-csv|-||<?xml version="1.0"?>\n<orders/>\n
JSON|1|1|not-csv|-||[{"customer": "ann"}]\n
JSON lines|1|1|not-csv|-||{"customer": "ann"}\n{"customer": "bob"}\n
zip|1|1|not-csv|-||PK\003\004\024\000orders.csv
old Excel|1|1|not-csv|-||\320\317\021\340\241\261\032\341x
zstd|1|1|not-csv|-||\050\265\057\375x
xz|1|1|not-csv|-||\3757zXZ\000
PDF|1|1|not-csv|-||%%PDF-1.4\n
SQLite|1|1|not-csv|-||SQLite format 3\000
UTF-16 with a mark|1|1|utf-16|-||\377\376a\000,\000b\000
UTF-16 without|1|1|utf-16|-||a\000,\000b\000,\000
Latin-1 in a key|1|2|bad-encoding|-||customer,date,amount\nZo\353,2024-01-01,5\n
Latin-1 told|0|-|-|1|--encoding ISO-8859-1|customer,date,amount\nZo\353,2024-01-01,5\n
Latin-1 in a name|0|1|header-encoding|1||customer,date,amount,Stra\337e\nann,2024-01-01,5,x\n
not in the encoding|1|2|bad-encoding|-|--encoding ASCII|customer,date,amount\nZo\353,2024-01-01,5\n
an encoding that is none|2|-|-|-|--encoding NONE|customer,date,amount\n
runs of blanks|0|-|-|2||customer  date  amount\nann  2024-01-01   5\nbob 2024-01-02 5\n
END
done_testing
