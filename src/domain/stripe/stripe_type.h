/* The kinds of movements on a balance that Stripe's description names (balance_transaction.type,
 * October 2025), and what is made of each here. A kind that it does not name yet is asked about. */
#ifndef DOMAIN_STRIPE_STRIPE_TYPE_H
#define DOMAIN_STRIPE_STRIPE_TYPE_H

#include "base/message.h"
#include "domain/stripe/stripe_object.h"

enum stripe_way {
  STRIPE_WAY_OURS,    /* our books moved it themselves: it is held against them */
  STRIPE_WAY_FEE,     /* Stripe takes it for itself, or gives it back */
  STRIPE_WAY_DISPUTE, /* a buyer's bank takes it, or brings it back */
  STRIPE_WAY_TRANSIT, /* it goes to the territory's own bank, or comes from there */
  STRIPE_WAY_RESERVE, /* Stripe lays it aside, or gives it free: it stays the territory's */
  STRIPE_WAY_ASK      /* a person says what it is, another confirms */
};

/* An adjustment is a fee or a dispute where it says so. */
#define STRIPE_TYPES(X)                                                                            \
  X(adjustment, ASK, stripe_type_adjustment)                                                       \
  X(advance, ASK, stripe_type_advance)                                                             \
  X(advance_funding, ASK, stripe_type_advance_funding)                                             \
  X(anticipation_repayment, ASK, stripe_type_anticipation_repayment)                               \
  X(application_fee, ASK, stripe_type_application_fee)                                             \
  X(application_fee_refund, ASK, stripe_type_application_fee_refund)                               \
  X(charge, OURS, stripe_type_charge)                                                              \
  X(connect_collection_transfer, ASK, stripe_type_connect_collection_transfer)                     \
  X(contribution, ASK, stripe_type_contribution)                                                   \
  X(issuing_authorization_hold, ASK, stripe_type_issuing_authorization_hold)                       \
  X(issuing_authorization_release, ASK, stripe_type_issuing_authorization_release)                 \
  X(issuing_dispute, ASK, stripe_type_issuing_dispute)                                             \
  X(issuing_transaction, ASK, stripe_type_issuing_transaction)                                     \
  X(payment, OURS, stripe_type_payment)                                                            \
  X(payment_failure_refund, ASK, stripe_type_payment_failure_refund)                               \
  X(payment_refund, OURS, stripe_type_payment_refund)                                              \
  X(payout, TRANSIT, stripe_type_payout)                                                           \
  X(payout_cancel, TRANSIT, stripe_type_payout_cancel)                                             \
  X(payout_failure, TRANSIT, stripe_type_payout_failure)                                           \
  X(refund, OURS, stripe_type_refund)                                                              \
  X(refund_failure, OURS, stripe_type_refund_failure)                                              \
  X(reserve_transaction, RESERVE, stripe_type_reserve_transaction)                                 \
  X(reserved_funds, RESERVE, stripe_type_reserved_funds)                                           \
  X(stripe_fee, FEE, stripe_type_stripe_fee)                                                       \
  X(stripe_fx_fee, FEE, stripe_type_stripe_fx_fee)                                                 \
  X(tax_fee, FEE, stripe_type_tax_fee)                                                             \
  X(topup, TRANSIT, stripe_type_topup)                                                             \
  X(topup_reversal, TRANSIT, stripe_type_topup_reversal)                                           \
  X(transfer, OURS, stripe_type_transfer)                                                          \
  X(transfer_cancel, ASK, stripe_type_transfer_cancel)                                             \
  X(transfer_failure, ASK, stripe_type_transfer_failure)                                           \
  X(transfer_refund, OURS, stripe_type_transfer_refund)

enum stripe_way stripe_way_of(const struct stripe_object *move);
/* What such a movement is, for people. */
enum message stripe_type_words(struct str type);

#endif
