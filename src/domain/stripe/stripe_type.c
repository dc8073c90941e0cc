#include "domain/stripe/stripe_type.h"

static const struct {
  struct str type;
  enum stripe_way way;
  enum message words;
} types[] = {
#define X(name, way, message) {{#name, sizeof #name - 1}, STRIPE_WAY_##way, MSG_##message},
    STRIPE_TYPES(X)
#undef X
};
enum { TYPES = sizeof types / sizeof *types };

enum stripe_way stripe_way_of(const struct stripe_object *move) {
  bool adjusts = str_equal(move->type, S("adjustment"));
  if (adjusts && str_equal(move->category, S("fee"))) return STRIPE_WAY_FEE;
  if (adjusts && str_equal(move->source_kind, S("dispute"))) return STRIPE_WAY_DISPUTE;
  for (size_t i = 0; i < TYPES; i++)
    if (str_equal(types[i].type, move->type)) return types[i].way;
  return STRIPE_WAY_ASK;
}

enum message stripe_type_words(struct str type) {
  for (size_t i = 0; i < TYPES; i++)
    if (str_equal(types[i].type, type)) return types[i].words;
  return MSG_stripe_type_unknown;
}
