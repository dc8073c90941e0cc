/* For tests of papers: a voucher to give, and what a PDF viewer sees of it. */
#ifndef TEST_PAPER_SEEN_H
#define TEST_PAPER_SEEN_H

#include "paper/paper.h"

/* 50 euros of a bookshop in Bordeaux, from Claire to her father. */
struct voucher_paper paper_gift(void);
/* The words of a file in one line, spaces of every kind made plain. `order`: "-layout" as they
 * stand, "-raw" as they were written. */
struct str paper_seen(struct arena *arena, const char *order, const char *file);
/* Fails the test unless the words are there. */
void paper_shows(struct str words, const char *expected);

#endif
