#include "base/message.h"

#include "base/fault.h"
#include "base/message_table.h"

/* NULL: no sentence has this number. */
static const struct message_entry *entry_of(enum message message) {
  size_t mask = message_slot_count - 1;
  for (size_t slot = message & mask; message_slots[slot] != 0; slot = (slot + 1) & mask) {
    const struct message_entry *entry = &message_entries[message_slots[slot] - 1];
    if (entry->message == message) return entry;
  }
  return NULL;
}

struct str message_raw(enum language language, enum message message, int64_t count) {
  const struct message_entry *entry = entry_of(message);
  must(entry != NULL && language < LANGUAGE_COUNT);
  const struct str *forms = entry->text[language];
  return forms[1].ptr ? forms[message_form(language, count)] : forms[0];
}

void message_write(struct buf *out, enum language language, enum message message, int64_t count,
                   const struct message_arg *args, size_t arg_count) {
  message_fill(out, language, message_raw(language, message, count), count, args, arg_count);
}

struct str message_text(enum language language, enum message message) {
  return message_raw(language, message, 1);
}

struct str message_format(struct arena *arena, enum language language, enum message message,
                          int64_t count, const struct message_arg *args, size_t arg_count) {
  struct buf out = buf_in(arena);
  message_write(&out, language, message, count, args, arg_count);
  return buf_str(&out);
}

/* FNV-1a, as tools/po2c numbers the keys. */
static enum message message_number(struct str name) {
  uint32_t number = 2166136261u;
  for (size_t i = 0; i < name.len; i++)
    number = (number ^ (uint8_t)name.ptr[i]) * 16777619u;
  return (enum message)(number & MESSAGE_LARGEST);
}

bool message_find(struct str name, enum message *message) {
  const struct message_entry *entry = entry_of(message_number(name));
  if (entry == NULL || !str_equal(entry->name, name)) return false;
  *message = entry->message;
  return true;
}

const char *message_name(enum message message) {
  const struct message_entry *entry = entry_of(message);
  must(entry != NULL);
  return entry->name.ptr;
}
