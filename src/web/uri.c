#include "web/uri.h"

#include <string.h>

#include "base/arena.h"

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = (char)(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_control(unsigned char c) {
  return c < 0x20 || c == 0x7f;
}

/* The byte at raw[*i], its escape undone and *i moved to its last character; -1 if it is broken
 * or a bare control character. */
static int next_byte(struct str raw, size_t *i) {
  char c = raw.ptr[*i];
  if (is_control((unsigned char)c)) return -1;
  if (c != '%') return (unsigned char)c;
  if (raw.len - *i < 3) return -1;
  int high = hex_digit(raw.ptr[*i + 1]), low = hex_digit(raw.ptr[*i + 2]);
  if (high < 0 || low < 0) return -1;
  *i += 2;
  return high * 16 + low;
}

bool percent_decode(struct arena *arena, struct str raw, struct str *out) {
  char *decoded = arena_raw(arena, raw.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < raw.len; i++) {
    int byte = next_byte(raw, &i);
    if (byte < 0) return false;
    decoded[len++] = (char)byte;
  }
  *out = str_slice(decoded, len);
  return str_is_utf8(*out);
}

/* A slash or backslash separates segments or is refused, but never hides in an escape: the router,
 * a proxy and a file system would each read it differently. */
static bool path_byte_fine(struct str raw, size_t at, int byte) {
  if (byte < 0 || byte == '\\' || is_control((unsigned char)byte)) return false;
  return byte != '/' || raw.ptr[at] == '/';
}

static bool path_decode(struct arena *arena, struct str raw, struct str *path) {
  char *decoded = arena_raw(arena, raw.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < raw.len; i++) {
    int byte = next_byte(raw, &i);
    if (!path_byte_fine(raw, i, byte)) return false;
    decoded[len++] = (char)byte;
  }
  *path = str_slice(decoded, len);
  return str_is_utf8(*path);
}

static bool segments_fine(struct str path) {
  struct str rest = str_skip(path, 1);
  while (rest.ptr) {
    struct str segment = str_cut(rest, '/', &rest);
    if (segment.len == 0 && rest.ptr) return false;
    if (str_equal(segment, S(".")) || str_equal(segment, S(".."))) return false;
  }
  return true;
}

/* "/de" and "/de/..." name a language; "/depot" does not. */
static void cut_prefix(struct uri *uri, struct str raw) {
  struct str path = uri->path;
  if (path.len < 3 || (path.len > 3 && path.ptr[3] != '/')) return;
  if (!str_starts(raw, str_take(path, 3))) return; /* nobody writes "/%64e" in good faith */
  if (!language_from_code(str_slice(path.ptr + 1, 2), &uri->language)) return;
  uri->has_prefix = true;
  uri->path = path.len == 3 ? S("/") : str_skip(path, 3);
}

static bool is_plain(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c <= 0x20 || c == 0x7f || c == '%') return false;
  }
  return true;
}

/* The form reader decodes each value; here it is settled that it can. */
static bool query_fine(struct arena *arena, struct str query) {
  struct str decoded;
  return is_plain(query) || percent_decode(arena, query, &decoded);
}

enum uri_result uri_read(struct arena *arena, struct str target, struct uri *uri) {
  struct str path = str_cut(target, '?', &uri->query);
  if (path.len == 0 || path.ptr[0] != '/') return URI_BAD_PATH;
  uri->has_prefix = false;
  if (!path_decode(arena, path, &uri->path) || !segments_fine(uri->path)) return URI_BAD_PATH;
  cut_prefix(uri, path);
  return query_fine(arena, uri->query) ? URI_FINE : URI_BAD_QUERY;
}

static bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static bool is_port(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
  }
  return text.len <= 5;
}

/* "[::1]" and "[::1]:80". */
static bool host_read_v6(struct str header, struct str *host) {
  struct str rest;
  *host = str_cut(str_skip(header, 1), ']', &rest);
  for (size_t i = 0; i < host->len; i++) {
    char c = host->ptr[i];
    if (hex_digit(c) < 0 && c != ':' && c != '.') return false;
  }
  if (!rest.ptr || host->len < 2) return false;
  return rest.len == 0 || (rest.ptr[0] == ':' && is_port(str_skip(rest, 1)));
}

bool host_read(struct arena *arena, struct str header, struct str *host) {
  if (header.len == 0 || header.len > 260) return false;
  if (header.ptr[0] == '[') return host_read_v6(header, host);
  struct str port, name = str_cut(header, ':', &port);
  if (name.len == 0 || name.len > 253 || !is_port(port)) return false;
  char *lower = arena_raw(arena, name.len);
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    lower[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    if (!is_host_char(lower[i])) return false;
  }
  *host = str_slice(lower, name.len);
  return true;
}
