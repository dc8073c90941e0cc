#include "domain/crisis/crisis_pages.h"

#include "crisis_list_html.h"
#include "crisis_preview_html.h"
#include "db/db.h"
#include "domain/hours/hours.h"
#include "domain/measure/measure_words.h"
#include "domain/person/audit.h"

static const struct field form_fields[] = {
    FIELD(struct crisis_typed, go, CHOICE, .choices = "preview|edit",
          .help = "Show what it would touch, or the form again"),
    FIELD(struct crisis_typed, name, TEXT, .required = true, .max = 120,
          .help = "What the public reads"),
    FIELD(struct crisis_typed, trades, WORDS, .max = 4000, .help = "Keys of trades; none: all"),
    FIELD(struct crisis_typed, towns, WORDS, .max = 4000, .help = "Ids of towns; none: all"),
    FIELD_GIVEN(struct crisis_typed, from, DAY, has_from, .required = true, .help = "First day"),
    FIELD_GIVEN(struct crisis_typed, until, DAY, has_until, .required = true, .help = "Last day"),
    FIELD(struct crisis_typed, counter, CHOICE, .choices = "closed|other",
          .help = "Closed to the public, or open at other hours"),
    FIELD(struct crisis_typed, hours, TEXT, .max = 500, .help = "Other hours, in OSM language"),
    FIELD(struct crisis_typed, services, WORDS, .help = "What stays allowed"),
    FIELD(struct crisis_typed, vouchers, FLAG, .help = "Vouchers go on being sold"),
    FIELD(struct crisis_typed, west, TEXT, .max = 20, .help = "Box: degrees"),
    FIELD(struct crisis_typed, south, TEXT, .max = 20),
    FIELD(struct crisis_typed, east, TEXT, .max = 20),
    FIELD(struct crisis_typed, north, TEXT, .max = 20),
};
const struct form crisis_form = FORM("Measure", struct crisis_typed, form_fields);

struct list_query {
  struct str saved;
};
static const struct field query_fields[] = {
    FIELD(struct list_query, saved, TEXT, .max = 20, .help = "What was just done"),
};
static const struct form list_query = FORM("Measures", struct list_query, query_fields);

/* What was ticked, as a measure. */

static struct town_ids towns_of(struct ctx *ctx, struct str words) {
  struct town_ids towns = {arena_array(ctx->arena, struct town_id, words.len / 2 + 1), 0};
  for (struct str rest = words; rest.len > 0;) {
    struct town_id id = {0};
    str_to_int(str_cut(rest, ' ', &rest), &id.value);
    towns.items[towns.count++] = id;
  }
  return towns;
}

static bool closed_counter(const struct crisis_typed *typed) {
  return !str_equal(typed->counter, S("other"));
}

/* Notes what is wrong beside the fields. */
static struct measure measure_of(struct request *request, const struct crisis_typed *typed) {
  struct ctx *ctx = request->ctx;
  struct form_problem problem;
  struct measure measure = {.name = typed->name,
                            .trades = typed->trades,
                            .towns = towns_of(ctx, typed->towns),
                            .from_on = typed->from,
                            .until_on = typed->until,
                            .hours = S("off"),
                            .services = typed->services,
                            .vouchers = typed->vouchers};
  if (!map_box_read(typed->west, typed->south, typed->east, typed->north, &measure.box))
    form_refuse(request, "west", MSG_measure_bad_box);
  if (!closed_counter(typed) && !form_problem(request, "hours", &problem)) {
    struct hours_reading reading = hours_parse(ctx->arena, typed->hours);
    if (!reading.hours) form_refuse(request, "hours", MSG_measure_bad_hours);
    measure.hours = reading.hours ? hours_normal(ctx->arena, reading.hours) : S("");
  }
  return measure;
}

static const char *field_of(enum measure_result result) {
  switch (result) {
  case MEASURE_ENDS_BEFORE_START:
  case MEASURE_ENDED:
    return "until";
  case MEASURE_BAD_HOURS:
    return "hours";
  case MEASURE_BAD_BOX:
    return "west";
  default:
    return "name";
  }
}

/* False, and the form is shown again, if it could not be put in force. */
static bool judged(struct request *request, struct response *response,
                   const struct crisis_typed *typed, struct measure *measure,
                   struct measure_preview *preview) {
  struct ctx *ctx = request->ctx;
  *measure = measure_of(request, typed);
  enum measure_result result = form_ok(request) ? measure_check(ctx, measure) : MEASURE_OK;
  if (result == MEASURE_OK && form_ok(request)) {
    *preview = measure_preview(ctx, measure);
    if (preview->shops == 0) result = MEASURE_TOUCHES_NOBODY;
  }
  if (result != MEASURE_OK) form_refuse(request, field_of(result), measure_message(result));
  if (!form_ok(request)) crisis_form_draw(request, response, 422, typed, true);
  return form_ok(request);
}

/* The list. */

static struct crisis_row row_of(struct request *request, const struct page_frame *frame,
                                const struct measure *measure, struct day today) {
  struct ctx *ctx = request->ctx;
  struct crisis_row row = {.root = frame->root,
                           .id = id_text(ctx->arena, measure->id.value),
                           .form_token = frame->form_token,
                           .measure = *measure,
                           .trades = crisis_trades_text(ctx, measure->trades),
                           .zone = crisis_zone_text(ctx, measure),
                           .services = crisis_services_text(ctx, measure->services)};
  row.past = measure->lifted || measure->until_on.number < today.number;
  row.running = !row.past && measure->from_on.number <= today.number;
  row.coming = !row.past && !row.running;
  if (!row.past) row.shops = measure_preview(ctx, measure).shops;
  return row;
}

