#!/bin/sh
# sh deploy/desktop/make-deb.sh DIST OUT: makes OUT/bukti_VERSION_ARCH.deb of the folder that PyInstaller made (dist/bukti).
# Installed it lies in /opt/bukti, with an entry in the menu and the command `bukti`.
set -eu
dist=$1 out=$2
here=$(cd "$(dirname "$0")" && pwd)
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/../../pyproject.toml")
arch=$(dpkg --print-architecture)
[ -x "$dist/bukti" ] || { echo "no program in $dist: run pyinstaller pyinstaller.spec first" >&2; exit 2; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/applications" "$root/usr/share/icons/hicolor/scalable/apps" "$root/usr/share/doc/bukti"
cp -a "$dist" "$root/opt/bukti"
ln -s /opt/bukti/bukti "$root/usr/bin/bukti"
cp "$here/bukti.desktop" "$root/usr/share/applications/"
cp "$here/bukti.svg" "$root/usr/share/icons/hicolor/scalable/apps/"
cp "$here/../../LICENSE" "$root/usr/share/doc/bukti/copyright"
ln -s /opt/bukti/_internal/licences "$root/usr/share/doc/bukti/licences"
cat > "$root/DEBIAN/control" <<CONTROL
Package: bukti
Version: $version
Architecture: $arch
Maintainer: Bukti <bukti@localhost>
Installed-Size: $(du -sk "$root/opt" | cut -f1)
Depends: libc6 (>= 2.34), libegl1, libgl1, libxkbcommon-x11-0, libxcb-cursor0, libxcb-icccm4, libxcb-image0, libxcb-keysyms1, libxcb-randr0, libxcb-render-util0, libxcb-shape0, libxcb-xinerama0, libxcb-xkb1, libdbus-1-3, libfontconfig1, libwayland-cursor0, libwayland-egl1, libcups2 | libcups2t64
Section: office
Priority: optional
Description: offline evidence desk for Indonesian election supervisors
 Official forms, photos and witness statements in an encrypted vault on an
 ordinary laptop, signed papers, and handing everything in once a line is there.
CONTROL
chown -R 0:0 "$root" 2>/dev/null || true
dpkg-deb --root-owner-group -Zxz -z1 --build "$root" "$out/bukti_${version}_${arch}.deb"
