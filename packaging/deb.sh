#!/bin/sh
# deb.sh TARBALL VERSION FOLDER - a Debian package from what `make dist` made, into
# FOLDER; the same bytes each time, with the same compiler and libraries.
#
# What is loaded only when it is asked for (workbooks, reports, charts) is
# recommended, all else the package depends on. DEBFULLNAME and DEBEMAIL say who
# maintains it.
set -eu

tarball=$1 version=$2 folder=$3
work=$folder/deb root=$folder/deb/root
who="${DEBFULLNAME:-cs-tools maintainers} <${DEBEMAIL:-maintainers@cs-tools.invalid}>"
arch=$(dpkg --print-architecture)
: "${SOURCE_DATE_EPOCH:=$(tar tvzf "$tarball" --full-time --utc | awk 'NR == 1 { print $4, $5 }' |
	xargs -I{} date -u -d {} +%s)}"
export SOURCE_DATE_EPOCH

rm -rf "$work"
mkdir -p "$work/source" "$root/DEBIAN"
tar xzf "$tarball" -C "$work/source" --strip-components=1

# as Debian builds: its flags, and its library of GSL
(
	cd "$work/source"
	for flags in CFLAGS CPPFLAGS LDFLAGS; do
		export "$flags=$(dpkg-buildflags --get "$flags")"
	done
	./configure --prefix=/usr --shared-gsl
	make
)
make -C "$work/source" install DESTDIR="$(cd "$root" && pwd)"

# where zsh of Debian looks
mv "$root/usr/share/zsh/site-functions" "$root/usr/share/zsh/vendor-completions"
doc=$root/usr/share/doc/cs-tools
mkdir -p "$doc/examples"
cp "$work/source/README" "$doc"
cp "$work/source"/testdata/orders*.csv* "$doc/examples"
date=$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
cat >"$work/changelog" <<END
cs-tools ($version-1) unstable; urgency=medium

  * Packaged as released; NEWS says what is new.

 -- $who  $date
END
gzip -9nc "$work/changelog" >"$doc/changelog.Debian.gz"
gzip -9nc "$work/source/NEWS" >"$doc/changelog.gz"
cat >"$doc/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: cs-tools

Files: *
Copyright: $(date -u -d "@$SOURCE_DATE_EPOCH" +%Y) the authors of cs-tools
License: GPL-3+
 This program is free software: you can redistribute it and/or modify it under
 the terms of the GNU General Public License as published by the Free Software
 Foundation, either version 3 of the License, or (at your option) any later
 version. It comes without any warranty. The licence is in
 /usr/share/common-licenses/GPL-3.
END
mkdir -p "$root/usr/share/lintian/overrides"
cat >"$root/usr/share/lintian/overrides/cs-tools" <<'END'
# no bug asked for it
cs-tools: initial-upload-closes-no-bugs *
# what groff 1.22 says of the first .Rs of any page
cs-tools: groff-message *chop empty macro*
cs-tools: groff-message *doc-reference-title-name*
END
find "$root/usr/share/man" -type f -exec gzip -9n {} +
find "$root/usr/bin" "$root/usr/lib" -type f -exec sh -c 'strip --strip-all --remove-section=.comment \
	"$@" 2>/dev/null || :' sh {} +

# packages of the libraries that it is linked with, and of those that it loads
mkdir "$work/debian"
printf 'Source: cs-tools\n\nPackage: cs-tools\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && find root/usr/bin -type f -exec sh -c 'for file; do
	head -c 4 "$file" | grep -q ELF && echo "$file"; done' sh {} + |
	sort | xargs dpkg-shlibdeps -O 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
recommends=gnuplot-nox
for library in $(grep -o 'lib[a-z-]*\.so\.[0-9.a-z]*' "$work/source/build/config.mk"); do
	file=$(ldconfig -p | awk -v name="$library" '$1 == name { print $NF; exit }')
	package=$(dpkg -S "$(readlink -f "$file")" | cut -d: -f1)
	recommends="$recommends, $package"
done
cat >"$root/DEBIAN/control" <<END
Package: cs-tools
Version: $version-1
Architecture: $arch
Maintainer: $who
Installed-Size: $(du -sk --apparent-size "$root/usr" | cut -f1)
Depends: $depends
Recommends: $recommends
Suggests: openmpi-bin
Section: science
Priority: optional
Description: who buys again, who leaves and why: from exports of orders
 Commands that answer questions about customers from an export of orders or
 contacts: CSV, plain or gzipped, as shops and help desks write it. Who buys
 again, how few carry the business, after which payment they stop leaving, how
 many were unhappy and never said so, how they are looked after, and what they
 are still worth; with intervals, as text, csv, json, pages and charts.
END
(cd "$root" && find usr -type f | LC_ALL=C sort | xargs md5sum >DEBIAN/md5sums)
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
chmod -R u=rwX,go=rX "$root"
dpkg-deb --root-owner-group --build "$root" "$folder/cs-tools_$version-1_$arch.deb"
