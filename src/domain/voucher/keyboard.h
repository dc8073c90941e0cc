/* A scanner that acts as a keyboard sends the keys of an American one. Where the computer believes
 * in another, what arrives is something else: on a French AZERTY "AZ17" is typed as "QW&è", on a
 * Swiss or German QWERTZ "AY17". Pure. */
#ifndef DOMAIN_VOUCHER_KEYBOARD_H
#define DOMAIN_VOUCHER_KEYBOARD_H

#include "base/arena.h"
#include "base/str.h"

/* What the scanner meant. AZERTY (of France and Belgium) is known by what stands on its row of
 * digits, or by a token that begins with QW; QWERTZ by a token that begins with AY. Any other text
 * comes back as it is: of a code that a person typed nothing is guessed. Scanners that are set to
 * say which symbology they read put "]Q1" before it (ISO/IEC 15424): from a token that is dropped.
 */
struct str keyboard_mended(struct arena *arena, struct str typed);

#endif
