#!/bin/sh
# layouts.t - the exports of testdata/layouts are read right without options, or
# refused with the reason. NAME.want says what is right and how it comes about.
set -u
. tests/lib.sh

data=$PWD/testdata/layouts

# figures NAME: "customers orders revenue repeat_customers" of NAME.want
figures()
{
	awk '$1 ~ /^(customers|orders|revenue|repeat_customers)$/ && n < 4 {
		printf "%s%s", n++ ? "," : "", $2 == "none" ? "" : $2 + 0 }' "$data/$1.want"
}

# reads NAME [OPTION ...]: those of the command, in the same form
reads()
{
	cs-retention -q -f csv --lapse-after 90d "$@" 2>"$tmp/err" |
	awk -F , 'NR == 2 { printf "%s,%s,%s,%s", $1, $2, $3 == "" ? "" : $3 + 0, $4 }'
}

# right FILE [OPTION ...]: an export of orders; cs-pareto, which asks for no order
# ids and no dates, reads the same
right()
{
	file=$1 name=${1%.*}
	shift
	want=$(figures "$name")
	is "$name" "$(cd "$data" && reads "$file" "$@")" "${want:-some figures}"
	customers=${want%%,*} revenue=${want#*,*,} revenue=${revenue%%,*}
	[ -z "$revenue" ] ||
		is "$name, cs-pareto" "$(cd "$data" && cs-pareto -q -f csv "$@" "$file" 2>"$tmp/err" |
			awk -F , 'NR == 2 { print $1 + 0 "," $2 + 0 }')" "$customers,$revenue"
}

# refused FILE PATTERN: with status 1, nothing printed, and this reason
refused()
{
	fails "${1%.*} is refused" 1 "$2" cs-retention --lapse-after 90d "$data/$1"
}

# contacts NAME ORDERS WANT: columns and counts of a second input
contacts()
{
	(cd "$data" && cs-churn -q -f json -t summary --lapse-after 60d \
		--contacts "$1.csv" "$2.csv") >"$tmp/out" 2>/dev/null
	is "$1" "$(python3 - "$tmp/out" <<-'END'
	import json, sys
	report = json.load(open(sys.argv[1]))
	read, columns = report["input"]["contacts"], report["parameters"]["contact_columns"]
	print(*(read[k] for k in ("rows_used", "rows_excluded", "rows_unattributed",
	    "rows_unmatched", "first_date", "last_date")),
	    *(v for v in columns.values() if v), sep=", ")
	END
	)" "$3"
}

right amazon-business-2019.csv
right amazon-fba-shipments-2017.txt
right amazon-orders-2024.txt
right bigcommerce-2024.csv
is 'dunnhumby-transactions' "$(cd "$data" && reads dunnhumby-transactions.csv)" 3,5,9.71,2
refused cdnow.txt 'date COL .perhaps "2".*amount COL .perhaps "4".*1 .00001., 2 .19970101., 3 .1., 4 .11\.77.'
right cdnow.txt --customer 1 --date 2 --amount 4
right ebay-saleshistory-2016.csv
right paypal-ptbr-2018.csv
right etsy-orders-2022.csv
right gumroad-2024.csv
right magento1-grid-2014.csv
right magento2-grid-2025.csv
right odoo-saleorder-2022.csv
right online-retail-ii.csv
right paypal-en-2016.csv
right paypal-es-2020.csv
right paypal-fr-2024.csv
right prestashop-fr-2024.csv
right rees46-events.csv
right salesforce-opportunity-2024.csv
right sap-en-2024.csv
right shopify-2021.csv
right square-items-2026.csv
right shopee-id-2024.csv
right shopee-th-2024.csv
right stripe-payments-2016.csv
right stripe-unified-2026.csv
right tiktok-tokopedia-id-2026.csv
right woo-algolplus-2023.csv
right superstore.csv
right ta-feng.csv
right vend-2024.csv
right woo-webtoffee-2024.csv
right woo-bare-2024.csv
right xero-invoices-2024.csv

