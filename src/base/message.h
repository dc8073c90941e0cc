/* Sentences in the reader's language. MSG_... is generated from the keys of i18n/fr.po. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include "base/language.h"
#include "messages.h" /* generated: #define MSG_shop_title ((enum message)1234567), ... */

/* A sentence, by a number made of its key: it stays the same when other sentences come or go.
 * 0 is none. */
enum message { MESSAGE_NONE = 0, MESSAGE_LARGEST = 0x7fffffff };

/* A value for a placeholder: "{name}" in the text. Plural texts choose by `count`. */
struct message_arg {
  const char *name;
  struct str value;
};

/* The text with its placeholders filled. Plain text, not HTML.
 * A message with plural forms (msgid_plural) takes its form from `count` by CLDR's rule. */
void message_write(struct buf *out, enum language language, enum message message, int64_t count,
                   const struct message_arg *args, size_t arg_count);
/* A text without placeholders. */
struct str message_text(enum language language, enum message message);
/* The same as a str in an arena: MESSAGE(arena, language, MSG_x, {"amount", s}, ...). */
struct str message_format(struct arena *arena, enum language language, enum message message,
                          int64_t count, const struct message_arg *args, size_t arg_count);
#define MESSAGE(arena, language, message, ...)                                                     \
  message_format((arena), (language), (message), 0, (const struct message_arg[]){__VA_ARGS__},     \
                 sizeof((const struct message_arg[]){__VA_ARGS__}) / sizeof(struct message_arg))
/* MSG_... by its name ("voucher_expired"), for refusals that name their sentence. */
bool message_find(struct str name, enum message *message);
const char *message_name(enum message message);

#endif
