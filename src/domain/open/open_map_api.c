/* The map for scripts: the ground, and marks for what is on the screen. */
#include "domain/open/open.h"
#include "domain/search/search_form.h"

static const struct shape_field cluster_fields[] = {
    SHAPE_FIELD(struct map_mark, latitude, REAL, "The middle of its shops, WGS 84."),
    SHAPE_FIELD(struct map_mark, longitude, REAL, "WGS 84."),
    SHAPE_FIELD(struct map_mark, shops, INT, "How many they are."),
};
static const struct shape cluster_shape = SHAPE("MapCluster", struct map_mark, cluster_fields);

static const struct shape_field shop_fields[] = {
    SHAPE_FIELD(struct map_mark, latitude, REAL, "WGS 84."),
    SHAPE_FIELD(struct map_mark, longitude, REAL, "WGS 84."),
    SHAPE_FIELD(struct map_mark, slug, TEXT, "Its name in addresses."),
    SHAPE_FIELD(struct map_mark, name, TEXT, "Its name."),
    SHAPE_FIELD(struct map_mark, trade_name, TEXT, "The trade in the reader's language."),
    SHAPE_FIELD(struct map_mark, town, TEXT, "Commune."),
};
static const struct shape shop_shape = SHAPE("MapShop", struct map_mark, shop_fields);

static const struct shape_field answer_fields[] = {
    SHAPE_PART(struct map_answer, clusters, LIST, &cluster_shape,
               "Several shops too close to each other for a mark of their own."),
    SHAPE_PART(struct map_answer, shops, LIST, &shop_shape, "Shops with a mark of their own."),
    SHAPE_FIELD(struct map_answer, total, INT, "Shops in all marks."),
    SHAPE_FIELD(struct map_answer, complete, BOOL,
                "False: more than 4,096 shops match; these are the first ones of the list."),
};
static const struct shape answer_shape = SHAPE("Map", struct map_answer, answer_fields);

static void marks(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search_query query = search_query_of(ctx, request_form(request));
  int64_t zoom;
  if (!str_to_int(request_param(request, "zoom"), &zoom) || zoom < 0 || zoom > MAP_ZOOM_MAX) {
    response_not_found(request, response);
    return;
  }
  struct box box = open_map_box(ctx, &query);
  struct map_answer answer = open_map_answer(ctx, &query, &box, (int)zoom);
  response_json(response, 200, &answer_shape, &answer);
}

/* An empty collection where a territory has none: maps then show points on paper. */
static void ground(struct request *request, struct response *response) {
  struct ground_file file = {.geojson = S("{\"type\":\"FeatureCollection\",\"features\":[]}")};
  ground_find(request->ctx, &file);
  response_bytes(response, S("application/geo+json"), file.geojson, S(""));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/api/v1/map/{zoom}",
     .handle = marks,
     .who = WHO_ANYONE,
     .form = &search_form,
     .cached = true,
     .reply = &answer_shape,
     .help = "Shops of a box as marks for a map of that zoom (0 to 19), gathered where close."},
    {.method = METHOD_GET,
     .path = "/api/v1/ground",
     .handle = ground,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "The ground of the territory's map: contours or streets as GeoJSON."},
};
const struct route_table open_map_api_routes = {routes, sizeof routes / sizeof *routes};
