#include "domain/joining/registration.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/import/import_place.h"
#include "domain/notice/notice.h"
#include "registration_sql.h"

enum { CHECK_TRIES = 12, MINUTE_MS = 60000, DRAFT_DAYS = 14 };

/* Beginning, keeping. */

struct beginning {
  struct registration_id id;
  struct str number;
  bool ask;
};

static bool begin_body(struct ctx *ctx, void *arg) {
  struct beginning *beginning = arg;
  beginning->id = (struct registration_id){id_next(ctx->ids)};
  registration_insert(ctx, &(struct registration_insert_params){
                               .id = beginning->id,
                               .number = beginning->number,
                               .language = language_code(ctx->language),
                               .check_state = beginning->ask ? CHECK_WAITING : CHECK_NONE,
                               .now = ctx->now});
  return true;
}

struct registration_id registration_begin(struct ctx *ctx, struct str number, bool ask_register) {
  struct beginning beginning = {.number = number, .ask = ask_register};
  db_write(ctx, begin_body, &beginning);
  return beginning.id;
}

static void facts_of(const struct registration_row_row *row, struct shop_facts *facts) {
  *facts = (struct shop_facts){.name = row->name,
                               .trade = row->trade,
                               .street = row->street,
                               .postcode = row->postcode,
                               .town = row->town,
                               .phone = row->phone,
                               .website = row->website,
                               .description = row->description,
                               .opening_hours = row->opening_hours,
                               .services = row->services};
  bool known = row->has_latitude && row->has_longitude;
  shop_facts_place(facts, (struct position){known, row->latitude, row->longitude});
  if (str_starts(row->number, S("CHE")))
    facts->siren = row->number;
  else
    facts->siret = row->number;
}

bool registration_find(struct ctx *ctx, struct registration_id id, struct registration *one) {
  struct registration_row_row row;
  if (!registration_row(ctx, id, &row)) return false;
  *one = (struct registration){.id = id,
                               .state = (enum registration_state)row.state,
                               .number = row.number,
                               .takes_vouchers = row.takes_vouchers,
                               .iban = row.iban,
                               .account_holder = row.account_holder,
                               .person_name = row.person_name,
                               .email = row.email,
                               .photo = row.photo,
                               .photo_text = row.photo_text,
                               .check = (enum check_state)row.check_state,
                               .check_tries = row.check_tries,
                               .check_name = row.check_name,
                               .check_address = row.check_address,
                               .check_activity = row.check_activity,
                               .check_closed = row.check_closed,
                               .confirmed = row.has_confirmed_at,
                               .shop = row.shop_id,
                               .created_at = row.created_at};
  facts_of(&row, &one->facts);
  if (!language_from_code(row.language, &one->language)) one->language = LANGUAGE_FR;
  return true;
}

static bool save_body(struct ctx *ctx, void *arg) {
  const struct registration *one = arg;
  const struct shop_facts *facts = &one->facts;
  return registration_update(
             ctx, &(struct registration_update_params){.id = one->id,
                                                       .name = facts->name,
                                                       .trade = facts->trade,
                                                       .street = facts->street,
                                                       .postcode = facts->postcode,
                                                       .town = facts->town,
                                                       .has_latitude = facts->has_position,
                                                       .latitude = facts->latitude,
                                                       .has_longitude = facts->has_position,
                                                       .longitude = facts->longitude,
                                                       .phone = facts->phone,
                                                       .website = facts->website,
                                                       .description = facts->description,
                                                       .opening_hours = facts->opening_hours,
                                                       .services = facts->services,
                                                       .takes_vouchers = one->takes_vouchers,
                                                       .iban = one->iban,
                                                       .account_holder = one->account_holder,
                                                       .person_name = one->person_name,
                                                       .email = one->email,
                                                       .now = ctx->now}) == 1;
}

bool registration_save(struct ctx *ctx, const struct registration *one) {
  struct registration copy = *one;
  return db_write(ctx, save_body, &copy);
}

