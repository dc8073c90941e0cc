/* Counting visitors without knowing them: no cookie, nothing on their device, nothing about them on
 * ours. A page that is sent to a browser is hashed with who asked (address and the browser's name),
 * under a salt that is drawn at the beginning of each territory's day and forgotten at its end; the
 * hash of a day is looked up in a set in memory and never leaves it. What leaves are two numbers.
 *
 * What that means: the same person counts once a day and process, again tomorrow, again after a
 * restart; two people with the same browser behind one address count once. Robots that say what
 * they are do not count. A territory's set holds VISITORS_MAX a day; more are not counted. */
#ifndef WEB_VISITS_H
#define WEB_VISITS_H

#include "base/ctx.h"
#include "base/str.h"

enum { VISITORS_MAX = 200000 };

struct visit { /* one page, sent */
  struct territory_id territory;
  const struct zone *zone;
  struct instant at;
  struct str address; /* as the connection or the trusted proxy has it */
  struct str browser; /* User-Agent; "" counts nobody */
};
void visits_note(const struct visit *visit);

struct visits_new { /* since it was taken last */
  struct day on;
  int64_t visitors, pages;
};
/* False: there was none. Call again while it is true: a day ends between two calls. */
bool visits_take(struct territory_id territory, struct visits_new *taken);
/* Forgets everything: for tests. */
void visits_forget(void);

#endif
