#include "domain/keying/keying_pages.h"

#include "domain/search/search.h"
#include "keying_grid_html.h"
#include "keying_home_html.h"
#include "keying_preview_html.h"

enum { SHOPS_SHOWN = 12, GRID_ROWS = 20, ROWS_AT_ONCE = 5, LIST_MAX = 40000, UPLOAD_MAX = 1 << 20 };

static struct url root_of(const struct request *request) {
  struct url home = site_path(request, S("/"));
  return home.text.len > 1 ? home : (struct url){S("")};
}

/* Whose list it is. */

struct home_query {
  struct str q;
};
static const struct field home_fields[] = {
    FIELD(struct home_query, q, TEXT, .max = 80, .help = "A shop's name or town")};
static const struct form home_query = FORM("KeyingQuery", struct home_query, home_fields);

static struct keying_shops shops_found(struct request *request, struct str q) {
  struct ctx *ctx = request->ctx;
  struct search_query query = {.q = q};
  struct search_answer answer = search_shops(ctx, &query);
  struct keying_shops shops = {arena_array(ctx->arena, struct keying_shop, SHOPS_SHOWN), 0};
  for (size_t i = 0; i < answer.count && shops.count < SHOPS_SHOWN; i++)
    shops.items[shops.count++] = (struct keying_shop){root_of(request), answer.items[i].slug,
                                                      answer.items[i].name, answer.items[i].town};
  return shops;
}

static void show_home(struct request *request, struct response *response) {
  const struct home_query *query = request_form(request);
  struct keying_home_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_keying_title),
      .q = query->q,
      .asked = query->q.len > 0,
  };
  if (view.asked) view.shops = shops_found(request, query->q);
  struct html_out out = response_out(request, response, 200);
  keying_home_html(&out, &view);
}

/* The grid: five lines, five more when they are asked for, twenty at most; longer lists come as a
 * file or as text. */

struct grid_form {
  struct str code[GRID_ROWS], amount[GRID_ROWS], day[GRID_ROWS];
  struct str list, go;
  int64_t rows; /* that the page had */
};
#define CELL(column, index, length, text)                                                          \
  {                                                                                                \
    .name = #column #index, .kind = FIELD_TEXT,                                                    \
    .offset = offsetof(struct grid_form, column[index]), .max = (length), .present = SHAPE_ALWAYS, \
    .help = (text)                                                                                 \
  }
#define ROW(index)                                                                                 \
  CELL(code, index, 400, "As written, or what the QR holds"),                                      \
      CELL(amount, index, 20, "As written"), CELL(day, index, 20, "2020-05-12 or 12/05/2020")
static const struct field grid_fields[] = {
    ROW(0),
    ROW(1),
    ROW(2),
    ROW(3),
    ROW(4),
    ROW(5),
    ROW(6),
    ROW(7),
    ROW(8),
    ROW(9),
    ROW(10),
    ROW(11),
    ROW(12),
    ROW(13),
    ROW(14),
    ROW(15),
    ROW(16),
    ROW(17),
    ROW(18),
    ROW(19),
    FIELD(struct grid_form, list, LONGTEXT, .max = LIST_MAX,
          .help = "Instead: code;amount;day, one a line"),
    FIELD(struct grid_form, go, CHOICE, .choices = "check|more|take",
          .help = "Look first, ask for more lines, or take"),
    FIELD(struct grid_form, rows, INT, .max = GRID_ROWS, .help = "Lines that the page had"),
};
static const struct form grid_form = FORM("PaperList", struct grid_form, grid_fields);

static struct keying_row row_of(struct ctx *ctx, const struct grid_form *form, int64_t index) {
  return (struct keying_row){.number = index + 1,
                             .code_name = str_format(ctx->arena, "code%d", (int)index),
                             .amount_name = str_format(ctx->arena, "amount%d", (int)index),
                             .day_name = str_format(ctx->arena, "day%d", (int)index),
                             .code = form->code[index],
                             .amount = form->amount[index],
                             .day = form->day[index]};
}

/* The first line with a code and nothing else: a scanner ends it with Enter, which sends the form.
 * -1: there is none. */
static ptrdiff_t unfinished(const struct grid_form *form) {
  for (size_t i = 0; i < GRID_ROWS; i++)
    if (form->code[i].len > 0 && form->amount[i].len == 0 && form->day[i].len == 0)
      return (ptrdiff_t)i;
  return -1;
}

/* With what was typed so far. */
static void draw_grid(struct request *request, struct response *response, int status,
                      const struct shop *shop, const struct grid_form *form, struct str problem) {
  struct ctx *ctx = request->ctx;
  int64_t count = form->rows < ROWS_AT_ONCE ? ROWS_AT_ONCE : form->rows;
  struct keying_grid_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_keying_title),
      .slug = shop->slug,
      .shop = shop->name,
      .problem = problem,
      .shown = count,
      .may_grow = count < GRID_ROWS,
      .rows = {arena_array(ctx->arena, struct keying_row, (size_t)count), (size_t)count}};
  for (int64_t i = 0; i < count; i++)
    view.rows.items[i] = row_of(ctx, form, i);
  ptrdiff_t next = unfinished(form);
  if (next >= 0 && next < count) view.rows.items[next].next = true;
  struct html_out out = response_out(request, response, status);
  keying_grid_html(&out, &view);
}

static bool find(struct request *request, struct shop *shop) {
  return shop_find_by_slug(request->ctx, request_param(request, "slug"), shop);
}

static void show_grid(struct request *request, struct response *response) {
  struct shop shop;
  if (find(request, &shop))
    draw_grid(request, response, 200, &shop, &(struct grid_form){0}, S(""));
  else
    response_not_found(request, response);
}

