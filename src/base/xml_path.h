/* XML as messages are made: each value known by the names of the elements around it, written
 * "Stmt/Ntry/Amt", whatever the prefixes. */
#ifndef BASE_XML_PATH_H
#define BASE_XML_PATH_H

#include "base/xml_stream.h"

enum { XML_PATH_DEPTH = 24, XML_PATH_BYTES = 400 };

struct xml_path {
  struct xml_stream *stream;
  size_t depth;                  /* of the element at hand; the document's own is 1 */
  size_t starts[XML_PATH_DEPTH]; /* where each name begins in `names` */
  size_t length;                 /* of `names` */
  bool finished;                 /* the element at hand ends here */
  bool leaf;                     /* and had no children */
  char names[XML_PATH_BYTES];
};

struct xml_path xml_path_open(struct arena *arena, struct pieces *pieces);
/* The next beginning or end of an element. Deeper or longer than there is room for: its path is
 * that of the last one known, and `leaf` is never true. */
enum xml_step xml_path_next(struct xml_path *path);
/* The names from level `from` on ("Stmt/Ntry" is from 3); valid until the next step. */
struct str xml_path_from(const struct xml_path *path, size_t from);
bool xml_path_is(const struct xml_path *path, size_t from, const char *names);

#endif
