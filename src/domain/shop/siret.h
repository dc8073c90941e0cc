/* France's numbers of a business (SIREN, 9 digits) and of an establishment (SIRET, 14). */
#ifndef DOMAIN_SHOP_SIRET_H
#define DOMAIN_SHOP_SIRET_H

#include "base/str.h"

/* Luhn's check over the 9 digits. */
bool siren_valid(struct str siren);
/* Luhn's check over the 14 digits; La Poste's establishments (SIREN 356000000) may instead have a
 * sum of digits that is a multiple of five (Insee, "Numéro SIRET"). */
bool siret_valid(struct str siret);

#endif
