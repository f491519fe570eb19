#!/bin/sh
# demo.sh BIN OUT - `make demo`: the main job on the bundled orders, on one screen
# of at most sixty lines, and the charts into OUT. What is shown as a command is
# what is run, and can be typed again.
set -u
bin=$1 charts=$2 orders=testdata/orders.csv.gz
export LC_ALL=C
work=$(mktemp -d "${TMPDIR:-/tmp}/cs-demo.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT

# ask QUESTION "head -n N" COMMAND ...: the question, the command, its answer
ask()
{
	question=$1 part=$2
	shift 2
	printf '# %s\n$ %s | %s\n' "$question" "$*" "$part"
	"$@" >"$work/answer" || exit 1
	$part "$work/answer"
	echo
}

# draw COMMAND ...: charts, without the tables
draw()
{
	printf '$ %s >/dev/null\n' "$*"
	"$@" >/dev/null || exit 1
}

rm -rf "$charts"
mkdir -p "$charts" || exit 1
ask 'Who buys again?' 'head -n 16' \
	"$bin/cs-retention" -t ladder "$orders"
ask 'Do new customers stay?' 'tail -n 11' \
	"$bin/cs-retention" -t cohorts --period quarter "$orders"
ask 'How few customers carry the business?' 'head -n 16' \
	"$bin/cs-pareto" -t shares --percents 1,5,10,20,50 "$orders"
echo '# And as pictures?'
draw "$bin/cs-retention" "-p$charts/" "$orders"
draw "$bin/cs-pareto" "-p$charts/" "$orders"
set -- "$charts"/*.png
if [ $# -lt 4 ]; then
	echo "demo: only these charts were drawn: $*" >&2
	exit 1
fi
echo "$# charts in $charts/: $(cd "$charts" && echo *.png)"
