#!/bin/sh
# late.t - cs-churn --failure late: orders that came later than promised, worked out by
# hand, and against a column that says the same.
set -u
. tests/lib.sh

cd "$tmp" || exit 1

# Promised for 01-10: A came on 01-12, B on the day, C before it, D never. E is due on
# 02-10. F has no promised day; it came on 03-10, and its customer complained. G was
# promised for a day before it was placed. Z's date ends the file.
cat >orders.csv <<'END_OF_ORDERS'
order_id,customer,date,amount,promised,delivered
1,A,2025-01-01,10,2025-01-10,2025-01-12
2,B,2025-01-01,10,2025-01-10,2025-01-10 18:00
3,C,2025-01-01,10,2025-01-10,2025-01-05
4,D,2025-01-01,10,2025-01-10,
5,E,2025-01-01,10,2025-02-10,
6,F,2025-01-01,10,,2025-03-10
7,G,2025-01-02,10,2025-01-01,2025-01-03
8,Z,2025-05-01,10,,2025-05-01
END_OF_ORDERS
printf '%s\n' customer,date,kind F,2025-01-02,complaint B,2025-01-03,complaint >contacts.csv

# failed OPTIONS...: the customers whose last experience is a failure
failed()
{
	cs-churn -q --trust late-date --lapse-after 200d --complaint-window 30d \
		--contacts contacts.csv -t customers --state all -f csv "$@" |
		awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
			$column["last_experience"] == "failure_no_complaint" { print $1 }' |
		sort | tr -d '\n'
}

# orders_failed OPTIONS...: how many orders json says have failed
orders_failed()
{
	cs-churn -q --trust late-date --lapse-after 200d --contacts contacts.csv -f json \
		"$@" |
		awk '/"failure": {/ { inside = 1 }
			inside && /"orders"/ { gsub(/[^0-9]/, ""); print; exit }'
}

is "late, or never there" "$(failed --failure late orders.csv)" ADE
is "... is counted" "$(orders_failed --failure late orders.csv)" 3
is "one order a line, and in no order" \
	"$({ head -n 1 orders.csv; tail -n +2 orders.csv | sort -r; } |
		failed --failure late)" ADE
is "on the promised day nothing has failed" \
	"$(failed --failure late --as-of 2025-01-10 orders.csv)" ""
is "a day later what is not there has, and what came after that" \
	"$(failed --failure late --as-of 2025-01-11 orders.csv)" AD
is "an order that is not due is no failure" \
	"$(failed --failure late --as-of 2025-02-10 orders.csv)" AD
is "... until its day has passed" \
	"$(failed --failure late --as-of 2025-02-11 orders.csv)" ADE

# F, whose complaint voices it, is counted among orders only; Z came on its day
is "--promise-days: due after so many days, without a promised day" \
	"$(orders_failed --failure late --promise-days 30 orders.csv)" 4
is "... 01-01 and 68 days is 03-10" \
	"$(orders_failed --failure late --promise-days 68 orders.csv)" 3
is "... 67 days are 03-09" \
	"$(orders_failed --failure late --promise-days 67 orders.csv)" 4
is "... not due on that day" \
	"$(orders_failed --failure late --promise-days 30 --as-of 2025-01-31 orders.csv)" 2
is "... but on the next" \
	"$(orders_failed --failure late --promise-days 30 --as-of 2025-02-01 orders.csv)" 3
is "--promised none: 8 days are 01-09" \
	"$(orders_failed --failure late --promised none --promise-days 8 orders.csv)" 5

# --- by other names

sed '1s/promised,delivered/wish,fact/' orders.csv >named.csv
is "columns by other names" \
	"$(failed --failure late --promised wish --delivered fact named.csv)" ADE
try cs-churn --failure late --promised wish --contacts contacts.csv named.csv
is "no day of delivery: exit status" "$status" 1
like "... what to do" "$err" 'day of delivery; name it with --delivered COL'
try cs-churn --failure late --delivered fact --contacts contacts.csv named.csv
is "no promised day: exit status" "$status" 1
like "... what to do" "$err" 'name it with --promised COL, or say with --promise-days N'
is "... --promise-days does" \
	"$(failed --failure late --delivered fact --promise-days 9 named.csv)" ADE
for option in --promised=promised --delivered=delivered --promise-days=3; do
	try cs-churn "$option" --contacts contacts.csv orders.csv
	is "$option alone: exit status" "$status" 2
	like "... goes with what" "$err" "${option%=*} goes with --failure late"
done

# --- several rows of an order, several choices

cat >lines.csv <<'END_OF_LINES'
order_id,customer,date,amount,promised,delivered,country
1,A,2025-01-01,10,2025-01-10,2025-01-09,DE
1,A,2025-01-01,5,2025-01-10,2025-01-12,DE
1,A,2025-01-01,5,2025-01-20,,DE
2,B,2025-01-01,10,2025-01-10,2025-01-09,AT
2,B,2025-01-20,-4,2025-01-10,,AT
3,C,2025-01-01,9,2025-02-10,2025-02-10,FR
4,Z,2025-03-01,9,,,DE
END_OF_LINES
is "a late row is enough, and one that pays back is none" \
	"$(orders_failed --failure late --line-items sum lines.csv)" 1
is "... the row that is late first counts" "$(failed --failure late --line-items sum \
	--as-of 2025-01-15 lines.csv)" A
is "with an expression either counts" \
	"$(failed --failure late --failure country=FR --line-items sum lines.csv)" AC
is "... and 'late = x' is an expression" \
	"$(sed '1s/country/late/' lines.csv | failed --failure late=FR --line-items sum)" C
try cs-churn --failure late --failure mood=bad --contacts contacts.csv lines.csv
like "a column that is nowhere is an error all the same" "$err" 'unknown-column'
try cs-churn --failure late --lapse-after 60d --as-of 2025-01-05 --contacts contacts.csv \
	-t experience -f csv orders.csv
like "no order is late: told" "$err" 'failure late matches no order.*no-match'
is "... and what rests on it unknown" "$(echo "$out" | grep ^failure | cut -d, -f1-3)" \
	failure_no_complaint,,

# --- against a column that says the same

cs-simulate --service --customers 1500 --failure-rate .2 --contacts all-contacts.csv \
	-o all.csv
for end in 2024-12-31 2025-12-31; do
	awk -F, -v OFS=, -v end=$end 'NR == 1 {
		for (i = 1; i <= NF; i++) column[$i] = i
		print $0, "failed"
		next
	}
	{
		promised = $column["promised_date"]
		came = substr($column["delivered_at"], 1, 10)
		late = came != "" && came <= end ? came > promised : promised < end
		print $0, late ? "x" : ""
	}' all.csv >said.csv
	set -- -q --trust low-response --as-of $end --lapse-after 90d \
		--contacts all-contacts.csv -t all -f csv
	cs-churn "$@" --failure failed=x -o said/ said.csv
	for threads in 1 3; do
		cs-churn "$@" --failure late -j $threads --block-size 8192 -o late/ all.csv
		sed -i 's/(failed=x)/(late)/' said/silent.csv
		none "as of $end, -j $threads: as a column says it" "$(diff -r said late 2>&1 |
			head -n 5)"
	done
	like "... with failures" "$(cat late/experience.csv)" '^failure_no_complaint,[1-9]'
done

done_testing
