#include "domain/photo/photo_pages.h"

#include "paper/picture.h"

bool photo_view_of(struct ctx *ctx, struct str digest, struct str text, struct str name,
                   struct photo_view *view) {
  struct photos found = photo_find(ctx, digest);
  struct photo by_size[PHOTO_SIZES + 1] = {0};
  for (size_t i = 0; i < found.count; i++)
    by_size[found.items[i].size] = found.items[i];
  if (by_size[PHOTO_LARGE].width == 0) return false;
  int64_t small = by_size[PHOTO_SMALL].width, middle = by_size[PHOTO_MIDDLE].width;
  int64_t large = by_size[PHOTO_LARGE].width;
  *view = (struct photo_view){.small = {photo_path(ctx->arena, digest, PHOTO_SMALL)},
                              .middle = {photo_path(ctx->arena, digest, PHOTO_MIDDLE)},
                              .large = {photo_path(ctx->arena, digest, PHOTO_LARGE)},
                              .small_width = small,
                              .middle_width = middle > small ? middle : 0,
                              .large_width = large > middle ? large : 0,
                              .width = large,
                              .height = by_size[PHOTO_LARGE].height,
                              .text = text.len > 0 ? text : name};
  return true;
}

enum photo_taken photo_take(struct request *request, const char *field, struct photos *made) {
  struct upload upload;
  struct pictures pictures;
  if (!request_upload(request, field, &upload) || upload.bytes.len == 0) return PHOTO_NONE;
  enum picture_result result = picture_make(request->ctx->arena, upload.bytes, &pictures);
  if (result != PICTURE_OK) {
    form_refuse(request, field, picture_message(result));
    return PHOTO_REFUSED;
  }
  made->count = pictures.count;
  for (size_t i = 0; i < pictures.count; i++) {
    const struct picture *one = &pictures.items[i];
    made->items[i] =
        (struct photo){(enum photo_size)one->size, one->width, one->height, one->bytes};
  }
  return PHOTO_TAKEN;
}

/* Showing. */

static const struct {
  const char *name;
  enum photo_size size;
  struct str type;
} files[] = {{"480.webp", PHOTO_SMALL, S("image/webp")},
             {"960.webp", PHOTO_MIDDLE, S("image/webp")},
             {"1600.webp", PHOTO_LARGE, S("image/webp")},
             {"lien.jpg", PHOTO_LINK, S("image/jpeg")}};

/* Its digest is its tag: under this address there will never be other bytes. */
static void answer(struct request *request, struct response *response, struct str digest,
                   size_t file) {
  struct arena *arena = request->ctx->arena;
  struct str bytes, tag = str_format(arena, "\"%.*s-%s\"", STR_ARG(digest), files[file].name);
  bool unchanged = response_unchanged(request, response, tag);
  if (!unchanged && !photo_read(request->ctx, digest, files[file].size, &bytes)) {
    response_not_found(request, response);
    return;
  }
  response_header(response, "Cache-Control", S("public, max-age=31536000, immutable"));
  if (!unchanged) response_bytes(response, files[file].type, bytes, S(""));
}

static void photo_file(struct request *request, struct response *response) {
  struct str digest = request_param(request, "digest"), name = request_param(request, "name");
  size_t file = 0;
  while (file < sizeof files / sizeof *files && !str_equal(name, str_from(files[file].name)))
    file++;
  if (file == sizeof files / sizeof *files || !photo_public(request->ctx, digest))
    response_not_found(request, response);
  else
    answer(request, response, digest, file);
}

void photo_answer_private(struct request *request, struct response *response, struct str digest) {
  struct str bytes;
  response_header(response, "Cache-Control", S("no-store"));
  if (photo_read(request->ctx, digest, PHOTO_MIDDLE, &bytes))
    response_bytes(response, S("image/webp"), bytes, S(""));
  else
    response_not_found(request, response);
}

static const struct route routes[] = {
    {METHOD_GET, "/photos/{digest}/{name}", photo_file, WHO_ANYONE,
     .help = "A shop's photo in one of its sizes; the address never changes its bytes."},
};
const struct route_table photo_routes = {routes, sizeof routes / sizeof routes[0]};
