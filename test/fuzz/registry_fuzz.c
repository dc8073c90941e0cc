/* Answers of the register of businesses, and opening hours between rows and text: any bytes. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/editor/week_edit.h"
#include "domain/registry/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct arena *arena = arena_create(64 << 20);
  struct str text = str_slice((const char *)data, size), plain;
  struct registry_entry entry;
  struct week_rows rows;
  int minute;
  if (str_is_utf8(text)) {
    registry_answer(arena, S("35600000049837"), text, &entry);
    registry_number_read(arena, text, &plain);
    week_time_read(text, &minute);
    if (week_from_value(text, &rows)) week_value(arena, &rows);
  }
  arena_destroy(arena);
  return 0;
}
