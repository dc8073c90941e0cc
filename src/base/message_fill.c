/* Filling a text's placeholders and choosing its plural form, apart from the generated table. */
#include "base/format.h"
#include "base/message_table.h"

/* https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html: in French
 * zero and one are singular, in German and English only one. */
unsigned message_form(enum language language, int64_t count) {
  bool singular = count == 1 || (language == LANGUAGE_FR && count == 0);
  return singular ? 0 : 1;
}

static void add_placeholder(struct buf *out, enum language language, struct str name, int64_t count,
                            const struct message_arg *args, size_t arg_count) {
  for (size_t i = 0; i < arg_count; i++) {
    if (!str_equal(name, str_from(args[i].name))) continue;
    buf_add(out, args[i].value);
    return;
  }
  if (str_equal(name, S("count"))) format_int(out, language, count);
}

void message_fill(struct buf *out, enum language language, struct str text, int64_t count,
                  const struct message_arg *args, size_t arg_count) {
  while (text.len) {
    struct str rest;
    buf_add(out, str_cut(text, '{', &rest));
    if (!rest.ptr) return;
    struct str name = str_cut(rest, '}', &text);
    add_placeholder(out, language, name, count, args, arg_count);
  }
}
