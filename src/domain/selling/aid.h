/* The agent's page on a campaign's public money: the rule that says how much is added to a voucher,
 * and the envelope that it is paid from, with its funders. What a rule means and what an envelope
 * holds is decided in domain/topup. Money is put in once: who sends the form again, or beside a
 * colleague, is shown what lies there now. */
#ifndef DOMAIN_SELLING_AID_H
#define DOMAIN_SELLING_AID_H

#include "domain/selling/selling_pages.h"
#include "domain/topup/envelope.h"

struct aid_case_typed {
  struct str kind,
      which; /* "age" and "16-25", "place" and "33000, Le Haillan", "fragile" and "40" */
  int64_t give;
  bool has_give;
};
struct aid_typed { /* the rule's form as sent */
  struct str form, counts, person;
  int64_t give, step, least, voucher_most, person_most, hold;
  bool has_give, has_step, has_least, has_voucher_most, has_person_most, has_hold;
  struct aid_case_typed cases[TOPUP_CASES_MAX];
};
extern const struct form aid_form;

/* What was typed, as a rule; all that is wrong with it is noted beside the fields. */
struct topup_rule aid_rule_of(struct request *request, const struct aid_typed *typed);
struct aid_typed aid_typed_of(struct ctx *ctx, const struct topup_rule *rule);

struct aid_filling { /* the envelope's form as sent */
  struct str funder;
  int64_t amount, seen; /* seen: what was in it when the form was drawn */
  bool has_amount;
};

struct aid_cases {
  struct aid_case {
    int64_t number;
    bool age, place, fragile;
    struct str which, give;
  } * items;
  size_t count;
};
struct aid_examples {
  struct aid_example {
    struct money worth, paid, added;
  } * items;
  size_t count;
};
struct aid_shares {
  struct aid_share {
    struct str funder;
    struct money filled, emptied;
    struct str part; /* « 60 % » */
  } * items;
  size_t count;
};
struct aid_funders {
  struct aid_funder {
    struct str name;
  } * items;
  size_t count;
};

struct aid_page {
  struct page_frame frame;
  struct str id, name;
  bool over, saved, filled, emptied;
  struct str refusal; /* of an act, or "" */
  struct selling_problems problems;
  bool none, rate, amount, by_value, by_money, anybody, email, phone;
  struct selling_field give, step, least, voucher_most, person_most, hold;
  struct str cases_error, person_error, either; /* "% ou €" */
  struct aid_cases cases;
  struct aid_examples examples;
  bool has_envelope, may_return;
  struct money left, reserved, used, put_in;
  int64_t put_in_cents;
  struct aid_shares shares;
  struct aid_funders funders;
  struct selling_field funder, sum;
};

struct aid_drawing {
  int status;
  const struct campaign *campaign;
  const struct aid_typed *typed;     /* NULL: the rule that is kept */
  const struct aid_filling *filling; /* NULL: nothing was typed there */
  struct str refusal, done;
};
void aid_draw(struct request *request, struct response *response,
              const struct aid_drawing *drawing);

extern const struct route_table aid_routes; /* /bureau/campagnes/{id}/aide, .../enveloppe */

#endif
