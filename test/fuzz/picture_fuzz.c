/* Pictures that strangers send: any bytes, through the process that decodes them. It may refuse, it
 * may die; this side stands and takes nothing from it that is not whole. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "paper/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The process that decodes is this program started anew. */
__attribute__((constructor)) static void decodes(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[0], "emplettes") == 0 && strcmp(argv[1], "picture") == 0)
    picture_maker();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct arena *arena = arena_create(64 << 20);
  struct pictures made;
  enum picture_result result = picture_make(arena, str_slice((const char *)data, size), &made);
  if ((result == PICTURE_OK) != (made.count == PICTURE_SIZES)) abort();
  for (size_t i = 0; i < made.count; i++)
    if (picture_kind_of(made.items[i].bytes) == PICTURE_KIND_NONE) abort();
  arena_destroy(arena);
  return 0;
}
