# Writes o.csv and c.csv: 100 orders on each of eight Mondays from 2025-01-06 on, half
# of them of the same customers, and so many contacts about them two days later. -v ninth=90: one
# week more.
BEGIN {
	print "order,customer,date,amount" >"o.csv"
	print "customer,order_id,date" >"c.csv"
	days = split("01-06 01-13 01-20 01-27 02-03 02-10 02-17 02-24 03-03", day, " ")
	split("01-08 01-15 01-22 01-29 02-05 02-12 02-19 02-26 03-05", after, " ")
	split("15 30 10 40 20 45 12 28 " ninth, contacts, " ")
	for (w = 1; w <= days && contacts[w] != ""; w++)
		for (i = 1; i <= 100; i++) {
			who = "c" (i % 2 ? i : ++k * 100)
			print ++n "," who ",2025-" day[w] ",10" >"o.csv"
			if (i <= contacts[w])
				print who "," n ",2025-" after[w] >"c.csv"
		}
}
