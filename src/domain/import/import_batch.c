/* One batch of places: what the database knows of them, asked in a handful of questions, then what
 * becomes of each. */
#include "base/fault.h"
#include "base/text.h"
#include "domain/import/import_work.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/siret.h"
#include "import_sql.h"

static uint64_t mix(uint64_t hash, struct str text) {
  return (hash ^ import_hash(text)) * UINT64_C(0x9E3779B97F4A7C15) + text.len;
}

static int64_t digest_of_place(const struct import_place *place) {
  const struct shop_facts *facts = &place->facts;
  const struct str texts[] = {
      facts->name,        facts->trade,    facts->town,   facts->street, facts->postcode,
      facts->phone,       facts->website,  facts->siret,  facts->siren,  facts->opening_hours,
      facts->description, facts->services, facts->licence};
  uint64_t hash =
      (facts->chain ? 1u : 0) + (facts->made_up ? 2u : 0) + (facts->has_position ? 4u : 0);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    hash = mix(hash, texts[i]);
  if (facts->has_position) {
    hash = hash * 31 + (uint64_t)(int64_t)(facts->longitude * 1e7);
    hash = hash * 31 + (uint64_t)(int64_t)(facts->latitude * 1e7);
  }
  return (int64_t)(hash | 1); /* 0: nobody knows */
}

void import_report(struct ctx *ctx, const struct import_run *run, struct import_counts *counts,
                   const struct import_line *line) {
  int64_t number = ++counts->lines;
  if (number > IMPORT_LINES_MAX) return;
  import_line_insert(ctx, &(struct import_line_insert_params){.run = run->id,
                                                              .number = number,
                                                              .kind = line->kind,
                                                              .reason = line->reason,
                                                              .place = line->place,
                                                              .line = line->line,
                                                              .at = line->at,
                                                              .source_id = line->source_id,
                                                              .name = line->name,
                                                              .detail = line->detail});
}

static void report(struct ctx *ctx, struct import_batch *batch, const struct import_place *place,
                   enum import_line_kind kind, enum import_reason reason, struct str detail) {
  import_report(ctx, batch->pass->run, &batch->counts,
                &(struct import_line){.kind = kind,
                                      .reason = reason,
                                      .place = (int64_t)place->number,
                                      .line = (int64_t)place->line,
                                      .at = (int64_t)place->at,
                                      .source_id = place->facts.source_id,
                                      .name = place->facts.name,
                                      .detail = detail});
}

/* Looking up. */

static struct str slug_with_town(struct ctx *ctx, struct str slug, struct str town) {
  struct buf text = buf_in(ctx->arena);
  buf_add(&text, slug);
  buf_literal(&text, "-");
  buf_add(&text, text_slug(ctx->arena, town));
  return buf_str(&text);
}

/* True: nothing new, and no need to ask what the shop is like. */
static bool is_unchanged(const struct import_batch *batch, size_t at) {
  const struct import_known *known = &batch->known[at];
  return batch->places[at].refusal == IMPORT_FINE && known->linked && known->digest == known->said;
}

static void put_ids(struct ctx *ctx, struct import_batch *batch) {
  for (size_t i = 0; i < batch->count; i++)
    import_key_insert(
        ctx, &(struct import_key_insert_params){.run = batch->pass->run->id,
                                                .number = (int64_t)i,
                                                .source = batch->places[i].facts.source,
                                                .source_id = batch->places[i].facts.source_id});
}

static void put_keys(struct ctx *ctx, struct import_batch *batch) {
  for (size_t i = 0; i < batch->count; i++) {
    const struct shop_facts *facts = &batch->places[i].facts;
    struct import_known *known = &batch->known[i];
    if (is_unchanged(batch, i)) continue;
    known->slug_wanted = text_slug(ctx->arena, facts->name);
    known->slug_town = slug_with_town(ctx, known->slug_wanted, facts->town);
    import_key_insert(ctx, &(struct import_key_insert_params){
                               .run = batch->pass->run->id,
                               .number = (int64_t)i,
                               .source = facts->source,
                               .source_id = facts->source_id,
                               .siret = siret_valid(facts->siret) ? facts->siret : S(""),
                               .siren = shop_siren(facts),
                               .slug = known->slug_wanted,
                               .slug_town = known->slug_town});
  }
}

