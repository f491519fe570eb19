#!/bin/sh
# desk.t - a manager's page: a report of eight blocks on Online Retail is made within
# 3 seconds on two cores, is below 1 MB, and is never half a page, whenever the run is
# killed; html-validate and axe-core (of npm: NODE_PATH) find nothing in it, in a real
# browser, as wide as a telephone and as a desk, light and dark.
set -u
. tests/lib.sh

if [ -z "$REALDATA" ] || ! [ -r "$REALDATA/online_retail.csv.gz" ]; then
	skip_all "no REALDATA"
fi
command -v gnuplot >/dev/null 2>&1 || skip_all "no gnuplot"
cp "$REALDATA/online_retail.csv.gz" "$tmp/shop.csv.gz"
cd "$tmp" || exit 1
echo '# x' | cs-report - >/dev/null 2>err
if grep -q 'made without libcmark' err; then
	skip_all "no libcmark"
fi

cat >night.md <<'END'
# Customers on {{as_of}}

Of all customers {{summary.repeat_rate}} have bought again; it was {{-1}}.

$ cs-retention -t summary,ladder shop.csv.gz

## Which month's new customers stay?
$ cs-retention -t cohorts shop.csv.gz

## By country
$ cs-retention -t compare --group Country --top-groups 10 shop.csv.gz

## When do they come back?
$ cs-retention -t within,gaps shop.csv.gz

## How few carry it?
$ cs-pareto -t shares,classes,lorenz shop.csv.gz

## Products
$ cs-pareto --by StockCode -t shares shop.csv.gz

## After which purchase do they leave?
$ cs-lifetime -t payments,curve shop.csv.gz

## Who is leaving?
$ cs-churn -t summary,periods shop.csv.gz
END

# --- quick, small

command -v python3 >/dev/null 2>&1 || skip_all "no python3"
cat >spent.py <<'END'
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(status, round(spent.ru_utime + spent.ru_stime, 2))
END
spent=$(python3 spent.py cs-report night.md -o night.html --figures last.json)
note "status, seconds of processors: $spent"
ok "3 seconds on two cores" awk 'BEGIN { exit !(ARGV[1] == 0 && ARGV[2] < 6) }' \
	"${spent% *}" "${spent#* }"
ok "below 1 MB" test "$(wc -c <night.html)" -lt 1000000
is "a night without news" "$(cs-report night.md -o night.html --figures last.json \
	--against last.json 2>&1 | sed 's/.*; //')" \
	"$(grep -c '"low":' last.json) of $(grep -c '"low":' last.json) figures compared, 0 moved beyond an interval"

# --- whole

cp night.html whole.html
for wait in 0 0.1 0.2 0.3 0.4 0.6 0.8 1 1.2 1.4 1.7 2; do
	echo old >night.html
	cs-report -q night.md -o night.html 2>/dev/null &
	sleep $wait
	kill -KILL $! 2>/dev/null
	wait $! 2>/dev/null
	[ "$(cat night.html)" = old ] || tail -n 1 night.html | grep -q '^</html>$' ||
		echo "after $wait: $(head -c 99 night.html)"
done >torn 2>/dev/null
none "killed at any moment it leaves the old page, or the new one" "$(cat torn)"
mv whole.html night.html

# --- valid

command -v node >/dev/null 2>&1 || { skip 1 "no node"; done_testing; }
if node -e 'require("html-validate")' 2>/dev/null; then
	cat >valid.js <<'END'
const { HtmlValidate } = require("html-validate");
const all = ["recommended", "document", "a11y"].map((name) => "html-validate:" + name);
new HtmlValidate({ extends: all }).validateFile(process.argv[2]).then((report) => {
	for (const result of report.results)
		for (const m of result.messages)
			console.log(m.line + ": " + m.ruleId + ": " + m.message);
});
END
	none "html-validate finds nothing" "$(node valid.js night.html 2>&1)"
else
	skip 1 "no html-validate"
fi

# --- accessible, in a browser

for chromium in chromium chromium-browser ''; do
	command -v "$chromium" >/dev/null 2>&1 && break
done
axe=$(node -p 'require.resolve("axe-core/axe.min.js")' 2>/dev/null)
if [ -z "$chromium" ] || [ -z "$axe" ]; then
	skip 1 "no Chromium, or no axe-core"
	done_testing
fi
cp "$axe" axe.js
# the page forbids scripts, as it should
sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//
	s,</head>,<script src="axe.js"></script>&,' night.html >framed.html
cat >frames.html <<'END'
<!DOCTYPE html><meta charset="utf-8"><title>frames</title><pre id="told"></pre>
<script>
const say = (text) => { told.textContent += "\nsaid: " + text + "\n"; };
const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
let left = 2;
for (const width of [360, 1280]) {
	const frame = document.createElement("iframe");
	frame.style = "border:0;height:800px;width:" + width + "px";
	frame.onload = () => {
		const page = frame.contentWindow, root = page.document.documentElement;
		if (root.scrollWidth > width)
			say(width + ": " + root.scrollWidth + " wide");
		page.axe.run(page.document).then((found) => {
			for (const v of found.violations)
				say(width + ": " + v.id + ": " + v.nodes[0].html.slice(0, 200));
			if (found.passes.length < 10)
				say(width + ": only " + found.passes.length + " rules apply");
			if (--left == 0)
				say("all seen, " + scheme);
		}, (error) => say(width + ": " + error));
	};
	frame.src = "framed.html";
	document.body.append(frame);
}
</script>
END
for scheme in light dark; do
	preferred=1
	[ $scheme = light ] || preferred=0
	is "axe-core finds nothing: $scheme" "$(timeout 300 "$chromium" --headless --no-sandbox \
		--disable-gpu --allow-file-access-from-files --user-data-dir="$tmp/$scheme" \
		--blink-settings=preferredColorScheme=$preferred --timeout=250000 \
		--virtual-time-budget=200000 --dump-dom "file://$tmp/frames.html" 2>/dev/null |
		sed -n 's/^said: //p')" "all seen, $scheme"
done

done_testing
