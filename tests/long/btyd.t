#!/bin/sh
# btyd.t - the models of lib/btyd at a thousand random points, against mpmath;
# unit/btyd_points.c has 324 of them always. CS_BTYD_POINTS: another number.
set -u
. tests/lib.sh

python=
for found in python3 /usr/bin/python3; do
	[ -n "$python" ] || "$found" -c 'import mpmath' 2>/dev/null && python=$found
done
[ -n "$python" ] || { skip 1 "no mpmath for python3"; done_testing; }

"$python" tests/btyd.py "${CS_BTYD_POINTS:-1000}" 11 >"$tmp/points"
"${CS_BIN%/bin}/tests/unit/btyd_points" "$tmp/points" >"$tmp/out"
ok "figures at $(wc -l <"$tmp/points") points" test $? -eq 0 ||
	note "$(cat "$tmp/out")"

done_testing
