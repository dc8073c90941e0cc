/* A shop in the words of schema.org. */
#ifndef DOMAIN_LINKED_LINKED_SHOP_PAGES_H
#define DOMAIN_LINKED_LINKED_SHOP_PAGES_H

#include "domain/hours/hours.h"
#include "domain/linked/linked.h"
#include "web/json_pen.h"
#include "web/web.h"

/* "https://bons.example/id/0SA40CQQM00A3": names the shop for ever, and leads to its page. */
struct str linked_uri(struct request *request, struct shop_id id);

struct linked_writer {
  struct request *request;
  struct json_pen pen;
};
struct linked_hours { /* the shop's hours with all that stands above them */
  struct hours_plan plan;
  struct hours_place place;
  struct str attribution; /* who must be named for its source, or "" */
};
struct linked_writer linked_writer(struct request *request, struct buf *out);
/* One object, without context. */
void linked_shop(struct linked_writer *writer, const struct shop *shop,
                 const struct linked_hours *hours);

/* A whole document about one shop, for its page. */
struct html linked_shop_html(struct request *request, const struct shop *shop,
                             const struct linked_hours *hours);

#endif
