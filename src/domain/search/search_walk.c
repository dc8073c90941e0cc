/* Walks the shortest list that can hold every match, and asks of each shop on it whether the rest
 * holds. Most of that stands in the entry itself; a further word is looked up in its own list, but
 * only if the shop's word bits do not rule it out. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/fault.h"
#include "db/db.h"
#include "domain/search/search_in.h"
#include "domain/shop/shop_fragility.h"
#include "domain/shop/shop_terms.h"

enum { SQUARES_MOST = 16, STRETCH_ENTRIES = 512 };

static void add_stream(struct walk *walk, struct str term, int64_t position, int64_t id) {
  if (walk->stream_count == STREAMS_MOST) return;
  struct posting *stream = &walk->streams[walk->stream_count++];
  *stream = posting_from(walk->ctx, term, position, id);
  stream->shared = true;
}

void walk_alone(struct walk *walk) {
  for (size_t i = 0; i < walk->stream_count; i++)
    walk->streams[i].shared = false;
}

/* ---- which list ---- */

struct lead { /* the candidates for it: so far the shortest */
  struct str terms[STREAMS_MOST];
  size_t count;
  int64_t size;
  struct word *word;
  bool whole; /* what this list holds needs no further test */
};

static void prefer(struct lead *best, const struct lead *other) {
  if (other->size < best->size) *best = *other;
}

static void prefer_term(struct ctx *ctx, struct lead *best, struct str term) {
  struct lead lead = {.terms = {term}, .count = 1, .size = shop_term_size(ctx, term)};
  prefer(best, &lead);
}

static void prefer_word(struct ctx *ctx, struct lead *best, struct word *word) {
  struct lead lead = {.word = word};
  for (size_t i = 0; i < word->term_count; i++) {
    lead.terms[lead.count++] = word->terms[i].term;
    lead.size += word->terms[i].shops;
  }
  for (size_t i = 0; i < word->meanings.count && lead.count < STREAMS_MOST; i++) {
    struct str term = shop_term_of(ctx->arena, 't', word->meanings.items[i].trade->key);
    int64_t shops = shop_term_size(ctx, term);
    if (shops == 0) continue;
    lead.terms[lead.count++] = term;
    lead.size += shops;
  }
  prefer(best, &lead);
}

/* The squares that a box touches, at the finest zoom that needs few of them. */
static void prefer_squares(struct ctx *ctx, struct lead *best, const struct wish *wish) {
  static const unsigned zooms[] = {SQUARE_NEAR, SQUARE_FAR};
  for (size_t i = 0; i < sizeof zooms / sizeof *zooms; i++) {
    struct square low = square_at(zooms[i], wish->north / 1e6, wish->west / 1e6);
    struct square high = square_at(zooms[i], wish->south / 1e6, wish->east / 1e6);
    if ((high.x - low.x + 1) * (high.y - low.y + 1) > SQUARES_MOST) continue;
    struct lead lead = {.count = 0};
    for (int64_t x = low.x; x <= high.x; x++)
      for (int64_t y = low.y; y <= high.y; y++) {
        struct str term = shop_term_square(ctx->arena, zooms[i], (struct square){x, y});
        int64_t shops = shop_term_size(ctx, term);
        if (shops == 0) continue;
        lead.terms[lead.count++] = term;
        lead.size += shops;
      }
    prefer(best, &lead);
    return;
  }
}

static struct lead lead_of(struct ctx *ctx, struct question *question, const struct wish *wish) {
  struct lead best = {.size = INT64_MAX};
  if (wish->impossible) return (struct lead){.count = 0};
  for (size_t i = 0; i < question->count; i++)
    prefer_word(ctx, &best, &question->words[i]);
  bool narrowed = question->count > 0;
  if (wish->has_town)
    prefer_term(ctx, &best, shop_term_town(ctx->arena, (struct town_id){wish->town}));
  if (wish->has_trade) {
    struct str key = trade_by_number(wish->trade)->key;
    prefer_term(ctx, &best, shop_term_of(ctx->arena, 't', key));
  }
  for (enum shop_service service = 0; service < SERVICE_COUNT; service++)
    if (wish->services & UINT32_C(1) << service)
      prefer_term(ctx, &best, shop_term_of(ctx->arena, 's', shop_service_word(service)));
  if (wish->has_box) prefer_squares(ctx, &best, wish);
  if (!narrowed && best.size == INT64_MAX) prefer_term(ctx, &best, S("*"));
  return best;
}

/* How many wishes there are: one alone is what its list says. */
static int wish_count(const struct wish *wish) {
  return wish->has_trade + wish->has_town + __builtin_popcount(wish->services) + wish->open_only +
         2 * wish->has_box + 2 * wish->has_near;
}