/* What will be, or was, made of each line. */

static struct keying_lines lines_of(struct ctx *ctx, const struct keying_list *list,
                                    const struct keying_verdicts *verdicts) {
  struct keying_lines lines = {arena_array(ctx->arena, struct keying_shown, list->count),
                               list->count};
  for (size_t i = 0; i < lines.count; i++) {
    const struct keying_verdict *verdict = &verdicts->items[i];
    lines.items[i] = (struct keying_shown){.number = (int64_t)i + 1,
                                           .code = list->items[i].code,
                                           .amount = list->items[i].amount,
                                           .day = list->items[i].day,
                                           .sentence = keying_sentence(ctx, verdict),
                                           .good = verdict->result == KEYING_OK,
                                           .before = verdict->result == KEYING_BEFORE};
  }
  return lines;
}

/* As text, to be mended and looked at again. */
static struct str wrong_of(struct ctx *ctx, const struct keying_list *list,
                           const struct keying_verdicts *verdicts) {
  struct keying_list wrong = {arena_array(ctx->arena, struct keying_line, list->count), 0, false};
  for (size_t i = 0; i < list->count; i++)
    if (verdicts->items[i].result != KEYING_OK && verdicts->items[i].result != KEYING_BEFORE)
      wrong.items[wrong.count++] = list->items[i];
  return keying_text(ctx->arena, &wrong);
}

static void draw(struct request *request, struct response *response, const struct shop *shop,
                 const struct keying_list *list, bool take) {
  struct ctx *ctx = request->ctx;
  struct keying_verdicts verdicts =
      take ? keying_take(ctx, shop->id, list) : keying_judge(ctx, shop->id, list);
  struct keying_preview_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_keying_title),
      .slug = shop->slug,
      .shop = shop->name,
      .list = take ? wrong_of(ctx, list, &verdicts) : keying_text(ctx->arena, list),
      .lines = lines_of(ctx, list, &verdicts),
      .sum = money_of(verdicts.taken_minor, ctx->currency),
      .taken = verdicts.taken,
      .before = verdicts.before,
      .refused = verdicts.refused,
      .done = take,
      .too_long = list->too_long,
  };
  struct html_out out = response_out(request, response, 200);
  keying_preview_html(&out, &view);
}

static struct keying_list list_of(struct ctx *ctx, const struct grid_form *form) {
  if (form->list.len > 0) return keying_read(ctx->arena, form->list);
  struct keying_list cells = {arena_array(ctx->arena, struct keying_line, GRID_ROWS), GRID_ROWS,
                              false};
  for (size_t i = 0; i < GRID_ROWS; i++)
    cells.items[i] = (struct keying_line){form->code[i], form->amount[i], form->day[i]};
  return keying_read(ctx->arena, keying_text(ctx->arena, &cells));
}

/* The form with the codes as they are printed. */
static const struct grid_form *scanned(struct ctx *ctx, const struct grid_form *form) {
  struct grid_form *mended = arena_new(ctx->arena, struct grid_form);
  *mended = *form;
  for (size_t i = 0; i < GRID_ROWS; i++) {
    struct keying_line line = {.code = form->code[i]};
    keying_mend(ctx, &(struct keying_list){&line, 1, false});
    mended->code[i] = line.code;
  }
  return mended;
}

static void grow(struct request *request, struct response *response, const struct shop *shop,
                 const struct grid_form *form) {
  struct grid_form more = *form;
  more.rows = form->rows + ROWS_AT_ONCE < GRID_ROWS ? form->rows + ROWS_AT_ONCE : GRID_ROWS;
  draw_grid(request, response, 200, shop, &more, S(""));
}

static void key(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct grid_form *form = request_form(request);
  struct shop shop;
  if (!find(request, &shop)) {
    response_not_found(request, response);
    return;
  }
  struct keying_list list = list_of(ctx, form);
  keying_mend(ctx, &list);
  if (form_ok(request) && str_equal(form->go, S("more"))) {
    grow(request, response, &shop, form);
    return;
  }
  if (!form_ok(request) || list.count == 0)
    draw_grid(request, response, 422, &shop, form, message_text(ctx->language, MSG_keying_nothing));
  else if (form->list.len == 0 && unfinished(form) >= 0)
    draw_grid(request, response, 200, &shop, scanned(ctx, form), S(""));
  else
    draw(request, response, &shop, &list, str_equal(form->go, S("take")));
}

static void receive(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct upload upload;
  struct keying_list list;
  struct shop shop;
  if (!find(request, &shop)) {
    response_not_found(request, response);
    return;
  }
  if (!request_upload(request, "file", &upload) || upload.name.len == 0 ||
      !keying_read_csv(ctx->arena, upload.bytes, &list) || list.count == 0) {
    draw_grid(request, response, 422, &shop, &(struct grid_form){0},
              message_text(ctx->language, MSG_keying_no_table));
    return;
  }
  keying_mend(ctx, &list);
  draw(request, response, &shop, &list, false);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/listes", show_home, WHO_AGENT, &home_query,
     .help = "Paper lists: whose list it is."},
    {METHOD_GET, "/bureau/listes/{slug}", show_grid, WHO_AGENT,
     .help = "Key a shop's paper list: code, amount and day of each line."},
    {METHOD_POST, "/bureau/listes/{slug}", key, WHO_AGENT, &grid_form, .body_limit = UPLOAD_MAX,
     .help = "Look line by line at what would be taken, or take it."},
    {METHOD_POST, "/bureau/listes/{slug}/fichier", receive, WHO_AGENT, .upload = true,
     .body_limit = UPLOAD_MAX, .help = "The same from a CSV file: look only."},
};
const struct route_table keying_routes = {routes, sizeof routes / sizeof routes[0]};
