#include "domain/voucher/voucher_address.h"

#include "voucher_address_sql.h"

struct str voucher_address_key(struct ctx *ctx, struct str email) {
  struct buf key = buf_in(ctx->arena);
  for (size_t i = 0; i < email.len; i++) {
    char c = email.ptr[i];
    buf_add_char(&key, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
  }
  return buf_str(&key);
}

void voucher_address_note(struct ctx *ctx, struct str email, struct voucher_id id) {
  if (email.len > 0) address_insert(ctx, voucher_address_key(ctx, email), id);
}

struct voucher_ids voucher_address_list(struct ctx *ctx, struct str email,
                                        struct voucher_id before) {
  if (before.value == 0) before.value = INT64_MAX;
  struct address_list_rows rows = address_list(ctx, voucher_address_key(ctx, email), before);
  struct voucher_ids list = {arena_array(ctx->arena, struct voucher_id, rows.count + 1),
                             rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = rows.items[i].voucher_id;
  return list;
}
