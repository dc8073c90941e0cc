/* Whatever arrives as a form, a query or JSON: every field is either read, and then within its
 * bounds, or has exactly one problem. The first byte chooses which of the three it is. */
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "web/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sample {
  struct str a, b, c, d, e;
  int64_t f, g;
  bool has_g, h;
  struct day i;
  struct instant j;
};

static const struct field fields[] = {
    FIELD(struct sample, a, TEXT, .required = true, .min = 2, .max = 5),
    FIELD(struct sample, b, LONGTEXT, .max = 9),
    FIELD(struct sample, c, EMAIL),
    FIELD(struct sample, d, SECRET, .max = 4),
    FIELD(struct sample, e, CHOICE, .choices = "x|y"),
    FIELD(struct sample, f, AMOUNT, .max = 500),
    FIELD_GIVEN(struct sample, g, INT, has_g, .min = -3, .max = 30),
    FIELD(struct sample, h, FLAG),
    FIELD(struct sample, i, DAY),
    FIELD(struct sample, j, INSTANT),
};
static const struct form form = FORM("Sample", struct sample, fields);

struct input {
  struct arena *arena;
  enum form_source source;
  struct str bytes;
};

static bool has_problem(const struct form_result *result, const char *field) {
  for (size_t i = 0; i < result->problem_count; i++) {
    if (str_equal(result->problems[i].field, str_from(field))) return true;
  }
  return false;
}

static void check(const struct form_result *result) {
  const struct sample *sample = result->value;
  bool whole = has_problem(result, "");
  must(result->problem_count <= form.count && (!whole || result->problem_count == 1));
  if (whole) return;
  if (!has_problem(result, "a")) must(text_length(sample->a) >= 2 && text_length(sample->a) <= 5);
  if (!has_problem(result, "b")) must(str_is_utf8(sample->b) && text_length(sample->b) <= 9);
  if (!has_problem(result, "c")) must(sample->c.len == 0 || str_find(sample->c, S("@")) > 0);
  if (!has_problem(result, "e")) must(sample->e.len <= 1);
  must(sample->f >= 0 && sample->f <= 500);
  must(sample->g >= -3 && sample->g <= 30);
}

static void run(void *arg) {
  struct input *input = arg;
  struct form_result result = form_read(input->arena, &form, input->source, input->bytes);
  check(&result);
  for (size_t i = 0; i < result.problem_count; i++) {
    must(form_problem_text(input->arena, LANGUAGE_FR, &result.problems[i]).len > 0);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  struct input input = {
      arena_create(16 << 20), (enum form_source)(data[0] % 3), {(const char *)data + 1, size - 1}};
  struct fault fault;
  if (!fault_catch(&fault, run, &input)) must(fault.kind == FAULT_MEMORY);
  arena_destroy(input.arena);
  return 0;
}
