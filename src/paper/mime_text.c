#include "paper/mime_text.h"

#include <string.h>

enum { LINE_LIMIT = 76, HEADER_LIMIT = 78, WORD_LIMIT = 75 };

static const char hex_digits[] = "0123456789ABCDEF";

static bool is_printable_ascii(char c) {
  return c >= ' ' && c <= '~';
}

static bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void add_hex(struct buf *out, char c) {
  unsigned char byte = (unsigned char)c;
  buf_add_char(out, '=');
  buf_add_char(out, hex_digits[byte >> 4]);
  buf_add_char(out, hex_digits[byte & 15]);
}

/* Bytes of the character at the head of well-formed UTF-8. */
static size_t character_length(struct str text) {
  unsigned char lead = (unsigned char)text.ptr[0];
  size_t len = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return len < text.len ? len : text.len;
}

static size_t encoded_length(struct str character) {
  return is_letter_or_digit(character.ptr[0]) || character.ptr[0] == ' ' ? 1 : 3 * character.len;
}

/* The Q encoding; the narrow set that is safe in a display name too. A control character, line
 * ends first of all, becomes a space: no reader has a use for it and a forger has. */
static void add_encoded_character(struct buf *out, struct str character) {
  char first = character.ptr[0];
  if ((unsigned char)first <= ' ' || first == 0x7f)
    buf_add_char(out, '_');
  else if (is_letter_or_digit(first))
    buf_add_char(out, first);
  else
    for (size_t i = 0; i < character.len; i++)
      add_hex(out, character.ptr[i]);
}

/* Words of at most 75 characters, never split within a character, one a line after the first. */
static void add_encoded_words(struct buf *out, size_t column, struct str text) {
  static const char opening[] = "=?UTF-8?Q?";
  size_t used = sizeof opening - 1;
  buf_literal(out, "=?UTF-8?Q?");
  while (text.len > 0) {
    struct str character = str_take(text, character_length(text));
    size_t room = column + WORD_LIMIT < HEADER_LIMIT ? WORD_LIMIT : HEADER_LIMIT - column;
    if (used + encoded_length(character) + 2 > room) {
      buf_literal(out, "?=\r\n =?UTF-8?Q?");
      used = sizeof opening - 1;
      column = 1;
    }
    size_t before = out->len;
    add_encoded_character(out, character);
    used += out->len - before;
    text = str_skip(text, character.len);
  }
  buf_literal(out, "?=");
}

/* Printable ASCII that fits on the header's line and cannot be taken for an encoded word. */
static bool is_plain(size_t column, struct str text) {
  if (column + text.len > HEADER_LIMIT || str_find(text, S("=?")) >= 0) return false;
  for (size_t i = 0; i < text.len; i++)
    if (!is_printable_ascii(text.ptr[i])) return false;
  return true;
}

void mime_header_text(struct buf *out, size_t column, struct str text) {
  if (is_plain(column, text))
    buf_add(out, text);
  else
    add_encoded_words(out, column, text);
}

void mime_display_name(struct buf *out, size_t column, struct str name) {
  bool quotable = is_plain(column + 2, name) && memchr(name.ptr, '"', name.len) == NULL &&
                  memchr(name.ptr, '\\', name.len) == NULL;
  if (!quotable) {
    add_encoded_words(out, column, name);
    return;
  }
  buf_add_char(out, '"');
  buf_add(out, name);
  buf_add_char(out, '"');
}

static size_t line_end_length(struct str text) {
  if (str_starts(text, S("\r\n"))) return 2;
  return text.ptr[0] == '\n' || text.ptr[0] == '\r' ? 1 : 0;
}

/* White space before a line end would be lost on the way. A dot or "From " that opens a line is
 * changed by some mail servers, so it travels encoded. */
static bool is_literal(struct str text, size_t column) {
  char c = text.ptr[0];
  if (c == ' ' || c == '\t') return text.len > 1 && line_end_length(str_skip(text, 1)) == 0;
  if (column == 0 && (c == '.' || c == 'F')) return false;
  return is_printable_ascii(c) && c != '=';
}

void mime_quoted_printable(struct buf *out, struct str text) {
  size_t column = 0;
  while (text.len > 0) {
    size_t skip = line_end_length(text);
    if (skip > 0) {
      buf_literal(out, "\r\n");
      column = 0;
      text = str_skip(text, skip);
      continue;
    }
    size_t width = is_literal(text, column) ? 1 : 3;
    if (column + width >= LINE_LIMIT) {
      buf_literal(out, "=\r\n");
      column = 0;
      continue; /* at the start of a line other letters are literal */
    }
    if (width == 1)
      buf_add_char(out, text.ptr[0]);
    else
      add_hex(out, text.ptr[0]);
    column += width;
    text = str_skip(text, 1);
  }
  if (column > 0) buf_literal(out, "\r\n");
}

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void add_base64_group(char *out, const unsigned char *bytes, size_t count) {
  unsigned group = (unsigned)bytes[0] << 16;
  if (count > 1) group |= (unsigned)bytes[1] << 8;
  if (count > 2) group |= bytes[2];
  for (size_t i = 0; i < 4; i++)
    out[i] = i <= count ? base64_digits[group >> (18 - 6 * i) & 63] : '=';
}

void mime_base64(struct buf *out, struct str bytes) {
  const size_t per_line = LINE_LIMIT / 4 * 3;
  while (bytes.len > 0) {
    struct str line = str_take(bytes, per_line);
    char *at = buf_reserve(out, LINE_LIMIT + 2);
    for (size_t i = 0; i < line.len; i += 3, at += 4, out->len += 4)
      add_base64_group(at, (const unsigned char *)line.ptr + i, line.len - i);
    buf_literal(out, "\r\n");
    bytes = str_skip(bytes, line.len);
  }
}
