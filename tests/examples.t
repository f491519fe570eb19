#!/bin/sh
# examples.t - what the manual pages and the README show is what the commands do.
#
# An example is a line that begins with "$ " in a literal display (.Bd -literal) of
# a manual page, or with four blanks and "$ " in the README, and goes on below
# where it ends in a backslash. It is run in a folder that links to testdata/ and
# all its files; what follows is what it prints, messages included; a last
# line "..." stands for all the rest. Examples of one page share a folder.
set -u
. tests/lib.sh

gnuplot=$(command -v gnuplot)
pages=${CS_BIN%/bin}/man

# examples PAGE: each as $tmp/examples/NUMBER.cmd and NUMBER.out
examples()
{
	perl -e '
		my ($page, $folder) = @ARGV;
		open my $in, "<", $page or die "$page: $!\n";
		my $mdoc = $page =~ m{/?man/};
		my $inside = 0;
		my ($number, $more, $out) = (0, 0);
		while (my $line = <$in>) {
			if ($mdoc) {
				$inside = 1, undef $out, next if $line =~ /^\.Bd -literal/;
				$inside = 0 if $line =~ /^\.Ed/;
				$line =~ s/\\&//g;
				$line =~ s/\\e/\\/g;
			} else {
				$inside = $line =~ s/^    // || ($inside && $line eq "\n");
			}
			undef $out, next unless $inside;
			if ($more || $line =~ s/^\$ //) {
				unless ($more) {
					my $name = sprintf "%s/%02d", $folder, ++$number;
					open $out, ">", "$name.out" or die;
					open $cmd, ">", "$name.cmd" or die;
				}
				print $cmd $line;
				$more = $line =~ /\\$/;
				close $cmd unless $more;
			} elsif ($out) {
				print $out $line;
			}
		}
	' "$1" "$tmp/examples"
}

# without its blank lines at the end, which in the README only part it from the
# text; of real output only as much as is shown
trimmed()
{
	sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$1"
}

compare()
{
	trimmed "$shown" >"$tmp/want"
	trimmed "$tmp/printed" >"$tmp/got"
	if [ "$(tail -n 1 "$tmp/want")" = ... ]; then
		lines=$(($(wc -l <"$tmp/want") - 1))
		sed -i.all '$d' "$tmp/want"
		head -n "$lines" "$tmp/got" >"$tmp/part"
		mv "$tmp/part" "$tmp/got"
	fi
	cmp -s "$tmp/want" "$tmp/got" && return
	diff -u "$tmp/want" "$tmp/got" | sed -e 1,2d -e 's/^/# /' | head -n 30
	return 1
}

# an example that shows an error may fail, others succeed
run_example()
{
	status=0
	(cd "$tmp/work" && sh "$command") >"$tmp/printed" 2>&1 </dev/null ||
		status=$?
	if [ "$status" -ne 0 ] && ! grep -q ': error: ' "$shown"; then
		note "exit status $status: $(head -n 3 "$tmp/printed")"
		return 1
	fi
	compare
}

for page in "$pages"/*.[1-8] README; do
	rm -rf "$tmp/examples" "$tmp/work"
	mkdir "$tmp/examples" "$tmp/work"
	# copies, since examples write files too
	ln -s "$PWD"/testdata "$tmp/work"
	find "$PWD/testdata" -maxdepth 1 -type f -exec cp -t "$tmp/work" {} +
	examples "$page" || exit 1
	title=${page##*/}
	ok "$title: has examples" test -e "$tmp/examples/01.cmd"
	for command in "$tmp"/examples/*.cmd; do
		shown=${command%.cmd}.out
		name="$title: $(head -n 1 "$command")"
		if [ -z "$gnuplot" ] && grep -Eq -e '--plot|charts' "$command"; then
			skip 1 "no gnuplot"
		else
			ok "$name" run_example
		fi
	done
done

# --- what else a page says that the source says too

# every usual name of a column is in cs-input(5), on one line with its rank
sed -n '/^} roles\[/,/^};/p' lib/input/schema.c | tr -d '\n\t' |
	sed -e 's/\] = { "[a-z]*"//g' -e 's/" *"/ /g' | grep -oE '"[a-z ]+"' | tr -d '"' | tr -s ' ' |
	while read -r rank; do
		grep -qx -e "$rank" -e ".It $rank" man/cs-input.5 || echo "$rank"
	done >"$tmp/absent"
none "cs-input(5) lists the usual names of columns" "$(cat "$tmp/absent")"

# every code of a message that is about the input is in cs-input(5)
{
	sed -n 's/^	X(CS_[A-Z_]*, "\([a-z-]*\)".*/\1/p' lib/input/row.h
	cat lib/cell/*.c lib/input/*.c lib/data/load.c lib/app/account.c lib/app/table_account.c lib/app/rejects.c |
	tr -d '\n\t' | grep -oE '(cs_fail|cs_warn|fatal)\([^"()]*(\([^)]*\)[^"()]*)?"[a-z]+(-[a-z0-9]+)+"' |
	sed 's/.*"\(.*\)"/\1/'
} | sort -u | while read -r code; do
	grep -Eq "^\.It Li (.* )?$code( |\$)" man/cs-input.5 || echo "$code"
done >"$tmp/absent"
none "cs-input(5) lists the codes of messages" "$(cat "$tmp/absent")"

# columns COMMAND: of all its tables
columns()
{
	mkdir "$tmp/$1"
	set -- "$1" --group channel testdata/orders.csv.gz
	[ "$1" != cs-contacts ] || set -- "$1" testdata/contacts-complaints.csv
	"$@" -f csv -t all -o "$tmp/$1/" &&
		awk 'FNR == 1' "$tmp/$1"/*.csv | tr , '\n' | sort -u
}

for page in "$pages"/cs-*.1; do
	command=${page##*/} command=${command%.1}
	if "$command" --help | grep -q -e ' --table '; then
		columns "$command" | while read -r column; do
			grep -Eq "(^\.It Li (.* )?|^\.Li )$column( |\$)" "$page" ||
				echo "$column"
		done >"$tmp/absent"
		none "$command(1) tells of every column" "$(cat "$tmp/absent")"
		ok "$command makes tables" test -n "$(cat "$tmp/$command"/*.csv)"
	fi
	question=$(sed -n 's/^\.Nd //p' "$page")
	is "$command(1) asks what $command -h asks" "$question" "$("$command" -h | sed -n 3p)"
	ok "man/cs.1 has its question" \
		grep -qi -e "\"$question\" Ta Xr $command 1" man/cs.1
	ok "README has its question" grep -qi -e "^ *$question  *$command\$" README
done

done_testing
