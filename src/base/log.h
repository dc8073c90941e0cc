/* One line of JSON per event on standard error: time, level, event, request, then fields.
 * Never a secret, never a voucher code, never a mail address in clear. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

struct log_field {
  const char *name;
  struct str text; /* if text.ptr is NULL the number counts */
  int64_t number;
};

void log_set_level(enum log_level level);
void log_write(enum log_level level, const char *event, uint64_t request,
               const struct log_field *fields, size_t count);
/* log_info("started", 0, LOG_STR("listen", s), LOG_INT("workers", 8)) */
#define LOG_STR(name, value) ((struct log_field){(name), (value), 0})
#define LOG_INT(name, value) ((struct log_field){(name), {0, 0}, (int64_t)(value)})
#define log_fields(...)                                                                            \
  (const struct log_field[]){__VA_ARGS__},                                                         \
      sizeof((const struct log_field[]){__VA_ARGS__}) / sizeof(struct log_field)
#define log_info(event, request, ...)                                                              \
  log_write(LOG_LEVEL_INFO, (event), (request), log_fields(__VA_ARGS__))
#define log_warn(event, request, ...)                                                              \
  log_write(LOG_LEVEL_WARN, (event), (request), log_fields(__VA_ARGS__))
#define log_error(event, request, ...)                                                             \
  log_write(LOG_LEVEL_ERROR, (event), (request), log_fields(__VA_ARGS__))

#endif
