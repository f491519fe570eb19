#!/bin/sh
# doubts.t - is a fault that moves the headline figure told, and is nothing said of
# clean exports? Each kind is planted into CS_DOUBTS_EXPORTS exports; one is made
# again by its number: doubts.py FOLDER 1 NUMBER [KIND]
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all "python3 is not installed"
python3 tests/long/doubts.py "$tmp" "${CS_DOUBTS_EXPORTS:-200}" "${CS_DOUBTS_FIRST:-1}" \
	>"$tmp/table" 2>&1
sed 's/^/# /' "$tmp/table"
ok "the table is there" grep -q '^kind ' "$tmp/table"
none "kinds that are missed, and clean exports that are doubted" \
	"$(grep -e '^wrong: ' -e Error "$tmp/table")"
done_testing
