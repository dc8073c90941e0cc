#!/bin/sh
# Makes a Debian package of what "make install" installs:
#
#   packaging/deb/build.sh [FOLDER]     FOLDER/emplettes_VERSION_ARCH.deb; here if left out
#
# BUILD names the build folder. Needs dpkg-dev, and make with a compiler as "make" does.
set -eu
cd "$(dirname "$0")/../.."

out=${1:-.}
build=${BUILD:-build}
make -j"$(nproc)" BUILD="$build"
version=$("$build/emplettes" version | cut -d ' ' -f 2)
arch=$(dpkg --print-architecture)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
make install BUILD="$build" PREFIX=/usr DESTDIR="$root" SYSCONFDIR=/etc
strip --strip-debug "$root/usr/bin/emplettes"

# Which packages hold the libraries that the program is linked with, in the versions it needs.
mkdir -p "$work/debian" "$root/DEBIAN"
printf 'Source: emplettes\n\nPackage: emplettes\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O root/usr/bin/emplettes 2>/dev/null | sed 's/^shlibs:Depends=//')

cat >"$root/DEBIAN/control" <<CONTROL
Package: emplettes
Version: $version
Architecture: $arch
Section: web
Priority: optional
Maintainer: Emplettes <emplettes@example.org>
Installed-Size: $(du -sk "$root" | cut -f 1)
Depends: $depends, adduser, ca-certificates, fonts-dejavu-core, fonts-ebgaramond, fonts-lato, fonts-liberation
Recommends: libvips42t64 | libvips42
Suggests: nginx | caddy, postgresql
Description: vouchers and a directory that keep local shops alive
 Residents buy vouchers today in a shop that is closed; the shop has the money
 now; the voucher is redeemed after reopening. One server, one data folder, many
 territories, on SQLite or PostgreSQL.
CONTROL
printf '/etc/emplettes/emplettes.conf\n' >"$root/DEBIAN/conffiles"
for script in postinst prerm postrm; do
  install -m 755 "packaging/deb/$script" "$root/DEBIAN/$script"
done

mkdir -p "$out"
dpkg-deb --root-owner-group --build "$root" "$out/emplettes_${version}_$arch.deb"
