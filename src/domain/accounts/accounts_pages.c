#include "domain/accounts/accounts_pages.h"

#include <fcntl.h>

#include "accounts_home_html.h"
#include "base/pieces.h"
#include "domain/accounts/setting.h"
#include "domain/stripe/stripe_proof.h"
#include "domain/transit/transit.h"

struct days_form {
  struct day first, last;
  bool has_first, has_last;
};
static const struct field days_fields[] = {
    FIELD(struct days_form, first, DAY, .required = true),
    FIELD(struct days_form, last, DAY, .required = true),
};
static const struct form days_form = FORM("AccountsDays", struct days_form, days_fields);

struct siren_form {
  struct str siren;
};
static const struct field siren_fields[] = {FIELD(struct siren_form, siren, TEXT, .max = 20)};
static const struct form siren_form = FORM("AccountsSiren", struct siren_form, siren_fields);

/* The page. */

static struct str path_of_file(const struct request *request, const struct archive *archive) {
  return upload_path(request, archive_kept_name(request->ctx->arena, archive->digest));
}

static struct str size_text(struct ctx *ctx, int64_t bytes) {
  int64_t kilo = (bytes + 1023) / 1024;
  return kilo < 10240 ? str_format(ctx->arena, "%lld Ko", (long long)kilo)
                      : str_format(ctx->arena, "%lld Mo", (long long)(kilo / 1024));
}

static struct str failure_words(struct ctx *ctx, const struct archive *archive) {
  return MESSAGE(ctx->arena, ctx->language, archive_failure_message(archive->why),
                 {"files", archive->failure}, {"needed", size_text(ctx, archive->needed_bytes)},
                 {"free", size_text(ctx, archive->free_bytes)});
}

static bool is_closing(struct ctx *ctx, const struct archive *archive) {
  struct period period;
  return period_find(ctx, archive->span, &period) && digest_equal(period.archive, archive->digest);
}

static struct accounts_row row_of(struct request *request, const struct accounts_page *view,
                                  const struct archive *archive) {
  struct ctx *ctx = request->ctx;
  bool made = archive->state == ARCHIVE_MADE;
  struct accounts_row row = {
      .root = view->frame.root,
      .form_token = view->frame.form_token,
      .id = id_text(ctx->arena, archive->id.value),
      .size = size_text(ctx, archive->bytes),
      .first = archive->span.first,
      .last = archive->span.last,
      .entries = archive->entries,
      .asked = archive->state == ARCHIVE_ASKED,
      .made = made,
      .failed = archive->state == ARCHIVE_FAILED,
      .closed = view->has_closed && archive->span.last.number <= view->closed_until.number,
  };
  if (archive->state == ARCHIVE_FAILED) row.failure = failure_words(ctx, archive);
  if (!made) return row;
  row.digest = hex_text(ctx->arena, archive->digest.bytes, sizeof archive->digest.bytes);
  row.here = pieces_exist(ctx->arena, path_of_file(request, archive));
  row.may_again = !row.here && is_closing(ctx, archive);
  row.too_early = view->accountant && !archive->whole && !row.closed;
  if (!view->accountant || !archive->whole || row.closed) return row;
  enum period_result result = period_closable(ctx, archive->span);
  row.may_close = result == PERIOD_OK;
  if (!row.may_close) row.why_open = message_text(ctx->language, period_message(result));
  return row;
}

static void set_fees(struct ctx *ctx, struct accounts_page *view) {
  struct ledger_owners owners = ledger_owners(ctx, ACCOUNT_FEE, 0);
  view->fees.items = arena_array(ctx->arena, struct accounts_fee, owners.count);
  for (size_t i = 0; i < owners.count; i++) {
    const struct ledger_sums *sums = &owners.items[i].sums;
    view->fees.items[view->fees.count++] =
        (struct accounts_fee){party_of(ctx, OWNER_PROVIDER, owners.items[i].owner).name,
                              money_of(sums->debit_minor - sums->credit_minor, ctx->currency)};
  }
}

static void set_way(struct ctx *ctx, struct accounts_page *view) {
  struct transits list = transit_list(ctx);
  struct day today = zone_day(ctx->zone, ctx->now);
  struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_TRANSIT, PROVIDER_STRIPE);
  view->way = (struct accounts_way){
      .used = sums.debit_minor + sums.credit_minor > 0,
      .any = list.count > 0,
      .sum = money_of(sums.debit_minor - sums.credit_minor, ctx->currency),
  };
  if (list.count > 0)
    view->way.oldest_days =
        today.number - zone_day(ctx->zone, list.items[0].made_at).number; /* oldest first */
  view->way.late = transit_count_late(ctx);
}

static void set_proof(struct ctx *ctx, struct accounts_page *view) {
  struct stripe_proof proof;
  if (!stripe_proof_last(ctx, &proof)) return;
  int64_t difference = stripe_proof_difference(&proof), rest = difference - proof.named_minor;
  view->proof = (struct accounts_proof){.known = true,
                                        .equal = difference == 0,
                                        .has_named = proof.named_minor != 0,
                                        .has_rest = rest != 0,
                                        .on = proof.on,
                                        .told = money_of(proof.told_minor, ctx->currency),
                                        .books = money_of(proof.books_minor, ctx->currency),
                                        .difference = money_of(difference, ctx->currency),
                                        .named = money_of(proof.named_minor, ctx->currency),
                                        .rest = money_of(rest, ctx->currency)};
}

