#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fault.h"
#include "web/upload.h"

static const char type[] = "multipart/form-data; boundary=----x7";

static bool read_body(struct arena *arena, const char *body, struct upload_body *read) {
  return upload_read(arena, str_from(type), str_from(body), read);
}

/* After the example of RFC 7578, section 4. */
static void fields_and_files_are_told_apart(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct upload_body read;
  assert_true(read_body(arena,
                        "------x7\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n"
                        "a&b=c\r\n------x7\r\n"
                        "Content-Disposition: form-data; name=\"file\"; filename=\"l;iste.csv\"\r\n"
                        "Content-Type: text/csv\r\n\r\nnom\r\n--\r\nUn\r\n------x7--\r\n",
                        &read));
  assert_true(str_equal(read.form, S("form_token=a%26b%3Dc")));
  assert_int_equal(read.file_count, 1);
  assert_true(str_equal(read.files[0].field, S("file")));
  assert_true(str_equal(read.files[0].file_name, S("l;iste.csv")));
  assert_true(str_equal(read.files[0].bytes, S("nom\r\n--\r\nUn")));
  arena_destroy(arena);
}

static void what_is_no_form_is_refused(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct upload_body read;
  assert_false(read_body(arena, "", &read));
  assert_false(
      read_body(arena, "------x7\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb", &read));
  assert_false(read_body(arena, "------x7\r\n\r\nb\r\n------x7--", &read));
  assert_false(upload_read(arena, S("multipart/form-data"), S("--"), &read));
  assert_true(read_body(arena, "------x7--", &read));
  arena_destroy(arena);
}

int upload_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_and_files_are_told_apart),
      cmocka_unit_test(what_is_no_form_is_refused),
  };
  return cmocka_run_group_tests_name("upload", tests, NULL, NULL);
}
