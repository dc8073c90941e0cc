#include "domain/till/journal_pages.h"

#include "base/format.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "domain/till/till_title.h"
#include "domain/voucher/voucher_offline.h"
#include "journal_html.h"
#include "tills_html.h"

struct journal_query {
  struct str shop;
};
static const struct field query_fields[] = {
    FIELD(struct journal_query, shop, TEXT, .max = 80, .help = "The shop's slug, of several"),
};
static const struct form query_form = FORM("TillJournal", struct journal_query, query_fields);

struct close_form {
  struct str shop, till, nonce;
};
static const struct field close_fields[] = {
    FIELD(struct close_form, shop, TEXT, .max = 80, .help = "The shop's slug, of several"),
    FIELD(struct close_form, till, TEXT, .required = true, .max = 13, .help = "The device"),
    FIELD(struct close_form, nonce, TEXT, .required = true, .max = 80, .help = "Its act"),
};
static const struct form close_form = FORM("TillConflict", struct close_form, close_fields);

static struct str code_of(struct ctx *ctx, struct voucher_id id) {
  return id.value == 0 ? S("") : voucher_code_text(ctx, id, ' ');
}

static struct offline_row row_of(struct request *request, const struct offline_scan *scan) {
  struct ctx *ctx = request->ctx;
  bool refused = scan->result != VOUCHER_OK;
  return (struct offline_row){
      .token = request->form_token,
      .till = id_text(ctx->arena, scan->till_id.value),
      .nonce = scan->nonce,
      .shop = scan->shop,
      .device = scan->device,
      .code = code_of(ctx, scan->voucher_id),
      .amount = money_of(scan->amount_minor, ctx->currency),
      .left = money_of(scan->left_minor, ctx->currency),
      .at = scan->scanned_at,
      .title = refused ? message_text(ctx->language, till_title(scan->result)) : S(""),
      .refused = refused,
      .closed = scan->closed,
      .may_look = scan->voucher_id.value != 0,
  };
}

static void sort_out(struct request *request, const struct offline_scans *scans,
                     struct journal_page *page) {
  struct arena *arena = request->ctx->arena;
  page->conflicts.items = arena_array(arena, struct offline_row, scans->count);
  page->past.items = arena_array(arena, struct offline_row, scans->count);
  for (size_t i = 0; i < scans->count; i++) {
    struct offline_row row = row_of(request, &scans->items[i]);
    row.root = page->desk.root;
    row.slug = page->desk.slug;
    struct offline_rows *rows = row.refused && !row.closed ? &page->conflicts : &page->past;
    rows->items[rows->count++] = row;
  }
}

static struct refused_rows refused_of(struct ctx *ctx, const struct refused_scans *scans) {
  struct refused_rows rows = {arena_array(ctx->arena, struct refused_row, scans->count),
                              scans->count};
  for (size_t i = 0; i < scans->count; i++)
    rows.items[i] = (struct refused_row){
        .device = scans->items[i].device,
        .code = code_of(ctx, scans->items[i].voucher_id),
        .title = message_text(ctx->language, till_title(scans->items[i].result)),
        .at = scans->items[i].at,
    };
  return rows;
}

static void show(struct request *request, struct response *response) {
  const struct journal_query *query = request_form(request);
  struct journal_page page = {0};
  if (!till_desk_find(request, query->shop, &page.desk)) {
    response_not_found(request, response);
    return;
  }
  page.frame = till_frame_of(request, &page.desk, MSG_journal_title);
  struct offline_scans scans = offline_list_by_shop(request->ctx, page.desk.shop_id);
  struct refused_scans refused = refused_list_by_shop(request->ctx, page.desk.shop_id);
  sort_out(request, &scans, &page);
  page.refused = refused_of(request->ctx, &refused);
  struct html_out out = response_out(request, response, 200);
  journal_html(&out, &page);
}

struct closing {
  struct shop_id shop;
  struct till_id till;
  struct str nonce;
};

static bool close_body(struct ctx *ctx, void *arg) {
  const struct closing *closing = arg;
  if (!offline_close(ctx, closing->shop, closing->till, closing->nonce)) return false;
  audit_write(ctx, S("till.conflict_closed"), closing->till.value, closing->nonce);
  return true;
}

static void close_conflict(struct request *request, struct response *response) {
  const struct close_form *form = request_form(request);
  struct till_desk desk;
  struct closing closing = {.nonce = form->nonce};
  if (!form_ok(request) || !till_desk_find(request, form->shop, &desk) ||
      !id_from_text(form->till, &closing.till.value)) {
    response_not_found(request, response);
    return;
  }
  closing.shop = desk.shop_id;
  db_write(request->ctx, close_body, &closing);
  response_redirect(
      response, str_format(request->ctx->arena, "/caisse/journal?shop=%.*s", STR_ARG(desk.slug)));
}

