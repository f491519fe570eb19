#!/bin/sh
# options.t - no option is there for nothing: options.py says how that is told.
set -u

exec python3 tests/options.py "$CS_BIN"
