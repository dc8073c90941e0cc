/* Whatever stands in the address of a list: what was understood of it, written as an address, is
 * understood the same again; a place to go on from is a place or the start; spelling is symmetric.
 */
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "domain/search/search_form.h"
#include "domain/search/search_rank.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str written(struct ctx *ctx, struct str address) {
  struct form_result form = form_read(ctx->arena, &search_form, FORM_QUERY, address);
  struct search_query query = search_query_of(ctx, form.value);
  must(!query.has_box || (query.box.west <= query.box.east && query.box.south <= query.box.north));
  must(query.km >= 0 && query.km <= SEARCH_KM_MAX);
  return search_query_text(ctx, &query);
}

static void read_and_write(void *arg) {
  struct ctx *ctx = ((void **)arg)[0];
  struct str address = *(const struct str *)((void **)arg)[1];
  struct str once = written(ctx, address);
  must(str_equal(once, written(ctx, once)));
  struct cursor cursor = cursor_read(address);
  struct str text = cursor_text(ctx->arena, &cursor);
  struct cursor again = cursor_read(text);
  must(str_equal(text, cursor_text(ctx->arena, &again)));
  struct str rest, word = str_cut(address, '&', &rest);
  must(spelling_distance(word, rest, 2) == spelling_distance(rest, word, 2));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct arena *arena = arena_create(1 << 20);
  struct ctx ctx = {.arena = arena, .zone = zone_find(S("Europe/Paris")), .now = {1590000000000}};
  struct str address = str_slice((const char *)data, size);
  void *args[] = {&ctx, &address};
  struct fault fault;
  if (!fault_catch(&fault, read_and_write, args)) must(fault.kind == FAULT_MEMORY);
  arena_destroy(arena);
  return 0;
}
