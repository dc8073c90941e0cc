/* What the fuzz targets of the importers share: a file of one format is read to its end or refused
 * at a byte that is in it, and every place is a shop with all it needs or has a reason. */
#ifndef TEST_FUZZ_IMPORT_IN_H
#define TEST_FUZZ_IMPORT_IN_H

#include <stdint.h>

#include "base/fault.h"
#include "domain/import/import_place.h"
#include "domain/shop/trade.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct import_input {
  struct arena *arena;
  struct str text;
  enum import_format format;
};

static void check_place(const struct import_place *place) {
  const struct shop_facts *facts = &place->facts;
  must(str_is_utf8(facts->name) && str_is_utf8(facts->street) && str_is_utf8(facts->description));
  must(facts->website.len == 0 || str_starts(facts->website, S("http://")) ||
       str_starts(facts->website, S("https://")));
  must(facts->siret.len <= 14);
  if (place->refusal != IMPORT_FINE) return;
  must(facts->name.len > 0 && trade_find(facts->trade) && facts->town.len > 0);
  must(facts->source_id.len > 0);
  must(!facts->has_position || (facts->latitude <= 90 && facts->latitude >= -90));
}

static void read_places(struct import_input *input, struct import_reader *reader,
                        const struct import_judge *judge) {
  struct import_break broken = {0};
  struct import_record record;
  struct import_place *place = arena_new(input->arena, struct import_place);
  enum import_step step;
  while ((step = import_reader_next(reader, input->arena, &record, &broken)) == IMPORT_STEP_PLACE) {
    import_place_read(input->arena, judge, &record, place);
    check_place(place);
  }
  must(step == IMPORT_STEP_END || (broken.why && broken.at <= input->text.len));
}

static void import_input_run(void *arg) {
  struct import_input *input = arg;
  struct import_break broken = {0};
  struct communes none = {.count = 0};
  struct pieces *pieces = pieces_of_text(input->arena, input->text);
  struct import_kind kind = import_recognise(input->arena, pieces, &broken);
  kind.format = input->format;
  struct import_judge judge = {.format = kind.format,
                               .source = S("fuzz"),
                               .country = S("FR"),
                               .communes = &none};
  struct import_reader *reader = import_reader_open(input->arena, pieces, kind);
  const struct csv_row *header = import_reader_header(reader, &broken);
  if (header) judge.mapping = import_mapping_guess(input->arena, header);
  read_places(input, reader, &judge);
}

static inline int import_input_try(enum import_format format, const uint8_t *data, size_t size) {
  struct import_input input = {arena_create(64 << 20), {(const char *)data, size}, format};
  struct fault fault;
  /* Running out of the arena is an answer, too. */
  if (!fault_catch(&fault, import_input_run, &input)) must(fault.kind == FAULT_MEMORY);
  arena_destroy(input.arena);
  return 0;
}

#endif
