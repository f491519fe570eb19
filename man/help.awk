# help.awk - plain text from a manual page, which is compiled into the commands
#
#	awk -f man/help.awk man/cs-input.5
#	awk -v section=EXAMPLES -f man/help.awk man/cs-NAME.1.in
#
# The first prints what the page says of codes, from the lists that stand below a
# line `.\" codes: KIND`: for each entry a line `= KIND CODE ...`, then its text.
# The second prints a section. Lines have 78 columns, those of displays begin
# with two blanks.

BEGIN {
	split("Fl Ar Cm Li Em Pa Ev Nm Ql Sq Dq Pq Xr Sx Ns No Op Oo Oc", names, " ")
	for (i in names)
		macro[names[i]] = 1
	before["Ql"] = before["Sq"] = "'"
	after["Ql"] = after["Sq"] = "'"
	before["Dq"] = before["Sx"] = after["Dq"] = after["Sx"] = "\""
	before["Pq"] = "("
	after["Pq"] = ")"
	before["Op"] = "["
	after["Op"] = "]"
}

function plain(text)
{
	gsub(/\\&/, "", text)
	gsub(/\\-/, "-", text)
	gsub(/\\e/, "\\", text)
	return text
}

function flush(  n, i, word, line)
{
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		gsub(/\001/, " ", word[i])
		if (line != "" && length(line) + 1 + length(word[i]) > 78) {
			print line
			line = ""
		}
		line = line (line == "" ? "" : " ") word[i]
	}
	if (line != "")
		print line
	text = ""
}

# paragraph(): a blank line before what comes next, unless nothing came yet
function paragraph()
{
	flush()
	gap = begun
}

function add(words, glued)
{
	if (gap)
		print ""
	gap = 0
	begun = 1
	text = text (text == "" || glued ? "" : " ") words
}

# words(LINE): into word[1..], quoted ones without their quotes; returns how many
function words(line,  n)
{
	n = 0
	split("", quoted)
	while (match(line, /^ *("[^"]*"|[^ ]+)/)) {
		word[++n] = substr(line, 1, RLENGTH)
		line = substr(line, RLENGTH + 1)
		sub(/^ */, "", word[n])
		if (word[n] ~ /^".*"$/) {
			word[n] = substr(word[n], 2, length(word[n]) - 2)
			quoted[n] = 1
		}
	}
	return n
}

# inlined(LINE): what a line of macros says
function inlined(line,  n, i, said, now, glue, open, piece)
{
	n = words(line)
	glue = 1
	for (i = 1; i <= n; i++) {
		if (word[i] in macro && !quoted[i]) {
			if (word[i] == "Ns") {
				glue = 1
				now = ""
				continue
			}
			said = said open
			open = ""
			now = word[i]
			if (now == "Fl") {
				said = said (glue ? "" : " ") "-"
				glue = 1
			} else if (now == "Xr") {
				said = said (glue ? "" : " ") word[i + 1] \
					"(" word[i + 2] ")"
				i += 2
				glue = 0
			} else if (now == "Oo" || now == "Oc") {
				said = said (now == "Oc" ? "]" : glue ? "[" : " [")
				glue = now == "Oo"
			} else if (now in before) {
				said = said (glue ? "" : " ") before[now]
				glue = 1
				open = after[now]
			}
			continue
		}
		piece = plain(word[i])
		if (piece ~ /^[.,;:)?!|]$/ && word[i] !~ /^\\/) {
			said = said open piece
			open = ""
			glue = piece == "|"
			continue
		}
		# of a literal the blanks stay together
		said = said (glue ? "" : " ") piece
		glue = 0
	}
	return said open
}

# take(LINE): one line of the page
function take(line,  name)
{
	if (literal) {
		literal = line !~ /^\.Ed/
		if (literal)
			print (line == "" ? "" : "  ") plain(line)
		else
			gap = 1
		return
	}
	if (line !~ /^\./) {
		add(plain(line), 0)
		return
	}
	name = substr(line, 2, 2)
	if (line ~ /^\.\\"/) {
		return
	} else if (line ~ /^\.Bd -(literal|unfilled)/) {
		paragraph()
		if (gap)
			print ""
		gap = 0
		begun = literal = 1
	} else if (name == "Pp") {
		paragraph()
	} else if (name == "Dl") {
		flush()
		print "  " inlined(substr(line, 5))
	} else if (name in macro) {
		add(inlined(substr(line, 2)), 0)
	} else {
		print FILENAME ":" FNR ": help.awk does not know " line >"/dev/stderr"
		exit 1
	}
}

section != "" {
	if ($0 ~ /^\.Sh /)
		inside = $0 == ".Sh " section
	else if (inside)
		take($0)
	next
}

/^\.\\" codes: / {
	kind = substr($0, length(".\\\" codes: ") + 1)
	gsub(/ /, "-", kind)
	next
}

kind != "" && !literal && /^\.Bl/ && ++depth == 1 { next }

kind != "" && !literal && /^\.El/ && --depth == 0 {
	flush()
	kind = ""
	next
}

depth == 1 && /^\.It Li / && !literal {
	flush()
	gsub(/ , /, " ")
	print "= " kind " " substr($0, 8)
	begun = gap = 0
	next
}

depth > 0 { take($0) }

END { flush() }
