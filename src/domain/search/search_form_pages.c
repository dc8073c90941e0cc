#include "domain/search/search_form.h"

#include <math.h>
#include <stdlib.h>

#include "web/html.h"

static const struct field fields[] = {
    FIELD(struct search_form, q, TEXT, .max = 100,
          .help = "Words of name, trade, town, street, description"),
    FIELD(struct search_form, trade, TEXT, .max = 60, .help = "Key of a trade: books"),
    FIELD(struct search_form, town, TEXT, .max = 60, .help = "Slug of a town: le-bouscat"),
#define X(name, word, message)                                                                     \
  FIELD(struct search_form, word, FLAG, .help = "1: only shops with this service"),
    SHOP_SERVICES(X)
#undef X
        FIELD(struct search_form, open, CHOICE, .choices = "now", .help = "now: open at present"),
    FIELD_GIVEN(struct search_form, on, DAY, has_on, .help = "Open on that day, at `at`"),
    FIELD(struct search_form, at, TEXT, .max = 5, .help = "Open at that local time: 19:30"),
    FIELD(struct search_form, near, TEXT, .max = 120,
          .help = "A position (44.84,-0.58), a town, or a street with its town"),
    FIELD(struct search_form, km, INT, .max = SEARCH_KM_MAX, .help = "At most so far from `near`"),
    FIELD(struct search_form, box, TEXT, .max = 80, .help = "west,south,east,north in degrees"),
    FIELD(struct search_form, page, TEXT, .max = 80, .help = "Where the last page ended"),
};
const struct form search_form = FORM("Search", struct search_form, fields);

enum { form_fields = sizeof fields / sizeof *fields };

static bool is_figure(char c) {
  return c >= '0' && c <= '9';
}

/* "19:30" or "9:05"; nothing else. */
static bool read_time(struct str text, int *hour, int *minute) {
  struct str minutes, hours = str_cut(text, ':', &minutes);
  int64_t h, m;
  if (minutes.len != 2 || hours.len == 0 || !is_figure(hours.ptr[0]) || !is_figure(minutes.ptr[0]))
    return false;
  if (!str_to_int(hours, &h) || !str_to_int(minutes, &m) || h > 23 || m > 59) return false;
  *hour = (int)h;
  *minute = (int)m;
  return true;
}

/* Day and time of the territory; a day without a time means noon, a time without a day today. */
static void read_moment(struct ctx *ctx, const struct search_form *form,
                        struct search_query *query) {
  int hour = 12, minute = 0;
  bool timed = read_time(form->at, &hour, &minute);
  if (!timed && !form->has_on) return;
  struct day day = form->has_on ? form->on : zone_day(ctx->zone, ctx->now);
  struct civil civil = {.hour = hour, .minute = minute};
  day_split(day, &civil.year, &civil.month, &civil.day);
  query->has_open_at = true;
  query->open_at = zone_instant(ctx->zone, civil);
}

static bool read_degrees(struct arena *arena, struct str text, double most, double *value) {
  char *end;
  const char *start = str_cstr(arena, str_trim(text));
  *value = strtod(start, &end);
  return end != start && *end == 0 && isfinite(*value) && fabs(*value) <= most;
}

static bool read_box(struct arena *arena, struct str text, struct search_box *box) {
  struct str rest = text;
  return read_degrees(arena, str_cut(rest, ',', &rest), 180, &box->west) &&
         read_degrees(arena, str_cut(rest, ',', &rest), 90, &box->south) &&
         read_degrees(arena, str_cut(rest, ',', &rest), 180, &box->east) &&
         read_degrees(arena, rest, 90, &box->north) && box->west <= box->east &&
         box->south <= box->north;
}

struct search_query search_query_of(struct ctx *ctx, const struct search_form *form) {
  struct search_query query = {.q = form->q,
                               .trade = form->trade,
                               .town = form->town,
                               .open_now = form->open.len > 0,
                               .near = form->near,
                               .km = form->km,
                               .page = form->page};
#define X(name, word, message)                                                                     \
  if (form->word) query.services |= UINT32_C(1) << SERVICE_##name;
  SHOP_SERVICES(X)
#undef X
  if (!query.open_now) read_moment(ctx, form, &query);
  if (query.near.len == 0) query.km = 0;
  query.has_box = read_box(ctx->arena, form->box, &query.box);
  return query;
}

static void add(struct search_pairs *pairs, struct str name, struct str value) {
  if (value.len > 0) pairs->items[pairs->count++] = (struct search_pair){name, value};
}

static void add_moment(struct ctx *ctx, struct search_pairs *pairs, struct instant at) {
  struct civil civil = zone_civil(ctx->zone, at);
  add(pairs, S("on"), str_format(ctx->arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day));
  add(pairs, S("at"), str_format(ctx->arena, "%02d:%02d", civil.hour, civil.minute));
}

struct search_pairs search_query_pairs(struct ctx *ctx, const struct search_query *query) {
  struct search_pairs pairs = {arena_array(ctx->arena, struct search_pair, form_fields), 0};
  const struct search_box *box = &query->box;
  add(&pairs, S("q"), query->q);
  add(&pairs, S("trade"), query->trade);
  add(&pairs, S("town"), query->town);
  for (enum shop_service service = 0; service < SERVICE_COUNT; service++)
    if (query->services & UINT32_C(1) << service) add(&pairs, shop_service_word(service), S("1"));
  if (query->open_now) add(&pairs, S("open"), S("now"));
  if (query->has_open_at) add_moment(ctx, &pairs, query->open_at);
  add(&pairs, S("near"), query->near);
  if (query->km > 0) add(&pairs, S("km"), str_format(ctx->arena, "%lld", (long long)query->km));
  if (query->has_box)
    add(&pairs, S("box"),
        str_format(ctx->arena, "%.5f,%.5f,%.5f,%.5f", box->west, box->south, box->east,
                   box->north));
  add(&pairs, S("page"), query->page);
  return pairs;
}

struct str search_query_text(struct ctx *ctx, const struct search_query *query) {
  struct search_pairs pairs = search_query_pairs(ctx, query);
  struct buf out = buf_in(ctx->arena);
  for (size_t i = 0; i < pairs.count; i++) {
    if (i > 0) buf_add_char(&out, '&');
    buf_add(&out, pairs.items[i].name);
    buf_add_char(&out, '=');
    buf_add(&out, url_escape(ctx->arena, pairs.items[i].value));
  }
  return buf_str(&out);
}
