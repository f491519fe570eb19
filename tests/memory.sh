# memory.sh - commands in little memory; for tests/memory.t and tests/long/memory.t.

# shellcheck shell=sh disable=SC2154
mkdir "$tmp/room"
TMPDIR=$tmp/room
export TMPDIR

# spills COMMAND ...: prints the same with little memory, and leaves nothing
spills()
{
	name=$(printf '%s' "$*" | sed "s,$tmp/,,g")
	try "$@"
	is "$name: exit status" "$status" 0
	mv "$tmp/out" "$tmp/whole"
	mv "$tmp/err" "$tmp/whole.err"
	try "$@" --memory 64M
	is "$name: with little memory" "$status" 0
	ok "$name: the same answer" cmp -s "$tmp/whole" "$tmp/out"
	ok "$name: the same messages" cmp -s "$tmp/whole.err" "$tmp/err" ||
		note "$(head -n 5 "$tmp/err")"
	is "$name: nothing is left" "$(ls "$TMPDIR")" ''
	# that there was a file at all
	TMPDIR=$tmp/none
	try "$@" --memory 64M
	TMPDIR=$tmp/room
	is "$name: without a folder" "$status" 1
	is "$name: and nothing printed" "$out" ''
	ok "$name: that it is missing" grep -q \
		"^cs-tools: error: $tmp/none: No such file.*\[temporary-file\]" "$tmp/err"
}
