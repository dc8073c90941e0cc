/* Acts of stories about debits, and the file of a bank that brings one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "command.h"
#include "domain/bank/bank.h"
#include "domain/life/refund.h"
#include "test/story_in.h"

#define GOLDEN "test/golden/bank/refund.camt.053.001.08.xml"

static struct str word(enum bank_result result) {
  return result == BANK_OK ? S("ok") : str_from(bank_refusal(result));
}

static struct refund refund_named(struct story *story, struct str name) {
  struct refunds list = refund_list(story->ctx, story_voucher(story, name));
  assert_true(list.count > 0);
  return list.items[list.count - 1];
}

/* The file of the bank, with other words in the places of its own. */
static struct str with(struct arena *arena, struct str text, const char *place, struct str words) {
  ptrdiff_t at = str_find(text, str_from(place));
  assert_true(at >= 0);
  struct str after = str_skip(text, (size_t)at + strlen(place));
  return str_format(arena, "%.*s%.*s%.*s", (int)at, text.ptr, STR_ARG(words), STR_ARG(after));
}

static struct str outcome_of(struct story *story, struct str name, struct str xml) {
  struct bank_file_id id;
  enum bank_file_result why;
  struct bank_file_problem problem;
  assert_int_equal(bank_receive(story->ctx, xml, name, &id, &why, &problem), BANK_OK);
  assert_int_equal(bank_apply(story->ctx, id), BANK_OK);
  struct bank_lines lines = bank_line_list(story->ctx, id, 0);
  assert_int_equal(lines.count, 1);
  story_thing(story, name)->line = lines.items[0].id;
  return str_from(bank_outcome_name(lines.items[0].outcome));
}

struct str act_debit(struct story *story) {
  struct arena *arena = story->ctx->arena;
  struct str name = story_word(story, 1), iban = story_word(story, 4), about = story_word(story, 3);
  struct str xml = test_read(arena, GOLDEN);
  struct str end_to_end =
      about.len == 0 ? S("FRAIS-DE-TENUE") : id_text(arena, refund_named(story, about).id.value);
  xml = with(arena, xml, "RELEVE-2020-103", name);
  xml = with(arena, xml, "2020103-000017", name);
  xml = with(arena, xml, "3HT9CX0000000", end_to_end);
  for (size_t i = 0; i < 3; i++) /* the opening balance, the entry, its one detail */
    xml = with(arena, xml, ">50.00<", STR_CONCAT(arena, S("> "), story_word(story, 2), S("<")));
  if (iban.len > 0) xml = with(arena, xml, "FR1420041010050500013M02606", iban);
  return outcome_of(story, name, xml);
}

struct str act_claim(struct story *story) {
  int64_t refund = refund_named(story, story_word(story, 2)).id.value;
  story_become(story, story_word(story, 3));
  return word(bank_claim_ask(story->ctx, story_thing(story, story_word(story, 1))->line, refund));
}

struct str act_claimed(struct story *story) {
  story_become(story, story_word(story, 2));
  return word(bank_claim_confirm(story->ctx, story_thing(story, story_word(story, 1))->line));
}

struct str act_unclaimed(struct story *story) {
  return word(bank_claim_cancel(story->ctx, story_thing(story, story_word(story, 1))->line));
}
