/* Shops that a registration may already be. */
#include "base/text.h"
#include "domain/joining/registration.h"
#include "registration_sql.h"

enum { DUPLICATES_MAX = 6, NEAR_M = 200, LETTERS_MAX = 60 };

/* Words that say what a shop is, not which. */
static bool says_nothing(struct str word) {
  static const struct str common[] = {
      {"le", 2},   {"la", 2},  {"les", 3},  {"l", 1},           {"de", 2},           {"du", 2},
      {"des", 3},  {"d", 1},   {"et", 2},   {"a", 1},           {"au", 2},           {"chez", 4},
      {"sarl", 4}, {"sas", 3}, {"eurl", 4}, {"restaurant", 10}, {"boulangerie", 11}, {"cafe", 4},
      {"bar", 3},  {"ets", 3}, {"der", 3},  {"die", 3},         {"zum", 3},          {"the", 3}};
  for (size_t i = 0; i < sizeof common / sizeof *common; i++)
    if (str_equal(word, common[i])) return true;
  return false;
}

/* The words of a name that tell it from others, run together. */
static struct str core_of(struct arena *arena, struct str name) {
  struct str folded = text_fold(arena, name);
  struct buf out = buf_in(arena);
  for (struct str rest = folded; rest.len > 0;) {
    struct str word = str_cut(rest, ' ', &rest);
    if (!says_nothing(word)) buf_add(&out, word);
  }
  return out.len > 0 ? buf_str(&out) : folded;
}

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

/* Levenshtein's distance, row by row. */
static size_t distance(struct str a, struct str b) {
  size_t row[LETTERS_MAX + 1];
  a = str_take(a, least(a.len, LETTERS_MAX)), b = str_take(b, least(b.len, LETTERS_MAX));
  for (size_t j = 0; j <= b.len; j++)
    row[j] = j;
  for (size_t i = 1; i <= a.len; i++) {
    size_t corner = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.len; j++) {
      size_t above = row[j];
      size_t changed = corner + (a.ptr[i - 1] != b.ptr[j - 1]);
      row[j] = least(changed, least(above, row[j - 1]) + 1);
      corner = above;
    }
  }
  return row[b.len];
}

static bool alike(struct str a, struct str b) {
  if (a.len == 0 || b.len == 0) return false;
  if (str_equal(a, b)) return true;
  if (least(a.len, b.len) >= 5 && (str_find(a, b) >= 0 || str_find(b, a) >= 0)) return true;
  return least(a.len, b.len) >= 5 && distance(a, b) <= least(a.len, b.len) / 5;
}

struct looking {
  struct arena *arena;
  const struct registration *one;
  struct str core, street;
  struct position position;
  struct duplicates found;
};

static void add(struct looking *looking, struct duplicate one) {
  struct duplicates *found = &looking->found;
  for (size_t i = 0; i < found->count; i++)
    if (str_equal(found->items[i].slug, one.slug)) return;
  if (found->count < DUPLICATES_MAX) found->items[found->count++] = one;
}

static void look(void *arg, const struct registration_in_town_row *row) {
  struct looking *looking = arg;
  if (!alike(looking->core, core_of(looking->arena, row->name))) return;
  struct position there = {row->has_latitude && row->has_longitude, row->latitude, row->longitude};
  int64_t metres = position_metres(looking->position, there);
  struct str street = text_fold(looking->arena, row->street);
  bool near = metres >= 0 ? metres <= NEAR_M : true;
  bool same_street = looking->street.len > 0 && str_equal(street, looking->street);
  if (!near && !same_street) return;
  add(looking, (struct duplicate){.slug = str_copy(looking->arena, row->slug),
                                  .name = str_copy(looking->arena, row->name),
                                  .street = str_copy(looking->arena, row->street),
                                  .town = str_copy(looking->arena, row->town)});
}

struct duplicates registration_duplicates(struct ctx *ctx, const struct registration *one) {
  const struct shop_facts *facts = &one->facts;
  struct looking looking = {.arena = ctx->arena,
                            .one = one,
                            .core = core_of(ctx->arena, facts->name),
                            .street = text_fold(ctx->arena, facts->street),
                            .position = {facts->has_position, facts->latitude, facts->longitude}};
  looking.found.items = arena_array(ctx->arena, struct duplicate, DUPLICATES_MAX);
  struct registration_same_number_rows same = registration_same_number(ctx, facts->siret);
  for (size_t i = 0; i < same.count; i++)
    add(&looking, (struct duplicate){same.items[i].slug, same.items[i].name, same.items[i].street,
                                     same.items[i].town, true});
  struct town town;
  if (facts->town.len > 0 && town_find_by_slug(ctx, text_slug(ctx->arena, facts->town), &town))
    registration_in_town(ctx, town.id, look, &looking);
  return looking.found;
}
