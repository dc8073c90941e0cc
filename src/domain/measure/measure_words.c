#include "domain/measure/measure_words.h"

#include "base/format.h"

static bool has_word(struct str words, struct str word) {
  for (struct str rest = words; rest.len > 0;)
    if (str_equal(str_cut(rest, ' ', &rest), word)) return true;
  return false;
}

struct str measure_services(struct ctx *ctx, const struct measure *measure, struct str services) {
  static const struct {
    struct str key;
    enum message words;
  } known[] = {{{"takeaway", 8}, MSG_measure_takeaway},
               {{"delivery", 8}, MSG_measure_delivery},
               {{"collect", 7}, MSG_measure_collect}};
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (!measure_allows(measure, known[i].key) || !has_word(services, known[i].key)) continue;
    if (text.len > 0) buf_literal(&text, ", ");
    buf_add(&text, message_text(ctx->language, known[i].words));
  }
  return buf_str(&text);
}

struct str measure_sentence(struct ctx *ctx, const struct measure *measure, struct str services) {
  struct buf day = buf_in(ctx->arena);
  format_day(&day, ctx->language, measure->until_on);
  struct str text = MESSAGE(ctx->arena, ctx->language,
                            measure_closes(measure) ? MSG_measure_closed : MSG_measure_limited,
                            {"day", buf_str(&day)});
  struct str allowed = measure_services(ctx, measure, services);
  if (allowed.len == 0) return text;
  return str_format(ctx->arena, "%.*s · %.*s", STR_ARG(text), STR_ARG(allowed));
}
