/* Files of a bank: statements, notifications, answers to an order. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/reference.h"
#include "domain/bank/bank_file.h"

struct input {
  struct arena *arena;
  struct str bytes;
};

static void read_it(void *arg) {
  struct input *input = arg;
  struct bank_file file;
  struct bank_file_problem problem;
  struct pieces *pieces = pieces_of_text(input->arena, input->bytes);
  int64_t number;
  if (bank_file_read(input->arena, pieces, &file, &problem) != BANK_FILE_OK) return;
  for (size_t i = 0; i < file.move_count; i++) {
    must(file.moves[i].amount_minor > 0 && file.moves[i].account.len > 0);
    reference_find(file.moves[i].remittance, &number);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct fault fault;
  struct input input = {arena_create(256 << 20), str_slice((const char *)data, size)};
  fault_catch(&fault, read_it, &input);
  arena_destroy(input.arena);
  return 0;
}