# what is no order, who has no account, and how vendors say so
right airbnb-payouts-2025.csv
right aliexpress-2025.csv
right booking-com-2025.csv
right braintree-2025.csv
right bukalapak-2025.csv
right discogs-2025.csv
right ebay-transactions-2025.csv
right givewp-2025.csv
right guests-2025.csv
right jtl-2025.csv
right lightspeed-ecom-2025.csv
right lightspeed-retail-2025.csv
right magento2-orders-2025.csv
right matrixify-2025.csv
right odoo-invoices-2025.csv
right payhip-2025.csv
right payment-types-2025.csv
right recurly-transactions-2025.csv
right sage50-2025.csv
right zoho-crm-2025.csv
right zoho-inventory-2025.csv
right clover-payments-2024.csv
right dolibarr-fr-2024.csv
right eccube-jp-2024.csv --encoding CP932
right shoptet-cz-2024.csv --encoding WINDOWS-1250
right insurance-premiums-2024.csv
right raisersedge-2024.csv
right salla-ar-2024.csv
right tiendanube-2024.csv
right gym-de-2024.csv --encoding WINDOWS-1252
refused gym-de-2024.csv 'amount "65,57 .x80" is not UTF-8.*say --encoding WINDOWS-1252'
refused eccube-jp-2024.csv 'not UTF-8.*--encoding CP932'
refused shoptet-cz-2024.csv 'not UTF-8.*--encoding WINDOWS-1250'
# the same nine orders, as shops of other languages and a warehouse write them
for file in zamowienia-pl objednavky-cz ordrar-se ordrer-dk trendyol-tr zakazy-ru \
	rakuten-jp taobao-cn smartstore-kr warehouse; do
	right $file-2025.csv
done

is repeated-totals-one-differs "$(cd "$data" && reads repeated-totals-one-differs.csv)" \
	15,41,4310,15

printf 'customer,date,amount,%s\na,2024-01-02,5,OK\nb,2024-01-03,6,NY\na,2024-02-03,7,OK\n' \
	'billing state' >"$tmp/state.csv"
is 'a state of the country is no status' "$(reads "$tmp/state.csv")" 2,3,18,1
sed '1s/billing state/order payment state/' "$tmp/state.csv" >"$tmp/payment.csv"
fails 'but that of a payment is one' 1 'order payment state is "NY"' cs-retention "$tmp/payment.csv"
refused amazon-allorders-2017.txt 'nobody who bought is named.*fulfilled shipments'
printf 'Num,Name,Settlement ID,Day,Sum\n1,Ann,s1,2024-01-02,1.50\n2,Ben,s1,2024-02-03,2.50\n' >"$tmp/num.csv"
fails 'what numbers orders is no advice for the customer' 1 'customer COL .perhaps "Name", "Num".' \
	cs-retention "$tmp/num.csv"
refused amazon-india-2022.csv 'nobody who bought is named'
refused instacart-orders.csv 'no column looks like the date'
refused lazada-2026.csv 'customers are masked'
refused olist-orders.csv 'customer_id is another for each order.*customer_unique_id'
refused shopify-customers-2024.csv 'sums of each customer.*Orders > Export'
refused stripe-balance-2020.csv 'nobody who paid is named.*customer_id'
refused sumup-2024.csv 'nobody who paid is named.*cashier'
refused telco-churn.csv 'cs-lifetime --time tenure --event Churn'
refused temu-de-2025.csv "another for each order.*--customer 'Name des Empf.*ngers'"
refused woo-subscriptions-2014.csv 'cs-lifetime --start subscription_start_date'

contacts delighted-2025 orders-by-mail \
	'3, 0, 0, 0, 2025-07-05, 2025-07-26, Email, Created at, Score'
