/* The bilan as a page, as a paper, as exports; for everybody below /bilan, for those who work for
 * the territory below /bureau/bilan, where nothing is masked. All from one query. */
#ifndef DOMAIN_BILAN_PAGES_H
#define DOMAIN_BILAN_PAGES_H

#include "domain/bilan/bilan_alerts.h"
#include "domain/figures/figures_pages.h"
#include "domain/frame/frame.h"

extern const struct route_table bilan_routes;

/* What page, paper, CSV and JSON read from the address, alike. */
struct bilan_form {
  struct str campaign, trade, town; /* slug, key, slug */
  struct day from, to;
  bool has_from, has_to;
};
extern const struct form bilan_form;

struct bilan_choice {
  struct campaign_id campaign;
  struct figures_query asked;
  struct str query; /* "campaign=…&town=…", escaped */
  bool whole, filtered;
};
/* False: there is no such campaign. */
bool bilan_asked(struct request *request, size_t rows, struct bilan *bilan,
                 struct bilan_choice *choice);
/* The address of something of this bilan: "/bilan" + ".pdf" + "?campaign=…". */
struct url bilan_url(struct request *request, const struct bilan_choice *choice, struct str tail);

/* Words, in the reader's language. */
enum message bilan_label(enum bilan_figure figure); /* « dépensés en magasin » */
enum message bilan_how(enum bilan_figure figure);   /* the sentence that derives it */
enum message bilan_short(enum bilan_figure figure); /* the same in a few words */
/* « 15 260 € », « 332 », « 4,20 € », « 62,4 % », « – » where there is none. */
struct str bilan_text(struct ctx *ctx, const struct bilan *bilan, enum bilan_figure figure);
struct str bilan_amount(struct ctx *ctx, int64_t minor);

/* What the page shows beside the figures. */

struct bilan_figure_view {
  struct str label, value;
  struct url how;
};
struct bilan_figures {
  struct bilan_figure_view items[BILAN_FIGURE_COUNT];
  size_t count;
};

struct bilan_part { /* of the bar that says where the value is now */
  struct str value, label;
  struct str x, width; /* percent, for SVG */
  int64_t index;       /* 1 to 4: its colour */
};
struct bilan_parts {
  struct bilan_part items[4];
  size_t count;
};

struct bilan_day_row {
  struct str days;
  int64_t vouchers;
  struct money worth, added, sum;
};
struct bilan_day_rows {
  struct bilan_day_row *items;
  size_t count;
};

struct bilan_alert_view {
  struct str text;
  struct url href;
};
struct bilan_alert_views {
  struct bilan_alert_view items[BILAN_ALERTS];
  size_t count;
};

struct bilan_page {
  struct page_frame frame;
  struct bilan bilan;
  struct figures_choices campaigns;
  struct figures_fields fields;
  bool filtered, added; /* added: public money was */
  struct url here, pdf, csv, json, how, days_csv, shops_csv, trades_csv, towns_csv;
  struct bilan_figures bought, became;
  struct bilan_parts parts;
  struct html curve, bars;
  struct bilan_day_rows days;
  struct league_table by_value, by_count, by_trade, by_town;
  struct str rest; /* about shops that are not shown; or "" */
  struct str seal; /* its hash, shortened */
  struct bilan_alert_views alerts;
};
/* Everything but what only the page has: the frame and the form. */
void bilan_view(struct request *request, const struct bilan_choice *choice,
                struct bilan_page *view);

/* How each figure is made. */
struct bilan_line_view {
  struct str words, from, to, reason, amount;
  bool less;
};
struct bilan_line_views {
  struct bilan_line_view items[BILAN_LINES];
  size_t count;
};
struct bilan_how_view {
  struct str word, label, value, sentence;
  struct bilan_line_views lines;
};
struct bilan_how_views {
  struct bilan_how_view items[BILAN_FIGURE_COUNT];
  size_t count;
};
struct bilan_how_page {
  struct page_frame frame;
  struct bilan bilan;
  struct bilan_how_views figures;
  struct url back, csv;
  struct str seal;
};

struct str bilan_pdf(struct request *request, const struct bilan *bilan);

#endif
