/* The voucher as a postcard: what is given at the left, as large as it can be; what the till needs
 * at the right, white on the territory's colour. */
#include "base/message.h"
#include "paper/paper.h"
#include "paper/voucher_words.h"

#define WIDTH (148 * SHEET_MM)
#define HEIGHT (105 * SHEET_MM)
#define MARGIN 24.0
#define TILL 148.0 /* the right column */
#define LEFT (WIDTH - TILL - 2 * MARGIN)
#define QR_CARD 114.0
#define QR_SIDE 94.0
#define CONDITIONS 26.0 /* the most that the conditions may take */

static const struct type plain = {.face = "Lato",
                                  .size = 8,
                                  .least = 5,
                                  .leading = 1.35,
                                  .tag = "P",
                                  .ink = {0.388, 0.353, 0.325}};

static void draw_test_mark(struct sheet *sheet, const struct voucher_words *content) {
  struct type behind = plain, band = plain;
  behind.face = "Lato Black", behind.size = 84, behind.least = 40, behind.leading = 1;
  behind.tracking = 0.1, behind.ink = ink_mix(voucher_inks.paper, voucher_inks.dark, 0.07);
  band.face = "Lato Bold", band.ink = voucher_inks.white;
  sheet_diagonal(sheet, &behind, (struct box){0, 20, WIDTH - TILL, HEIGHT - 20}, S("TEST"));
  sheet_fill(sheet, voucher_inks.dark, (struct box){0, 0, WIDTH - TILL, 17});
  sheet_text(sheet, &band, (struct box){MARGIN, 3, LEFT, 12}, content->test);
}

/* Name and address; returns where they end. */
static double draw_shop(struct sheet *sheet, const struct voucher_words *content) {
  const struct type eyebrow = {.face = "EB Garamond 12,EB Garamond, Italic",
                               .size = 12,
                               .least = 8,
                               .leading = 1.2,
                               .tag = "P",
                               .ink = voucher_inks.soft};
  const struct type name = {.face = "EB Garamond 12,EB Garamond,",
                            .size = 27,
                            .least = 12,
                            .leading = 1.06,
                            .tracking = -0.006,
                            .tag = "H1",
                            .ink = voucher_inks.dark};
  double y = MARGIN;
  y += 2 + sheet_text(sheet, &eyebrow, (struct box){MARGIN, y, LEFT, 16}, content->at);
  y += 3 + sheet_text(sheet, &name, (struct box){MARGIN, y, LEFT, 60}, content->voucher->shop);
  if (!str_is_empty(content->voucher->shop_address))
    y += sheet_text(sheet, &plain, (struct box){MARGIN, y, LEFT, 22},
                    content->voucher->shop_address);
  return y;
}

/* Conditions and, below a line, who stands behind it; returns where they begin. */
static double draw_foot(struct sheet *sheet, const struct voucher_words *content) {
  struct type foot = plain, conditions = plain;
  foot.size = 6.5, foot.least = 4.5, conditions.size = 5.5, conditions.least = 4;
  double y = HEIGHT - MARGIN - 8;
  sheet_text(sheet, &foot, (struct box){MARGIN, y, LEFT, 10}, content->foot);
  sheet_fill(sheet, voucher_inks.line, (struct box){MARGIN, y - 5, LEFT, 0.5});
  y -= 9;
  if (str_is_empty(content->voucher->conditions)) return y;
  struct box box = {MARGIN, 0, LEFT, CONDITIONS};
  box.y = y - sheet_measure(sheet, &conditions, box, content->voucher->conditions);
  sheet_text(sheet, &conditions, box, content->voucher->conditions);
  return box.y;
}

/* The amount, the words and the giver's name between shop and foot, a little over the middle. */
static void draw_gift(struct sheet *sheet, const struct voucher_words *content, double top,
                      double bottom) {
  const double gap = 5;
  const struct type amount = {.face = "EB Garamond 12,EB Garamond,",
                              .size = str_is_empty(content->message) ? 72 : 58,
                              .least = 24,
                              .leading = 0.95,
                              .tag = "H2",
                              .ink = content->accent};
  const struct type message = {.face = "EB Garamond 12,EB Garamond, Italic",
                               .size = 13.5,
                               .least = 6.5,
                               .leading = 1.22,
                               .tag = "P",
                               .ink = voucher_inks.dark};
  double from_height = str_is_empty(content->from) ? 0 : gap + 11;
  struct box box = {MARGIN, top, LEFT, 74};
  double amount_height = sheet_measure(sheet, &amount, box, content->amount);
  struct box letter = {MARGIN, 0, LEFT, bottom - top - amount_height - from_height - gap};
  double letter_height = 0;
  if (!str_is_empty(content->message))
    letter_height = gap + sheet_measure(sheet, &message, letter, content->message);
  double spare = bottom - top - amount_height - letter_height - from_height;
  box.y = top + spare * 0.45;
  sheet_text(sheet, &amount, box, content->amount);
  letter.y = box.y + amount_height + gap;
  if (letter_height > 0) sheet_text(sheet, &message, letter, content->message);
  struct box from = {MARGIN, box.y + amount_height + letter_height + gap, LEFT, 11};
  if (from_height > 0) sheet_text(sheet, &plain, from, content->from);
}

/* White around the code whatever the colour: it wants contrast. */
static void draw_till(struct sheet *sheet, const struct voucher_words *content) {
  struct type label = plain, code = plain, dates = plain;
  label.size = 7.5, label.ink = ink_mix(voucher_inks.white, content->accent, 0.08);
  code.face = "Lato Bold", code.size = 15, code.least = 8, code.tracking = 0.04;
  code.ink = dates.ink = voucher_inks.white;
  const double left = WIDTH - TILL, x = left + (TILL - QR_CARD) / 2;
  const double inset = (QR_CARD - QR_SIDE) / 2;
  double y = MARGIN;
  sheet_fill(sheet, content->accent, (struct box){left, 0, TILL, HEIGHT});
  sheet_card(sheet, voucher_inks.white, NULL, (struct box){x, y, QR_CARD, QR_CARD}, 4);
  sheet_qr(sheet, voucher_inks.dark, &content->qr, x + inset, y + inset, QR_SIDE);
  y += QR_CARD + 12;
  y += 1 + sheet_text(sheet, &label, (struct box){x, y, QR_CARD, 11}, content->code);
  y += 7 + sheet_text(sheet, &code, (struct box){x, y, QR_CARD, 20}, content->voucher->code);
  y += 6 + sheet_text(sheet, &dates, (struct box){x, y, QR_CARD, 46}, content->usable);
  label.size = 6.5;
  sheet_text(sheet, &label, (struct box){x, y, QR_CARD, HEIGHT - MARGIN - y}, content->show);
}

static void draw_voucher(struct sheet *sheet, const void *context) {
  const struct voucher_words *content = context;
  sheet_fill(sheet, voucher_inks.paper, (struct box){0, 0, WIDTH, HEIGHT});
  if (content->voucher->test) draw_test_mark(sheet, content);
  double top = draw_shop(sheet, content);
  double bottom = draw_foot(sheet, content);
  draw_gift(sheet, content, top + 6, bottom - 8);
  draw_till(sheet, content);
}

struct str paper_voucher_card_pdf(struct arena *arena, const struct voucher_paper *voucher) {
  struct voucher_words content = voucher_words(arena, voucher);
  struct sheet_about about = voucher_about(&content);
  content.show = message_text(voucher->language, MSG_paper_voucher_show_card);
  about.width = WIDTH;
  about.height = HEIGHT;
  return sheet_pdf(arena, &about, draw_voucher, &content);
}
