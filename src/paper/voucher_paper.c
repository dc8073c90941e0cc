/* The voucher as a gift. The name and the amount come first, as large as they can be; below them
 * the words of whoever gives it; at the foot a white card with all that a till needs. */
#include "base/fault.h"
#include "base/format.h"
#include "base/message.h"
#include "paper/paper.h"
#include "paper/sheet.h"

#define MARGIN 62.0
#define CONTENT (SHEET_WIDTH - 2 * MARGIN)
#define CARD_HEIGHT 178.0
#define QR_SIDE 124.0
#define FOOT 34.0       /* of the page's lower edge, where territory and campaign stand */
#define CONDITIONS 74.0 /* the most that the conditions may take */

static const struct ink paper_ink = {0.984, 0.965, 0.925}; /* warm white */
static const struct ink dark_ink = {0.129, 0.106, 0.094};
static const struct ink soft_ink = {0.388, 0.353, 0.325}; /* 6:1 on the paper */
static const struct ink line_ink = {0.863, 0.824, 0.757};
static const struct ink white_ink = {1, 1, 1};

/* Everything the page shows, put into words before drawing begins. */
struct content {
  const struct voucher_paper *voucher;
  struct ink accent;
  struct str at, amount, message, from, code, usable, show, foot, test;
  struct qr qr;
};

/* Colour. */

static double hex_pair(struct str text, size_t at) {
  int value = 0;
  for (size_t i = at; i < at + 2; i++) {
    char c = text.ptr[i];
    int digit = c >= '0' && c <= '9'                   ? c - '0'
                : ((c | 32) >= 'a' && (c | 32) <= 'f') ? (c | 32) - 'a' + 10
                                                       : -1;
    if (digit < 0) fault_raise(FAULT_INPUT, "not a colour: \"%.*s\"", STR_ARG(text));
    value = 16 * value + digit;
  }
  return value / 255.0;
}

static struct ink ink_of(struct str text) {
  if (text.len != 7 || text.ptr[0] != '#')
    fault_raise(FAULT_INPUT, "not a colour: \"%.*s\"", STR_ARG(text));
  return (struct ink){hex_pair(text, 1), hex_pair(text, 3), hex_pair(text, 5)};
}

/* Relative luminance, with the square for sRGB's curve: near enough to choose a colour by. */
static double luminance(struct ink ink) {
  return 0.2126 * ink.red * ink.red + 0.7152 * ink.green * ink.green + 0.0722 * ink.blue * ink.blue;
}

/* The accent, darkened until it can be read on the paper (WCAG 2.1, 1.4.3: 4.5 to 1). */
static struct ink readable(struct ink ink) {
  while ((luminance(paper_ink) + 0.05) / (luminance(ink) + 0.05) < 4.5)
    ink = (struct ink){ink.red * 0.95, ink.green * 0.95, ink.blue * 0.95};
  return ink;
}

static struct ink mix(struct ink a, struct ink b, double share_of_b) {
  return (struct ink){a.red + (b.red - a.red) * share_of_b,
                      a.green + (b.green - a.green) * share_of_b,
                      a.blue + (b.blue - a.blue) * share_of_b};
}

/* Words. */

static struct str money_words(struct arena *arena, const struct voucher_paper *voucher) {
  struct buf out = buf_in(arena);
  format_money(&out, voucher->language, voucher->amount);
  return buf_str(&out);
}

static struct str day_words(struct arena *arena, enum language language, struct day day) {
  struct buf out = buf_in(arena);
  format_day(&out, language, day);
  return buf_str(&out);
}

static struct str usable_words(struct arena *arena, const struct voucher_paper *voucher) {
  enum language language = voucher->language;
  return MESSAGE(arena, language, MSG_paper_voucher_usable,
                 {"from", day_words(arena, language, voucher->redeemable_from)},
                 {"until", day_words(arena, language, voucher->expires_on)});
}

static struct str foot_words(struct arena *arena, const struct voucher_paper *voucher) {
  if (str_is_empty(voucher->campaign)) return voucher->territory;
  return str_format(arena, "%.*s  ·  %.*s", STR_ARG(voucher->territory),
                    STR_ARG(voucher->campaign));
}

