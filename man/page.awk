# page.awk - puts a manual page together.
#
#	cs-NAME --help | awk -v command=PATH -f man/page.awk - man/cs-NAME.1.in
#
# Of the page, a line `.\" include: FILE` stands for this file in man/,
# `.\" synopsis` for the options of the command, and `.\" table: NAME` for the
# question and the columns of this table. Of a list in an included file, options
# that --help does not know are left out, and entries that hold no other.

function fail(message)
{
	print "page.awk: " message >"/dev/stderr"
	exit 1
}

# item(LINE): the options of an .It that the command has, "" if it has none
function item(line,  part, n, i, kept, names)
{
	n = split(substr(line, 5), part, / , /)
	for (i = 1; i <= n; i++) {
		if (part[i] ~ /^Fl Fl /) {
			split(part[i], names, " ")
			if (!("--" names[3] in has))
				continue
		}
		kept = kept (kept == "" ? ".It " : " , ") part[i]
	}
	return kept ~ /Fl Fl / ? kept : ""
}

function include(file,  line, off, found)
{
	for (; (getline line < file) > 0; found = 1) {
		if (line ~ /^\.(It Fl|El)/)
			off = 0
		if (line ~ /^\.It Fl/)
			off = (line = item(line)) == ""
		if (!off)
			put(line)
	}
	if (!found)
		fail("cannot read " file)
	close(file)
}

# output(TOPIC, TABLE): what the command prints with --completion=TOPIC; of that
# the table alone, if TABLE is not ""
function output(topic, table,  shell, line, on, found)
{
	shell = command " --completion=" topic
	on = table == ""
	while ((shell | getline line) > 0) {
		if (table != "" && line ~ /^\.Ss /)
			on = line == ".Ss " table
		if (on) {
			print line
			found = 1
		}
	}
	if (close(shell) != 0 || !found)
		fail(shell " prints nothing of " table)
}

function put(line,  rest)
{
	rest = line
	if (sub(/^\.\\" include: /, "", rest))
		include("man/" rest)
	else if (line == ".\\\" synopsis")
		output("mdoc", "")
	else if (sub(/^\.\\" table: /, "", rest))
		output("mdoc-tables", rest)
	else
		print line
}

FILENAME == "-" {
	if (match($0, /^  (    |-., )--[a-z-]+/))
		has[substr($0, 7, RLENGTH - 6)]
	next
}

{ put($0) }
