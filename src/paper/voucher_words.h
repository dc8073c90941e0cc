/* What every paper of a voucher shows, put into words and colours before drawing begins. */
#ifndef PAPER_VOUCHER_WORDS_H
#define PAPER_VOUCHER_WORDS_H

#include "paper/ink.h"
#include "paper/paper.h"

struct voucher_inks {
  struct ink paper; /* warm white */
  struct ink dark;
  struct ink soft; /* 6:1 on the paper */
  struct ink line, white;
};
extern const struct voucher_inks voucher_inks;

struct voucher_words {
  const struct voucher_paper *voucher;
  struct ink accent; /* dark enough to be read on the paper, and white on it */
  struct str title, at, amount, message, from, code, usable, show, foot, test;
  struct qr qr;
};
/* Raises FAULT_INPUT if the accent is no colour. */
struct voucher_words voucher_words(struct arena *arena, const struct voucher_paper *voucher);
struct sheet_about voucher_about(const struct voucher_words *words);

#endif
