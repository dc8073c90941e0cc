/* What the till's script asks beside redeeming: what this till is, and what is on a voucher. */
#include "domain/life/extension.h"
#include "domain/till/till_api.h"
#include "domain/till/till_desk.h"
#include "domain/voucher/voucher_offline.h"

struct facts_query {
  struct str shop;
};
static const struct field query_fields[] = {
    FIELD(struct facts_query, shop, TEXT, .max = 80,
          .help = "Of a shopkeeper with several: the shop's slug"),
};
static const struct form facts_query = FORM("TillQuery", struct facts_query, query_fields);

/* Neighbours whose vouchers for all shops are taken here. Their tokens are signed by the same keys,
 * those of the installation. */
struct facts_neighbour {
  struct str territory, name;
  struct day from_on, until_on;
  bool ends;
};
static const struct shape_field neighbour_fields[] = {
    SHAPE_FIELD(struct facts_neighbour, territory, TEXT, "As a voucher's token names it"),
    SHAPE_FIELD(struct facts_neighbour, name, TEXT, "Its name"),
    SHAPE_FIELD(struct facts_neighbour, from_on, DAY, "First day"),
    SHAPE_OPTIONAL(struct facts_neighbour, until_on, DAY, ends, "Last day, once it is known"),
};
static const struct shape neighbour_shape =
    SHAPE("TillNeighbour", struct facts_neighbour, neighbour_fields);

struct facts_neighbours {
  struct facts_neighbour *items;
  size_t count;
};

/* Printed tokens keep the last day they were printed with. Whether an extension of one campaign is
 * about a certain voucher no till can know: it takes it, and the server decides. */
struct facts_extension {
  struct str shop;
  struct day first_on, last_on, until_on;
  bool begins, ends;
};
static const struct shape_field extension_fields[] = {
    SHAPE_FIELD(struct facts_extension, shop, TEXT, "Of vouchers of this shop only; empty: of any"),
    SHAPE_OPTIONAL(struct facts_extension, first_on, DAY, begins, "That would have ended from"),
    SHAPE_OPTIONAL(struct facts_extension, last_on, DAY, ends, "To"),
    SHAPE_FIELD(struct facts_extension, until_on, DAY, "Their new last day"),
};
static const struct shape extension_shape =
    SHAPE("TillExtension", struct facts_extension, extension_fields);

struct facts_extensions {
  struct facts_extension *items;
  size_t count;
};

struct facts_reply {
  struct facts_neighbours neighbours;
  struct facts_extensions extensions;
  struct str device, name, slug, shop, territory, currency, zone;
  bool revoked;
  struct instant now;
  int64_t offline_voucher_minor, offline_day_minor, conflicts;
};
static const struct shape_field facts_fields[] = {
    SHAPE_FIELD(struct facts_reply, device, TEXT, "The device, empty for a signed-in person"),
    SHAPE_FIELD(struct facts_reply, name, TEXT, "Of the shop"),
    SHAPE_FIELD(struct facts_reply, slug, TEXT, "Of the shop"),
    SHAPE_FIELD(struct facts_reply, shop, TEXT, "As a voucher's token names it, 16 hex digits"),
    SHAPE_FIELD(struct facts_reply, territory, TEXT, "Likewise"),
    SHAPE_FIELD(struct facts_reply, currency, TEXT, "EUR or CHF"),
    SHAPE_FIELD(struct facts_reply, zone, TEXT, "Where days begin"),
    SHAPE_FIELD(struct facts_reply, revoked, BOOL, "The device's right was taken away"),
    SHAPE_FIELD(struct facts_reply, now, INSTANT, "The server's clock"),
    SHAPE_FIELD(struct facts_reply, offline_voucher_minor, INT,
                "Most that a device takes of one voucher without a network; 0: nothing"),
    SHAPE_FIELD(struct facts_reply, offline_day_minor, INT, "Most that it takes so in a day"),
    SHAPE_FIELD(struct facts_reply, conflicts, INT,
                "Offline scans refused, with which the shop has not dealt"),
    SHAPE_PART(struct facts_reply, neighbours, LIST, &neighbour_shape,
               "Territories whose vouchers for all shops are taken here too"),
    SHAPE_PART(struct facts_reply, extensions, LIST, &extension_shape,
               "Later last days that were given since vouchers were printed, oldest first"),
};
static const struct shape facts_shape = SHAPE("Till", struct facts_reply, facts_fields);

static struct str token_id(struct ctx *ctx, int64_t id) {
  return str_format(ctx->arena, "%016llx", (unsigned long long)id);
}

static struct facts_neighbours neighbours_of(struct ctx *ctx) {
  struct agreements list = agreement_list(ctx);
  struct day today = zone_day(ctx->zone, ctx->now);
  struct facts_neighbours neighbours = {arena_array(ctx->arena, struct facts_neighbour, list.count),
                                        0};
  for (size_t i = 0; i < list.count; i++) {
    const struct agreement *one = &list.items[i];
    if (one->state != AGREEMENT_CONFIRMED || !one->theirs_here || !agreement_lives(one, today))
      continue;
    neighbours.items[neighbours.count++] = (struct facts_neighbour){
        token_id(ctx, one->neighbour.value), one->name, one->from_on, one->ends_on, one->ends};
  }
  return neighbours;
}

