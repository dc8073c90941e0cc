#include "domain/bank/bank_file.h"

#include <string.h>

#include "base/arena.h"
#include "domain/bank/bank_file_in.h"

const char *bank_file_result_name(enum bank_file_result result) {
  static const char *const names[] = {
#define X(name, message) #message,
      BANK_FILE_RESULTS(X)
#undef X
  };
  return names[result];
}

enum message bank_file_message(enum bank_file_result result) {
  static const enum message messages[] = {
#define X(name, message) MSG_##message,
      BANK_FILE_RESULTS(X)
#undef X
  };
  return messages[result];
}

void bank_reader_fail(struct bank_reader *reader, enum bank_file_result result, struct str detail) {
  if (reader->result != BANK_FILE_OK) return;
  reader->result = result;
  reader->problem = (struct bank_file_problem){xml_stream_at(reader->path.stream),
                                               xml_stream_line(reader->path.stream),
                                               str_copy(reader->arena, detail)};
}

void bank_reader_walk(struct bank_reader *reader, void (*begin)(void *arg),
                      void (*finish)(void *arg), void *arg) {
  while (reader->result == BANK_FILE_OK) {
    enum xml_step step = xml_path_next(&reader->path);
    if (step == XML_STEP_END) return;
    if (step == XML_STEP_BROKEN)
      bank_reader_fail(reader, BANK_FILE_BROKEN, xml_stream_problem(reader->path.stream));
    else if (step == XML_STEP_BEGIN)
      begin(arg);
    else
      finish(arg);
  }
}

struct str bank_reader_text(struct bank_reader *reader) {
  return str_copy(reader->arena, xml_stream_text(reader->path.stream));
}

bool bank_reader_set(struct bank_reader *reader, size_t from, const struct bank_leaf *leaves,
                     size_t count, void *record) {
  for (size_t i = 0; i < count; i++) {
    if (!xml_path_is(&reader->path, from, leaves[i].names)) continue;
    struct str *member = (struct str *)(void *)((char *)record + leaves[i].offset);
    if (member->len == 0) *member = bank_reader_text(reader);
    return true;
  }
  return false;
}

enum { LIST_FIRST = 16 };

void *bank_list_room(struct arena *arena, void *items, size_t count, size_t size) {
  if (count > 0 && (count < LIST_FIRST || (count & (count - 1)) != 0)) return items;
  size_t room = count < LIST_FIRST ? LIST_FIRST : 2 * count;
  char *more = arena_alloc(arena, room * size);
  memset(more, 0, room * size);
  if (count > 0) memcpy(more, items, count * size);
  return more;
}

/* The message is known by its namespace, which names the version. */
static struct str version_of(struct bank_reader *reader) {
  struct str prefix = S("urn:iso:std:iso:20022:tech:xsd:");
  struct str namespace = xml_stream_namespace(reader->path.stream);
  if (!str_starts(namespace, prefix)) return S("");
  return str_copy(reader->arena, str_skip(namespace, prefix.len));
}

static enum bank_file_kind kind_of(struct str version) {
  static const struct {
    struct str version;
    enum bank_file_kind kind;
  } known[] = {{S("camt.053.001.08"), BANK_FILE_STATEMENT},
               {S("camt.053.001.02"), BANK_FILE_STATEMENT},
               {S("camt.053.001.04"), BANK_FILE_STATEMENT},
               {S("camt.054.001.08"), BANK_FILE_NOTIFICATION},
               {S("camt.054.001.04"), BANK_FILE_NOTIFICATION},
               {S("camt.054.001.02"), BANK_FILE_NOTIFICATION},
               {S("pain.002.001.03"), BANK_FILE_ANSWER},
               {S("pain.002.001.10"), BANK_FILE_ANSWER}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (str_equal(known[i].version, version)) return known[i].kind;
  return (enum bank_file_kind)0;
}

static void read_document(struct bank_reader *reader) {
  struct bank_file *file = reader->file;
  if (xml_path_next(&reader->path) != XML_STEP_BEGIN) {
    bank_reader_fail(reader, BANK_FILE_BROKEN, xml_stream_problem(reader->path.stream));
    return;
  }
  file->version = version_of(reader);
  file->kind = kind_of(file->version);
  if (file->kind == 0)
    bank_reader_fail(reader, BANK_FILE_UNKNOWN, xml_stream_namespace(reader->path.stream));
  else if (file->kind == BANK_FILE_ANSWER)
    bank_pain002_read(reader);
  else
    bank_camt_read(reader);
  if (reader->result == BANK_FILE_OK && file->message_id.len == 0)
    bank_reader_fail(reader, BANK_FILE_INCOMPLETE, S("GrpHdr/MsgId"));
}

enum bank_file_result bank_file_read(struct arena *arena, struct pieces *pieces,
                                     struct bank_file *file, struct bank_file_problem *problem) {
  *file = (struct bank_file){0};
  *problem = (struct bank_file_problem){0};
  if (pieces_size(pieces) == 0) return BANK_FILE_EMPTY;
  struct bank_reader reader = {.arena = arena, .file = file};
  reader.path = xml_path_open(arena, pieces);
  read_document(&reader);
  if (reader.result == BANK_FILE_OK) return BANK_FILE_OK;
  *file = (struct bank_file){0};
  *problem = reader.problem;
  return reader.result;
}

enum bank_order_status bank_order_status_of(struct str code) {
  static const struct str accepted[] = {S("ACCP"), S("ACSC"), S("ACCC")};
  static const struct str rejected[] = {S("RJCT"), S("CANC")};
  for (size_t i = 0; i < 3; i++)
    if (str_equal(code, accepted[i])) return BANK_STATUS_ACCEPTED;
  for (size_t i = 0; i < 2; i++)
    if (str_equal(code, rejected[i])) return BANK_STATUS_REJECTED;
  return BANK_STATUS_OTHER;
}
