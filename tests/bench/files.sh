# files.sh - what run.sh measures on: files of several shapes, made once for each
# size, and under another name until they are whole.

# simulate NAME ROWS CUSTOMERS [OPTION ...]: sets $file to orders of about so many
# rows; over four years customers buy 1 + 71.6 / alpha times, on average
simulate()
{
	file=$BENCH_DIR/$1-$2-$3-3.csv simulated_rows=$2 simulated_customers=$3
	shift 3
	[ ! -s "$file" ] || return 0
	echo "writing $file ..."
	alpha=$(awk "BEGIN { print 71.6 / ($simulated_rows / $simulated_customers - 1) }")
	"$CS_BIN/cs-simulate" --customers "$simulated_customers" --days 1461 \
		--parameters "r=2.2,alpha=$alpha" --refund-rate .02 \
		--anonymous .005 --with country,channel,currency,status \
		-o "$work/part" "$@" && mv "$work/part" "$file" ||
		fail "cannot write $file"
}

# made FILE COMMAND ...: FILE is what the command prints
made()
{
	made=$1
	shift
	[ ! -s "$made" ] || return 0
	echo "writing $made ..."
	"$@" >"$work/part" && mv "$work/part" "$made" || fail "cannot write $made"
}

make_files()
{
	tenth=$((BENCH_ROWS / 10))
	contacts=$BENCH_DIR/contacts-$BENCH_ROWS-$BENCH_CUSTOMERS-3.csv
	[ -s "$contacts" ] || rm -f "$BENCH_DIR/plain-$BENCH_ROWS-$BENCH_CUSTOMERS-3.csv"
	simulate plain "$BENCH_ROWS" "$BENCH_CUSTOMERS" \
		--inquiries .2 --contacts "$contacts.part"
	[ ! -s "$contacts.part" ] || mv "$contacts.part" "$contacts"
	plain=$file
	simulate tenth "$tenth" $((BENCH_CUSTOMERS / 10))
	tenth_file=$file
	# hardly anybody buys twice
	simulate many "$BENCH_ROWS" $((BENCH_ROWS * 7 / 10))
	many=$file
	quoted=${plain%.csv}-quoted.csv wide=${plain%.csv}-wide.csv
	made "$quoted" awk -f "$here/quoted.awk" "$plain"
	# 500 bytes an order
	made "$wide" sh -c 'head -n $(($1 / 4)) "$2" | awk -f "$3"' sh \
		"$BENCH_ROWS" "$plain" "$here/wide.awk"
	# a ticket or message of the firm for each order, about
	tickets=$BENCH_DIR/tickets-$BENCH_ROWS-$BENCH_CUSTOMERS-1.csv
	served=$BENCH_DIR/served-$BENCH_ROWS-$BENCH_CUSTOMERS-1.csv
	[ -s "$tickets" ] || {
		echo "writing $tickets ..."
		alpha=$(awk "BEGIN { print 71.6 / ($BENCH_ROWS / $BENCH_CUSTOMERS - 1) }")
		"$CS_BIN/cs-simulate" --service --customers "$BENCH_CUSTOMERS" \
			--days 1461 --parameters "r=2.2,alpha=$alpha" \
			--acknowledged .2 --updated .1 --shipping-told .1 \
			--asked-after .15 --made-late .05 \
			--contacts "$work/part" -o "$served" &&
			mv "$work/part" "$tickets" || fail "cannot write $tickets"
	}
	made "$plain.gz" gzip -1 -n -c "$plain"
	made "$BENCH_DIR/ten.csv" head -n 11 "$plain"
	ten=$BENCH_DIR/ten.csv
	made "$BENCH_DIR/ten-tickets.csv" head -n 11 "$tickets"
	ten_tickets=$BENCH_DIR/ten-tickets.csv
	made "$BENCH_DIR/few.csv" awk -F , '
		NR == 1 || (NR < 12 && ++known[$2]) || ($2 in known && n++ < 49)
		' "$tenth_file"
	few=$BENCH_DIR/few.csv
}
