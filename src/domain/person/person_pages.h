/* Signing in and out. */
#ifndef DOMAIN_PERSON_PERSON_PAGES_H
#define DOMAIN_PERSON_PERSON_PAGES_H

#include "domain/frame/frame.h"

struct sign_in_page {
  struct page_frame frame;
  struct str email; /* as typed */
  struct str next;  /* the page that asked for it, or "" */
  bool refused;
  struct str refusal;
};

extern const struct route_table person_routes;

#endif
