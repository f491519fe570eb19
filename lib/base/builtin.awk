# builtin.awk - the table of builtin.h from the files named, lib/ROOM/NAME.txt
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
