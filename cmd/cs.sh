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
	[ -x "$folder/cs-$1" ] || refuse "there is no command $1"
	command=$folder/cs-$1
	shift
	exec "$command" "$@"
	;;
esac
