#include "domain/person/audit.h"

#include "audit_sql.h"

void audit_write(struct ctx *ctx, struct str act, int64_t noun_id, struct str detail) {
  audit_insert(ctx, &(struct audit_insert_params){.id = id_next(ctx->ids),
                                                  .person = ctx->person,
                                                  .act = act,
                                                  .noun_id = noun_id,
                                                  .detail = detail,
                                                  .created_at = ctx->now});
}

struct audit_lines audit_list(struct ctx *ctx, int64_t before) {
  struct audit_page_rows rows = audit_page(ctx, before > 0 ? before : INT64_MAX);
  struct audit_lines lines = {arena_array(ctx->arena, struct audit_line, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    lines.items[i] = (struct audit_line){.id = rows.items[i].id,
                                         .at = rows.items[i].at,
                                         .person = rows.items[i].person,
                                         .act = rows.items[i].act,
                                         .detail = rows.items[i].detail,
                                         .noun_id = rows.items[i].noun_id};
  return lines;
}
