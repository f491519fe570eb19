# lib.sh - what test scripts (tests/*.t, tests/long/*.t) share.
#
#	. tests/lib.sh
#	try cs-pareto testdata/orders.csv
#	is "exit status" "$status" 0
#	like "first line" "$out" '^[0-9]+ customers'
#	ok "the file is there" test -s "$tmp/out.csv"
#	done_testing
#
# Scripts run in the top folder of the source. The commands are first in PATH
# (through $WRAP if that is set, in a folder of small scripts), so they work in
# pipelines too. $tmp is a folder of the script's own, removed at its end.
# $CS_BIN is where the commands are; $REALDATA the folder of real data sets, or
# empty.

# shellcheck shell=sh
: "${CS_BIN:=$PWD/build/bin}" "${WRAP=}" "${REALDATA=}"
tap_count=0 tap_failures=0
tmp=$(mktemp -d "${TMPDIR:-/tmp}/cs-test.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

if [ -n "$WRAP" ]; then
	mkdir "$tmp/wrapped"
	for program in "$CS_BIN"/cs-*; do
		printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$WRAP" "$program" \
			>"$tmp/wrapped/${program##*/}"
	done
	chmod +x "$tmp"/wrapped/*
	PATH=$tmp/wrapped:$PATH
else
	PATH=$CS_BIN:$PATH
fi
export PATH

# note TEXT: each line as a TAP diagnostic
note()
{
	printf '%s\n' "$1" | sed 's/^/# /'
}

# ok NAME COMMAND ...: holds if the command succeeds
ok()
{
	tap_name=$1
	shift
	tap_count=$((tap_count + 1))
	if "$@"; then
		echo "ok $tap_count - $tap_name"
	else
		echo "not ok $tap_count - $tap_name"
		tap_failures=$((tap_failures + 1))
		return 1
	fi
}

# is NAME GOT WANT
is()
{
	ok "$1" test "x$2" = "x$3" || note " got: $2
want: $3"
}

tap_match()
{
	printf '%s\n' "$1" | grep -Eq -e "$2"
}

tap_no_match()
{
	! tap_match "$1" "$2"
}

# like NAME TEXT PATTERN: some line of the text matches the ERE; unlike: none
like()
{
	ok "$1" tap_match "$2" "$3" || note " got: $2
no match for: $3"
}

unlike()
{
	ok "$1" tap_no_match "$2" "$3" || note " got: $2
a match for: $3"
}

# none NAME TEXT: the text, a list of offenders, is empty
none()
{
	ok "$1" test -z "$2" || note "$2"
}

# try COMMAND ...: runs it and sets $status, $out and $err (without newlines at
# the end); the bytes as they are stay in $tmp/out and $tmp/err
try()
{
	status=0
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
	out=$(cat "$tmp/out")
	err=$(cat "$tmp/err")
}

# fails NAME STATUS PATTERN COMMAND ...: ends with that status and a message on
# standard error, and prints nothing
fails()
{
	fails_name=$1 fails_status=$2 fails_pattern=$3
	shift 3
	try "$@"
	is "$fails_name: exit status" "$status" "$fails_status"
	like "$fails_name: message" "$err" "$fails_pattern"
	is "$fails_name: nothing is printed" "$out" ''
}

# skip COUNT WHY: stands for checks that cannot be made here
skip()
{
	tap_left=$1
	while [ "$tap_left" -gt 0 ]; do
		tap_count=$((tap_count + 1)) tap_left=$((tap_left - 1))
		echo "ok $tap_count # SKIP $2"
	done
}

# skip_all WHY: ends a script that has tested nothing yet
skip_all()
{
	echo "1..0 # SKIP $1"
	exit 0
}

# done_testing: the plan, and the end of the script
done_testing()
{
	echo "1..$tap_count"
	[ "$tap_failures" -eq 0 ]
	exit
}
