#!/bin/sh
# completion.t - the scripts of --completion=SHELL: each shell can read its own,
# and bash and fish complete choices, table names, options and files with them.
set -u
. tests/lib.sh

# bash_completes WORD ...: what bash offers for the last word
bash_completes()
{
	# the script breaks words at "=" as readline does; compopt only works there
	bash -c '
		compopt() { :; }
		. "$1"
		shift
		COMP_WORDS=()
		for word; do
			case $word in
			--*=*) COMP_WORDS+=("${word%%=*}" =)
				[ -z "${word#*=}" ] || COMP_WORDS+=("${word#*=}") ;;
			*) COMP_WORDS+=("$word") ;;
			esac
		done
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		"_${1//-/_}"
		echo "${COMPREPLY[*]}"
	' bash "$tmp/bash" "$@"
}

# fish_completes WORDS: what fish offers for the last word of a command line
fish_completes()
{
	HOME=$tmp XDG_CONFIG_HOME=$tmp XDG_DATA_HOME=$tmp fish -N -c '
		source $argv[1]
		complete -C $argv[2] | string replace -r "\t.*" "" |
			string join " "
	' "$tmp/fish" "$1"
}

reads()
{
	if command -v "$1" >/dev/null 2>&1; then
		none "$command: $1 reads its completion" "$("$1" -n "$tmp/$1" 2>&1)"
	else
		skip 1 "no $1"
	fi
}

# the options are those that every command with tables has
bash_tests()
{
	is "$command: bash, -f js" "$(bash_completes "$command" -f js)" json
	is "$command: bash, --format=js" \
		"$(bash_completes "$command" --format=js)" json
	is "$command: bash, the second of a list" \
		"$(bash_completes "$command" "--table=all,${table%??}")" "all,$table"
	is "$command: bash, --table=" \
		"$(bash_completes "$command" --table= | grep -cw "$table")" 1
	is "$command: bash, --for" "$(bash_completes "$command" --for)" --format
	is "$command: bash, a file is left to bash" \
		"$(bash_completes "$command" --output "")" ""
	is "$command: bash, no option after --" \
		"$(bash_completes "$command" -- --for)" ""
}

fish_tests()
{
	: >"$tmp/some-orders.csv"
	is "$command: fish, -f js" "$(fish_completes "$command -f js")" json
	is "$command: fish, --format=js" \
		"$(fish_completes "$command --format=js")" --format=json
	is "$command: fish, the second of a list" \
		"$(fish_completes "$command -t all,${table%??}")" "all,$table"
	is "$command: fish, --for" "$(fish_completes "$command --for")" --format
	is "$command: fish, a file" \
		"$(fish_completes "$command -o $tmp/some-or")" \
		"$tmp/some-orders.csv"
}

commands=$(ls "$CS_BIN"/cs-* 2>/dev/null) || skip_all "no commands"
for command in $commands; do
	command=${command##*/}
	for shell in bash zsh fish; do
		try "$command" "--completion=$shell"
		is "$command --completion=$shell: exit status" "$status" 0
		cp "$tmp/out" "$tmp/$shell"
		reads "$shell"
	done
	grep -q -e --table "$tmp/bash" || continue
	table=$("$command" --completion=mdoc-tables | sed -n '/^\.Ss /{s///p;q;}')
	if command -v bash >/dev/null 2>&1; then bash_tests; fi
	if command -v fish >/dev/null 2>&1; then fish_tests; fi
done

done_testing
