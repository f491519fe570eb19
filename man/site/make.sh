#!/bin/sh
# make.sh BIN MAN DEMO OUT - `make site`: the README, the manual, a tutorial, a page
# for those who come from SQL, pandas or R, and what `make demo` made (DEMO) as pages
# that need no server and no script.
set -eu
bin=$(cd "$1" && pwd) man=$2 demo=$3 out=$4
here=$(dirname "$0")
rm -rf "$out"
mkdir -p "$out/demo" "$out/man"
out=$(cd "$out" && pwd)
cp "$here/site.css" "$out"
cp "$here/site.css" "$out/man"
cp "$demo"/*.png "$out/demo"
[ ! -f "$demo/night.html" ] || cp "$demo/night.html" "$out/demo"

# escaped: text as HTML
escaped()
{
	sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
}

# page FILE TITLE: around what comes on standard input
page()
{
	cat >"$out/$1" <<-END
	<!DOCTYPE html>
	<html lang="en">
	<head>
	<meta charset="utf-8">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<title>$2</title>
	<link rel="stylesheet" href="site.css">
	</head>
	<body>
	<main>
	$(cat)
	</main>
	</body>
	</html>
	END
}

# pages of the manual
for file in "$man"/*.[157]; do
	name=${file##*/}
	mandoc -T html -O style=site.css,man=%N.%S.html,toc "$file" \
		>"$out/man/$name.html"
done

# links to what others have are none here
(
	cd "$out/man"
	for file in *.html; do
		for to in $(grep -o 'href="[^"#/]*"' "$file" | sed 's/href="//; s/"//' | sort -u); do
			[ -e "$to" ] || printf 's|<a class="Xr" href="%s">\\([^<]*\\)</a>|\\1|g\n' "$to"
		done >"$out/links.sed"
		sed -f "$out/links.sed" "$file" >"$out/linked"
		mv "$out/linked" "$file"
	done
)
rm -f "$out/links.sed"

# what is computed
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp testdata/orders.csv.gz "$work"
gzip -dc testdata/orders.csv.gz >"$work/orders.csv"
for name in tutorial howto; do
	cp "$here/$name.md" "$work"
	(cd "$work" && "$bin/cs-report" -q $name.md -o $name.html)
	cp "$work/$name.html" "$out"
done

escaped <README | { echo '<pre>'; cat; echo '</pre>'; } | page readme.html 'cs-tools: README'
escaped <NEWS | { echo '<pre>'; cat; echo '</pre>'; } | page news.html 'cs-tools: NEWS'

commands()
{
	for command in "$bin"/cs-*; do
		name=${command##*/}
		printf '<tr><td><a href="man/%s.1.html">%s</a></td><td>%s</td></tr>\n' \
			"$name" "$name" "$("$command" -h | sed -n 3p | escaped)"
	done
}

charts()
{
	for file in "$out"/demo/*.png; do
		name=${file##*/}
		printf '<figure><img src="demo/%s" alt="chart: %s" width="600" loading="lazy"><figcaption>%s</figcaption></figure>\n' \
			"$name" "${name%.png}" "${name%.png}"
	done
}

page index.html 'cs-tools' <<END
<h1>cs-tools</h1>
<p>Commands that answer questions about customers from an export of orders: CSV, plain
or gzipped, as shops and accounting programs write it.</p>
<table>
<thead><tr><th scope="col">command</th><th scope="col">question</th></tr></thead>
<tbody>
$(commands)
</tbody>
</table>
<h2>To begin with</h2>
<ul>
<li><a href="tutorial.html">Ten questions</a>, on the orders that come with the
source</li>
<li><a href="howto.html">From SQL, pandas and R</a>: how do I ask the same here?</li>
<li><a href="readme.html">README</a>: installing, and which question is for which
command</li>
$([ ! -f "$out/demo/night.html" ] || echo '<li><a href="demo/night.html">A page for the manager</a>, as cs-report makes one every night</li>')
</ul>
<h2>The manual</h2>
<ul>
$(for file in "$out"/man/*.html; do
	name=${file##*/}
	printf '<li><a href="man/%s">%s</a></li>\n' "$name" "${name%.html}"
done)
</ul>
<p><a href="news.html">NEWS</a></p>
<h2>What the demo draws</h2>
$(charts)
END
