#!/bin/sh
# lint.t - what holds for every file and every command: layers, headers, names,
# state, manual pages, help. `make lint` also asks for no warnings.
set -u
. tests/lib.sh

: "${CC:=cc}"
pages=${CS_BIN%/bin}/man
version=$(sed -n 's/^.define CS_VERSION "\(.*\)"/\1/p' lib/base/version.h)
commands=$(cd cmd && ls cs-*.c | sed 's/\.c$//')

# wide [FILE ...]: lines of more than 80 columns, of files with their names before
wide()
{
	perl -CSD -ne 'chomp; my $wide = 0;
		$wide += $_ eq "\t" ? 8 - $wide % 8 : 1 for split //;
		print $ARGV eq "-" ? "" : "$ARGV: ", "$_\n" if $wide > 80' "$@"
}

# --- source: each rule is a function that prints what offends in the tree where
# it is run, a line each, and finds the offenders that are planted for it

objects=${CS_BIN%/bin}
case $objects in /*) ;; *) objects=$PWD/$objects ;; esac

# rule NAME FUNCTION
rule()
{
	none "$1" "$($2)"
	ok "$1: offenders are found" test -n \
		"$(cd "$tmp/planted" && objects=$PWD/build && "$2")"
}

# floor FOLDER: a file includes from its own folder and from floors below;
# folders on one floor do not know one another. A command is cmd/cs-NAME.c and
# the folder cmd/NAME/, its own.
floor()
{
	case $1 in
	base) echo 0 ;;
	cell | stat | report | words | layouts | mpi) echo 1 ;;
	btyd | input | chart | option) echo 2 ;;
	data) echo 3 ;;
	tally | doubt) echo 4 ;;
	app) echo 5 ;;
	cmd) echo 6 ;;
	*) echo 9 ;;
	esac
}

# lines "file folder folder-included"
includes()
{
	grep -H '^#[[:space:]]*include[[:space:]]*"' "$@" |
	sed -E 's,^(lib/)?([^/]*)/([^:]*):[^"]*"(([^"/]*)/)?.*,\1\2/\3 \2 \5,'
}

wrong_includes()
{
	includes cmd/*.c cmd/*/*.[ch] lib/*/*.[ch] | sort -u |
	while read -r file own other; do
		case $file in
		cmd/cs-*)
			parts=${file#cmd/cs-} parts=${parts%.c}
			[ ! -e "lib/$parts" ] || parts=${parts}s
			;;
		cmd/*) parts=${file#cmd/} parts=${parts%%/*} ;;
		*) parts='' ;;
		esac
		if [ -z "$other" ]; then
			echo "$file: includes without naming the folder"
		elif [ "$other" = "$parts" ]; then
			continue
		elif [ "$own" != "$other" ] &&
		    [ "$(floor "$own")" -le "$(floor "$other")" ]; then
			echo "$file: $own may not include $other/"
		fi
	done
}

# codes of warnings that --trust does not know, and those it alone knows
untrusted()
{
	cat cmd/*/*.c lib/*/*.c | tr -s '[:space:]' ' ' >"$tmp/source"
	{
		grep -oE '(cs_warn\(job,[^"]*|cs_doubt_add\([^"]*|struct habit [a-z_]* = \{ )"[a-z-]*"( : "[a-z-]*")?' \
			"$tmp/source" | grep -oE '"[^"]*"'
	} | sort -u >"$tmp/given"
	sed 's/.*const codes\[\] = {\([^}]*\)NULL.*/\1/;t;d' "$tmp/source" |
	grep -oE '"[^"]*"' | sort >"$tmp/trusted"
	comm -3 "$tmp/given" "$tmp/trusted"
}

# headers that include one another
circles()
{
	grep -o '^#include "[^"]*"' cmd/*/*.h lib/*/*.h 2>/dev/null |
	sed 's,^[a-z]*/\([^:]*\):#include "\(.*\)",\1 \2,' | tsort 2>&1 >/dev/null |
	sed 's/^tsort: //'
}

