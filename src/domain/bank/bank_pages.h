/* The desk's bank pages: files in, what they will do, money without a place, and on which account
 * the territory takes transfers. They decide nothing: domain/bank and domain/payment do. */
#ifndef DOMAIN_BANK_BANK_PAGES_H
#define DOMAIN_BANK_BANK_PAGES_H

#include "domain/bank/bank.h"
#include "domain/frame/frame.h"
#include "domain/payment/bank_setting.h"

struct bank_row { /* a line in a list */
  struct url root;
  struct str id;
  struct day on;
  struct str amount; /* with its sign; "" of an answer */
  struct str party, about;
  enum message outcome;
  struct str reason; /* of a return, in words */
  bool good, warn;
  bool open, asked, held, claimable;
};
struct bank_rows {
  struct bank_row *items;
  size_t count;
};

struct bank_file_row {
  struct url root;
  struct str id, name, message_id;
  enum message kind;
  struct instant at;
  int64_t lines;
  bool waits;
};
struct bank_file_rows {
  struct bank_file_row *items;
  size_t count;
};

struct bank_home_page {
  struct page_frame frame;
  struct str problem, place; /* of a refused file */
  bool open;                 /* buyers may pay by transfer */
  struct str iban;           /* masked */
  struct money suspense;
  struct bank_rows rows; /* somebody must look */
  struct bank_file_rows files;
};

struct bank_file_page {
  struct page_frame frame;
  struct bank_file_row file;
  struct str problem, version, after;
  struct bank_rows rows;
  struct money settles, suspends; /* of a file that waits */
  int64_t same;
};

struct bank_options { /* refunds, or payouts on their way, that a movement could be */
  struct bank_option {
    struct str value, label;
  } * items;
  size_t count;
};

struct bank_line_page {
  struct page_frame frame;
  struct bank_row row;
  struct str problem;
  struct str remittance, reference, end_to_end, party_iban, typed, note;
  struct money open;
  bool may_assign, may_refund, may_confirm, may_keep, sum, refunded, done;
  bool may_claim, claimed; /* a debit that may be a refund; that somebody says is one */
  struct bank_options refunds, transits;
};

struct bank_setting_page {
  struct page_frame frame;
  struct str problem;
  bool saved, may_change, swiss;
  struct bank_setting setting;
};

extern const struct route_table bank_routes, bank_line_routes, bank_setting_routes;

struct bank_row bank_row_of(struct request *request, const struct bank_line *line);
struct str bank_desk_sentence(struct request *request, enum bank_result result);

#endif
