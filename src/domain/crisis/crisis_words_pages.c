/* A measure in words, and the form with its boxes. */
#include "domain/crisis/crisis_pages.h"

#include "crisis_edit_html.h"
#include "domain/shop/shop_summary.h"
#include "domain/shop/trade.h"

static void add_name(struct buf *text, struct str name) {
  if (text->len > 0) buf_literal(text, ", ");
  buf_add(text, name);
}

struct str crisis_trades_text(struct ctx *ctx, struct str trades) {
  if (trades.len == 0) return message_text(ctx->language, MSG_crisis_every_trade);
  struct buf text = buf_in(ctx->arena);
  for (struct str rest = trades; rest.len > 0;)
    add_name(&text, trade_name(str_cut(rest, ' ', &rest), ctx->language));
  return buf_str(&text);
}

struct str crisis_zone_text(struct ctx *ctx, const struct measure *measure) {
  struct shop_summary summary = shop_summary(ctx);
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < summary.towns.count; i++)
    for (size_t k = 0; k < measure->towns.count; k++)
      if (summary.towns.items[i].id.value == measure->towns.items[k].value)
        add_name(&text, summary.towns.items[i].name);
  if (measure->towns.count == 0)
    buf_add(&text, message_text(ctx->language, MSG_crisis_whole_territory));
  if (measure->box.set) {
    buf_literal(&text, ", ");
    buf_add(&text, message_text(ctx->language, MSG_crisis_inside_box));
  }
  return buf_str(&text);
}

static const struct {
  const char *key;
  enum message label;
} services[] = {{"takeaway", MSG_crisis_takeaway},
                {"delivery", MSG_crisis_delivery},
                {"collect", MSG_crisis_collect}};
enum { SERVICES = sizeof services / sizeof *services };

static bool has_word(struct str words, struct str word) {
  for (struct str rest = words; rest.len > 0;)
    if (str_equal(str_cut(rest, ' ', &rest), word)) return true;
  return false;
}

struct str crisis_services_text(struct ctx *ctx, struct str words) {
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < SERVICES; i++)
    if (has_word(words, str_from(services[i].key)))
      add_name(&text, message_text(ctx->language, services[i].label));
  return buf_str(&text);
}

/* The form. */

static struct crisis_choices trade_choices(struct ctx *ctx, const struct shop_summary *summary,
                                           struct str chosen) {
  const struct trade_counts *trades = &summary->trades;
  struct crisis_choices list = {arena_array(ctx->arena, struct crisis_choice, trades->count),
                                trades->count};
  for (size_t i = 0; i < trades->count; i++) {
    struct str key = trades->items[i].trade;
    list.items[i] = (struct crisis_choice){"trades", key, trade_name(key, ctx->language),
                                           trades->items[i].shops, has_word(chosen, key)};
  }
  return list;
}

static struct crisis_choices town_choices(struct ctx *ctx, const struct shop_summary *summary,
                                          struct str chosen) {
  const struct towns *towns = &summary->towns;
  struct crisis_choices list = {arena_array(ctx->arena, struct crisis_choice, towns->count),
                                towns->count};
  for (size_t i = 0; i < towns->count; i++) {
    struct str id = str_format(ctx->arena, "%lld", (long long)towns->items[i].id.value);
    list.items[i] = (struct crisis_choice){"towns", id, towns->items[i].name, towns->items[i].shops,
                                           has_word(chosen, id)};
  }
  return list;
}

static struct crisis_choices service_choices(struct ctx *ctx, struct str chosen) {
  struct crisis_choices list = {arena_array(ctx->arena, struct crisis_choice, SERVICES), SERVICES};
  for (size_t i = 0; i < SERVICES; i++) {
    struct str key = str_from(services[i].key);
    list.items[i] = (struct crisis_choice){
        "services", key, message_text(ctx->language, services[i].label), 0, has_word(chosen, key)};
  }
  return list;
}

static struct crisis_input input(struct request *request, bool refused, const char *name,
                                 enum message label, struct str value) {
  struct crisis_input input = {.name = name, .label = label, .value = value};
  struct form_problem problem;
  if (!refused || !form_problem(request, name, &problem)) return input;
  if (value.len == 0) input.value = problem.typed;
  input.error = form_problem_text(request->ctx->arena, request->ctx->language, &problem);
  return input;
}

/* Above the form, far from its field, a sentence says which one it means. */
static void summarise(struct ctx *ctx, struct crisis_form_page *view) {
  const struct crisis_input *inputs[] = {&view->name, &view->from, &view->until, &view->box,
                                         &view->hours};
  enum { COUNT = sizeof inputs / sizeof *inputs };
  view->problems.items = arena_array(ctx->arena, struct crisis_problem, COUNT);
  for (size_t i = 0; i < COUNT; i++)
    if (inputs[i]->error.len > 0)
      view->problems.items[view->problems.count++] =
          (struct crisis_problem){str_from(inputs[i]->name),
                                  MESSAGE(ctx->arena, ctx->language, MSG_crisis_problem,
                                          {"field", message_text(ctx->language, inputs[i]->label)},
                                          {"problem", inputs[i]->error})};
}

static struct str day_value(struct ctx *ctx, bool given, struct day day) {
  return given ? day_iso(ctx->arena, day) : S("");
}

void crisis_form_draw(struct request *request, struct response *response, int status,
                      const struct crisis_typed *typed, bool refused) {
  struct ctx *ctx = request->ctx;
  struct shop_summary summary = shop_summary(ctx);
  struct crisis_form_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_crisis_new),
      .west = typed->west,
      .south = typed->south,
      .east = typed->east,
      .north = typed->north,
      .other_hours = str_equal(typed->counter, S("other")),
      .some_towns = typed->towns.len > 0,
      .trades = trade_choices(ctx, &summary, typed->trades),
      .towns = town_choices(ctx, &summary, typed->towns),
      .services = service_choices(ctx, typed->services),
      .vouchers = typed->vouchers,
  };
  struct str from = day_value(ctx, typed->has_from, typed->from);
  struct str until = day_value(ctx, typed->has_until, typed->until);
  view.name = input(request, refused, "name", MSG_crisis_name, typed->name);
  view.from = input(request, refused, "from", MSG_crisis_from, from);
  view.until = input(request, refused, "until", MSG_crisis_until, until);
  view.hours = input(request, refused, "hours", MSG_crisis_hours, typed->hours);
  view.box = input(request, refused, "west", MSG_crisis_box, S(""));
  summarise(ctx, &view);
  view.boxed = view.box.error.len > 0 ||
               typed->west.len + typed->south.len + typed->east.len + typed->north.len > 0;
  struct html_out out = response_out(request, response, status);
  crisis_edit_html(&out, &view);
}
