#include "domain/till/till_title.h"

enum message till_title(enum voucher_result result) {
  static const enum message titles[] = {
      [VOUCHER_OK] = MSG_till_title_voucher_ok,
      [VOUCHER_NO_CODE] = MSG_till_title_voucher_no_code,
      [VOUCHER_UNKNOWN_CODE] = MSG_till_title_voucher_unknown_code,
      [VOUCHER_WRONG_CHECK_DIGIT] = MSG_till_title_voucher_wrong_check_digit,
      [VOUCHER_WRONG_SIGNATURE] = MSG_till_title_voucher_wrong_signature,
      [VOUCHER_NOT_SOLD] = MSG_till_title_voucher_not_sold,
      [VOUCHER_STOCK_CANCELLED] = MSG_till_title_voucher_stock_cancelled,
      [VOUCHER_OTHER_TERRITORY] = MSG_till_title_voucher_other_territory,
      [VOUCHER_OTHER_CURRENCY] = MSG_till_title_voucher_other_currency,
      [VOUCHER_NEIGHBOUR_NOT_YET] = MSG_till_title_voucher_neighbour_not_yet,
      [VOUCHER_NEIGHBOUR_NO_LONGER] = MSG_till_title_voucher_neighbour_no_longer,
      [VOUCHER_NEIGHBOUR_SINGLE] = MSG_till_title_voucher_neighbour_single,
      [VOUCHER_NEIGHBOUR_TEST] = MSG_till_title_voucher_neighbour_test,
      [VOUCHER_NEIGHBOUR_CEILING] = MSG_till_title_voucher_neighbour_ceiling,
      [VOUCHER_OTHER_SHOP] = MSG_till_title_voucher_other_shop,
      [VOUCHER_SHOP_NOT_TAKING] = MSG_till_title_voucher_shop_not_taking,
      [VOUCHER_NONCE_REUSED] = MSG_till_title_voucher_nonce_reused,
      [VOUCHER_REVERSED] = MSG_till_title_voucher_reversed,
      [VOUCHER_TRANSFERRED] = MSG_till_title_voucher_transferred,
      [VOUCHER_REFUNDED] = MSG_till_title_voucher_refunded,
      [VOUCHER_DEVICE_REVOKED] = MSG_till_title_voucher_device_revoked,
      [VOUCHER_SHOP_FAILED] = MSG_till_title_voucher_shop_failed,
      [VOUCHER_BLOCKED] = MSG_till_title_voucher_blocked,
      [VOUCHER_NOT_YET_VALID] = MSG_till_title_voucher_not_yet_valid,
      [VOUCHER_ALREADY_REDEEMED] = MSG_till_title_voucher_already_redeemed,
      [VOUCHER_EXPIRED] = MSG_till_title_voucher_expired,
      [VOUCHER_OFFLINE_CEILING] = MSG_till_title_voucher_offline_ceiling,
      [VOUCHER_AMOUNT_ABOVE_BALANCE] = MSG_till_title_voucher_amount_above_balance,
      [VOUCHER_AMOUNT_MISSING] = MSG_till_title_voucher_amount_missing,
  };
  return titles[result];
}
