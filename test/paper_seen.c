#include "test/paper_seen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/command.h"

struct voucher_paper paper_gift(void) {
  return (struct voucher_paper){
      .language = LANGUAGE_FR,
      .territory = S("Bordeaux Métropole"),
      .campaign = S("Loin des yeux, près du cœur"),
      .shop = S("Librairie de l’Œuf"),
      .shop_address = S("15 rue Vital-Carles, 33000 Bordeaux"),
      .amount = {5000, CURRENCY_EUR},
      .code = S("K7QF 3M2P 9XTV"),
      .qr_text = S("K7QF3M2P9XTV"),
      .from = S("Claire"),
      .message = S("Joyeux anniversaire, papa."),
      .redeemable_from = day_of(2020, 6, 2),
      .expires_on = day_of(2020, 12, 31),
      .conditions = S("Valable dans ce commerce seulement."),
      .accent = S("#7a1f3d"),
  };
}

struct str paper_seen(struct arena *arena, const char *order, const char *file) {
  return test_output(arena,
                     "pdftotext %s '%s' - | sed 's/\u00a0/ /g; s/\u202f/ /g' | tr -s ' \\n' ' '",
                     order, file);
}

void paper_shows(struct str words, const char *expected) {
  if (str_find(words, str_from(expected)) < 0)
    fail_msg("\"%s\" is not in \"%.*s\"", expected, STR_ARG(words));
}
