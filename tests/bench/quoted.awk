# quoted.awk - every field but the amount within quotes, as R's write.csv does.
BEGIN {
	FS = ","
}

{
	for (i = 1; i <= NF; i++)
		printf "%s%s", (i == 4 && NR > 1 ? $i : "\"" $i "\""),
			(i < NF ? "," : "\n")
}