static void take_links(struct ctx *ctx, struct import_batch *batch, struct import_id run) {
  struct import_links_rows rows = import_links(ctx, run);
  for (size_t i = 0; i < rows.count; i++) {
    const struct import_links_row *row = &rows.items[i];
    struct import_known *known = &batch->known[row->number];
    known->linked = true;
    known->missing = row->missing;
    known->shop = row->shop;
    known->digest = row->digest;
    known->gave = shop_fields_from(row->gave);
  }
}

static void take_shops(struct ctx *ctx, struct import_batch *batch, struct import_id run) {
  struct import_known_rows rows = import_known(ctx, run);
  for (size_t i = 0; i < rows.count; i++) {
    const struct import_known_row *row = &rows.items[i];
    struct import_known *known = &batch->known[row->number];
    known->closed = row->closed;
    known->slug = row->slug;
    known->first_source = row->first_source;
    known->edited = shop_fields_from(row->edited_fields);
    known->sources = row->sources;
  }
}

/* A number that two shops have says nothing about which one is meant: the older one it is. */
static void take_sirets(struct ctx *ctx, struct import_batch *batch, struct import_id run) {
  struct import_by_siret_rows rows = import_by_siret(ctx, run);
  for (size_t i = 0; i < rows.count; i++) {
    const struct import_by_siret_row *row = &rows.items[i];
    struct import_known *known = &batch->known[row->number];
    if (known->linked || (known->joined && known->shop.value < row->shop.value)) continue;
    known->joined = true;
    known->shop = row->shop;
    known->slug = row->slug;
    known->first_source = row->first_source;
    known->edited = shop_fields_from(row->edited_fields);
    known->sources = 2;
  }
}

static void take_names(struct ctx *ctx, struct import_batch *batch, struct import_id run) {
  struct import_merchants_rows merchants = import_merchants(ctx, run);
  for (size_t i = 0; i < merchants.count; i++)
    batch->known[merchants.items[i].number].merchant = merchants.items[i].merchant;
  struct import_slugs_rows slugs = import_slugs(ctx, run);
  for (size_t i = 0; i < slugs.count; i++) {
    struct import_known *known = &batch->known[slugs.items[i].number];
    if (slugs.items[i].second)
      known->slug_town_taken = true;
    else
      known->slug_taken = true;
  }
}

/* First by the source's own ids; of most places of a file that comes again there is no more to ask.
 */
static void look_up(struct ctx *ctx, struct import_batch *batch) {
  struct import_id run = batch->pass->run->id;
  for (size_t i = 0; i < batch->count; i++)
    batch->known[i] = (struct import_known){.said = digest_of_place(&batch->places[i])};
  import_key_clear(ctx, run);
  put_ids(ctx, batch);
  take_links(ctx, batch, run);
  import_key_clear(ctx, run);
  put_keys(ctx, batch);
  take_shops(ctx, batch, run);
  take_sirets(ctx, batch, run);
  if (batch->pass->apply) take_names(ctx, batch, run);
  import_key_clear(ctx, run);
}

/* Towns. */

static struct town *town_slot(struct import_town *towns, size_t capacity, uint64_t hash) {
  size_t at = (size_t)(hash >> 9) & (capacity - 1);
  while (towns[at].hash != 0 && towns[at].hash != hash)
    at = (at + 1) & (capacity - 1);
  towns[at].hash = hash;
  return &towns[at].town;
}

/* From what this pass knows, this batch knows, or the database. */
static struct town town_of(struct ctx *ctx, struct import_batch *batch,
                           const struct shop_facts *facts) {
  struct import_pass *pass = batch->pass;
  uint64_t hash = import_hash(facts->town);
  for (size_t at = (size_t)(hash >> 9) & (pass->town_capacity - 1); pass->towns[at].hash != 0;
       at = (at + 1) & (pass->town_capacity - 1))
    if (pass->towns[at].hash == hash) return pass->towns[at].town;
  for (size_t i = 0; i < batch->new_town_count; i++)
    if (batch->new_towns[i].hash == hash) return batch->new_towns[i].town;
  struct town town = shop_town(ctx, facts->town, facts->town_code);
  batch->new_towns[batch->new_town_count++] = (struct import_town){hash, town};
  return town;
}