rooms()
{
	for folder in lib/*/; do
		folder=${folder#lib/} folder=${folder%/}
		[ "$(floor "$folder")" != 9 ] || echo "lib/$folder has no floor in lint.t"
		grep -q "^    $folder  *[a-z]" lib/README ||
			echo "lib/README does not say what lib/$folder is"
	done
	for folder in cmd/*/; do
		name=${folder#cmd/} name=${name%/}
		[ -e "cmd/cs-$name.c" ] || [ -e "cmd/cs-${name%s}.c" ] || echo "$folder has no cmd/cs-$name.c"
		[ ! -e "lib/$name" ] || echo "$folder and lib/$name/ have one name"
	done
}

# what stands at the top beside what belongs there
astray()
{
	for file in *; do
		case $file in
		COPYING | Makefile | NEWS | README | cmd | configure | lib | man) ;;
		packaging | testdata | tests | build) ;;
		*) echo "$file at the top" ;;
		esac
	done
}

not_alone()
{
	for header in cmd/*/*.h lib/*/*.h; do
		echo "#include \"${header#*/}\"" >"$tmp/alone.c"
		$CC -std=gnu11 -D_GNU_SOURCE -Ilib -Icmd -Wall -Wextra -fsyntax-only \
			"$tmp/alone.c" 2>&1 || echo "$header does not compile alone"
	done
}

tags_twice()
{
	grep -ohE '^(typedef )?(struct|union|enum) [a-z_0-9]+ \{' lib/*/*.[ch] |
	sed 's/ {//; s/typedef //' | sort | uniq -d
}

# clang-format leaves comments alone, and strings
not_formatted()
{
	wide cmd/*.c cmd/*/*.[ch] lib/*/*.[ch] tests/*.[ch] tests/*/*.[ch]
	clang-format --dry-run cmd/*.c cmd/*/*.[ch] lib/*/*.[ch] tests/*.[ch] \
		tests/*/*.[ch] 2>&1 | sed -n 's/: warning:.*//p' |
	sort -t : -u -k 1,1
}

# calls NAMES FILE ...: uses of these functions outside comments and strings
calls()
{
	names=$1
	shift
	# shellcheck disable=SC2016
	names=$names perl -0777 -ne '
		s{("(?:\\.|[^"\\])*"|\x27(?:\\.|[^\x27\\])*\x27)|/\*.*?\*/|//[^\n]*}
			{defined $1 ? "\"\"" : $& =~ tr/\n//cdr}gse;
		my $n = 0;
		for (split /\n/) {
			$n++;
			print "$ARGV:$n:$_\n" if /(^|[^A-Za-z0-9_>.])($ENV{names})\s*\(/
		}' "$@"
}

banned()
{
	calls 'strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof|system|popen|v?f?scanf|v?sscanf|alloca|setlocale' \
		cmd/*.c cmd/*/*.[ch] lib/*/*.[ch] tests/*/*.c tests/*.[ch]
}

# mem.c ends the program when memory does; app belongs to the commands
# run.c is all of main(), and one of several processes ends with the first
exits()
{
	# shellcheck disable=SC2046
	calls 'exit|_exit|_Exit|abort' $(ls lib/*/*.c |
		grep -v '^lib/\(base/mem\|app/run\|report/xlsx_book\)\.c$')
}

prints()
{
	# shellcheck disable=SC2046
	calls 'printf|vprintf|puts|putchar|perror|warnx?|errx?' \
		$(ls lib/*/*.c | grep -v '^lib/app/')
}

# what is said on standard error goes through notice.c, which makes it fit for a
# terminal; mem.c has its one sentence
speaks()
{
	grep -nE '(^|[^A-Za-z_])(stderr|STDERR_FILENO)([^A-Za-z_]|$)' \
		cmd/*.c cmd/*/*.c lib/*/*.c |
	grep -vE '^lib/(app/notice|base/mem|report/xlsx_book)\.c:'
}

left_for_later()
{
	grep -rnE '(^|[^A-Z])(TOD[O]|FIXM[E]|XX[X])([^A-Z]|$)' \
		cmd lib man tests Makefile configure README NEWS .ci 2>/dev/null |
	grep -v '^tests/\(golden\|fuzz/[^/]*\)/'
}

# of_objects TOOL FILE ...: what TOOL says of the objects of these sources
of_objects()
{
	tool=$1
	shift
	# shellcheck disable=SC2046,SC2086
	(cd "$objects" && $tool $(ls $(printf '%s\n' "$@" | sed 's/\.c$/.o/') 2>/dev/null))
}

# symbols FILE ...: lines "file name type" of the objects of these sources
symbols()
{
	of_objects 'nm -gPA' "$@" | sed 's/\.o: /.c /'
}

foreign_names()
{
	symbols lib/*/*.c | awk '$3 ~ /[TDBRC]/ && $2 !~ /^(cs_|_)/ { print $1 ": " $2 }'
}

# what lib exports and no other file of lib and cmd asks for; packed tallies are
# for programs that share the work among machines
unused()
{
	symbols cmd/*.c cmd/*/*.c lib/*/*.c |
	awk '$3 == "U" { used[$2] }
		$1 == "lib/tally/pack.c" { next }
		$1 ~ /^lib/ && $3 ~ /[TDBRC]/ { file[$2] = $1 }
		END { for (name in file) if (!(name in used)) print file[name] ": " name }'
}

# what an object keeps from one call to the next; tables of pointers that are
# constant stand in .data.rel.ro
state()
{
	of_objects 'objdump -t' cmd/*.c cmd/*/*.c lib/app/*.c lib/option/*.c |
	awk '/ file format / { sub(/[.]o:.*/, ".c"); file = $0 }
		/ O ([*]COM|[.](data|bss|tdata|tbss))/ && !/ [.]data[.]rel[.]ro/ {
			print file ": " $NF }'
}

