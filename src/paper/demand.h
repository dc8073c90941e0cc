/* What the QR code of a demand holds, and its words. */
#ifndef PAPER_DEMAND_H
#define PAPER_DEMAND_H

#include "paper/paper.h"

/* EPC069-12 version 002, lines parted by LF, at most 331 bytes. The payload of a SEPA credit
 * transfer: name, IBAN, amount, reference. */
struct str demand_epc_text(struct arena *arena, const struct paper_demand *demand);
/* The Swiss QR code, SPC 0200 (Swiss Implementation Guidelines QR-bill 2.3): addresses are of type
 * S, structured; at most 997 characters. The payer's is left open. */
struct str demand_swiss_text(struct arena *arena, const struct paper_demand *demand);
/* The one or the other, by the account: a Swiss one asks for a QR-bill. */
struct str demand_text(struct arena *arena, const struct paper_demand *demand);
bool demand_is_swiss(const struct paper_demand *demand);

/* As both guidelines print an amount: "1 949.75". */
struct str demand_amount(struct arena *arena, int64_t minor);

#endif
