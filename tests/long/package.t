#!/bin/sh
# package.t - the package of `make deb`, in a system that has nothing else: installed with
# what it depends on, tried, and removed. Needs mmdebstrap, root and a mirror of Debian.
set -u
. tests/lib.sh

for tool in mmdebstrap dpkg-shlibdeps lintian git; do
	command -v $tool >/dev/null 2>&1 || skip_all "$tool is not installed"
done
[ "$(id -u)" = 0 ] || skip_all 'only root can do that'
git rev-parse -q --verify HEAD >/dev/null 2>&1 || skip_all 'this is no clone'
here=$(. /etc/os-release && echo "$VERSION_CODENAME")
root=$tmp/root
mmdebstrap -q --variant=minbase --include=man-db,bash-completion "$here" "$root" \
	>"$tmp/said" 2>&1 || skip_all "no system: $(tail -n 1 "$tmp/said")"

# twice from what is committed: the same bytes
for name in one two; do
	git clone -q . "$tmp/$name"
	ok "$name: made" sh -c 'cd "$1" && ./configure && make deb' sh "$tmp/$name" \
		>"$tmp/said" 2>&1 || note "$(tail -n 5 "$tmp/said")"
	rm -rf "$tmp/$name/build/deb"
done
deb=$(basename "$tmp"/one/build/*.deb)
ok 'the same bytes' cmp "$tmp/one/build/$deb" "$tmp/two/build/$deb"
none 'lintian has nothing to say' "$(lintian "$tmp/one/build/$deb" 2>/dev/null)"

within()
{
	DEBIAN_FRONTEND=noninteractive TMPDIR=/tmp chroot "$root" "$@"
}
cp /etc/resolv.conf "$root/etc"
cp "$tmp/one/build/$deb" "$root/tmp"
within apt-get update >"$tmp/said" 2>&1
try within apt-get install -y --no-install-recommends "/tmp/$deb"
is 'installed' "$status" 0
try within sh -c 'for command in /usr/bin/cs-*; do $command --version || echo "$command fails"; done'
none 'all commands start' "$(grep fails "$tmp/out")"
try within cs-retention /usr/share/doc/cs-tools/examples/orders.csv.gz
like 'and count' "$out" 'Of 2,500 customers'
try within sh -c 'man -P cat cs-retention; man -P cat 7 cs-models; man -P cat cs'
is 'the pages are there' "$status" 0
try within bash -c '. /usr/share/bash-completion/bash_completion
	_completion_loader cs-retention; complete -p cs-retention'
like 'and completion' "$out" 'cs-retention$'
try within apt-get purge -y cs-tools
is 'removed' "$status" 0
none 'and nothing is left' "$(find "$root/usr" "$root/etc" -name '*cs-tools*' -o -name 'cs-*')"
done_testing
