# columns.awk - puts the names of columns and statuses into a manual page.
#
#	awk -f man/columns.awk lib/words/columns.txt lib/words/statuses.txt \
#		lib/words/kinds.txt lib/words/nobody.txt man/cs-input.5
#
# Of the page, a line `.\" names: SECTION` stands for the names of that section
# as a numbered list, `.\" list: SECTION` for them one after another, and
# `.\" words` for all words with what they are called. Sections of kinds.txt are
# called "rows SECTION".

# wrapped(TEXT): in lines of at most 78 characters
function wrapped(text,  n, i, word, line, out)
{
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		if (line != "" && length(line) + length(word[i]) > 77) {
			out = out line "\n"
			line = ""
		}
		line = line (line == "" ? "" : " ") word[i]
	}
	return out line
}

function list(section,  i, n, names)
{
	n = split(lines[section], names, "\n")
	print ".Bl -enum -compact -width 2n"
	for (i = 1; i <= n; i++)
		print ".It\n" wrapped(names[i])
	print ".El"
	if (also[section] != "")
		print wrapped("Beside them may stand:" also[section] ".")
	if (not[section] != "")
		print wrapped("Never with:" not[section] ".")
}

# a line that begins with a blank goes on with the one before
FILENAME ~ /\.txt$/ {
	if ($0 ~ /^[ \t]/) {
		text = text " " $0
		next
	}
	take(text)
	text = $0
	next
}

function take(line,  at)
{
	gsub(/[ \t]+/, " ", line)
	if (line ~ /^#( |$)/ || line == "") {
		return
	} else if (line ~ /^\[/) {
		section = (FILENAME ~ /kinds\.txt$/ ? "rows " : "") \
			substr(line, 2, length(line) - 2)
	} else if (section == "words") {
		at = index(line, " = ")
		if (at > 0)
			words = words ".It " (line ~ /^- / ? "(nothing)" : \
				substr(line, 1, at - 1)) "\n" wrapped(substr(line, at + 3)) "\n"
	} else if (line ~ /^also:/) {
		also[section] = substr(line, 6)
	} else if (line ~ /^not:/) {
		not[section] = substr(line, 5)
	} else {
		lines[section] = lines[section] \
			(lines[section] == "" ? "" : "\n") line
	}
}

FNR == 1 {
	take(text)
	text = ""
}

/^\.\\" names: / {
	if (lines[$3] == "") {
		print "columns.awk: no section " $3 >"/dev/stderr"
		exit 1
	}
	list($3)
	next
}

/^\.\\" list: / {
	section = substr($0, length(".\\\" list: ") + 1)
	if (lines[section] == "") {
		print "columns.awk: no section " section >"/dev/stderr"
		exit 1
	}
	gsub(/,?\n/, ", ", lines[section])
	gsub(/\\/, "\\e", lines[section])
	print wrapped(lines[section])
	next
}

/^\.\\" words$/ {
	print ".Bl -tag -width transaction -compact"
	printf "%s", words
	print ".El"
	next
}

{
	print
}
