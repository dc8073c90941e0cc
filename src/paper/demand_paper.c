/* A demand as a page. Above, all that has to be typed; beside it or below the code. A Swiss demand
 * has payment part and receipt at the foot, in the measures, faces and sizes of the style guide for
 * the QR-bill: A6 and 62 millimetres, Liberation Sans, nothing else within. */
#include "base/buf.h"
#include "base/format.h"
#include "base/iban.h"
#include "base/message.h"
#include "base/reference.h"
#include "paper/demand.h"
#include "paper/sheet.h"

#define MM 2.8346457
#define BILL_TOP (SHEET_HEIGHT / MM - 105)
#define MARGIN 22.0

enum { FACTS_MAX = 6 };

static const struct ink black = {0, 0, 0};
static const struct ink soft = {0.35, 0.35, 0.35};
static const struct ink white = {1, 1, 1};
static const struct ink edge = {0.75, 0.75, 0.75};

struct fact {
  struct str name, value;
};

struct words { /* everything put into words before drawing begins */
  const struct demand_paper *paper;
  struct qr qr;
  bool swiss;
  struct fact facts[FACTS_MAX];
  size_t fact_count;
  struct str payee, amount, reference;
};

/* Millimetres to a box, with one text in it; returns where the text ends. */
struct place {
  double x, y, width;
};
static double set(struct sheet *sheet, const char *face, double size, struct place at,
                  struct str text) {
  const struct type type = {
      .face = face, .size = size, .least = size, .leading = 1.15, .tag = "P", .ink = black};
  struct box box = {at.x * MM, at.y * MM, at.width * MM, 60 * MM};
  return at.y + sheet_text(sheet, &type, box, text) / MM;
}

/* The bill. */

#define FACE "Liberation Sans"
#define FACE_BOLD "Liberation Sans Bold"

struct sizes { /* of headings and values, in points */
  double heading, value;
};
static const struct sizes part_sizes = {8, 10}, receipt_sizes = {6, 8};

static double entry(struct sheet *sheet, const struct sizes *sizes, struct place at,
                    struct str heading, struct str value) {
  at.y = set(sheet, FACE_BOLD, sizes->heading, at, heading) + 0.3;
  return set(sheet, FACE, sizes->value, at, value) + (sizes->value > 9 ? 3.4 : 2.6);
}

/* Where the payer writes: the corners of a field. */
static void corners(struct sheet *sheet, struct place at, double height) {
  const double arm = 3 * MM, line = 0.75, left = at.x * MM, top = at.y * MM;
  const double right = left + at.width * MM, bottom = top + height * MM;
  for (int i = 0; i < 4; i++) {
    double x = i % 2 ? right - arm : left, y = i / 2 ? bottom - line : top;
    double upright = i % 2 ? right - line : left, up = i / 2 ? bottom - arm : top;
    sheet_fill(sheet, black, (struct box){x, y, arm, line});
    sheet_fill(sheet, black, (struct box){upright, up, line, arm});
  }
}

static void dashes(struct sheet *sheet) {
  for (double x = 0; x < 210; x += 2)
    sheet_fill(sheet, soft, (struct box){x * MM, BILL_TOP * MM, MM, 0.5});
  for (double y = BILL_TOP; y < BILL_TOP + 105; y += 2)
    sheet_fill(sheet, soft, (struct box){62 * MM, y * MM, 0.5, MM});
}

static void cross(struct sheet *sheet, double x, double y) {
  const double parts[][4] = {
      {19.5, 19.5, 7, 7}, {20, 20, 6, 6}, {22.4, 20.9, 1.2, 4.2}, {20.9, 22.4, 4.2, 1.2}};
  for (size_t i = 0; i < 4; i++)
    sheet_fill(sheet, i == 1 ? black : white,
               (struct box){(x + parts[i][0]) * MM, (y + parts[i][1]) * MM, parts[i][2] * MM,
                            parts[i][3] * MM});
}

static struct str said(const struct words *words, enum message message) {
  return message_text(words->paper->language, message);
}

