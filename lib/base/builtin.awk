# builtin.awk - the table of builtin.h from the files named, lib/ROOM/NAME.txt
#
# Lists that are compared in plain letters (words/phrases.h) lose most of their
# accents here, so that no run has to do it.
BEGIN {
	print "#include \"base/builtin.h\"\n"
	print "const struct cs_builtin cs_builtins[] = {"
}

FNR == 1 {
	if (NR > 1)
		print "\t},"
	split(FILENAME, part, "/")
	sub(/\.txt$/, "", part[3])
	printf "\t{ \"%s\", \"%s\",\n", part[2], part[3]
}

FILENAME ~ /words\/(statuses|kinds|flags|scores)[.]txt$/ {
	gsub(/á|à|â|ã|ä/, "a")
	gsub(/é|è|ê|ë/, "e")
	gsub(/í|ì|î|ï/, "i")
	gsub(/ó|ò|ô|õ|ö/, "o")
	gsub(/ú|ù|û|ü/, "u")
	gsub(/ç/, "c")
	gsub(/ñ/, "n")
	gsub(/ß/, "ss")
}

{
	gsub(/[\\"]/, "\\\\&")
	gsub(/\t/, "\\t")
	gsub(/\?/, "\\?")
	printf "\t  \"%s\\n\"\n", $0
}

END {
	if (NR > 0)
		print "\t},"
	print "\t{ 0 },\n};"
}
