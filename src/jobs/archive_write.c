/* The file itself: everything is written aside first, so that the cover can name what follows. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/log.h"
#include "base/pieces.h"
#include "base/room.h"
#include "base/version.h"
#include "domain/accounts/archive_paper.h"
#include "domain/accounts/setting.h"
#include "jobs/archive_job.h"

static const struct str cover_name = S("00-couverture.pdf");
static const struct str rendering_name = S("01-reddition-des-comptes.pdf");
static const struct str digests_name = S("empreintes.sha256");

/* What goes into the archive, and its digest, known before anything is bundled. */
struct content {
  struct str name;
  struct str bytes;    /* or */
  struct spool *spool; /* what lies on disk */
  struct bundle_member member;
};
enum { CONTENTS = ACCOUNT_FILE_COUNT + 3 };

struct contents {
  struct content items[CONTENTS];
  size_t count;
};

struct summing {
  struct sha256 *sum;
  int64_t bytes;
};

static void sum_piece(void *arg, struct str piece) {
  struct summing *summing = arg;
  sha256_add(summing->sum, piece);
  summing->bytes += (int64_t)piece.len;
}

static void add(struct ctx *ctx, struct contents *contents, struct content content) {
  struct summing summing = {.sum = sha256_begin(ctx->arena)};
  must(contents->count < CONTENTS);
  if (content.spool)
    spool_each(content.spool, sum_piece, &summing);
  else
    sum_piece(&summing, content.bytes);
  content.member = (struct bundle_member){content.name, summing.bytes, sha256_end(summing.sum)};
  contents->items[contents->count++] = content;
}

static struct bundle_members members_of(struct ctx *ctx, const struct contents *contents) {
  struct bundle_member *items = arena_array(ctx->arena, struct bundle_member, contents->count);
  for (size_t i = 0; i < contents->count; i++)
    items[i] = contents->items[i].member;
  return (struct bundle_members){items, contents->count};
}

static int by_name(const void *a, const void *b) {
  return str_compare(((const struct content *)a)->name, ((const struct content *)b)->name);
}

/* As sha256sum reads and writes it. */
static struct str digests_text(struct ctx *ctx, const struct contents *contents) {
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < contents->count; i++) {
    const struct bundle_member *member = &contents->items[i].member;
    buf_add(&text, hex_text(ctx->arena, member->digest.bytes, sizeof member->digest.bytes));
    buf_literal(&text, "  ");
    buf_add(&text, member->name);
    buf_add_char(&text, '\n');
  }
  return buf_str(&text);
}

static void bundle_piece(void *arg, struct str piece) {
  bundle_add(arg, piece);
}

static void write_bundle(struct ctx *ctx, struct str path, struct day day,
                         const struct contents *contents, struct str cover) {
  struct bundle *bundle = bundle_begin(ctx->arena, path, day);
  bundle_member(bundle, cover_name);
  bundle_add(bundle, cover);
  for (size_t i = 0; i < contents->count; i++) {
    bundle_member(bundle, contents->items[i].name);
    if (contents->items[i].spool)
      spool_each(contents->items[i].spool, bundle_piece, bundle);
    else
      bundle_add(bundle, contents->items[i].bytes);
  }
  bundle_end(bundle);
}

static void sum_file(struct ctx *ctx, struct str path, struct archive *archive) {
  struct summing summing = {.sum = sha256_begin(ctx->arena)};
  struct pieces *pieces = pieces_of_file(ctx->arena, path);
  for (struct str piece; (piece = pieces_see(pieces, PIECES_WINDOW_MAX)).len > 0;) {
    sum_piece(&summing, piece);
    pieces_skip(pieces, piece.len);
  }
  archive->bytes = summing.bytes;
  archive->digest = sha256_end(summing.sum);
}

