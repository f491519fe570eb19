#!/bin/sh
# paste.t - what is offered for pasting is what shells read: paste.py says how that
# is told.
set -u

exec python3 tests/paste.py "$CS_BIN"