static void amount_entry(struct sheet *sheet, const struct words *words, const struct sizes *sizes,
                         struct place at, double second) {
  struct place beside = {at.x + second, at.y, at.width};
  entry(sheet, sizes, at, said(words, MSG_paper_demand_swiss_currency),
        currency_code(words->paper->demand.amount.currency));
  entry(sheet, sizes, beside, said(words, MSG_paper_demand_swiss_amount), words->amount);
}

static void draw_receipt(struct sheet *sheet, const struct words *words) {
  const struct type counter = {.face = FACE_BOLD,
                               .size = 6,
                               .least = 6,
                               .leading = 1.15,
                               .tag = "P",
                               .ink = black,
                               .right = true};
  struct place at = {5, BILL_TOP + 5, 52};
  set(sheet, FACE_BOLD, 11, at, said(words, MSG_paper_demand_swiss_receipt));
  at.y = BILL_TOP + 12;
  at.y =
      entry(sheet, &receipt_sizes, at, said(words, MSG_paper_demand_swiss_account), words->payee);
  at.y = entry(sheet, &receipt_sizes, at, said(words, MSG_paper_demand_swiss_reference),
               words->reference);
  at.y = set(sheet, FACE_BOLD, 6, at, said(words, MSG_paper_demand_swiss_payer)) + 0.6;
  corners(sheet, at, 20);
  at.y = BILL_TOP + 68;
  amount_entry(sheet, words, &receipt_sizes, at, 12);
  sheet_text(sheet, &counter, (struct box){5 * MM, (BILL_TOP + 82) * MM, 52 * MM, 6 * MM},
             said(words, MSG_paper_demand_swiss_counter));
}

static void draw_part(struct sheet *sheet, const struct words *words) {
  struct place at = {67, BILL_TOP + 5, 51};
  set(sheet, FACE_BOLD, 11, at, said(words, MSG_paper_demand_swiss_payment));
  sheet_qr(sheet, black, &words->qr, 67 * MM, (BILL_TOP + 17) * MM, 46 * MM);
  cross(sheet, 67, BILL_TOP + 17);
  at.y = BILL_TOP + 68;
  amount_entry(sheet, words, &part_sizes, at, 15);
  at = (struct place){118, BILL_TOP + 5, 87};
  at.y = entry(sheet, &part_sizes, at, said(words, MSG_paper_demand_swiss_account), words->payee);
  at.y = entry(sheet, &part_sizes, at, said(words, MSG_paper_demand_swiss_reference),
               words->reference);
  if (!str_is_empty(words->paper->demand.message))
    at.y = entry(sheet, &part_sizes, at, said(words, MSG_paper_demand_swiss_message),
                 words->paper->demand.message);
  at.y = set(sheet, FACE_BOLD, 8, at, said(words, MSG_paper_demand_swiss_payer)) + 0.8;
  at.width = 65;
  corners(sheet, at, 25);
}

static void draw_bill(struct sheet *sheet, const struct words *words) {
  set(sheet, FACE, 8, (struct place){5, BILL_TOP - 4.5, 200},
      said(words, MSG_paper_demand_swiss_cut));
  dashes(sheet);
  draw_receipt(sheet, words);
  draw_part(sheet, words);
}

/* The upper part. */

static double draw_head(struct sheet *sheet, const struct words *words) {
  const struct type eyebrow = {
      .face = "Lato", .size = 11, .least = 8, .leading = 1.4, .tag = "P", .ink = soft};
  const struct type title = {.face = "EB Garamond 12,EB Garamond,",
                             .size = 34,
                             .least = 20,
                             .leading = 1.1,
                             .tag = "H1",
                             .ink = black};
  const struct type about = {
      .face = "Lato", .size = 14, .least = 9, .leading = 1.4, .tag = "P", .ink = black};
  double left = MARGIN * MM, width = SHEET_WIDTH - 2 * left, y = 18 * MM;
  y += 6 + sheet_text(sheet, &eyebrow, (struct box){left, y, width, 20}, words->paper->territory);
  y += 4 + sheet_text(sheet, &title, (struct box){left, y, width, 50},
                      said(words, MSG_paper_demand_title));
  y += 16 + sheet_text(sheet, &about, (struct box){left, y, width, 44}, words->paper->about);
  return y;
}

