/* France's numbers of a business (SIREN, 9 digits) and of an establishment (SIRET, 14);
 * Switzerland's of a business (UID, IDE in French: "CHE109322551"). */
#ifndef DOMAIN_SHOP_SIRET_H
#define DOMAIN_SHOP_SIRET_H

#include "base/arena.h"
#include "base/language.h"
#include "base/str.h"

/* Luhn's check over the 9 digits. */
bool siren_valid(struct str siren);
/* Luhn's check over the 14 digits; La Poste's establishments (SIREN 356000000) may instead have a
 * sum of digits that is a multiple of five (Insee, "Numéro SIRET"). */
bool siret_valid(struct str siret);
/* The check digit of a UID's nine figures: weights 5 4 3 2 7 6 5 4, modulo 11 (eCH-0097). */
bool uid_valid(struct str digits);
/* A SIREN or a UID. */
bool business_valid(struct str plain);
/* What such a number is called: "SIREN", "SIRET", "IDE" or "UID"; "" for anything else. */
struct str business_register(enum language language, struct str plain);
/* As people write it: "732 829 320", "CHE-109.322.551"; anything else as it is. */
struct str business_number(struct arena *arena, struct str plain);
/* Both: "SIREN 732 829 320". */
struct str business_words(struct arena *arena, enum language language, struct str plain);

#endif