struct walk walk_at_random(struct ctx *ctx, struct question *question, const struct wish *wish) {
  return (struct walk){.ctx = ctx, .question = question, .wish = wish, .reads_most = UINT_MAX};
}

void walk_forget(struct walk *walk) {
  for (size_t i = 0; i < walk->question->count; i++)
    for (size_t k = 0; k < walk->question->words[i].term_count; k++) {
      struct word_term *term = &walk->question->words[i].terms[k];
      term->posting = (struct posting){.term = term->term};
    }
}

static struct lead lead_announced(struct ctx *ctx, struct question *question,
                                  const struct wish *wish) {
  if (db_ahead_begin(ctx)) {
    lead_of(ctx, question, wish);
    db_ahead_end(ctx);
  }
  return lead_of(ctx, question, wish);
}

static void announce_streams(struct walk *walk) {
  if (walk->stream_count < 2 || !db_ahead_begin(walk->ctx)) return;
  for (size_t i = 0; i < walk->stream_count; i++)
    posting_ahead(walk->ctx, &walk->streams[i]);
  db_ahead_end(walk->ctx);
}

struct walk walk_begin(struct ctx *ctx, struct question *question, const struct wish *wish,
                       int64_t position, int64_t id) {
  struct walk walk = walk_at_random(ctx, question, wish);
  walk.reads_most = READS_MOST;
  struct lead lead = lead_announced(ctx, question, wish);
  for (size_t i = 0; i < lead.count; i++)
    add_stream(&walk, lead.terms[i], position, id);
  if (position < 0) announce_streams(&walk);
  walk.lead = lead.word;
  walk.size = lead.count > 0 ? lead.size : 0;
  int wishes = wish_count(wish) + (int)question->count;
  walk.plain = !wish->open_only && lead.count <= 1 && wishes <= 1;
  return walk;
}

/* ---- does it hold? ---- */

static bool wanted(const struct wish *wish, const struct shop_entry *entry, double *metres) {
  if (wish->has_trade && entry->trade != wish->trade) return false;
  if (wish->has_town && entry->town != wish->town) return false;
  if ((entry->services & wish->services) != wish->services) return false;
  if (!wish->has_box) return true;
  if (entry->latitude == ENTRY_NOWHERE || entry->latitude < wish->south ||
      entry->latitude > wish->north || entry->longitude < wish->west ||
      entry->longitude > wish->east)
    return false;
  if (!wish->has_near) return true;
  *metres = metres_between(wish->latitude, wish->longitude, entry->latitude / 1e6,
                           entry->longitude / 1e6);
  return *metres <= wish->metres;
}

/* How well a word fits, from where it stands: 3 its name or trade, 2 nearly, 1 elsewhere. */
static uint32_t fit_of_where(uint8_t where, bool exact) {
  if (where & WHERE_NAME) return exact ? 3 : 2;
  return where ? 1 : 0;
}

static uint32_t fit_of_trade(const struct word *word, uint16_t trade) {
  for (size_t i = 0; i < word->meanings.count; i++)
    if (word->meanings.items[i].number == trade)
      return word->meanings.items[i].weight == MEANS_NAME ? 3 : 2;
  return 0;
}

struct fit {
  uint32_t best;
  bool is_name, in_name; /* a whole word of the name; at least its beginning */
  bool in_street;
};

static void improve(struct fit *fit, uint8_t where, bool exact) {
  uint32_t value = fit_of_where(where, exact);
  if (value > fit->best) fit->best = value;
  fit->in_name = fit->in_name || (where & WHERE_NAME);
  fit->in_street = fit->in_street || (where & WHERE_STREET);
  fit->is_name = fit->is_name || (exact && (where & WHERE_NAME));
}

static bool may_be_whole(const struct walk *walk, const struct shop_entry *entry) {
  return entry->flags / ENTRY_NAME_UNIT == (int)walk->question->count;
}

/* Nothing that its lists could say would matter any more. */
static bool is_settled(const struct walk *walk, const struct fit *fit,
                       const struct shop_entry *entry) {
  return fit->best == 3 && !walk->where_matters && (fit->is_name || !may_be_whole(walk, entry));
}

static struct fit fit_of_word(struct walk *walk, struct word *word,
                              const struct shop_entry *entry) {
  struct fit fit = {.best = fit_of_trade(word, entry->trade)};
  for (size_t i = 0; i < word->term_count && !is_settled(walk, &fit, entry); i++) {
    struct word_term *term = &word->terms[i];
    if ((entry->words & term->bits) != term->bits || walk->reads >= walk->reads_most) continue;
    const struct shop_entry *found =
        posting_find(walk->ctx, &term->posting, entry->position, entry->id, &walk->reads);
    if (found) improve(&fit, found->where, term->exact);
  }
  return fit;
}

