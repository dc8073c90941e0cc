/* One shop for programs. */
#include "domain/window/window.h"

struct hours_open { /* a stretch of a day; local times as 2020-05-20T09:00 */
  struct str from, to, state, comment;
};

struct hours_day {
  struct day day;
  struct str holiday;
  struct {
    struct hours_open *items;
    size_t count;
  } spans;
};

struct hours_reply {
  struct hours_view now;
  struct {
    struct hours_day *items;
    size_t count;
  } week;
};

struct shop_reply {
  struct shop shop; /* first: the fields of a shop are those of its reply */
  struct hours_reply hours;
};

static const struct shape_field open_fields[] = {
    SHAPE_FIELD(struct hours_open, from, TEXT, "Local time of the territory."),
    SHAPE_FIELD(struct hours_open, to, TEXT, "Local time; after midnight it is of the next day."),
    SHAPE_FIELD(struct hours_open, state, TEXT, "open or unknown."),
    SHAPE_FIELD(struct hours_open, comment, TEXT, "As written, or empty."),
};
static const struct shape open_shape = SHAPE("HoursSpan", struct hours_open, open_fields);

static const struct shape_field day_fields[] = {
    SHAPE_FIELD(struct hours_day, day, DAY, "A day of this week, from Monday on."),
    SHAPE_FIELD(struct hours_day, holiday, TEXT, "Name of the public holiday, or empty."),
    SHAPE_PART(struct hours_day, spans, LIST, &open_shape, "What begins on that day."),
};
static const struct shape day_shape = SHAPE("HoursDay", struct hours_day, day_fields);

static const struct shape_field service_fields[] = {
    SHAPE_NAMED("service", struct hours_service, word, TEXT, "delivery, takeaway ..."),
    SHAPE_FIELD(struct hours_service, value, TEXT, "Its own hours."),
    SHAPE_FIELD(struct hours_service, state, TEXT, "Now: open, closed or unknown."),
};
static const struct shape service_shape =
    SHAPE("HoursService", struct hours_service, service_fields);

static const struct shape_field hours_fields[] = {
    SHAPE_NAMED("value", struct hours_reply, now.value, TEXT, "In OpenStreetMap's language."),
    SHAPE_NAMED("normal", struct hours_reply, now.normal, TEXT,
                "The same in canonical form; empty if it cannot be read."),
    SHAPE_NAMED("state", struct hours_reply, now.state, TEXT, "Now: open, closed or unknown."),
    SHAPE_NAMED("comment", struct hours_reply, now.comment, TEXT, "Of what decides, or empty."),
    {"next_change", SHAPE_INSTANT, offsetof(struct hours_reply, now.next_change), NULL,
     offsetof(struct hours_reply, now.has_change), "When the state is another, if that is known."},
    SHAPE_PART(struct hours_reply, week, LIST, &day_shape, "Seven days, or none."),
    {"services", SHAPE_LIST, offsetof(struct hours_reply, now.services), &service_shape,
     SHAPE_ALWAYS, "Services with hours of their own."},
};
static const struct shape hours_shape = SHAPE("Hours", struct hours_reply, hours_fields);

static const struct shape_field shop_fields[] = {
    SHAPE_FIELD(struct shop, slug, TEXT, "Its name in addresses."),
    SHAPE_FIELD(struct shop, name, TEXT, "Its name."),
    SHAPE_FIELD(struct shop, trade, TEXT, "Key of its trade: OpenStreetMap's value."),
    SHAPE_FIELD(struct shop, town, TEXT, "Commune."),
    SHAPE_FIELD(struct shop, street, TEXT, "Number and street, or empty."),
    SHAPE_FIELD(struct shop, postcode, TEXT, "Postcode, or empty."),
    SHAPE_OPTIONAL(struct shop, latitude, REAL, has_position, "WGS 84."),
    SHAPE_OPTIONAL(struct shop, longitude, REAL, has_position, "WGS 84."),
    SHAPE_FIELD(struct shop, phone, TEXT, "As found, or empty."),
    SHAPE_FIELD(struct shop, website, TEXT, "As found, or empty."),
    SHAPE_FIELD(struct shop, opening_hours, TEXT, "In OpenStreetMap's language, or empty."),
    SHAPE_FIELD(struct shop, siret, TEXT, "As found, or empty."),
    SHAPE_FIELD(struct shop, siret_valid, BOOL, "Does its check digit hold?"),
    SHAPE_FIELD(struct shop, description, TEXT, "A sentence, or empty."),
    SHAPE_FIELD(struct shop, services, TEXT, "Words: takeaway delivery outdoor wheelchair."),
    SHAPE_FIELD(struct shop, takes_vouchers, BOOL, "Takes part in voucher campaigns."),
    SHAPE_FIELD(struct shop, made_up, BOOL, "An example that does not exist."),
    SHAPE_FIELD(struct shop, source, TEXT, "Where the entry comes from."),
    SHAPE_FIELD(struct shop, source_id, TEXT, "Its name there."),
    SHAPE_FIELD(struct shop, source_on, DAY, "The day of that source."),
    SHAPE_FIELD(struct shop, licence, TEXT, "Under which the entry may be used."),
    SHAPE_FIELD(struct shop, updated_at, INSTANT, "Last change here."),
    SHAPE_PART(struct shop_reply, hours, OBJECT, &hours_shape, "Open now? And this week."),
};
static const struct shape shop_shape = SHAPE("Shop", struct shop_reply, shop_fields);

static void day_reply(struct ctx *ctx, const struct hours_week_day *from, struct hours_day *day) {
  static const struct str names[] = {S("closed"), S("open"), S("unknown")};
  *day = (struct hours_day){.day = from->day, .holiday = from->holiday};
  day->spans.items = arena_array(ctx->arena, struct hours_open, from->spans.count);
  day->spans.count = from->spans.count;
  for (size_t i = 0; i < from->spans.count; i++) {
    const struct hours_span *span = &from->spans.items[i];
    day->spans.items[i] =
        (struct hours_open){local_iso(ctx->arena, span->from), local_iso(ctx->arena, span->to),
                            names[span->state], span->comment};
  }
}

static struct hours_reply hours_reply(struct ctx *ctx, const struct shop *shop) {
  struct hours_reply reply = {.now = window_hours(ctx, shop)};
  reply.week.count = reply.now.count;
  reply.week.items = arena_array(ctx->arena, struct hours_day, reply.week.count);
  for (size_t i = 0; i < reply.week.count; i++)
    day_reply(ctx, &reply.now.week.days[i], &reply.week.items[i]);
  return reply;
}

static void shop_json(struct request *request, struct response *response) {
  struct shop_reply reply;
  if (!shop_find_by_slug(request->ctx, request_param(request, "slug"), &reply.shop)) {
    response_not_found(request, response);
    return;
  }
  reply.hours = hours_reply(request->ctx, &reply.shop);
  response_json(response, 200, &shop_shape, &reply);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/api/v1/shops/{slug}",
     .handle = shop_json,
     .who = WHO_ANYONE,
     .cached = true,
     .reply = &shop_shape,
     .help = "One shop, with its source and licence."},
};

const struct route_table window_api_routes = {routes, sizeof routes / sizeof *routes};
