/* What happens without a visitor: mail leaves the outbox; transfers are sealed, sales rolled up,
 * old idempotency keys and drafts forgotten; owners are asked whether their entry is still right;
 * the register of businesses is asked about new ones; Stripe is spoken to (stripe_job.h). In
 * threads beside the server's. */
#ifndef JOBS_JOBS_H
#define JOBS_JOBS_H

#include "base/crypto.h"
#include "db/db.h"

struct jobs_options {
  struct db *db;
  const struct keys *keys;
  struct id_source *ids;
  struct str smtp_host; /* "": no mail leaves, the outbox keeps it for the agent to read */
  unsigned smtp_port;
  struct str smtp_security; /* "none", "starttls", "tls" */
  struct str smtp_user, smtp_password;
  struct str uploads;      /* folder of files that agents sent */
  struct str mail_from;    /* address */
  struct str register_url; /* of businesses, jobs/lookup.h; "": none is asked */
  struct str base_url;     /* "https://{host}": of links in mails; {host} is the territory's */
  struct str stripe_url;   /* where Stripe is found */
  struct str sms_url, sms_body, sms_authorization; /* jobs/sms.h; "": no text leaves */
};

/* void * is a struct jobs_options that outlives the threads: for server_options. */
void jobs_start(void *options);
void jobs_stop(void *options);

/* Where the entered territory's pages are: the pattern with its host name in it. */
struct str jobs_origin(struct ctx *ctx, struct str pattern);

/* One round of each, for tests and commands. Returns how much was done. */
int64_t jobs_mail_round(struct ctx *ctx, const struct jobs_options *options);
int64_t jobs_books_round(struct ctx *ctx);

#endif