struct picturing {
  const struct registration *one;
  const struct photos *made;
  struct str digest, text;
};

static bool photo_body(struct ctx *ctx, void *arg) {
  struct picturing *picturing = arg;
  const struct registration *one = picturing->one;
  struct str digest = picturing->digest;
  if (picturing->made) digest = photo_keep(ctx, picturing->made);
  bool draft =
      registration_photo(ctx, &(struct registration_photo_params){.id = one->id,
                                                                  .photo = digest,
                                                                  .photo_text = picturing->text,
                                                                  .now = ctx->now}) == 1;
  if (!str_equal(digest, one->photo)) photo_drop(ctx, one->photo);
  return draft;
}

bool registration_set_photo(struct ctx *ctx, const struct registration *one,
                            const struct photos *made, struct str text) {
  struct picturing picturing = {one, made, one->photo, text};
  return db_write(ctx, photo_body, &picturing);
}

bool registration_remove_photo(struct ctx *ctx, const struct registration *one) {
  struct picturing picturing = {.one = one};
  return db_write(ctx, photo_body, &picturing);
}

static bool set_state(struct ctx *ctx, struct registration_id id, enum registration_state before,
                      enum registration_state state, struct shop_id shop) {
  return registration_set_state(
             ctx, &(struct registration_set_state_params){.id = id,
                                                          .before = before,
                                                          .state = state,
                                                          .has_shop_id = shop.value != 0,
                                                          .shop_id = shop,
                                                          .now = ctx->now}) == 1;
}

static bool send_body(struct ctx *ctx, void *arg) {
  const struct registration_id *id = arg;
  struct registration one;
  if (!registration_find(ctx, *id, &one)) return false;
  if (!set_state(ctx, *id, REGISTRATION_DRAFT, REGISTRATION_SENT, (struct shop_id){0}))
    return false;
  moderation_add(ctx, &(struct moderation){.kind = CASE_REGISTRATION,
                                           .subject = id->value,
                                           .name = one.facts.name,
                                           .email = one.email,
                                           .language = ctx->language});
  notice_add(ctx, NOTICE_REGISTRATION, id->value, one.email, one.person_name);
  return true;
}

bool registration_send(struct ctx *ctx, struct registration_id id) {
  return db_write(ctx, send_body, &id);
}

/* Deciding. */

static void grant(struct ctx *ctx, const struct registration *one, struct person_id person) {
  struct shop shop;
  if (shop_find(ctx, one->shop, &shop))
    person_grant(ctx, person, ROLE_SHOPKEEPER, shop.merchant_id);
}

void registration_confirm(struct ctx *ctx, struct registration_id id, struct person_id person) {
  struct registration one;
  if (!registration_find(ctx, id, &one)) return;
  registration_set_confirmed(ctx, id, ctx->now);
  if (one.state == REGISTRATION_APPROVED) grant(ctx, &one, person);
}

static struct shop_facts listed(struct ctx *ctx, const struct registration *one) {
  struct shop_facts facts = one->facts;
  facts.source = S("inscription");
  facts.source_id = id_text(ctx->arena, one->id.value);
  facts.source_on = zone_day(ctx->zone, ctx->now);
  return facts;
}

static unsigned all_fields(void) {
  return (1u << SHOP_FIELD_COUNT) - 1;
}

static void list_shop(struct ctx *ctx, struct registration *one) {
  struct shop shop;
  if (!shop_find(ctx, one->shop, &shop)) return;
  if (one->iban.len > 0)
    merchant_set_account(ctx, shop.merchant_id, one->email, one->iban, one->account_holder);
  shop_take_vouchers(ctx, shop.id, one->takes_vouchers);
  if (one->photo.len > 0) shop_set_photo(ctx, &shop, one->photo, one->photo_text);
  shop_confirm(ctx, shop.id);
}