/* Writing. */

/* True the first time in this batch: rows that are only just written are in no answer of look_up().
 */
static bool slug_is_new(struct import_batch *batch, struct str slug) {
  uint64_t hash = import_hash(slug);
  size_t at = (size_t)(hash >> 9) & (batch->slot_count - 1);
  while (batch->slugs[at] != 0 && batch->slugs[at] != hash)
    at = (at + 1) & (batch->slot_count - 1);
  bool first = batch->slugs[at] == 0;
  batch->slugs[at] = hash;
  return first;
}

/* Most names are free, or free with the town: known without a question of their own. */
static struct str slug_for(struct ctx *ctx, struct import_batch *batch, size_t at,
                           const struct town *town) {
  const struct import_known *known = &batch->known[at];
  if (!known->slug_taken && slug_is_new(batch, known->slug_wanted)) return known->slug_wanted;
  if (!known->slug_town_taken && slug_is_new(batch, known->slug_town)) return known->slug_town;
  struct str slug = shop_free_slug(ctx, batch->places[at].facts.name, town->name);
  slug_is_new(batch, slug);
  return slug;
}

static struct merchant_id merchant_for(struct ctx *ctx, struct import_batch *batch, size_t at) {
  const struct shop_facts *facts = &batch->places[at].facts;
  struct str siren = shop_siren(facts);
  if (batch->known[at].merchant.value) return batch->known[at].merchant;
  if (siren.len == 0) return shop_merchant_new(ctx, facts->name, siren);
  uint64_t hash = import_hash(siren);
  size_t slot = (size_t)(hash >> 9) & (batch->slot_count - 1);
  while (batch->merchants[slot].hash != 0 && batch->merchants[slot].hash != hash)
    slot = (slot + 1) & (batch->slot_count - 1);
  struct import_merchant *made = &batch->merchants[slot];
  if (made->hash == 0)
    *made = (struct import_merchant){hash, shop_merchant_new(ctx, facts->name, siren)};
  return made->merchant;
}

static void put_link(struct ctx *ctx, const struct import_batch *batch, size_t at,
                     struct shop_id shop, unsigned gave) {
  const struct import_place *place = &batch->places[at];
  import_link_put(ctx, &(struct import_link_put_params){.source = place->facts.source,
                                                        .source_id = place->facts.source_id,
                                                        .shop = shop,
                                                        .gave = shop_fields_text(ctx->arena, gave),
                                                        .digest = batch->known[at].said,
                                                        .extract_on = place->facts.source_on});
}

static void add(struct ctx *ctx, struct import_batch *batch, size_t at) {
  const struct import_place *place = &batch->places[at];
  batch->counts.added++;
  if (!batch->pass->apply) return;
  struct town town = town_of(ctx, batch, &place->facts);
  struct shop keys = {.id = {id_next(ctx->ids)},
                      .merchant_id = merchant_for(ctx, batch, at),
                      .slug = slug_for(ctx, batch, at, &town),
                      .town_id = town.id,
                      .town = town.name};
  shop_row_add(ctx, &place->facts, &keys);
  put_link(ctx, batch, at, keys.id, place->gave);
  batch->written[batch->written_count++] = keys.id;
}

/* Merging. */

#define TAKE(field, member)                                                                        \
  if (!(fields & SHOP_FIELD_BIT(field))) facts->member = shop->member

/* The facts that the row will have: `fields` from this source, the rest as they are. */
static void keep_others(struct shop_facts *facts, const struct shop *shop, unsigned fields) {
  TAKE(NAME, name);
  TAKE(TRADE, trade);
  TAKE(ADDRESS, street);
  TAKE(ADDRESS, postcode);
  TAKE(ADDRESS, town);
  TAKE(POSITION, has_position);
  TAKE(POSITION, longitude);
  TAKE(POSITION, latitude);
  TAKE(PHONE, phone);
  TAKE(WEBSITE, website);
  TAKE(HOURS, opening_hours);
  TAKE(SIRET, siret);
  TAKE(DESCRIPTION, description);
  TAKE(SERVICES, services);
}

