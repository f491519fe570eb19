# page.awk - puts a manual page together.
#
#	cs-NAME --help | awk -v command=PATH -f man/page.awk - man/cs-NAME.1.in
#
# Of the page, a line `.\" include: FILE` stands for this file in man/ and
# `.\" output: OPTION` for what the command prints with it. Of a list in an
# included file, options that --help does not know are left out, and entries
# that hold no other.

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

function output(shell,  line, found)
{
	for (; (shell | getline line) > 0; found = 1)
		print line
	if (close(shell) != 0 || !found)
		fail(shell " failed")
}

function put(line,  rest)
{
	rest = line
	if (sub(/^\.\\" include: /, "", rest))
		include("man/" rest)
	else if (sub(/^\.\\" output: /, "", rest))
		output(command " " rest)
	else
		print line
}

FILENAME == "-" {
	if (match($0, /^  (    |-., )--[a-z-]+/))
		has[substr($0, 7, RLENGTH - 6)]
	next
}

{ put($0) }
