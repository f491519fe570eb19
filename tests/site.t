#!/bin/sh
# site.t - make site: all pages are there, no link leads nowhere, the tutorial's
# commands answer, and SQL, pandas and R find what howto.md says the commands find.
. "$(dirname "$0")/lib.sh"

if ! command -v mandoc >/dev/null 2>&1 || ! grep -q '^CMARK = -l' build/config.mk; then
	skip_all "no mandoc, or no libcmark"
fi
top=$PWD

# --- the figures of howto.md

gzip -dc testdata/orders.csv.gz >"$tmp/orders.csv"
cd "$tmp" || exit 1

# parts LANGUAGE: its fences into LANGUAGE.1, LANGUAGE.2, ...
parts()
{
	awk -v language="$1" '
		$0 == "```" { at = "" }
		at != "" { print >at }
		$0 == "```" language { at = language "." ++n }
		END { print n + 0 }' "$top/man/site/howto.md"
}

sed -n 's/^<!-- figure: \(.*\) -->$/\1/p' "$top/man/site/howto.md" >figures
questions=$(wc -l <figures)
ok "howto.md has questions" test "$questions" -ge 5

# asked LANGUAGE COMMAND ...: what the command prints of the first part, which says
# what a purchase is, with another behind it
asked()
{
	language=$1
	shift
	is "$language: a part for each question" "$(parts "$language")" $((questions + 1))
	i=2
	while read -r line; do
		want=$(eval "$line" 2>/dev/null | tail -n 1)
		cat "$language.1" "$language.$i" >asked
		got=$("$@" <asked 2>errors | tail -n 1)
		ok "$language: $line" awk -v got="$got" -v want="$want" 'BEGIN {
			exit !(got != "" && (got - want) ^ 2 <= 1e-18 * want ^ 2)
		}'
		i=$((i + 1))
	done <figures
}

asked_sql()
{
	sqlite3 :memory: -cmd '.mode csv' -cmd '.import orders.csv orders'
}

if command -v sqlite3 >/dev/null 2>&1; then
	asked sql asked_sql
else
	skip 1 "no sqlite3"
fi
if python3 -c 'import pandas' 2>/dev/null; then
	asked python python3 -
else
	skip 1 "no pandas"
fi
if command -v Rscript >/dev/null 2>&1; then
	asked r Rscript -
else
	skip 1 "no R"
fi

# --- the pages

cd "$top" || exit 1
mkdir "$tmp/demo"
printf 'picture' >"$tmp/demo/ladder.png"
try sh man/site/make.sh "$CS_BIN" build/man "$tmp/demo" "$tmp/site"
is "make.sh: exit status" "$status" 0
none "make.sh: no message" "$err"
for page in index tutorial howto readme news man/cs-retention.1 man/cs-input.5; do
	ok "$page" test -s "$tmp/site/$page.html"
done
none "no command of the tutorial fails" \
	"$(grep -o 'class="failed"[^<]*' "$tmp/site/tutorial.html")"
none "no figure of it is missing" "$(grep -o '{{[^}]*}}' "$tmp/site/tutorial.html")"
none "no link leads nowhere" "$(cd "$tmp/site" && for page in *.html man/*.html; do
	grep -oE '(href|src)="[^"#:]+[^"]*"' "$page" |
		sed 's/^[a-z]*="//; s/[#"].*//' | sort -u | while read -r to; do
		[ -e "$(dirname "$page")/$to" ] || echo "$page: $to"
	done
done)"

done_testing
