#include "web/html.h"

#include <string.h>

#include "base/message_table.h"
#include "web/html_template.h"

/* Escaping. Most texts hold nothing to escape, so that is what must be fast. */

typedef unsigned char bytes16 __attribute__((vector_size(16)));
typedef uint64_t words2 __attribute__((vector_size(16)));

static const bool is_special[256] = {
    ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true};

static bool has_special(const char *text) {
  bytes16 chunk;
  memcpy(&chunk, text, sizeof chunk);
  words2 found =
      (words2)((chunk == '&') | (chunk == '<') | (chunk == '>') | (chunk == '"') | (chunk == '\''));
  return (found[0] | found[1]) != 0;
}

/* The first and the last eight bytes of eight to sixteen. */
static bool has_special_short(struct str text) {
  char both[sizeof(bytes16)];
  memcpy(both, text.ptr, 8);
  memcpy(both + 8, text.ptr + text.len - 8, 8);
  return has_special(both);
}

/* Sixteen bytes at a time; the last sixteen may overlap what was looked at before. */
static bool is_plain(struct str text) {
  size_t at = 0;
  if (text.len > sizeof(bytes16)) {
    for (; text.len - at > sizeof(bytes16); at += sizeof(bytes16)) {
      if (has_special(text.ptr + at)) return false;
    }
    return !has_special(text.ptr + text.len - sizeof(bytes16));
  }
  if (text.len >= 8) return !has_special_short(text);
  while (at < text.len && !is_special[(unsigned char)text.ptr[at]])
    at++;
  return at == text.len;
}

static struct str entity_of(char c) {
  switch (c) {
  case '&':
    return S("&amp;");
  case '<':
    return S("&lt;");
  case '>':
    return S("&gt;");
  case '"':
    return S("&quot;");
  default:
    return S("&#39;");
  }
}

static void put_escaped(struct buf *buf, struct str text) {
  if (is_plain(text)) {
    buf_add(buf, text);
    return;
  }
  for (size_t at = 0; at < text.len; at++) {
    size_t from = at;
    while (at < text.len && !is_special[(unsigned char)text.ptr[at]])
      at++;
    buf_add(buf, str_slice(text.ptr + from, at - from));
    if (at < text.len) buf_add(buf, entity_of(text.ptr[at]));
  }
}

void html_put_str(struct html_out *out, struct str text) {
  put_escaped(out->buf, text);
}

void html_put_cstr(struct html_out *out, const char *text) {
  put_escaped(out->buf, str_from(text));
}

void html_put_html(struct html_out *out, struct html html) {
  buf_add(out->buf, html.text);
}

void html_put_url(struct html_out *out, struct url url) {
  put_escaped(out->buf, url.text);
}

/* What the formatters write holds letters, digits, spaces and CLDR's signs, nothing to escape:
 * the Swiss thousands separator is U+2019, not the apostrophe. */
void html_put_money(struct html_out *out, struct money money) {
  format_money(out->buf, out->language, money);
}

void html_put_int(struct html_out *out, int64_t value) {
  format_int(out->buf, out->language, value);
}

void html_put_day(struct html_out *out, struct day day) {
  format_day(out->buf, out->language, day);
}

void html_put_instant(struct html_out *out, struct instant at) {
  format_instant(out->buf, out->language, out->zone, at);
}

void html_put_message(struct html_out *out, enum message message) {
  put_escaped(out->buf, message_text(out->language, message));
}

/* Machine forms. */

void html_put_int_plain(struct html_out *out, int64_t value) {
  buf_add_int(out->buf, value);
}

void html_put_real_plain(struct html_out *out, double value) {
  buf_format(out->buf, "%.6f", value);
}

void html_put_bool_plain(struct html_out *out, bool value) {
  buf_add(out->buf, value ? S("true") : S("false"));
}

void html_put_day_plain(struct html_out *out, struct day day) {
  buf_add(out->buf, day_iso(out->buf->arena, day));
}

