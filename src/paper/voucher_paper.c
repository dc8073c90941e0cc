/* The voucher as a gift. The name and the amount come first, as large as they can be; below them
 * the words of whoever gives it; at the foot a white card with all that a till needs. */
#include "paper/paper.h"
#include "paper/voucher_words.h"

#define MARGIN 62.0
#define CONTENT (SHEET_WIDTH - 2 * MARGIN)
#define CARD_HEIGHT 178.0
#define QR_SIDE 124.0
#define FOOT 34.0       /* of the page's lower edge, where territory and campaign stand */
#define CONDITIONS 74.0 /* the most that the conditions may take */

/* The page, from top to bottom. */

/* A bookmark's ribbon hangs into the page: the one ornament. */
static void draw_ribbon(struct sheet *sheet, const struct voucher_words *content) {
  const double left = SHEET_WIDTH - MARGIN - 34, right = SHEET_WIDTH - MARGIN, end = 128;
  const double ribbon[][2] = {
      {left, 0}, {right, 0}, {right, end}, {(left + right) / 2, end - 15}, {left, end}};
  sheet_polygon(sheet, content->accent, ribbon, 5);
}

static void draw_test_mark(struct sheet *sheet, const struct voucher_words *content) {
  const struct type behind = {.face = "Lato Black",
                              .size = 200,
                              .least = 60,
                              .leading = 1,
                              .tracking = 0.1,
                              .tag = "P",
                              .ink = ink_mix(voucher_inks.paper, voucher_inks.dark, 0.07)};
  const struct type words = {.face = "Lato Bold",
                             .size = 11,
                             .least = 7,
                             .leading = 1.2,
                             .tracking = 0.08,
                             .tag = "P",
                             .ink = voucher_inks.white};
  sheet_diagonal(sheet, &behind, (struct box){0, 70, SHEET_WIDTH, 480}, S("TEST"));
  sheet_fill(sheet, voucher_inks.dark, (struct box){0, 0, SHEET_WIDTH, 32});
  sheet_text(sheet, &words, (struct box){MARGIN, 9, CONTENT - 50, 16}, content->test);
}

/* The shop's name and address; returns where they end. */
static double draw_shop(struct sheet *sheet, const struct voucher_words *content) {
  const struct type eyebrow = {.face = "EB Garamond 12,EB Garamond, Italic",
                               .size = 19,
                               .least = 12,
                               .leading = 1.2,
                               .tag = "P",
                               .ink = voucher_inks.soft};
  const struct type name = {.face = "EB Garamond 12,EB Garamond,",
                            .size = 50,
                            .least = 20,
                            .leading = 1.08,
                            .tracking = -0.008,
                            .tag = "H1",
                            .ink = voucher_inks.dark};
  const struct type address = {.face = "Lato",
                               .size = 11,
                               .least = 8,
                               .leading = 1.45,
                               .tag = "P",
                               .ink = voucher_inks.soft};
  double y = 78;
  y += 8 + sheet_text(sheet, &eyebrow, (struct box){MARGIN, y, CONTENT - 60, 26}, content->at);
  double room = y < 150 ? CONTENT - 50 : CONTENT; /* beside the ribbon */
  y += 8 + sheet_text(sheet, &name, (struct box){MARGIN, y, room, 118}, content->voucher->shop);
  if (!str_is_empty(content->voucher->shop_address))
    y += sheet_text(sheet, &address, (struct box){MARGIN, y, CONTENT, 34},
                    content->voucher->shop_address);
  return y;
}

/* A long letter needs the room more than the amount does. */
static struct type amount_type(struct sheet *sheet, const struct voucher_words *content,
                               const struct type *message, double room) {
  struct type type = {.face = "EB Garamond 12,EB Garamond,",
                      .size = 118,
                      .least = 30,
                      .leading = 1,
                      .tag = "H2",
                      .ink = content->accent};
  struct type easy = *message;
  easy.least = 14;
  easy.size = 14;
  struct box endless = {.width = CONTENT, .height = 10 * SHEET_HEIGHT};
  if (!str_is_empty(content->message) &&
      sheet_measure(sheet, &easy, endless, content->message) > room - type.size)
    type.size = 72;
  return type;
}

/* Amount, message and giver between the shop above and the card below, as one group a little over
 * the middle, where the eye expects it. */
