/* Between the files of this room: a question understood (search_words.c), walked through the index
 * (search_walk.c) and answered (search.c). */
#ifndef DOMAIN_SEARCH_SEARCH_IN_H
#define DOMAIN_SEARCH_SEARCH_IN_H

#include "domain/hours/hours.h"
#include "domain/measure/measure.h"
#include "domain/search/search.h"
#include "domain/search/search_lexicon.h"
#include "domain/shop/shop_index.h"

enum {
  WORDS_MOST = 6,    /* of a question; further ones narrow no more */
  TERMS_MOST = 12,   /* of a word: itself and what it may be the beginning of */
  STREAMS_MOST = 48, /* lists that are walked side by side */
  READS_MOST = 300   /* blocks that one answer looks up beside the walk */
};

struct word_term {
  struct str term; /* of the index: "wboulanger" */
  uint64_t bits;
  bool exact; /* the word itself, not one that it begins */
  int64_t shops;
  struct posting posting; /* for looking up */
};

struct word { /* of the question */
  struct str text, stem;
  struct word_term terms[TERMS_MOST];
  size_t term_count;
  struct meanings meanings;
};

struct question {
  struct word words[WORDS_MOST];
  size_t count;
  bool corrected;
  struct str read_as; /* all words as they were searched */
  struct town place;  /* among the words; id 0: none */
};

/* With `places`, the name of a town among the words is taken as a place. */
struct question question_of(struct ctx *ctx, struct str q, bool places);
/* While somebody types: the last word is first of all the beginning of one. */
struct question question_begun(struct ctx *ctx, struct str q);
/* « baeckerei » is « backerei » as « bäckerei » is, folded. */
struct str search_without_umlauts(struct arena *arena, struct str folded);
/* The nearest word that some shop or trade has, or "". */
struct str spelling_nearest(struct ctx *ctx, struct str word);
/* Letters to add, leave out, replace or swap between two folded words; more than `most` is most+1.
 */
unsigned spelling_distance(struct str a, struct str b, unsigned most);

/* ---- search_open.c: state at one instant ---- */

struct search_moment {
  struct instant at;
  struct local local;
  struct hours_place place;
  struct measures measures; /* that may hold then: they stand above a shop's own hours */
  bool unasked;             /* nobody wants to know: all is unknown */
  uint64_t seed;            /* of what is remembered: this minute in this territory */
  struct arena *scratch;    /* for one judgement */
};
struct search_moment search_moment_of(struct ctx *ctx, const struct search_query *query);
struct search_moment search_moment_at(struct ctx *ctx, struct instant at);
/* What its page says of the counter. */
enum search_open search_open_of(struct ctx *ctx, const struct search_moment *moment,
                                const struct shop_entry *entry);
/* The measure that touches it on that day, or NULL. */
const struct measure *search_measure_of(const struct search_moment *moment,
                                        const struct shop_entry *entry);
/* The same of those of the services (bits) that keep hours of their own there; else the counter. */
enum search_open search_open_for(struct ctx *ctx, const struct search_moment *moment,
                                 const struct shop_entry *entry, uint32_t services);

/* Announces the hours that this will ask for. Between db_ahead_begin() and db_ahead_end(). */
void search_open_announce(struct ctx *ctx, const struct search_moment *moment,
                          const struct shop_entry *entry, uint32_t services);

/* What must hold beside the words, in the terms of entries. */
struct wish {
  bool has_trade, has_town;
  uint16_t trade;
  int64_t town;
  uint32_t services;
  bool open_only;
  const struct search_moment *moment; /* never NULL */
  bool has_box;
  int32_t west, south, east, north; /* millionths */
  bool has_near;
  double latitude, longitude, metres; /* degrees; at most so far */
  bool impossible;                    /* a town or a trade that is not there */
};

struct asked { /* a query, understood; stays where it is: the wish points to the moment */
  struct wish wish;
  struct question question;
  struct search_moment moment;
  bool near_unknown, near_corrected;
  struct str near_name;
};
/* `at`: the instant that counts as now; 0: the query's, or now. */
void asked_of(struct ctx *ctx, const struct search_query *query, struct instant at,
              struct asked *asked);

/* ---- search_near.c ---- */

struct near {
  double latitude, longitude;
  struct str name; /* how it was understood; "" for a position */
  bool corrected;  /* that is not what was typed */
};
/* Where that is; false: no place we know. */
bool near_find(struct ctx *ctx, struct str text, struct near *near);
double metres_between(double latitude1, double longitude1, double latitude2, double longitude2);

/* ---- search_walk.c ---- */

struct match {
  const struct shop_entry *entry;
  uint32_t relevance;
  bool in_name;   /* some word is one of its name, or begins one } only if the walk's */
  bool in_street; /* every word is one of its street's, or begins } where_matters */
  enum search_open open;
  unsigned fragility;
  double metres; /* with a place to be near to */
};

struct head { /* the next entry of a stream */
  int64_t position, id;
  const struct shop_entry *entry;
  size_t stream;
};

struct walk {
  struct ctx *ctx;
  struct question *question;
  const struct wish *wish;
  struct posting streams[STREAMS_MOST];
  size_t stream_count;
  struct head heads[STREAMS_MOST]; /* of streams that have not ended; a heap once it is `looking` */
  size_t head_count;
  bool looking;
  struct word *lead;  /* the word whose terms the streams are, or NULL */
  int64_t size;       /* shops in all streams, some perhaps twice */
  bool where_matters; /* also where a word stands that fits anyway */
  bool plain;         /* every shop of the one stream matches: its size is the count */
  unsigned reads, reads_most;
  int64_t scanned;
  int64_t position, id; /* of the last shop looked at */
};

struct walk walk_begin(struct ctx *ctx, struct question *question, const struct wish *wish,
                       int64_t position, int64_t id);
/* Of all shops, for a file: nothing of it is remembered for others. */
void walk_alone(struct walk *walk);
/* The next match; false at the end, or when `most` shops were looked at: then *more. */
bool walk_next(struct walk *walk, int64_t most, struct match *match, bool *more);

/* A walk without lists of its own: entries come from elsewhere, and each is asked. */
struct walk walk_at_random(struct ctx *ctx, struct question *question, const struct wish *wish);
bool walk_fits(struct walk *walk, const struct shop_entry *entry, struct match *match);
/* Announces what asking these entries will read (db_ahead_begin). */
void walk_announce(struct walk *walk, const struct shop_entry *entries, size_t count);
/* What was looked up lives no longer: its memory is about to go. */
void walk_forget(struct walk *walk);

/* ---- search_outward.c: the squares around a place, nearest first ---- */

struct outward;
/* Lives in ctx->arena. Squares that lie nearer than `from_metres` altogether are passed over. */
struct outward *outward_begin(struct ctx *ctx, const struct wish *wish, double from_metres);
/* Everything nearer than this has been seen: to the next square, or INFINITY at the end. */
double outward_reach(const struct outward *outward);
/* The next shops of the nearest square, read into `ctx`'s arena, which may be emptied when they
 * have been asked; none if its parts take its place. False at the end. */
bool outward_next(struct outward *outward, struct ctx *ctx, struct shop_entries *entries);

#endif
