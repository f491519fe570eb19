#!/bin/sh
# contacts.t - do cs-contacts' intervals hold what is true of simulated queues, and do
# dashboards miss it? CS_CONTACTS_RUNS of each design; what they are is said in
# contacts.py
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all "python3 is not installed"
python3 tests/long/contacts.py "$tmp" "${CS_CONTACTS_RUNS:-1000}" >"$tmp/table" 2>&1
sed 's/^/# /' "$tmp/table"
ok "all designs are there" grep -q 'slow, and ten days old' "$tmp/table"
none "intervals that do not hold" "$(grep -e '^wrong: ' -e Error "$tmp/table")"
done_testing
