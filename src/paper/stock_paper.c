#include "paper/stock_paper.h"

#include "base/format.h"
#include "base/message.h"
#include "paper/ink.h"
#include "paper/paper.h"
#include "paper/voucher_words.h"

#define CARD_WIDTH (85 * SHEET_MM)
#define CARD_HEIGHT (54 * SHEET_MM)
#define LEFT ((SHEET_WIDTH - 2 * CARD_WIDTH) / 2)
#define TOP ((SHEET_HEIGHT - 5 * CARD_HEIGHT) / 2)
#define QR_SIDE 64.0
#define PAD 12.0

enum { COLUMNS = 2, PER_PAGE = 10 };

struct content {
  const struct stock_paper *paper;
  struct ink accent;
  struct str at, where, amount, usable, unsold, foot;
  const struct qr *codes; /* one for each card */
};

static struct str words(struct arena *arena, const struct stock_paper *paper, struct day day) {
  struct buf out = buf_in(arena);
  format_day_short(&out, paper->language, day);
  return buf_str(&out);
}

static struct content content_of(struct arena *arena, const struct stock_paper *paper) {
  struct buf amount = buf_in(arena);
  struct qr *codes = arena_array(arena, struct qr, paper->count);
  bool one = paper->shop.len > 0;
  for (size_t i = 0; i < paper->count; i++)
    codes[i] = qr_of(arena, paper->cards[i].qr_text);
  format_money_short(&amount, paper->language, paper->amount);
  struct str where = one ? paper->shop : message_text(paper->language, MSG_paper_stock_all);
  return (struct content){
      .paper = paper,
      .accent = ink_readable(ink_of(paper->accent), voucher_inks.white),
      .at = message_text(paper->language, MSG_paper_voucher_at),
      .where = where,
      .amount = buf_str(&amount),
      .usable = MESSAGE(arena, paper->language, MSG_paper_stock_usable,
                        {"from", words(arena, paper, paper->redeemable_from)},
                        {"until", words(arena, paper, paper->expires_on)}),
      .unsold = message_text(paper->language, MSG_paper_stock_unsold),
      .foot = paper->territory,
      .codes = codes,
  };
}

static const struct type plain = {.face = "Lato",
                                  .size = 7,
                                  .least = 4.5,
                                  .leading = 1.25,
                                  .tag = "P",
                                  .ink = {0.388, 0.353, 0.325}};

/* The left of a card: for what and where. */
static void draw_gift(struct sheet *sheet, const struct content *content, double x, double y) {
  const double width = CARD_WIDTH - QR_SIDE - 3 * PAD;
  struct type at = plain, shop = plain, amount = plain;
  at.face = "EB Garamond 12,EB Garamond, Italic", at.size = 8.5;
  shop.face = "EB Garamond 12,EB Garamond,", shop.size = 15, shop.least = 7, shop.leading = 1.05;
  shop.ink = voucher_inks.dark;
  amount.face = "EB Garamond 12,EB Garamond,", amount.size = 36, amount.least = 16;
  amount.leading = 1, amount.ink = content->accent;
  double from = y + PAD;
  from += sheet_text(sheet, &at, (struct box){x + PAD, from, width, 12}, content->at);
  from += 2 + sheet_text(sheet, &shop, (struct box){x + PAD, from, width, 34}, content->where);
  sheet_text(sheet, &amount, (struct box){x + PAD, from, width, 42}, content->amount);
  double foot = y + CARD_HEIGHT - PAD;
  sheet_text(sheet, &plain, (struct box){x + PAD, foot - 28, width, 10}, content->usable);
  sheet_text(sheet, &plain, (struct box){x + PAD, foot - 18, width, 10}, content->unsold);
  sheet_text(sheet, &plain, (struct box){x + PAD, foot - 8, width, 10}, content->foot);
}

/* The right: for the till and for the counter. */
static void draw_code(struct sheet *sheet, const struct content *content, size_t index, double x,
                      double y) {
  const struct stock_card *card = &content->paper->cards[index];
  const double left = x + CARD_WIDTH - PAD - QR_SIDE;
  struct type code = plain, serial = plain;
  code.face = "Lato Bold", code.size = 8.6, code.ink = serial.ink = voucher_inks.dark;
  serial.face = "Lato Bold", serial.size = 8;
  sheet_qr(sheet, voucher_inks.dark, &content->codes[index], left, y + PAD, QR_SIDE);
  double from = y + PAD + QR_SIDE + 6;
  sheet_text(sheet, &code, (struct box){left, from, QR_SIDE, 12}, card->code);
  sheet_text(sheet, &serial, (struct box){left, from + 16, QR_SIDE, 11}, card->serial);
  sheet_text(sheet, &plain, (struct box){left, from + 27, QR_SIDE, 10}, card->booklet);
}

/* Where to cut: short lines outside the cards, at each edge. */
static void draw_marks(struct sheet *sheet) {
  for (int column = 0; column <= COLUMNS; column++) {
    double x = LEFT + column * CARD_WIDTH - 0.25;
    sheet_fill(sheet, voucher_inks.line, (struct box){x, TOP - 14, 0.5, 10});
    sheet_fill(sheet, voucher_inks.line, (struct box){x, SHEET_HEIGHT - TOP + 4, 0.5, 10});
  }
  for (int row = 0; row <= PER_PAGE / COLUMNS; row++) {
    double y = TOP + row * CARD_HEIGHT - 0.25;
    sheet_fill(sheet, voucher_inks.line, (struct box){LEFT - 14, y, 10, 0.5});
    sheet_fill(sheet, voucher_inks.line, (struct box){SHEET_WIDTH - LEFT + 4, y, 10, 0.5});
  }
}

static void draw_card(struct sheet *sheet, const struct content *content, size_t index) {
  size_t place = index % PER_PAGE;
  double x = LEFT + (double)(place % COLUMNS) * CARD_WIDTH;
  double y = TOP + (double)(place / COLUMNS) * CARD_HEIGHT;
  sheet_fill(sheet, content->accent, (struct box){x, y, 4, CARD_HEIGHT});
  sheet_fill(sheet, voucher_inks.line,
             (struct box){x + 4, y + CARD_HEIGHT - 0.25, CARD_WIDTH - 4, 0.25});
  draw_gift(sheet, content, x + 4, y);
  draw_code(sheet, content, index, x, y);
}

static void draw(struct sheet *sheet, const void *context) {
  const struct content *content = context;
  for (size_t i = 0; i < content->paper->count; i++) {
    if (i > 0 && i % PER_PAGE == 0) sheet_next(sheet);
    if (i % PER_PAGE == 0) draw_marks(sheet);
    draw_card(sheet, content, i);
  }
}

struct str paper_stock_pdf(struct arena *arena, const struct stock_paper *paper) {
  struct content content = content_of(arena, paper);
  struct sheet_about about = {.title = MESSAGE(arena, paper->language, MSG_paper_stock_title,
                                               {"amount", content.amount}, {"shop", content.where}),
                              .author = paper->territory,
                              .language = paper->language};
  return sheet_pdf(arena, &about, draw, &content);
}
