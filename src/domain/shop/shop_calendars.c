#include "domain/shop/shop_calendars.h"

#include <string.h>

#include "domain/shop/shop_edit.h"
#include "shop_index_sql.h"

/* The night of an exception's last day is long over. */
enum { DAYS_BEHIND = 8, FIRST_ROOM = 64 };

static struct day still_counting(const struct ctx *ctx) {
  return (struct day){zone_day(ctx->zone, ctx->now).number - DAYS_BEHIND};
}

struct str shop_calendar_of(struct ctx *ctx, struct shop_id id, struct str normal) {
  struct shop_calendar calendar = {normal, shop_exception_list(ctx, id, still_counting(ctx)),
                                   shop_service_list(ctx, id)};
  return shop_calendar_text(ctx->arena, &calendar);
}

/* ---- all: two lists in the order of shops ---- */

struct list { /* shops[i] is the shop of the i-th item */
  int64_t *shops;
  char *items;
  size_t count, room;
};

struct shop_calendars {
  struct arena *arena;
  struct list exceptions, services;
};

static void *widened(struct arena *arena, void *old, size_t count, size_t room, size_t size) {
  return old ? arena_resize(arena, old, count * size, room * size) : arena_raw(arena, room * size);
}

static void add(struct arena *arena, struct list *list, struct shop_id shop, const void *item,
                size_t size) {
  if (list->count == list->room) {
    list->room = list->room ? list->room * 2 : FIRST_ROOM;
    list->shops = widened(arena, list->shops, list->count, list->room, sizeof *list->shops);
    list->items = widened(arena, list->items, list->count, list->room, size);
  }
  memcpy(list->items + list->count * size, item, size);
  list->shops[list->count++] = shop.value;
}

static void add_exception(void *arg, const struct index_exceptions_row *row) {
  struct shop_calendars *all = arg;
  struct shop_exception one = {
      .from_on = row->from_on, .to_on = row->to_on, .value = str_copy(all->arena, row->value)};
  add(all->arena, &all->exceptions, row->shop, &one, sizeof one);
}

static void add_service(void *arg, const struct index_services_row *row) {
  struct shop_calendars *all = arg;
  struct shop_service_hours one = {str_copy(all->arena, row->service),
                                   str_copy(all->arena, row->value)};
  add(all->arena, &all->services, row->shop, &one, sizeof one);
}

struct shop_calendars *shop_calendars_all(struct ctx *ctx, struct arena *arena) {
  struct shop_calendars *all = arena_new(arena, struct shop_calendars);
  all->arena = arena;
  index_exceptions(ctx, still_counting(ctx), add_exception, all);
  index_services(ctx, add_service, all);
  return all;
}

/* Where a shop's items begin; *count of them. */
static size_t span_of(const struct list *list, struct shop_id id, size_t *count) {
  size_t low = 0, high = list->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (list->shops[middle] < id.value)
      low = middle + 1;
    else
      high = middle;
  }
  *count = 0;
  while (low + *count < list->count && list->shops[low + *count] == id.value)
    ++*count;
  return low;
}

struct str shop_calendars_of(struct arena *arena, const struct shop_calendars *all,
                             struct shop_id id, struct str normal) {
  struct shop_calendar calendar = {.normal = normal};
  size_t exceptions = span_of(&all->exceptions, id, &calendar.exceptions.count);
  size_t services = span_of(&all->services, id, &calendar.services.count);
  if (calendar.exceptions.count > 0)
    calendar.exceptions.items = (struct shop_exception *)(void *)all->exceptions.items + exceptions;
  if (calendar.services.count > 0)
    calendar.services.items = (struct shop_service_hours *)(void *)all->services.items + services;
  if (calendar.exceptions.count > SHOP_EXCEPTIONS_MAX)
    calendar.exceptions.count = SHOP_EXCEPTIONS_MAX;
  return shop_calendar_text(arena, &calendar);
}
