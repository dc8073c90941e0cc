/* The bytes of a file that may be larger than memory, seen through a window that slides forward.
 * What it cannot give: a look back. */
#ifndef BASE_PIECES_H
#define BASE_PIECES_H

#include "base/arena.h"
#include "base/str.h"

enum { PIECES_WINDOW_MAX = 8 << 20 };

struct pieces; /* closed with its arena */

/* Is there a file that can be read? */
bool pieces_exist(struct arena *arena, struct str path);
/* Raises FAULT_IO if the file cannot be read. */
struct pieces *pieces_of_file(struct arena *arena, struct str path);
struct pieces *pieces_of_text(struct arena *arena, struct str text);
/* From the present place: at least `wanted` bytes, fewer only at the end of the file, perhaps more.
 * At most PIECES_WINDOW_MAX are ever shown. Valid until the next call. */
struct str pieces_see(struct pieces *pieces, size_t wanted);
/* So many bytes of what was seen are done with. */
void pieces_skip(struct pieces *pieces, size_t count);
/* Of the present place, from the beginning of the file. */
uint64_t pieces_offset(const struct pieces *pieces);
uint64_t pieces_size(const struct pieces *pieces);
/* Goes back to the beginning. */
void pieces_rewind(struct pieces *pieces);

#endif
