#!/bin/sh
# report.t - cs-report: what stands for what in a report, that commands run as they
# are written and no shell does, that a page appears whole or not at all, what is
# compared with the run before, and that --new writes what runs as it stands.
set -u
. tests/lib.sh

command -v gnuplot >/dev/null 2>&1 || skip_all "no gnuplot"
here=$PWD
ln -s "$PWD/testdata/orders.csv.gz" "$PWD/testdata/churn-orders.csv" \
	"$PWD/testdata/churn-contacts.csv" "$tmp"
cd "$tmp" || exit 1
echo '# x' | cs-report - >/dev/null 2>err
if grep -q 'made without libcmark' err; then
	skip_all "no libcmark"
fi

# holds NAME FILE ...: pages are as page.py wants them
holds()
{
	holds_name=$1
	shift
	command -v python3 >/dev/null 2>&1 || return 0
	none "$holds_name" "$(python3 "$here/tests/page.py" "$@" </dev/null 2>&1)"
}

# says NAME STATUS PATTERN [OPTION ...] < report
says()
{
	says_name=$1 says_status=$2 says_pattern=$3
	shift 3
	cat >said.md
	try cs-report said.md "$@"
	is "$says_name: exit status" "$status" "$says_status"
	like "$says_name" "$err" "$says_pattern"
}

# --- the page

cat >night.md <<'END'
# Shop, *nightly*

On {{as_of}} (before: {{-1}}) it was {{summary.repeat_rate}}, before {{-1}}; after the
second purchase {{ladder.continue_rate 2}}. <b>raw</b> <script>x</script>

<!--
$ cs-commented out
-->

```
$ cs-fenced
```

## Who buys again?
$ cs-retention -t summary,ladder \
    orders.csv.gz

\$ 5 is no command

## Top {{shares.share 1}}
$ cs-pareto --table=shares orders.csv.gz
### More
$ cs-pareto -tsummary "orders.csv.gz"
# Contacts
$ cs-churn -t silent --contacts churn-contacts.csv --as-of 2025-06-01 --every 30d \
--grace 8d churn-orders.csv
$ cs-retention -t ladder orders.csv.gz
END
try cs-report night.md -o night.html --figures night.json
is "exit status" "$status" 0
is "a line for the log" "$err" \
	"cs-report: night.html: note: 5 blocks as of 2025-12-31, 1 warning"
like "... the warning stands on the page" "$(cat night.html)" \
	'<p><strong>Warnings</strong></p>'
holds "the page" night.html
page=$(cat night.html)
like "its title" "$page" '^<h1>Shop, <em>nightly</em></h1>$'
like "... and without tags" "$page" '^.*<title>Shop, nightly</title>$'
like "figures in the text" "$page" \
	'^<p>On 2025-12-31 \(before: -\) it was 49.1 %, before -; after the$'
like "... of a row; HTML is left out" "$page" '^second purchase 70.3 %. raw x</p>$'
like "... in a heading" "$page" '<h2 id="s2">Top 29.7 %</h2>'
like "... and in the contents" "$page" '<li><a href="#s2">Top 29.7 %</a></li>'
unlike "a comment is not on the page" "$page" 'cs-commented'
like "fenced code is" "$page" '<code>\$ cs-fenced'
like "a dollar with a backslash" "$page" '^<p>\$ 5 is no command</p>$'
like "other headings of level 1 are lower" "$page" '<h2 id="s4">Contacts</h2>'
is "a table stands where it is asked for" \
	"$(grep -c '<h3>After each purchase, who buys again?</h3>' night.html)" 3
is "an answer stands where it is first" \
	"$(grep -c '^<p>Within a year 53.2 % of new customers buy again' night.html)" 1
is "what a column is stands once" \
	"$(grep -c '<code>continue_rate</code>' night.html)" 1
is "tables as in -f html" "$(sed -n '/aria-label="Table: What do the/,/<.table>/p' night.html)" \
	"$(cs-pareto -f html -t shares orders.csv.gz | sed -n '/aria-label="Table: What do the/,/<.table>/p')"
ok "the command is told" grep -qF \
	'<pre><code>cs-pareto --table=shares orders.csv.gz</code></pre>' night.html
cs-report -q -j 1 night.md >one.html
cs-report -q -j 7 night.md >seven.html
ok "the same bytes whatever runs at a time" cmp one.html seven.html
ok "the file has what standard output has" cmp one.html night.html

# --- one process for lines that ask for several tables of the same

