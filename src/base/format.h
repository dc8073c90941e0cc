/* Amounts, numbers and dates as the reader's language writes them (rules from ICU/CLDR,
 * with French typography: U+202F before « : ; ? ! » and between thousands, U+00A0 before €). */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include "base/buf.h"
#include "base/language.h"
#include "base/money.h"
#include "base/time.h"

void format_money(struct buf *out, enum language language, struct money money); /* 1 234,50 € */
/* The same without ",00": "50 €", "32,50 €". For buttons and large choices. */
void format_money_short(struct buf *out, enum language language, struct money money);
/* As it stands in a field, without its currency: « 1 000 000,00 », "1’000’000.00"; the short one
 * without ",00". Not negative. money_parse reads it back. */
struct str format_typed(struct arena *arena, enum language language, struct money money);
struct str format_typed_short(struct arena *arena, enum language language, struct money money);
void format_int(struct buf *out, enum language language, int64_t value); /* 1 372 */
/* Of tenths: 624 is « 62,4 % ». */
void format_percent(struct buf *out, enum language language, int64_t tenths);
/* "samedi 21 novembre 2026", "dimanche 1er novembre 2026". */
void format_day(struct buf *out, enum language language, struct day day);
void format_day_short(struct buf *out, enum language language, struct day day); /* 21 nov. 2026 */
/* "14 h 30", "14:30 Uhr", "14:30" in the zone. */
void format_time(struct buf *out, enum language language, const struct zone *zone,
                 struct instant at);
/* "21 novembre 2026 à 14 h 30". */
void format_instant(struct buf *out, enum language language, const struct zone *zone,
                    struct instant at);

#endif
