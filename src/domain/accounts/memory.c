#include "domain/accounts/memory.h"

#include "base/fault.h"
#include "db/db.h"
#include "domain/accounts/books_map.h"
#include "memory_sql.h"

enum { PAPERS_MAX = 8, KEEP_STEP = 500 };

struct word {
  enum memory_kind kind;
  int64_t id;
  struct party words;
};

struct paper {
  struct str name, bytes;
};

struct memory {
  struct arena *arena;
  bool old;
  struct books_map words; /* (kind, id) */
  struct books_map lines; /* (line, 0): those that waited */
  struct paper papers[PAPERS_MAX];
  size_t paper_count;
};

struct memory *memory_new(struct ctx *ctx) {
  struct memory *memory = arena_new(ctx->arena, struct memory);
  *memory =
      (struct memory){.arena = ctx->arena, .words.arena = ctx->arena, .lines.arena = ctx->arena};
  return memory;
}

bool memory_is_old(const struct memory *memory) {
  return memory->old;
}

/* Words. */

static struct word *note(struct memory *memory, enum memory_kind kind, int64_t id,
                         struct party words) {
  struct books_place *place = books_map_at(&memory->words, kind, id);
  if (place->thing) return place->thing;
  struct word *word = arena_new(memory->arena, struct word);
  *word = (struct word){
      kind, id, {str_copy(memory->arena, words.number), str_copy(memory->arena, words.name)}};
  place->thing = word;
  books_map_filled(&memory->words);
  return word;
}

bool memory_knows(const struct memory *memory, enum memory_kind kind, int64_t id) {
  return books_map_find(&memory->words, kind, id) != NULL;
}

struct party memory_words(struct memory *memory, enum memory_kind kind, int64_t id,
                          struct party today) {
  return note(memory, kind, id, today)->words;
}

struct str memory_name(struct memory *memory, enum memory_kind kind, int64_t id, struct str today) {
  return memory_words(memory, kind, id, (struct party){.name = today}).name;
}

struct str memory_number(struct memory *memory, enum memory_kind kind, int64_t id,
                         struct str today) {
  return memory_words(memory, kind, id, (struct party){.number = today}).number;
}

struct party memory_party(struct ctx *ctx, struct memory *memory, enum plan_owner owner,
                          int64_t id) {
  enum memory_kind kind = (enum memory_kind)(MEMORY_PARTY + (int)owner);
  const struct word *known = books_map_find(&memory->words, kind, id);
  return known ? known->words : note(memory, kind, id, party_of(ctx, owner, id))->words;
}

/* The bank's lines. Once done or resolved, they stay so. */

static bool is_final(int64_t state) {
  return state == BANK_LINE_DONE || state == BANK_LINE_RESOLVED;
}

static void note_line(struct memory *memory, const struct memory_line *line) {
  struct books_place *place = books_map_at(&memory->lines, line->id.value, 0);
  must(place->thing == NULL);
  place->thing = arena_new(memory->arena, struct memory_line);
  *(struct memory_line *)place->thing = *line;
  books_map_filled(&memory->lines);
}

bool memory_line(struct memory *memory, struct memory_line *line, bool *waited) {
  *waited = false;
  if (!memory->old) {
    note(memory, MEMORY_BANK_FILE, line->file.value, (struct party){0});
    if (!is_final(line->state)) note_line(memory, line);
    return line->state != BANK_LINE_READ;
  }
  if (!memory_knows(memory, MEMORY_BANK_FILE, line->file.value)) return false;
  const struct memory_line *then = books_map_find(&memory->lines, line->id.value, 0);
  if (then == NULL) return true;
  *waited = true;
  line->state = then->state;
  line->outcome = then->outcome;
  line->open_minor = then->open_minor;
  return line->state != BANK_LINE_READ;
}

/* Papers. */

bool memory_has_paper(const struct memory *memory, struct str name, struct str *bytes) {
  for (size_t i = 0; i < memory->paper_count; i++)
    if (str_equal(memory->papers[i].name, name)) {
      *bytes = memory->papers[i].bytes;
      return true;
    }
  return false;
}

void memory_note_paper(struct memory *memory, struct str name, struct str bytes) {
  must(memory->paper_count < PAPERS_MAX);
  memory->papers[memory->paper_count++] =
      (struct paper){str_copy(memory->arena, name), str_copy(memory->arena, bytes)};
}

