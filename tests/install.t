#!/bin/sh
# install.t - make install puts everything under the prefix that is named, from
# where it works, and make uninstall takes it away again; make demo says how to
# come to the commands without; cs lists and runs them.
set -u
. tests/lib.sh

# what is built is installed as it is; how, is none of this make's business
[ "$CS_BIN" = "$PWD/build/bin" ] || skip_all "of build alone"
unset MAKEFLAGS MAKELEVEL MFLAGS
commands=$(cd cmd && ls cs-*.c | sed 's/\.c$//')

# installs VARIABLE=VALUE ...
installs()
{
	make -s -o all install "$@"
}

uninstalls()
{
	make -s -o all uninstall "$@"
}

# whole NAME FOLDER: is all there?
whole()
{
	for command in $commands; do
		for file in "bin/$command" "share/man/man1/$command.1" \
			"share/bash-completion/completions/$command" \
			"share/zsh/site-functions/_$command" \
			"share/fish/vendor_completions.d/$command.fish"; do
			[ -s "$2/$file" ] || echo "$file"
		done
	done >"$tmp/absent"
	for file in bin/cs share/man/man1/cs.1 share/man/man5/cs-input.5 \
		share/man/man7/cs-models.7; do
		[ -s "$2/$file" ] || echo "$file"
	done >>"$tmp/absent"
	none "$1: all is there" "$(cat "$tmp/absent")"
}

# gone NAME FOLDER
gone()
{
	none "$1: uninstall leaves no file" "$(find "$2" ! -type d)"
}

try installs prefix="$tmp/one"
is "prefix=DIR: exit status" "$status" 0
whole "prefix=DIR" "$tmp/one"
none "prefix=DIR: nothing goes elsewhere" "$(printf '%s\n' "$out" |
	grep -v "^  INSTALL $tmp/one/")"
# word lists and layouts are in the commands
is "an installed command knows its layouts" \
	"$(cd / && env -i "$tmp/one/bin/cs-retention" --list-layouts | grep -c .)" \
	"$(cs-retention --list-layouts | grep -c .)"
fails "a command that is nearly one" 2 'did you mean customers\?' \
	"$tmp/one/bin/cs" custmers
if command -v man >/dev/null 2>&1; then
	ok "man finds the page" test -n \
		"$(MANPATH=$tmp/one/share/man man -w cs-retention 2>/dev/null)"
else
	skip 1 "no man"
fi
try uninstalls prefix="$tmp/one"
is "uninstall prefix=DIR: exit status" "$status" 0
gone "prefix=DIR" "$tmp/one"

try installs prefix=/opt/cs DESTDIR="$tmp/two"
is "DESTDIR=DIR: exit status" "$status" 0
whole "DESTDIR=DIR" "$tmp/two/opt/cs"
try uninstalls prefix=/opt/cs DESTDIR="$tmp/two"
gone "DESTDIR=DIR" "$tmp/two"

try installs prefix="$tmp/three" bindir="$tmp/four"
ok "bindir=DIR is where commands go" test -x "$tmp/four/cs-retention"
ok "bindir=DIR moves nothing else" test -s "$tmp/three/share/man/man1/cs.1"
try installs prefix="$tmp/a b"
is "a prefix with a blank: exit status" "$status" 2
ok "a prefix with a blank: nothing is installed" test ! -e "$tmp/a"

# --- without an installation

line=$(make -n -o all demo | sed -n "s/^echo '  \(PATH=.*\)'\$/\1/p")
like "make demo prints the line for PATH" "$line" "^PATH=$PWD/build/bin:[\$]PATH\$"
# the first command of the README, as somebody who has pasted that line types it
first=$(sed -n 's/^    \$ //p' README | head -n 1)
if command -v gnuplot >/dev/null 2>&1; then
	try env -i PATH=/usr/bin:/bin sh -c "$line
$first"
	is "after it README's first command works: exit status" "$status" 0
	like "README's first command: its answer" "$out" 'how many buy again'
else
	skip 2 "no gnuplot"
fi

# --- cs

try cs
is "cs: exit status" "$status" 0
for command in $commands; do
	question=$("$command" -h | sed -n "3{s,?,[?],;p}")
	like "cs lists $command" "$out" "^  cs ${command#cs-} +$question\$"
done
try cs-pareto -f csv testdata/orders.csv.gz
cp "$tmp/out" "$tmp/want"
try cs pareto -f csv testdata/orders.csv.gz
is "cs pareto is cs-pareto" "$out" "$(cat "$tmp/want")"
try cs pareto --unheard-of
is "cs hands the exit status on" "$status" 2
is "cs -V" "$(cs -V)" "cs $(cs-pareto -V | cut -d ' ' -f 2)"
ln -s "$CS_BIN/cs" "$tmp/link"
is "cs by a link" "$("$tmp/link" pareto -V)" "$(cs-pareto -V)"
for words in nothing -x ../bin/cs-pareto; do
	fails "cs $words" 2 '^cs: error: ' cs "$words"
done

done_testing
