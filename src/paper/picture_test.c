#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "paper/picture.h"

enum { FILE_MAX = 1 << 20 };

static struct str read_file(struct arena *arena, const char *name) {
  struct str path = str_format(arena, "test/fuzz/corpus/picture/%s", name);
  FILE *file = fopen(str_cstr(arena, path), "rb");
  assert_non_null(file);
  char *bytes = arena_raw(arena, FILE_MAX);
  size_t len = fread(bytes, 1, FILE_MAX, file);
  fclose(file);
  return str_slice(bytes, len);
}

/* A TIFF, little endian: in directory 0 "turn me by 90 degrees" and the place; in the directory of
 * the place a latitude of 44° 50' 16" (CIPA DC-008, 4.6). */
#define EXIF                                                                                       \
  "Exif\0\0II*\0\x08\0\0\0"                                                                        \
  "\x03\0"                                                                                         \
  "\x0f\x01\x02\0\x04\0\0\0Foto"                                                                   \
  "\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"                                                             \
  "\x25\x88\x04\0\x01\0\0\0\x32\0\0\0"                                                             \
  "\0\0\0\0"                                                                                       \
  "\x02\0"                                                                                         \
  "\x01\0\x02\0\x02\0\0\0N\0\0\0"                                                                  \
  "\x02\0\x05\0\x03\0\0\0\x50\0\0\0"                                                               \
  "\0\0\0\0"                                                                                       \
  "\x2c\0\0\0\x01\0\0\0\x32\0\0\0\x01\0\0\0\x10\0\0\0\x01\0\0\0"

/* As a telephone would have written it, with a comment, and with more behind its end. */
static struct str with_place(struct arena *arena, struct str jpeg) {
  struct buf out = buf_in(arena);
  buf_add(&out, str_take(jpeg, 2));
  size_t len = sizeof EXIF - 1 + 2;
  buf_add(&out, S("\xff\xe1"));
  buf_add_char(&out, (char)(len >> 8));
  buf_add_char(&out, (char)len);
  buf_add(&out, S(EXIF));
  buf_add(&out, S("\xff\xfe\0\x0f"
                  "chez Narval 1"));
  buf_add(&out, str_skip(jpeg, 2));
  buf_add(&out, S("<script>behind()</script>"));
  return buf_str(&out);
}

static bool holds(struct str bytes, const char *text) {
  return memmem(bytes.ptr, bytes.len, text, strlen(text)) != NULL;
}

static void what_a_photo_told_beside_itself_is_gone(void **state) {
  (void)state;
  static const char *const secrets[] = {"Exif",   "EXIF", "Foto", "II*", "Narval",
                                        "behind", "ICCP", "XMP ", "http"};
  struct arena *arena = arena_create(64 << 20);
  struct str photo = with_place(arena, read_file(arena, "plain.jpg"));
  struct pictures made;
  assert_true(holds(photo, "Exif") && holds(photo, "Narval") && holds(photo, "behind"));
  assert_int_equal(picture_make(arena, photo, &made), PICTURE_OK);
  assert_int_equal(made.count, PICTURE_SIZES);
  for (size_t i = 0; i < made.count; i++)
    for (size_t s = 0; s < sizeof secrets / sizeof *secrets; s++)
      assert_false(holds(made.items[i].bytes, secrets[s]));
  arena_destroy(arena);
}

/* 400 by 300 lying on its side stands up as 300 by 400; the WebP's own words say so too. */
static void a_photo_is_turned_upright_first(void **state) {
  (void)state;
  struct arena *arena = arena_create(64 << 20);
  struct pictures made;
  struct str photo = with_place(arena, read_file(arena, "plain.jpg"));
  assert_int_equal(picture_make(arena, photo, &made), PICTURE_OK);
  assert_int_equal(made.items[0].size, PICTURE_SMALL);
  assert_int_equal(made.items[0].width, 300);
  assert_int_equal(made.items[0].height, 400);
  const unsigned char *frame = (const unsigned char *)made.items[0].bytes.ptr;
  assert_memory_equal(frame + 12, "VP8 ", 4);
  assert_int_equal(frame[26] | frame[27] << 8, 300); /* RFC 9649, 2.5 and RFC 6386, 9.1 */
  assert_int_equal(frame[28] | frame[29] << 8, 400);
  arena_destroy(arena);
}

static void every_kind_of_camera_is_understood(void **state) {
  (void)state;
  static const char *const names[] = {"plain.jpg",      "progressive.jpg", "plain.png",
                                      "interlaced.png", "plain.webp",      "plain.heic"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    struct arena *arena = arena_create(64 << 20);
    struct pictures made;
    assert_int_equal(picture_make(arena, read_file(arena, names[i]), &made), PICTURE_OK);
    assert_int_equal(made.items[2].size, PICTURE_LARGE);
    assert_int_equal(made.items[2].width, 400); /* never enlarged */
    assert_int_equal(made.items[3].size, PICTURE_LINK);
    assert_int_equal(made.items[3].width, 1200);
    assert_int_equal(made.items[3].height, 630);
    arena_destroy(arena);
  }
}

static void what_is_no_photo_is_refused_by_name(void **state) {
  (void)state;
  static const struct {
    const char *name;
    enum picture_result result;
  } files[] = {{"text.jpg", PICTURE_UNKNOWN_KIND}, {"gif.gif", PICTURE_UNKNOWN_KIND},
               {"svg.png", PICTURE_UNKNOWN_KIND},  {"polyglot.png", PICTURE_BROKEN},
               {"cut.jpg", PICTURE_BROKEN},        {"cut.png", PICTURE_BROKEN},
               {"cut.webp", PICTURE_BROKEN},       {"cut.heic", PICTURE_BROKEN},
               {"huge.png", PICTURE_TOO_LARGE},    {"bomb.png", PICTURE_TOO_LARGE},
               {"huge.jpg", PICTURE_BROKEN},       {"small.jpg", PICTURE_TOO_SMALL}};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    struct arena *arena = arena_create(64 << 20);
    struct pictures made;
    enum picture_result result = picture_make(arena, read_file(arena, files[i].name), &made);
    if (result != files[i].result) print_error("%s: %d\n", files[i].name, (int)result);
    assert_int_equal(result, files[i].result);
    assert_int_equal(made.count, 0);
    arena_destroy(arena);
  }
}

static void a_heavy_file_is_not_looked_at(void **state) {
  (void)state;
  struct arena *arena = arena_create(64 << 20);
  struct pictures made;
  char *bytes = arena_alloc(arena, PICTURE_BYTES_MAX + 1);
  memcpy(bytes, "\xff\xd8\xff", 3);
  struct str heavy = str_slice(bytes, PICTURE_BYTES_MAX + 1);
  assert_int_equal(picture_make(arena, heavy, &made), PICTURE_TOO_HEAVY);
  arena_destroy(arena);
}

int picture_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_a_photo_told_beside_itself_is_gone),
      cmocka_unit_test(a_photo_is_turned_upright_first),
      cmocka_unit_test(every_kind_of_camera_is_understood),
      cmocka_unit_test(what_is_no_photo_is_refused_by_name),
      cmocka_unit_test(a_heavy_file_is_not_looked_at),
  };
  return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
