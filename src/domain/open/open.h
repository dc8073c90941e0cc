/* What leaves the site for others: maps, pages of towns and trades that the world can find, exports
 * of every list, a catalogue of them, feeds, and a window for other sites. Each says where its data
 * comes from and under which licence. Nothing is decided here. */
#ifndef DOMAIN_OPEN_OPEN_H
#define DOMAIN_OPEN_OPEN_H

#include "domain/linked/linked_shop_pages.h"
#include "domain/listing/listing.h"
#include "domain/map/map_drawing_pages.h"
#include "domain/window/window.h"
#include "domain/window/window_card.h"

extern const struct route_table open_map_routes, open_map_api_routes, open_place_routes,
    open_export_routes, open_catalogue_routes, open_feed_routes, open_widget_routes,
    open_data_routes;

/* The same question asked of other pages: "/carte?trade=books". */
struct open_links {
  struct url list, map, data, geojson;
};
struct open_links open_links(struct request *request, struct str query);

/* ---- maps ---- */

/* Marks for this part of the world at this zoom. query->box is not looked at. */
struct map_answer open_map_answer(struct ctx *ctx, const struct search_query *query,
                                  const struct box *box, int zoom);
/* What a map shows first: the box asked for, else the shops found, else the territory. */
struct box open_map_box(struct ctx *ctx, const struct search_query *query);
/* The zoom at which a box fits into so many pixels. */
int open_map_zoom(const struct box *box, int width, int height);

struct map_page {
  struct page_frame frame;
  struct str q, query;     /* the words typed; the address's query without its box */
  struct open_links links; /* of the query alone */
  struct open_links here;  /* with the box that is shown */
  struct str box;          /* "west,south,east,north" */
  struct choices trades, towns;
  struct html drawing;
  struct str tiles, tiles_attribution, ground_attribution;
  struct shop_cards cards;
  int64_t total;
  bool complete, more;
};

/* The first shops of a list as cards; `deeper` below a heading of their own. */
struct shop_cards open_cards(struct request *request, const struct search_query *query, size_t most,
                             bool deeper, bool *more);

/* ---- towns and trades ---- */

struct place_page { /* all shops of a town, or of a trade */
  struct page_frame frame;
  struct str title, back; /* back: "communes" or "metiers" */
  struct str value;       /* of the town or trade, in a query */
  struct open_links links;
  struct shop_cards cards;
  int64_t shops;
  bool more;
  struct choices others; /* the trades of the town; the towns of the trade */
  bool town;
};

struct places_page { /* all towns, or all trades */
  struct page_frame frame;
  struct choices choices;
  bool towns;
};

/* A trade in an address: "boulangerie", in the territory's own language. */
struct str open_trade_slug(struct request *request, struct str trade);

/* ---- data ---- */

struct open_format {
  struct str name, ending, media_type;
  enum message what;
  struct url href;
};

struct open_formats {
  struct open_format *items;
  size_t count;
};

struct open_source {
  struct str name, title, licence, attribution;
  struct url url;     /* of the licence */
  struct url reading; /* where the source can be read */
  int64_t shops;
  struct day on;
};

struct open_sources {
  struct open_source *items;
  size_t count;
};
/* Where the shops of this territory come from, most shops first. */
struct open_sources open_sources(struct ctx *ctx);
/* Who must be named for a source, or "". */
struct str open_attribution(const struct open_sources *sources, struct str name);

struct data_page {
  struct page_frame frame;
  struct open_formats formats;
  struct open_sources sources;
  struct str query, example;
  struct url example_path;
  bool filtered;
};

/* ---- widget ---- */

struct widget_page {
  struct page_frame frame;
  struct shop_cards cards;
  struct str title;
  struct url list;
};

struct embed_page {
  struct page_frame frame;
  struct str frame_code, link_code;
  struct url preview;
  struct choices trades, towns;
};

#endif
