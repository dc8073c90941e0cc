/* Whose till this is: the shop of a device, or the one that a shopkeeper chose of his own. */
#ifndef DOMAIN_TILL_DESK_H
#define DOMAIN_TILL_DESK_H

#include "domain/frame/frame.h"
#include "domain/voucher/voucher.h"

struct till_shop {
  struct str slug, name, street;
  bool chosen;
};

struct till_shops {
  struct till_shop *items;
  size_t count;
};

struct till_desk {
  struct shop_id shop_id;
  struct str slug, name;
  struct str keeper;       /* the person's name, or the device's */
  bool device;             /* a device on its own: nobody is signed in */
  struct till_shops shops; /* to choose from; none where there is but one */
  struct url root;
};

/* The shop asked for ("" for none in particular) if it is one of the merchant's, else the first. A
 * device has its own. False: the shop is gone. */
bool till_desk_find(struct request *request, struct str wanted, struct till_desk *desk);
/* Its id alone, for who draws no page: of a device, nothing is asked. */
bool till_shop_find(struct request *request, struct str wanted, struct shop_id *shop);
/* The frame of a page of the till: bare, unknown to search engines. */
struct page_frame till_frame_of(struct request *request, struct till_desk *desk,
                                enum message title);
/* Who scans what, from there. */
struct voucher_scan till_scan(struct request *request, struct shop_id shop, struct str code);
/* Notes that the device is at work. */
void till_touch(struct request *request);

#endif
