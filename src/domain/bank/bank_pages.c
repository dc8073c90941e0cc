#include "domain/bank/bank_pages.h"

#include "bank_file_html.h"
#include "bank_home_html.h"
#include "base/format.h"
#include "base/iban.h"
#include "domain/payout/return_reason.h"

enum { UPLOAD_MAX = 32 << 20, LINES_PAGE = 200 };

static struct url root_of(const struct request *request) {
  struct url home = site_path(request, S("/"));
  return home.text.len > 1 ? home : (struct url){S("")};
}

struct str bank_desk_sentence(struct request *request, enum bank_result result) {
  return message_text(request->ctx->language, bank_message(result));
}

/* Lines. */

/* In its own currency, which may not be the territory's. */
static struct str amount_of(struct ctx *ctx, const struct bank_line *line) {
  struct buf text = buf_in(ctx->arena);
  enum currency currency;
  int64_t minor = line->credit ? line->amount_minor : -line->amount_minor;
  if (line->amount_minor == 0) return S("");
  if (currency_from_code(line->currency, &currency)) {
    format_money(&text, ctx->language, money_of(minor, currency));
    return buf_str(&text);
  }
  return str_format(ctx->arena, "%s%.*s %.*s", line->credit ? "" : "-",
                    STR_ARG(money_decimal(ctx->arena, line->amount_minor)),
                    STR_ARG(line->currency));
}

static struct str about(struct ctx *ctx, const struct bank_line *line) {
  struct reference reference;
  if (reference_parse(line->reference, &reference))
    return reference_grouped(ctx->arena, &reference);
  if (line->remittance.len > 0) return line->remittance;
  return line->end_to_end.len > 0 ? line->end_to_end : line->batch;
}

static struct str reason_words(struct ctx *ctx, const struct bank_line *line) {
  if (line->reason.len == 0) return line->reason_text;
  struct str words = return_reason_text(ctx->arena, ctx->language, line->reason);
  if (line->reason_text.len == 0) return words;
  return str_format(ctx->arena, "%.*s: %.*s", STR_ARG(words), STR_ARG(line->reason_text));
}

/* Of a payment that we ordered, whose answer names neither payee nor amount: those of the order. */
static void name_order(struct request *request, const struct bank_line *line,
                       struct bank_row *row) {
  struct ctx *ctx = request->ctx;
  struct payout_id id;
  struct payout_fact payout;
  struct batch_id batch_id;
  struct batch batch;
  struct money ordered;
  if (id_from_text(line->end_to_end, &id.value) && payout_find(ctx, id, &payout)) {
    row->party = payout.merchant;
    ordered = payout.amount;
  } else if (line->end_to_end.len == 0 && id_from_text(line->batch, &batch_id.value) &&
             batch_find(ctx, batch_id, &batch)) {
    row->party = MESSAGE(ctx->arena, ctx->language, MSG_bank_batch, {"name", line->batch});
    row->about = S("");
    ordered = batch.amount;
  } else {
    return;
  }
  struct buf text = buf_in(ctx->arena);
  if (row->amount.len > 0) return;
  format_money(&text, ctx->language, ordered);
  row->amount = buf_str(&text);
}

struct bank_row bank_row_of(struct request *request, const struct bank_line *line) {
  struct ctx *ctx = request->ctx;
  enum bank_outcome outcome = line->outcome;
  if (line->state == BANK_LINE_READ) outcome = bank_judge(ctx, line).outcome;
  struct bank_row row = {
      .root = root_of(request),
      .id = id_text(ctx->arena, line->id.value),
      .on = line->booked_on,
      .amount = amount_of(ctx, line),
      .party = line->party,
      .about = about(ctx, line),
      .outcome = bank_outcome_message(outcome),
      .reason = reason_words(ctx, line),
      .good = outcome == BANK_OUTCOME_SETTLED || outcome == BANK_OUTCOME_EXECUTED ||
              outcome == BANK_OUTCOME_ACCEPTED || outcome == BANK_OUTCOME_REFUND_LEFT ||
              outcome == BANK_OUTCOME_NET_LEFT || outcome == BANK_OUTCOME_TRANSIT_ARRIVED,
      .warn = bank_outcome_opens(outcome) || outcome == BANK_OUTCOME_RETURNED ||
              outcome == BANK_OUTCOME_REFUND_RETURNED || outcome == BANK_OUTCOME_NET_REJECTED,
      .open = line->state == BANK_LINE_OPEN,
      .asked = line->state == BANK_LINE_ASKED,
      .held = line->state == BANK_LINE_HELD,
      .claimable = bank_may_claim(line),
  };
  if (row.party.len == 0) name_order(request, line, &row);
  return row;
}

