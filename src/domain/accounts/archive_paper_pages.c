#include "domain/accounts/archive_paper.h"

#include "base/format.h"
#include "domain/accounts/rendering.h"
#include "domain/accounts/report_pen.h"

static struct str period_words(struct ctx *ctx, enum language language, struct span span) {
  struct buf first = buf_in(ctx->arena), last = buf_in(ctx->arena);
  format_day(&first, language, span.first);
  format_day(&last, language, span.last);
  return MESSAGE(ctx->arena, language, MSG_accounts_paper_period, {"first", buf_str(&first)},
                 {"last", buf_str(&last)});
}

/* Vouchers, and what they are worth at the end of the span. */
static int64_t outstanding(const struct books *books) {
  int64_t sum = 0;
  for (size_t i = 0; i < books->liabilities.count; i++)
    sum += liability_closing(books->liabilities.items[i]);
  return sum;
}

static void set_figure(struct report_pen *pen, struct report_figure *figure, int64_t minor,
                       enum message words) {
  *figure =
      (struct report_figure){report_pen_money(pen, minor), message_text(pen->language, words)};
}

static struct str draw(struct report_pen *pen, const struct archive_subject *subject,
                       enum message title, enum message about, enum message colophon) {
  const struct books *books = subject->files->books;
  struct report_figure *highlights = arena_array(pen->ctx->arena, struct report_figure, 3);
  struct report report = {
      .language = pen->language,
      .accent = subject->territory.accent,
      .territory = subject->territory.name,
      .title = message_text(pen->language, title),
      .subject = message_text(pen->language, about),
      .period = period_words(pen->ctx, pen->language, books->span),
      .colophon = message_text(pen->language, colophon),
      .highlights = {highlights, 3},
      .blocks = pen->blocks,
      .count = pen->count,
  };
  set_figure(pen, &report.headline, books->reasons[REASON_VOUCHER_SOLD].minor,
             MSG_accounts_paper_sold);
  set_figure(pen, &highlights[0], books->reasons[REASON_TOP_UP].minor, MSG_accounts_paper_top_up);
  set_figure(pen, &highlights[1],
             books->reasons[REASON_MERCHANT_PAID].minor +
                 books->reasons[REASON_PROVIDER_PAID_OUT].minor -
                 books->reasons[REASON_PAYOUT_RETURNED].minor,
             MSG_accounts_paper_paid);
  set_figure(pen, &highlights[2], outstanding(books), MSG_accounts_paper_outstanding);
  return paper_report_pdf(pen->ctx->arena, &report);
}

/* The cover: what was counted, and what each file must hash to. */

static void controls(struct report_pen *pen, const struct account_files *files) {
  const struct books *books = files->books;
  struct arena *arena = pen->ctx->arena;
  report_pen_say_message(pen, REPORT_CHAPTER, MSG_accounts_paper_controls);
  report_pen_say(pen, REPORT_TEXT,
                 MESSAGE(arena, pen->language, MSG_accounts_paper_balanced,
                         {"amount", report_pen_money(pen, books->moved_minor)},
                         {"entries", report_pen_count(pen, books->entries)},
                         {"first", report_pen_count(pen, books->before + 1)},
                         {"last", report_pen_count(pen, books->before + books->entries)}));
  if (files->head.len == 0) return;
  report_pen_say(pen, REPORT_TEXT,
                 MESSAGE(arena, pen->language, MSG_accounts_paper_sealed,
                         {"seals", report_pen_count(pen, files->seals)}));
  report_pen_say(pen, REPORT_NOTE, files->head);
}

static void files_table(struct report_pen *pen, const struct account_files *files,
                        const struct bundle_members *others) {
  report_pen_say_message(pen, REPORT_HEADING, MSG_accounts_paper_files);
  struct report_table *table = report_pen_table(pen, others->count);
  report_pen_column(pen, table, MSG_accounts_paper_file, 42, false);
  report_pen_column(pen, table, MSG_accounts_paper_what, 42, false);
  report_pen_column(pen, table, MSG_accounts_paper_bytes, 16, true);
  for (size_t i = 0; i < others->count; i++) {
    struct report_row *row = report_pen_row(table);
    row->cells[0] = others->items[i].name;
    row->cells[1] = message_text(pen->language, MSG_accounts_file_rendering);
    for (size_t f = 0; f < ACCOUNT_FILE_COUNT; f++)
      if (str_equal(files->names[f], others->items[i].name))
        row->cells[1] = message_text(pen->language, account_file_message((enum account_file)f));
    row->cells[2] = report_pen_count(pen, others->items[i].bytes);
  }
}

static void digests_table(struct report_pen *pen, const struct bundle_members *others) {
  report_pen_say_message(pen, REPORT_HEADING, MSG_accounts_paper_digests);
  report_pen_say_message(pen, REPORT_TEXT, MSG_accounts_paper_digests_how);
  struct report_table *table = report_pen_table(pen, others->count);
  report_pen_column(pen, table, MSG_accounts_paper_file, 30, false);
  report_pen_column(pen, table, MSG_accounts_paper_digest, 70, false);
  for (size_t i = 0; i < others->count; i++) {
    struct report_row *row = report_pen_row(table);
    row->cells[0] = others->items[i].name;
    row->cells[1] = hex_text(pen->ctx->arena, others->items[i].digest.bytes,
                             sizeof others->items[i].digest.bytes);
  }
}

struct str archive_cover_pdf(struct ctx *ctx, const struct archive_subject *subject,
                             const struct bundle_members *others) {
  struct report_pen pen = report_pen_of(ctx, subject->territory.language);
  controls(&pen, subject->files);
  files_table(&pen, subject->files, others);
  digests_table(&pen, others);
  return draw(&pen, subject, MSG_accounts_paper_title, MSG_accounts_paper_subject,
              MSG_accounts_paper_colophon);
}

struct str archive_rendering_pdf(struct ctx *ctx, const struct archive_subject *subject) {
  struct report_pen pen = report_pen_of(ctx, subject->territory.language);
  rendering_blocks(&pen, subject->files);
  return draw(&pen, subject, MSG_accounts_rendering_title, MSG_accounts_rendering_subject,
              MSG_accounts_rendering_colophon);
}
