#include "domain/demo/demo.h"

#include "base/fault.h"
#include "base/iban.h"
#include "db/db.h"
#include "demo_sql.h"
#include "domain/demo/demo_aid.h"
#include "domain/demo/demo_neighbours.h"
#include "domain/demo/demo_sales.h"
#include "domain/figures/figures.h"
#include "domain/import/import.h"
#include "domain/ledger/ledger.h"
#include "domain/map/map.h"
#include "domain/person/bearer.h"
#include "domain/territory/territory.h"

enum { TERRITORIES_MAX = 16, ROLE_COUNT = 3, PROBLEMS_MAX = 200 };

static const struct str demo_password = {"au-coin-de-la-rue", 17};

struct filling {
  struct ctx *ctx;
  demo_file file;
  demo_progress progress;
  struct demo *demo;
  const struct json *facts; /* of the territory at hand, from demo.json */
};

static void begin(struct ctx *ctx, struct demo *demo) {
  *demo = (struct demo){
      .territories = arena_array(ctx->arena, struct demo_territory, TERRITORIES_MAX),
      .sign_ins = arena_array(ctx->arena, struct demo_sign_in, TERRITORIES_MAX * ROLE_COUNT),
      .tills = arena_array(ctx->arena, struct demo_till, TERRITORIES_MAX),
      .vouchers = arena_array(ctx->arena, struct demo_voucher, TERRITORIES_MAX),
      .problems = arena_array(ctx->arena, struct str, PROBLEMS_MAX),
  };
}

/* People and tills. */

struct granting {
  struct person_id person;
  enum role role;
  struct merchant_id merchant;
};

static bool grant_body(struct ctx *ctx, void *arg) {
  struct granting *granting = arg;
  person_grant(ctx, granting->person, granting->role, granting->merchant);
  return true;
}

static struct str email_of(struct ctx *ctx, enum role role, const struct territory *territory) {
  static const char *const boxes[] = {"", "commerce", "agent", "compta"};
  return str_format(ctx->arena, "%s@%.*s.example", boxes[role], STR_ARG(territory->slug));
}

static void list_sign_in(struct ctx *ctx, struct demo *demo, enum role role,
                         const struct territory *territory) {
  demo->sign_ins[demo->sign_in_count++] = (struct demo_sign_in){
      territory->slug, str_from(role_word(role)), email_of(ctx, role, territory), demo_password};
}

static void add_person(struct filling *filling, enum role role, const struct territory *territory,
                       struct merchant_id merchant) {
  static const char *const names[] = {"", "Dominique Marchand", "Claude Mairie", "Camille Comptes"};
  struct ctx *ctx = filling->ctx;
  struct granting granting = {.role = role};
  struct person_terms terms = {.email = email_of(ctx, role, territory),
                               .name = str_from(names[role]),
                               .password = demo_password,
                               .language = territory->language};
  must(person_create(ctx, &terms, &granting.person) == PERSON_OK);
  if (role == ROLE_SHOPKEEPER) granting.merchant = merchant;
  db_write(ctx, grant_body, &granting);
  list_sign_in(ctx, filling->demo, role, territory);
}

struct opening_till {
  struct shop_id shop;
  struct str token;
};

static bool till_body(struct ctx *ctx, void *arg) {
  struct opening_till *opening = arg;
  struct till_id till;
  opening->token = bearer_issue(ctx, opening->shop, S("Démonstration"), &till);
  return true;
}

static void add_till(struct ctx *ctx, struct demo *demo, const struct territory *territory,
                     const struct demo_shop_row *shop) {
  struct opening_till opening = {.shop = shop->id};
  db_write(ctx, till_body, &opening);
  demo->tills[demo->till_count++] = (struct demo_till){territory->slug, shop->slug, opening.token};
}

/* A valid account number that no bank has given out: bank and branch of zeros. */
static struct str made_up_iban(struct ctx *ctx, struct str country, int64_t number) {
  bool swiss = str_equal(country, S("CH"));
  for (int check = 2;; check++) {
    must(check <= 98);
    struct iban iban;
    struct str text =
        str_format(ctx->arena, swiss ? "%.*s%02d00000%012lld" : "%.*s%02d0000000000%013lld",
                   STR_ARG(country), check, (long long)(number % 100000));
    if (iban_parse(text, &iban)) return text;
  }
}

static bool accounts_body(struct ctx *ctx, void *arg) {
  const struct territory *territory = arg;
  struct demo_merchants_rows merchants = demo_merchants(ctx);
  for (size_t i = 0; i < merchants.count; i++)
    merchant_set_account(ctx, merchants.items[i].id, S(""),
                         made_up_iban(ctx, territory->country, (int64_t)i + 1),
                         merchants.items[i].name);
  shop_take_vouchers_all(ctx, true);
  return true;
}

