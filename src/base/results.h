/* The functions of a module's list of results, X(NAME, HTTP status, message key):
 *
 *   RESULT_REFUSAL(voucher, VOUCHER_RESULTS)   const char *voucher_refusal(enum voucher_result)
 *   RESULT_STATUS(voucher, VOUCHER_RESULTS)    int voucher_status(enum voucher_result)
 *   RESULT_MESSAGE(voucher, VOUCHER_RESULTS)   enum message voucher_message(enum voucher_result)
 *
 * The refusal's name is its message's key: "voucher_expired". */
#ifndef BASE_RESULTS_H
#define BASE_RESULTS_H

#include "base/message.h"

#define RESULT_NAME_OF(name, status, message) #message,
#define RESULT_STATUS_OF(name, status, message) status,
#define RESULT_MESSAGE_OF(name, status, message) MSG_##message,

#define RESULT_REFUSAL(prefix, LIST)                                                               \
  const char *prefix##_refusal(enum prefix##_result result) {                                      \
    static const char *const names[] = {LIST(RESULT_NAME_OF)};                                     \
    return names[result];                                                                          \
  }

#define RESULT_STATUS(prefix, LIST)                                                                \
  int prefix##_status(enum prefix##_result result) {                                               \
    static const int statuses[] = {LIST(RESULT_STATUS_OF)};                                        \
    return statuses[result];                                                                       \
  }

#define RESULT_MESSAGE(prefix, LIST)                                                               \
  enum message prefix##_message(enum prefix##_result result) {                                     \
    static const enum message messages[] = {LIST(RESULT_MESSAGE_OF)};                              \
    return messages[result];                                                                       \
  }

#endif
