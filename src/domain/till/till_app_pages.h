/* The till as one screen: what its script finds in the page. The sentences stand there in the
 * reader's language, with {words} in braces that the script fills. */
#ifndef DOMAIN_TILL_APP_H
#define DOMAIN_TILL_APP_H

#include "domain/till/till_desk.h"

struct till_word {
  struct str name, sentence;
};
struct till_words {
  struct till_word *items;
  size_t count;
};

struct till_app {
  struct url root;
  struct str mode; /* "" or "revoked": it only sends what waits */
  struct till_words words;
};
struct till_app till_app_of(struct request *request, const struct page_frame *frame);

struct till_shell_page { /* the page of a till without a network */
  struct page_frame frame;
  struct till_app app;
};

struct till_revoked_page {
  struct page_frame frame;
  struct till_app app;
  struct str name; /* of the device */
};

extern const struct route_table till_app_routes;

#endif
