/* The photo of a shop: sent by its keeper, shown at once; taken away by the keeper, or by an agent
 * with a reason that the keeper hears. */
#include "db/db.h"
#include "domain/moderation/moderation.h"
#include "domain/myshop/myshop_pages.h"
#include "domain/person/audit.h"
#include "myshop_photo_html.h"

struct photo_typed {
  struct str text;
};
static const struct field photo_fields[] = {
    FIELD(struct photo_typed, text, TEXT, .max = PHOTO_TEXT_MAX, .help = "What is on it"),
};
static const struct form photo_form = FORM("ShopPhoto", struct photo_typed, photo_fields);

struct removal_typed {
  struct str reason;
};
static const struct field removal_fields[] = {
    FIELD(struct removal_typed, reason, LONGTEXT, .max = 1000,
          .help = "Why, for the shopkeeper: asked of agents"),
};
static const struct form removal_form = FORM("PhotoRemoval", struct removal_typed, removal_fields);

static bool judging(const struct request *request, const struct shop *shop) {
  const struct session_view *session = request->session;
  return session->agent && !(session->shopkeeper && shop->merchant_id.value == session->merchant);
}

static void draw(struct request *request, struct response *response, int status,
                 const struct shop *shop, struct str text, struct str reason) {
  struct myshop_photo_page view = {.frame = page_frame_of(request, SECTION_STATEMENT, shop->name),
                                   .shop = *shop,
                                   .judging = judging(request, shop),
                                   .file = {"photo", S(""), shop_problem(request, "photo")},
                                   .text = {"text", text, shop_problem(request, "text")},
                                   .reason = {"reason", reason, shop_problem(request, "reason")}};
  view.top = myshop_top_of(request, &view.frame, shop);
  view.top.photo = true;
  view.top.refused = status != 200;
  view.has_photo =
      photo_view_of(request->ctx, shop->photo, shop->photo_text, shop->name, &view.photo);
  struct html_out out = response_out(request, response, status);
  myshop_photo_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct shop shop;
  if (myshop_find(request, response, &shop))
    draw(request, response, 200, &shop, shop.photo_text, S(""));
}

struct changing {
  struct shop shop;
  const struct photos *made; /* NULL: the one it has, or none */
  struct str digest, text, reason, email;
};

static void saved(struct request *request, struct response *response, const struct shop *shop) {
  response_redirect(response, str_format(request->ctx->arena, "/mon-commerce/%.*s/photo?saved=oui",
                                         STR_ARG(shop->slug)));
}

static bool save_body(struct ctx *ctx, void *arg) {
  const struct changing *changing = arg;
  struct str digest = changing->digest;
  if (changing->made) digest = photo_keep(ctx, changing->made);
  shop_set_photo(ctx, &changing->shop, digest, changing->text);
  audit_write(ctx, S("shop.photo"), changing->shop.id.value, changing->shop.name);
  return true;
}

/* A picture that came is kept before its words are asked again: a file cannot be shown as typed. */
static void save(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct photo_typed *typed = request_form(request);
  struct changing changing = {.text = typed->text};
  struct photos made;
  if (!myshop_find(request, response, &changing.shop)) return;
  changing.digest = changing.shop.photo;
  enum photo_taken taken = photo_take(request, "photo", &made);
  if (taken == PHOTO_TAKEN) changing.made = &made;
  if (taken == PHOTO_NONE && changing.digest.len == 0)
    form_refuse(request, "photo", MSG_photo_missing);
  if (typed->text.len == 0) form_refuse(request, "text", MSG_photo_text_missing);
  if (taken == PHOTO_TAKEN || form_ok(request)) db_write(ctx, save_body, &changing);
  if (form_ok(request)) {
    saved(request, response, &changing.shop);
    return;
  }
  shop_find(ctx, changing.shop.id, &changing.shop);
  draw(request, response, 422, &changing.shop, typed->text, S(""));
}

/* Taking it away. */

static bool remove_body(struct ctx *ctx, void *arg) {
  const struct changing *changing = arg;
  const struct shop *shop = &changing->shop;
  shop_set_photo(ctx, shop, S(""), S(""));
  audit_write(ctx, S("shop.photo.remove"), shop->id.value,
              str_format(ctx->arena, "%.*s %.*s", STR_ARG(shop->name), STR_ARG(changing->reason)));
  if (changing->reason.len == 0) return true;
  struct moderation one = {.kind = CASE_PHOTO,
                           .shop = shop->id,
                           .field = S("photo"),
                           .old_value = shop->photo_text,
                           .name = shop->name,
                           .email = changing->email,
                           .language = ctx->language};
  return moderation_decide(ctx, moderation_add(ctx, &one), CASE_REFUSED, changing->reason) ==
         MODERATION_OK;
}

static void take_away(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct removal_typed *typed = request_form(request);
  struct changing changing = {.reason = typed->reason};
  struct merchant merchant;
  if (!myshop_find(request, response, &changing.shop)) return;
  if (!judging(request, &changing.shop))
    changing.reason = S("");
  else if (typed->reason.len == 0)
    form_refuse(request, "reason", MSG_moderation_no_reason);
  if (!form_ok(request)) {
    draw(request, response, 422, &changing.shop, changing.shop.photo_text, typed->reason);
    return;
  }
  if (merchant_find(ctx, changing.shop.merchant_id, &merchant)) changing.email = merchant.email;
  if (changing.shop.photo.len > 0) db_write(ctx, remove_body, &changing);
  saved(request, response, &changing.shop);
}

static const struct route routes[] = {
    {METHOD_GET, "/mon-commerce/{slug}/photo", show, WHO_SIGNED_IN, .help = "A shop's photo."},
    {METHOD_POST, "/mon-commerce/{slug}/photo", save, WHO_SIGNED_IN, &photo_form,
     .rate = RATE_WRITE, .upload = true, .body_limit = PHOTO_FORM_BYTES,
     .help = "A new photo, or other words for it; shown at once."},
    {METHOD_POST, "/mon-commerce/{slug}/photo/retirer", take_away, WHO_SIGNED_IN, &removal_form,
     .help = "Take the photo away; an agent says why."},
};
const struct route_table myshop_photo_routes = {routes, sizeof routes / sizeof routes[0]};
