#include "base/id.h"

#include "base/check.h"
#include "base/random.h"

#include <pthread.h>
#include <time.h>

enum { THREADS = 4, IDS_EACH = 20000 };

static void ids_grow_even_faster_than_the_clock(void **state) {
  (void)state;
  struct id_source *source = id_source_system(5);
  int64_t last = 0;
  for (int i = 0; i < 100000; i++) {
    int64_t id = id_next(source);
    assert_true(id > last);
    last = id;
  }
  free(source);
}

/* Layout: milliseconds since 2020-01-01 (1577836800 s), 12 bits of counter, 10 bits of node. */
static void an_id_holds_its_time_and_its_node(void **state) {
  (void)state;
  struct id_source *source = id_source_system(1023);
  int64_t id = id_next(source);
  int64_t second = (id >> 22) / 1000 + 1577836800;
  assert_int_equal(id & 1023, 1023);
  assert_in_range(second, time(NULL) - 2, time(NULL) + 2);
  free(source);
}

struct drawer {
  struct id_source *source;
  int64_t ids[IDS_EACH];
};

static void *draw(void *arg) {
  struct drawer *drawer = arg;
  for (int i = 0; i < IDS_EACH; i++)
    drawer->ids[i] = id_next(drawer->source);
  return NULL;
}

static int compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static void threads_never_draw_the_same_id(void **state) {
  struct id_source *source = id_source_system(0);
  struct drawer *drawers = arena_array(*state, struct drawer, THREADS);
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; i++) {
    drawers[i].source = source;
    assert_int_equal(pthread_create(&threads[i], NULL, draw, &drawers[i]), 0);
  }
  int64_t *all = arena_array(*state, int64_t, THREADS * IDS_EACH);
  for (int i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
    for (int k = 0; k < IDS_EACH; k++)
      all[i * IDS_EACH + k] = drawers[i].ids[k];
  }
  qsort(all, THREADS * IDS_EACH, sizeof *all, compare);
  for (int i = 1; i < THREADS * IDS_EACH; i++)
    assert_true(all[i] > all[i - 1]);
  free(source);
}

static void counting_ids_are_always_the_same(void **state) {
  struct id_source *a = id_source_counting(*state), *b = id_source_counting(*state);
  int64_t first = id_next(a);
  assert_int_equal(id_next(b), first);
  assert_int_equal(id_next(a), 2 * first);
  assert_int_equal(id_next(a), 3 * first);
}

/* 2^63 - 1 in thirteen groups of five bits: 00111 and twelve of 11111. */
static void an_id_has_thirteen_symbols(void **state) {
  assert_text(*state, id_text(*state, INT64_MAX), "7ZZZZZZZZZZZZ");
  assert_text(*state, id_text(*state, 0), "0000000000000");
  assert_text(*state, id_text(*state, 32), "0000000000010");
}

static void every_id_is_read_back_and_texts_sort_as_ids(void **state) {
  struct random random = random_seeded(6);
  int64_t last = 0;
  struct str last_text = id_text(*state, 0);
  for (int i = 0; i < 5000; i++) {
    int64_t id = (int64_t)(random_u64(&random) >> 1), back = -1;
    struct str text = id_text(*state, id);
    assert_true(id_from_text(text, &back) && back == id);
    assert_int_equal(str_compare(text, last_text) > 0, id > last);
    last = id;
    last_text = text;
  }
}

static void other_texts_are_no_ids(void **state) {
  (void)state;
  static const char *const refused[] = {
      "", "000000000000", "00000000000000", "8000000000000", "000000000000U", "-000000000000"};
  int64_t id;
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    assert_false(id_from_text(str_from(refused[i]), &id));
}

int id_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(ids_grow_even_faster_than_the_clock),
      check_test(an_id_holds_its_time_and_its_node),
      check_test(threads_never_draw_the_same_id),
      check_test(counting_ids_are_always_the_same),
      check_test(an_id_has_thirteen_symbols),
      check_test(every_id_is_read_back_and_texts_sort_as_ids),
      check_test(other_texts_are_no_ids),
  };
  return cmocka_run_group_tests_name("id", tests, NULL, NULL);
}