static unsigned filled(const struct shop *shop) {
  unsigned fields = SHOP_FIELD_BIT(NAME) | SHOP_FIELD_BIT(TRADE) | SHOP_FIELD_BIT(ADDRESS);
  if (shop->has_position) fields |= SHOP_FIELD_BIT(POSITION);
  if (shop->phone.len > 0) fields |= SHOP_FIELD_BIT(PHONE);
  if (shop->website.len > 0) fields |= SHOP_FIELD_BIT(WEBSITE);
  if (shop->opening_hours.len > 0) fields |= SHOP_FIELD_BIT(HOURS);
  if (shop->siret.len > 0) fields |= SHOP_FIELD_BIT(SIRET);
  if (shop->description.len > 0) fields |= SHOP_FIELD_BIT(DESCRIPTION);
  if (shop->services.len > 0) fields |= SHOP_FIELD_BIT(SERVICES);
  return fields;
}

/* What the other sources of a shop gave it; where this one now gives it, they no longer do. */
static unsigned others_gave(struct ctx *ctx, const struct import_place *place, struct shop_id shop,
                            unsigned taken) {
  struct import_links_of_rows links = import_links_of(ctx, shop);
  unsigned all = 0;
  for (size_t i = 0; i < links.count; i++) {
    const struct import_links_of_row *link = &links.items[i];
    unsigned gave = shop_fields_from(link->gave);
    if (str_equal(link->source, place->facts.source)) continue;
    if (gave & taken)
      import_link_gave(ctx, link->source, link->source_id,
                       shop_fields_text(ctx->arena, gave & ~taken));
    all |= gave & ~taken;
  }
  return all;
}

/* Which fields come from this source from now on (invariants 4 and 5). A first source takes back
 * what it no longer says, unless another one says it. */
static unsigned fields_from(struct ctx *ctx, const struct import_place *place,
                            const struct import_known *known, const struct shop *shop) {
  bool first = str_equal(known->first_source, place->facts.source);
  unsigned free = ~known->edited & ((1u << SHOP_FIELD_COUNT) - 1);
  unsigned mine = first ? place->gave : place->gave & (known->gave | ~filled(shop));
  mine &= free;
  unsigned others = known->sources > 1 ? others_gave(ctx, place, known->shop, mine) : 0;
  unsigned taken_back = first || known->digest != 0 ? known->gave & ~place->gave & ~others : 0;
  return mine | (taken_back & free);
}

static void change(struct ctx *ctx, struct import_batch *batch, size_t at) {
  struct import_place *place = &batch->places[at];
  struct import_known *known = &batch->known[at];
  struct shop shop;
  batch->counts.changed++;
  if (!batch->pass->apply) return;
  struct shop_facts facts = place->facts;
  unsigned fields = (1u << SHOP_FIELD_COUNT) - 1, gave = place->gave;
  bool alone = known->edited == 0 && known->sources <= 1 &&
               str_equal(known->first_source, place->facts.source);
  if (!alone) {
    if (!shop_find(ctx, known->shop, &shop)) return;
    fields = fields_from(ctx, place, known, &shop);
    gave = fields & place->gave;
    keep_others(&facts, &shop, fields);
    if (!str_equal(known->first_source, facts.source)) {
      facts.source_on = shop.source_on;
      facts.licence = shop.licence;
    }
  }
  struct town town = town_of(ctx, batch, &facts);
  struct shop keys = {.id = known->shop, .town_id = town.id, .town = town.name};
  shop_row_change(ctx, &facts, &keys);
  put_link(ctx, batch, at, known->shop, gave);
  batch->written[batch->written_count++] = known->shop;
}

/* Deciding. */

