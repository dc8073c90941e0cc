/* Brings files of shops into a territory and remembers what each source said. A run reads its file
 * twice: first to check it, which changes nothing and tells what would happen; then, once somebody
 * agreed, to apply it. It refuses nothing quietly: every place that does not become a shop stands
 * in the report with a reason.
 *
 * Invariants
 * 1. A broken file changes nothing: it is refused, with the byte, before the first shop is written.
 * 2. A source names a shop once: what is known is brought up to date, never added again.
 * 3. One establishment is one shop: who brings a SIRET that another source brought joins that shop.
 * 4. What the shop or an agent wrote by hand stays (shop.edited_fields).
 * 5. Of two sources the first one to bring the shop decides; the others fill what it leaves empty.
 * 6. No import deletes or closes: what a whole extract no longer has is reported as missing. */
#ifndef DOMAIN_IMPORT_IMPORT_H
#define DOMAIN_IMPORT_IMPORT_H

#include "domain/import/import_place.h"

struct import_id {
  int64_t value;
};

/* Kept by number. NEW waits for a person to say what the file is; CHECKED for the word to go. */
#define IMPORT_STATES(X)                                                                           \
  X(NEW, import_state_new)                                                                         \
  X(CHECKING, import_state_checking)                                                               \
  X(CHECKED, import_state_checked)                                                                 \
  X(APPLYING, import_state_applying)                                                               \
  X(DONE, import_state_done)                                                                       \
  X(BROKEN, import_state_broken)                                                                   \
  X(CANCELLED, import_state_cancelled)

enum import_state {
#define X(name, message) IMPORT_##name##_STATE,
  IMPORT_STATES(X)
#undef X
};

enum import_line_kind {
  IMPORT_LINE_REFUSED,
  IMPORT_LINE_WARNED,
  IMPORT_LINE_MISSING,
  IMPORT_LINE_NOTED
};

enum { IMPORT_LINES_MAX = 10000 };

struct import_source {
  struct str name, title, licence, attribution, url;
  struct str mapping; /* of its CSV files, as last confirmed */
  struct day extract_on;
  struct instant imported_at; /* 0: never yet */
  int64_t shops;
};
struct import_sources {
  struct import_source *items;
  size_t count;
};

struct import_counts {
  int64_t places, added, changed, unchanged, refused, warned, missing, lines;
};

struct import_run {
  struct import_id id;
  struct import_source source; /* as it will be kept */
  struct import_kind kind;
  struct str file_name, file;
  int64_t file_bytes;
  bool whole; /* all of the source: what is not in it is missing */
  enum import_state state;
  int64_t read_bytes;
  struct import_counts counts;
  struct import_break broken;
  struct person_id person;
  struct instant created_at, beat_at, finished_at;
};
struct import_runs {
  struct import_run *items;
  size_t count;
};

struct import_line {
  int64_t number;
  enum import_line_kind kind;
  enum import_reason reason;
  int64_t place, line, at;
  struct str source_id, name, detail;
};
struct import_lines {
  struct import_line *items;
  size_t count;
};

/* Sources. */
bool import_source_find(struct ctx *ctx, struct str name, struct import_source *source);
/* At most 100, most shops first. */
struct import_sources import_source_list(struct ctx *ctx);
/* OpenStreetMap and the register of France, for whom licence and attribution are known. */
bool import_source_known(struct str name, struct import_source *source);

struct import_origin { /* a source as a shop's page names it */
  struct str title, licence, attribution, url;
  struct str source, source_id;
  struct day on;
  bool missing;
  unsigned gave;
};
struct import_origins {
  struct import_origin *items;
  size_t count;
};
struct import_origins import_origins_of(struct ctx *ctx, struct shop_id shop);

