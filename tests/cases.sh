#!/bin/sh
# cases.sh FILE.list - one test case per line:
#
#	name | exit status | command line
#
# The command line is run by sh in a folder that has a copy of each file of
# testdata/, so that it may write files; realdata/ there is $REALDATA, and a case
# that names it is skipped without. The exit status is that of the last of our
# commands to end, whatever sh ran after it: `| cut` and `&& cat out` only choose
# what is compared. What the line prints must equal
# tests/golden/NAME.out and, on standard error, NAME.err (absent: nothing).
# If not, what it printed is left beside as NAME.out.new and NAME.err.new. Look at
# them, and rename those that are right. Where $ONLY is set, an extended regular
# expression, other names are left out.
set -u
. tests/lib.sh

top=$PWD
golden=$top/tests/golden
work=$tmp/work
# each of our commands leaves its exit status here
ended=$tmp/ended
# valgrind is patient with programs that wait; a nightly job is not
command -v timeout >/dev/null 2>&1 && limit='timeout 300' || limit=''

mkdir "$tmp/told"
for program in "$CS_BIN"/cs-*; do
	cat >"$tmp/told/${program##*/}" <<END
#!/bin/sh
$WRAP "$program" "\$@"
status=\$?
echo \$status >"$ended"
exit \$status
END
done
chmod +x "$tmp"/told/*
PATH=$tmp/told:$PATH

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
	find "$top/testdata" -maxdepth 1 -type f -exec cp -t "$work" {} +
	[ -z "$REALDATA" ] || ln -s "$REALDATA" "$work/realdata"
	rm -f "$ended"
	(cd "$work" && exec $limit sh -c "$command") \
		>"$tmp/out" 2>"$tmp/err" </dev/null
	got=$(cat "$ended" 2>/dev/null || echo none)
	held=0
	if [ "$got" != "$status" ]; then
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
	[ -z "${ONLY-}" ] || tap_match "$name" "$ONLY" || continue
	status=$((${rest%%|*})) command=${rest#*|}
	case $command in
	*realdata/*) [ -n "$REALDATA" ] || { skip 1 "$name: no REALDATA"; continue; } ;;
	esac
	ok "$name" run_case
done <"$1"

done_testing
