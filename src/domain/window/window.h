/* The shop window: home, list of shops, one shop, what this site is. What it shows comes from
 * search, shop, campaign and figures; nothing is decided here. */
#ifndef DOMAIN_WINDOW_WINDOW_H
#define DOMAIN_WINDOW_WINDOW_H

#include "domain/campaign/campaign.h"
#include "domain/figures/figures.h"
#include "domain/frame/frame.h"
#include "domain/import/import_view.h"
#include "domain/photo/photo_pages.h"
#include "domain/search/search.h"
#include "domain/window/window_hours.h"

struct shop_card {
  struct url root; /* of the frame */
  struct str slug, name, trade, pattern;
  struct str street, town;
  bool deeper;       /* below a heading of its own */
  bool open, closed; /* at the moment asked for; neither: nothing to say */
  struct str away;   /* how far from where one looks, or "" */
  bool some;         /* any of the following */
  bool vouchers, takeaway, delivery, outdoor, wheelchair;
};

struct shop_cards {
  struct shop_card *items;
  size_t count;
};

struct choice { /* of a filter */
  struct str value, label;
  int64_t shops;
  bool chosen;
};

struct choices {
  struct choice *items;
  size_t count;
};

struct home_page {
  struct page_frame frame;
  int64_t shops, towns; /* how many */
  struct shop_cards recent;
  bool bought; /* recent ones have sold vouchers; else they stand first in the list */
  struct choices by_town, by_trade;
  bool selling, wide; /* for shops one by one; for all of them */
  struct str campaign;
  struct day redeemable_on, expires_on;
  bool free_amount;
  struct money min, max;
  struct figures_total total;
  struct str curve_line, curve_area; /* SVG path data; "" without sales */
};

struct shop_page {
  struct page_frame frame;
  struct shop shop;
  struct str trade, pattern;
  struct url website;
  struct str website_text, phone_text;
  struct str services, payments; /* their names, with commas between */
  bool has_photo;
  struct photo_view photo;
  struct hours_view hours;
  bool selling; /* vouchers for this shop are sold now */
  bool free_amount;
  struct money min, max;
  struct day redeemable_on, expires_on;
  struct import_origin_views origins;
  struct html map;      /* where it is, drawn; "" without a position or a ground */
  struct str map_box;   /* for the large map */
  struct url geo;       /* for map applications (RFC 5870) */
  struct window_notes { /* exceptional days to come */
    struct window_note {
      struct str what, when;
    } * items;
    size_t count;
  } notes;
  struct str measure;   /* what a measure says of it today, or "" */
  struct str fragility; /* its score and why; "" if it is gone */
  bool gone;            /* closed for good */
  struct day gone_on;
  bool failed; /* its merchant has: what becomes of its vouchers */
  struct day failed_on, claims_until;
  bool has_claims_until;
  struct str failed_why, trustee, contact;
};

struct about_neighbours { /* where our vouchers for all shops may be used too */
  struct about_neighbour {
    struct str name;
    struct day from_on, ends_on;
    bool ends;
  } * items;
  size_t count;
};

struct about_page {
  struct page_frame frame;
  struct about_neighbours neighbours;
  struct import_origin_views sources;
  struct str contact; /* e-mail address of the territory, or "" */
};

extern const struct route_table window_routes, window_api_routes;

#endif
