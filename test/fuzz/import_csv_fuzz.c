#include "test/fuzz/import_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  return import_input_try(IMPORT_FORMAT_CSV, data, size);
}
