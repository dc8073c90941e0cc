/* What compiled templates call, besides html.h. Nothing else includes this. Each place of a page
 * has its own macro; a type that must not stand there does not compile. */
#ifndef WEB_HTML_TEMPLATE_H
#define WEB_HTML_TEMPLATE_H

#include "web/html.h"
#include <string.h>

#define HTML_LITERAL(out, literal) html_put_literal((out), "" literal, sizeof(literal) - 1)
static inline void html_put_literal(struct html_out *out, const char *literal, size_t len) {
  memcpy(buf_reserve(out->buf, len), literal, len);
  out->buf->len += len;
}

/* Machine forms, for attributes that programs read: plain digits, ISO dates, decimal amounts. */
void html_put_int_plain(struct html_out *out, int64_t value);
void html_put_real_plain(struct html_out *out, double value); /* coordinates: 6 decimals */
void html_put_bool_plain(struct html_out *out, bool value);   /* aria-expanded="true" */
void html_put_day_plain(struct html_out *out, struct day day);
void html_put_instant_plain(struct html_out *out, struct instant at);
void html_put_money_plain(struct html_out *out, struct money money);
/* Inside an address: percent-encoded. */
void html_put_query(struct html_out *out, struct str text);
void html_put_query_cstr(struct html_out *out, const char *text);
void html_put_query_url(struct html_out *out, struct url url);
void html_put_phone(struct html_out *out, struct str number); /* digits and "+" only */

/* {{x}} in an attribute that people read: as HTML_PUT, but no markup. */
#define HTML_PUT_HUMAN(out, value)                                                                 \
  _Generic((value), struct str: html_put_str, char *: html_put_cstr, const char *: html_put_cstr,  \
      struct url: html_put_url, struct money: html_put_money, int: html_put_int,                   \
      long: html_put_int, unsigned long: html_put_int, struct day: html_put_day,                   \
      struct instant: html_put_instant, enum message: html_put_message)((out), (value))
/* In any other attribute. */
#define HTML_PUT_MACHINE(out, value)                                                               \
  _Generic((value), struct str: html_put_str, char *: html_put_cstr, const char *: html_put_cstr,  \
      struct url: html_put_url, struct money: html_put_money_plain, int: html_put_int_plain,       \
      long: html_put_int_plain, unsigned long: html_put_int_plain, bool: html_put_bool_plain,      \
      double: html_put_real_plain, struct day: html_put_day_plain,                                 \
      struct instant: html_put_instant_plain, enum message: html_put_message)((out), (value))
/* Where an address begins nothing but a struct url may stand: a struct str might be
 * "javascript:...". */
#define HTML_PUT_ADDRESS(out, value) _Generic((value), struct url : html_put_url)((out), (value))
/* Further on in an address. */
#define HTML_PUT_QUERY(out, value)                                                                 \
  _Generic((value), struct str: html_put_query, char *: html_put_query_cstr,                       \
      const char *: html_put_query_cstr, struct url: html_put_query_url, int: html_put_int_plain,  \
      long: html_put_int_plain, unsigned long: html_put_int_plain, bool: html_put_bool_plain,      \
      double: html_put_real_plain, struct day: html_put_day_plain,                                 \
      struct instant: html_put_instant_plain)((out), (value))
#define HTML_PUT_PHONE(out, value) _Generic((value), struct str : html_put_phone)((out), (value))

/* {{#if x}}: a true bool, a number other than zero, a text that is not empty, a pointer not NULL.
 */
static inline bool html_true_str(struct str text) {
  return text.len > 0;
}
static inline bool html_true_html(struct html html) {
  return html.text.len > 0;
}
static inline bool html_true_url(struct url url) {
  return url.text.len > 0;
}
static inline bool html_true_int(int64_t value) {
  return value != 0;
}
static inline bool html_true_size(size_t value) {
  return value != 0;
}
static inline bool html_true_pointer(const void *pointer) {
  return pointer != NULL;
}
#define HTML_TRUE(value)                                                                           \
  _Generic((value), struct str                                                                     \
           : html_true_str, struct html                                                            \
           : html_true_html, struct url                                                            \
           : html_true_url, bool                                                                   \
           : html_true_int, int                                                                    \
           : html_true_int, unsigned                                                               \
           : html_true_int, long                                                                   \
           : html_true_int, unsigned long                                                          \
           : html_true_size, default                                                               \
           : html_true_pointer)(value)

/* {{> card(x)}}: the value's address, or the value if it is a pointer already. */
#define HTML_VIEW(type, value)                                                                     \
  _Generic((value), type * : (value), const type * : (value), default : &(value))

/* {{t key name=x}}: the message's text piece by piece, the caller printing what is in braces. */
struct html_message {
  struct str rest;
  struct str name; /* of the placeholder reached */
  int64_t count;
};
struct html_message html_message(struct html_out *out, enum message message, int64_t count);
/* Prints up to the next placeholder; {count} it prints itself. False at the end. */
bool html_message_next(struct html_out *out, struct html_message *message);
#define html_message_at(message, placeholder) str_equal((message)->name, S(placeholder))
/* Every placeholder is filled, and a count is given where the sentence depends on one. */
#define HTML_MESSAGE_TAKES(key, arguments, counts)                                                 \
  _Static_assert(MSG_ARGS_##key == (arguments) && MSG_COUNTS_##key == (counts),                    \
                 "message " #key ": give it exactly its placeholders")

#endif
