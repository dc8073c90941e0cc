#include "domain/window/window_hours.h"

#include "base/format.h"
#include "domain/failure/failure.h"
#include "domain/measure/standing.h"
#include "domain/shop/shop_edit.h"
#include "domain/shop/shop_service.h"

enum { DAY_MINUTES = 24 * 60 };

struct hours_place window_place(struct ctx *ctx, const struct shop *shop) {
  return standing_place(ctx, shop_place(shop));
}

/* Exceptions from the week that is shown on, and the night before it. */
struct hours_plan window_plan(struct ctx *ctx, const struct shop *shop, const struct hours *hours) {
  struct day from = {zone_day(ctx->zone, ctx->now).number - 8};
  struct shop_exceptions exceptions = shop_exception_list(ctx, shop->id, from);
  struct measures measures = measures_current(ctx);
  struct measured measured = measured_shop(shop);
  return standing_plan(ctx->arena, hours, &exceptions, &measures, &measured);
}

/* ---- words ---- */

/* "9 h", « 9 h 30 » in French, "9:00" elsewhere. */
static void write_time(struct buf *out, enum language language, struct local at) {
  int hour = local_minute(at) / 60, minute = local_minute(at) % 60;
  if (language != LANGUAGE_FR)
    buf_format(out, "%d:%02d", hour, minute);
  else if (minute == 0)
    buf_format(out, "%d\u00a0h", hour);
  else
    buf_format(out, "%d\u00a0h\u00a0%02d", hour, minute);
}

static struct str time_text(struct ctx *ctx, struct local at) {
  struct buf out = buf_in(ctx->arena);
  write_time(&out, ctx->language, at);
  return buf_str(&out);
}

static struct str weekday(struct ctx *ctx, struct day day) {
  static const enum message names[] = {MSG_hours_monday,   MSG_hours_tuesday, MSG_hours_wednesday,
                                       MSG_hours_thursday, MSG_hours_friday,  MSG_hours_saturday,
                                       MSG_hours_sunday};
  int index = (day.number + 3) % 7;
  return message_text(ctx->language, names[index < 0 ? index + 7 : index]);
}

static struct str date_text(struct ctx *ctx, struct day day) {
  struct buf out = buf_in(ctx->arena);
  format_day_short(&out, ctx->language, day);
  return buf_str(&out);
}

/* ---- now ---- */

struct sentences { /* of a change: today, within a week, later */
  enum message today, weekday, date;
};

static struct str change_sentence(struct ctx *ctx, struct sentences sentences, struct local now,
                                  struct local change) {
  int days = local_day(change).number - local_day(now).number;
  struct str time = time_text(ctx, change);
  /* Midnight ends the day before it, and a night belongs to its evening. */
  if (days == 0 || (days == 1 && local_minute(change) < 6 * 60))
    return MESSAGE(ctx->arena, ctx->language, sentences.today, {"time", time});
  if (days < 7)
    return MESSAGE(ctx->arena, ctx->language, sentences.weekday,
                   {"day", weekday(ctx, local_day(change))}, {"time", time});
  return MESSAGE(ctx->arena, ctx->language, sentences.date,
                 {"date", date_text(ctx, local_day(change))}, {"time", time});
}

static struct str now_sentence(struct ctx *ctx, enum hours_state state, bool has_change,
                               enum hours_state next, struct local now, struct local change) {
  static const struct sentences closes = {MSG_hours_closes_today, MSG_hours_closes_weekday,
                                          MSG_hours_closes_date};
  static const struct sentences lasts = {MSG_hours_lasts_today, MSG_hours_closes_weekday,
                                         MSG_hours_closes_date};
  static const struct sentences opens = {MSG_hours_opens_today, MSG_hours_opens_weekday,
                                         MSG_hours_opens_date};
  if (state == HOURS_UNKNOWN) return message_text(ctx->language, MSG_hours_unknown_now);
  if (state == HOURS_OPEN && !has_change) return message_text(ctx->language, MSG_hours_open_now);
  if (state == HOURS_OPEN)
    return change_sentence(ctx, next == HOURS_UNKNOWN ? lasts : closes, now, change);
  if (has_change && next == HOURS_OPEN) return change_sentence(ctx, opens, now, change);
  return message_text(ctx->language, MSG_hours_closed_now);
}

static struct str state_name(enum hours_state state) {
  static const struct str names[] = {S("closed"), S("open"), S("unknown")};
  return names[state];
}

static void set_now(struct ctx *ctx, struct hours_view *view, const struct hours_plan *plan,
                    const struct hours_place *place) {
  struct local now = local_at(ctx->zone, ctx->now), change = now;
  struct hours_answer answer = hours_at(plan, place, now);
  view->open = answer.state == HOURS_OPEN;
  view->closed = answer.state == HOURS_CLOSED;
  view->state = state_name(answer.state);
  view->comment = answer.comment;
  view->has_change = hours_next_change(plan, place, now, &change);
  enum hours_state next = answer.state;
  if (view->has_change) {
    next = hours_at(plan, place, change).state;
    view->next_change = local_instant(ctx->zone, change);
  }
  view->now = now_sentence(ctx, answer.state, view->has_change, next, now, change);
}

