/* What the public may hold against the authority, to the cent: what citizens paid, what public
 * money was added and by whom, what shops received, what is still to be used, refunded, expired.
 * The sums are those of the accountant's archive: of every transfer up to the last seal, by what it
 * did.
 *
 * Invariants
 * 1. Paid + given + added = sold.
 * 2. Sold = used + refunded + expired + left.
 * 3. What shops were credited = what reached their banks + what they are still owed.
 *    What payment providers keep is in none of the three: it is the territory's own expense.
 * 4. A figure is the sum of its terms, each of them one kind of transfer.
 * 5. Play money of test campaigns counts nowhere.
 * 6. Nothing is shown that stands on fewer vouchers than figures_few.h allows. */
#ifndef DOMAIN_TRANSPARENCY_TRANSPARENCY_H
#define DOMAIN_TRANSPARENCY_TRANSPARENCY_H

#include "domain/figures/figures_few.h"

/* name, word in exports. In the order in which they are shown. */
#define TRANSPARENCY_FIGURES(X)                                                                    \
  X(PAID, "payes")          /* by citizens for vouchers */                                         \
  X(GIVEN, "offerts")       /* by employers and offices for vouchers they give */                  \
  X(ADDED, "abondement")    /* by public money */                                                  \
  X(SOLD, "vendus")         /* worth of all vouchers */                                            \
  X(CREDITED, "credites")   /* to shops */                                                         \
  X(RECEIVED, "recus")      /* on their bank accounts */                                           \
  X(OWED, "dus")            /* to them, not yet paid out */                                        \
  X(USED, "utilises")       /* in shops */                                                         \
  X(LEFT, "reste")          /* on vouchers */                                                      \
  X(REFUNDED, "rembourses") /* taken off vouchers */                                               \
  X(EXPIRED, "expires")                                                                            \
  X(FEES, "frais") /* kept by payment providers; the territory bears them, not a shop */

enum transparency_figure {
#define X(name, word) TRANSPARENCY_##name,
  TRANSPARENCY_FIGURES(X)
#undef X
      TRANSPARENCY_FIGURE_COUNT
};
struct str transparency_word(enum transparency_figure figure);

struct transparency_term { /* one kind of transfer */
  enum reason reason;
  bool less;
  int64_t count, minor;
};
enum { TRANSPARENCY_TERMS = 18 };
struct transparency_terms {
  struct transparency_term items[TRANSPARENCY_TERMS];
  size_t count;
};

struct transparency_funder {
  struct str name;
  int64_t filled_minor, emptied_minor; /* put in; given back to them */
};
struct transparency_funders {
  struct transparency_funder *items;
  size_t count;
};

struct transparency {
  bool few; /* too few vouchers to be published; all that follows is empty */
  int64_t vouchers;
  struct transparency_terms figures[TRANSPARENCY_FIGURE_COUNT];
  struct transparency_funders funders;
  bool sealed;
  struct figures_mark mark;
};
struct transparency transparency_of(struct ctx *ctx);
int64_t transparency_value(const struct transparency *transparency,
                           enum transparency_figure figure);

#endif
