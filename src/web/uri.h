/* Reads a request's target strictly: what cannot be read one way only is refused. */
#ifndef WEB_URI_H
#define WEB_URI_H

#include "base/language.h"
#include "base/str.h"
#include <stdbool.h>

struct uri {
  struct str path;  /* decoded, valid UTF-8, without prefix of language: "/commerces/l-atelier" */
  struct str query; /* as sent, without "?"; its escapes are whole and valid UTF-8 */
  bool has_prefix;  /* "/de/..." */
  enum language language;
};

enum uri_result { URI_FINE, URI_BAD_PATH, URI_BAD_QUERY };

/* The target must begin with "/". Refused in the path: broken escapes, invalid UTF-8, control
 * characters, "//", "." and ".." as segments, an escaped "/" or "\". Memory: path in the arena. */
enum uri_result uri_read(struct arena *arena, struct str target, struct uri *uri);

/* Percent escapes undone; "+" stays. False for a broken escape, invalid UTF-8 or a bare control
 * character (an escaped one, such as a line break in a text area, is the field reader's affair). */
bool percent_decode(struct arena *arena, struct str raw, struct str *out);

/* "Shop.Example:8080" to "shop.example": letters, digits, '-', '.', at most 253 bytes; also
 * "[::1]:80" to "::1". False for anything else. */
bool host_read(struct arena *arena, struct str header, struct str *host);

#endif