contacts freshdesk-2025 orders-by-mail \
	'5, 0, 0, 0, 2025-07-05, 2025-08-04, Email, Contact ID, Created time, Type, Resolved time'
contacts freshservice-2025 orders-by-mail \
	'3, 0, 0, 0, 2025-07-05, 2025-07-26, Requester Email, Created Time, Type, Survey Result, Initial Response Time, Resolved Time'
contacts hubspot-tickets-2025 orders-by-mail \
	'4, 0, 0, 0, 2025-07-06, 2025-08-02, Associated Contact Email, Create Date, Close Date'
contacts intercom-2025 orders-by-mail \
	'3, 0, 1, 0, 2025-07-05, 2025-08-02, User email, Conversation started at (Europe/Berlin), Ticket type, Conversation rating'
contacts kaggle-support-tickets orders-by-mail \
	'3, 1, 0, 0, 2025-07-05, 2025-08-01, Customer Email, First Response Time, Ticket Type, Customer Satisfaction Rating, First Response Time, Time to Resolution'
contacts salesforce-case-2026 orders-by-sf \
	'3, 1, 1, 0, 2025-07-05, 2025-08-02, ContactId, CreatedDate, Type, ClosedDate'
contacts zendesk-2016 orders-by-mail \
	'5, 0, 0, 1, 2025-07-05, 2025-09-02, Requester email, Created at, Ticket type, Satisfaction Score, Solved at'
contacts zendesk-explore-2025 orders-by-mail \
	'3, 0, 0, 0, 2025-07-05, 2025-07-26, Requester email, Ticket created - Timestamp, Ticket type, Ticket satisfaction rating, Ticket solved - Timestamp'
# of columns that could be the customer the one that the orders know
contacts jira-sm-2025 orders-of-names \
	'6, 0, 0, 0, 2025-01-20, 2025-03-25, Reporter, Created, Issue Type, Satisfaction rating, Resolved'
contacts tickets-fr-2025 orders-of-mails \
	'6, 0, 0, 0, 2025-01-20, 2025-03-25, E-mail du client, Date de création, Type, Note de satisfaction, Date de résolution'
fails 'nyc311-2015 is refused' 1 'no column looks like the customer' \
	cs-churn --lapse-after 60d --contacts "$data/nyc311-2015.csv" "$data/orders-by-mail.csv"

# --- the same exports, asked how customers are looked after

# served NAME WANT: due and within the hour, decided and settled at once, complaints
# due and acknowledged, with their day over and kept, open; asked, answered, satisfied.
# "-" is what the export has no column for.
served()
{
	(cd "$data" && cs-contacts -q -f json "$1.csv") >"$tmp/out" 2>/dev/null
	is "cs-contacts $1" "$(python3 - "$tmp/out" <<-'END'
	import json, sys
	of = json.load(open(sys.argv[1]))["tables"]
	summary, settled = of["summary"][0], of["resolution"][0]
	asked = of["satisfaction"][0]
	complaints = {row["measure"]: row for row in of["complaints"]}
	acknowledged, kept = complaints["acknowledged"], complaints["deadline_kept"]
	share, due = summary["within_hour"], summary["due_within_hour"]
	print(*("-" if n is None else n for n in (
	    due, share if share is None else round(share * due),
	    settled["decided"], settled["resolved_first"],
	    acknowledged["due"], acknowledged["done"],
	    kept["due"], kept["done"], kept["open"],
	    asked["asked"], asked["answered"], asked["satisfied"])))
	END
	)" "$2"
}

