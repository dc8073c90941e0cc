#!/bin/sh
# Sentences to C: French spaces, plurals, and every way in which translations can disagree.
# One engine is enough: no database is involved.
set -u
. "$(dirname "$0")/report.sh"
po2c=${BUILD:-build}/tools/po2c

# catalogue FR DE EN: three files with these entries. po2c's complaints go to $work/actual.
catalogue() {
  printf '%b\n' "$1" >"$work/fr.po"
  printf '%b\n' "$2" >"$work/de.po"
  printf '%b\n' "$3" >"$work/en.po"
  "$po2c" -o "$work" "$work/fr.po" "$work/de.po" "$work/en.po" 2>&1 | sed "s|^$work/||" >"$work/actual"
}
entry() { printf 'msgid "%s"\\nmsgstr "%s"\\n' "$1" "$2"; }
plural() { printf 'msgid "%s"\\nmsgid_plural "%s"\\nmsgstr[0] "%s"\\nmsgstr[1] "%s"\\n' "$1" "$1" "$2" "$3"; }

refused() {
  printf '%s\n' "$1" >"$work/expected"
  same "refused: $1" "$work/expected" "$work/actual"
}
# in_table SENTENCE: the generated table holds exactly this C literal.
in_table() {
  printf '%s\n' "$1" >"$work/expected"
  grep -oF -- "$1" "$work/messages.c" | head -n 1 >"$work/found"
  same "in the table: $1" "$work/expected" "$work/found"
}

catalogue "$(entry a 'Oui')" "$(entry b 'Ja')" "$(entry a 'Yes')$(entry b 'B')"
refused '"a" is missing in de
"b" is missing in fr'
catalogue "$(entry a '')" "$(entry a 'Ja')" "$(entry a 'Yes')"
refused 'fr.po:1: "a" has no sentence'
catalogue "$(entry a 'Oui')\\n$(entry a 'Non')" "$(entry a 'Ja')" "$(entry a 'Yes')"
printf '%s\n' "fr.po:4: \"a\" is already at $work/fr.po:1" >"$work/expected"
same "refused: a key twice" "$work/expected" "$work/actual"
catalogue "$(entry a '{n} bons')" "$(entry a '{m} Gutscheine')" "$(entry a '{n} vouchers')"
refused 'de.po:1: "a" has other placeholders than fr'
catalogue "$(plural a 'un' '{count} bons')" "$(entry a '{count} Gutscheine')" "$(plural a 'one' '{count}')"
refused 'de.po:1: "a" is plural in another language, but not here'
catalogue "#, fuzzy\\n$(entry a 'Oui')" "$(entry a 'Ja')" "$(entry a 'Yes')"
refused 'fr.po:2: "a" is marked fuzzy: finish it'
catalogue "$(entry A 'Oui')" "$(entry A 'Ja')" "$(entry A 'Yes')"
refused 'fr.po:1: "A" is not a key: lower case, digits and _ only'
catalogue "$(entry a 'Oui {')" "$(entry a 'Ja')" "$(entry a 'Yes')"
printf '%s\n' "$work/fr.po:1: \"a\" has a { that opens no placeholder" | sed "s|^$work/||" >"$work/expected"
same "refused: a lonely brace" "$work/expected" "$work/actual"
catalogue 'msgid "a\nmsgstr "x"' "$(entry a 'Ja')" "$(entry a 'Yes')"
refused 'fr.po:1: a string must end with "'
catalogue 'msgstr "x"' "$(entry a 'Ja')" "$(entry a 'Yes')"
refused 'fr.po:1: msgstr without msgid'

catalogue "$(entry a 'Oui ! « Non » : 5 % ou 3 € ?')\\n$(plural b 'un bon' '{count} bons')" \
  "$(entry a 'Ja !')\\n$(plural b 'ein' '{count}')" "$(entry a 'Yes ?')\\n$(plural b 'one' '{count}')"
: >"$work/expected"
same "three languages that agree" "$work/expected" "$work/actual"
# U+202F is E2 80 AF, 342 200 257; U+00A0 is C2 A0, 302 240; « is 302 253, » is 302 273.
in_table '"Oui\342\200\257! \302\253\302\240Non\302\240\302\273\302\240: 5\302\240% ou 3\302\240\342\202\254\342\200\257\077"'
in_table '"Ja !"'
in_table '{{"un bon", 6}, {"{count} bons", 12}}'
in_table '{{"Ja !", 4}, {NULL, 0}}'
# FNV-1a of "a" is e40c292c (the published test vector): 640c292c without the top bit.
printf '#define MSG_a ((enum message)%d)\n#define MSG_ARGS_b 0\n#define MSG_COUNTS_b 1\n' 0x640c292c >"$work/expected"
grep -E 'MSG_a |_b [01]$' "$work/messages.h" >"$work/found"
same "the numbers and what templates must fill" "$work/expected" "$work/found"

close_report
