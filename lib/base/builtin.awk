# builtin.awk - the table of builtin.h from the files named, lib/ROOM/NAME.txt
#
# Lists that are compared in plain letters (words/words.h, words/phrases.h) lose
# their accents here, so that no run has to do it.
BEGIN {
	nvoiced = split("ガ カ ギ キ グ ク ゲ ケ ゴ コ ザ サ ジ シ ズ ス ゼ セ ゾ" " " \
		"ソ ダ タ ヂ チ ヅ ツ デ テ ド ト バ ハ パ ハ ビ ヒ ピ ヒ" " " \
		"ブ フ プ フ ベ ヘ ペ ヘ ボ ホ ポ ホ が か ぎ き ぐ く げ" " " \
		"け ご こ ざ さ じ し ず す ぜ せ ぞ そ だ た ぢ ち づ つ" " " \
		"で て ど と ば は ぱ は び ひ ぴ ひ ぶ ふ ぷ ふ べ へ ぺ" " " \
		"へ ぼ ほ ぽ ほ", voiced, " ")
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

FILENAME ~ /words\/(columns|statuses|kinds|flags|scores)[.]txt$/ {
	gsub(/á|à|â|ã|ä|å|ą/, "a")
	gsub(/ç|ć|č/, "c")
	gsub(/ď/, "d")
	gsub(/é|è|ê|ë|ę|ě/, "e")
	gsub(/ğ/, "g")
	gsub(/í|ì|î|ï/, "i")
	gsub(/ñ|ń|ň/, "n")
	gsub(/ó|ò|ô|õ|ö/, "o")
	gsub(/ř/, "r")
	gsub(/ś|š|ş/, "s")
	gsub(/ß/, "ss")
	gsub(/ť/, "t")
	gsub(/ú|ù|û|ü|ů/, "u")
	gsub(/ý/, "y")
	gsub(/ź|ż|ž/, "z")
	gsub(/ё/, "е")
	gsub(/й/, "и")
	# kana without what makes them voiced, Thai without marks
	for (i = 1; i <= nvoiced; i += 2)
		gsub(voiced[i], voiced[i + 1])
	gsub(/ำ/, "า")
	gsub(/ั|ิ|ี|ึ|ื|ุ|ู|ฺ|็|่|้|๊|๋|์|ํ|๎/, "")
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
