# wide.awk - orders of cs-simulate as a shop exports them: 24 columns, one order in
# three goes on in a row of its own, one row in fifty holds a note of two lines.
# Refunds are left out, as shops write them elsewhere.
BEGIN {
	FS = ","
	print "Name,Email,Financial Status,Paid at,Fulfillment Status," \
		"Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes," \
		"Total,Discount Code,Discount Amount,Shipping Method,Created at," \
		"Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku," \
		"Billing Country,Notes,Refunded Amount,Id"
}

NR > 1 && $4 >= 0 {
	email = $2 == "" ? "" : tolower($2) "@example.org"
	note = ++orders % 50 == 0 ? "\"Please ring twice,\nor \"\"knock\"\"\"" : ""
	print "#" $1 "," email ",paid," $3 " 09:50:11 +0000,fulfilled," $3 \
		" 17:02:40 +0000,no,EUR," $4 ",0.00,0.00," $4 ",,0.00,Standard," \
		$3 " 09:50:10 +0000,1,\"Mug, blue, " $1 % 40 " cl\"," $4 ",MUG-" \
		$1 % 40 "," $5 "," note ",0.00,40000" $1
	if (orders % 3 == 0)
		print "#" $1 "," email ",,,,,,,,,,,,,," $3 \
			" 09:50:10 +0000,2,Saucer,0.00,SAUCER-3,,,,"
}
