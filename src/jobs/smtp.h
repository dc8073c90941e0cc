/* Hands one message to a mail server (SMTP, RFC 5321) and says what became of it. Knows nothing of
 * outboxes: whether to try again is for the caller. */
#ifndef JOBS_SMTP_H
#define JOBS_SMTP_H

#include "base/str.h"

enum smtp_security {
  SMTP_PLAIN,    /* for a server on this machine */
  SMTP_STARTTLS, /* required, not merely tried: port 587 */
  SMTP_TLS       /* from the first byte: port 465 */
};

struct smtp_server {
  struct str host;
  int port;
  enum smtp_security security;
  struct str user, password; /* user may be empty: no sign-in */
  struct str hello;          /* our name in EHLO; empty: the machine's */
  struct str ca_file;        /* whom to trust; empty: the system's authorities */
  int timeout_ms;            /* for the whole exchange */
};

enum smtp_outcome {
  SMTP_DELIVERED,
  SMTP_TEMPORARY, /* try later: 4xx, no connection, no TLS, our own password refused */
  SMTP_PERMANENT  /* never: the server refuses this sender, recipient or message with 5xx */
};

struct smtp_reply {
  enum smtp_outcome outcome;
  int code;            /* 0 if no server spoke */
  struct str sentence; /* the server's words without the code, or what went wrong on the way */
};

/* `from` and `to` are bare addresses; `message` is a MIME message with CRLF line ends. */
struct smtp_reply smtp_send(struct arena *arena, const struct smtp_server *server, struct str from,
                            struct str to, struct str message);

#endif
