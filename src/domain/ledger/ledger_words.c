#include "domain/ledger/ledger_words.h"

enum message ledger_reason_words(enum reason reason) {
  static const enum message words[] = {
      [REASON_VOUCHER_SOLD] = MSG_ledger_reason_voucher_sold,
      [REASON_VOUCHER_ISSUED] = MSG_ledger_reason_voucher_issued,
      [REASON_VOUCHER_REDEEMED] = MSG_ledger_reason_voucher_redeemed,
      [REASON_MERCHANT_PAID] = MSG_ledger_reason_merchant_paid,
      [REASON_BANK_RECEIVED] = MSG_ledger_reason_bank_received,
      [REASON_SUSPENSE_HELD] = MSG_ledger_reason_suspense_held,
      [REASON_SUSPENSE_USED] = MSG_ledger_reason_suspense_used,
      [REASON_SUSPENSE_REFUNDED] = MSG_ledger_reason_suspense_refunded,
      [REASON_SUSPENSE_KEPT] = MSG_ledger_reason_suspense_kept,
      [REASON_BANK_TAKEN_BACK] = MSG_ledger_reason_bank_taken_back,
      [REASON_PAYOUT_RETURNED] = MSG_ledger_reason_payout_returned,
      [REASON_ENVELOPE_FILLED] = MSG_ledger_reason_envelope_filled,
      [REASON_ENVELOPE_EMPTIED] = MSG_ledger_reason_envelope_emptied,
      [REASON_TOP_UP] = MSG_ledger_reason_top_up,
      [REASON_TOP_UP_RETURNED] = MSG_ledger_reason_top_up_returned,
      [REASON_SHOP_EARNED] = MSG_ledger_reason_shop_earned,
      [REASON_REDEMPTION_REVERSED] = MSG_ledger_reason_redemption_reversed,
      [REASON_SHOP_EARNED_BACK] = MSG_ledger_reason_shop_earned_back,
      [REASON_VOUCHER_REFUNDED] = MSG_ledger_reason_voucher_refunded,
      [REASON_SALE_REFUNDED] = MSG_ledger_reason_sale_refunded,
      [REASON_REFUND_SENT] = MSG_ledger_reason_refund_sent,
      [REASON_REFUND_RETURNED] = MSG_ledger_reason_refund_returned,
      [REASON_VOUCHER_EXPIRED] = MSG_ledger_reason_voucher_expired,
      [REASON_REMAINDER_TO_FUND] = MSG_ledger_reason_remainder_to_fund,
      [REASON_REMAINDER_KEPT] = MSG_ledger_reason_remainder_kept,
      [REASON_VOUCHER_TRANSFERRED] = MSG_ledger_reason_voucher_transferred,
      [REASON_ISSUED_ON_ACCOUNT] = MSG_ledger_reason_issued_on_account,
      [REASON_ISSUER_PAID] = MSG_ledger_reason_issuer_paid,
      [REASON_NEIGHBOUR_OWED] = MSG_ledger_reason_neighbour_owed,
      [REASON_NEIGHBOUR_EARNED] = MSG_ledger_reason_neighbour_earned,
      [REASON_NEIGHBOUR_CLEARED] = MSG_ledger_reason_neighbour_cleared,
      [REASON_CASH_BANKED] = MSG_ledger_reason_cash_banked,
      [REASON_CASH_DIFFERENCE] = MSG_ledger_reason_cash_difference,
      [REASON_CHEQUE_RETURNED] = MSG_ledger_reason_cheque_returned,
      [REASON_CHEQUE_TAKEN_BACK] = MSG_ledger_reason_cheque_taken_back,
      [REASON_CHEQUE_LOST] = MSG_ledger_reason_cheque_lost,
      [REASON_CHEQUE_VALUE_OFF] = MSG_ledger_reason_cheque_value_off,
      [REASON_PROVIDER_FEE] = MSG_ledger_reason_provider_fee,
      [REASON_PROVIDER_PAID_OUT] = MSG_ledger_reason_provider_paid_out,
  };
  return words[reason];
}

enum message ledger_kind_words(enum account_kind kind) {
  static const enum message words[] = {
      [ACCOUNT_CLEARING] = MSG_ledger_kind_clearing,
      [ACCOUNT_PAYABLE] = MSG_ledger_kind_payable,
      [ACCOUNT_BANK] = MSG_ledger_kind_bank,
      [ACCOUNT_PROMISE] = MSG_ledger_kind_promise,
      [ACCOUNT_POOL] = MSG_ledger_kind_pool,
      [ACCOUNT_HELD] = MSG_ledger_kind_held,
      [ACCOUNT_REFUND] = MSG_ledger_kind_refund,
      [ACCOUNT_FUNDER] = MSG_ledger_kind_funder,
      [ACCOUNT_FUND] = MSG_ledger_kind_fund,
      [ACCOUNT_ISSUER] = MSG_ledger_kind_issuer,
      [ACCOUNT_NEIGHBOUR] = MSG_ledger_kind_neighbour,
      [ACCOUNT_DIFFERENCE] = MSG_ledger_kind_difference,
      [ACCOUNT_FEE] = MSG_ledger_kind_fee,
      [ACCOUNT_SUSPENSE] = MSG_ledger_kind_suspense,
      [ACCOUNT_KEPT] = MSG_ledger_kind_kept,
      [ACCOUNT_VOUCHER] = MSG_ledger_kind_voucher,
      [ACCOUNT_ENVELOPE] = MSG_ledger_kind_envelope,
  };
  return words[kind];
}
