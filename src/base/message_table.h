/* The table that tools/po2c writes from i18n/: private to message.c and the generated messages.c.
 */
#ifndef BASE_MESSAGE_TABLE_H
#define BASE_MESSAGE_TABLE_H

#include "base/message.h"

enum { MESSAGE_FORMS = 2 }; /* French, German and English: one, other */

/* {.message = MSG_shop_count, .name = {"shop_count", 10},
 *  .text = {[LANGUAGE_FR] = {{"{count} commerce", 16}, {"{count} commerces", 17}}, ...}}
 * A text without plural has only form 0; form 1 is then {NULL, 0}. UTF-8, placeholders as {name}.
 */
struct message_entry {
  enum message message;
  struct str name;
  struct str text[LANGUAGE_COUNT][MESSAGE_FORMS];
};

/* In the byte order of their names. */
extern const struct message_entry message_entries[];
extern const size_t message_count;
/* Where a message stands: from slot `message mod message_slot_count` (a power of two) onwards,
 * 1 + its place in message_entries; 0 ends the search. At least half of the slots are free. */
extern const uint16_t message_slots[];
extern const size_t message_slot_count;

/* The form for a count, its placeholders as they stand. */
struct str message_raw(enum language language, enum message message, int64_t count);
/* Fills the placeholders of one text; `{count}` takes the count unless args name another. */
void message_fill(struct buf *out, enum language language, struct str text, int64_t count,
                  const struct message_arg *args, size_t arg_count);
/* Which form CLDR's cardinal rule chooses. */
unsigned message_form(enum language language, int64_t count);

#endif
