/* Addresses for mail, as forms and lists bring them. */
#ifndef BASE_EMAIL_H
#define BASE_EMAIL_H

#include "base/arena.h"
#include "base/str.h"

/* Plausible: what mail servers really accept before the "@" (RFC 5321's dot-string), and behind it
 * a host name with a dot. `address` is the same with its host in small letters, in the arena; it is
 * set even where it is refused. */
bool email_read(struct arena *arena, struct str typed, struct str *address);

#endif