/* From the database. */

static void on_word(void *arg, const struct memory_word_each_row *row) {
  note(arg, (enum memory_kind)row->kind, row->id, (struct party){row->number, row->name});
}

static void on_line(void *arg, const struct memory_line_each_row *row) {
  note_line(arg, &(struct memory_line){.id = row->line_id,
                                       .state = row->state,
                                       .outcome = row->outcome,
                                       .open_minor = row->open_minor});
}

struct memory *memory_of(struct ctx *ctx, struct archive_id id) {
  struct memory *memory = memory_new(ctx);
  memory_word_each(ctx, id, on_word, memory);
  memory_line_each(ctx, id, on_line, memory);
  struct memory_paper_all_rows papers = memory_paper_all(ctx, id);
  for (size_t i = 0; i < papers.count; i++)
    memory_note_paper(memory, papers.items[i].name, papers.items[i].bytes);
  memory->old = true;
  return memory;
}

/* Into the database. */

struct keeping {
  struct memory *memory;
  struct archive_id id;
  size_t place; /* of the map: done before it */
};

static bool forget_body(struct ctx *ctx, void *arg) {
  const struct keeping *keeping = arg;
  memory_drop_words(ctx, keeping->id);
  memory_drop_lines(ctx, keeping->id);
  memory_drop_papers(ctx, keeping->id);
  for (size_t i = 0; i < keeping->memory->paper_count; i++)
    memory_paper_insert(ctx, keeping->id, keeping->memory->papers[i].name,
                        keeping->memory->papers[i].bytes);
  return true;
}

static bool words_body(struct ctx *ctx, void *arg) {
  const struct keeping *keeping = arg;
  const struct books_map *map = &keeping->memory->words;
  for (size_t i = keeping->place; i < map->capacity && i < keeping->place + KEEP_STEP; i++) {
    const struct word *word = map->places[i].thing;
    if (word == NULL) continue;
    memory_word_insert(ctx,
                       &(struct memory_word_insert_params){keeping->id, word->kind, word->id,
                                                           word->words.number, word->words.name});
  }
  return true;
}

static bool lines_body(struct ctx *ctx, void *arg) {
  const struct keeping *keeping = arg;
  const struct books_map *map = &keeping->memory->lines;
  for (size_t i = keeping->place; i < map->capacity && i < keeping->place + KEEP_STEP; i++) {
    const struct memory_line *line = map->places[i].thing;
    if (line == NULL) continue;
    memory_line_insert(ctx, &(struct memory_line_insert_params){keeping->id, line->id, line->state,
                                                                line->outcome, line->open_minor});
  }
  return true;
}

/* In steps, so that no till waits for a large territory's. */
void memory_keep(struct ctx *ctx, struct memory *memory, struct archive_id id) {
  struct keeping keeping = {memory, id, 0};
  must(!memory->old);
  db_write(ctx, forget_body, &keeping);
  for (; keeping.place < memory->words.capacity; keeping.place += KEEP_STEP)
    db_write(ctx, words_body, &keeping);
  for (keeping.place = 0; keeping.place < memory->lines.capacity; keeping.place += KEEP_STEP)
    db_write(ctx, lines_body, &keeping);
}

struct forgetting {
  struct archive_id id;
  int64_t gone; /* of the last step */
};

static bool shed_lines_body(struct ctx *ctx, void *arg) {
  struct forgetting *forgetting = arg;
  memory_drop_papers(ctx, forgetting->id);
  forgetting->gone = memory_shed_lines(ctx, forgetting->id, KEEP_STEP);
  return true;
}

static bool shed_words_body(struct ctx *ctx, void *arg) {
  struct forgetting *forgetting = arg;
  forgetting->gone = memory_shed_words(ctx, forgetting->id, KEEP_STEP);
  return true;
}

void memory_forget(struct ctx *ctx, struct archive_id id) {
  struct forgetting forgetting = {id, 0};
  do
    db_write(ctx, shed_lines_body, &forgetting);
  while (forgetting.gone == KEEP_STEP);
  do
    db_write(ctx, shed_words_body, &forgetting);
  while (forgetting.gone == KEEP_STEP);
}
