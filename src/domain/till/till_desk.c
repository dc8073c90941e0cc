#include "domain/till/till_desk.h"

#include "db/db.h"

static void choose(struct till_desk *desk, const struct shop *shop) {
  desk->shop_id = shop->id;
  desk->slug = shop->slug;
  desk->name = shop->name;
}

static void list_shops(struct request *request, const struct shop *own, struct str wanted,
                       struct till_desk *desk) {
  struct ctx *ctx = request->ctx;
  struct shops shops = shop_list_by_merchant(ctx, own->merchant_id);
  for (size_t i = 0; i < shops.count; i++)
    if (str_equal(shops.items[i].slug, wanted)) choose(desk, &shops.items[i]);
  if (shops.count < 2) return;
  desk->shops.items = arena_array(ctx->arena, struct till_shop, shops.count);
  for (size_t i = 0; i < shops.count; i++)
    desk->shops.items[desk->shops.count++] =
        (struct till_shop){shops.items[i].slug, shops.items[i].name, shops.items[i].street,
                           shops.items[i].id.value == desk->shop_id.value};
}

bool till_desk_find(struct request *request, struct str wanted, struct till_desk *desk) {
  struct shop own;
  const struct session_view *session = request->session;
  if (!shop_find(request->ctx, (struct shop_id){session->shop}, &own)) return false;
  *desk = (struct till_desk){.keeper = session->person_name, .device = session->till != 0};
  choose(desk, &own);
  if (!desk->device) list_shops(request, &own, wanted, desk);
  return true;
}

/* That the device has a shop was seen when its token was read. */
bool till_shop_find(struct request *request, struct str wanted, struct shop_id *shop) {
  struct till_desk desk;
  *shop = (struct shop_id){request->session->shop};
  if (request->session->till != 0) return true;
  if (!till_desk_find(request, wanted, &desk)) return false;
  *shop = desk.shop_id;
  return true;
}

struct page_frame till_frame_of(struct request *request, struct till_desk *desk,
                                enum message title) {
  struct page_frame frame = page_frame_titled(request, SECTION_NONE, title);
  frame.main_class = S("wrap till");
  frame.bare = true;
  frame.indexed = false;
  frame.manifest = site_path(request, S("/caisse/caisse.webmanifest"));
  desk->root = frame.root;
  return frame;
}

struct voucher_scan till_scan(struct request *request, struct shop_id shop, struct str code) {
  return (struct voucher_scan){.code = code,
                               .shop_id = shop,
                               .till_id = {request->session->till},
                               .revoked = request->session->till_revoked};
}

static bool touch_body(struct ctx *ctx, void *arg) {
  const struct session_view *session = arg;
  bearer_touch(ctx, (struct till_id){session->till});
  return true;
}

void till_touch(struct request *request) {
  const struct session_view *session = request->session;
  struct till_id till = {session->till};
  if (till.value == 0 || session->till_revoked || !bearer_is_stale(request->ctx, till)) return;
  db_write(request->ctx, touch_body, (void *)(uintptr_t)session);
}
