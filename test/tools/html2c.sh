#!/bin/sh
# Templates to C: what is refused and with which words, and a whole page from template to bytes.
# One engine is enough: no database is involved.
set -u
here=$(dirname "$0")
. "$here/report.sh"
BUILD=${BUILD:-build}
html2c=$BUILD/tools/html2c
files=$here/html2c

# Each case of refused.txt becomes a template and a file with the expected complaint.
awk -v dir="$work" '
  /^=== / { n++; base = sprintf("%s/c%03d", dir, n)
            print "{{! template c" sprintf("%03d", n) "(struct view *) }}" > (base ".html")
            print substr($0, 5) > (base ".expected"); next }
  n { print > (base ".html") }' "$files/refused.txt"
for expected in "$work"/c*.expected; do
  base=${expected%.expected}
  "$html2c" -o "$work" --icons "$files/icons" --assets "$files/assets.manifest" "$base.html" 2>"$base.raw"
  sed "s|^$base.html:||" "$base.raw" >"$base.actual"
  same "refused: $(cat "$expected")" "$expected" "$base.actual"
done

# A template called by another name than its file.
printf '{{! template other() }}\n' >"$work/name.html"
"$html2c" -o "$work" "$work/name.html" 2>&1 | sed "s|^$work/||" >"$work/name.actual"
echo 'name.html:1: the template is called other but the file name' >"$work/name.expected"
same "a template is named as its file" "$work/name.expected" "$work/name.actual"

# A whole page, compiled and run.
"$html2c" -o "$work" --icons "$files/icons" --assets "$files/assets.manifest" \
  "$files/page.html" "$files/card.html" &&
  ${CC:-gcc} -std=gnu17 -g -D_GNU_SOURCE -Wall -Wextra -Wconversion -Wshadow -Werror \
    -fsanitize=address,undefined -Isrc -I"$BUILD/gen" -I"$work" -I"$files" -o "$work/page" \
    "$files/page_main.c" "$work/page_html.c" "$work/card_html.c" "$BUILD/debug/library.a" \
    $(pkg-config --libs icu-i18n icu-uc libsodium jansson) -lstemmer -lcsv -lm -lpthread &&
  "$work/page" >"$work/page.actual"
printf '%s' "$(cat "$files/page.expected")" >"$work/page.expected"
same "a whole page" "$work/page.expected" "$work/page.actual"

# What the C compiler must accept or refuse: the second half of the safety lies in the types.
compiles() {
  printf '{{! template probe(struct page *) "page_view.h" }}\n%s\n' "$3" >"$work/probe.html"
  "$html2c" -o "$work" "$work/probe.html"
  ${CC:-gcc} -std=gnu17 -fsyntax-only -Isrc -I"$BUILD/gen" -I"$work" -I"$files" \
    "$work/probe_html.c" 2>"$work/probe.log" && echo yes >"$work/probe.actual" ||
    echo no >"$work/probe.actual"
  echo "$1" >"$work/probe.expected"
  same "compiles ($1): $2" "$work/probe.expected" "$work/probe.actual"
}
compiles yes "an address where an address begins" '<a href="{{first.site}}">'
compiles no "a text where an address begins" '<a href="{{title}}">'
compiles yes "markup between tags" '<p>{{markup}}</p>'
compiles no "markup in an attribute" '<p title="{{markup}}">'
compiles no "a misspelt field" '{{titel}}'
compiles yes "a message with its placeholder" '{{t field_too_long bound=number}}'
compiles no "a message without its placeholder" '{{t field_too_long}}'
compiles no "a message with one too many" '{{t field_too_long bound=number name=title}}'
compiles no "a message with another one" '{{t field_too_long limit=number}}'
compiles no "a message that does not exist" '{{t no_such_key}}'

close_report
