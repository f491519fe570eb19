#!/bin/sh
# service.t - do cs-contacts' intervals hold what is true of simulated shops, and do
# dashboards miss it? CS_SERVICE_RUNS of each design; what they are is said in
# service.py
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all "python3 is not installed"
python3 tests/long/service.py "$tmp" "${CS_SERVICE_RUNS:-400}" >"$tmp/table" 2>&1
sed 's/^/# /' "$tmp/table"
ok "all designs are there" grep -q 'surveys, who is angry is silent' "$tmp/table"
none "what does not hold" "$(grep -e '^wrong: ' -e Error "$tmp/table")"
done_testing
