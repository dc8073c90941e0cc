/* A letter as HTML, beside its plain text: the same words, set large enough for old eyes, its
 * voucher drawn as a card, its first link as a button. It loads nothing from anywhere, so that it
 * is whole with pictures off and tells nobody when it is opened. Data in, bytes out.
 *
 * The text is read so: a blank line parts paragraphs; two lines of `mail_rule` hold what is on the
 * card; an address below `home` is a link, any other stays words, whoever wrote it. */
#ifndef PAPER_MAIL_HTML_H
#define PAPER_MAIL_HTML_H

#include "base/arena.h"
#include "base/language.h"

struct mail_card {
  struct str shop, address, amount;
  struct str parts; /* who paid what of it; may be empty */
};

struct mail_html {
  enum language language;
  struct str territory, subject, text;
  struct str home;       /* "https://bons.example.org" */
  struct str go;         /* says the button; empty: the first link is a link like others */
  struct str code;       /* a line that ends with it shows it large; may be empty */
  struct mail_card card; /* what stands in the frame's first paragraph */
  struct str accent;     /* "#7a1f3d" */
  bool test;
};
/* Raises FAULT_INPUT if the accent is no colour. */
struct str mail_html(struct arena *arena, const struct mail_html *mail);

#endif
