#!/bin/sh
# hostile.t - input that somebody made to cost much: a table of it, with the
# memory that each may take, and the time, as a multiple of what other input of
# its kind takes in the same minute. Input comes through pipes; the time is that
# of the command's processors alone.
set -u
. tests/lib.sh
command -v python3 >/dev/null 2>&1 || skip_all 'no python3'

# --- input -----------------------------------------------------------------

# rows COUNT ARM: a row for each customer; in ARM & is its number
rows()
{
	echo customer,date,amount,arm
	seq 1 "$1" | sed "s/.*/c&,2025-01-02,5,$2/"
}

# keys FIRST LAST: a row for each of 80,000 customers
keys()
{
	echo customer,date,amount
	seq 10000000 10079999 | sed "s/.*/$1&$2,2025-01-01,1/"
}

# purchases GROUPS: a million, of 200,000 customers
purchases()
{
	awk -v groups="$1" 'BEGIN {
		srand(7)
		print "customer,date,amount,arm"
		for (i = 0; i < 1000000; i++) {
			c = int(rand() * 200000)
			printf "c%d,%d-%02d-%02d,5,g%d\n", c,
				2022 + int(rand() * 3), 1 + int(rand() * 12),
				1 + int(rand() * 28), c % groups
		}
	}'
}

# durations COUNT ARM
durations()
{
	echo time,event,arm
	seq 1 "$1" | sed "s/.*/&,1,$2/"
}

# bad COUNT: rows that cannot be read, below one that can
bad()
{
	printf 'customer,date,amount,arm\nc,2025-01-02,5,a\n'
	yes c,x | head -n "$1"
}

# orders COUNT CUSTOMER: each with an id, & in the name of the customer
orders()
{
	echo customer,date,amount,order
	seq 1 "$1" | sed "s/.*/$2,2025-01-02,5,&/"
}

# wide COLUMNS ROWS: rows that have all the columns, most of them empty
wide()
{
	commas=$(head -c "$1" /dev/zero | tr '\0' ,)
	echo "customer,date,amount$commas"
	for row in $(seq "$2"); do
		echo "c$row,2025-01-02,5$commas"
	done
}

# members COUNT: gz of 102 million bytes of rows, so many of them
members()
{
	if [ ! -e "$tmp/member.gz" ]; then
		yes c,2025-01-02,5,a | head -n 6000000 | gzip -1 >"$tmp/member.gz"
		echo customer,date,amount,arm | gzip >"$tmp/head.gz"
	fi
	cat "$tmp/head.gz"
	yes "$tmp/member.gz" | head -n "$1" | xargs cat
}

# zeros BYTES
zeros()
{
	head -c "$1" /dev/zero
}

# letters BYTES: a row that does not end
letters()
{
	printf 'customer,date,amount\nc,2025-01-02,'
	zeros "$1" | tr '\0' 1
}

# --- the table -------------------------------------------------------------

