/* How a territory takes bank transfers: on which account, in whose name, and how long an order
 * waits for its money. The reference that travels with a transfer carries the payment's id.
 *
 * Invariants
 * 1. What is kept can be printed as a demand: the account is an IBAN; a Swiss one has an address;
 * in francs it is Swiss. */
#ifndef DOMAIN_PAYMENT_BANK_SETTING_H
#define DOMAIN_PAYMENT_BANK_SETTING_H

#include "base/message.h"
#include "base/reference.h"
#include "domain/payment/payment.h"

struct bank_setting {
  bool open;               /* may buyers pay by transfer? */
  struct str iban;         /* on demands; a QR-IBAN where the bank gave one */
  struct str account_iban; /* as the bank's files call the account, if otherwise; or "" */
  struct str bic, holder, street, building, postcode, town, country;
  int64_t wait_days;
  bool pain_newer; /* payment orders as pain.001.001.09, else .03 */
};

#define BANK_SETTING_RESULTS(X)                                                                    \
  X(OK, 200, bank_setting_ok)                                                                      \
  X(BAD_IBAN, 422, bank_setting_bad_iban)                                                          \
  X(QR_ACCOUNT, 422, bank_setting_qr_account) /* statements come on the ordinary account */        \
  X(NOT_SWISS, 422, bank_setting_not_swiss)                                                        \
  X(NO_HOLDER, 422, bank_setting_no_holder)                                                        \
  X(NO_ADDRESS, 422, bank_setting_no_address)                                                      \
  X(BAD_BIC, 422, bank_setting_bad_bic)

enum bank_setting_result {
#define X(name, status, message) BANK_SETTING_##name,
  BANK_SETTING_RESULTS(X)
#undef X
};
int bank_setting_status(enum bank_setting_result result);
enum message bank_setting_message(enum bank_setting_result result);

enum { BANK_WAIT_DAYS = 14, BANK_WAIT_DAYS_MAX = 90 };

/* False, and the usual values, while nothing was kept. */
bool bank_setting_find(struct ctx *ctx, struct bank_setting *setting);
/* Opens its own db_write; audited. */
enum bank_setting_result bank_setting_keep(struct ctx *ctx, const struct bank_setting *setting);

/* QR where the account takes no other, else RF. */
struct reference bank_reference(const struct bank_setting *setting, struct payment_id id);
/* The last day on which money for what was ordered then is waited for. */
struct day bank_wait_until(struct ctx *ctx, const struct bank_setting *setting,
                           struct instant created_at);

struct bank_waiting { /* a payment that waits for its transfer */
  struct payment_id id;
  int64_t order;
  struct money amount;
  struct instant created_at;
};
struct bank_waitings {
  struct bank_waiting *items;
  size_t count;
};
/* Oldest first, made before then, at most 200. */
struct bank_waitings bank_waiting_list(struct ctx *ctx, struct instant before);

#endif
