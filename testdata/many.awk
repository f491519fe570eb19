# many.awk -v n=N - orders with late ones at the 99th purchase of g and the Nth of f,
# 20 customers of 99 purchases to compare them with, and 20 of one, a month later
BEGIN {
	print "customer,date,amount,late"
	for (i = 1; i < n; i++) {
		print "f,2024-04-01,1,no"
		for (c = 1; c <= 20 && i <= 99; c++)
			print c ",2024-04-01,1,no"
		if (i <= 98)
			print "g,2024-04-01,1,no"
	}
	print "f,2024-04-02,1,yes"
	print "g,2024-04-02,1,yes"
	for (c = 50; c < 70; c++)
		print c ",2024-05-01,1,no"
	print "z,2024-07-01,1,yes"
}
