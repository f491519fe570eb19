#!/bin/sh
# page.t - -f html: a page that is complete, that nothing in the data can act in,
# and that neither a telephone nor a desk has to push sideways. page.py says what is
# held; the last part wants Chromium.
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all "no python3"
command -v gnuplot >/dev/null 2>&1 || skip_all "no gnuplot"

# holds NAME FILE ...: pages are as page.py wants them
holds()
{
	holds_name=$1
	shift
	none "$holds_name" "$(python3 tests/page.py "$@" </dev/null 2>&1)"
}

# --- each command, all its tables, groups

orders=testdata/orders.csv.gz
cs-retention -o "$tmp/retention.html" $orders
cs-retention --group channel -t all -o "$tmp/groups.html" $orders
cs-pareto -t all -o "$tmp/pareto.html" $orders
cs-clv -q -t all -o "$tmp/clv.html" $orders
cs-customers -q -o "$tmp/customers.html" $orders
cs-lifetime --every 1m --grace 15d --group region -t all \
	-o "$tmp/lifetime.html" testdata/policies.csv
cs-churn --contacts testdata/churn-contacts.csv --every 30d --grace 8d -t all \
	-o "$tmp/churn.html" testdata/churn-orders.csv
cs-contacts -q -t all --orders testdata/contacts-plan-orders.csv \
	--as-of 2025-06-01 -o "$tmp/contacts.html" testdata/contacts-plan.csv \
	2>"$tmp/warned"
for page in retention groups pareto clv customers lifetime churn contacts; do
	holds "the page of $page" "$tmp/$page.html"
done
ok "warnings stand on it" grep -q '<li>.* matches no contact' "$tmp/contacts.html"
ok "a chart for each" test "$(grep -c '<svg' "$tmp/retention.html")" -eq 4
cs-lifetime --every 1m --grace 15d -o "$tmp/short.html" testdata/policies.csv
ok "also of a table that is not on it" \
	grep -q 'its figures: -f csv -t curve' "$tmp/short.html"
like "the answer comes first" "$(sed -n '/<h1>/,/<h2/p' "$tmp/retention.html")" \
	'^<p>Within a year 53.2 % of new customers buy again'
ok "how to make it again" grep -qxF \
	"<pre><code>cs-pareto -t all -o $tmp/pareto.html $orders</code></pre>" \
	"$tmp/pareto.html"
name=$(printf '%s/x\ny.html' "$tmp")
cs-pareto -o "$name" $orders
like "... a line that cannot be pasted says so" "$(cat "$name")" \
	'x.x0Ay.html.*</code></pre>$'
like "... and why" "$(cat "$name")" '^<p class="note">A name in it holds characters'
unlike "... others do not" "$(cat "$tmp/pareto.html")" 'A name in it holds'
ok "what a column is" grep -qF \
	'<th scope="col" class="n" title="Customers in the class.">customers</th>' \
	"$tmp/pareto.html"
try cs-retention -f html -j 3 --block-size 999 $orders
sed 's/<code>cs-.*//' "$tmp/out" >"$tmp/got"
sed 's/<code>cs-.*//' "$tmp/retention.html" >"$tmp/want"
ok "the same bytes from threads and small blocks" cmp "$tmp/got" "$tmp/want"

# a folder: a page for each table
cs-retention -f html -o "$tmp/pages/" $orders
holds "pages in a folder" "$tmp"/pages/*.html
is "a page for each table" "$(cd "$tmp/pages" && echo *)" \
	"cohorts.html ladder.html periods.html summary.html within.html"

# of several reports
{
	echo '# Night'
	echo "\$ cs-retention -t summary,cohorts,periods $orders"
	echo "\$ cs-lifetime --every 1m --grace 15d -t payments testdata/policies.csv"
} >"$tmp/report.md"
if cs-report -q -o "$tmp/report.html" "$tmp/report.md" 2>"$tmp/err"; then
	holds "the page of a report" "$tmp/report.html"
else
	like "no libcmark" "$(cat "$tmp/err")" 'made without libcmark'
	cp "$tmp/retention.html" "$tmp/report.html"
fi

# nobody: no rows, no charts
echo 'customer,date,amount,g' >"$tmp/nobody.csv"
for command in cs-retention cs-pareto cs-lifetime cs-churn; do
	$command -q --allow-empty -t all --group g -o "$tmp/$command.html" \
		"$tmp/nobody.csv"
done
holds "nobody at all" "$tmp"/cs-*.html

# --- what data hold

cat >"$tmp/names" <<'END'
<script>alert(1)</script>
</style><script src="http://x.org/x.js"></script>
<!-- x -->
]]>
R&D &lt;b&gt; &copy
"quoted" 'twice'
" onmouseover="alert(1)
javascript:alert(1)
=1+1
END
{
	echo "customer,date,amount,part"
	sed 's/"/""/g; s/.*/"&",2024-01-02,5.00,"&"/' "$tmp/names"
	sed 's/"/""/g; s/.*/"&",2024-03-02,5.00,"&"/' "$tmp/names"
	printf 'a\342\200\213b,2024-01-01,1,x\nc\342\200\256d,2024-01-01,1,x\n'
} >"$tmp/<script>&.csv"
(
	cd "$tmp" || exit
	cs-pareto -q --trust late-date -t all --exact-keys --limit 99 -o 1.html -- '<script>&.csv'
	cs-retention -q --trust late-date -t all --exact-keys --group part -o 2.html -- '<script>&.csv'
	cs-lifetime -q --trust late-date -t all --exact-keys --lapse-after 20d --group part -o 3.html -- '<script>&.csv'
)
{
	cat "$tmp/names"
	printf 'a\\u200Bb\nc\\u202Ed\n'
} >"$tmp/cells"
none "names are text, each in a cell of its own" \
	"$(python3 tests/page.py "$tmp"/[123].html <"$tmp/cells" 2>&1)"

