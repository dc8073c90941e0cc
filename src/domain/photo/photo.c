#include "domain/photo/photo.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "photo_sql.h"

enum { DIGEST_BYTES = 16 };

static struct str digest_text(struct ctx *ctx, const struct photos *made) {
  size_t large = 0;
  while (large < made->count && made->items[large].size != PHOTO_LARGE)
    large++;
  must(large < made->count);
  struct digest digest = digest_of(made->items[large].bytes);
  return hex_text(ctx->arena, digest.bytes, DIGEST_BYTES);
}

struct str photo_keep(struct ctx *ctx, const struct photos *made) {
  struct str digest = digest_text(ctx, made);
  for (size_t i = 0; i < made->count; i++) {
    const struct photo *one = &made->items[i];
    photo_insert(ctx, &(struct photo_insert_params){.digest = digest,
                                                    .size = one->size,
                                                    .width = one->width,
                                                    .height = one->height,
                                                    .bytes = one->bytes,
                                                    .now = ctx->now});
  }
  return digest;
}

void photo_drop(struct ctx *ctx, struct str digest) {
  if (digest.len > 0) photo_delete(ctx, digest);
}

void photo_drop_unused(struct ctx *ctx) {
  photo_delete_unused(ctx);
}

struct photos photo_find(struct ctx *ctx, struct str digest) {
  struct photos found = {.count = 0};
  if (digest.len == 0) return found;
  struct photo_list_rows rows = photo_list(ctx, digest);
  for (size_t i = 0; i < rows.count && i < PHOTO_SIZES; i++)
    found.items[found.count++] = (struct photo){.size = (enum photo_size)rows.items[i].size,
                                                .width = rows.items[i].width,
                                                .height = rows.items[i].height};
  return found;
}

bool photo_read(struct ctx *ctx, struct str digest, enum photo_size size, struct str *bytes) {
  struct photo_bytes_row row;
  if (!photo_bytes(ctx, digest, size, &row)) return false;
  *bytes = row.bytes;
  return true;
}

bool photo_public(struct ctx *ctx, struct str digest) {
  return digest.len > 0 && photo_shown(ctx, digest);
}

struct str photo_path(struct arena *arena, struct str digest, enum photo_size size) {
  static const char *const names[] = {"", "480.webp", "1600.webp", "960.webp", "lien.jpg"};
  return str_format(arena, "/photos/%.*s/%s", STR_ARG(digest), names[size]);
}