static void describe(struct ctx *ctx, const struct account_files *files, struct archive *archive) {
  archive->entries = files->books->entries;
  archive->moved_minor = files->books->moved_minor;
  archive->transfers = files->books->transfers;
  archive->last_known = files->books->last_known;
  archive->whole = period_over(ctx, archive->span) == PERIOD_OK;
}

/* What is remembered as bytes: papers, which other libraries would draw otherwise, and the file
 * that sorts vouchers by a last day which may have moved since. */

static struct str rendering_then(struct ctx *ctx, const struct archive_subject *subject) {
  struct memory *memory = subject->files->memory;
  struct str bytes;
  if (memory_has_paper(memory, rendering_name, &bytes)) return bytes;
  bytes = archive_rendering_pdf(ctx, subject);
  memory_note_paper(memory, rendering_name, bytes);
  return bytes;
}

static struct str cover_then(struct ctx *ctx, const struct archive_subject *subject,
                             const struct bundle_members *members) {
  struct memory *memory = subject->files->memory;
  struct str bytes;
  if (memory_has_paper(memory, cover_name, &bytes)) return bytes;
  bytes = archive_cover_pdf(ctx, subject, members);
  memory_note_paper(memory, cover_name, bytes);
  return bytes;
}

static void append_piece(void *arg, struct str piece) {
  buf_add(arg, piece);
}

static struct content file_then(struct ctx *ctx, const struct account_files *files,
                                enum account_file file) {
  struct content content = {.name = files->names[file], .spool = files->spools[file]};
  if (file != ACCOUNT_FILE_LIABILITIES && file != ACCOUNT_FILE_DESCRIPTION) return content;
  struct str bytes;
  if (memory_has_paper(files->memory, content.name, &bytes))
    return (struct content){.name = content.name, .bytes = bytes};
  struct buf text = buf_in(ctx->arena);
  spool_each(content.spool, append_piece, &text);
  memory_note_paper(files->memory, content.name, buf_str(&text));
  return content;
}

static struct territory territory_then(struct ctx *ctx, struct memory *memory) {
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  memory_number(memory, MEMORY_SETTING, MEMORY_LANGUAGE, language_code(territory.language));
  memory_number(memory, MEMORY_SETTING, MEMORY_SIREN, accounts_siren(ctx));
  memory_number(memory, MEMORY_SETTING, MEMORY_MAKER, S(PRODUCT_VERSION));
  struct party words = memory_words(memory, MEMORY_SETTING, MEMORY_TERRITORY,
                                    (struct party){territory.accent, territory.name});
  territory.language = account_language(memory);
  territory.accent = words.number;
  territory.name = words.name;
  return territory;
}

/* Of the days that were closed: is it the same? */

struct closed {
  bool is;
  struct period period;
  struct str different; /* names of members */
};

static struct memory *memory_for(struct ctx *ctx, const struct closed *closed) {
  struct archive_id id;
  return closed->is && archive_closing(ctx, &closed->period, &id) ? memory_of(ctx, id)
                                                                  : memory_new(ctx);
}

/* Notes each member's digest, or names those that are not what they were. */
static struct str differences(struct ctx *ctx, struct memory *memory,
                              const struct bundle_members *members) {
  struct buf names = buf_in(ctx->arena);
  for (size_t i = 0; i < members->count; i++) {
    const struct bundle_member *member = &members->items[i];
    struct str digest = hex_text(ctx->arena, member->digest.bytes, sizeof member->digest.bytes);
    struct party then =
        memory_words(memory, MEMORY_MEMBER, (int64_t)i, (struct party){digest, member->name});
    if (str_equal(then.number, digest) && str_equal(then.name, member->name)) continue;
    if (names.len > 0) buf_literal(&names, ", ");
    buf_add(&names, member->name);
  }
  return names.len > 0 ? buf_str(&names) : S("ZIP");
}

static bool refuse_other(struct memory *memory, const struct closed *closed,
                         struct archive *archive) {
  archive->why = ARCHIVE_FAILURE_OTHER;
  archive->failure = closed->different;
  log_error("archive_differs", 0, LOG_INT("archive", archive->id.value),
            LOG_STR("files", closed->different),
            LOG_STR("maker", memory_number(memory, MEMORY_SETTING, MEMORY_MAKER, S(""))));
  return false;
}

