/* Whatever arrives as JSON is read or refused, and every text that was read can be written and
 * read again without a change. */
#include <stdint.h>

#include "base/fault.h"
#include "base/json.h"
#include "web/shape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
  struct arena *arena;
  struct str text;
};

static void check_text(struct arena *arena, struct str text) {
  struct buf out = buf_in(arena);
  struct json_error error;
  buf_add_char(&out, '[');
  json_string(&out, text);
  buf_add_char(&out, ']');
  const struct json *again = json_parse(arena, buf_str(&out), &error);
  must(again != NULL && again->count == 1 && str_equal(again->items[0].text, text));
}

static void check(struct arena *arena, const struct json *json) {
  if (json->kind == JSON_KIND_TEXT) check_text(arena, json->text);
  for (size_t i = 0; i < json->count; i++) {
    if (json->kind == JSON_KIND_OBJECT) {
      check_text(arena, json->members[i].name);
      must(json_member(json, json->members[i].name) == &json->members[i].value);
      check(arena, &json->members[i].value);
    } else if (json->kind == JSON_KIND_LIST) {
      check(arena, &json->items[i]);
    }
  }
}

static void run(void *arg) {
  struct input *input = arg;
  struct json_error error;
  const struct json *json = json_parse(input->arena, input->text, &error);
  if (json != NULL) check(input->arena, json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct input input = {arena_create(16 << 20), {(const char *)data, size}};
  struct fault fault;
  /* Running out of the arena is an answer, too. */
  if (!fault_catch(&fault, run, &input)) must(fault.kind == FAULT_MEMORY);
  arena_destroy(input.arena);
  return 0;
}