/* Territories. */

struct founding {
  const struct json *facts;
  bool is_default;
  struct territory_id id;
  enum territory_result result;
};

static struct str languages_of(struct ctx *ctx, const struct json *facts) {
  const struct json *list = json_member(facts, S("languages"));
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; list && i < list->count; i++) {
    if (i > 0) buf_add_char(&text, ',');
    buf_add(&text, list->items[i].text);
  }
  return buf_str(&text);
}

static bool found_body(struct ctx *ctx, void *arg) {
  struct founding *founding = arg;
  const struct json *facts = founding->facts;
  struct territory_terms terms = {
      .slug = json_text(facts, S("slug")),
      .name = json_text(facts, S("name")),
      .zone = json_text(facts, S("zone")),
      .country = json_text(facts, S("country")),
      .region = json_text(facts, S("region")),
      .languages = languages_of(ctx, facts),
      .accent = json_text(facts, S("accent")),
      .contact_email = json_text(facts, S("contact_email")),
      .debtor_name = json_text(facts, S("debtor_name")),
      .debtor_iban = json_text(facts, S("debtor_iban")),
      .debtor_bic = S(""),
      .is_default = founding->is_default,
  };
  must(currency_from_code(json_text(facts, S("currency")), &terms.currency));
  founding->result = territory_create(ctx, &terms, &founding->id);
  return founding->result == TERRITORY_OK;
}

static void say(struct filling *filling, const char *what, size_t count) {
  filling->progress(str_format(filling->ctx->arena, "%.*s: %zu %s",
                               STR_ARG(json_text(filling->facts, S("name"))), count, what));
}

static bool communes_body(struct ctx *ctx, void *arg) {
  communes_keep(ctx, arg);
  return true;
}

static void keep_communes(struct filling *filling) {
  struct ctx *ctx = filling->ctx;
  struct str name = json_text(filling->facts, S("communes"));
  if (name.len == 0) return;
  struct communes communes = communes_read(ctx->arena, filling->file(ctx->arena, name));
  db_write(ctx, communes_body, &communes);
}

static void note_refused(void *arg, const struct import_line *line) {
  struct filling *filling = arg;
  struct demo *demo = filling->demo;
  if (line->kind != IMPORT_LINE_REFUSED || demo->problem_count == PROBLEMS_MAX) return;
  struct str text = import_line_text(filling->ctx, line);
  demo->problems[demo->problem_count++] =
      str_format(filling->ctx->arena, "%.*s %.*s: %.*s", STR_ARG(line->source_id),
                 STR_ARG(line->name), STR_ARG(text));
}

static void import_shops(struct filling *filling) {
  struct ctx *ctx = filling->ctx;
  struct str name = json_text(filling->facts, S("shops"));
  struct import_run run = {.file_name = name, .whole = true};
  struct import_pace pace = {.scan = true, .batch = 1000};
  if (name.len == 0) return;
  keep_communes(filling);
  if (json_text(filling->facts, S("shops_on")).len > 0) {
    must(import_source_known(S("osm"), &run.source));
    must(day_parse(json_text(filling->facts, S("shops_on")), &run.source.extract_on));
  } else {
    run.source = (struct import_source){.name = S("demo"),
                                        .title = S("Exemples inventés"),
                                        .licence = S("CC0"),
                                        .extract_on = zone_day(ctx->zone, ctx->now)};
  }
  struct pieces *pieces = pieces_of_text(ctx->arena, filling->file(ctx->arena, name));
  import_now(ctx, &run, pieces, &pace);
  if (run.state != IMPORT_DONE_STATE)
    fault_raise(FAULT_INPUT, "%.*s: %.*s", STR_ARG(name),
                STR_ARG(import_break_text(ctx, &run.broken)));
  say(filling, "shops", (size_t)run.counts.added);
  import_lines_each(ctx, run.id, note_refused, filling);
  db_read_end(ctx);
}

static void bring_ground(struct filling *filling) {
  struct ctx *ctx = filling->ctx;
  struct str name = json_text(filling->facts, S("ground"));
  if (name.len > 0) {
    enum ground_result result = ground_bring(ctx, filling->file(ctx->arena, name),
                                             json_text(filling->facts, S("ground_by")));
    if (result != GROUND_OK)
      fault_raise(FAULT_INPUT, "%.*s: %s", STR_ARG(name), message_name(ground_message(result)));
  }
  map_count(ctx);
}

static void add_people(struct filling *filling, const struct territory *territory) {
  struct ctx *ctx = filling->ctx;
  struct demo_shop_row shop;
  if (!demo_shop(ctx, &shop)) return;
  for (enum role role = ROLE_SHOPKEEPER; role <= ROLE_ACCOUNTANT; role++)
    add_person(filling, role, territory, shop.merchant_id);
  add_till(ctx, filling->demo, territory, &shop);
}

