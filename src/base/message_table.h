/* The table that tools/po2c writes from i18n/: private to message.c and the generated messages.c.
 */
#ifndef BASE_MESSAGE_TABLE_H
#define BASE_MESSAGE_TABLE_H

#include "base/message.h"

enum { MESSAGE_FORMS = 2 }; /* French, German and English: one, other */

/* {.name = {"shop_count", 10}, .text = {[LANGUAGE_FR] = {{"{count} commerce", 16}, {...}}, ...}}
 * A text without plural has only form 0; form 1 is then {NULL, 0}. UTF-8, placeholders as {name}.
 */
struct message_entry {
  struct str name;
  struct str text[LANGUAGE_COUNT][MESSAGE_FORMS];
};

/* By enum message, which is the names in byte order. */
extern const struct message_entry message_entries[MSG_COUNT];

/* Fills the placeholders of one text; `{count}` takes the count unless args name another. */
void message_fill(struct buf *out, enum language language, struct str text, int64_t count,
                  const struct message_arg *args, size_t arg_count);
/* Which form CLDR's cardinal rule chooses. */
unsigned message_form(enum language language, int64_t count);

#endif
