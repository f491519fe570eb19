#!/bin/sh
# help.t - --help=NAME knows every table, column and code, in the words of the
# manual; --examples prints those of its page, which examples.t runs.
set -u
. tests/lib.sh

pages=${CS_BIN%/bin}/man
commands=$(cd cmd && ls cs-*.c | sed 's/\.c$//')

# --- codes: of warnings, that --trust knows, and of what ends a run

tr -s '[:space:]' ' ' <lib/app/shared_output.c |
	sed 's/.*const codes\[\] = {\([^}]*\)NULL.*/\1/' |
	grep -oE '"[^"]*"' | tr -d '"' >"$tmp/warnings"
{
	sed -n 's/^	X(CS_[A-Z_]*, "\([a-z-]*\)".*/\1/p' lib/input/row.h
	cat lib/*/*.c cmd/*.c cmd/*/*.c | tr -s '[:space:]' ' ' |
		grep -oE '(cs_fail|fatal)\( ?[^,()"]*, "[a-z0-9-]*"' |
		sed 's/.*"\(.*\)"/\1/' |
		# wrong usage has no code, and tallies that travel no message
		grep -vxE 'usage|tally-.*'
} | sort -u >"$tmp/errors"
ok "there are codes of warnings" test "$(wc -l <"$tmp/warnings")" -gt 50
ok "there are codes of errors" test "$(wc -l <"$tmp/errors")" -gt 60

# unexplained FILE PATTERN: codes whose page does not begin so, or says nothing
unexplained()
{
	while read -r code; do
		try cs-retention "--help=$code"
		if [ "$status" -ne 0 ]; then
			echo "$code: $err"
		elif ! tap_match "$out" "^$code, ($2)\$"; then
			echo "$code: no page of a $2"
		elif [ "$(sed -n '3,$p' "$tmp/out" | wc -w)" -lt 8 ]; then
			echo "$code: says little: $out"
		fi
	done <"$1"
}

none "--help=CODE has a page of every warning" \
	"$(unexplained "$tmp/warnings" warning)"
none "--help=CODE has a page of every error" \
	"$(unexplained "$tmp/errors" 'error|bad row')"
try cs-retention --help=short-lapse
like "a warning says how to accept it" "$out" '^--trust short-lapse '
try cs-retention --help=bad-amount
unlike "an error does not" "$out" --trust
for code in few-gaps bad-rows repeated-amounts; do
	try cs-retention "--help=$code"
	is "$code is a warning and an error" \
		"$(grep -cE "^$code, (warning|error)\$" "$tmp/out")" 2
done
none "no macro is left in what is said" \
	"$(grep -nE '(^|[ "])(\.[A-Z][a-z] |\\[&e-])' build/help/*.txt)"

# --- tables and columns

# each ".Ss TABLE" and ".It Li COLUMN , COLUMN_low , ..." of the manual
for command in $commands; do
	"$command" --completion=mdoc-tables >"$tmp/tables"
	sed -n 's/^\.Ss //p; s/^\.It Li //p' "$tmp/tables" | sed 's/ , /\n/g' |
		sort -u >"$tmp/names"
	while read -r name; do
		"$command" "--help=$name" >"$tmp/out" 2>&1 &&
			grep -Eq "^($command -t $name|$name, a column)\$" "$tmp/out" ||
			echo "$name: $(head -n 1 "$tmp/out")"
	done <"$tmp/names" >"$tmp/unknown"
	none "$command: every table and column has help" "$(cat "$tmp/unknown")"
	none "$command: in 80 columns" "$(while read -r name; do
		"$command" "--help=$name" | awk 'length > 80'
	done <"$tmp/names")"
	# -h may break the list
	"$command" -h | tr -s '[:space:]' ' ' >"$tmp/short"
	none "$command -h names the tables" "$(sed -n 's/^\.Ss //p' "$tmp/tables" |
		while read -r name; do
			grep -q "tables: .*$name[, ].*example:" "$tmp/short" || echo "$name"
		done)"
done
try cs-retention --help=continue_rate_low
like "the end of an interval says of what" "$out" 'of continue_rate, fraction:'
try cs-pareto --help=customers
like "a table" "$out" '^cs-pareto -t customers$'
like "and a column of its name" "$out" '^customers, a column$'
try cs-customers --help=win_back
like "a value of a column" "$out" '^win_back, a value$'
fails "a name that is near" 2 'did you mean repeat_rate\?' \
	cs-retention --help=repeat_rat
fails "a code that is near" 2 'did you mean short-lapse\?' \
	cs-simulate --help=short-laps
fails "a name that is none" 2 'knows nothing called "x y"' \
	cs-retention '--help=x y'

# --- words that are no names: each of the list is known, and what is to be typed
# is taken

try cs-retention --help=json
like "a value of an option" "$out" '--format json'
try cs-retention --help=confidence
like "a word that people look up" "$out" '^A 95 % interval'
try cs-retention --help=P-Value
like "in capitals" "$out" 'how often chance alone'
try cs-retention --help=p
like "a heading and a word" "$out" '^p, a word$'
try cs-retention --help=decimal
like "a name is not looked for elsewhere" "$(sed -n '$p' "$tmp/out")" decimal
try cs-simulate --help=semicolon
unlike "of no option that the command has not" "$out$err" --delimiter
for word in interval json format csv gzip date currency cohort median \
	confidence percent p refund customer account semicolon encoding xlsx; do
	try cs-retention "--help=$word"
	is "$word is known" "$status" 0
	for name in $(sed -n 's/^  \(options\|columns\|messages\): \(.*\)/\2/p' \
		"$tmp/out" | sed 's/ and [0-9]* more//' | tr ',' ' '); do
		cs-retention "--help=$name" >/dev/null 2>&1 || echo "$word: $name"
	done >"$tmp/names"
	none "$word: what it names is explained" "$(cat "$tmp/names")"
done

# --- examples

# shown PAGE: the displays of its examples
shown()
{
	perl -ne '
		$on = /^\.Sh EXAMPLES/ if /^\.Sh/;
		next unless $on;
		$in = 0 if /^\.Ed/;
		if ($in) { s/\\&//g; s/\\e/\\/g; s/\\-/-/g; print if /./; }
		$in = 1 if /^\.Bd -(literal|unfilled)/;
	' "$1" | grep -v '^$'
}

for command in $commands; do
	shown "$pages/$command.1" >"$tmp/want"
	"$command" --examples | sed -n 's/^  //p' >"$tmp/got"
	ok "$command --examples are those of the page" cmp -s "$tmp/want" "$tmp/got"
	ok "$command --examples has a command" grep -q "^\\$ $command " "$tmp/got"
done

done_testing
