/* Opening hours in an import: read to see whether they can be, kept as they came either way. The
 * report holds the words; why they cannot be read is said in the language of whoever reads it. */
#include "domain/hours/hours.h"
#include "domain/import/import.h"
#include "domain/import/import_place.h"

bool import_hours_fine(struct arena *arena, struct str value) {
  return value.len == 0 || hours_parse(arena, value).hours != NULL;
}

/* "Mo-Fr 25:00-26:00" at 7: "25:00" is no time. What the report cut short is not read again. */
static struct str why(struct ctx *ctx, struct str value) {
  struct hours_reading reading = hours_parse(ctx->arena, value);
  if (reading.hours || reading.errors.count == 0) return value;
  const struct hours_notice *first = &reading.errors.items[0];
  struct str position = str_format(ctx->arena, "%zu", first->position + 1);
  return MESSAGE(ctx->arena, ctx->language, MSG_import_hours_why, {"value", value},
                 {"position", position}, {"why", hours_sentence(ctx->arena, ctx->language, first)});
}

struct str import_line_detail(struct ctx *ctx, const struct import_line *line) {
  return line->reason == IMPORT_HOURS ? why(ctx, line->detail) : line->detail;
}