plant()
{
	mkdir -p "$tmp/planted/$(dirname "$1")"
	cat >"$tmp/planted/$1"
}

plant lib/base/one.h <<'END'
#include "base/two.h"
struct twice {
	unknown member;
};
END
plant astray.csv </dev/null
plant lib/base/two.h <<'END'
#include "base/one.h"
struct twice {
	int member;
};
END
later=TO
plant lib/base/one.c <<END
#include "data/two.h"
int foreign; /* ${later}DO */
extern struct file *stderr;
char *cs_lonely(char *text) { puts(text); exit(strcpy(text, "")); }
END
plant cmd/one/two.c <<'END'
void doubt(void) { cs_warn(job, "unheard-of", 1); }
END
for file in cmd/cs-two.c cmd/one/one.c tests/one.h tests/unit/one.c lib/README; do
	plant "$file" <<-'END'
	int calls(void) { static int count; return ++count; }
	END
done
for file in lib/base/one.c cmd/one/one.c; do
	mkdir -p "$tmp/planted/build/${file%/*}"
	grep -v '^#' "$tmp/planted/$file" | $CC -w -x c -std=gnu11 -c - \
		-o "$tmp/planted/build/${file%.c}.o"
done

rule "every folder has its room" rooms
rule "nothing lies about at the top" astray
rule "includes go down" wrong_includes
rule "no headers include one another" circles
rule "every header compiles alone" not_alone
rule "no tag means two things in lib" tags_twice
rule "no banned function" banned
rule "the library does not end the program" exits
rule "the library does not print" prints
rule "standard error is written in one place" speaks
rule "nothing is left for later" left_for_later
rule "--trust knows every warning, and no other" untrusted
case $objects in
*/san-*) skip 1 "sanitizers have symbols of their own" ;;
*)
	rule "external symbols begin with cs_" foreign_names
	rule "what is external has users" unused
	rule "no state outside the job" state
	;;
esac
case $(clang-format --version 2>/dev/null) in
*'version 14.'*) rule "all is formatted" not_formatted ;;
*) skip 1 "no clang-format 14" ;;
esac

# what configure chose is in the programs
hardening=$(sed -n 's/^HARDENING = //p' build/config.mk 2>/dev/null)
case $objects in */san-*) hardening='' ;; esac
case $hardening in
*-fstack-protector-strong*-Wl,-z,now*)
	for command in $commands; do
		nm -D "$CS_BIN/$command" | grep -q __stack_chk_fail ||
			echo "$command: no stack protector"
		readelf -d "$CS_BIN/$command" | grep -q NOW ||
			echo "$command: bound as it runs"
	done >"$tmp/soft"
	none "commands are hardened" "$(cat "$tmp/soft")"
	;;