static bool may_matter(const struct extension *one, const struct till_desk *desk,
                       struct day today) {
  bool given = one->state == EXTENSION_RUNNING || one->state == EXTENSION_DONE;
  bool here = one->shop.value == 0 || one->shop.value == desk->shop_id.value;
  return given && here && one->until_on.number >= today.number;
}

static struct facts_extensions extensions_of(struct ctx *ctx, const struct till_desk *desk) {
  struct extensions list = extension_list(ctx);
  struct day today = zone_day(ctx->zone, ctx->now);
  struct facts_extensions given = {arena_array(ctx->arena, struct facts_extension, list.count + 1),
                                   0};
  for (size_t i = list.count; i-- > 0;) {
    const struct extension *one = &list.items[i];
    if (!may_matter(one, desk, today)) continue;
    given.items[given.count++] =
        (struct facts_extension){.shop = one->shop.value ? token_id(ctx, one->shop.value) : S(""),
                                 .first_on = one->first_on,
                                 .last_on = one->last_on,
                                 .until_on = one->until_on,
                                 .begins = one->has_first,
                                 .ends = one->has_last};
  }
  return given;
}

static void get_facts(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct facts_query *query = request_form(request);
  const struct session_view *session = request->session;
  struct till_desk desk;
  if (!till_desk_find(request, query->shop, &desk)) {
    response_not_found(request, response);
    return;
  }
  struct offline_ceilings ceilings = offline_ceilings(ctx);
  struct facts_reply reply = {
      .device = session->till ? id_text(ctx->arena, session->till) : S(""),
      .name = desk.name,
      .slug = desk.slug,
      .shop = token_id(ctx, desk.shop_id.value),
      .territory = token_id(ctx, ctx->territory.value),
      .currency = currency_code(ctx->currency),
      .zone = zone_name(ctx->zone),
      .revoked = session->till_revoked,
      .now = ctx->now,
      .offline_voucher_minor = ceilings.voucher_minor,
      .offline_day_minor = ceilings.day_minor,
      .conflicts = offline_count_open(ctx, desk.shop_id),
      .neighbours = neighbours_of(ctx),
      .extensions = extensions_of(ctx, &desk),
  };
  till_touch(request);
  response_json(response, 200, &facts_shape, &reply);
}

/* Looking. */

struct look_form {
  struct str code, shop;
};
static const struct field look_fields[] = {
    FIELD(struct look_form, code, TEXT, .required = true, .max = 400,
          .help = "As typed, or what the QR holds"),
    FIELD(struct look_form, shop, TEXT, .max = 80,
          .help = "Of a shopkeeper with several: the shop's slug"),
};
static const struct form look_form = FORM("VoucherLook", struct look_form, look_fields);

struct look_reply {
  struct str code, currency, state, neighbour;
  int64_t balance_minor, amount_minor;
  struct day expires_on;
  bool test;
};
static const struct shape_field reply_fields[] = {
    SHAPE_FIELD(struct look_reply, code, TEXT, "Grouped by four"),
    SHAPE_FIELD(struct look_reply, balance_minor, INT, "What is left"),
    SHAPE_FIELD(struct look_reply, amount_minor, INT, "What it was sold for"),
    SHAPE_FIELD(struct look_reply, currency, TEXT, "Of both"),
    SHAPE_FIELD(struct look_reply, state, TEXT, "issued or partly_redeemed"),
    SHAPE_FIELD(struct look_reply, expires_on, DAY, "Its last day"),
    SHAPE_FIELD(struct look_reply, neighbour, TEXT,
                "Name of the neighbouring territory whose voucher it is; empty: ours"),
    SHAPE_FIELD(struct look_reply, test, BOOL, "Of a test campaign: play money"),
};
static const struct shape look_shape = SHAPE("VoucherSeen", struct look_reply, reply_fields);

static void post_look(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct look_form *form = request_form(request);
  struct shop_id shop;
  if (!till_shop_find(request, form->shop, &shop)) {
    response_not_found(request, response);
    return;
  }
  struct voucher_scan scan = till_scan(request, shop, form->code);
  struct voucher_answer answer = voucher_look(ctx, &scan);
  if (answer.result != VOUCHER_OK) {
    till_refuse(request, response, &answer);
    return;
  }
  struct look_reply reply = {
      .code = voucher_code_text(ctx, answer.voucher.id, ' '),
      .balance_minor = answer.balance_minor,
      .amount_minor = answer.voucher.amount.minor,
      .currency = currency_code(ctx->currency),
      .state =
          str_from(voucher_state_name(voucher_state(ctx, &answer.voucher, answer.balance_minor))),
      .expires_on = answer.voucher.expires_on,
      .neighbour = answer.home_name,
      .test = answer.voucher.test,
  };
  response_json(response, 200, &look_shape, &reply);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/till", get_facts, WHO_DEVICE, &facts_query, .reply = &facts_shape,
     .help = "What this till is, and what it may take without a network"},
    {METHOD_POST, "/api/v1/voucher-looks", post_look, WHO_DEVICE, &look_form, RATE_CODE,
     .tokenless = true, .reply = &look_shape,
     .help = "What is left on a voucher of this till's shop, or why it is refused"},
};
const struct route_table till_facts_routes = {routes, sizeof routes / sizeof routes[0]};
