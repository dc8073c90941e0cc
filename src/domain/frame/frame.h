/* What surrounds every page: head, menu, languages, foot; and the page around a refusal. A page's
 * view begins with a struct page_frame called `frame`, its template with {{> page_head(frame)}}
 * and ends with {{> page_foot(frame)}}; between them stands what goes into <main>. */
#ifndef DOMAIN_FRAME_FRAME_H
#define DOMAIN_FRAME_FRAME_H

#include "web/web.h"

enum page_section { /* which entry of the menu is the current one */
                    SECTION_NONE,
                    SECTION_SHOPS,
                    SECTION_MAP,
                    SECTION_FIGURES,
                    SECTION_STATEMENT, /* of a shopkeeper */
                    SECTION_DESK,      /* of an agent or accountant */
                    SECTION_SIGN_IN,
                    SECTION_LOGIN /* one's own */
};

struct page_language {
  struct str code, name; /* "de", "Deutsch" */
  struct str label;      /* "DE" */
  struct url href;       /* this page in that language */
  struct url whole;      /* the same for the world, without a query */
  bool current;
};

struct page_languages { /* none where only one is spoken */
  struct page_language items[LANGUAGE_COUNT];
  size_t count;
};

struct page_entry {
  struct url href;
  enum message label;
  bool current;
};

struct page_entries {
  struct page_entry items[8];
  size_t count;
};

struct page_frame {
  struct str language; /* "fr" */
  struct str title;    /* of the page; the territory's name follows */
  struct str description;
  struct str territory;
  struct str accent;     /* "7a1f3d", names the theme's stylesheet */
  struct str main_class; /* "wrap" unless the page says otherwise */
  struct url home;
  struct url root; /* "" or "/de": put before every path of this site */
  struct page_languages languages;
  struct page_entries menu;
  struct url canonical;   /* the one address of this page, for the world */
  struct url standard;    /* the same in the territory's own language */
  struct url manifest;    /* of a page that can be installed; or "" */
  struct url image;       /* whole address of a picture to show beside a link; or "" */
  struct html structured; /* html_of_json_ld: what search engines read; or "" */
  bool demonstration;
  bool indexed; /* may search engines keep this page? */
  bool bare;    /* without menu and foot: the till */
  bool signed_in;
  bool own; /* the page is about one's own login */
  bool till;         /* would it open for this reader, after signing in perhaps? */
  struct str person; /* who is signed in */
  struct str form_token;
};

/* The frame of a page with this title, for the reader, territory and person of the request.
 * A page that is nobody else's business (a voucher, a payment) sets indexed to false. */
struct page_frame page_frame_of(struct request *request, enum page_section section,
                                struct str title);
/* The same with a title that is a message without placeholders. */
struct page_frame page_frame_titled(struct request *request, enum page_section section,
                                    enum message title);

/* Gives the page another address for the world than its own path: a list whose query matters. */
void page_frame_at(struct request *request, struct page_frame *frame, struct str path);

/* Leads to a page of another site: the answer to a form, or to what a form led to. A redirect would
 * be refused there, since browsers hold a form's whole way against the policy's form-action. Who
 * does not let pages move on by themselves follows the link, which says where it leads. */
void frame_leave(struct request *request, struct response *response, struct str address);

/* struct site's refusal_page. */
void frame_refusal(struct request *request, struct response *response, int status,
                   enum message title, struct str detail);

/* /theme/{accent}: the territory's colour as a stylesheet, since pages carry no inline style. */
extern const struct route_table frame_routes;

#endif