static struct bank_rows rows_of(struct request *request, const struct bank_lines *lines) {
  struct bank_rows rows = {arena_array(request->ctx->arena, struct bank_row, lines->count + 1),
                           lines->count};
  for (size_t i = 0; i < rows.count; i++)
    rows.items[i] = bank_row_of(request, &lines->items[i]);
  return rows;
}

/* Files. */

static struct bank_file_row file_of(struct request *request, const struct bank_kept *file) {
  static const enum message kinds[] = {MSG_bank_kind_statement, MSG_bank_kind_statement,
                                       MSG_bank_kind_notification, MSG_bank_kind_answer};
  return (struct bank_file_row){
      .root = root_of(request),
      .id = id_text(request->ctx->arena, file->id.value),
      .name = file->file_name.len > 0 ? file->file_name : file->message_id,
      .message_id = file->message_id,
      .kind = kinds[file->kind],
      .at = file->read_at,
      .lines = file->lines,
      .waits = file->state == BANK_FILE_READ,
  };
}

static void draw_home(struct request *request, struct response *response, int status,
                      struct str problem, struct str place) {
  struct ctx *ctx = request->ctx;
  struct bank_setting setting;
  struct bank_lines open = bank_open_list(ctx);
  struct bank_kepts files = bank_list(ctx);
  bool set = bank_setting_find(ctx, &setting);
  struct bank_home_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_bank_title),
      .problem = problem,
      .place = place,
      .open = set && setting.open,
      .iban = set ? iban_masked(ctx->arena, setting.iban) : S(""),
      .suspense = money_of(bank_suspense_minor(ctx), ctx->currency),
      .rows = rows_of(request, &open),
      .files = {arena_array(ctx->arena, struct bank_file_row, files.count + 1), files.count}};
  for (size_t i = 0; i < files.count; i++)
    view.files.items[i] = file_of(request, &files.items[i]);
  struct html_out out = response_out(request, response, status);
  bank_home_html(&out, &view);
}

static void show_home(struct request *request, struct response *response) {
  draw_home(request, response, 200, S(""), S(""));
}

static struct str path_of(struct request *request, struct bank_file_id id) {
  struct arena *arena = request->ctx->arena;
  return str_format(arena, "/bureau/banque/fichiers/%.*s", STR_ARG(id_text(arena, id.value)));
}

static struct str place_of(struct ctx *ctx, const struct bank_file_problem *problem) {
  return MESSAGE(ctx->arena, ctx->language, MSG_bank_broken_at,
                 {"byte", str_format(ctx->arena, "%llu", (unsigned long long)problem->at)},
                 {"line", str_format(ctx->arena, "%zu", problem->line)},
                 {"detail", problem->detail});
}

static void receive(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct upload upload;
  struct bank_file_id id;
  enum bank_file_result why;
  struct bank_file_problem problem;
  if (!request_upload(request, "file", &upload) || upload.name.len == 0) {
    draw_home(request, response, 422, message_text(ctx->language, MSG_bank_no_file), S(""));
    return;
  }
  struct str name = str_take(upload.name, 200);
  name.len = str_utf8_prefix(name);
  enum bank_result result = bank_receive(ctx, upload.bytes, name, &id, &why, &problem);
  if (result == BANK_OK)
    response_redirect(response, path_of(request, id));
  else if (result == BANK_UNREADABLE)
    draw_home(request, response, 422, message_text(ctx->language, bank_file_message(why)),
              place_of(ctx, &problem));
  else
    draw_home(request, response, bank_status(result), bank_desk_sentence(request, result), S(""));
}

