/* One line for each reason of the ledger: journal, nature, words. Private to plan.c. */
#ifndef DOMAIN_ACCOUNTS_PLAN_REASONS_H
#define DOMAIN_ACCOUNTS_PLAN_REASONS_H

#include "domain/accounts/plan.h"

#define LINE(journal, nature, message)                                                             \
  { JOURNAL_##journal, NATURE_##nature, message }

#define PLAN_OF_VOUCHER_SOLD LINE(SALES, RECEIPT, MSG_accounts_reason_voucher_sold)
#define PLAN_OF_VOUCHER_ISSUED LINE(SALES, BESIDE, MSG_accounts_reason_voucher_issued)
#define PLAN_OF_VOUCHER_REDEEMED LINE(USE, BESIDE, MSG_accounts_reason_voucher_redeemed)
#define PLAN_OF_MERCHANT_PAID LINE(PAYOUT, EXPENSE, MSG_accounts_reason_merchant_paid)
#define PLAN_OF_BANK_RECEIVED LINE(BANK, TREASURY, MSG_accounts_reason_bank_received)
#define PLAN_OF_SUSPENSE_HELD LINE(BANK, ORDER, MSG_accounts_reason_suspense_held)
#define PLAN_OF_SUSPENSE_USED LINE(BANK, TREASURY, MSG_accounts_reason_suspense_used)
#define PLAN_OF_SUSPENSE_REFUNDED LINE(BANK, TREASURY, MSG_accounts_reason_suspense_refunded)
#define PLAN_OF_SUSPENSE_KEPT LINE(BANK, ORDER, MSG_accounts_reason_suspense_kept)
#define PLAN_OF_BANK_TAKEN_BACK LINE(BANK, TREASURY, MSG_accounts_reason_bank_taken_back)
#define PLAN_OF_PAYOUT_RETURNED LINE(PAYOUT, RECEIPT, MSG_accounts_reason_payout_returned)
#define PLAN_OF_ENVELOPE_FILLED LINE(PUBLIC, RECEIPT, MSG_accounts_reason_envelope_filled)
#define PLAN_OF_ENVELOPE_EMPTIED LINE(PUBLIC, EXPENSE, MSG_accounts_reason_envelope_emptied)
#define PLAN_OF_TOP_UP LINE(PUBLIC, ORDER, MSG_accounts_reason_top_up)
#define PLAN_OF_TOP_UP_RETURNED LINE(PUBLIC, ORDER, MSG_accounts_reason_top_up_returned)
#define PLAN_OF_SHOP_EARNED LINE(USE, ORDER, MSG_accounts_reason_shop_earned)
#define PLAN_OF_REDEMPTION_REVERSED LINE(USE, BESIDE, MSG_accounts_reason_redemption_reversed)
#define PLAN_OF_SHOP_EARNED_BACK LINE(USE, ORDER, MSG_accounts_reason_shop_earned_back)
#define PLAN_OF_VOUCHER_REFUNDED LINE(REFUND, BESIDE, MSG_accounts_reason_voucher_refunded)
#define PLAN_OF_SALE_REFUNDED LINE(REFUND, ORDER, MSG_accounts_reason_sale_refunded)
#define PLAN_OF_REFUND_SENT LINE(REFUND, EXPENSE, MSG_accounts_reason_refund_sent)
#define PLAN_OF_VOUCHER_EXPIRED LINE(OTHER, BESIDE, MSG_accounts_reason_voucher_expired)
#define PLAN_OF_REMAINDER_TO_FUND LINE(OTHER, ORDER, MSG_accounts_reason_remainder_to_fund)
#define PLAN_OF_REMAINDER_KEPT LINE(OTHER, ORDER, MSG_accounts_reason_remainder_kept)
#define PLAN_OF_VOUCHER_REVIVED LINE(OTHER, BESIDE, MSG_accounts_reason_voucher_revived)
#define PLAN_OF_REMAINDER_RETURNED LINE(OTHER, ORDER, MSG_accounts_reason_remainder_returned)
#define PLAN_OF_ISSUER_CREDITED LINE(REFUND, ORDER, MSG_accounts_reason_issuer_credited)
#define PLAN_OF_VOUCHER_TRANSFERRED LINE(OTHER, BESIDE, MSG_accounts_reason_voucher_transferred)
#define PLAN_OF_ISSUED_ON_ACCOUNT LINE(SALES, RECEIPT, MSG_accounts_reason_issued_on_account)
#define PLAN_OF_NEIGHBOUR_OWED LINE(USE, ORDER, MSG_accounts_reason_neighbour_owed)
#define PLAN_OF_NEIGHBOUR_EARNED LINE(USE, ORDER, MSG_accounts_reason_neighbour_earned)
#define PLAN_OF_NEIGHBOUR_CLEARED LINE(BANK, TREASURY, MSG_accounts_reason_neighbour_cleared)
#define PLAN_OF_ISSUER_PAID LINE(BANK, TREASURY, MSG_accounts_reason_issuer_paid)
#define PLAN_OF_REFUND_RETURNED LINE(REFUND, RECEIPT, MSG_accounts_reason_refund_returned)
#define PLAN_OF_CASH_BANKED LINE(BANK, TREASURY, MSG_accounts_reason_cash_banked)
#define PLAN_OF_CASH_DIFFERENCE LINE(BANK, TREASURY, MSG_accounts_reason_cash_difference)
#define PLAN_OF_CHEQUE_RETURNED LINE(REFUND, EXPENSE, MSG_accounts_reason_cheque_returned)
#define PLAN_OF_CHEQUE_TAKEN_BACK LINE(BANK, TREASURY, MSG_accounts_reason_cheque_taken_back)
#define PLAN_OF_CHEQUE_LOST LINE(BANK, TREASURY, MSG_accounts_reason_cheque_lost)
#define PLAN_OF_CHEQUE_VALUE_OFF LINE(REFUND, BESIDE, MSG_accounts_reason_cheque_value_off)
#define PLAN_OF_PROVIDER_FEE LINE(BANK, EXPENSE, MSG_accounts_reason_provider_fee)
#define PLAN_OF_PROVIDER_PAID_OUT LINE(PAYOUT, EXPENSE, MSG_accounts_reason_provider_paid_out)
#define PLAN_OF_PROVIDER_RECEIVED LINE(BANK, TREASURY, MSG_accounts_reason_provider_received)
#define PLAN_OF_PROVIDER_GAVE_BACK LINE(BANK, TREASURY, MSG_accounts_reason_provider_gave_back)
#define PLAN_OF_PROVIDER_TOOK_BACK LINE(PAYOUT, RECEIPT, MSG_accounts_reason_provider_took_back)
#define PLAN_OF_DISPUTED LINE(BANK, TREASURY, MSG_accounts_reason_disputed)
#define PLAN_OF_DISPUTE_WON LINE(BANK, TREASURY, MSG_accounts_reason_dispute_won)

#endif
