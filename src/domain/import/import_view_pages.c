#include "domain/import/import_view.h"

/* Sources are named by people: only an address of the web becomes a link. */
static struct url link_of(struct str address) {
  return str_starts(address, S("https://")) || str_starts(address, S("http://"))
             ? (struct url){address}
             : (struct url){S("")};
}

struct import_origin_views import_view_of_shop(struct ctx *ctx, struct shop_id shop) {
  struct import_origins origins = import_origins_of(ctx, shop);
  struct import_origin_views views = {
      arena_array(ctx->arena, struct import_origin_view, origins.count), 0};
  for (size_t i = 0; i < origins.count; i++) {
    const struct import_origin *origin = &origins.items[i];
    if (origin->missing) continue;
    struct import_origin_view *view = &views.items[views.count++];
    bool osm = str_equal(origin->source, S("osm"));
    *view = (struct import_origin_view){.title = origin->title,
                                        .licence = origin->licence,
                                        .attribution = origin->attribution,
                                        .url = link_of(origin->url),
                                        .on = origin->on,
                                        .mendable = osm};
    view->linked = view->url.text.len > 0;
    if (osm)
      view->mend.text =
          str_format(ctx->arena, "https://www.openstreetmap.org/%.*s", STR_ARG(origin->source_id));
  }
  return views;
}

struct import_origin_views import_view_of_all(struct ctx *ctx) {
  struct import_sources sources = import_source_list(ctx);
  struct import_origin_views views = {
      arena_array(ctx->arena, struct import_origin_view, sources.count), sources.count};
  for (size_t i = 0; i < sources.count; i++) {
    const struct import_source *source = &sources.items[i];
    struct url url = link_of(source->url);
    views.items[i] = (struct import_origin_view){.title = source->title,
                                                 .licence = source->licence,
                                                 .attribution = source->attribution,
                                                 .url = url,
                                                 .linked = url.text.len > 0,
                                                 .on = source->extract_on,
                                                 .shops = source->shops};
  }
  return views;
}
