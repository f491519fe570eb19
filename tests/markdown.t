#!/bin/sh
# markdown.t - what GitHub's renderer makes of names in a report in Markdown: the
# names again, no link, no entity, no list.
set -u
. tests/lib.sh

command -v cmark-gfm >/dev/null 2>&1 || skip_all "no cmark-gfm"

cat >"$tmp/names" <<'END'
&lt;b&gt; &amp;copy
R&D
<b>bold</b>
a@b.c
Ann <ann_b@x.org>
mailto:a@b.c
@somebody
http://example.com/a?b=1&c=2#d
(https://example.com/x|y)
ftp://example.com
WWW.example.com
x.www.example.com
`a@b.c`
<a@b.c>
[a@b.c](http://example.com)
![x](www.example.com)
# heading
- item
1. item
*a* _b_ ~~c~~ \d
END

{
	echo "customer,date,amount"
	sed 's/"/""/g; s/.*/"&",2024-01-02,5.00/' "$tmp/names"
} >"$tmp/orders.csv"

cs-pareto -q -f markdown -t customers --limit 100 --exact-keys "$tmp/orders.csv" |
cmark-gfm -e table -e autolink -e strikethrough >"$tmp/html"
none "no link, no tag" "$(grep -E '<(a|b|em|strong|del|img|ul) ' "$tmp/html")"
sed -n 's,</\{0\,1\}code>,,g; s,^<td>\(.*\)</td>$,\1,p' "$tmp/html" |
	sort >"$tmp/got"
sed 's,&,\&amp;,g; s,<,\&lt;,g; s,>,\&gt;,g' "$tmp/names" | sort >"$tmp/want"
is "each name is there as it is" "$(comm -13 "$tmp/got" "$tmp/want")" ""

# a name that begins a list, or would begin one of its own
for name in '1. orders.csv' '- orders.csv' '# orders.csv' 'a@b.csv' '+ x&lt;.csv'; do
	cp "$tmp/orders.csv" "$tmp/$name"
	(cd "$tmp" && cs-pareto -q -f markdown -t summary -- "$name") >"$tmp/said"
	cmark-gfm -e table -e autolink "$tmp/said" >"$tmp/html"
	shown=$(printf '%s\n' "$name" | sed 's,&,\&amp;,g')
	is "an item that begins with $name" \
		"$(sed -n 's,</\{0\,1\}code>,,g; s,^<li>\(.*\): 20 rows.*,\1,p' "$tmp/html")" \
		"$shown"
done

done_testing
