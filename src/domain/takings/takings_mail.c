#include "domain/takings/takings_mail.h"

#include "base/crypto.h"
#include "db/db.h"
#include "domain/notice/notice.h"
#include "domain/person/audit.h"
#include "takings_sql.h"

enum { WEEK = 7, FROM_HOUR = 6, HOUR_MS = 3600000 };

/* The last week that is over, or an hour too early on the Monday after it, the one before: night
 * shifts and banks have their say first. The first day we count from was a Thursday. */
static struct span week_before(struct ctx *ctx) {
  struct day today = zone_day(ctx->zone, (struct instant){ctx->now.ms - FROM_HOUR * HOUR_MS});
  int32_t monday = today.number - (today.number + 3) % WEEK;
  return (struct span){{monday - WEEK}, {monday - 1}};
}

struct weekly {
  struct span week;
  struct takings_due_rows due;
  bool *moved;
};

static bool note_body(struct ctx *ctx, void *arg) {
  const struct weekly *weekly = arg;
  for (size_t i = 0; i < weekly->due.count; i++) {
    const struct takings_due_row *to = &weekly->due.items[i];
    struct takings_mail_id id = {id_next(ctx->ids)};
    int64_t first = takings_mail_insert(
        ctx, &(struct takings_mail_insert_params){.id = id,
                                                  .merchant_id = to->id,
                                                  .first_on = weekly->week.first,
                                                  .mailed = weekly->moved[i],
                                                  .created_at = ctx->now});
    if (first == 1 && weekly->moved[i])
      notice_add(ctx, NOTICE_TAKINGS, id.value, to->email, to->name);
  }
  return true;
}

int64_t takings_mail_round(struct ctx *ctx) {
  struct weekly weekly = {.week = week_before(ctx)};
  struct span_time time = span_time(ctx, weekly.week);
  int64_t looked = 0;
  do {
    weekly.due = takings_due(ctx, weekly.week.first);
    weekly.moved = arena_array(ctx->arena, bool, weekly.due.count + 1);
    for (size_t i = 0; i < weekly.due.count; i++) {
      struct takings_moved_row row;
      weekly.moved[i] =
          takings_moved(ctx, weekly.due.items[i].id, time.begins_at, time.ends_at, &row);
    }
    db_read_end(ctx);
    if (weekly.due.count > 0) db_write(ctx, note_body, &weekly);
    looked += (int64_t)weekly.due.count;
  } while (weekly.due.count > 0);
  return looked;
}

bool takings_mail_find(struct ctx *ctx, struct takings_mail_id id, struct merchant_id *merchant,
                       struct span *span) {
  struct takings_mail_row_row row;
  if (!takings_mail_row(ctx, id, &row)) return false;
  *merchant = row.merchant_id;
  *span = (struct span){row.first_on, {row.first_on.number + WEEK - 1}};
  return true;
}

/* Yes or no. */

bool takings_mail_wanted(struct ctx *ctx, struct merchant_id merchant) {
  struct takings_weekly_row row;
  return !takings_weekly(ctx, merchant, &row) || row.weekly;
}

struct wanting {
  struct merchant_id merchant;
  bool weekly;
};

static bool want_body(struct ctx *ctx, void *arg) {
  const struct wanting *wanting = arg;
  takings_set_weekly(ctx, &(struct takings_set_weekly_params){.merchant_id = wanting->merchant,
                                                              .weekly = wanting->weekly,
                                                              .changed_by = ctx->person,
                                                              .changed_at = ctx->now});
  audit_write(ctx, S("merchant.weekly"), wanting->merchant.value,
              wanting->weekly ? S("yes") : S("no"));
  return true;
}

void takings_mail_want(struct ctx *ctx, struct merchant_id merchant, bool weekly) {
  db_write(ctx, want_body, &(struct wanting){merchant, weekly});
}

struct str takings_mail_link(struct ctx *ctx, struct merchant_id merchant) {
  struct str id = id_text(ctx->arena, merchant.value);
  return STR_CONCAT(ctx->arena, id, S("-"), mac_text(ctx, S("weekly statement"), id));
}

bool takings_mail_from_link(struct ctx *ctx, struct str link, struct merchant_id *merchant) {
  struct str mac, id = str_cut(link, '-', &mac);
  return mac_verify(ctx, S("weekly statement"), id, mac) && id_from_text(id, &merchant->value);
}
