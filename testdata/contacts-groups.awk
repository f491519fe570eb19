# contacts-groups.awk - o.csv and c.csv: orders with products, contacts with agents
BEGIN {
	print "order,customer,date,amount,product,region,promised,delivered" >"o.csv"
	print "1,A,2025-03-01,10,tea,north,2025-03-10,2025-03-09" >"o.csv"
	print "2,B,2025-03-01,10,tea,north,2025-03-10,2025-03-12" >"o.csv"
	print "3,C,2025-03-01,10,mugs,south,2025-03-10,2025-03-10" >"o.csv"
	print "4,D,2025-03-01,10,,,2025-03-10," >"o.csv"
	print "ticket,customer,order,created_at,answered_at,assignee,region,priority,channel" >"c.csv"
	print "t1,A,1,2025-03-05 09:00,2025-03-05 09:20,ann,south,high,mail" >"c.csv"
	print "t2,C,3,2025-03-05 10:00,2025-03-05 12:00,bob,,low,mail" >"c.csv"
	print "t3,B,2,2025-03-06 09:00,,,,high,chat" >"c.csv"
	print "t4,E,,2025-03-07 09:00,,,,low,chat" >"c.csv"
}