/* Runs. */
/* The run's id is made here; state NEW, CHECKING or BROKEN as run->state says. Inside db_write. */
void import_create(struct ctx *ctx, struct import_run *run);
bool import_find(struct ctx *ctx, struct import_id id, struct import_run *run);
/* The newest 50. */
struct import_runs import_list(struct ctx *ctx);
/* A person said what it is (source, date, columns, whole): NEW or CHECKED to CHECKING. False: it is
 * in another state. Inside db_write, with an audit entry. */
bool import_describe(struct ctx *ctx, const struct import_run *run);
/* CHECKED to APPLYING. Inside db_write, with an audit entry. */
bool import_confirm(struct ctx *ctx, struct import_id id);
/* NEW or CHECKED to CANCELLED. Inside db_write, with an audit entry. */
bool import_cancel(struct ctx *ctx, struct import_id id);
/* The report, 100 lines at a time. */
struct import_lines import_lines_after(struct ctx *ctx, struct import_id id, int64_t after);
void import_lines_each(struct ctx *ctx, struct import_id id,
                       void (*each)(void *arg, const struct import_line *line), void *arg);
struct import_reason_count {
  enum import_line_kind kind;
  enum import_reason reason;
  int64_t lines;
};
struct import_reason_counts {
  struct import_reason_count *items;
  size_t count;
};
struct import_reason_counts import_reasons_of(struct ctx *ctx, struct import_id id);
enum message import_state_message(enum import_state state);
enum message import_format_message(enum import_format format);
/* « Octet 1234, ligne 7 : ... »: why a file cannot be read, in ctx->language. */
struct str import_break_text(struct ctx *ctx, const struct import_break *broken);
/* One line of the report without its place: « Métier inconnu (amenity=bench) ». */
struct str import_line_text(struct ctx *ctx, const struct import_line *line);
/* What stands beside the reason: the value, and for opening hours where and why. */
struct str import_line_detail(struct ctx *ctx, const struct import_line *line);

/* What became of the shops that a source no longer has. At most 200. */
struct import_missing {
  struct str source, source_id, title, slug, name, town;
  struct day on;
};
struct import_missings {
  struct import_missing *items;
  size_t count;
};
struct import_missings import_missing_list(struct ctx *ctx);
int64_t import_missing_count(struct ctx *ctx);
/* The shop stays, without that source. False: there is no such link. Inside db_write. */
bool import_keep_missing(struct ctx *ctx, struct str source, struct str source_id);

/* Work. */
struct import_pace {
  bool scan;    /* the first pass only reads: nobody wants to know what would happen */
  size_t batch; /* places of one write: many where nobody waits, few beside a server */
  struct instant (*now)(void); /* the clock, asked for each batch; NULL: ctx->now throughout */
  void (*progress)(void *arg, const struct import_run *run); /* after each, or NULL */
  void *arg;
};
/* Does the pass that the run's state asks for, CHECKING or APPLYING, with the bytes of its file;
 * its outcome is in *run. Outside db_write. */
void import_work(struct ctx *ctx, struct import_run *run, struct pieces *pieces,
                 const struct import_pace *pace);
/* The columns of a CSV file as last time for this source, else as its header lets us guess. Ends at
 * the beginning of the file. */
struct str import_mapping_for(struct ctx *ctx, struct pieces *pieces, struct import_kind kind,
                              struct str source);
/* The source whose remembered columns this CSV file has, all of them. Ends at the beginning of the
 * file. False: none. */
bool import_source_by_columns(struct ctx *ctx, struct pieces *pieces, struct import_kind kind,
                              struct import_source *source);
/* All of it at once, without a person between the passes: creates the run for the source in
 * run->source and does what it can; its state is DONE or BROKEN. Outside db_write. */
void import_now(struct ctx *ctx, struct import_run *run, struct pieces *pieces,
                const struct import_pace *pace);
/* The next run that waits for a worker, with its territory entered. False: none. Outside db_write.
 */
bool import_take(struct ctx *ctx, struct import_run *run);
/* Its file is not here. Inside db_write. */
void import_gone(struct ctx *ctx, struct import_run *run);

#endif
