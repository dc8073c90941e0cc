/* A line is put together on the stack and leaves in one write(2), so that lines of several
 * threads never mix. What does not fit is cut, but the line stays JSON. */
#include "base/log.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
  LINE_MAX_BYTES = 4096,
  TAIL = 3 /* quote, brace, line feed: always kept free */
};

struct line {
  char bytes[LINE_MAX_BYTES];
  size_t len;
};

static atomic_int least_level = LOG_LEVEL_INFO;

void log_set_level(enum log_level level) {
  atomic_store(&least_level, (int)level);
}

static bool add(struct line *line, const char *bytes, size_t len) {
  if (line->len + len > LINE_MAX_BYTES - TAIL) return false;
  memcpy(line->bytes + line->len, bytes, len);
  line->len += len;
  return true;
}

/* Length of the UTF-8 sequence at the start of s; 0 if it is broken. */
static size_t sequence(struct str s) {
  unsigned char lead = (unsigned char)s.ptr[0];
  size_t len = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return str_utf8_prefix(str_take(s, len)) == len ? len : 0;
}

static bool add_escaped(struct line *line, struct str s, size_t *taken) {
  char escape[8];
  unsigned char c = (unsigned char)s.ptr[0];
  size_t len = sequence(s);
  *taken = len ? len : 1;
  if (c == '"' || c == '\\') return add(line, (char[]){'\\', (char)c}, 2);
  if (c < 0x20) return add(line, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c));
  if (len == 0) return add(line, "\\ufffd", 6);
  return add(line, s.ptr, len);
}

static bool add_text(struct line *line, struct str s) {
  if (!add(line, "\"", 1)) return false;
  size_t taken;
  while (s.len && add_escaped(line, s, &taken))
    s = str_skip(s, taken);
  line->bytes[line->len++] = '"'; /* TAIL keeps room for it */
  return true;
}

static void add_time(struct line *line) {
  struct timespec now;
  struct tm utc;
  char text[48];
  /* The real clock, also in a demonstration with a simulated one: logs are for the operator. */
  clock_gettime(CLOCK_REALTIME, &now);
  gmtime_r(&now.tv_sec, &utc);
  size_t len = strftime(text, sizeof text, "{\"time\":\"%Y-%m-%dT%H:%M:%S", &utc);
  add(line, text, len);
  add(line, text, (size_t)snprintf(text, sizeof text, ".%03dZ\"", (int)(now.tv_nsec / 1000000)));
}

static bool add_number(struct line *line, int64_t value) {
  char number[24];
  return add(line, number, (size_t)snprintf(number, sizeof number, "%lld", (long long)value));
}

/* All of the field, its text perhaps cut, or nothing of it. */
static void add_field(struct line *line, const struct log_field *field) {
  size_t before = line->len;
  bool fits = add(line, ",", 1) && add_text(line, str_from(field->name)) && add(line, ":", 1) &&
              (field->text.ptr ? add_text(line, field->text) : add_number(line, field->number));
  if (!fits) line->len = before;
}

void log_write(enum log_level level, const char *event, uint64_t request,
               const struct log_field *fields, size_t count) {
  static const char *const names[] = {"debug", "info", "warn", "error"};
  if ((int)level < atomic_load_explicit(&least_level, memory_order_relaxed)) return;
  struct line line;
  line.len = 0;
  add_time(&line);
  add_field(&line, &LOG_STR("level", str_from(names[level])));
  add_field(&line, &LOG_STR("event", str_from(event)));
  if (request) add_field(&line, &LOG_INT("request", request));
  for (size_t i = 0; i < count; i++)
    add_field(&line, &fields[i]);
  line.bytes[line.len++] = '}';
  line.bytes[line.len++] = '\n';
  ssize_t ignored = write(STDERR_FILENO, line.bytes, line.len);
  (void)ignored; /* when standard error is gone there is nobody left to tell */
}
