#!/bin/sh
# cases.sh FILE.list - one test case per line:
#
#	name | exit status | command line
#
# The command line is run by sh in an empty folder that has a link to each file
# of testdata/, so that it may write files; realdata/ there is $REALDATA, and a
# case that names it is skipped without. What it prints must equal
# tests/golden/NAME.out and, on standard error, NAME.err (absent: nothing).
# If not, what it printed is left beside as NAME.out.new and NAME.err.new. Look at
# them, and rename those that are right.
set -u
. tests/lib.sh

top=$PWD
golden=$top/tests/golden
work=$tmp/work
# valgrind is patient with programs that wait; a nightly job is not
command -v timeout >/dev/null 2>&1 && limit='timeout 300' || limit=''

# same NAME.out FILE: compares, leaves the .new file where they differ
same()
{
	want=$golden/$1
	case $1 in
	*.err) [ -e "$want" ] || want=/dev/null ;;
	esac
	rm -f "$golden/$1.new"
	cmp -s "$want" "$2" && return
	cp "$2" "$golden/$1.new"
	[ -e "$want" ] || { note "tests/golden/$1 is missing; see $1.new"; return 1; }
	note "tests/golden/$1 differs; see $1.new"
	diff -u "$want" "$2" | sed -e 1,2d -e 's/^/# /' | head -n 20
	return 1
}

run_case()
{
	rm -rf "$work"
	mkdir "$work"
	# copies, since a case may write a file of the same name
	cp "$top"/testdata/* "$work"
	[ -z "$REALDATA" ] || ln -s "$REALDATA" "$work/realdata"
	got=0
	(cd "$work" && exec $limit sh -c "$command") \
		>"$tmp/out" 2>"$tmp/err" </dev/null || got=$?
	held=0
	if [ "$got" -ne "$status" ]; then
		note "exit status $got, not $status: $command"
		note "$(head -n 5 "$tmp/err")"
		held=1
	fi
	same "$name.out" "$tmp/out" || held=1
	same "$name.err" "$tmp/err" || held=1
	return $held
}

while read -r line; do
	case $line in
	'' | '#'*) continue ;;
	*'|'*'|'*) ;;
	*) ok "a case has three parts: $line" false; continue ;;
	esac
	name=${line%%|*} rest=${line#*|}
	name=${name%"${name##*[! 	]}"}
	status=$((${rest%%|*})) command=${rest#*|}
	case $command in
	*realdata/*) [ -n "$REALDATA" ] || { skip 1 "$name: no REALDATA"; continue; } ;;
	esac
	ok "$name" run_case
done <"$1"

done_testing
