/* The text: MARK, how many exceptions and services, then the parts, each text led by its length, so
 * that nothing a shop wrote can be taken for a part. */
#include "domain/shop/shop_calendar.h"

#include "base/fault.h"

static const struct str MARK = {"\x1d", 1};

static void add_number(struct buf *out, int64_t number) {
  buf_add_int(out, number);
  buf_add_char(out, ':');
}

static void add_text(struct buf *out, struct str text) {
  add_number(out, (int64_t)text.len);
  buf_add(out, text);
}

static bool is_plain(const struct shop_calendar *calendar) {
  return calendar->exceptions.count == 0 && calendar->services.count == 0 &&
         !str_starts(calendar->normal, MARK);
}

struct str shop_calendar_text(struct arena *arena, const struct shop_calendar *calendar) {
  if (is_plain(calendar)) return calendar->normal;
  struct buf out = buf_in(arena);
  buf_add(&out, MARK);
  add_number(&out, (int64_t)calendar->exceptions.count);
  add_number(&out, (int64_t)calendar->services.count);
  add_text(&out, calendar->normal);
  for (size_t i = 0; i < calendar->exceptions.count; i++) {
    const struct shop_exception *one = &calendar->exceptions.items[i];
    add_number(&out, one->from_on.number);
    add_number(&out, one->to_on.number);
    add_text(&out, one->value);
  }
  for (size_t i = 0; i < calendar->services.count; i++) {
    add_text(&out, calendar->services.items[i].service);
    add_text(&out, calendar->services.items[i].value);
  }
  return buf_str(&out);
}

static int64_t cut_number(struct str *rest) {
  int64_t number = 0;
  must(str_to_int(str_cut(*rest, ':', rest), &number));
  return number;
}

static struct str cut_text(struct str *rest) {
  size_t len = (size_t)cut_number(rest);
  must(len <= rest->len);
  struct str text = str_take(*rest, len);
  *rest = str_skip(*rest, len);
  return text;
}

struct shop_calendar shop_calendar_read(struct arena *arena, struct str text) {
  struct shop_calendar calendar = {.normal = text};
  if (!str_starts(text, MARK)) return calendar;
  struct str rest = str_skip(text, MARK.len);
  calendar.exceptions.count = (size_t)cut_number(&rest);
  calendar.services.count = (size_t)cut_number(&rest);
  must(calendar.exceptions.count + calendar.services.count <= rest.len);
  calendar.normal = cut_text(&rest);
  calendar.exceptions.items = arena_array(arena, struct shop_exception, calendar.exceptions.count);
  for (size_t i = 0; i < calendar.exceptions.count; i++) {
    struct shop_exception *one = &calendar.exceptions.items[i];
    one->from_on.number = (int32_t)cut_number(&rest);
    one->to_on.number = (int32_t)cut_number(&rest);
    one->value = cut_text(&rest);
  }
  calendar.services.items = arena_array(arena, struct shop_service_hours, calendar.services.count);
  for (size_t i = 0; i < calendar.services.count; i++) {
    calendar.services.items[i].service = cut_text(&rest);
    calendar.services.items[i].value = cut_text(&rest);
  }
  return calendar;
}