/* Under its digest. */
static bool keep(struct ctx *ctx, struct str folder, struct str path, struct memory *memory,
                 const struct closed *closed, struct archive *archive) {
  sum_file(ctx, path, archive);
  if (closed->is && !digest_equal(archive->digest, closed->period.archive))
    return refuse_other(memory, closed, archive);
  struct str kept =
      STR_CONCAT(ctx->arena, folder, S("/"), archive_kept_name(ctx->arena, archive->digest));
  if (rename(str_cstr(ctx->arena, path), str_cstr(ctx->arena, kept)) != 0)
    fault_raise(FAULT_IO, "%.*s cannot be kept", STR_ARG(kept));
  if (archive->whole && !closed->is) memory_keep(ctx, memory, archive->id);
  return true;
}

/* Room, asked before anything is written. */

enum { ROOM_LEFT = 64 << 20 /* for the database and the others */, PAPERS = 8 << 20 };

static bool fits(struct ctx *ctx, struct str folder, int64_t bytes, struct archive *archive) {
  archive->needed_bytes = bytes + ROOM_LEFT;
  archive->free_bytes = room_free(ctx->arena, folder);
  return archive->free_bytes >= archive->needed_bytes;
}

/* The tables lie in the temporary folder until the ZIP of them, a fifth of it at most, is whole. */
static bool has_room(struct ctx *ctx, struct str folder, struct archive *archive) {
  int64_t tables = account_files_bytes(ctx, archive->span), zip = tables / 5 + PAPERS;
  struct str aside = spool_folder();
  bool enough = room_is_shared(ctx->arena, aside, folder)
                    ? fits(ctx, folder, tables + zip, archive)
                    : fits(ctx, aside, tables, archive) && fits(ctx, folder, zip, archive);
  if (enough) return true;
  archive->why = ARCHIVE_FAILURE_ROOM;
  log_error("archive_room", 0, LOG_INT("archive", archive->id.value),
            LOG_INT("needed", archive->needed_bytes), LOG_INT("free", archive->free_bytes));
  return false;
}

static void remove_part(void *path) {
  unlink(path);
}

bool archive_write(struct ctx *ctx, struct str folder, struct archive *archive) {
  if (!has_room(ctx, folder, archive)) return false;
  struct contents contents = {0};
  struct closed closed = {0};
  closed.is = period_find(ctx, archive->span, &closed.period);
  struct memory *memory = memory_for(ctx, &closed);
  struct archive_subject subject = {.territory = territory_then(ctx, memory)};
  struct account_files *files = account_files_make(ctx, archive->span, memory);
  subject.files = files;
  add(ctx, &contents,
      (struct content){.name = rendering_name, .bytes = rendering_then(ctx, &subject)});
  for (size_t i = 0; i < ACCOUNT_FILE_COUNT; i++)
    if (files->names[i].len > 0) add(ctx, &contents, file_then(ctx, files, (enum account_file)i));
  qsort(contents.items, contents.count, sizeof contents.items[0], by_name);
  struct bundle_members members = members_of(ctx, &contents);
  closed.different = differences(ctx, memory, &members);
  struct str cover = cover_then(ctx, &subject, &members);
  add(ctx, &contents,
      (struct content){.name = digests_name, .bytes = digests_text(ctx, &contents)});
  describe(ctx, files, archive);

  struct str path = STR_CONCAT(ctx->arena, folder, S("/archive-"),
                               id_text(ctx->arena, archive->id.value), S(".part"));
  arena_defer(ctx->arena, remove_part, (void *)str_cstr(ctx->arena, path));
  write_bundle(ctx, path, archive->span.last, &contents, cover);
  return keep(ctx, folder, path, memory, &closed, archive);
}
