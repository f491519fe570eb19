#!/bin/sh
# experience.t - are cs-churn's comparisons right of shops whose truth is known?
# CS_EXPERIENCE_SHOPS of each design; what they are is said in experience.py
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all "python3 is not installed"
python3 tests/long/experience.py "$tmp" "${CS_EXPERIENCE_SHOPS:-300}" >"$tmp/table" 2>&1
sed 's/^/# /' "$tmp/table"
ok "all designs are there" grep -q 'fast buyers, no effect' "$tmp/table"
none "designs that are not as they should be" \
	"$(grep -e '^wrong: ' -e Error "$tmp/table")"
done_testing
