/* Prints the page of this test, whose expected bytes are in page.expected. */
#include <stdio.h>

#include "base/arena.h"
#include "page_html.h"

int main(void) {
  struct arena *arena = arena_create(1 << 20);
  struct buf buf = buf_in(arena);
  struct html_out out = {&buf, LANGUAGE_EN, NULL};
  struct card cards[] = {
      {S("L'Œuf & <Cie>"), S("l/œuf"), url_of(S("https://a.example/?x=1")), 1234},
      {S("B"), S("b"), {{NULL, 0}}, 2},
  };
  struct page page = {.title = S("\"Bons\""), .phone = S("+33 5 56"), .number = 12345,
                      .day = day_of(2026, 11, 21), .cards = {cards, 2}, .first = cards[0],
                      .pointer = &cards[1], .markup = html_of_svg(S("<svg></svg>")),
                      .sentence = MSG_field_too_short};
  page_html(&out, &page);
  fwrite(buf.ptr, 1, buf.len, stdout);
  arena_destroy(arena);
  return 0;
}
