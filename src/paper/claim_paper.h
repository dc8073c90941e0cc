/* The letter that brings a claim's code to a shop: A4, for a window envelope. */
#ifndef PAPER_CLAIM_PAPER_H
#define PAPER_CLAIM_PAPER_H

#include "base/arena.h"
#include "base/language.h"
#include "base/time.h"

struct claim_paper {
  enum language language;
  struct str territory, contact; /* who writes; an e-mail address */
  struct str shop, street, town;
  struct str person; /* who claims it */
  struct str code;   /* "7KQ2 M9XD" */
  struct day written_on, expires_on;
  struct str accent; /* "#7a1f3d" */
};
struct str paper_claim_pdf(struct arena *arena, const struct claim_paper *letter);

#endif
