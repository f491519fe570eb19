#!/bin/sh
# terminal.t - nothing that data hold acts on a terminal: terminal.py says how that
# is told.
set -u

exec python3 tests/terminal.py "$CS_BIN"
