#!/bin/sh
# The rules of the house, each broken on purpose in a small tree under test/tidy.
# One engine is enough: no database is involved.
set -u
here=$(dirname "$0")
. "$here/report.sh"
tidy=${BUILD:-build}/tools/tidy

for tree in "$here"/../tidy/*/; do
  name=$(basename "$tree")
  "$tidy" "$tree" 2>"$work/errors" | LC_ALL=C sort >"$work/actual"
  LC_ALL=C sort "$tree/expected" >"$work/expected"
  same "the tree $name" "$work/expected" "$work/actual"
done

# Lengths: trees made here, for nobody wants to keep a file of 601 lines.
# lengths FILE_LINES FUNCTION_LINES
lengths() {
  rm -rf "$work/long"
  mkdir -p "$work/long/src/base"
  awk -v n="$1" -v f="$2" 'BEGIN {
    print "static int act(int a,"
    print "               int b) {"
    for (i = 3; i < f; i++) print "  a++;"
    print "}"
    for (i = f + 1; i <= n; i++) print "int v" i ";" }' >"$work/long/src/base/long.c"
  "$tidy" "$work/long" 2>"$work/errors" >"$work/actual"
}
lengths 600 71
: >"$work/expected"
same "70 lines of body after the signature, 600 lines in all" "$work/expected" "$work/actual"
lengths 601 72
cat >"$work/expected" <<'END'
src/base/long.c: 601 lines; two nouns share this room
src/base/long.c:2: a function of 71 lines; a noun is hiding in it
END
same "one line more of each" "$work/expected" "$work/actual"

# It fails when it finds something, and only then.
"$tidy" "$here/../tidy/clean" >"$work/out" 2>&1 && echo fine >"$work/actual" || echo fails >"$work/actual"
"$tidy" "$here/../tidy/dead" >"$work/out" 2>&1 && echo fine >>"$work/actual" || echo fails >>"$work/actual"
printf 'fine\nfails\n' >"$work/expected"
same "its exit status" "$work/expected" "$work/actual"

close_report
