#include "paper/claim_paper.h"

#include "base/format.h"
#include "base/message.h"
#include "paper/sheet.h"

#define MARGIN 70.0
#define WINDOW_X 312.0 /* the window of a French envelope: right, below the fold's edge */
#define WINDOW_Y 140.0
#define BODY_Y 290.0

static const struct ink dark = {0.129, 0.106, 0.094};
static const struct ink shade = {0.965, 0.945, 0.91};

struct content {
  const struct claim_paper *letter;
  struct str date, subject, body, expires, contact;
};

static const struct type plain = {.face = "Lato",
                                  .size = 11.5,
                                  .least = 9,
                                  .leading = 1.35,
                                  .tag = "P",
                                  .ink = {0.129, 0.106, 0.094}};

static double paragraph(struct sheet *sheet, const struct type *type, double y, struct str text) {
  struct box box = {MARGIN, y, SHEET_WIDTH - 2 * MARGIN, 200};
  return y + sheet_text(sheet, type, box, text) + 14;
}

static void draw(struct sheet *sheet, const void *drawn) {
  const struct content *content = drawn;
  const struct claim_paper *letter = content->letter;
  struct type strong = plain, code = plain, sender = plain;
  strong.face = "Lato Bold", strong.size = 15, strong.tag = "H1";
  code.face = "Lato Bold", code.size = 30, code.tracking = 0.1;
  sender.size = 10;
  code.ink = dark;
  sheet_text(sheet, &sender, (struct box){MARGIN, 60, 220, 40}, letter->territory);
  sheet_text(sheet, &plain, (struct box){WINDOW_X, WINDOW_Y, 230, 22}, letter->shop);
  sheet_text(sheet, &plain, (struct box){WINDOW_X, WINDOW_Y + 18, 230, 22}, letter->street);
  sheet_text(sheet, &plain, (struct box){WINDOW_X, WINDOW_Y + 36, 230, 22}, letter->town);
  sheet_text(sheet, &plain, (struct box){WINDOW_X, WINDOW_Y + 80, 230, 22}, content->date);
  double y = paragraph(sheet, &strong, BODY_Y, content->subject);
  y = paragraph(sheet, &plain, y, content->body);
  sheet_fill(sheet, shade, (struct box){MARGIN, y, SHEET_WIDTH - 2 * MARGIN, 66});
  sheet_text(sheet, &code, (struct box){MARGIN + 20, y + 12, SHEET_WIDTH - 2 * MARGIN - 40, 44},
             letter->code);
  y = paragraph(sheet, &plain, y + 84, content->expires);
  paragraph(sheet, &plain, y, content->contact);
}

static struct str day_words(struct arena *arena, enum language language, struct day day) {
  struct buf out = buf_in(arena);
  format_day(&out, language, day);
  return buf_str(&out);
}

struct str paper_claim_pdf(struct arena *arena, const struct claim_paper *letter) {
  enum language language = letter->language;
  struct content content = {
      .letter = letter,
      .date = day_words(arena, language, letter->written_on),
      .subject = MESSAGE(arena, language, MSG_paper_claim_subject, {"shop", letter->shop}),
      .body = MESSAGE(arena, language, MSG_paper_claim_body, {"person", letter->person},
                      {"shop", letter->shop}, {"territory", letter->territory}),
      .expires = MESSAGE(arena, language, MSG_paper_claim_expires,
                         {"day", day_words(arena, language, letter->expires_on)}),
      .contact = MESSAGE(arena, language, MSG_paper_claim_contact, {"contact", letter->contact})};
  struct sheet_about about = {
      .title = content.subject, .author = letter->territory, .language = language};
  return sheet_pdf(arena, &about, draw, &content);
}
