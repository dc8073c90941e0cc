/* The outbox: a row says who must hear what about which noun. It is written in the transaction of
 * the thing itself, rendered when it is sent or read, and sent by a job (src/jobs). Nothing here
 * touches the network.
 *
 * Invariants
 * 1. A notice leaves `waiting` once: to sent, or to failed after a permanent refusal or the
 *    last try.
 * 2. Between tries the wait doubles, from one minute to half a day; twelve tries, then failed. */
#ifndef DOMAIN_NOTICE_H
#define DOMAIN_NOTICE_H

#include "base/ctx.h"

struct notice_id {
  int64_t value;
};

enum notice_kind {
  NOTICE_VOUCHER_ISSUED = 1, /* to the buyer, with the PDF; subject: order */
  NOTICE_ENTRY_ANSWER = 2,   /* to who sent an entry, a claim or a correction; subject: case */
  NOTICE_REGISTRATION = 3,   /* confirm your address; subject: registration */
  NOTICE_CLAIM = 4,          /* likewise; subject: claim */
  NOTICE_STILL_RIGHT = 5,    /* is your entry still right? subject: shop */
  NOTICE_TRANSFER_DUE = 20,  /* how to pay by transfer, with a PDF; subject: order */
  NOTICE_REFUND_ASKED = 40,  /* your money is on its way; subject: refund */
  NOTICE_REFUND_SENT = 41,   /* it was sent; subject: refund */
  NOTICE_REMINDER = 42,      /* use it before its last day; subject: voucher */
  NOTICE_EXTENDED = 43,      /* it has another last day; subject: voucher */
  NOTICE_GIFT = 44,          /* somebody gives you a voucher, with the PDF; subject: voucher */
  NOTICE_PASSED_ON = 45,     /* likewise, one that was theirs; subject: voucher */
  NOTICE_FOUND = 46,         /* a link to all that an address holds; subject: 0 */
  NOTICE_SHOP_FAILED = 120,  /* your voucher is frozen, and a claim; subject: voucher */
  NOTICE_SHOP_BACK = 121,    /* it is worth its value again; subject: voucher */
  NOTICE_PROOF = 100,        /* six digits that prove an address; subject: proof */
  NOTICE_TAKINGS = 140,      /* a merchant's statement of a week, as PDF; subject: takings_mail */
  NOTICE_VOLUME = 141,       /* payments come near the legal threshold; subject: volume */
  NOTICE_NEIGHBOUR_PROPOSED = 180, /* a neighbour proposes an agreement; subject: agreement */
  NOTICE_NEIGHBOUR_ANSWERED = 181, /* it said yes or no, or took it back; subject: agreement */
  NOTICE_NEIGHBOUR_ENDS = 182,     /* it set the last day; subject: agreement */
  NOTICE_NETTED = 183,             /* a night's statement is ready; subject: the neighbour */
  NOTICE_GIFT_HELD = 122,          /* to the buyer: frozen on its day; subject: voucher */
  NOTICE_PASSWORD_LOST = 200,      /* a link to choose another one; subject: person */
  NOTICE_PASSWORD_CHANGED = 201,   /* it was changed; subject: person */
  NOTICE_ADDRESS_PROVE = 202,      /* to the new address, a link; subject: person */
  NOTICE_ADDRESS_CHANGED = 203,    /* to the old address; subject: person */
  NOTICE_QUEUE_OFFER = 101,        /* public money is there for you; subject: place in the line */
  NOTICE_CARD_ASIDE = 60,          /* what came by card does not fit; subject: payment */
  NOTICE_STRIPE_READY = 61,        /* your account there can be paid; subject: merchant */
  NOTICE_STRIPE_ASKS = 62          /* it cannot, Stripe has questions; subject: merchant */
};
enum notice_state { NOTICE_WAITING = 1, NOTICE_SENT = 2, NOTICE_FAILED = 3 };
const char *notice_state_name(enum notice_state state);

struct notice {
  struct territory_id territory;
  struct notice_id id;
  enum notice_kind kind;
  int64_t subject;
  struct str to_email, to_name;
  enum language language;
  enum notice_state state;
  int64_t tries;
  struct str failure; /* the mail server's sentence */
  struct instant created_at;
};
struct notices {
  struct notice *items;
  size_t count;
};

/* Inside db_write. */
void notice_add(struct ctx *ctx, enum notice_kind kind, int64_t subject, struct str to_email,
                struct str to_name);
bool notice_find(struct ctx *ctx, struct notice_id id, struct notice *notice);
/* Newest first, at most 50, older than `before` (0: from the newest). */
struct notices notice_list(struct ctx *ctx, struct notice_id before);
int64_t notice_count_waiting(struct ctx *ctx); /* of the territory, counted up to 1,000 */

/* For the sender: due in any territory, oldest first, at most 20; to addresses, or to telephones
 * ("tel:+33612345678" in to_email). */
struct notices notice_due(struct ctx *ctx, bool phones);
/* Inside db_write. */
void notice_sent(struct ctx *ctx, struct notice_id id);
void notice_failed(struct ctx *ctx, const struct notice *notice, struct str failure,
                   bool permanent);

#endif
