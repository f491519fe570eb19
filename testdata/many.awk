# many.awk -v m=M -v n=N - orders with late ones at the Mth purchase of g and the Nth
# of f, 20 customers of M purchases to compare them with, and 20 of one, a month later
BEGIN {
	print "customer,date,amount,late"
	for (i = 1; i < n; i++)
		print "f,2024-04-01,1,no"
	for (i = 1; i < m; i++)
		print "g,2024-04-01,1,no"
	print "f,2024-04-02,1,yes"
	print "g,2024-04-02,1,yes"
	for (c = 1; c <= 20; c++)
		for (i = 1; i <= m; i++)
			print c ",2024-04-01,1,no"
	for (c = 50; c < 70; c++)
		print c ",2024-05-01,1,no"
	print "z,2024-07-01,1,yes"
}
