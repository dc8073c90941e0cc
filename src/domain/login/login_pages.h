/* The pages of a lost password, and of one's own login. */
#ifndef DOMAIN_LOGIN_LOGIN_PAGES_H
#define DOMAIN_LOGIN_LOGIN_PAGES_H

#include "domain/frame/frame.h"
#include "domain/login/login.h"

struct login_lost_page {
  struct page_frame frame;
  struct str email;       /* as typed */
  struct str problem;     /* of the address, or "" */
  struct str contact;     /* who helps when the mail box is lost too; may be empty */
  bool sent, over, moved; /* over: a link that no longer works; moved: of another address */
};

struct login_choose_page {
  struct page_frame frame;
  struct url action;
  struct str email, problem;
};

struct login_move_page { /* another address is confirmed */
  struct page_frame frame;
  struct url action;
  struct str email, before, problem;
};

struct login_session {
  struct url root;
  struct str form_token, id, browser, territory;
  struct instant since;
  bool here;
};
struct login_session_list {
  struct login_session *items;
  size_t count;
};
struct login_own_page {
  struct page_frame frame;
  struct str name, email;
  struct instant changed_at;
  bool changed; /* the password was changed since the account was made */
  bool password_done, address_done, address_asked, session_done; /* what was just done */
  struct str asked; /* the address that a letter went to */
  struct str old_error, fresh_error;
  struct str new_email, email_error, proof_error; /* of the form for another address */
  struct login_session_list sessions;
  bool others; /* there are sessions besides this one */
};

extern const struct route_table login_routes, login_own_routes;

#endif
