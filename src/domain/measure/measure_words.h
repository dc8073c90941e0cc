/* What a measure says to the public, on pages, cards and feeds. */
#ifndef DOMAIN_MEASURE_MEASURE_WORDS_H
#define DOMAIN_MEASURE_MEASURE_WORDS_H

#include "domain/measure/measure.h"

/* « Fermé au public jusqu’au mardi 2 juin 2020 · à emporter, en livraison », naming those of the
 * allowed services that the shop offers. Where the counter keeps other hours: « Horaires limités
 * jusqu’au … ». */
struct str measure_sentence(struct ctx *ctx, const struct measure *measure, struct str services);
/* « à emporter, en livraison », or "". */
struct str measure_services(struct ctx *ctx, const struct measure *measure, struct str services);

#endif