static void add_sales(struct filling *filling, const struct territory *territory) {
  struct ctx *ctx = filling->ctx;
  struct str campaign = json_text(filling->facts, S("campaign"));
  struct str bilan = json_text(filling->facts, S("bilan"));
  struct demo_shop_row shop;
  if (bilan.len > 0)
    say(filling, "vouchers of 2020", demo_bilan(ctx, filling->file(ctx->arena, bilan)));
  if (campaign.len == 0 || !demo_shop(ctx, &shop)) return;
  struct demo_voucher *ready = &filling->demo->vouchers[filling->demo->voucher_count++];
  *ready =
      (struct demo_voucher){territory->slug, shop.slug, demo_campaigns(ctx, campaign, shop.id)};
}

/* The first visitor sees in the public figures what was sold. Nothing needs to wait: nobody else
 * writes into a territory that is just being founded. */
static void seal_sales(struct ctx *ctx) {
  while (ledger_seal(ctx, 0) > 0)
    continue;
  while (figures_roll(ctx) > 0)
    continue;
}

static void add_territory(struct filling *filling, struct str default_slug) {
  struct ctx *ctx = filling->ctx;
  struct territory territory;
  struct founding founding = {.facts = filling->facts,
                              .is_default =
                                  str_equal(json_text(filling->facts, S("slug")), default_slug)};
  if (!db_write(ctx, found_body, &founding))
    fault_raise(FAULT_INPUT, "a territory of demo.json was refused (%d)", founding.result);
  must(territory_find(ctx, founding.id, &territory));
  territory_enter(ctx, &territory);
  filling->demo->territories[filling->demo->territory_count++] =
      (struct demo_territory){territory.slug, currency_code(territory.currency)};
  import_shops(filling);
  bring_ground(filling);
  add_sales(filling, &territory);
  db_write(ctx, accounts_body, &territory);
  demo_aid(ctx, json_member(filling->facts, S("funders"))); /* its shops take vouchers only now */
  add_people(filling, &territory);
  seal_sales(ctx);
}

/* Two that take each other's vouchers, by their slugs. */
static void make_neighbours(struct filling *filling, const struct json *pair) {
  struct ctx *ctx = filling->ctx;
  struct demo_neighbour sides[2];
  for (size_t i = 0; i < 2; i++) {
    if (pair->count != 2 || !territory_find_by_slug(ctx, pair->items[i].text, &sides[i].territory))
      fault_raise(FAULT_INPUT, "demo.json: neighbours are two territories");
    sides[i].agent = email_of(ctx, ROLE_AGENT, &sides[i].territory);
    sides[i].accountant = email_of(ctx, ROLE_ACCOUNTANT, &sides[i].territory);
  }
  demo_neighbours(ctx, &sides[0], &sides[1]);
  for (size_t i = 0; i < 2; i++) {
    territory_enter(ctx, &sides[i].territory);
    seal_sales(ctx);
  }
}

void demo_fill(struct ctx *ctx, demo_file file, demo_progress progress, struct demo *demo) {
  struct json_error error;
  struct filling filling = {ctx, file, progress, demo, NULL};
  const struct json *all = json_parse(ctx->arena, file(ctx->arena, S("demo.json")), &error);
  if (!all) fault_raise(FAULT_INPUT, "demo.json, byte %zu: %s", error.offset, error.text);
  const struct json *list = json_member(all, S("territories"));
  if (!list || list->count > TERRITORIES_MAX)
    fault_raise(FAULT_INPUT, "demo.json names no territories, or more than %d", TERRITORIES_MAX);
  begin(ctx, demo);
  for (size_t i = 0; i < list->count; i++) {
    filling.facts = &list->items[i];
    add_territory(&filling, json_text(all, S("default")));
  }
  const struct json *neighbours = json_member(all, S("neighbours"));
  for (size_t i = 0; neighbours && i < neighbours->count; i++)
    make_neighbours(&filling, &neighbours->items[i]);
}

void demo_again(struct ctx *ctx, struct demo *demo) {
  struct territories list = territory_list(ctx);
  begin(ctx, demo);
  for (size_t i = 0; i < list.count && i < TERRITORIES_MAX; i++) {
    struct demo_shop_row shop;
    territory_enter(ctx, &list.items[i]);
    demo->territories[demo->territory_count++] =
        (struct demo_territory){list.items[i].slug, currency_code(list.items[i].currency)};
    if (!demo_shop(ctx, &shop)) continue;
    for (enum role role = ROLE_SHOPKEEPER; role <= ROLE_ACCOUNTANT; role++)
      list_sign_in(ctx, demo, role, &list.items[i]);
    add_till(ctx, demo, &list.items[i], &shop);
  }
}