mkdir bin
cp -P "$CS_BIN"/cs-report bin/ 2>/dev/null || cp "$CS_BIN"/cs-report bin/
for command in retention pareto churn; do
	cat >bin/cs-$command <<-END
	#!/bin/sh
	echo "\$0 \$*" >>"$tmp/ran"
	exec $CS_BIN/cs-$command "\$@"
	END
	chmod +x bin/cs-$command
done
bin/cs-report -q -j 2 night.md >wrapped.html
is "five lines are three processes" "$(wc -l <ran | tr -d ' ')" 3
like "... of which one prints the tables of two" "$(cat ran)" \
	'cs-pareto --threads [0-9]+ orders.csv.gz --table shares,summary --format pieces$'
ok "... and the page is the same" cmp one.html wrapped.html
rm ran
printf '$ cs-pareto -t shares orders.csv.gz\n$ cs-pareto -t nonsense orders.csv.gz\n' >half.md
bin/cs-report -q --keep-going half.md >half.html 2>err
is "what fails together is tried apart" "$(wc -l <ran | tr -d ' ')" 3
like "... and only what is wrong has no answer" "$(cat err)" \
	'^cs-report: half.md:2: error: cs-pareto: --table: unknown value "nonsense"'
unlike "... the other has" "$(cat err)" 'half.md:1:'

rm ran
printf '$ cs-pareto orders.csv.gz\n$ cs-pareto orders.csv.gz\n' >twice.md
bin/cs-report -q twice.md >twice.html
is "lines that are the same are one process" "$(wc -l <ran | tr -d ' ')" 1
is "... and each has its answer" "$(grep -c '<h2>What do the largest hold' twice.html)" 2

# --- no shell

for line in 'cs-pareto orders.csv.gz | cat' 'cs-pareto *.gz' 'cs-pareto $HOME' \
	'cs-pareto `ls`' 'cs-pareto ~/x' 'cs-pareto <orders.csv' 'cs-pareto; ls'; do
	says "refused: $line" 1 'error: there is no shell' <<-END
	$ $line
	END
done
says "a quote" 1 "said.md:2: error: a quote, ', is not closed" <<'END'

$ cs-pareto 'orders.csv.gz
END
says "no command of ours" 1 'said.md:1: error: "ls" is none of the commands' <<'END'
$ ls
END
says "nor a path" 1 'is none of the commands' <<'END'
$ ./cs-pareto orders.csv.gz
END
says "nor one that is not there" 1 'there is no cs-nothing where cs-report is' <<'END'
$ cs-nothing
END
says "nor itself" 1 'cs-report gives no answer' <<'END'
$ cs-report said.md
END
says "nor what writes files" 1 'leave out -o and --plot' <<'END'
$ cs-pareto -o x.csv orders.csv.gz
END
says "nor what is no answer" 1 'no answer that stands on a page' <<'END'
$ cs-pareto --explain orders.csv.gz
END
none "nothing was written of these" "$(ls x.csv 2>/dev/null)"
cp orders.csv.gz "it's \"odd\" \$.csv.gz"
says "quotes" 0 'note: 3 blocks' <<'END'
$ cs-pareto -t shares "it's \"odd\" $.csv.gz"
$ cs-pareto -t shares 'it'\''s "odd" $.csv.gz'
$ cs-pareto -t shares it\'s\ \"odd\"\ \$.csv.gz -f csv
END

# --- what is wrong

says "a figure that is not there" 1 'said.md:2: error: no block has the figure {{shares.nothing}}' <<'END'
$ cs-pareto -t shares orders.csv.gz
x {{shares.share 1}} {{shares.nothing}}
END
says "no command" 1 'said.md: error: there is no command in this report' <<'END'
# nothing
END
says "a day that is not said" 1 '{{as_of}} in a command is what --as-of says' <<'END'
$ cs-pareto --to {{as_of}} orders.csv.gz
END
says "... and is" 0 'as of 2025-06-30' --as-of 2025-06 <<'END'
$ cs-pareto --from 2025 --to {{as_of}} orders.csv.gz
END
says "an old export" 1 'more than --max-age allows' --max-age 2d <<'END'
$ cs-pareto orders.csv.gz
END
says "a warning" 1 '--strict: 1 warning.*matches no row' --strict <<'END'
$ cs-pareto --exclude country=Atlantis orders.csv.gz
END
printf '$ cs-pareto orders.csv.gz\n\0' >nul.md
fails "no text" 1 'nul.md: error: a report is text in UTF-8' cs-report nul.md
fails "no report" 2 'no report: name its file' cs-report
fails "two reports" 2 'one report at a time' cs-report a.md b.md
fails "the report is not written over" 2 '-o' cs-report night.md -o night.md
fails "nor the page by the figures" 2 '--figures' \
	cs-report night.md -o a.html --figures a.html