static void draw(struct request *request, struct response *response, int status,
                 struct accounts_page view) {
  struct ctx *ctx = request->ctx;
  struct archives list = archive_list(ctx);
  bool waits = false;
  view.frame = page_frame_titled(request, SECTION_DESK, MSG_accounts_title);
  view.accountant = request->session->accountant;
  view.has_closed = period_closed_until(ctx, &view.closed_until);
  struct span month = span_month(zone_day(ctx->zone, ctx->now), -1);
  view.first = month.first;
  view.last = month.last;
  set_fees(ctx, &view);
  set_way(ctx, &view);
  set_proof(ctx, &view);
  if (view.siren_problem.len == 0) view.siren = accounts_siren(ctx);
  view.rows.items = arena_array(ctx->arena, struct accounts_row, list.count);
  for (size_t i = 0; i < list.count; i++) {
    view.rows.items[view.rows.count++] = row_of(request, &view, &list.items[i]);
    waits |= list.items[i].state == ARCHIVE_ASKED;
  }
  struct html_out out = response_out(request, response, status);
  if (waits) response_header(response, "Refresh", S("3"));
  accounts_home_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  draw(request, response, 200, (struct accounts_page){0});
}

/* Acts. */

static void refuse(struct request *request, struct response *response, int status,
                   enum message message) {
  draw(request, response, status,
       (struct accounts_page){.refusal = message_text(request->ctx->language, message)});
}

/* The archive of a closed period is the one it was closed with: while that is kept, there is
 * nothing to make. */
static bool closed_and_kept(struct request *request, struct span span) {
  struct period period;
  return period_find(request->ctx, span, &period) &&
         pieces_exist(request->ctx->arena,
                      path_of_file(request, &(struct archive){.digest = period.archive}));
}

static void ask(struct request *request, struct response *response) {
  const struct days_form *form = request_form(request);
  struct archive_id id;
  if (!form_ok(request)) {
    refuse(request, response, 422, MSG_period_bad_days);
    return;
  }
  struct span span = {form->first, form->last};
  if (closed_and_kept(request, span)) {
    refuse(request, response, 409, MSG_accounts_archive_kept);
    return;
  }
  enum archive_result result = archive_ask(request->ctx, span, &id);
  if (result == ARCHIVE_RESULT_OK)
    response_redirect(response, S("/bureau/comptes"));
  else
    refuse(request, response, archive_status(result), archive_message(result));
}

static bool find(struct request *request, struct archive *archive) {
  struct archive_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         archive_find(request->ctx, id, archive);
}

static void download(struct request *request, struct response *response) {
  struct archive archive;
  if (!find(request, &archive) || archive.state != ARCHIVE_MADE) {
    response_not_found(request, response);
    return;
  }
  const char *path = str_cstr(request->ctx->arena, path_of_file(request, &archive));
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    refuse(request, response, 404, MSG_accounts_file_gone);
  else
    response_file(response, S("application/zip"), fd,
                  archive_name(request->ctx, request->territory->slug, archive.span));
}

static void close_days(struct request *request, struct response *response) {
  struct archive archive;
  if (!find(request, &archive)) {
    response_not_found(request, response);
    return;
  }
  enum period_result result = archive_close(request->ctx, archive.id);
  if (result == PERIOD_OK)
    response_redirect(response, S("/bureau/comptes"));
  else
    refuse(request, response, period_status(result), period_message(result));
}

static void keep_siren(struct request *request, struct response *response) {
  const struct siren_form *form = request_form(request);
  struct str siren = str_trim(form->siren);
  if (accounts_siren_keep(request->ctx, siren))
    response_redirect(response, S("/bureau/comptes"));
  else
    draw(request, response, 422,
         (struct accounts_page){.siren = siren,
                                .siren_problem = message_text(request->ctx->language,
                                                              MSG_accounts_setting_bad_siren)});
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/comptes", show, WHO_STAFF,
     .help = "The accountant's archives, and the periods that are closed."},
    {METHOD_POST, "/bureau/comptes/archives", ask, WHO_STAFF, &days_form,
     .help = "Ask for the archive of some days."},
    {METHOD_GET, "/bureau/comptes/archives/{id}", download, WHO_STAFF,
     .help = "An archive as a ZIP."},
    {METHOD_POST, "/bureau/comptes/archives/{id}/clore", close_days, WHO_ACCOUNTANT,
     .help = "Close the days of an archive for good."},
    {METHOD_POST, "/bureau/comptes/siren", keep_siren, WHO_ACCOUNTANT, &siren_form,
     .help = "The territory's SIREN, for the name of the tax office's file."},
};
const struct route_table accounts_routes = {routes, sizeof routes / sizeof routes[0]};