/* One file. */

static bool find(struct request *request, struct bank_kept *file) {
  struct bank_file_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         bank_find(request->ctx, id, file) && file->state != BANK_FILE_DROPPED;
}

struct lines_query {
  int64_t after;
};
static const struct field query_fields[] = {
    FIELD(struct lines_query, after, INT, .help = "The last line that was read")};
static const struct form lines_query = FORM("BankLines", struct lines_query, query_fields);

/* What pressing the button would move: each line for itself. */
static void add_up(struct ctx *ctx, struct bank_file_page *view, const struct bank_lines *lines) {
  int64_t settles = 0, suspends = 0;
  for (size_t i = 0; i < lines->count; i++) {
    const struct bank_line *line = &lines->items[i];
    if (line->state != BANK_LINE_READ) continue;
    struct bank_verdict verdict = bank_judge(ctx, line);
    bool pays = verdict.outcome == BANK_OUTCOME_SETTLED || verdict.outcome == BANK_OUTCOME_TOO_MUCH;
    int64_t paid = pays ? verdict.due_minor : 0;
    settles += paid;
    if (bank_outcome_opens(verdict.outcome) && line->credit) suspends += line->amount_minor - paid;
    view->same += verdict.outcome == BANK_OUTCOME_SAME;
  }
  view->settles = money_of(settles, ctx->currency);
  view->suspends = money_of(suspends, ctx->currency);
}

static void draw_file(struct request *request, struct response *response, int status,
                      const struct bank_kept *file, int64_t after, struct str problem) {
  struct ctx *ctx = request->ctx;
  struct bank_lines lines = bank_line_list(ctx, file->id, after);
  struct bank_file_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_bank_file_title),
      .file = file_of(request, file),
      .problem = problem,
      .version = file->version,
      .rows = rows_of(request, &lines),
  };
  add_up(ctx, &view, &lines);
  if (lines.count == LINES_PAGE)
    view.after = str_format(ctx->arena, "%lld", (long long)lines.items[LINES_PAGE - 1].number);
  struct html_out out = response_out(request, response, status);
  bank_file_html(&out, &view);
}

static void show_file(struct request *request, struct response *response) {
  const struct lines_query *query = request_form(request);
  struct bank_kept file;
  if (find(request, &file))
    draw_file(request, response, 200, &file, query->after, S(""));
  else
    response_not_found(request, response);
}

static void act(struct request *request, struct response *response,
                enum bank_result (*does)(struct ctx *, struct bank_file_id), bool stays) {
  struct bank_kept file;
  if (!find(request, &file)) {
    response_not_found(request, response);
    return;
  }
  enum bank_result result = does(request->ctx, file.id);
  if (result == BANK_OK)
    response_redirect(response, stays ? path_of(request, file.id) : S("/bureau/banque"));
  else if (find(request, &file))
    draw_file(request, response, bank_status(result), &file, 0,
              bank_desk_sentence(request, result));
}

static void apply(struct request *request, struct response *response) {
  act(request, response, bank_apply, true);
}

static void drop(struct request *request, struct response *response) {
  act(request, response, bank_drop, false);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/banque", show_home, WHO_STAFF,
     .help = "The bank's files, and money that has no place yet."},
    {METHOD_POST, "/bureau/banque", receive, WHO_STAFF, .upload = true, .body_limit = UPLOAD_MAX,
     .help = "Read a file of the bank: camt.053, camt.054 or pain.002."},
    {METHOD_GET, "/bureau/banque/fichiers/{id}", show_file, WHO_STAFF, &lines_query,
     .help = "What a file says, and what it will do or did."},
    {METHOD_POST, "/bureau/banque/fichiers/{id}/appliquer", apply, WHO_STAFF,
     .help = "Do what the file says, line by line."},
    {METHOD_POST, "/bureau/banque/fichiers/{id}/oublier", drop, WHO_STAFF,
     .help = "Forget a file that was only read."},
};
const struct route_table bank_routes = {routes, sizeof routes / sizeof routes[0]};
