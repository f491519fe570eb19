#!/bin/sh
# ranks.t - with more processes of MPI than partitions the last have no customers:
# the answer is that of one.
set -u
. tests/lib.sh

command -v mpirun >/dev/null 2>&1 || skip_all 'no mpirun'
[ -f "$CS_BIN/../lib/cs-tools/mpi.so" ] || skip_all 'built without MPI'
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 \
	OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_hwloc_base_binding_policy=none \
	PRTE_ALLOW_RUN_AS_ROOT=1 PRTE_ALLOW_RUN_AS_ROOT_CONFIRM=1
if ! timeout 60 mpirun -n 2 true >"$tmp/out" 2>&1; then
	note "$(head -n 5 "$tmp/out")"
	skip_all 'mpirun does not run here'
fi

gzip -dc testdata/orders.csv.gz | head -n 1000 >"$tmp/orders.csv"
command=cs-customers
try "$command" --block-size 300 "$tmp/orders.csv"
is "$command: exit status" "$status" 0
mv "$tmp/out" "$tmp/one"
try timeout 600 mpirun -n 130 "$CS_BIN/$command" --mpi -j 1 --block-size 300 \
	"$tmp/orders.csv"
is "$command: -n 130, exit status" "$status" 0
ok "$command: -n 130" cmp -s "$tmp/one" "$tmp/out"

done_testing