static void draw_list(struct request *request, struct response *response, int status,
                      struct str refusal) {
  struct ctx *ctx = request->ctx;
  struct measures measures = measure_list(ctx);
  struct crisis_list_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_crisis_title),
      .rows = {arena_array(ctx->arena, struct crisis_row, measures.count), measures.count},
      .refusal = refusal,
      .restaurants = S("restaurant cafe bar pub fast_food nightclub")};
  struct day today = zone_day(ctx->zone, ctx->now);
  for (size_t i = 0; i < measures.count; i++)
    view.rows.items[i] = row_of(request, &view.frame, &measures.items[i], today);
  if (request->method == METHOD_GET) {
    const struct list_query *query = request_form(request);
    view.saved = str_equal(query->saved, S("mesure"));
    view.lifted = str_equal(query->saved, S("levee"));
  }
  struct html_out out = response_out(request, response, status);
  crisis_list_html(&out, &view);
}

static void show_list(struct request *request, struct response *response) {
  draw_list(request, response, 200, S(""));
}

/* From now on, vouchers and takeaway: what a crisis asks for most often. */
static void show_form(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct crisis_typed *asked = request_form(request);
  struct crisis_typed typed = {.name = asked->name,
                               .trades = asked->trades,
                               .towns = asked->towns,
                               .from = zone_day(ctx->zone, ctx->now),
                               .has_from = true,
                               .services = S("takeaway delivery collect"),
                               .vouchers = true};
  crisis_form_draw(request, response, 200, &typed, false);
}

static void draw_preview(struct request *request, struct response *response,
                         const struct crisis_typed *typed, const struct measure *measure,
                         const struct measure_preview *preview) {
  struct ctx *ctx = request->ctx;
  struct crisis_preview_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_crisis_preview),
      .typed = *typed,
      .trades = crisis_trades_text(ctx, measure->trades),
      .zone = crisis_zone_text(ctx, measure),
      .services = crisis_services_text(ctx, measure->services),
      .sentence = measure_sentence(ctx, measure, measure->services),
      .measure = *measure,
      .closes = measure_closes(measure),
      .preview = *preview};
  view.samples.items = view.preview.items;
  view.samples.count = view.preview.count;
  view.others = preview->shops - (int64_t)preview->count;
  struct html_out out = response_out(request, response, 200);
  crisis_preview_html(&out, &view);
}

static void preview(struct request *request, struct response *response) {
  const struct crisis_typed *typed = request_form(request);
  struct measure measure;
  struct measure_preview seen;
  if (str_equal(typed->go, S("edit")))
    crisis_form_draw(request, response, 200, typed, false);
  else if (judged(request, response, typed, &measure, &seen))
    draw_preview(request, response, typed, &measure, &seen);
}

/* The act, and its undo. */

struct acting {
  struct measure measure;
  struct measure_id id;
  int64_t shops;
  enum measure_result result;
};

static bool put_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->result = measure_put(ctx, &acting->measure, &acting->id);
  if (acting->result != MEASURE_OK) return false;
  audit_write(ctx, S("measure.put"), acting->id.value,
              str_format(ctx->arena, "%.*s: %lld", STR_ARG(acting->measure.name),
                         (long long)acting->shops));
  return true;
}

static void put(struct request *request, struct response *response) {
  const struct crisis_typed *typed = request_form(request);
  struct measure_preview seen;
  struct acting acting;
  if (!judged(request, response, typed, &acting.measure, &seen)) return;
  acting.shops = seen.shops;
  if (db_write(request->ctx, put_body, &acting)) {
    response_redirect(response, S("/bureau/mesures?saved=mesure"));
    return;
  }
  form_refuse(request, field_of(acting.result), measure_message(acting.result));
  crisis_form_draw(request, response, measure_status(acting.result), typed, true);
}

static bool lift_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->result = measure_lift(ctx, acting->id);
  if (acting->result != MEASURE_OK) return false;
  audit_write(ctx, S("measure.lift"), acting->id.value, acting->measure.name);
  return true;
}

static void lift(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct acting acting;
  if (!id_from_text(request_param(request, "id"), &acting.id.value) ||
      !measure_find(ctx, acting.id, &acting.measure)) {
    response_not_found(request, response);
    return;
  }
  if (db_write(ctx, lift_body, &acting))
    response_redirect(response, S("/bureau/mesures?saved=levee"));
  else
    draw_list(request, response, measure_status(acting.result),
              message_text(ctx->language, measure_message(acting.result)));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/mesures", show_list, WHO_AGENT, &list_query,
     .help = "Measures in force, coming and past."},
    {METHOD_GET, "/bureau/mesures/nouvelle", show_form, WHO_AGENT, &crisis_form,
     .help = "The crisis switch: trades, zone, days, what stays allowed."},
    {METHOD_POST, "/bureau/mesures/nouvelle", preview, WHO_AGENT, &crisis_form,
     .help = "Which shops a measure would touch; nothing is changed."},
    {METHOD_POST, "/bureau/mesures", put, WHO_AGENT, &crisis_form,
     .help = "Put the measure in force."},
    {METHOD_POST, "/bureau/mesures/{id}/lever", lift, WHO_AGENT,
     .help = "Take the measure back before its end."},
};
const struct route_table crisis_routes = {routes, sizeof routes / sizeof routes[0]};
