/* Bytes that wait on disk: a file without a name, gone with its arena. For what is written once,
 * may be long, and is read back from its beginning. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include "base/arena.h"
#include "base/buf.h"

/* Where such files lie: $TMPDIR, else /tmp. */
struct str spool_folder(void);
/* An open descriptor of a file that no folder names; -1 and errno where there can be none. */
int spool_file_try(void);
/* The same. Raises FAULT_IO, as all that follow do. */
int spool_file(void);
/* The same with a name, for a library that opens it by that: whoever asks unlinks it. */
int spool_file_named(struct arena *arena, const char **path);
void spool_write(int fd, struct str bytes);

struct spool;
struct spool *spool_open(struct arena *arena);
/* Where the next bytes go: fill it, then call spool_spill between rows. */
struct buf *spool_out(struct spool *spool);
void spool_spill(struct spool *spool);
/* Calls each for everything that was written, piece by piece, from the beginning. */
void spool_each(struct spool *spool, void (*each)(void *arg, struct str piece), void *arg);

#endif