static void draw_gift(struct sheet *sheet, const struct voucher_words *content, double top,
                      double bottom) {
  const double gap = 12;
  const struct type message = {.face = "EB Garamond 12,EB Garamond, Italic",
                               .size = 22,
                               .least = 9,
                               .leading = 1.28,
                               .tag = "P",
                               .ink = voucher_inks.dark};
  const struct type giver_type = {
      .face = "Lato", .size = 12, .least = 8, .leading = 1.3, .tag = "P", .ink = voucher_inks.soft};
  double giver_height = str_is_empty(content->from) ? 0 : gap + 18;
  const struct type amount =
      amount_type(sheet, content, &message, bottom - top - giver_height - gap);

  struct box box = {MARGIN, top, CONTENT, 130};
  double amount_height = sheet_measure(sheet, &amount, box, content->amount);
  struct box words = {MARGIN, 0, CONTENT, bottom - top - amount_height - giver_height - 2 * gap};
  double message_height = str_is_empty(content->message)
                              ? 0
                              : gap + sheet_measure(sheet, &message, words, content->message);
  double spare = bottom - top - amount_height - message_height - giver_height;

  box.y = top + spare * 0.45;
  sheet_text(sheet, &amount, box, content->amount);
  words.y = box.y + amount_height + gap;
  if (message_height > 0) sheet_text(sheet, &message, words, content->message);
  struct box from = {MARGIN, box.y + amount_height + message_height + gap, CONTENT, 18};
  if (giver_height > 0) sheet_text(sheet, &giver_type, from, content->from);
}

static void draw_code(struct sheet *sheet, const struct voucher_words *content, struct box box) {
  const struct type label = {.face = "Lato",
                             .size = 9.5,
                             .least = 7,
                             .leading = 1.3,
                             .tag = "P",
                             .ink = voucher_inks.soft};
  const struct type code = {.face = "Lato Bold",
                            .size = 25,
                            .least = 10,
                            .leading = 1.2,
                            .tracking = 0.06,
                            .tag = "P",
                            .ink = voucher_inks.dark};
  const struct type dates = {.face = "Lato",
                             .size = 11.5,
                             .least = 8,
                             .leading = 1.4,
                             .tag = "P",
                             .ink = voucher_inks.dark};
  double y = box.y;
  y += 2 + sheet_text(sheet, &label, (struct box){box.x, y, box.width, 14}, content->code);
  y += 10 + sheet_text(sheet, &code, (struct box){box.x, y, box.width, 34}, content->voucher->code);
  y += 6 + sheet_text(sheet, &dates, (struct box){box.x, y, box.width, 52}, content->usable);
  sheet_text(sheet, &label, (struct box){box.x, y, box.width, 26}, content->show);
}

/* White whatever the paper: a QR code wants contrast. */
static void draw_card(struct sheet *sheet, const struct voucher_words *content, double y) {
  const double inset = (CARD_HEIGHT - QR_SIDE) / 2;
  sheet_card(sheet, voucher_inks.white, &voucher_inks.line,
             (struct box){MARGIN, y, CONTENT, CARD_HEIGHT}, 5);
  sheet_qr(sheet, voucher_inks.dark, &content->qr, MARGIN + inset, y + inset, QR_SIDE);
  double x = MARGIN + 2 * inset + QR_SIDE;
  draw_code(sheet, content, (struct box){x, y + inset, SHEET_WIDTH - MARGIN - inset - x, QR_SIDE});
}

static void draw_foot(struct sheet *sheet, const struct voucher_words *content) {
  const struct type type = {.face = "Lato",
                            .size = 9.5,
                            .least = 6.5,
                            .leading = 1.2,
                            .tracking = 0.01,
                            .tag = "P",
                            .ink = voucher_inks.soft};
  double y = SHEET_HEIGHT - FOOT - 12;
  sheet_fill(sheet, voucher_inks.line, (struct box){MARGIN, y - 10, CONTENT, 0.75});
  sheet_text(sheet, &type, (struct box){MARGIN, y, CONTENT, 14}, content->foot);
}

/* The card rests on the conditions, and these on the foot. */
static double draw_conditions(struct sheet *sheet, const struct voucher_words *content) {
  const struct type type = {
      .face = "Lato", .size = 8, .least = 6, .leading = 1.4, .tag = "P", .ink = voucher_inks.soft};
  double bottom = SHEET_HEIGHT - FOOT - 36;
  if (str_is_empty(content->voucher->conditions)) return bottom;
  struct box box = {MARGIN, 0, CONTENT, CONDITIONS};
  box.y = bottom - sheet_measure(sheet, &type, box, content->voucher->conditions);
  sheet_text(sheet, &type, box, content->voucher->conditions);
  return box.y - 14;
}

static void draw_voucher(struct sheet *sheet, const void *context) {
  const struct voucher_words *content = context;
  sheet_fill(sheet, voucher_inks.paper, (struct box){0, 0, SHEET_WIDTH, SHEET_HEIGHT});
  if (content->voucher->test) draw_test_mark(sheet, content);
  draw_ribbon(sheet, content);
  double top = draw_shop(sheet, content);
  double card = draw_conditions(sheet, content) - CARD_HEIGHT;
  draw_gift(sheet, content, top + 14, card - 22);
  draw_card(sheet, content, card);
  draw_foot(sheet, content);
}

struct str paper_voucher_pdf(struct arena *arena, const struct voucher_paper *voucher) {
  struct voucher_words content = voucher_words(arena, voucher);
  struct sheet_about about = voucher_about(&content);
  return sheet_pdf(arena, &about, draw_voucher, &content);
}
