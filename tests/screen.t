#!/bin/sh
# screen.t - what a terminal is given, and pipes are not: screen.py says how that is told.
set -u

command -v python3 >/dev/null 2>&1 || { echo '1..0 # SKIP no python3'; exit 0; }
exec python3 tests/screen.py "$CS_BIN"
