#include "domain/linked/linked_shop_pages.h"
#include "domain/photo/photo.h"

#include "domain/shop/trade.h"
#include "domain/weekly/weekly.h"

enum { WEEKS = 6 }; /* of special days that a search engine is told */

struct str linked_uri(struct request *request, struct shop_id id) {
  struct arena *arena = request->ctx->arena;
  return str_format(arena, "%.*s/id/%.*s", STR_ARG(request_origin(request)),
                    STR_ARG(id_text(arena, id.value)));
}

struct linked_writer linked_writer(struct request *request, struct buf *out) {
  return (struct linked_writer){request, json_pen_on(out)};
}

static void text_unless_empty(struct json_pen *pen, const char *name, struct str text) {
  if (text.len > 0) json_pen_text(pen, name, text);
}

static void address(struct json_pen *pen, const struct shop *shop) {
  json_pen_open(pen, "address", '{');
  json_pen_text(pen, "@type", S("PostalAddress"));
  text_unless_empty(pen, "streetAddress", shop->street);
  text_unless_empty(pen, "postalCode", shop->postcode);
  json_pen_text(pen, "addressLocality", shop->town);
  json_pen_close(pen, '}');
}

static void position(struct json_pen *pen, const struct shop *shop) {
  if (!shop->has_position) return;
  json_pen_open(pen, "geo", '{');
  json_pen_text(pen, "@type", S("GeoCoordinates"));
  json_pen_real(pen, "latitude", shop->latitude);
  json_pen_real(pen, "longitude", shop->longitude);
  json_pen_close(pen, '}');
}

/* ---- hours ---- */

static struct str clock_text(struct arena *arena, int minute) {
  return str_format(arena, "%02d:%02d", minute / 60 % 24, minute % 60);
}

/* A closing time before the opening one lies on the next day; all day is 00:00 to 23:59. */
static void times(struct arena *arena, struct json_pen *pen, const struct weekly_span *span) {
  bool all_day = span->to - span->from >= 24 * 60;
  json_pen_text(pen, "opens", clock_text(arena, span->from));
  json_pen_text(pen, "closes", all_day ? S("23:59") : clock_text(arena, span->to));
}

static void normal_week(struct arena *arena, struct json_pen *pen, const struct weekly *weekly) {
  static const struct str names[] = {S("Monday"), S("Tuesday"),  S("Wednesday"), S("Thursday"),
                                     S("Friday"), S("Saturday"), S("Sunday")};
  json_pen_open(pen, "openingHoursSpecification", '[');
  for (int i = 0; i < 7; i++)
    for (size_t k = 0; k < weekly->normal[i].count; k++) {
      json_pen_open(pen, NULL, '{');
      json_pen_text(pen, "@type", S("OpeningHoursSpecification"));
      json_pen_text(pen, "dayOfWeek",
                    str_format(arena, "https://schema.org/%.*s", STR_ARG(names[i])));
      times(arena, pen, &weekly->normal[i].spans[k]);
      json_pen_close(pen, '}');
    }
  json_pen_close(pen, ']');
}

static void special_day(struct arena *arena, struct json_pen *pen, struct day day,
                        const struct weekly_span *span) {
  json_pen_open(pen, NULL, '{');
  json_pen_text(pen, "@type", S("OpeningHoursSpecification"));
  json_pen_text(pen, "validFrom", day_iso(arena, day));
  json_pen_text(pen, "validThrough", day_iso(arena, day));
  times(arena, pen, span);
  json_pen_close(pen, '}');
}

/* Closed all day is written as open from midnight to midnight of the same minute. */
static void special_days(struct arena *arena, struct json_pen *pen, const struct weekly *weekly) {
  static const struct weekly_span closed = {0, 0};
  if (weekly->special_count == 0) return;
  json_pen_open(pen, "specialOpeningHoursSpecification", '[');
  for (size_t i = 0; i < weekly->special_count; i++) {
    const struct weekly_day *special = &weekly->special[i];
    if (special->hours.count == 0) special_day(arena, pen, special->day, &closed);
    for (size_t k = 0; k < special->hours.count; k++)
      special_day(arena, pen, special->day, &special->hours.spans[k]);
  }
  json_pen_close(pen, ']');
}

