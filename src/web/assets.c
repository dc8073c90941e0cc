/* Static files travel in the program; their answers are made once and shared by all requests. */
#include <stdio.h>
#include <stdlib.h>

#include "base/embedded.h"
#include "base/fault.h"
#include "web/server_in.h"

struct asset {
  struct str url;
  struct MHD_Response *plain, *gzip; /* gzip NULL: not worth it */
};

struct assets {
  struct asset *items; /* sorted by URL */
  size_t count;
};

/* What browsers and robots ask for under a fixed name; a service worker must lie at the root to
 * see the whole site. Everything else has its content's hash in its name and never changes. */
static const struct {
  struct str name, url;
} fixed[] = {{S("favicon.ico"), S("/favicon.ico")},
             {S("robots.txt"), S("/robots.txt")},
             {S("sw.js"), S("/sw.js")}};
enum { FIXED = sizeof fixed / sizeof *fixed };

static struct MHD_Response *asset_answer(const struct embedded_file *file, bool gzip,
                                         const char *cache_control) {
  char type[80];
  struct str bytes = gzip ? file->gzip : file->bytes;
  struct MHD_Response *answer = MHD_create_response_from_buffer(
      bytes.len, (void *)(uintptr_t)bytes.ptr, MHD_RESPMEM_PERSISTENT);
  must(answer != NULL && file->type.len < sizeof type);
  snprintf(type, sizeof type, "%.*s", STR_ARG(file->type));
  MHD_add_response_header(answer, "Content-Type", type);
  MHD_add_response_header(answer, "Cache-Control", cache_control);
  MHD_add_response_header(answer, "X-Content-Type-Options", "nosniff");
  if (gzip) MHD_add_response_header(answer, "Content-Encoding", "gzip");
  if (file->gzip.len > 0) MHD_add_response_header(answer, "Vary", "Accept-Encoding");
  return answer;
}

static void assets_add(struct assets *made, const struct embedded_file *file, struct str url,
                       const char *cache_control) {
  struct asset *asset = &made->items[made->count++];
  asset->url = url;
  asset->plain = asset_answer(file, false, cache_control);
  asset->gzip = file->gzip.len > 0 ? asset_answer(file, true, cache_control) : NULL;
}

static int by_url(const void *a, const void *b) {
  return str_compare(((const struct asset *)a)->url, ((const struct asset *)b)->url);
}

struct assets *assets_create(void) {
  struct assets *made = calloc(1, sizeof *made);
  must(made != NULL);
  made->items = calloc(assets.count + FIXED, sizeof *made->items);
  must(made->items != NULL);
  for (size_t i = 0; i < assets.count; i++) {
    const struct embedded_file *file = &assets.items[i];
    assets_add(made, file, file->url, "public, max-age=31536000, immutable");
    for (size_t j = 0; j < FIXED; j++) {
      if (!str_equal(file->name, fixed[j].name)) continue;
      assets_add(made, file, fixed[j].url, "public, max-age=3600");
    }
  }
  qsort(made->items, made->count, sizeof *made->items, by_url);
  return made;
}

void assets_destroy(struct assets *made) {
  for (size_t i = 0; i < made->count; i++) {
    MHD_destroy_response(made->items[i].plain);
    if (made->items[i].gzip) MHD_destroy_response(made->items[i].gzip);
  }
  free(made->items);
  free(made);
}

struct MHD_Response *assets_find(const struct assets *made, const struct incoming *in) {
  struct str query;
  struct asset wanted = {.url = str_cut(in->target, '?', &query)};
  const struct asset *found = NULL;
  if (made->count > 0) {
    found = bsearch(&wanted, made->items, made->count, sizeof *made->items, by_url);
  }
  if (!found) return NULL;
  bool gzip = str_find(incoming_header(in, "Accept-Encoding"), S("gzip")) >= 0;
  return gzip && found->gzip ? found->gzip : found->plain;
}
