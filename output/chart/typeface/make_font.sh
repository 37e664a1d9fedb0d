#!/bin/sh
# Makes NotoSansSC-Subset.ttf from charset.txt: GB2312 level 1 (3755 characters), characters of Chinese place names
# beyond it, Latin, Greek, mathematical signs. The source is Noto Sans SC Regular, SIL Open Font License 1.1, as npm
# package @expo-google-fonts/noto-sans-sc 0.4.3; its licence is copied to OFL.txt and stays beside the font.
# Needs npm and pyftsubset (Debian: fonttools). The same charset gives the same bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null
tar xzf ./*.tgz
# No hinting (outlines are drawn large), no layout features: text is set glyph by glyph, so they would go unused.
pyftsubset package/400Regular/NotoSansSC_400Regular.ttf \
  --text-file="$here/charset.txt" --output-file="$here/NotoSansSC-Subset.ttf" \
  --no-hinting --layout-features='' --name-IDs='*' --notdef-outline --no-recalc-timestamp \
  --drop-tables+=GSUB,GPOS,vhea,vmtx,BASE,STAT,DSIG
cp package/LICENSE_FONT "$here/OFL.txt"
