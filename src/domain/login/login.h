/* Getting in again, and changing one's own login: a lost password, another password, another
 * address. Who may do what in a territory is not its business, and it opens no session: whoever
 * chose a new password signs in with it like everybody.
 *
 * Words: a link is the notice that brings it, with a proof (decision 0075); nothing of it is
 * stored.
 *
 * Invariants
 * 1. Asking for a lost password does the same work whether the address is known or not.
 * 2. A link works once, within its time, and only as long as neither password nor address were
 *    changed since it was written.
 * 3. A change of the password ends all sessions but the one it is made in, and is told by letter.
 * 4. Another address counts once it was confirmed from there; the old one is told. */
#ifndef DOMAIN_LOGIN_LOGIN_H
#define DOMAIN_LOGIN_LOGIN_H

#include "base/message.h"
#include "domain/notice/notice.h"
#include "domain/person/person.h"

enum { LOGIN_PASSWORD_MINUTES = 60, LOGIN_ADDRESS_MINUTES = 24 * 60 };

/* In order of precedence. */
#define LOGIN_RESULTS(X)                                                                           \
  X(OK, 200, login_ok)                                                                             \
  X(LINK_OVER, 410, login_link_over)                                                               \
  X(WRONG_PASSWORD, 422, login_wrong_password)                                                     \
  X(PASSWORD_SHORT, 422, person_password_short)                                                    \
  X(SAME_ADDRESS, 422, login_same_address)                                                         \
  X(EMAIL_TAKEN, 409, person_email_taken)                                                          \
  X(CHANGED_MEANWHILE, 409, login_changed_meanwhile)

enum login_result {
#define X(name, status, message) LOGIN_##name,
  LOGIN_RESULTS(X)
#undef X
};
int login_status(enum login_result result);
enum message login_message(enum login_result result);

/* Notes that this address wants another password, in ctx->language. Opens its own db_write. */
void login_forgot(struct ctx *ctx, struct str email);
/* Writes the letters that were asked for, to those who have a role here. Returns how many were
 * asked. Of the entered territory. */
int64_t login_round(struct ctx *ctx);

/* The link of a notice of kind PASSWORD_LOST or ADDRESS_PROVE, and until when it works. */
struct str login_link(struct ctx *ctx, struct notice_id notice);
struct instant login_link_until(const struct notice *notice);
/* Whose link it is and, for another address, which one. False: no link of ours, or over. */
struct login_link {
  struct person person;
  struct str email; /* where the letter went */
  struct instant written_at;
};
bool login_read_link(struct ctx *ctx, enum notice_kind kind, struct str text,
                     struct login_link *link);

/* By a link. Opens its own db_write; hashes (60 ms) before. */
enum login_result login_choose_password(struct ctx *ctx, struct str link, struct str password);
/* By who is signed in with this token and knows the present password. */
struct login_change {
  struct person_id person;
  struct str token, password;
};
enum login_result login_change_password(struct ctx *ctx, const struct login_change *change,
                                        struct str fresh);
/* Inside db_write, in a territory where the person has a role: the letter that says so, of a
 * password that somebody else changed. */
void login_tell_password(struct ctx *ctx, const struct person *person);
/* Writes to the new address, whoever has it: the answer does not tell. */
enum login_result login_ask_address(struct ctx *ctx, const struct login_change *change,
                                    struct str email);
enum login_result login_confirm_address(struct ctx *ctx, struct str link);

#endif
