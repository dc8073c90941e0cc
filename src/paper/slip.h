/* A paper of lines, each a word at the left and a figure at the right: a receipt for the width of a
 * receipt printer's roll, or a report on A4 that goes on over as many pages as it needs. */
#ifndef PAPER_SLIP_H
#define PAPER_SLIP_H

#include "base/arena.h"
#include "base/language.h"
#include "base/str.h"

enum slip_style {
  SLIP_PLAIN,
  SLIP_STRONG, /* a sum, with a rule above */
  SLIP_HEAD,   /* begins a section */
  SLIP_NOTE,   /* words across the whole width */
  SLIP_SIGN    /* a name, and room to sign */
};
struct slip_line {
  enum slip_style style;
  struct str label, value;
};
struct slip {
  enum language language;
  struct str author, title, subtitle;
  bool narrow; /* 80 mm wide and as long as it must be; else A4 */
  const struct slip_line *lines;
  size_t count;
};
struct str paper_slip_pdf(struct arena *arena, const struct slip *slip);

#endif