/* What the heads of the leading word's lists say of this shop. */
static struct fit fit_of_lead(struct walk *walk, const struct shop_entry *entry,
                              const uint8_t *wheres) {
  struct fit fit = {.best = fit_of_trade(walk->lead, entry->trade)};
  for (size_t i = 0; i < walk->lead->term_count; i++)
    if (wheres[i]) improve(&fit, wheres[i], walk->lead->terms[i].exact);
  return fit;
}

/* 0: a word is missing; 1 to 3; 4 if every word of its name was typed. */
static uint32_t relevance_of(struct walk *walk, const struct shop_entry *entry,
                             const uint8_t *wheres, struct match *match) {
  uint32_t least = 3;
  int name_words = 0;
  match->in_street = true;
  for (size_t i = 0; i < walk->question->count; i++) {
    struct word *word = &walk->question->words[i];
    struct fit fit =
        word == walk->lead ? fit_of_lead(walk, entry, wheres) : fit_of_word(walk, word, entry);
    if (fit.best == 0) return 0;
    if (fit.best < least) least = fit.best;
    name_words += fit.is_name;
    match->in_name = match->in_name || fit.in_name;
    match->in_street = match->in_street && fit.in_street;
  }
  bool whole =
      name_words > 0 && name_words == (int)walk->question->count && may_be_whole(walk, entry);
  return whole ? 4 : least;
}

/* ---- what a stretch of entries will need, in one round trip ---- */

struct announced { /* where in the stretch a term's list was last looked up */
  struct {
    size_t at; /* from 1 */
    int64_t position;
  } last[WORDS_MOST][TERMS_MOST];
};

/* So many shops of the walk stand beside one block of that list, on the average. */
static size_t beside_block(const struct walk *walk, const struct word_term *term) {
  return (size_t)(walk->size * BLOCK_ENTRIES / (term->shops + 1));
}

/* Of two that are near each other the second will probably find itself in the block of the first;
 * those of one name stand together in every list. */
static void announce_term(struct walk *walk, size_t which, size_t term_at,
                          const struct shop_entry *entry, size_t place,
                          struct announced *announced) {
  struct word_term *term = &walk->question->words[which].terms[term_at];
  size_t last = announced->last[which][term_at].at, apart = beside_block(walk, term) / 2;
  if (entry->position == announced->last[which][term_at].position && apart < BLOCK_ENTRIES)
    apart = BLOCK_ENTRIES;
  if (last > 0 && place < last + apart) return;
  announced->last[which][term_at].at = place;
  announced->last[which][term_at].position = entry->position;
  posting_find_ahead(walk->ctx, term->term, entry->position, entry->id);
}

/* Of a word's terms only the first that it may have: what that says often settles the rest. False:
 * whether it has the word is not certain before that is read. */
static bool announce_word(struct walk *walk, size_t which, const struct shop_entry *entry,
                          size_t place, struct announced *announced) {
  struct word *word = &walk->question->words[which];
  if (word == walk->lead) return true;
  struct fit fit = {.best = fit_of_trade(word, entry->trade)};
  if (is_settled(walk, &fit, entry)) return true;
  for (size_t i = 0; i < word->term_count; i++) {
    if ((entry->words & word->terms[i].bits) != word->terms[i].bits) continue;
    announce_term(walk, which, i, entry, place, announced);
    break;
  }
  return fit.best > 0;
}

/* A word that it perhaps lacks ends the matter: nothing behind it is likely to be asked. */
static void announce_entry(struct walk *walk, const struct shop_entry *entry, size_t place,
                           struct announced *announced) {
  double metres;
  if (!wanted(walk->wish, entry, &metres)) return;
  for (size_t i = 0; i < walk->question->count; i++)
    if (!announce_word(walk, i, entry, place, announced)) return;
  search_open_announce(walk->ctx, walk->wish->moment, entry, walk->wish->services);
}

void walk_announce(struct walk *walk, const struct shop_entry *entries, size_t count) {
  struct announced announced = {{{{0}}}};
  if (!db_ahead_begin(walk->ctx)) return;
  for (size_t i = 0; i < count; i++)
    announce_entry(walk, &entries[i], i + 1, &announced);
  db_ahead_end(walk->ctx);
}