# --- whole or not at all

echo old >old.html
echo old >old.json
printf '# x\n$ cs-pareto no.csv\n$ cs-pareto -t shares orders.csv.gz\n' >fail.md
try cs-report fail.md -o old.html --figures old.json
is "a line that fails: exit status" "$status" 1
like "... is told" "$err" \
	'^cs-report: fail.md:2: error: cs-pareto: no.csv: cannot open: .*\[cannot-open\]$'
is "... and the old page stays" "$(cat old.html old.json)" "old
old"
try cs-report --keep-going fail.md -o old.html --figures old.json
is "--keep-going: exit status" "$status" 1
like "... in its place" "$(cat old.html)" 'This could not be answered.*no.csv: cannot open'
like "... and the rest" "$(cat old.html)" 'What do the largest hold'
like "... also the figures" "$(cat old.json)" '"failed": 1,'
holds "the page of it" old.html
echo old >old.html
for wait in 0 0.05 0.1 0.2 0.4; do
	cs-report -q night.md -o old.html 2>/dev/null &
	sleep $wait
	kill -TERM $! 2>/dev/null
	wait $! 2>/dev/null
	case $(head -c 9 old.html) in
	old | '<!DOCTYPE') ;;
	*) echo "after $wait: $(head -c 99 old.html)" ;;
	esac
done >torn
none "ended at any moment it leaves a page" "$(cat torn)"
rm -f gone.html
ok "... and nothing beside it" test -z "$(ls -A | grep '^.cs-.*tmp')"

# --- the run before

try cs-report night.md -o night.html --figures last.json --against last.json
like "the first night" "$err" 'last.json: note: it is not there: nothing is compared'
is "... is no error" "$status" 0
try cs-report night.md -o night.html --figures last.json --against last.json
like "a night without news" "$err" '; 34 of 34 figures compared, 0 moved beyond an interval$'
like "... is said" "$(cat night.html)" '34 can be compared with the run before, of 2025-12-31; none has moved beyond it'
sed 's/"column": "repeat_rate".*/"column": "repeat_rate", "title": "x", "value": 0.4, "low": 0.38, "high": 0.42, "shown": "40.0 %"},/
	s/"as_of": "2025-12-31"/"as_of": "2025-12-30"/' last.json >before.json
try cs-report night.md -o moved.html --figures moved.json --against before.json
like "what moved" "$err" '; 34 of 34 figures compared, 1 moved beyond an interval$'
page=$(cat moved.html)
like "... is marked" "$page" '<td class="n up">49.1 %</td>'
is "... alone" "$(grep -c 'class="n up"\|class="n down"' moved.html)" 1
like "... and listed" "$page" '</em> repeat rate: 49.1 %, was 40.0 %</li>'
like "the run before in the text" "$page" \
	'On 2025-12-31 \(before: 2025-12-30\) it was 49.1 %, before 40.0 %'
like "... and in the figures" "$(cat moved.json)" \
	'"column": "repeat_rate", .*"before": 0.4, "moved": true'
holds "the page of it" moved.html
sed 's/"low": 0.38, "high": 0.42/"low": 0.38, "high": 0.5/' before.json >wide.json
try cs-report night.md -o moved.html --against wide.json
like "within the interval it has not moved" "$err" ' compared, 0 moved'
sed 's/"low": 0.38, "high": 0.42/"low": null, "high": null/' before.json >none.json
try cs-report night.md -o moved.html --against none.json
like "without one then, that of now tells" "$err" ' compared, 1 moved'

# files that are called otherwise each night, and what there is nothing of
cp orders.csv.gz orders-2026-11-27.csv.gz
cp orders.csv.gz orders-2026-11-28.csv.gz
cp orders.csv.gz other.csv.gz
for day in 2026-11-27 2026-11-28; do
	cat >$day.md <<-END
	$ cs-retention -t ladder orders-$day.csv.gz
	$ cs-retention -t summary orders-$day.csv.gz
	END
done
cs-report -q 2026-11-27.md -o 27.html --figures 27.json
try cs-report 2026-11-28.md -o 28.html --figures 28.json --against 27.json
like "files named after their day are compared" "$err" \
	'; ([0-9]+) of \1 figures compared, 0 moved beyond an interval$'