static const struct route routes[] = {
    {METHOD_GET, "/caisse/journal", show, WHO_TILL, &query_form,
     .help = "What the shop's tills took without a network, and what was refused."},
    {METHOD_POST, "/caisse/journal", close_conflict, WHO_TILL, &close_form,
     .help = "The shop has dealt with a refused offline scan."},
};
const struct route_table journal_routes = {routes, sizeof routes / sizeof routes[0]};

/* The agent's page. */

struct ceilings_form {
  int64_t voucher, day;
};
static const struct field ceilings_fields[] = {
    FIELD(struct ceilings_form, voucher, AMOUNT, .required = true, .max = OFFLINE_CEILING_MAX,
          .help = "Most that a device takes of one voucher without a network; 0: nothing"),
    FIELD(struct ceilings_form, day, AMOUNT, .required = true, .max = OFFLINE_CEILING_MAX,
          .help = "Most that a device takes so in a day"),
};
static const struct form ceilings_form =
    FORM("TillCeilings", struct ceilings_form, ceilings_fields);

struct saved_query {
  struct str saved;
};
static const struct field saved_fields[] = {
    FIELD(struct saved_query, saved, TEXT, .max = 5, .help = "It was just saved"),
};
static const struct form saved_form = FORM("TillsPage", struct saved_query, saved_fields);

static struct str problem_of(struct request *request, const char *field, struct str *typed) {
  struct form_problem problem;
  if (!form_problem(request, field, &problem)) return S("");
  *typed = problem.typed;
  return form_problem_text(request->ctx->arena, request->ctx->language, &problem);
}

static void draw_tills(struct request *request, struct response *response, int status, bool saved) {
  struct ctx *ctx = request->ctx;
  struct offline_ceilings ceilings = offline_ceilings(ctx);
  struct offline_scans scans = offline_list_open(ctx);
  struct tills_page page = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_journal_tills_title),
      .saved = saved,
      .voucher =
          format_typed(ctx->arena, ctx->language, money_of(ceilings.voucher_minor, ctx->currency)),
      .day = format_typed(ctx->arena, ctx->language, money_of(ceilings.day_minor, ctx->currency)),
      .currency = currency_sign(ctx->currency),
      .waiting = money_of(0, ctx->currency),
  };
  if (status != 200) {
    page.voucher_problem = problem_of(request, "voucher", &page.voucher);
    page.day_problem = problem_of(request, "day", &page.day);
  }
  page.conflicts.items = arena_array(ctx->arena, struct offline_row, scans.count);
  for (page.conflicts.count = 0; page.conflicts.count < scans.count; page.conflicts.count++) {
    const struct offline_scan *scan = &scans.items[page.conflicts.count];
    page.conflicts.items[page.conflicts.count] = row_of(request, scan);
    page.waiting.minor += scan->amount_minor;
  }
  struct html_out out = response_out(request, response, status);
  tills_html(&out, &page);
}

static void show_tills(struct request *request, struct response *response) {
  const struct saved_query *query = request_form(request);
  draw_tills(request, response, 200, str_equal(query->saved, S("oui")));
}

static bool save_body(struct ctx *ctx, void *arg) {
  const struct ceilings_form *form = arg;
  offline_set_ceilings(ctx, (struct offline_ceilings){form->voucher, form->day});
  audit_write(ctx, S("till.ceilings"), ctx->territory.value,
              str_format(ctx->arena, "%lld, %lld", (long long)form->voucher, (long long)form->day));
  return true;
}

static void save_tills(struct request *request, struct response *response) {
  struct ceilings_form form = *(const struct ceilings_form *)request_form(request);
  if (!form_ok(request)) {
    draw_tills(request, response, 422, false);
    return;
  }
  db_write(request->ctx, save_body, &form);
  response_redirect(response, S("/bureau/caisses?saved=oui"));
}

static const struct route agent_routes[] = {
    {METHOD_GET, "/bureau/caisses", show_tills, WHO_AGENT, &saved_form,
     .help = "Ceilings of tills without a network, and what was refused afterwards."},
    {METHOD_POST, "/bureau/caisses", save_tills, WHO_AGENT, &ceilings_form,
     .help = "How much a device may take without a network."},
};
const struct route_table tills_routes = {agent_routes,
                                         sizeof agent_routes / sizeof agent_routes[0]};
