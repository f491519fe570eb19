#!/bin/sh
# cs - the commands that stand beside this one, each with its question; "cs NAME"
# is cs-NAME.
set -u

folder=$(dirname "$(readlink -f "$0")")

list()
{
	for command in "$folder"/cs-*; do
		[ -x "$command" ] || continue
		name=${command##*/cs-}
		printf '  cs %-10s  %s\n' "$name" "$("$command" -h | sed -n 3p)"
	done
}

# nearest NAME: the command whose name is one or two letters away from it
nearest()
{
	for command in "$folder"/cs-*; do
		echo "${command##*/cs-}"
	done | awk -v name="$1" '
		function least(a, b) { return a < b ? a : b }
		{
			for (i = 0; i <= length(name); i++)
				for (k = 0; k <= length($0); k++) {
					other = substr(name, i, 1) != substr($0, k, 1)
					cost[i, k] = i + k
					if (i * k > 0) {
						cost[i, k] = least(cost[i - 1, k], cost[i, k - 1]) + 1
						cost[i, k] = least(cost[i, k], cost[i - 1, k - 1] + other)
					}
				}
			away = cost[length(name), length($0)]
			if (away <= 2 && (best == "" || away < fewest)) {
				best = $0
				fewest = away
			}
		}
		END { print best }'
}

refuse()
{
	echo "cs: error: $1; cs alone lists the commands" >&2
	exit 2
}

case ${1-} in
'' | -h | --help)
	cat <<-'END'
	usage: cs COMMAND [options] [FILE ...]

	questions about customers, answered from exports of orders

	END
	list
	printf '\n%s\n' 'cs COMMAND -h for its options, man cs for more'
	;;
-V | --version)
	# all are of one version
	for command in "$folder"/cs-*; do
		"$command" -V | sed 's/^cs-[a-z]*/cs/'
		exit
	done
	;;
-*) refuse 'options stand behind the command' ;;
*[!a-z]*) refuse 'this is not the name of a command' ;;
*)
	if [ ! -x "$folder/cs-$1" ]; then
		near=$(nearest "$1")
		refuse "there is no command $1${near:+: did you mean $near?}"
	fi
	command=$folder/cs-$1
	shift
	exec "$command" "$@"
	;;
esac