enum moderation_result registration_approve(struct ctx *ctx, const struct moderation *one) {
  struct registration entry;
  struct registration_id id = {one->subject};
  struct person person;
  bool added;
  if (!registration_find(ctx, id, &entry)) return MODERATION_UNKNOWN;
  if (entry.state != REGISTRATION_SENT) return MODERATION_ALREADY_DECIDED;
  struct shop_facts facts = listed(ctx, &entry);
  if (shop_keep(ctx, &facts, &entry.shop, &added) != SHOP_OK ||
      shop_edit(ctx, entry.shop, &facts, all_fields()) != SHOP_OK)
    return MODERATION_BAD_VALUE;
  set_state(ctx, id, REGISTRATION_SENT, REGISTRATION_APPROVED, entry.shop);
  list_shop(ctx, &entry);
  if (entry.confirmed && person_find_by_email(ctx, entry.email, &person))
    grant(ctx, &entry, person.id);
  return moderation_decide(ctx, one->id, CASE_APPROVED, S(""));
}

void registration_refuse(struct ctx *ctx, struct registration_id id) {
  set_state(ctx, id, REGISTRATION_SENT, REGISTRATION_REFUSED, (struct shop_id){0});
}

struct str registration_link(struct ctx *ctx, struct registration_id id) {
  return capability_text(ctx, S("registration"), id.value);
}

bool registration_from_link(struct ctx *ctx, struct str link, struct registration_id *id) {
  return capability_read(ctx, S("registration"), link, &id->value);
}

struct str registration_address_link(struct ctx *ctx, struct registration_id id) {
  return capability_text(ctx, S("registration address"), id.value);
}

bool registration_from_address_link(struct ctx *ctx, struct str link, struct registration_id *id) {
  return capability_read(ctx, S("registration address"), link, &id->value);
}

/* The register. */

struct registration_questions registration_due(struct ctx *ctx) {
  struct registration_due_page_rows rows = registration_due_page(ctx, ctx->now);
  struct registration_questions list = {
      arena_array(ctx->arena, struct registration_question, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct registration_question){rows.items[i].territory, rows.items[i].id,
                                                   rows.items[i].number, rows.items[i].tries};
  return list;
}

void registration_found(struct ctx *ctx, const struct registration_question *question,
                        const struct registry_entry *entry) {
  registration_set_found(
      ctx, &(struct registration_set_found_params){.id = question->id,
                                                   .name = entry->name,
                                                   .trade = import_trade_of_naf(entry->activity),
                                                   .street = entry->street,
                                                   .postcode = entry->postcode,
                                                   .town = entry->town,
                                                   .has_latitude = entry->position.known,
                                                   .latitude = entry->position.latitude,
                                                   .has_longitude = entry->position.known,
                                                   .longitude = entry->position.longitude,
                                                   .check_name = entry->name,
                                                   .check_address = entry->address,
                                                   .check_activity = entry->activity,
                                                   .check_closed = entry->closed});
}

static void set_check(struct ctx *ctx, const struct registration_question *question,
                      enum check_state state, int64_t tries, struct instant next_at) {
  registration_set_check(
      ctx, &(struct registration_set_check_params){
               .id = question->id, .check_state = state, .tries = tries, .next_at = next_at});
}

void registration_unknown(struct ctx *ctx, const struct registration_question *question) {
  set_check(ctx, question, CHECK_UNKNOWN, question->tries + 1, ctx->now);
}

void registration_unanswered(struct ctx *ctx, const struct registration_question *question) {
  int64_t tries = question->tries + 1;
  struct instant next = {ctx->now.ms +
                         (MINUTE_MS << (question->tries < 10 ? question->tries : 10))};
  set_check(ctx, question, tries < CHECK_TRIES ? CHECK_WAITING : CHECK_GIVEN_UP, tries, next);
}

void registration_forget(struct ctx *ctx) {
  registration_drop(ctx, (struct instant){ctx->now.ms - (int64_t)DRAFT_DAYS * 24 * 60 * MINUTE_MS});
}
