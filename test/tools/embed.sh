#!/bin/sh
# Files into the program: bytes, types, compressed forms and addresses that follow the content.
# One engine is enough: no database is involved.
set -u
. "$(dirname "$0")/report.sh"
embed=${BUILD:-build}/tools/embed

mkdir -p "$work/files/fonts" "$work/out"
printf 'a\0b"\\\n??/\377' >"$work/files/odd.txt"
printf 'body{}' >"$work/files/app.css"
printf 'zip' >"$work/files/app.css.gz"
printf 'font' >"$work/files/fonts/one.woff2"
printf 'no' >"$work/files/.hidden"
"$embed" assets "$work/files" "$work/out" || failed=$((failed + 1))

cat >"$work/main.c" <<'END'
#include <stdio.h>
#include "base/embedded.h"
#include "assets.h"
int main(void) {
  for (size_t i = 0; i < assets.count; i++) {
    const struct embedded_file *f = &assets.items[i];
    printf("%s %s %zu [%.*s]", f->name.ptr, f->type.ptr, f->bytes.len, (int)f->gzip.len, f->gzip.ptr);
    for (size_t j = 0; j < f->bytes.len; j++) printf(" %02x", (unsigned char)f->bytes.ptr[j]);
    printf("\n");
  }
  printf("%s\n", ASSET_app_css);
}
END
# FNV-1a 64 of "body{}", computed apart: 882547c9a43da515.
cat >"$work/expected" <<'END'
app.css text/css; charset=utf-8 6 [zip] 62 6f 64 79 7b 7d
fonts/one.woff2 font/woff2 4 [] 66 6f 6e 74
odd.txt text/plain; charset=utf-8 10 [] 61 00 62 22 5c 0a 3f 3f 2f ff
/assets/app.882547c9a43da515.css
END
${CC:-gcc} -Isrc -I"$work/out" -o "$work/main" "$work/main.c" "$work/out/assets.c" &&
  "$work/main" >"$work/actual"
same "what was put in comes out" "$work/expected" "$work/actual"

printf 'x' >"$work/files/thing.exe"
"$embed" assets "$work/files" "$work/out" 2>"$work/actual"
echo 'thing.exe: embed does not know the media type of this file' >"$work/expected"
same "an unknown kind of file is refused" "$work/expected" "$work/actual"

close_report
