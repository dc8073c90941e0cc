/* A shop's hours as a visitor reads them: open or not at this moment, until when, and the week.
 * Measures stand above exceptions, exceptions above the shop's normal hours; holidays are the
 * territory's. A service may keep other hours than the counter: « livre jusqu'à 20 h ». Hours that
 * nobody can read give no week at all rather than a wrong one. What depends on the moment is at
 * most as old as the page cache lets a page become. */
#ifndef DOMAIN_WINDOW_WINDOW_HOURS_H
#define DOMAIN_WINDOW_WINDOW_HOURS_H

#include "domain/hours/hours.h"
#include "domain/shop/shop.h"

struct hours_line { /* a day of the week */
  struct str day, times;
  struct str holiday; /* its name, or "" */
  bool today;
};

struct hours_service {   /* of a service that keeps hours of its own */
  struct str word, name; /* "delivery", « Livraison » */
  struct str now;        /* « Ouvert maintenant · ferme à 20 h » */
  struct str value, state;
};

struct hours_services {
  struct hours_service *items;
  size_t count;
};

struct hours_view {
  bool open, closed; /* now; neither: nobody knows */
  struct str now;    /* « Ouvert maintenant · ferme à 19 h »; "": nothing can be said */
  struct str comment;
  struct str value, normal; /* as kept, and as the standard writes it; "" if it cannot be read */
  struct str state;         /* open closed unknown */
  bool has_change;
  struct instant next_change;
  struct hours_services services;
  struct hours_week week;   /* the same days as items, for programs */
  struct hours_line *items; /* seven days from Monday on, or none */
  size_t count;
};

/* Where a shop's clock hangs: the territory's zone and holidays, the shop's position. */
struct hours_place window_place(struct ctx *ctx, const struct shop *shop);
/* Its normal hours with its exceptions and the measures that touch it. `hours`: its value, read; or
 * NULL. */
struct hours_plan window_plan(struct ctx *ctx, const struct shop *shop, const struct hours *hours);
/* Of a shop that is gone: closed, and no hours. Of one whose merchant has failed: unknown, and
 * none, for nobody keeps them true any more. */
struct hours_view window_hours(struct ctx *ctx, const struct shop *shop);

#endif