void html_put_instant_plain(struct html_out *out, struct instant at) {
  buf_add(out->buf, instant_iso(out->buf->arena, at));
}

void html_put_money_plain(struct html_out *out, struct money money) {
  buf_add(out->buf, money_decimal(out->buf->arena, money.minor));
}

/* Addresses. */

/* RFC 3986 unreserved, and "@", which mail programs like to see in mailto:. */
static const bool is_unreserved[256] = {
    ['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['0' ... '9'] = true, ['-'] = true,
    ['.'] = true,         ['_'] = true,         ['~'] = true,         ['@'] = true};

static void put_percent(struct buf *buf, struct str text) {
  static const char digits[] = "0123456789ABCDEF";
  char *to = buf_reserve(buf, text.len * 3), *start = to;
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (is_unreserved[c]) {
      *to++ = (char)c;
      continue;
    }
    *to++ = '%';
    *to++ = digits[c >> 4];
    *to++ = digits[c & 15];
  }
  buf->len += (size_t)(to - start);
}

void html_put_query(struct html_out *out, struct str text) {
  put_percent(out->buf, text);
}

void html_put_query_cstr(struct html_out *out, const char *text) {
  put_percent(out->buf, str_from(text));
}

void html_put_query_url(struct html_out *out, struct url url) {
  put_percent(out->buf, url.text);
}

void html_put_phone(struct html_out *out, struct str number) {
  for (size_t i = 0; i < number.len; i++) {
    char c = number.ptr[i];
    if ((c >= '0' && c <= '9') || c == '+') buf_add_char(out->buf, c);
  }
}

struct str url_escape(struct arena *arena, struct str text) {
  struct buf buf = buf_in(arena);
  put_percent(&buf, text);
  return buf_str(&buf);
}

/* Browsers drop tabs and line breaks and read "\" as "/": with them "/\evil.example" and
 * "java\nscript:" would not be what they seem. */
static bool is_deceptive(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c <= ' ' || c == 0x7f || c == '\\') return true;
  }
  return str_starts(text, S("//"));
}

static bool has_scheme(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == ':') return true;
    if (text.ptr[i] == '/' || text.ptr[i] == '?' || text.ptr[i] == '#') return false;
  }
  return false;
}

struct url url_of(struct str text) {
  bool web = str_equal_ascii_case(str_take(text, 7), S("http://")) ||
             str_equal_ascii_case(str_take(text, 8), S("https://"));
  if (is_deceptive(text) || (has_scheme(text) && !web)) return (struct url){S("#")};
  return (struct url){text};
}

/* Markup made in C. */

struct html html_of_text(struct arena *arena, struct str text) {
  struct buf buf = buf_in(arena);
  put_escaped(&buf, text);
  return (struct html){buf_str(&buf)};
}

struct html html_of_svg(struct str svg) {
  return (struct html){svg};
}

struct html html_of_json_ld(struct arena *arena, struct str json) {
  struct buf buf = buf_in(arena);
  buf_literal(&buf, "<script type=\"application/ld+json\">");
  for (struct str rest = json; rest.ptr != NULL;) {
    buf_add(&buf, str_cut(rest, '<', &rest));
    if (rest.ptr != NULL) buf_literal(&buf, "\\u003c");
  }
  buf_literal(&buf, "</script>");
  return (struct html){buf_str(&buf)};
}

/* Messages with placeholders. */

struct html_message html_message(struct html_out *out, enum message message, int64_t count) {
  return (struct html_message){.rest = message_raw(out->language, message, count), .count = count};
}

bool html_message_next(struct html_out *out, struct html_message *message) {
  while (message->rest.ptr != NULL) {
    put_escaped(out->buf, str_cut(message->rest, '{', &message->rest));
    if (message->rest.ptr == NULL) return false;
    message->name = str_cut(message->rest, '}', &message->rest);
    if (!str_equal(message->name, S("count"))) return true;
    html_put_int(out, message->count);
  }
  return false;
}
