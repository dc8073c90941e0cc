/* Registers of businesses: what may be asked of them and what their answers mean. Pure: asking is
 * the job's (src/jobs/lookup.c), so that another country is another reader here.
 *
 * France: API Recherche d'entreprises, https://recherche-entreprises.api.gouv.fr, OpenAPI 3.0.0
 * of the service, fields as of 2025. Switzerland's UID has a check digit (eCH-0097); its register
 * answers nobody without a contract, so a UID is only checked in form. */
#ifndef DOMAIN_REGISTRY_REGISTRY_H
#define DOMAIN_REGISTRY_REGISTRY_H

#include "base/arena.h"
#include "domain/shop/position.h"

enum registry_number { /* what a typed number is */
                       NUMBER_WRONG,
                       NUMBER_SIRET,
                       NUMBER_UID
};
/* "732 829 320 00074" or "CHE-109.322.551 TVA": recognised, checked, and written plainly
 * ("73282932000074", "CHE109322551"). */
enum registry_number registry_number_read(struct arena *arena, struct str typed, struct str *plain);

enum registry_outcome {
  REGISTRY_FOUND,
  REGISTRY_UNKNOWN, /* the register knows no such establishment */
  REGISTRY_NONSENSE /* the answer is not one: ask again later */
};

struct registry_entry {
  struct str siret, name, street, postcode, town, town_code;
  struct str address;  /* as one line */
  struct str activity; /* "47.61Z" */
  bool closed;         /* no longer active */
  struct position position;
};

/* "/search?q=73282932000074&page=1&per_page=1", after the register's base address. */
struct str registry_question(struct arena *arena, struct str siret);
/* Reads the register's JSON and finds this establishment in it. */
enum registry_outcome registry_answer(struct arena *arena, struct str siret, struct str json,
                                      struct registry_entry *entry);

#endif
