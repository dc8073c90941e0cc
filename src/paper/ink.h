/* Colours as the territory names them, made fit for paper. */
#ifndef PAPER_INK_H
#define PAPER_INK_H

#include "paper/sheet.h"

/* "#7a1f3d". Raises FAULT_INPUT if it is not that. */
struct ink ink_of(struct str text);
/* Darkened until it can be read on the ground (WCAG 2.1, 1.4.3: 4.5 to 1). */
struct ink ink_readable(struct ink ink, struct ink ground);
struct ink ink_mix(struct ink a, struct ink b, double share_of_b);

#endif
