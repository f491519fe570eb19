#!/bin/sh
# differential.t - random exports mean the same to our commands as to Python's csv.
# CS_DIFFERENTIAL_RUNS runs, each over 1.3 files on average; one that differs is made
# again by its number: differential.py FOLDER 1 NUMBER
set -u
. tests/lib.sh

command -v python3 >/dev/null 2>&1 || skip_all "python3 is not installed"
runs=${CS_DIFFERENTIAL_RUNS:-76000}
none "$runs runs over random exports" \
	"$(python3 tests/long/differential.py "$tmp" "$runs" 2>&1)"
done_testing