# cost COMMAND ...: how it ended, the hundredths of a second it used, and the
# megabytes; it is stopped after two minutes or at 8 GB
cost()
{
	python3 -c '
import resource, subprocess, sys
def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
status = subprocess.call(sys.argv[1:], preexec_fn=limit,
                         stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(status, round(100 * (used.ru_utime + used.ru_stime)),
      used.ru_maxrss >> 10)' "$@" 2>"$tmp/err"
}

# bounded NAME STATUS MEGABYTES TIMES HOSTILE OTHER COMMAND ...: what HOSTILE
# prints costs the command no more; a moment is allowed for starting
bounded()
{
	name="$7: $1" status=$2 megabytes=$3 times=$4 hostile=$5 other=$6
	shift 6
	# shellcheck disable=SC2046
	set -- $($other 2>/dev/null | cost "$@" -q -j 2 -o "$tmp/out") \
		$($hostile 2>/dev/null | cost "$@" -q -j 2 -o "$tmp/out")
	note "$name: $5 hundredths of a second (other input $2), $6 MB"
	is "$name: other input is read" "$1" 0
	is "$name: ends" "$4" "$status"
	test "$4" -eq "$status" || note "$(cat "$tmp/err")"
	ok "$name: memory" test "$6" -le "$megabytes"
	ok "$name: time" test "$5" -le $((times * $2 + 30))
}

# a hash without a seed was the same for all of these: x 620
for command in cs-pareto 'cs-retention --lapse-after 30d'; do
	# shellcheck disable=SC2086
	bounded 'keys made to share a hash' 0 60 10 \
		'keys customer-0000ERY wWIotlCk-tail-xy' \
		'keys customer-0000 000wWIotlCk-tail-xy' $command
done

# reading ends at the 100,001st
for command in cs-pareto 'cs-retention --lapse-after 30d' \
	'cs-churn --lapse-after 30d'; do
	# shellcheck disable=SC2086
	bounded '10 million groups' 1 60 2 'rows 10000000 g&' \
		'rows 1000000 a' $command --group arm
done
bounded '10 million groups' 1 60 2 'durations 10000000 g&' \
	'durations 1000000 a' cs-lifetime --time time --event event --group arm

# tests that compare groups take the square of their number, or its cube
bounded '100,000 groups, allowed' 0 500 30 'durations 100000 g&' \
	'durations 100000 a' cs-lifetime --time time --event event \
	--group arm --max-groups 100000
bounded '20,000 groups, allowed' 0 500 30 'rows 20000 g&' \
	'rows 20000 a' cs-churn --group arm --max-groups 100000 -t all \
	-f json --lapse-after 30d

# bought again and again: 10,000 groups of 20 customers in three years
for command in 'cs-retention -t ladder' 'cs-retention -t within' \
	'cs-lifetime -t payments'; do
	# shellcheck disable=SC2086
	bounded '10,000 groups, allowed' 0 500 4 'purchases 10000' \
		'purchases 10' $command --lapse-after 60d --group arm \
		--max-groups 10000
done
# ... and complained
sed 's/$/,complaint/; 1s/complaint/kind/' >"$tmp/contacts" <<EOF
$(purchases 10 | awk -F, 'NR == 1 || NR % 10 == 0 { print $1 "," $2 }')
EOF
bounded '10,000 groups with contacts, allowed' 0 250 4 'purchases 10000' \
	'purchases 10' cs-churn -t experience --lapse-after 60d --group arm \
	--max-groups 10000 --contacts "$tmp/contacts"

# a list of all, of which text shows 20
bounded 'a list of a million customers' 0 300 4 'rows 1000000 a' \
	'rows 1000000 a' cs-churn --lapse-after 30d --as-of 2026 -t customers
bounded 'a list of a million customers' 0 300 4 'rows 1000000 a' \
	'rows 1000000 a' cs-pareto -t customers

# held until the end, they took 86 times what they take as a file
for option in --skip-bad="$tmp/rejects" "--max-bad=100% --skip-bad=$tmp/rejects" \
	--skip-bad=-; do
	# shellcheck disable=SC2086
	bounded "a million rejects, ${option%=*}" 0 60 10 'bad 1000000' \
		'rows 1000000 a' cs-pareto $option
done
bounded '10 million rejects, 10 allowed' 1 60 1 'bad 10000000' \
	'rows 1000000 a' cs-pareto --skip-bad="$tmp/rejects" --max-bad 10

bounded '10 GB in gz' 0 40 150 'members 100' 'members 1' cs-pareto
bounded 'a row of 1 GB' 1 80 1 'letters 1000000000' \
	'rows 1000000 a' cs-pareto
bounded '1 GB of zeros' 1 80 1 'zeros 1000000000' 'rows 1000000 a' cs-pareto

bounded 'a million columns' 0 120 10 'wide 1000000 20' 'wide 10 800000' \
	cs-pareto
bounded '2 million columns' 1 60 10 'wide 2000000 1' 'wide 10 80000' cs-pareto

# a customer's orders are sorted by id, then by day
bounded '10 million orders of one customer' 0 4000 60 'orders 10000000 c' \
	'orders 1000000 c&' cs-retention --lapse-after 30d

done_testing
