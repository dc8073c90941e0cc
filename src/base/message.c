#include "base/message.h"

#include "base/fault.h"
#include "base/message_table.h"

static struct str text_of(enum language language, enum message message, int64_t count) {
  must(message < MSG_COUNT && language < LANGUAGE_COUNT);
  const struct str *forms = message_entries[message].text[language];
  return forms[1].ptr ? forms[message_form(language, count)] : forms[0];
}

void message_write(struct buf *out, enum language language, enum message message, int64_t count,
                   const struct message_arg *args, size_t arg_count) {
  message_fill(out, language, text_of(language, message, count), count, args, arg_count);
}

struct str message_text(enum language language, enum message message) {
  return text_of(language, message, 1);
}

struct str message_format(struct arena *arena, enum language language, enum message message,
                          int64_t count, const struct message_arg *args, size_t arg_count) {
  struct buf out = buf_in(arena);
  message_write(&out, language, message, count, args, arg_count);
  return buf_str(&out);
}

bool message_find(struct str name, enum message *message) {
  size_t low = 0, high = MSG_COUNT;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = str_compare(name, message_entries[middle].name);
    if (order == 0) {
      *message = (enum message)middle;
      return true;
    }
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return false;
}

const char *message_name(enum message message) {
  must(message < MSG_COUNT);
  return message_entries[message].name.ptr;
}
