#include "domain/witness/witness_pages.h"

#include "base/format.h"
#include "witness_page_html.h"

enum { SHOWN = 62, FED = 30 };

static void show(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct witness_page view = {.frame =
                                  page_frame_titled(request, SECTION_FIGURES, MSG_witness_title),
                              .heads = witness_list(ctx),
                              .host = request_origin(request)};
  view.frame.description = message_text(ctx->language, MSG_witness_lead);
  view.more = view.heads.count > SHOWN;
  if (view.more) view.heads.count = SHOWN;
  if (view.heads.count > 0) view.newest = view.heads.items[0];
  struct html_out out = response_out(request, response, 200);
  witness_page_html(&out, &view);
}

/* JSON: what `emplettes ledger verify --heads` reads. */

struct head_line {
  struct day day;
  int64_t number;
  struct str hash;
  struct instant published_at;
};
struct head_lines {
  struct head_line *items;
  size_t count;
};
struct heads_reply {
  struct str territory, hash;
  struct head_lines heads;
};

static const struct shape_field line_fields[] = {
    SHAPE_FIELD(struct head_line, day, DAY, "The day that ended, in the territory's zone"),
    SHAPE_FIELD(struct head_line, number, INT, "Of the last seal made before it ended"),
    SHAPE_FIELD(struct head_line, hash, TEXT, "Of that seal, hexadecimal"),
    SHAPE_FIELD(struct head_line, published_at, INSTANT, "When it was put here"),
};
static const struct shape line_shape = SHAPE("LedgerHead", struct head_line, line_fields);
static const struct shape_field heads_fields[] = {
    SHAPE_FIELD(struct heads_reply, territory, TEXT, "Whose books"),
    SHAPE_FIELD(struct heads_reply, hash, TEXT, "How heads are made"),
    SHAPE_PART(struct heads_reply, heads, LIST, &line_shape, "Newest first"),
};
static const struct shape heads_shape = SHAPE("LedgerHeads", struct heads_reply, heads_fields);

static void show_json(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct witness_heads list = witness_list(ctx);
  struct heads_reply reply = {
      .territory = request->territory->slug,
      .hash = S("BLAKE2b-256"),
      .heads = {arena_array(ctx->arena, struct head_line, list.count), list.count}};
  for (size_t i = 0; i < list.count; i++)
    reply.heads.items[i] = (struct head_line){list.items[i].on, list.items[i].number,
                                              list.items[i].hash, list.items[i].published_at};
  response_json(response, 200, &heads_shape, &reply);
}

/* Atom (RFC 4287). */

static void element(struct html_out *out, const char *name, struct str text) {
  buf_format(out->buf, "<%s>", name);
  html_put_str(out, text);
  buf_format(out->buf, "</%s>", name);
}

static void entry(struct request *request, struct html_out *out, struct str self,
                  const struct witness_head *head) {
  struct ctx *ctx = request->ctx;
  struct buf day = buf_in(ctx->arena);
  format_day(&day, ctx->language, head->on);
  struct str anchor = STR_CONCAT(ctx->arena, self, S("#"), day_iso(ctx->arena, head->on));
  buf_literal(out->buf, "<entry>");
  element(out, "id", anchor);
  element(out, "title",
          MESSAGE(ctx->arena, ctx->language, MSG_witness_entry, {"day", buf_str(&day)}));
  buf_format(out->buf, "<link href=\"%.*s\"/>",
             STR_ARG(site_address(request, ctx->language, S("/grand-livre/sceaux")).text));
  element(out, "updated", instant_iso(ctx->arena, head->published_at));
  element(out, "summary",
          str_format(ctx->arena, "%lld %.*s", (long long)head->number, STR_ARG(head->hash)));
  buf_literal(out->buf, "</entry>\n");
}

static void show_atom(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct witness_heads list = witness_list(ctx);
  struct buf buf = buf_in(ctx->arena);
  struct html_out out = {&buf, ctx->language, ctx->zone};
  struct str self = site_address(request, ctx->language, S("/grand-livre/sceaux.atom")).text;
  buf_format(&buf,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%.*s\">",
             STR_ARG(language_code(ctx->language)));
  element(&out, "id", self);
  element(&out, "title",
          MESSAGE(ctx->arena, ctx->language, MSG_witness_feed,
                  {"territory", request->territory->name}));
  element(&out, "updated",
          instant_iso(ctx->arena, list.count > 0 ? list.items[0].published_at : ctx->now));
  buf_literal(&buf, "<author>");
  element(&out, "name", request->territory->name);
  buf_format(&buf, "</author><link rel=\"self\" type=\"application/atom+xml\" href=\"%.*s\"/>\n",
             STR_ARG(self));
  for (size_t i = 0; i < list.count && i < FED; i++)
    entry(request, &out, self, &list.items[i]);
  buf_literal(&buf, "</feed>\n");
  response_bytes(response, S("application/atom+xml; charset=utf-8"), buf_str(&buf), S(""));
}

static const struct route routes[] = {
    {METHOD_GET, "/grand-livre/sceaux", show, WHO_ANYONE, .cached = true,
     .help = "The head of the chain of seals at the end of each day."},
    {METHOD_GET, "/grand-livre/sceaux.json", show_json, WHO_ANYONE, .cached = true,
     .help = "The same for `emplettes ledger verify --heads`."},
    {METHOD_GET, "/grand-livre/sceaux.atom", show_atom, WHO_ANYONE, .cached = true,
     .help = "The last 30 as an Atom feed: who subscribes keeps them."},
};
const struct route_table witness_routes = {routes, sizeof routes / sizeof routes[0]};