static struct str quoted(struct arena *arena, const struct voucher_paper *voucher) {
  struct str message = str_trim(voucher->message);
  if (str_is_empty(message)) return S("");
  return MESSAGE(arena, voucher->language, MSG_paper_voucher_message, {"message", message});
}

static struct str giver(struct arena *arena, const struct voucher_paper *voucher) {
  struct str name = str_trim(voucher->from);
  if (str_is_empty(name)) return S("");
  return MESSAGE(arena, voucher->language, MSG_paper_voucher_from, {"name", name});
}

static struct content content_of(struct arena *arena, const struct voucher_paper *voucher) {
  enum language language = voucher->language;
  return (struct content){
      .voucher = voucher,
      .accent = readable(ink_of(voucher->accent)),
      .at = message_text(language, MSG_paper_voucher_at),
      .amount = money_words(arena, voucher),
      .message = quoted(arena, voucher),
      .from = giver(arena, voucher),
      .code = message_text(language, MSG_paper_voucher_code),
      .usable = usable_words(arena, voucher),
      .show = message_text(language, MSG_paper_voucher_show),
      .foot = foot_words(arena, voucher),
      .test = message_text(language, MSG_paper_voucher_test),
      .qr = qr_of(arena, voucher->qr_text),
  };
}

/* The page, from top to bottom. */

/* A bookmark's ribbon hangs into the page: the one ornament. */
static void draw_ribbon(struct sheet *sheet, const struct content *content) {
  const double left = SHEET_WIDTH - MARGIN - 34, right = SHEET_WIDTH - MARGIN, end = 128;
  const double ribbon[][2] = {
      {left, 0}, {right, 0}, {right, end}, {(left + right) / 2, end - 15}, {left, end}};
  sheet_polygon(sheet, content->accent, ribbon, 5);
}

static void draw_test_mark(struct sheet *sheet, const struct content *content) {
  const struct type behind = {.face = "Lato Black",
                              .size = 200,
                              .least = 60,
                              .leading = 1,
                              .tracking = 0.1,
                              .tag = "P",
                              .ink = mix(paper_ink, dark_ink, 0.07)};
  const struct type words = {.face = "Lato Bold",
                             .size = 11,
                             .least = 7,
                             .leading = 1.2,
                             .tracking = 0.08,
                             .tag = "P",
                             .ink = white_ink};
  sheet_diagonal(sheet, &behind, (struct box){0, 70, SHEET_WIDTH, 480}, S("TEST"));
  sheet_fill(sheet, dark_ink, (struct box){0, 0, SHEET_WIDTH, 32});
  sheet_text(sheet, &words, (struct box){MARGIN, 9, CONTENT - 50, 16}, content->test);
}

