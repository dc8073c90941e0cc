/* Signing in and out. */
#ifndef DOMAIN_PERSON_PERSON_PAGES_H
#define DOMAIN_PERSON_PERSON_PAGES_H

#include "domain/frame/frame.h"

struct sign_in_page {
  struct page_frame frame;
  struct str email;             /* as typed */
  struct str next;              /* the page that asked for it, or "" */
  bool refused, renewed, moved; /* the password was just chosen; another address confirmed */
  struct str refusal;
  struct str contact; /* who helps when the password is lost; may be empty */
};

extern const struct route_table person_routes;

#endif