served zendesk-2016 '6 6 4 0 3 3 3 2 1 4 3 2'
served zendesk-explore-2025 '- - 2 2 - - 1 1 1 3 2 1'
served freshdesk-2025 '- - 3 1 - - 2 1 1 - - -'
served freshservice-2025 '3 2 2 2 - - - - - - 0 0'
served intercom-2025 '3 3 2 - 2 2 - - - - 2 1'
served hubspot-tickets-2025 '- - 3 1 - - - - - - - -'
served salesforce-case-2026 '- - 2 1 - - 2 1 1 - - -'
served jira-sm-2025 '- - 4 4 - - - - - - 6 6'
served kaggle-support-tickets '- - 2 1 - - - - - - 2 0'
served delighted-2025 '- - 0 - - - - - - - 3 2'
served tickets-fr-2025 '- - 5 4 - - 5 4 2 - 6 6'
# as help desks write them in several languages: times as 12/24 hours, US and German dates,
# 00:12:33, 1d 3h, "00:20 Hrs", survey words, two tickets each, of which one is open; what
# a desk does not export stays "-"
served freshdesk-de-2026 '2 1 0 0 1 1 1 1 0 - 1 1'
served freshdesk-es-2026 '2 1 0 0 1 1 1 1 0 - 1 1'
served freshdesk-full-2026 '2 1 0 0 1 1 1 1 0 - 1 1'
served front-2026 '2 1 0 0 - - - - - - - -'
served front-messages-2026 '2 1 0 - - - - - - - - -'
served helpscout-2026 '2 1 0 0 - - - - - - 1 1'
served hubspot-tickets-times-2026 '2 1 0 0 1 1 1 1 0 - - -'
served jira-de-2026 '- - 1 1 - - 1 1 0 - 1 1'
served jira-sm-fields-2026 '- - 1 1 - - 1 1 0 - 1 1'
served kayako-2026 '2 1 0 0 1 1 1 1 0 - 1 1'
served liveagent-2026 '2 1 0 0 - - - - - - - -'
served osticket-2026 '- - 1 1 - - 1 0 0 - - -'
served salesforce-report-2026 '- - 1 1 - - 1 1 0 - - -'
served zammad-de-2026 '2 1 1 1 - - - - - - - -'
served zendesk-fr-2026 '2 1 1 1 1 1 1 1 0 - 1 1'
served zendesk-times-2026 '4 2 0 0 2 2 1 1 1 3 2 1'
served zoho-desk-2026 '2 1 0 0 1 1 1 1 0 - 1 1'
# newer exports of the same: the columns of how long it took, and of who closed it
cat >"$tmp/intercom.csv" <<'END'
Conversation ID,Conversation started at (UTC),Conversation first closed at (UTC),User email,Channel,Conversation rating,Time to first response (seconds),Time to close (seconds),Number of reopens
1,2025-07-05 10:00:00,2025-07-05 11:00:00,a@x.com,Chat,5,120,3600,0
2,2025-07-06 10:00:00,,b@x.com,Chat,,,,
END
cat >"$tmp/hubspot.csv" <<'END'
"Ticket ID","Ticket name","Create date","Close date","Ticket status","Pipeline","First agent email response date","Source","Associated Contact"
"1","Late","2025-07-06 09:15","2025-07-07 09:15","Closed","Support Pipeline","2025-07-06 10:00","EMAIL","Anna (a@x.com)"
"2","Late","2025-07-09 09:15","","New","Support Pipeline","","CHAT","Ben (b@x.com)"
END
cat >"$tmp/gorgias.csv" <<'END'
Ticket id,Initial channel,Creation date,Closed date,Survey score,First response time (s),Resolution time (s),Number of agent messages,Number of customer messages,Customer email
1,email,2025-07-05T10:00:00,2025-07-05T12:00:00,5,600,7200,1,1,a@x.com
2,chat,2025-07-06T10:00:00,,,,,0,1,b@x.com
END
# what is left of a service level is no time of an answer
cat >"$tmp/jira.csv" <<'END'
Summary,Issue key,Issue id,Issue Type,Status,Reporter,Created,Resolved,Custom field (Time to first response),Custom field (Time to resolution)
A,SD-1,10001,Task,Done,anna@x.com,05/Jul/25 10:15 AM,06/Jul/25 9:00 AM,3:30,-1:20
B,SD-2,10002,Task,Open,ben@x.com,15/Jul/25 2:15 PM,,-12:03,5:00
END
for like in intercom hubspot gorgias jira; do
	is "a newer $like" "$(cs-contacts -q --trust no-match -t response,resolution \
		-f csv -o "$tmp/" "$tmp/$like.csv" && for t in response resolution; do
		awk -F, 'NR == 2 { print $2, $3, $4 }' "$tmp/$t.csv"
	done)" "$(case $like in
	jira) printf '%s\n' '2  ' '2 1 1' ;;
	*) printf '%s\n' '2 1 1' '2 0 0' ;;
	esac)"
