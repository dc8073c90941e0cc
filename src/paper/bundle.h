/* A ZIP written piece by piece, in memory that does not grow with it; the sole user of minizip. The
 * same members give the same bytes: each carries the day given, no clock is asked, nothing of the
 * machine is noted. Every member's SHA-256 is known when it ends. Larger than 4 GB: ZIP64. */
#ifndef PAPER_BUNDLE_H
#define PAPER_BUNDLE_H

#include "base/arena.h"
#include "base/crypto.h"
#include "base/time.h"

struct bundle;

struct bundle_member {
  struct str name;
  int64_t bytes;
  struct digest digest; /* SHA-256 */
};
struct bundle_members {
  const struct bundle_member *items; /* in the order of the file */
  size_t count;
};

enum { BUNDLE_MEMBERS_MAX = 32 };

/* Makes the file anew; what is left of it when the arena goes, unless ended, is deleted. Raises
 * FAULT_IO, as all of these do. */
struct bundle *bundle_begin(struct arena *arena, struct str path, struct day day);
/* The next member; the one before is finished. */
void bundle_member(struct bundle *bundle, struct str name);
void bundle_add(struct bundle *bundle, struct str bytes);
/* Finishes the last member; what is in it so far. */
struct bundle_members bundle_members(struct bundle *bundle);
/* Finishes the file, on disk. */
void bundle_end(struct bundle *bundle);

#endif
