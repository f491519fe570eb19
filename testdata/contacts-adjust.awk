# contacts-adjust.awk - orders on time and late, first and second ones, and who comes back:
# promised and delivered ten days and 15 after 01-01 (first) and 01-16 (second ones)
function order(who, date, promised, delivered)
{
	print ++n "," who ",2025-" date "," promised "," delivered
}
function first(who, late)
{
	order(who, "01-01", "2025-01-11", late ? "2025-01-16" : "2025-01-11")
}
function second(who, late)
{
	order(who, "01-17", "2025-01-26", late ? "2025-01-31" : "2025-01-26")
}
BEGIN {
	print "order,customer,date,promised,delivered"
	for (i = 1; i <= 4; i++)
		first("a" i, 0)
	first("b1", 1)
	first("b2", 1)
	for (i = 1; i <= 2; i++) {
		second("a" i, 0)
		second("b" i, 1)
		order("a" i, "02-01", "", "")
	}
	order("b1", "02-01", "", "")
}