done
fails 'nobody is named' 1 'no column looks like the customer' \
	cs-contacts "$data/nyc311-2015.csv"

# --- layouts that the user chooses, or writes

cat >"$tmp/own.csv" <<'END'
who,when,much,kind
a,03.01.2025,1,sale
a,04.01.2025,2,test
b,05.01.2025,4,sale
-,06.01.2025,8,sale
END
cat >"$tmp/own.txt" <<'END'
# of the cash desk
title: our own
needs: who, wh*
customer: who
date: when
amount:
 much
exclude: kind=test
replace who: -=
END
for layout in shopify zendesk; do
	is "$layout leaves the other input as it is" "$(cs-churn -q --explain --layout $layout \
		--lapse-after 60d --contacts "$data/zendesk-2016.csv" "$data/shopify-2021.csv" |
		grep -c '^layout ')" 2
done
is 'a layout of the user' "$(cd "$tmp" && reads own.csv --layout own.txt)" 2,2,5,0
is 'an option comes before it' \
	"$(cd "$tmp" && reads own.csv --layout own.txt --customer kind)" 1,3,13,1
sed '/^exclude/d' "$tmp/own.txt" >"$tmp/count.txt"
printf 'status: kind\ncount: SALE, other\n' >>"$tmp/count.txt"
is 'it says which statuses count' "$(cd "$tmp" && reads own.csv --layout count.txt)" 2,2,5,0
is 'unless --count does' \
	"$(cd "$tmp" && reads own.csv --layout count.txt --count test,sale)" 2,3,7,1
fails 'no layout' 1 'no column looks like the customer, the date or the amount' \
	cs-retention --layout none "$tmp/own.csv"
fails 'one that does not know the header' 1 'no column looks like' \
	cs-retention --layout shopify "$tmp/own.csv"
fails 'one that is not there' 2 'no layout of that name.*--list-layouts' \
	cs-retention --layout shopfy "$tmp/own.csv"
printf 'title: x\nneeds a\n' >"$tmp/bad.txt"
fails 'a line that is none' 2 'bad\.txt:2: .*KEY: VALUE.*\[bad-layout\]' \
	cs-retention --layout "$tmp/bad.txt" "$tmp/own.csv"
printf 'title: x\ncolour: red\n' >"$tmp/bad.txt"
fails 'a key that is none' 2 'bad\.txt:2: .*"colour".*\[bad-layout\]' \
	cs-retention --layout "$tmp/bad.txt" "$tmp/own.csv"
printf 'title: x\nwhere: a\n' >"$tmp/bad.txt"
fails 'a filter that is none' 2 'bad\.txt:2: ' \
	cs-retention --layout "$tmp/bad.txt" "$tmp/own.csv"
fails 'a layout that never ends' 2 'this is no layout' \
	cs-retention --layout /dev/zero "$tmp/own.csv"
is 'the list of layouts' "$(cs-pareto --list-layouts | wc -l | tr -d ' ')" \
	"$(find lib/layouts -name '*.txt' | wc -l | tr -d ' ')"
ok 'each has a title' test -z "$(cs-pareto --list-layouts | awk 'NF < 2')"

done_testing
