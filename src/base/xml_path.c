#include "base/xml_path.h"

#include <string.h>

struct xml_path xml_path_open(struct arena *arena, struct pieces *pieces) {
  return (struct xml_path){.stream = xml_stream_open(arena, pieces)};
}

static bool fits(const struct xml_path *path, struct str name) {
  return path->depth < XML_PATH_DEPTH && path->length + name.len + 1 <= XML_PATH_BYTES;
}

/* Once something did not fit, depth alone is counted until it is back. */
static void begin(struct xml_path *path) {
  struct str name = xml_stream_local_name(path->stream);
  path->leaf = path->depth < XML_PATH_DEPTH;
  if (fits(path, name)) {
    path->starts[path->depth] = path->length;
    memcpy(path->names + path->length, name.ptr, name.len);
    path->length += name.len;
    path->names[path->length++] = '/';
  } else {
    path->leaf = false;
    if (path->depth < XML_PATH_DEPTH) path->starts[path->depth] = path->length;
  }
  path->depth++;
}

static void leave(struct xml_path *path) {
  path->depth--;
  if (path->depth < XML_PATH_DEPTH) path->length = path->starts[path->depth];
  path->finished = path->leaf = false;
}

enum xml_step xml_path_next(struct xml_path *path) {
  if (path->finished) leave(path);
  enum xml_step step = xml_stream_next(path->stream);
  if (step == XML_STEP_BEGIN) begin(path);
  path->finished = step == XML_STEP_FINISH;
  return step;
}

struct str xml_path_from(const struct xml_path *path, size_t from) {
  if (from == 0 || from > path->depth || from > XML_PATH_DEPTH) return S("");
  size_t start = path->starts[from - 1];
  return path->length > start ? str_slice(path->names + start, path->length - start - 1) : S("");
}

bool xml_path_is(const struct xml_path *path, size_t from, const char *names) {
  return str_equal(xml_path_from(path, from), str_from(names));
}
