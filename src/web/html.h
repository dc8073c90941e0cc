/* HTML out. A value's C type chooses its printer: struct str is escaped, struct html is printed
 * as it is, money, dates and numbers follow the reader's language. Only this room makes a
 * struct html. Templates compiled by tools/html2c call these functions (web/html_template.h). */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/buf.h"
#include "base/format.h"
#include "base/message.h"

struct html { /* text already safe */
  struct str text;
};

struct url { /* an address for href/src/action: relative, or http(s), checked by url_of */
  struct str text;
};

struct html_out {
  struct buf *buf;
  enum language language;
  const struct zone *zone;
};

/* In templates: {{x}} calls HTML_PUT(out, x). */
void html_put_str(struct html_out *out, struct str text); /* & < > " ' escaped */
void html_put_cstr(struct html_out *out, const char *text); /* NULL prints nothing */
void html_put_html(struct html_out *out, struct html html);
void html_put_url(struct html_out *out, struct url url);
void html_put_money(struct html_out *out, struct money money);
void html_put_int(struct html_out *out, int64_t value); /* grouped for people */
void html_put_day(struct html_out *out, struct day day);
void html_put_instant(struct html_out *out, struct instant at);
void html_put_message(struct html_out *out, enum message message);
#define HTML_PUT(out, value)                                                                    \
  _Generic((value), struct str: html_put_str, char *: html_put_cstr, const char *: html_put_cstr, \
      struct html: html_put_html, struct url: html_put_url, struct money: html_put_money,       \
      int: html_put_int, long: html_put_int, unsigned long: html_put_int,                       \
      struct day: html_put_day, struct instant: html_put_instant,                               \
      enum message: html_put_message)((out), (value))

/* A relative path stays; an absolute one must be http or https; anything else becomes "#": other
 * schemes, "//host", and what a browser would quietly repair (control characters, backslashes). */
struct url url_of(struct str text);
/* A name or a value for a path or a query: "café & co" to "caf%C3%A9%20%26%20co". */
struct str url_escape(struct arena *arena, struct str text);

/* Text escaped, for pages that put HTML together in C. */
struct html html_of_text(struct arena *arena, struct str text);
/* An SVG drawn by src/paper: the one other source of markup. */
struct html html_of_svg(struct str svg);
/* Structured data for search engines: a <script type="application/ld+json"> around the JSON, in
 * which no "<" is left to end it. */
struct html html_of_json_ld(struct arena *arena, struct str json);

#endif
