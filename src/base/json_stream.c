#include "base/json_stream.h"

#include <stdio.h>

#include "base/fault.h"

enum { ELEMENT_MAX = 4 << 20, LOOK_BYTES = 1 << 16 };

void json_stream_open(struct json_stream *stream, struct pieces *pieces, struct str list) {
  *stream = (struct json_stream){.pieces = pieces, .list = list, .first = true};
  if (str_starts(pieces_see(pieces, 3), S("\uFEFF"))) pieces_skip(pieces, 3);
}

static enum json_step broken(struct json_stream *stream, uint64_t at, const char *text) {
  stream->at = at;
  snprintf(stream->text, sizeof stream->text, "%s", text);
  return JSON_STEP_BROKEN;
}

static enum json_step broken_here(struct json_stream *stream, const char *text) {
  return broken(stream, pieces_offset(stream->pieces), text);
}

/* The next byte that is not white space, or -1 at the end. */
static int next_sign(struct json_stream *stream) {
  for (;;) {
    struct str seen = pieces_see(stream->pieces, LOOK_BYTES);
    size_t i = 0;
    while (i < seen.len && (seen.ptr[i] == ' ' || seen.ptr[i] == '\n' || seen.ptr[i] == '\r' ||
                            seen.ptr[i] == '\t'))
      i++;
    bool found = i < seen.len;
    int sign = found ? (unsigned char)seen.ptr[i] : -1;
    pieces_skip(stream->pieces, i);
    if (found || seen.len == 0) return sign;
  }
}

struct scan {
  size_t at;
  int depth;
  bool quoted, escaped,
      plain; /* plain: a number or a word, which ends where something else begins */
};

/* Looks on through what is seen. True: the value ends before scan->at. */
static bool scan_on(struct scan *scan, struct str seen) {
  for (; scan->at < seen.len; scan->at++) {
    char c = seen.ptr[scan->at];
    if (scan->quoted) {
      if (!scan->escaped && c == '"') scan->quoted = false;
      scan->escaped = !scan->escaped && c == '\\';
    } else if (c == '"') {
      scan->quoted = true;
    } else if (c == '{' || c == '[') {
      scan->depth++;
    } else if (c == '}' || c == ']') {
      if (scan->plain) return true;
      scan->depth--;
    } else if (scan->plain && (c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
      return true;
    }
    if (scan->depth == 0 && !scan->quoted && !scan->plain) {
      scan->at++;
      return true;
    }
  }
  return false;
}

/* The bytes of the value that begins here, by its brackets. False: the file ends, or it is longer
 * than any we read. */
static bool see_value(struct json_stream *stream, struct str *value) {
  struct str seen = pieces_see(stream->pieces, LOOK_BYTES);
  char first = seen.len > 0 ? seen.ptr[0] : 0;
  struct scan scan = {.plain = first != '{' && first != '[' && first != '"'};
  for (size_t wanted = LOOK_BYTES; !scan_on(&scan, seen); wanted *= 2) {
    if (seen.len < wanted || wanted > ELEMENT_MAX) return false;
    seen = pieces_see(stream->pieces, wanted * 2);
  }
  *value = str_take(seen, scan.at);
  return true;
}

/* Reads the value that begins here. NULL: broken. */
static const struct json *read_value(struct json_stream *stream, struct arena *arena) {
  struct json_error error;
  struct str text;
  uint64_t at = pieces_offset(stream->pieces);
  if (!see_value(stream, &text)) {
    broken(stream, at, "what begins here does not end within 4 MiB, or the file is cut");
    return NULL;
  }
  const struct json *value = json_parse(arena, text, &error);
  if (value)
    pieces_skip(stream->pieces, text.len);
  else
    broken(stream, at + error.offset, error.text);
  return value;
}

/* The members of the outer object, up to the wanted list or to its end. */
static enum json_step to_list(struct json_stream *stream, struct arena *arena) {
  for (;;) {
    int sign = next_sign(stream);
    if (sign == '}' && !stream->first) break;
    if (!stream->first) {
      if (sign != ',') return broken_here(stream, "a comma or } is missing");
      pieces_skip(stream->pieces, 1);
      sign = next_sign(stream);
    }
    if (sign == '}' && stream->first) break;
    if (sign != '"') return broken_here(stream, "a name in quotes is missing");
    const struct json *name = read_value(stream, arena);
    if (!name) return JSON_STEP_BROKEN;
    if (next_sign(stream) != ':') return broken_here(stream, "a colon is missing");
    pieces_skip(stream->pieces, 1);
    stream->first = false;
    sign = next_sign(stream);
    if (!stream->found && sign == '[' && str_equal(name->text, stream->list)) {
      pieces_skip(stream->pieces, 1);
      stream->found = stream->first = true;
      stream->place = JSON_STREAM_LIST;
      return JSON_STEP_ELEMENT;
    }
    if (!read_value(stream, arena)) return JSON_STEP_BROKEN;
  }
  pieces_skip(stream->pieces, 1);
  if (next_sign(stream) >= 0) return broken_here(stream, "something follows the end");
  if (!stream->found) return broken_here(stream, "the list of places is missing");
  stream->place = JSON_STREAM_DONE;
  return JSON_STEP_END;
}

static enum json_step next_element(struct json_stream *stream, struct arena *arena,
                                   const struct json **element) {
  int sign = next_sign(stream);
  if (sign == ']') {
    pieces_skip(stream->pieces, 1);
    stream->first = false;
    stream->place = JSON_STREAM_AFTER;
    return JSON_STEP_END;
  }
  if (!stream->first) {
    if (sign != ',') return broken_here(stream, "a comma or ] is missing");
    pieces_skip(stream->pieces, 1);
    next_sign(stream);
  }
  stream->first = false;
  uint64_t at = pieces_offset(stream->pieces);
  *element = read_value(stream, arena);
  if (!*element) return JSON_STEP_BROKEN;
  stream->at = at;
  return JSON_STEP_ELEMENT;
}

enum json_step json_stream_next(struct json_stream *stream, struct arena *arena,
                                const struct json **element) {
  if (stream->place == JSON_STREAM_DONE) return JSON_STEP_END;
  if (stream->place == JSON_STREAM_START) {
    if (next_sign(stream) != '{') return broken_here(stream, "this is not a JSON object");
    pieces_skip(stream->pieces, 1);
    enum json_step step = to_list(stream, arena);
    if (step != JSON_STEP_ELEMENT) return step;
  }
  if (stream->place == JSON_STREAM_LIST) {
    enum json_step step = next_element(stream, arena, element);
    if (step != JSON_STEP_END) return step;
  }
  return to_list(stream, arena);
}