static void refuse(struct ctx *ctx, struct import_batch *batch, const struct import_place *place,
                   enum import_reason reason, struct str detail) {
  batch->counts.refused++;
  report(ctx, batch, place, IMPORT_LINE_REFUSED, reason, detail);
}

static void warn(struct ctx *ctx, struct import_batch *batch, const struct import_place *place) {
  batch->counts.warned += place->warning_count > 0;
  for (size_t i = 0; i < place->warning_count; i++)
    report(ctx, batch, place, IMPORT_LINE_WARNED, place->warnings[i].reason,
           place->warnings[i].detail);
}

static void decide(struct ctx *ctx, struct import_batch *batch, size_t at) {
  struct import_place *place = &batch->places[at];
  const struct import_known *known = &batch->known[at];
  batch->counts.places++;
  bool gone = place->refusal == IMPORT_CLOSED && (known->linked || known->joined) && !known->closed;
  if (gone) report(ctx, batch, place, IMPORT_LINE_NOTED, IMPORT_REGISTER_CLOSED, known->slug);
  if (batch->twice[at]) {
    refuse(ctx, batch, place, IMPORT_TWICE, place->facts.source_id);
  } else if (place->refusal != IMPORT_FINE) {
    refuse(ctx, batch, place, place->refusal, place->detail);
  } else if (!known->linked && !known->joined) {
    warn(ctx, batch, place);
    add(ctx, batch, at);
  } else if (known->closed || is_unchanged(batch, at)) {
    batch->counts.unchanged++;
    if (known->missing && batch->pass->apply)
      import_link_found(ctx, place->facts.source, place->facts.source_id);
  } else {
    warn(ctx, batch, place);
    if (known->joined) report(ctx, batch, place, IMPORT_LINE_NOTED, IMPORT_JOINED, known->slug);
    change(ctx, batch, at);
  }
}

/* Rows of a large import enter the index all together at its end. */
static void choose_indexing(struct import_batch *batch) {
  size_t rows = 0;
  for (size_t i = 0; i < batch->count; i++)
    rows += !batch->twice[i] && batch->places[i].refusal == IMPORT_FINE &&
            !batch->known[i].closed && !is_unchanged(batch, i);
  batch->together = batch->pass->together || batch->pass->written + rows > INDEX_ONE_BY_ONE;
  for (size_t i = 0; i < batch->count; i++)
    batch->places[i].facts.unindexed = batch->together;
}

/* Two rows of one batch with one SIRET of a shop that is not there yet become two shops, as they
 * are two in their source. */
void import_batch_run(struct ctx *ctx, struct import_batch *batch) {
  batch->counts = batch->pass->run->counts;
  batch->new_town_count = batch->written_count = 0;
  batch->slot_count = 64;
  while (batch->slot_count < 4 * batch->count)
    batch->slot_count *= 2;
  batch->slugs = arena_array(ctx->arena, uint64_t, batch->slot_count);
  batch->merchants = arena_array(ctx->arena, struct import_merchant, batch->slot_count);
  look_up(ctx, batch);
  choose_indexing(batch);
  for (size_t i = 0; i < batch->count; i++)
    decide(ctx, batch, i);
  for (size_t i = 0; !batch->together && i < batch->written_count; i++)
    shop_index(ctx, batch->written[i]);
}

void import_towns_keep(struct import_pass *pass, const struct import_batch *batch) {
  for (size_t i = 0; i < batch->new_town_count; i++) {
    if (pass->town_count * 2 >= pass->town_capacity) {
      struct import_town *old = pass->towns;
      size_t capacity = pass->town_capacity;
      pass->town_capacity *= 2;
      pass->towns = arena_array(pass->arena, struct import_town, pass->town_capacity);
      for (size_t slot = 0; slot < capacity; slot++)
        if (old[slot].hash != 0)
          *town_slot(pass->towns, pass->town_capacity, old[slot].hash) = old[slot].town;
    }
    struct town *town = town_slot(pass->towns, pass->town_capacity, batch->new_towns[i].hash);
    *town = batch->new_towns[i].town;
    town->name = str_copy(pass->arena, town->name);
    town->slug = S("");
    pass->town_count++;
  }
}