/* The shop's name and address; returns where they end. */
static double draw_shop(struct sheet *sheet, const struct content *content) {
  const struct type eyebrow = {.face = "EB Garamond 12,EB Garamond, Italic",
                               .size = 19,
                               .least = 12,
                               .leading = 1.2,
                               .tag = "P",
                               .ink = soft_ink};
  const struct type name = {.face = "EB Garamond 12,EB Garamond,",
                            .size = 50,
                            .least = 20,
                            .leading = 1.08,
                            .tracking = -0.008,
                            .tag = "H1",
                            .ink = dark_ink};
  const struct type address = {
      .face = "Lato", .size = 11, .least = 8, .leading = 1.45, .tag = "P", .ink = soft_ink};
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
static struct type amount_type(struct sheet *sheet, const struct content *content,
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
static void draw_gift(struct sheet *sheet, const struct content *content, double top,
                      double bottom) {
  const double gap = 12;
  const struct type message = {.face = "EB Garamond 12,EB Garamond, Italic",
                               .size = 22,
                               .least = 9,
                               .leading = 1.28,
                               .tag = "P",
                               .ink = dark_ink};
  const struct type giver_type = {
      .face = "Lato", .size = 12, .least = 8, .leading = 1.3, .tag = "P", .ink = soft_ink};
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

static void draw_code(struct sheet *sheet, const struct content *content, struct box box) {
  const struct type label = {
      .face = "Lato", .size = 9.5, .least = 7, .leading = 1.3, .tag = "P", .ink = soft_ink};
  const struct type code = {.face = "Lato Bold",
                            .size = 25,
                            .least = 10,
                            .leading = 1.2,
                            .tracking = 0.06,
                            .tag = "P",
                            .ink = dark_ink};
  const struct type dates = {
      .face = "Lato", .size = 11.5, .least = 8, .leading = 1.4, .tag = "P", .ink = dark_ink};
  double y = box.y;
  y += 2 + sheet_text(sheet, &label, (struct box){box.x, y, box.width, 14}, content->code);
  y += 10 + sheet_text(sheet, &code, (struct box){box.x, y, box.width, 34}, content->voucher->code);
  y += 6 + sheet_text(sheet, &dates, (struct box){box.x, y, box.width, 52}, content->usable);
  sheet_text(sheet, &label, (struct box){box.x, y, box.width, 26}, content->show);
}

/* White whatever the paper: a QR code wants contrast. */
static void draw_card(struct sheet *sheet, const struct content *content, double y) {
  const double inset = (CARD_HEIGHT - QR_SIDE) / 2;
  sheet_card(sheet, white_ink, &line_ink, (struct box){MARGIN, y, CONTENT, CARD_HEIGHT}, 5);
  sheet_qr(sheet, dark_ink, &content->qr, MARGIN + inset, y + inset, QR_SIDE);
  double x = MARGIN + 2 * inset + QR_SIDE;
  draw_code(sheet, content, (struct box){x, y + inset, SHEET_WIDTH - MARGIN - inset - x, QR_SIDE});
}

static void draw_foot(struct sheet *sheet, const struct content *content) {
  const struct type type = {.face = "Lato",
                            .size = 9.5,
                            .least = 6.5,
                            .leading = 1.2,
                            .tracking = 0.01,
                            .tag = "P",
                            .ink = soft_ink};
  double y = SHEET_HEIGHT - FOOT - 12;
  sheet_fill(sheet, line_ink, (struct box){MARGIN, y - 10, CONTENT, 0.75});
  sheet_text(sheet, &type, (struct box){MARGIN, y, CONTENT, 14}, content->foot);
}

/* The card rests on the conditions, and these on the foot. */
static double draw_conditions(struct sheet *sheet, const struct content *content) {
  const struct type type = {
      .face = "Lato", .size = 8, .least = 6, .leading = 1.4, .tag = "P", .ink = soft_ink};
  double bottom = SHEET_HEIGHT - FOOT - 36;
  if (str_is_empty(content->voucher->conditions)) return bottom;
  struct box box = {MARGIN, 0, CONTENT, CONDITIONS};
  box.y = bottom - sheet_measure(sheet, &type, box, content->voucher->conditions);
  sheet_text(sheet, &type, box, content->voucher->conditions);
  return box.y - 14;
}

static void draw_voucher(struct sheet *sheet, const void *context) {
  const struct content *content = context;
  sheet_fill(sheet, paper_ink, (struct box){0, 0, SHEET_WIDTH, SHEET_HEIGHT});
  if (content->voucher->test) draw_test_mark(sheet, content);
  draw_ribbon(sheet, content);
  double top = draw_shop(sheet, content);
  double card = draw_conditions(sheet, content) - CARD_HEIGHT;
  draw_gift(sheet, content, top + 14, card - 22);
  draw_card(sheet, content, card);
  draw_foot(sheet, content);
}

struct str paper_voucher_pdf(struct arena *arena, const struct voucher_paper *voucher) {
  struct content content = content_of(arena, voucher);
  struct sheet_about about = {
      .title = MESSAGE(arena, voucher->language, MSG_paper_voucher_title,
                       {"amount", content.amount}, {"shop", voucher->shop}),
      .author = voucher->territory,
      .language = voucher->language,
  };
  return sheet_pdf(arena, &about, draw_voucher, &content);
}
