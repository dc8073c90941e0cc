/* Room on disk, asked before much is written: a full disk is better met at the door than half
 * way. */
#ifndef BASE_ROOM_H
#define BASE_ROOM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Bytes that may still be written below this folder; raises FAULT_IO if it cannot be asked. */
int64_t room_free(struct arena *arena, struct str folder);
/* Do both draw on the same room? */
bool room_is_shared(struct arena *arena, struct str one, struct str other);

#endif