static void opening(struct linked_writer *writer, const struct linked_hours *hours) {
  struct ctx *ctx = writer->request->ctx;
  struct weekly weekly;
  struct day today = zone_day(ctx->zone, ctx->now);
  if (!weekly_of(ctx->arena, &hours->plan, &hours->place, today, WEEKS, &weekly)) return;
  normal_week(ctx->arena, &writer->pen, &weekly);
  special_days(ctx->arena, &writer->pen, &weekly);
}

/* ---- where it comes from ---- */

static void provenance(struct linked_writer *writer, const struct shop *shop,
                       struct str attribution) {
  struct json_pen *pen = &writer->pen;
  struct arena *arena = writer->request->ctx->arena;
  struct str licence = linked_licence(shop->licence);
  json_pen_open(pen, "subjectOf", '{');
  json_pen_text(pen, "@type", S("CreativeWork"));
  json_pen_text(pen, "name", shop->source);
  json_pen_text(pen, "license", licence.len > 0 ? licence : shop->licence);
  text_unless_empty(pen, "creditText", attribution);
  text_unless_empty(pen, "url", linked_origin(arena, shop));
  json_pen_text(pen, "dateModified", day_iso(arena, shop->source_on));
  json_pen_close(pen, '}');
}

static struct str picture_of(struct linked_writer *writer, const struct shop *shop) {
  struct arena *arena = writer->request->ctx->arena;
  struct str path = shop->photo.len > 0
                        ? photo_path(arena, shop->photo, PHOTO_LARGE)
                        : str_format(arena, "/commerces/%.*s/image.png", STR_ARG(shop->slug));
  return str_format(arena, "%.*s%.*s", STR_ARG(request_origin(writer->request)), STR_ARG(path));
}

static void facts(struct linked_writer *writer, const struct shop *shop) {
  struct json_pen *pen = &writer->pen;
  struct request *request = writer->request;
  struct str page = str_format(request->ctx->arena, "/commerces/%.*s", STR_ARG(shop->slug));
  json_pen_text(pen, "@type", linked_type(shop->trade));
  json_pen_text(pen, "@id", linked_uri(request, shop->id));
  json_pen_text(pen, "name", shop->name);
  text_unless_empty(pen, "description", shop->description);
  json_pen_text(pen, "keywords", trade_name(shop->trade, request->ctx->language));
  json_pen_text(pen, "url", site_address(request, request->ctx->language, page).text);
  json_pen_text(pen, "image", picture_of(writer, shop));
  text_unless_empty(pen, "telephone", shop->phone);
  struct url website = url_of(shop->website);
  if (str_starts(website.text, S("http"))) json_pen_text(pen, "sameAs", website.text);
  if (shop->siret_valid) json_pen_text(pen, "identifier", shop->siret);
}

void linked_shop(struct linked_writer *writer, const struct shop *shop,
                 const struct linked_hours *hours) {
  struct json_pen *pen = &writer->pen;
  json_pen_open(pen, NULL, '{');
  facts(writer, shop);
  address(pen, shop);
  position(pen, shop);
  opening(writer, hours);
  provenance(writer, shop, hours->attribution);
  json_pen_close(pen, '}');
}

struct html linked_shop_html(struct request *request, const struct shop *shop,
                             const struct linked_hours *hours) {
  struct ctx *ctx = request->ctx;
  struct buf out = buf_in(ctx->arena);
  struct linked_writer writer = linked_writer(request, &out);
  json_pen_open(&writer.pen, NULL, '{');
  json_pen_text(&writer.pen, "@context", S("https://schema.org"));
  json_pen_open(&writer.pen, "@graph", '[');
  linked_shop(&writer, shop, hours);
  json_pen_close(&writer.pen, ']');
  json_pen_close(&writer.pen, '}');
  return html_of_json_ld(ctx->arena, buf_str(&out));
}
