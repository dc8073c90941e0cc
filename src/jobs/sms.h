/* Hands a short text to a service that sends it to a telephone: one HTTP POST, whose body a
 * template says. Knows nothing of outboxes, like smtp.h, and answers alike. */
#ifndef JOBS_SMS_H
#define JOBS_SMS_H

#include "jobs/smtp.h"

struct sms_service {
  struct str url;
  struct str body;          /* {"to": "{to}", "text": "{text}"}, or to={to}&message={text} */
  struct str authorization; /* "Bearer ..."; "": none */
};

/* 2xx is delivered; 4xx, but for 408 and 429, is refused for good; all else is tried again. */
struct smtp_reply sms_send(struct arena *arena, const struct sms_service *service, struct str to,
                           struct str text);

#endif
