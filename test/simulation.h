/* Random acts in one territory beside a model that keeps every voucher in an array and knows no
 * ledger: buying, public money, transfers, uses, refunds, payouts that come back, the end. After
 * each act the balances it touched are compared, and all books are walked. Seeded. */
#ifndef TEST_SIMULATION_H
#define TEST_SIMULATION_H

#include "base/random.h"
#include "domain/payout/payout.h"
#include "test/scene.h"

enum { SIMULATION_SHOPS = 3, SIMULATION_VOUCHERS = 4000, SIMULATION_HOLDS = 12 };

struct simulated_voucher {
  struct voucher_id id;
  size_t shop;
  int64_t balance;
  bool ended;                    /* the rest was paid back */
  int64_t worth, paid, refunded; /* of the worth the buyer paid so much; of it was paid back */
  enum campaign_remainder rule;  /* under which it was sold */
};

struct simulation {
  struct ctx *ctx;
  struct random dice;
  struct shop shops[SIMULATION_SHOPS];
  int64_t due[SIMULATION_SHOPS], under_way[SIMULATION_SHOPS], paid[SIMULATION_SHOPS],
      redeemed[SIMULATION_SHOPS], sold[SIMULATION_SHOPS];
  struct simulated_voucher vouchers[SIMULATION_VOUCHERS];
  size_t count;
  struct batch_id batch;
  bool batch_open;
  int64_t nonce, statements;
  int64_t arrived, suspense, kept; /* by transfer */
  struct campaign campaign;
  int64_t fund, expired, lapsed_to_holders; /* at the end */
  int64_t filled, left, reserved, used;     /* the envelope */
  int64_t paid_by_buyers;
  int64_t unsold[SIMULATION_SHOPS]; /* paid back, or expired */
  struct simulated_hold {           /* an order with public money that is not decided yet */
    struct order_id order;
    struct payment_id payment;
    size_t shop;
    int64_t amount, top_up, until_ms;
    enum campaign_remainder rule; /* that stood when it was ordered */
  } holds[SIMULATION_HOLDS];
  size_t hold_count;
};

/* A campaign with public money and shops with accounts, in ctx's territory. */
void simulation_open(struct simulation *model, struct ctx *ctx, uint64_t seed);
/* Something happens, then everything is compared. */
void simulation_act(struct simulation *model);
void simulation_compare(struct simulation *model);
/* Time has passed: orders that nobody paid give back what they reserved. */
void simulation_lapse(struct simulation *model);
/* The bank's statement: so much came with the reference of that payment. It is without a place, as
 * the model has it, until the model says otherwise. */
void simulation_receive(struct simulation *model, struct payment_id payment, int64_t amount);
/* The year is over and what is left goes where its rule says. */
void simulation_let_expire(struct simulation *model);

#endif
