/* What our red, green and blue mean: the sRGB colour space (IEC 61966-2-1) as an ICC profile. */
#ifndef PAPER_COLOUR_PROFILE_H
#define PAPER_COLOUR_PROFILE_H

#include "base/arena.h"
#include "base/str.h"

/* Some 600 bytes, the same at every call. Raises FAULT_IO if the library refuses. */
struct str colour_profile(struct arena *arena);

#endif
