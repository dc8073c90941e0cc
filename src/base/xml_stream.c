#include "base/xml_stream.h"

#include <libxml/xmlreader.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"

struct xml_stream {
  struct pieces *pieces;
  xmlTextReaderPtr reader;
  bool empty; /* the element that has begun has no content: its end comes next */
  bool broken;
  struct fault fault; /* of reading the file, which must not unwind through the library */
  uint64_t at;
  size_t line;
  char problem[160];
  size_t text_length; /* since the last element began */
  char text[XML_TEXT_MAX];
};

struct reading {
  struct xml_stream *stream;
  char *room;
  size_t size, got;
};

static void read_piece(void *arg) {
  struct reading *reading = arg;
  struct str seen = pieces_see(reading->stream->pieces, reading->size);
  reading->got = seen.len < reading->size ? seen.len : reading->size;
  memcpy(reading->room, seen.ptr, reading->got);
  pieces_skip(reading->stream->pieces, reading->got);
}

static int on_read(void *arg, char *room, int size) {
  struct xml_stream *stream = arg;
  struct reading reading = {stream, room, (size_t)size, 0};
  return fault_catch(&stream->fault, read_piece, &reading) ? (int)reading.got : -1;
}

static int on_close(void *arg) {
  (void)arg;
  return 0;
}

/* The first problem is the cause of the others. */
static void on_error(void *arg, const xmlError *error) {
  struct xml_stream *stream = arg;
  if (stream->broken) return;
  stream->broken = true;
  stream->line = error->line > 0 ? (size_t)error->line : 0;
  long at = stream->reader ? xmlTextReaderByteConsumed(stream->reader) : 0;
  stream->at = at > 0 ? (uint64_t)at : 0;
  struct str text = str_trim(str_from(error->message));
  if (text.len >= sizeof stream->problem) text.len = sizeof stream->problem - 1;
  memcpy(stream->problem, text.ptr, text.len);
  stream->problem[str_utf8_prefix(text)] = 0;
}

static void free_reader(void *arg) {
  struct xml_stream *stream = arg;
  if (stream->reader) xmlFreeTextReader(stream->reader);
}

static void start_library(void) {
  xmlInitParser();
}

struct xml_stream *xml_stream_open(struct arena *arena, struct pieces *pieces) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start_library);
  struct xml_stream *stream = arena_new(arena, struct xml_stream);
  stream->pieces = pieces;
  int options = XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOWARNING;
  arena_defer(arena, free_reader, stream);
  stream->reader = xmlReaderForIO(on_read, on_close, stream, NULL, NULL, options);
  if (!stream->reader) fault_raise(FAULT_MEMORY, "no XML reader");
  /* The library's prototype has a plain xmlError in one version, a const one in another. */
  xmlTextReaderSetStructuredErrorHandler(stream->reader, (xmlStructuredErrorFunc)on_error, stream);
  return stream;
}

static enum xml_step broken(struct xml_stream *stream) {
  if (stream->fault.kind != FAULT_NONE) fault_again(&stream->fault);
  if (stream->problem[0] == 0)
    snprintf(stream->problem, sizeof stream->problem, "this is not well-formed XML");
  if (!stream->broken || stream->at == 0) stream->at = pieces_offset(stream->pieces);
  return XML_STEP_BROKEN;
}

static void add_text(struct xml_stream *stream) {
  struct str more = str_from((const char *)xmlTextReaderConstValue(stream->reader));
  size_t room = sizeof stream->text - stream->text_length;
  if (more.len > room) more = str_take(more, str_utf8_prefix(str_take(more, room)));
  if (more.len > 0) memcpy(stream->text + stream->text_length, more.ptr, more.len);
  stream->text_length += more.len;
}

enum xml_step xml_stream_next(struct xml_stream *stream) {
  if (stream->empty) {
    stream->empty = false;
    return XML_STEP_FINISH;
  }
  for (;;) {
    int read = xmlTextReaderRead(stream->reader);
    if (read < 0 || stream->broken) return broken(stream);
    if (read == 0) return XML_STEP_END;
    int type = xmlTextReaderNodeType(stream->reader);
    if (type == XML_READER_TYPE_END_ELEMENT) return XML_STEP_FINISH;
    if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA) add_text(stream);
    if (type != XML_READER_TYPE_ELEMENT) continue;
    stream->text_length = 0;
    stream->empty = xmlTextReaderIsEmptyElement(stream->reader) == 1;
    return XML_STEP_BEGIN;
  }
}

struct str xml_stream_name(struct xml_stream *stream) {
  return str_from((const char *)xmlTextReaderConstName(stream->reader));
}

struct str xml_stream_local_name(struct xml_stream *stream) {
  return str_from((const char *)xmlTextReaderConstLocalName(stream->reader));
}

struct str xml_stream_namespace(struct xml_stream *stream) {
  return str_from((const char *)xmlTextReaderConstNamespaceUri(stream->reader));
}

struct str xml_stream_text(struct xml_stream *stream) {
  return str_trim(str_slice(stream->text, stream->text_length));
}

struct str xml_stream_attribute(struct xml_stream *stream, struct arena *arena, const char *name) {
  if (xmlTextReaderMoveToAttribute(stream->reader, (const xmlChar *)name) != 1)
    return (struct str){0};
  struct str value = str_from((const char *)xmlTextReaderConstValue(stream->reader));
  struct str text = str_copy(arena, value);
  xmlTextReaderMoveToElement(stream->reader);
  return text;
}

uint64_t xml_stream_at(struct xml_stream *stream) {
  if (stream->broken) return stream->at;
  long at = xmlTextReaderByteConsumed(stream->reader);
  return at > 0 ? (uint64_t)at : 0;
}

size_t xml_stream_line(struct xml_stream *stream) {
  if (stream->broken) return stream->line;
  int line = xmlTextReaderGetParserLineNumber(stream->reader);
  return line > 0 ? (size_t)line : 0;
}

struct str xml_stream_problem(struct xml_stream *stream) {
  return str_from(stream->problem);
}
