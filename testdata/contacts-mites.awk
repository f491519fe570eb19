# Writes o.csv and c.csv: 150 orders of 2025-01-06, each of a customer of its own, and
# as many contacts of each from the next day on as Bliss and Fisher counted mites on
# 150 leaves.
BEGIN {
	print "order,customer,date,amount" >"o.csv"
	print "customer,order_id,date" >"c.csv"
	orders = split("70 38 17 10 9 3 2 1", with, " ")
	for (n = 0; n < orders; n++)
		for (i = 0; i < with[n + 1]; i++) {
			print ++k ",c" k ",2025-01-06,10" >"o.csv"
			for (j = 0; j < n; j++)
				printf "c%d,#%d,2025-01-%02d\n", k, k, 7 + j >"c.csv"
		}
}
