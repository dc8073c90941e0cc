/* The pages by which a shopkeeper gets in: registering, claiming, confirming an address, and «
 * still right? ». */
#ifndef DOMAIN_JOINING_JOINING_PAGES_H
#define DOMAIN_JOINING_JOINING_PAGES_H

#include "domain/editor/hours_editor.h"
#include "domain/editor/shop_fields.h"
#include "domain/frame/frame.h"
#include "domain/joining/claim.h"
#include "domain/joining/registration.h"

struct joining_steps {
  struct joining_step {
    enum message label;
    bool current, done;
  } * items;
  size_t count;
};

struct joining_top { /* where on the way, and whether something is wrong */
  struct joining_steps steps;
  bool refused;
};

struct joining_page { /* all screens of a registration */
  struct page_frame frame;
  struct joining_top top;
  struct str link;
  struct registration one;
  /* first */
  struct str number, number_error;
  bool swiss;
  struct duplicates same; /* shops with this number */
  /* the register's word */
  bool found, register_closed, register_unknown, register_silent;
  /* second, third */
  struct shop_fields_view fields;
  struct hours_editor editor;
  struct shop_input photo_file, photo_text;
  bool has_photo;
  struct url photo; /* what was sent, for this reader's eyes only */
  /* fifth */
  struct shop_input iban, holder;
  bool vouchers;
  /* last */
  struct duplicates duplicates;
  struct shop_input person_name, email, agrees;
  struct str trade;
};

struct address_page { /* confirm an address: a registration's or a claim's */
  struct page_frame frame;
  struct url action;
  struct str shop, email;
  bool known;     /* somebody with this address has a password already */
  bool confirmed; /* done */
  bool granted;   /* may sign in */
  struct str password_error;
  /* a claim */
  bool claim, enters_code, decided_no;
  bool by_post, by_phone;
  struct url code_action;
  struct str code_error;
};

struct claim_page {
  struct page_frame frame;
  struct shop shop;
  struct str channel;
  bool by_phone, by_post, chosen_post, chosen_phone, chosen_agent, sent;
  struct shop_input person_name, email;
};

struct still_right_page {
  struct page_frame frame;
  struct shop shop;
  struct str link, trade;
  bool done;
  struct editor_week hours;
};

/* Who has this address: known, or made with this password. Outside db_write. */
enum person_result joining_person(struct ctx *ctx, struct str email, struct str name,
                                  struct str password, struct person_id *id);

extern const struct route_table registration_routes, claim_routes, address_routes,
    still_right_routes;

#endif