is "... which needs no other word" "$(printf '%s\n' "$err" | wc -l | tr -d ' ')" 1
sed 's/orders-[0-9-]*/other/' 2026-11-27.md >other.md
try cs-report other.md -o other.html --against 27.json
like "files with any other name are" "$err" \
	'; ([0-9]+) of \1 figures compared, 0 moved beyond an interval$'
like "... and it is said" "$err" \
	'27.json: note: the files of 2 commands were called otherwise'
sed 's/-t ladder/--group country &/' other.md >asks.md
try cs-report asks.md -o asks.html --against 27.json
like "what asks something else is not" "$err" \
	'asks.md:1: note: this is compared with nothing'
like "... nor what is gone" "$err" \
	'27.json: note: this command .* not in the report: cs-retention -t ladder orders-'
like "... and they are counted" "$err" \
	'; [1-9] of [0-9]{2,} figures compared, 0 moved beyond an interval; [1-9][0-9]* of the run before gone$'
like "... on the page too" "$(cat asks.html)" \
	'^<p class="note">Compared with nothing: '
holds "the page of it" asks.html
cat other.md other.md | sed '3,4s/other/orders/' >two.md
try cs-report two.md -o two.html --against 27.json
like "what could be one or the other is none" "$err" \
	'; 0 of [0-9]+ figures compared, 0 moved'
sed '/^  "blocks"/,/^  ]/d; s/"block": [0-9]*, //' night.json >past.json
try cs-report night.md -o past.html --against past.json
like "figures of before there were blocks in them" "$err" '34 of 34 figures compared'
sed 's/"block": 1,/"block": 9,/' 27.json >bad.json
fails "figures of no block" 1 'bad.json: error: these are not the figures' \
	cs-report night.md --against bad.json
echo '{"figures": 1}' >bad.json
fails "no figures" 1 'bad.json: error: these are not the figures of a report' \
	cs-report night.md --against bad.json
says "the day before, in a command" 0 'note: 1 block' --against before.json <<'END'
$ cs-pareto --from {{-1}} orders.csv.gz
END
says "... in the first night, when there is none" 1 'as in {{-1|2026-01-01}}' <<'END'
$ cs-pareto --from {{-1}} orders.csv.gz
END
says "... and its place is taken" 0 'note: 1 block' -o first.html <<'END'
Since {{as_of}} (before: {{-1|none & nothing}}).

$ cs-pareto --from {{-1|2025-06-01}} orders.csv.gz
END
like "what stands in its place" "$(cat first.html)" \
	'\(before: none &amp; nothing\)'
says "a command that is nearly one" 1 \
	'there is no cs-retension where cs-report is: did you mean cs-retention' <<'END'
$ cs-retension orders.csv.gz
END
cs-report -q night.md -o figures.json
ok "-o FILE.json" cmp figures.json night.json
if command -v python3 >/dev/null 2>&1; then
	ok "the figures are JSON" python3 -c \
		'import json; assert len(json.load(open("night.json"))["figures"]) > 50'
	is "... as in csv" "$(python3 -c '
import json
for f in json.load(open("night.json"))["figures"]:
    if f["table"] == "shares" and f["column"] == "value":
        print(f["row"], f["value"])' | head -n 3)" \
		"$(cs-pareto -t shares -f csv orders.csv.gz | awk -F, 'NR > 1 && NR < 5 { print $1, $3 }')"
fi

# --- a report to begin with

cs-report --new orders.csv.gz -o new.md
try cs-report new.md -o new.html
is "a new report runs as it stands" "$status" 0
like "... with columns pinned" "$(cat new.md)" '--customer customer_id'
holds "its page" new.html
cs-report --new churn-orders.csv churn-contacts.csv -o told.md
like "with contacts" "$(cat told.md)" '--contacts churn-contacts.csv'
try cs-report told.md -o told.html
is "... it runs" "$status" 0
mkdir "a folder"
cut -d, -f1-3 churn-orders.csv >"a folder/few > columns.csv"
cs-report --new "a folder/few > columns.csv" -o few.md
try cs-report few.md -o few.html
is "what has no answer is left out" "$status" 0
fails "nothing has one" 1 'no command has an answer' cs-report --new night.md
fails "not of standard input" 2 'files that are there every night' cs-report --new -
fails "--new writes no page" 2 '--new writes a report' \
	cs-report --new --against x orders.csv.gz

done_testing
