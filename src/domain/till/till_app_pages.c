#include "domain/till/till_app_pages.h"

#include "assets.h"
#include "domain/till/till_title.h"
#include "till_shell_html.h"
#include "web/json_pen.h"

/* What the script says beside the titles and sentences of refusals: its name there, the message. */
#define TILL_WORDS(X)                                                                              \
  X(balance, till_balance)                                                                         \
  X(at_most, till_app_at_most)                                                                     \
  X(until, till_app_until)                                                                         \
  X(take, till_app_take)                                                                           \
  X(take_what, till_take_amount)                                                                   \
  X(amount_problem, till_app_amount_problem)                                                       \
  X(taken, till_title_voucher_ok)                                                                  \
  X(of_voucher, till_of_voucher)                                                                   \
  X(left, till_app_left)                                                                           \
  X(spent, till_spent)                                                                             \
  X(refused_title, till_app_refused)                                                               \
  X(unsure_title, till_app_unsure)                                                                 \
  X(unsure_text, till_app_unsure_text)                                                             \
  X(offline, till_app_offline)                                                                     \
  X(offline_taken, till_app_offline_taken)                                                         \
  X(offline_taken_text, till_app_offline_taken_text)                                               \
  X(offline_impossible, till_app_offline_impossible)                                               \
  X(extended, till_app_extended)                                                                   \
  X(extended_text, till_app_extended_text)                                                         \
  X(test, till_app_test)                                                                           \
  X(test_title, till_app_test_title)                                                               \
  X(test_text, till_app_test_text)                                                                 \
  X(banner_no_device, till_app_banner_no_device)                                                   \
  X(banner_switched_off, till_app_banner_switched_off)                                             \
  X(banner_limits, till_app_banner_limits)                                                         \
  X(waiting_one, till_app_waiting_one)                                                             \
  X(waiting_many, till_app_waiting_many)                                                           \
  X(sending, till_app_sending)                                                                     \
  X(refused_one, till_app_refused_one)                                                             \
  X(refused_many, till_app_refused_many)                                                           \
  X(revoked, till_app_revoked)                                                                     \
  X(revoked_text, till_app_revoked_text)                                                           \
  X(here_wrong_signature, voucher_wrong_signature)                                                 \
  X(here_unknown_key, till_app_unknown_key)                                                        \
  X(here_other_shop, till_other_shop)                                                              \
  X(here_other_territory, voucher_other_territory)                                                 \
  X(of_neighbour, till_of_neighbour)                                                               \
  X(here_neighbour_not_yet, voucher_neighbour_not_yet)                                             \
  X(here_neighbour_no_longer, voucher_neighbour_no_longer)                                         \
  X(here_not_yet_valid, voucher_not_yet_valid)                                                     \
  X(here_expired, voucher_expired)                                                                 \
  X(here_voucher_ceiling, till_app_voucher_ceiling)                                                \
  X(here_day_ceiling, till_app_day_ceiling)                                                        \
  X(here_no_device, till_app_no_device)                                                            \
  X(here_switched_off, till_app_banner_switched_off)                                               \
  X(here_needs_qr, till_app_needs_qr)                                                              \
  X(here_no_code, voucher_no_code)                                                                 \
  X(here_keeps_nothing, till_app_keeps_nothing)                                                    \
  X(not_kept_title, till_app_not_kept)                                                             \
  X(not_kept_text, till_app_not_kept_text)

static const struct {
  const char *name;
  enum message message;
} script_words[] = {
#define X(name, message) {#name, MSG_##message},
    TILL_WORDS(X)
#undef X
};

static const enum voucher_result results[] = {
#define X(name, status, message) VOUCHER_##name,
    VOUCHER_RESULTS(X)
#undef X
};

enum {
  SCRIPT_WORDS = sizeof script_words / sizeof *script_words,
  TITLES = sizeof results / sizeof *results
};

/* With every placeholder left as it is. */
static struct str raw(struct ctx *ctx, enum message message) {
  return MESSAGE(ctx->arena, ctx->language, message, {"amount", S("{amount}")}, {"sum", S("{sum}")},
                 {"number", S("{number}")}, {"voucher", S("{voucher}")}, {"day", S("{day}")},
                 {"left", S("{left}")}, {"from", S("{from}")}, {"until", S("{until}")},
                 {"later", S("{later}")}, {"code", S("{code}")}, {"territory", S("{territory}")});
}

struct till_app till_app_of(struct request *request, const struct page_frame *frame) {
  struct ctx *ctx = request->ctx;
  struct till_app app = {.root = frame->root};
  struct till_word *word = arena_array(ctx->arena, struct till_word, SCRIPT_WORDS + TITLES);
  app.words = (struct till_words){word, SCRIPT_WORDS + TITLES};
  for (size_t i = 0; i < SCRIPT_WORDS; i++)
    *word++ = (struct till_word){str_from(script_words[i].name), raw(ctx, script_words[i].message)};
  for (size_t i = 0; i < TITLES; i++)
    *word++ =
        (struct till_word){str_from(voucher_refusal(results[i])), raw(ctx, till_title(results[i]))};
  return app;
}

/* The same for everybody, so that a device may keep it. */
static void show_shell(struct request *request, struct response *response) {
  struct till_desk nobody = {0};
  struct till_shell_page page = {.frame = till_frame_of(request, &nobody, MSG_till_title)};
  page.app = till_app_of(request, &page.frame);
  struct html_out out = response_out(request, response, 200);
  till_shell_html(&out, &page);
}

static void write_icon(struct json_pen *pen, const char *src, const char *sizes, const char *use) {
  json_pen_open(pen, NULL, '{');
  json_pen_text(pen, "src", str_from(src));
  json_pen_text(pen, "sizes", str_from(sizes));
  json_pen_text(pen, "type", S("image/png"));
  json_pen_text(pen, "purpose", str_from(use));
  json_pen_close(pen, '}');
}

/* https://www.w3.org/TR/appmanifest/ */
static void get_manifest(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct buf out = buf_in(ctx->arena);
  struct json_pen pen = json_pen_on(&out);
  struct str start = site_path(request, S("/caisse")).text;
  struct str title = message_text(ctx->language, MSG_till_title);
  json_pen_open(&pen, NULL, '{');
  json_pen_text(
      &pen, "name",
      str_format(ctx->arena, "%.*s · %.*s", STR_ARG(title), STR_ARG(request->territory->name)));
  json_pen_text(&pen, "short_name", title);
  json_pen_text(&pen, "lang", language_code(ctx->language));
  json_pen_text(&pen, "start_url", start);
  json_pen_text(&pen, "scope", start);
  json_pen_text(&pen, "display", S("standalone"));
  json_pen_text(&pen, "background_color", S("#faf7f1"));
  json_pen_text(&pen, "theme_color", request->territory->accent);
  json_pen_open(&pen, "icons", '[');
  write_icon(&pen, ASSET_images_till_192_png, "192x192", "any");
  write_icon(&pen, ASSET_images_till_512_png, "512x512", "any");
  write_icon(&pen, ASSET_images_till_512_png, "512x512", "maskable");
  json_pen_close(&pen, ']');
  json_pen_close(&pen, '}');
  response_bytes(response, S("application/manifest+json"), buf_str(&out), S(""));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/caisse/sans-reseau",
     .handle = show_shell,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "The till's page without anybody's data, which a device keeps."},
    {.method = METHOD_GET,
     .path = "/caisse/caisse.webmanifest",
     .handle = get_manifest,
     .who = WHO_ANYONE,
     .help = "Lets a device install the till."},
};
const struct route_table till_app_routes = {routes, sizeof routes / sizeof routes[0]};
