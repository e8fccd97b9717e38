#!/bin/sh
# sh deploy/desktop/make-portable.sh DIST OUT: makes OUT/Bukti, a folder that runs from a stick without admin rights.
# The folder data-bukti beside the program is what makes it portable: vaults are made in it, nothing is left on the computer.
set -eu
dist=$1 out=$2
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$dist/_internal" ] || { echo "no program in $dist: run pyinstaller pyinstaller.spec first" >&2; exit 2; }
[ ! -e "$out/Bukti" ] || { echo "$out/Bukti is there already: nothing was changed" >&2; exit 1; }
mkdir -p "$out"
cp -RL "$dist" "$out/Bukti"
mkdir "$out/Bukti/data-bukti"
cp "$here/portable-id.txt" "$out/Bukti/BACA SAYA.txt"