/* The name of a service by its word; "" if it is none. */
static struct str service_name(struct ctx *ctx, struct str word) {
  for (int i = 0; i < SERVICE_COUNT; i++)
    if (str_equal(shop_service_word((enum shop_service)i), word))
      return message_text(ctx->language, shop_service_message((enum shop_service)i));
  return S("");
}

/* Services stay while the counter is closed by a measure: only their own hours count. */
static void set_services(struct ctx *ctx, struct hours_view *view, const struct shop *shop,
                         const struct hours_place *place) {
  struct shop_services list = shop_service_list(ctx, shop->id);
  view->services.items = arena_array(ctx->arena, struct hours_service, list.count + 1);
  for (size_t i = 0; i < list.count; i++) {
    const struct shop_service_hours *item = &list.items[i];
    const struct hours *hours = hours_parse(ctx->arena, item->value).hours;
    struct hours_view own = {.open = false};
    if (hours == NULL || service_name(ctx, item->service).len == 0) continue;
    set_now(ctx, &own, HOURS_PLAN(hours), place);
    view->services.items[view->services.count++] =
        (struct hours_service){.word = item->service,
                               .name = service_name(ctx, item->service),
                               .now = own.now,
                               .value = item->value,
                               .state = own.state};
  }
}

/* ---- the week ---- */

static void write_span(struct buf *out, struct ctx *ctx, const struct hours_span *span) {
  bool unknown = span->state == HOURS_UNKNOWN;
  bool all_day =
      local_minute(span->from) == 0 && span->to.minute - span->from.minute == DAY_MINUTES;
  if (all_day && !unknown) {
    buf_add(out, message_text(ctx->language, MSG_hours_all_day));
  } else if (unknown && span->comment.len == 0 && !all_day) {
    buf_add(out, MESSAGE(ctx->arena, ctx->language, MSG_hours_from,
                         {"time", time_text(ctx, span->from)}));
  } else if (!all_day) {
    write_time(out, ctx->language, span->from);
    buf_literal(out, " – ");
    if (local_minute(span->to) == 0)
      buf_add(out, message_text(ctx->language, MSG_hours_midnight));
    else
      write_time(out, ctx->language, span->to);
  }
  if (span->comment.len == 0) return;
  if (!all_day || !unknown) buf_literal(out, ", ");
  buf_add(out, span->comment);
}

static struct str day_times(struct ctx *ctx, const struct hours_spans *spans) {
  struct buf out = buf_in(ctx->arena);
  for (size_t i = 0; i < spans->count; i++) {
    if (i > 0) buf_literal(&out, ", ");
    write_span(&out, ctx, &spans->items[i]);
  }
  return spans->count > 0 ? buf_str(&out) : message_text(ctx->language, MSG_hours_closed_day);
}

static void set_week(struct ctx *ctx, struct hours_view *view, const struct hours_plan *plan,
                     const struct hours_place *place) {
  struct day today = zone_day(ctx->zone, ctx->now);
  int since_monday = (today.number + 3) % 7;
  struct day monday = {today.number - since_monday};
  view->week = hours_week(ctx->arena, plan, place, monday);
  view->count = 7;
  view->items = arena_array(ctx->arena, struct hours_line, view->count);
  for (size_t i = 0; i < view->count; i++) {
    const struct hours_week_day *day = &view->week.days[i];
    view->items[i] = (struct hours_line){.day = weekday(ctx, day->day),
                                         .times = day_times(ctx, &day->spans),
                                         .holiday = day->holiday,
                                         .today = day->day.number == today.number};
  }
}

struct hours_view window_hours(struct ctx *ctx, const struct shop *shop) {
  struct failure failure;
  if (shop->gone) return (struct hours_view){.value = S(""), .state = S("closed")};
  if (failure_now(ctx, shop->merchant_id, &failure))
    return (struct hours_view){.value = S(""), .state = S("unknown")};
  struct hours_view view = {.value = shop->opening_hours, .state = S("unknown")};
  const struct hours *hours = hours_parse(ctx->arena, shop->opening_hours).hours;
  struct hours_plan plan = window_plan(ctx, shop, hours);
  if (hours) view.normal = hours_normal(ctx->arena, hours);
  struct hours_place place = window_place(ctx, shop);
  set_services(ctx, &view, shop, &place);
  if (hours == NULL && plan.measure_count == 0 && plan.exception_count == 0) return view;
  set_now(ctx, &view, &plan, &place);
  if (hours) set_week(ctx, &view, &plan, &place);
  return view;
}
