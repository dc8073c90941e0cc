/* A QR code as squares; drawn by qr.c for pages and by voucher_paper.c for paper. */
#ifndef PAPER_QR_H
#define PAPER_QR_H

#include "base/arena.h"
#include "base/str.h"

/* The standard asks for four modules of quiet around the code (ISO/IEC 18004, 9.1). */
enum { QR_QUIET = 4 };

struct qr {
  int size;            /* modules along one side, without the quiet zone */
  const bool *modules; /* size * size, row by row; true is dark */
};

/* Error correction M: 15 % of the code may be dirty. Raises FAULT_INPUT past some 2,300 bytes. */
struct qr qr_of(struct arena *arena, struct str text);

/* Dark modules of one row that touch: the first and how many, from *x on. False: no more. */
bool qr_next_run(const struct qr *qr, int y, int *x, int *length);

#endif