static double draw_facts(struct sheet *sheet, const struct words *words, double y, double width) {
  const struct type name = {
      .face = "Lato", .size = 9.5, .least = 7, .leading = 1.3, .tag = "P", .ink = soft};
  const struct type value = {
      .face = "Lato Bold", .size = 13, .least = 8, .leading = 1.3, .tag = "P", .ink = black};
  double left = MARGIN * MM;
  for (size_t i = 0; i < words->fact_count; i++) {
    const struct fact *fact = &words->facts[i];
    y += sheet_text(sheet, &name, (struct box){left, y, width, 16}, fact->name);
    y += 7 + sheet_text(sheet, &value, (struct box){left, y, width, 36}, fact->value);
  }
  return y;
}

static void draw_demand(struct sheet *sheet, const void *content) {
  const struct words *words = content;
  const struct type text = {
      .face = "Lato", .size = 10.5, .least = 8, .leading = 1.45, .tag = "P", .ink = black};
  double left = MARGIN * MM, width = SHEET_WIDTH - 2 * left, side = 56 * MM;
  double top = draw_head(sheet, words);
  double y = draw_facts(sheet, words, top, words->swiss ? width : width - side - 24);
  if (!words->swiss) {
    double x = SHEET_WIDTH - left - side;
    sheet_card(sheet, white, &edge, (struct box){x - 10, top, side + 20, side + 20}, 5);
    sheet_qr(sheet, black, &words->qr, x, top + 10, side);
    if (y < top + side + 20) y = top + side + 20;
  }
  y += 8;
  y += 8 + sheet_text(sheet, &text, (struct box){left, y, width, 60},
                      said(words, MSG_paper_demand_how));
  sheet_text(sheet, &text, (struct box){left, y, width, 44}, said(words, MSG_paper_demand_after));
  if (words->swiss) draw_bill(sheet, words);
}

/* Words. */

static void add_fact(struct words *words, enum message name, struct str value) {
  if (!str_is_empty(value))
    words->facts[words->fact_count++] = (struct fact){said(words, name), value};
}

static struct str payee_of(struct arena *arena, const struct paper_party *party,
                           const struct iban *iban) {
  struct buf out = buf_in(arena);
  buf_add(&out, iban_grouped(arena, iban));
  buf_format(&out, "\n%.*s\n", STR_ARG(party->name));
  if (!str_is_empty(party->street))
    buf_format(&out, "%.*s %.*s\n", STR_ARG(party->street), STR_ARG(party->building));
  buf_format(&out, "%.*s %.*s", STR_ARG(party->postcode), STR_ARG(party->town));
  return buf_str(&out);
}

static void add_facts(struct arena *arena, struct words *words, const struct iban *iban) {
  const struct demand_paper *paper = words->paper;
  struct buf until = buf_in(arena), amount = buf_in(arena);
  format_day(&until, paper->language, paper->pay_until);
  format_money(&amount, paper->language, paper->demand.amount);
  add_fact(words, MSG_paper_demand_amount, buf_str(&amount));
  add_fact(words, MSG_paper_demand_reference, words->reference);
  add_fact(words, MSG_paper_demand_until, buf_str(&until));
  if (words->swiss) return; /* the rest stands in the bill */
  add_fact(words, MSG_paper_demand_holder, paper->demand.creditor.name);
  add_fact(words, MSG_paper_demand_account, iban_grouped(arena, iban));
  add_fact(words, MSG_paper_demand_bic, paper->demand.bic);
}

struct str paper_demand_pdf(struct arena *arena, const struct demand_paper *paper) {
  struct words words = {.paper = paper,
                        .qr = qr_of(arena, demand_text(arena, &paper->demand)),
                        .swiss = demand_is_swiss(&paper->demand),
                        .amount = demand_amount(arena, paper->demand.amount.minor)};
  struct iban iban;
  struct reference reference;
  iban_parse(paper->demand.iban, &iban); /* demand_text() has judged both */
  reference_parse(paper->demand.reference, &reference);
  words.reference = reference_grouped(arena, &reference);
  words.payee = payee_of(arena, &paper->demand.creditor, &iban);
  add_facts(arena, &words, &iban);
  struct sheet_about about = {
      .title = said(&words, MSG_paper_demand_title),
      .author = paper->territory,
      .language = paper->language,
  };
  return sheet_pdf(arena, &about, draw_demand, &words);
}