*) skip 1 "not hardened" ;;
esac

if [ -n "${LINT_CFLAGS-}" ]; then
	for file in cmd/*.c cmd/*/*.c lib/*/*.c tests/*/*.c tests/*.c; do
		# MPI's own compiler makes these, and DEV=1 has it stop at a warning
		case $file in lib/mpi/*) continue ;; esac
		# the flags are quoted for a shell
		eval "$CC $LINT_CFLAGS -fsyntax-only $file" 2>&1
	done >"$tmp/warnings"
	none "no warnings" "$(cat "$tmp/warnings")"
fi

is "NEWS begins with this version" "$(head -n 1 NEWS)" "cs-tools $version"

# --- cases and golden files

case_names()
{
	sed -n '/^[^#].*|.*|/s/[[:space:]]*|.*//p' tests/cases/*.list 2>/dev/null | sort
}

none "no case name is used twice" "$(case_names | uniq -d)"
none "a comment says what each block of cases pins" "$(awk '
	FNR == 1 || /^$/ { told = 0 }
	/^# pins: / { told = 1 }
	/^[^#].*\|.*\|/ && !told { print FILENAME ": " $1 }' tests/cases/*.list)"
case_names | uniq >"$tmp/cases"
none "no golden file without its case" "$(ls tests/golden | grep -v '\.new$' |
	sed -E 's/\.(out|err)$//' | sort -u | comm -23 - "$tmp/cases")"

# --- manual pages

if command -v mandoc >/dev/null 2>&1; then
	none "manual pages have no mistakes" \
		"$(mandoc -Tlint -W warning "$pages"/*.[1-8] 2>&1)"
else
	skip 1 "no mandoc"
fi

# --- each command: help, manual page, completion tell of the same options

help_options()
{
	grep -oE -e '--[a-z][a-z0-9-]*' "$1" | sort -u
}

# options in the manual page: Fl Fl name, after macros that may stand before
man_options()
{
	sed 's/\\-/-/g; s/\\&//g' "$1" |
	grep -oE 'Fl Fl [a-z][a-z0-9-]*' | sed 's/^Fl Fl /--/' | sort -u
}

lint_command()
{
	try "$command" -h
	is "$command -h: exit status" "$status" 0
	none "$command -h: nothing on standard error" "$err"
	ok "$command -h: fits a screen" test "$(wc -l <"$tmp/out")" -le 24
	none "$command -h: 80 columns" "$(wide <"$tmp/out")"
	try "$command" -V
	is "$command -V" "$out" "$command $version"
	try "$command" --help
	is "$command --help: exit status" "$status" 0
	none "$command --help: 80 columns" "$(wide <"$tmp/out")"
	help_options "$tmp/out" >"$tmp/help"
	ok "$command --help: has options" test -s "$tmp/help"
	if ok "$command(1) is there" test -e "$pages/$command.1"; then
		grep '^\.It' "$pages/$command.1" >"$tmp/items"
		man_options "$tmp/items" >"$tmp/man"
		none "in --help, not described in $command(1)" "$(comm -23 "$tmp/help" "$tmp/man")"
		man_options "$pages/$command.1" >"$tmp/man"
		none "in $command(1), not in --help" "$(comm -13 "$tmp/help" "$tmp/man")"
	fi
}

lint_completion()
{
	for shell in bash zsh fish; do
		"$command" --completion=$shell >"$tmp/completion" 2>&1
		sed 's/^--//' "$tmp/help" | while read -r option; do
			grep -Eq -e "(^|[^a-z])$option([^a-z-]|\$)" "$tmp/completion" ||
				echo "$option"
		done >"$tmp/absent"
		none "$command: $shell completes every option" "$(cat "$tmp/absent")"
		if command -v $shell >/dev/null 2>&1; then
			none "$command: $shell can read its completion" \
				"$($shell -n "$tmp/completion" 2>&1)"
		else
			skip 1 "no $shell"
		fi
	done
}

for command in $commands; do
	lint_command
	lint_completion
done

done_testing
