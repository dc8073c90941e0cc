/* Which order a movement at the bank is. Reads only. */
#include "domain/transit/transit.h"

enum { NAME_LEAST = 6 }; /* shorter names stand in other words by chance */

/* Letters and digits, small: banks print names in capitals, cut and spaced. */
static struct str bare(struct arena *arena, struct str text) {
  char *out = arena_raw(arena, text.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out[len++] = c;
  }
  return str_slice(out, len);
}

static bool says(struct ctx *ctx, const struct transit_seen *seen, struct str what, size_t least) {
  struct str needle = bare(ctx->arena, what);
  if (needle.len < least) return false;
  for (size_t i = 0; i < sizeof seen->texts / sizeof *seen->texts; i++)
    if (str_find(bare(ctx->arena, seen->texts[i]), needle) >= 0) return true;
  return false;
}

static bool is_in_time(const struct transit *transit, struct day on) {
  return on.number >= transit->due_on.number - TRANSIT_DAYS_BEFORE &&
         on.number <= transit->due_on.number + TRANSIT_DAYS_AFTER;
}

struct found {
  struct transit_id named, near;
  size_t named_count, near_count;
  bool provider; /* the words speak of whom it comes from */
};

static void judge(struct ctx *ctx, const struct transit_seen *seen, const struct transit *transit,
                  struct found *found) {
  if (transit->open_minor != seen->minor) return;
  if (says(ctx, seen, transit->trace, NAME_LEAST) || says(ctx, seen, transit->name, NAME_LEAST)) {
    found->named = transit->id;
    found->named_count++;
  }
  if (!is_in_time(transit, seen->on)) return;
  found->near = transit->id;
  found->near_count++;
  found->provider |= says(ctx, seen, provider_name(transit->provider), 1) ||
                     says(ctx, seen, transit->descriptor, NAME_LEAST);
}

enum transit_match transit_match(struct ctx *ctx, const struct transit_seen *seen,
                                 struct transit_id *id) {
  struct transits list = transit_list(ctx);
  struct found found = {0};
  for (size_t i = 0; i < list.count; i++)
    judge(ctx, seen, &list.items[i], &found);
  *id = found.named_count == 1 ? found.named : found.near;
  if (found.named_count == 1) return TRANSIT_SURE;
  if (found.named_count > 1) return TRANSIT_UNSURE;
  if (found.near_count == 0) return TRANSIT_NONE;
  return found.near_count == 1 && found.provider ? TRANSIT_SURE : TRANSIT_UNSURE;
}
