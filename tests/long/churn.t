#!/bin/sh
# churn.t - do the intervals of cs-churn hold the truth of the very file? RUNS
# exports by cs-simulate, each with its contacts and its parameters. Where the
# assumptions of a method hold, 93 to 97 % of its intervals do; where they are
# broken on purpose, the bias has the direction that cs-churn(1) states.
set -u
. tests/lib.sh

RUNS=2000

# draw FIRST OPTIONS...: for half of the seeds, FIRST or the next and every other
# one after it, a line: method, estimate, low, high, the truth of the file; of lapses
# in excess those that a comparison can find
draw()
{
	seed=$1
	dir=$tmp/$1
	shift
	mkdir -p "$dir"
	while [ "$seed" -le $RUNS ]; do
		cs-simulate --seed "$seed" --customers 2000 --lapse-days 120 --contacts "$dir/contacts" \
			--truth-parameters "$dir/truth" -o "$dir/orders" "$@" &&
			cs-churn -q --lapse-after 120d -f csv -t silent \
				--contacts "$dir/contacts" "$dir/orders" >"$dir/table" ||
			echo failed
		awk -F, '
			NR == FNR && $1 == "silent" { silent = $2 }
			NR == FNR && $1 == "excess_lapses" { lost = $2 }
			NR > FNR && FNR > 1 {
				print $1, $6, $7, $8, $1 == "excess_lapse" ? lost : silent
			}
		' "$dir/truth" "$dir/table"
		seed=$((seed + 2))
	done
}

# design NAME OPTIONS...: both halves of the seeds side by side, into $tmp/NAME
design()
{
	name=$1
	shift
	draw 1 "$@" >"$tmp/$name.odd" 2>"$tmp/$name.err" &
	draw 2 "$@" >"$tmp/$name.even" 2>>"$tmp/$name.err"
	wait
	cat "$tmp/$name.odd" "$tmp/$name.even" >"$tmp/$name"
	is "$name: every run has its answer" \
		"$(grep -c '^proactive' "$tmp/$name") $(grep -c failed "$tmp/$name")" "$RUNS 0"
}

# covers DESIGN METHOD [TRUTH [LEAST]]: 93 (LEAST) to 97 % of the intervals hold it; an
# empty TRUTH is that of each file
covers()
{
	share=$(awk -v method="$2" -v given="${3-}" '
		$1 == method {
			truth = given == "" ? $5 : given
			n++
			held += $3 <= truth && truth <= $4
		}
		END { printf "%.4f", held / n }' "$tmp/$1")
	echo "# $1, $2: $share"
	ok "$1: $2 covers ${4-.93} to .97" \
		awk "BEGIN { exit !($share >= ${4-.93} && $share <= .97) }"
}

# leans DESIGN METHOD below|above [TRUTH]: the mean error is on that side, clearly
leans()
{
	z=$(awk -v method="$2" -v given="${4-}" '
		$1 == method && $2 != "" {
			error = $2 - (given == "" ? $5 : given)
			n++
			sum += error
			squares += error * error
		}
		END {
			mean = sum / n
			printf "%.2f", mean / sqrt((squares / n - mean * mean) / n)
		}' "$tmp/$1")
	echo "# $1, $2: mean error is $z standard errors from 0"
	case $3 in
	below) ok "$1: $2 is too low" awk "BEGIN { exit !($z < -5) }" ;;
	above) ok "$1: $2 is too high" awk "BEGIN { exit !($z > 5) }" ;;
	esac
}

design random --reveal 1 --proactive .3
covers random proactive
design independent --reveal .8 --proactive .4 --complain .5 --dissatisfied .1
covers independent two_lists
design harmless --failure-rate .15 --dissatisfied 0 --leave-silent 0 \
	--leave-resolved 0 --leave-unresolved 0
covers harmless excess_lapse 0
design driven --failure-rate .1 --dissatisfied 0 --leave-silent .6
covers driven excess_lapse "" .91
leans driven excess_lapse below
design angry --reveal .5 --proactive .4 --both-channels 1 --dissatisfied .1
leans angry two_lists below
design doomed --failure-rate .15 --dissatisfied 0 --leave-silent 0 \
	--leave-resolved 0 --leave-unresolved 0 --selection 1
leans doomed excess_lapse above 0

done_testing
