# compare.awk - are two tables in csv the same but for rounding?
#
#	awk -f compare.awk -v keys=cohort,age want.csv got.csv
#
# Rows are matched by the columns `keys` (none: by their order), columns by name.
# All of the first table's columns and rows have to be in the second, which may
# have more columns. Values are equal as text, as decimals but for zeros at the
# end, or, with a fraction of more than six digits on either side, to 1e-9
# relative. Differences are printed, up to ten, and the status is 1. Fields hold
# no commas.

function fail(text)
{
	if (++failures <= 10)
		print FILENAME ": " text
}

# a decimal's shortest form
function plain(text)
{
	if (text ~ /^[-+]?[0-9]*\.[0-9]*$/)
		sub(/\.?0*$/, "", text)
	sub(/^-?0*\./, "&", text)
	if (text ~ /^-?\./)
		sub(/\./, "0.", text)
	return text == "-0" ? "0" : text
}

function number(text)
{
	return text ~ /^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$/
}

function rounded(text)
{
	return text ~ /\.[0-9]*[0-9][0-9][0-9][0-9][0-9][0-9][0-9]/ ||
		text ~ /[eE]/
}

function same(want, got,  difference, size)
{
	if (want == got || plain(want) == plain(got))
		return 1
	if (!number(want) || !number(got) || !(rounded(want) || rounded(got)))
		return 0
	difference = want - got
	size = want < 0 ? -want : want
	return difference <= 1e-9 * size && -difference <= 1e-9 * size
}

function key_of(columns,  i, text)
{
	if (nkeys == 0)
		return FNR
	text = ""
	for (i = 1; i <= nkeys; i++)
		text = text (i > 1 ? "," : "") $columns[key[i]]
	return text
}

BEGIN {
	FS = ","
	nkeys = split(keys, key, ",")
}

{ sub(/\r$/, "") }

FNR == 1 {
	file++
	for (i = 1; i <= NF; i++) {
		if (file == 1) {
			name[i] = $i
			first[$i] = i
			columns = NF
		} else
			second[$i] = i
	}
	for (i = 1; file == 2 && i <= columns; i++)
		if (!(name[i] in second))
			fail("no column " name[i])
	next
}

file == 1 {
	k = key_of(first)
	for (i = 1; i <= columns; i++)
		want[k, name[i]] = $i
	rows[k] = 1
	nrows++
}

file == 2 {
	k = key_of(second)
	if (!(k in rows)) {
		fail("a row too many: " $0)
		next
	}
	rows[k]++
	for (i = 1; i <= columns; i++)
		if (name[i] in second && !same(want[k, name[i]], $second[name[i]]))
			fail((nkeys ? k : "row " k - 1) ": " name[i] " is " \
			     $second[name[i]] ", not " want[k, name[i]])
}

END {
	for (k in rows)
		if (rows[k] != 2)
			fail((nkeys ? k : "row " k - 1) ": " \
			     (rows[k] == 1 ? "missing" : "twice"))
	if (file != 2 || nrows == 0)
		fail("nothing to compare")
	if (failures > 10)
		print "and " failures - 10 " more differences"
	exit failures > 0
}