# a column's name, a title, an option
echo 'customer,date,amount,"<b>""x"""' >"$tmp/head.csv"
printf 'a,2024-01-%s,1,%s\n' 01 '<i>' 02 '<u>' >>"$tmp/head.csv"
cs-pareto -q --by '<b>"x"' -t all -o "$tmp/4.html" \
	"$tmp/head.csv"
holds "a column's name is text" "$tmp/4.html"

# --- whole or not at all

echo old >"$tmp/old.html"
mkdir "$tmp/none"
try env PATH="$tmp/none" "$CS_BIN/cs-retention" -o "$tmp/old.html" $orders
is "without gnuplot: exit status" "$status" 1
like "without gnuplot: says so" "$err" 'install the package gnuplot'
is "... and the old page stays" "$(cat "$tmp/old.html")" old

cat >"$tmp/none/gnuplot" <<'END'
#!/bin/sh
echo 'gnuplot: error while loading shared libraries: libx.so' >&2
exit 127
END
chmod +x "$tmp/none/gnuplot"
fails "a gnuplot that cannot be loaded is not one that is missing" 1 \
	'gnuplot could not draw .*: .*loading shared libraries: libx.so' \
	env PATH="$tmp/none:/bin:/usr/bin" "$CS_BIN/cs-retention" -f html $orders

# --- a name that promises something else

for name in a.xls a.ods a.htm; do
	fails "-o $name" 2 '-o writes no .*: name a file that ends in .(xlsx|html)$' \
		cs-pareto -o "$tmp/$name" $orders
done
for name in a.html a.xlsx a.csv; do
	fails "the drawing in characters is no $name" 2 'in characters .*-o names' \
		cs-pareto --plot -o "$tmp/$name" $orders
done
ok "... and it goes into text" cs-pareto --plot -o "$tmp/a.txt" $orders
is "nothing is written of those" "$(cd "$tmp" && echo a.*)" a.txt

# --- in a browser

for chromium in chromium chromium-browser ''; do
	command -v "$chromium" >/dev/null 2>&1 && break
done
if [ -z "$chromium" ]; then
	skip 1 "no Chromium"
	done_testing
fi

# Each page in frames as wide as a telephone and a desk: how much wider it is than
# its frame, and how many things in it reach out of it without a box that scrolls
cat >"$tmp/frames.html" <<'END'
<!DOCTYPE html><meta charset="utf-8"><title>frames</title><pre id="told"></pre>
<script>
const pages = ["retention", "groups", "pareto", "clv", "customers", "lifetime", "churn", "contacts", "report", "1", "2", "3"];
const say = (text) => { told.textContent += "\nsaid: " + text + "\n"; };
let left = 2 * pages.length;
for (const page of pages) for (const width of [360, 1280]) {
	const frame = document.createElement("iframe");
	frame.style = "border:0;height:800px;width:" + width + "px";
	frame.onload = () => {
		const root = frame.contentDocument.documentElement;
		if (root.scrollWidth > width)
			say(page + " at " + width + " is " + root.scrollWidth + " wide");
		for (const svg of root.querySelectorAll("svg"))
			if (svg.getBoundingClientRect().height < 100)
				say(page + " at " + width + " has a flat chart");
		for (const box of root.querySelectorAll(".table"))
			if (box.getBoundingClientRect().right > width)
				say(page + " at " + width + ": a table sticks out");
		if (--left == 0)
			say("all seen");
	};
	frame.src = page + ".html";
	document.body.append(frame);
}
</script>
END
seen=$(timeout 120 "$chromium" --headless --no-sandbox --disable-gpu \
	--allow-file-access-from-files --user-data-dir="$tmp/profile" \
	--virtual-time-budget=20000 --dump-dom "file://$tmp/frames.html" 2>/dev/null |
	sed -n 's/^said: //p')
is "no page is wider than a telephone or a desk" "$seen" "all seen"

done_testing
