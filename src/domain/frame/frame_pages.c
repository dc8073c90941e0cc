#include "domain/frame/frame.h"

#include "base/crypto.h"
#include "domain/frame/leaving_page.h"
#include "domain/frame/refusal_page.h"
#include "leaving_page_html.h"
#include "refusal_page_html.h"

static struct str language_name(enum language language) {
  switch (language) {
  case LANGUAGE_FR:
    return S("Français");
  case LANGUAGE_DE:
    return S("Deutsch");
  default:
    return S("English");
  }
}

static struct str language_label(enum language language) {
  switch (language) {
  case LANGUAGE_FR:
    return S("FR");
  case LANGUAGE_DE:
    return S("DE");
  default:
    return S("EN");
  }
}

/* This page with its query, as a reader of that language finds it. */
static struct url page_in(struct request *request, enum language language) {
  struct ctx *ctx = request->ctx;
  enum language reader = ctx->language;
  struct str query = request->query;
  ctx->language = language;
  struct url page = site_path(request, request->path);
  ctx->language = reader;
  /* A form that was sent has no address to come back to. */
  if (query.len == 0 || request->method != METHOD_GET) return page;
  return (struct url){STR_CONCAT(ctx->arena, page.text, S("?"), query)};
}

static void add_languages(struct request *request, struct page_frame *frame) {
  struct page_languages *list = &frame->languages;
  for (int i = 0; i < LANGUAGE_COUNT; i++) {
    enum language language = (enum language)i;
    if (!request->territory->languages.has[language]) continue;
    list->items[list->count++] =
        (struct page_language){.code = language_code(language),
                               .name = language_name(language),
                               .label = language_label(language),
                               .href = page_in(request, language),
                               .current = language == request->ctx->language};
  }
  if (list->count < 2) list->count = 0;
}

void page_frame_at(struct request *request, struct page_frame *frame, struct str path) {
  const struct territory_view *territory = request->territory;
  frame->canonical = site_address(request, request->ctx->language, path);
  frame->standard = site_address(request, territory->default_language, path);
  size_t at = 0;
  for (int i = 0; i < LANGUAGE_COUNT && frame->languages.count > 0; i++)
    if (territory->languages.has[i])
      frame->languages.items[at++].whole = site_address(request, (enum language)i, path);
}

static void add_entry(struct request *request, struct page_frame *frame, bool current,
                      struct str path, enum message label) {
  frame->menu.items[frame->menu.count++] =
      (struct page_entry){site_path(request, path), label, current};
}

static void add_menu(struct request *request, struct page_frame *frame, enum page_section section) {
  const struct session_view *session = request->session;
  add_entry(request, frame, section == SECTION_SHOPS, S("/commerces"), MSG_frame_shops_menu);
  add_entry(request, frame, section == SECTION_MAP, S("/carte"), MSG_frame_map);
  add_entry(request, frame, section == SECTION_FIGURES, S("/chiffres"), MSG_frame_figures);
  if (session->shopkeeper)
    add_entry(request, frame, section == SECTION_STATEMENT, S("/releve"), MSG_frame_my_shop);
  if (session->agent || session->accountant)
    add_entry(request, frame, section == SECTION_DESK, S("/bureau"), MSG_frame_desk);
  if (session->person.value == 0)
    add_entry(request, frame, section == SECTION_SIGN_IN, S("/connexion"), MSG_frame_sign_in);
}

struct page_frame page_frame_of(struct request *request, enum page_section section,
                                struct str title) {
  const struct territory_view *territory = request->territory;
  struct url home = site_path(request, S("/"));
  struct page_frame frame = {.language = language_code(request->ctx->language),
                             .title = title,
                             .territory = territory->name,
                             .accent = str_skip(territory->accent, 1),
                             .main_class = S("wrap"),
                             .home = home,
                             .root = home.text.len > 1 ? home : (struct url){S("")},
                             .demonstration = territory->demonstration,
                             .indexed = request->session->person.value == 0,
                             .signed_in = request->session->person.value != 0,
                             .own = section == SECTION_LOGIN,
                             .till = request->session->person.value == 0 ||
                                     request->session->shopkeeper,
                             .person = request->session->person_name,
                             .form_token = request->form_token};
  add_languages(request, &frame);
  add_menu(request, &frame, section);
  page_frame_at(request, &frame, request->path);
  return frame;
}

struct page_frame page_frame_titled(struct request *request, enum page_section section,
                                    enum message title) {
  return page_frame_of(request, section, message_text(request->ctx->language, title));
}

void frame_refusal(struct request *request, struct response *response, int status,
                   enum message title, struct str detail) {
  struct page_frame frame = page_frame_titled(request, SECTION_NONE, title);
  frame.indexed = false;
  struct refusal_page view = {.frame = frame,
                              .title = frame.title,
                              .detail = detail,
                              .missing = status == 404 || status == 410,
                              .busy = status == 429 || status == 503,
                              .locked = status == 401 || status == 403,
                              .again = page_in(request, request->ctx->language),
                              .back = site_path(request, S("/commerces"))};
  struct html_out out = response_out(request, response, status);
  refusal_page_html(&out, &view);
}

static struct str site_of(struct str address) {
  struct str rest, site;
  str_cut(address, ':', &rest);
  site = str_cut(str_skip(rest, 2), '/', &rest);
  return str_cut(site, '?', &rest);
}

void frame_leave(struct request *request, struct response *response, struct str address) {
  struct leaving_page view = {.frame = page_frame_titled(request, SECTION_NONE, MSG_frame_leaving),
                              .away = url_of(address),
                              .site = site_of(address)};
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, 200);
  response_header(response, "Cache-Control", S("no-store"));
  response_header(response, "Refresh",
                  STR_CONCAT(request->ctx->arena, S("0; url="), view.away.text));
  leaving_page_html(&out, &view);
}

static void theme(struct request *request, struct response *response) {
  struct str accent = request_param(request, "accent");
  unsigned char rgb[3];
  if (accent.len != 6 || !hex_bytes(accent, rgb, sizeof rgb)) {
    response_not_found(request, response);
    return;
  }
  response_header(response, "Cache-Control", S("public, max-age=31536000, immutable"));
  response_bytes(response, S("text/css; charset=utf-8"),
                 str_format(request->ctx->arena, ":root{--accent:#%.*s}", STR_ARG(accent)), S(""));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/theme/{accent}",
     .handle = theme,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "A territory's colour as a stylesheet."},
};

const struct route_table frame_routes = {routes, sizeof routes / sizeof *routes};