/* Of one list a whole stretch; of many side by side only what will soon be reached. */
static void announce_on(struct walk *walk, struct posting *stream) {
  size_t window = STRETCH_ENTRIES / walk->stream_count, left = stream->entries.count - stream->at;
  if (window < BLOCK_ENTRIES) window = BLOCK_ENTRIES;
  if (window > left) window = left;
  stream->announced = stream->at + window;
  walk_announce(walk, stream->entries.items + stream->at, window);
}

/* ---- one after the other ---- */

/* The stream's next entry joins the others', of which the first stands in front: a heap. */
static bool is_before(const struct head *a, const struct head *b) {
  if (a->position != b->position) return a->position < b->position;
  return a->id < b->id;
}

static void sink(struct walk *walk, size_t at) {
  struct head moved = walk->heads[at];
  for (size_t child; (child = 2 * at + 1) < walk->head_count; at = child) {
    if (child + 1 < walk->head_count && is_before(&walk->heads[child + 1], &walk->heads[child]))
      child++;
    if (!is_before(&walk->heads[child], &moved)) break;
    walk->heads[at] = walk->heads[child];
  }
  walk->heads[at] = moved;
}

/* False: the stream has ended. */
static bool look_at(struct walk *walk, size_t stream, struct head *head) {
  struct posting *posting = &walk->streams[stream];
  const struct shop_entry *entry = posting_peek(walk->ctx, posting);
  if (!entry) return false;
  if (posting->at >= posting->announced) announce_on(walk, posting);
  *head = (struct head){entry->position, entry->id, entry, stream};
  return true;
}

static void look_at_all(struct walk *walk) {
  for (size_t i = 0; i < walk->stream_count; i++)
    if (look_at(walk, i, &walk->heads[walk->head_count])) walk->head_count++;
  for (size_t at = walk->head_count / 2; at-- > 0;)
    sink(walk, at);
  walk->looking = true;
}

/* The first stream goes on to its next entry, or leaves. */
static void go_on(struct walk *walk) {
  size_t stream = walk->heads[0].stream;
  walk->streams[stream].at++;
  if (!look_at(walk, stream, &walk->heads[0])) {
    if (--walk->head_count == 0) return;
    walk->heads[0] = walk->heads[walk->head_count];
  }
  sink(walk, 0);
}

/* The next shop of all streams; wheres[i] says where it has the term of stream i. */
static const struct shop_entry *step(struct walk *walk, uint8_t *wheres) {
  if (!walk->looking) look_at_all(walk);
  if (walk->head_count == 0) return NULL;
  const struct shop_entry *next = walk->heads[0].entry;
  memset(wheres, 0, walk->stream_count);
  do {
    wheres[walk->heads[0].stream] = walk->heads[0].entry->where;
    go_on(walk);
  } while (walk->head_count > 0 && walk->heads[0].position == next->position &&
           walk->heads[0].id == next->id);
  return next;
}

/* For what is wanted of it: who delivers until 22:00 is open to those who ask for delivery. */
static bool is_open(struct walk *walk, const struct shop_entry *entry) {
  const struct wish *wish = walk->wish;
  return search_open_for(walk->ctx, wish->moment, entry, wish->services) == SEARCH_OPEN;
}

static unsigned fragility_of(const struct search_moment *moment, const struct shop_entry *entry) {
  unsigned points = entry->flags & ENTRY_POINTS;
  const struct measure *measure = search_measure_of(moment, entry);
  if (measure && measure_closes(measure)) points |= FRAGILITY_BIT(CLOSED);
  return fragility_score(points);
}

static bool fits(struct walk *walk, const struct shop_entry *entry, const uint8_t *wheres,
                 struct match *match) {
  *match = (struct match){.entry = entry};
  if (!wanted(walk->wish, entry, &match->metres)) return false;
  if (walk->question->count > 0) {
    match->relevance = relevance_of(walk, entry, wheres, match);
    if (match->relevance == 0) return false;
  }
  match->open = search_open_of(walk->ctx, walk->wish->moment, entry);
  match->fragility = fragility_of(walk->wish->moment, entry);
  return !walk->wish->open_only || is_open(walk, entry);
}

bool walk_fits(struct walk *walk, const struct shop_entry *entry, struct match *match) {
  return fits(walk, entry, NULL, match);
}

bool walk_next(struct walk *walk, int64_t most, struct match *match, bool *more) {
  uint8_t wheres[STREAMS_MOST];
  while (walk->scanned < most) {
    const struct shop_entry *entry = step(walk, wheres);
    if (!entry) return false;
    walk->scanned++;
    walk->position = entry->position;
    walk->id = entry->id;
    if (fits(walk, entry, wheres, match)) return true;
  }
  *more = true;
  return false;
}
