/* Between the files that read. */
#ifndef DOMAIN_BANK_BANK_FILE_IN_H
#define DOMAIN_BANK_BANK_FILE_IN_H

#include "base/xml_path.h"
#include "domain/bank/bank_file.h"

struct bank_reader {
  struct arena *arena;
  struct xml_path path;
  struct bank_file *file;
  enum bank_file_result result;
  struct bank_file_problem problem;
};

/* Keeps the first problem. */
void bank_reader_fail(struct bank_reader *reader, enum bank_file_result result, struct str detail);

/* A leaf of a message and the text member that holds it. */
struct bank_leaf {
  const char *names;
  size_t offset;
};
/* Sets the member of `record` whose leaf ends here, if it is still empty. True if there was one. */
bool bank_reader_set(struct bank_reader *reader, size_t from, const struct bank_leaf *leaves,
                     size_t count, void *record);
struct str bank_reader_text(struct bank_reader *reader);

/* The list, moved if need be, with room for one more behind its `count`. */
void *bank_list_room(struct arena *arena, void *items, size_t count, size_t size);

/* Steps through the message to its end or the first problem: `begin` where an element begins,
 * `finish` where it ends. */
void bank_reader_walk(struct bank_reader *reader, void (*begin)(void *arg),
                      void (*finish)(void *arg), void *arg);
void bank_camt_read(struct bank_reader *reader);
void bank_pain002_read(struct bank_reader *reader);

#endif
