/* « Inscrire mon commerce »: what a shopkeeper types, kept between screens, looked up in the
 * register, then decided by an agent.
 *
 * Invariants
 * 1. The register is asked outside any request and any transaction; while it is silent the form
 *    goes on, and the entry is checked later (at most twelve times).
 * 2. A registration becomes a shop once, by an agent's yes; its facts count as written by hand.
 * 3. Its shopkeeper may sign in when the address is confirmed and the entry approved, in whichever
 *    order. */
#ifndef DOMAIN_JOINING_REGISTRATION_H
#define DOMAIN_JOINING_REGISTRATION_H

#include "domain/moderation/moderation.h"
#include "domain/person/person.h"
#include "domain/photo/photo.h"
#include "domain/registry/registry.h"

struct registration_id {
  int64_t value;
};

enum registration_state {
  REGISTRATION_DRAFT = 1,
  REGISTRATION_SENT = 2,
  REGISTRATION_APPROVED = 3,
  REGISTRATION_REFUSED = 4
};

enum check_state {
  CHECK_NONE = 0,    /* nothing to ask: no number, or no register for it */
  CHECK_WAITING = 1, /* to be asked, or asked again */
  CHECK_FOUND = 2,
  CHECK_UNKNOWN = 3, /* the register knows no such number */
  CHECK_GIVEN_UP = 4 /* the register never answered */
};

struct registration {
  struct registration_id id;
  enum registration_state state;
  struct str number; /* SIRET or UID, or "" */
  struct shop_facts facts;
  bool takes_vouchers;
  struct str iban, account_holder, person_name, email;
  struct str photo, photo_text; /* its digest, or ""; what is on it */
  enum language language;
  enum check_state check;
  int64_t check_tries;
  struct str check_name, check_address, check_activity;
  bool check_closed;
  bool confirmed; /* the e-mail address */
  struct shop_id shop;
  struct instant created_at;
};

/* Begins with a number, checked in form, or "". Own db_write. */
struct registration_id registration_begin(struct ctx *ctx, struct str number, bool ask_register);
bool registration_find(struct ctx *ctx, struct registration_id id, struct registration *one);
/* While it is a draft: everything that was typed. Own db_write; false if it has been sent. */
bool registration_save(struct ctx *ctx, const struct registration *one);
/* Likewise its photo: a new one, the one it has (made NULL) or none (a text without a photo says
 * nothing). Own db_write; false if it has been sent. */
bool registration_set_photo(struct ctx *ctx, const struct registration *one,
                            const struct photos *made, struct str text);
bool registration_remove_photo(struct ctx *ctx, const struct registration *one);
/* Sends it to the agents; the shopkeeper gets a mail to confirm the address. Own db_write; false if
 * it was sent before. */
bool registration_send(struct ctx *ctx, struct registration_id id);
/* The address is theirs; with the right to sign in if the entry is approved. Inside db_write. */
void registration_confirm(struct ctx *ctx, struct registration_id id, struct person_id person);
/* Lists the shop. Inside db_write. */
enum moderation_result registration_approve(struct ctx *ctx, const struct moderation *one);
void registration_refuse(struct ctx *ctx, struct registration_id id);

/* The unguessable name of a registration in addresses, and back. */
struct str registration_link(struct ctx *ctx, struct registration_id id);
bool registration_from_link(struct ctx *ctx, struct str link, struct registration_id *id);

/* What stands in the mail that confirms the address: only who reads the mailbox has it. */
struct str registration_address_link(struct ctx *ctx, struct registration_id id);
bool registration_from_address_link(struct ctx *ctx, struct str link, struct registration_id *id);

/* Shops that it may already be: the same number, or a like name in the same place; at most 6. */
struct duplicates {
  struct duplicate {
    struct str slug, name, street, town;
    bool same_number;
  } * items;
  size_t count;
};
struct duplicates registration_duplicates(struct ctx *ctx, const struct registration *one);

/* For the job: due in any territory, at most 10. */
struct registration_question {
  struct territory_id territory;
  struct registration_id id;
  struct str siret;
  int64_t tries;
};
struct registration_questions {
  struct registration_question *items;
  size_t count;
};
struct registration_questions registration_due(struct ctx *ctx);
/* What the register said. Inside db_write, in the question's territory. */
void registration_found(struct ctx *ctx, const struct registration_question *question,
                        const struct registry_entry *entry);
void registration_unknown(struct ctx *ctx, const struct registration_question *question);
/* It did not answer: again later, after 1, 2, 4, ... minutes, or given up. */
void registration_unanswered(struct ctx *ctx, const struct registration_question *question);
/* Drafts of more than two weeks are forgotten with what was typed. Inside db_write. */
void registration_forget(struct ctx *ctx);

#endif
