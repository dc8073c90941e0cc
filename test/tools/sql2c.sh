#!/bin/sh
# Statements to C: what is refused and with which words, and what becomes of what is accepted.
# One engine is enough: no database is involved.
set -u
here=$(dirname "$0")
. "$here/report.sh"
BUILD=${BUILD:-build}
sql2c=$BUILD/tools/sql2c
files=$here/sql2c

# Each case of refused.txt becomes a file and the expected complaint.
awk -v dir="$work" '
  /^=== / { n++; base = sprintf("%s/c%03d", dir, n); print substr($0, 5) > (base ".expected"); next }
  n { print > (base ".sql") }' "$files/refused.txt"
for expected in "$work"/c*.expected; do
  base=${expected%.expected}
  "$sql2c" -o "$work" "$base.sql" --schema "$files/schema.sql" 2>"$base.raw"
  sed "s|^$base.sql:||" "$base.raw" >"$base.actual"
  same "refused: $(cat "$expected")" "$expected" "$base.actual"
done

mkdir -p "$work/out"
"$sql2c" -o "$work/out" "$files/good.sql" --schema "$files/schema.sql" &&
  ${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Wconversion -Wshadow -Werror -Isrc \
    -I"$work/out" -I"$files" -o "$work/good" "$files/good_main.c" "$work/out/good_sql.c" \
    "$work/out/statements.c" &&
  "$work/good" >"$work/actual"
same "what is accepted becomes typed C for both engines" "$files/good.expected" "$work/actual"

# Bytes that do not change keep their date, so that nothing is compiled again.
touch -d 2020-01-01 "$work/out/good_sql.c"
"$sql2c" -o "$work/out" "$files/good.sql" --schema "$files/schema.sql"
date -r "$work/out/good_sql.c" +%Y >"$work/year"
echo 2020 >"$work/year_expected"
same "an unchanged file is not written again" "$work/year_expected" "$work/year"

close_report
