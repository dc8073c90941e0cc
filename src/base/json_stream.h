/* The elements of one long list in a JSON file, one at a time: {"features": [ ..., ... ], ...}.
 * Each is found by its brackets and then read strictly by base/json.h; what surrounds the list must
 * be one well-formed object. A file larger than memory is no trouble, an element above 4 MiB is. */
#ifndef BASE_JSON_STREAM_H
#define BASE_JSON_STREAM_H

#include "base/json.h"
#include "base/pieces.h"

enum json_step { JSON_STEP_ELEMENT, JSON_STEP_END, JSON_STEP_BROKEN };

struct json_stream {
  struct pieces *pieces;
  struct str list; /* the member whose elements are wanted */
  enum { JSON_STREAM_START, JSON_STREAM_LIST, JSON_STREAM_AFTER, JSON_STREAM_DONE } place;
  bool first;     /* no element was read yet */
  bool found;     /* the list is there */
  uint64_t at;    /* byte offset of the last element, or of what broke */
  char text[160]; /* what broke */
};

void json_stream_open(struct json_stream *stream, struct pieces *pieces, struct str list);
enum json_step json_stream_next(struct json_stream *stream, struct arena *arena,
                                const struct json **element);

#endif
