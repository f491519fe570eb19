#!/bin/sh
# rpm.sh TARBALL VERSION FOLDER - a package for Fedora, openSUSE and their like from
# what `make dist` made, into FOLDER. Where it is not such a system rpm knows nothing of
# its packages: what the commands need is then named by libraries alone.
set -eu

tarball=$1 version=$2
folder=$(cd "$3" && pwd)
mkdir -p "$folder/rpm/SOURCES"
cp "$tarball" "$folder/rpm/SOURCES"
sed "s/@VERSION@/$version/" packaging/cs-tools.spec >"$folder/rpm/cs-tools.spec"
rpmbuild -bb --quiet --define "_topdir $folder/rpm" --define "_rpmdir $folder" \
	--define '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' \
	"$folder/rpm/cs-tools.spec"
ls "$folder"/cs-tools-"$version"-*.rpm
