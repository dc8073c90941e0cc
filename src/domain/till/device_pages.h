/* Devices of a shop: which are tills, how another becomes one, and how one stops to be. */
#ifndef DOMAIN_TILL_DEVICE_PAGES_H
#define DOMAIN_TILL_DEVICE_PAGES_H

#include "domain/till/till_desk.h"

struct device_row {
  struct url root;
  struct str id, shop, slug, token;
  struct str name;
  struct instant since, used_at;
  bool used, revoked;
};
struct device_rows {
  struct device_row *items;
  size_t count;
};

struct devices_page {
  struct page_frame frame;
  struct till_desk desk;
  struct device_rows devices; /* in use first */
  bool removed;
  struct str name, problem; /* as typed; "" or what is wrong with it */
  int64_t name_max;
};

struct device_code_page {
  struct page_frame frame;
  struct till_desk desk;
  struct str code, name; /* "7F3K 9Q2M" */
  struct str address;    /* where the device goes to type it */
  struct html qr;
  int64_t minutes;
};

struct pair_page {
  struct page_frame frame;
  struct till_desk desk;
  struct str code, problem;
};

extern const struct route_table device_routes;

#endif
