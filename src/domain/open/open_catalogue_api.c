/* The catalogue of the territory's open data, after DCAT-AP 3: as Turtle and as JSON-LD, from one
 * table. Harvesters look for it at /.well-known/dcat-ap and follow its distributions. */
#include "domain/open/open.h"

struct distribution {
  const char *path, *title, *media_type, *format; /* format: of the EU's authority list */
};

static const struct distribution shop_files[] = {
    {"/api/v1/shops.geojson", "GeoJSON", "application/geo+json", "GEOJSON"},
    {"/api/v1/shops.csv", "CSV", "text/csv", "CSV"},
    {"/api/v1/shops.xlsx", "XLSX",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"},
    {"/api/v1/shops.kml", "KML", "application/vnd.google-earth.kml+xml", "KML"},
    {"/api/v1/shops.jsonld", "JSON-LD", "application/ld+json", "JSON_LD"},
    {"/api/v1/shops.ics", "iCalendar", "text/calendar", "ICS"},
};
static const struct distribution figure_files[] = {
    {"/api/v1/rankings", "JSON", "application/json", "JSON"},
};

struct dataset {
  const char *name;
  enum message title, what;
  const struct distribution *files;
  size_t count;
};
static const struct dataset datasets[] = {
    {"commerces", MSG_open_dataset_shops, MSG_open_dataset_shops_what, shop_files,
     sizeof shop_files / sizeof *shop_files},
    {"chiffres", MSG_open_dataset_figures, MSG_open_dataset_figures_what, figure_files,
     sizeof figure_files / sizeof *figure_files},
};
enum { DATASETS = sizeof datasets / sizeof *datasets };

#define AUTHORITY "http://publications.europa.eu/resource/authority/"

struct catalogue {
  struct request *request;
  struct arena *arena;
  struct str origin, title, what;
  struct open_sources sources;
  struct instant changed_at;
  bool has_box;
  struct box box;
};

static struct str address(const struct catalogue *catalogue, const char *path) {
  return str_format(catalogue->arena, "%.*s%s", STR_ARG(catalogue->origin), path);
}

static struct str title_of(const struct catalogue *catalogue, enum message message) {
  enum language language = catalogue->request->ctx->language;
  return MESSAGE(catalogue->arena, language, message,
                 {"territory", catalogue->request->territory->name});
}

static struct catalogue catalogue_of(struct request *request) {
  struct ctx *ctx = request->ctx;
  struct catalogue catalogue = {.request = request,
                                .arena = ctx->arena,
                                .origin = request_origin(request),
                                .sources = open_sources(ctx)};
  catalogue.title = title_of(&catalogue, MSG_open_catalogue_title);
  catalogue.what = title_of(&catalogue, MSG_open_catalogue_what);
  catalogue.has_box = map_extent(ctx, &catalogue.box);
  struct shops newest = listing_changed(ctx);
  catalogue.changed_at = newest.count > 0 ? newest.items[0].updated_at : ctx->now;
  return catalogue;
}

/* The licence of the data as a whole: the one of most of it. */
static struct str licence_of(const struct catalogue *catalogue, size_t dataset) {
  struct str url = S("");
  if (dataset == 0 && catalogue->sources.count > 0)
    url = linked_licence(catalogue->sources.items[0].licence);
  return url.len > 0 ? url : S("https://www.etalab.gouv.fr/licence-ouverte-open-licence/");
}

/* « © les contributeurs d'OpenStreetMap (ODbL 1.0) »: everybody who must be named. */
static struct str rights_of(const struct catalogue *catalogue) {
  struct buf out = buf_in(catalogue->arena);
  for (size_t i = 0; i < catalogue->sources.count; i++) {
    const struct open_source *source = &catalogue->sources.items[i];
    struct str who = source->attribution.len > 0 ? source->attribution : source->name;
    buf_format(&out, "%s%.*s (%.*s)", i > 0 ? " ; " : "", STR_ARG(who), STR_ARG(source->licence));
  }
  return buf_str(&out);
}

static struct str spatial_of(const struct catalogue *catalogue) {
  const struct box *b = &catalogue->box;
  return str_format(
      catalogue->arena, "POLYGON((%.5f %.5f, %.5f %.5f, %.5f %.5f, %.5f %.5f, %.5f %.5f))", b->west,
      b->south, b->east, b->south, b->east, b->north, b->west, b->north, b->west, b->south);
}

static const char *country_code(enum language language) {
  return language == LANGUAGE_DE ? "DEU" : language == LANGUAGE_EN ? "ENG" : "FRA";
}

/* ---- Turtle ---- */

static void ttl_text(struct buf *out, struct str text) {
  buf_add_char(out, '"');
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == '"' || c == '\\') buf_add_char(out, '\\');
    if (c == '\n')
      buf_literal(out, "\\n");
    else
      buf_add_char(out, c);
  }
  buf_add_char(out, '"');
}

static void ttl_line(const struct catalogue *catalogue, struct buf *out, const char *property,
                     struct str text) {
  buf_format(out, "  %s ", property);
  ttl_text(out, text);
  buf_format(out, "@%.*s ;\n", STR_ARG(language_code(catalogue->request->ctx->language)));
}

static void ttl_catalogue(const struct catalogue *catalogue, struct buf *out) {
  struct str origin = catalogue->origin;
  buf_format(out, "<%.*s/catalogue> a dcat:Catalog ;\n", STR_ARG(origin));
  ttl_line(catalogue, out, "dct:title", catalogue->title);
  ttl_line(catalogue, out, "dct:description", catalogue->what);
  buf_format(out, "  dct:publisher <%.*s/#editeur> ;\n  foaf:homepage <%.*s/> ;\n", STR_ARG(origin),
             STR_ARG(origin));
  buf_format(out, "  dct:language <" AUTHORITY "language/%s> ;\n",
             country_code(catalogue->request->ctx->language));
  buf_format(out, "  dct:modified \"%.*s\"^^xsd:dateTime ;\n  dcat:dataset",
             STR_ARG(instant_iso(catalogue->arena, catalogue->changed_at)));
  for (size_t i = 0; i < DATASETS; i++)
    buf_format(out, "%s <%.*s/catalogue#%s>", i > 0 ? "," : "", STR_ARG(origin), datasets[i].name);
  buf_format(out, " .\n\n<%.*s/#editeur> a foaf:Agent ;\n  foaf:name ", STR_ARG(origin));
  ttl_text(out, catalogue->request->territory->name);
  buf_literal(out, " .\n\n");
}

static void ttl_distribution(const struct catalogue *catalogue, struct buf *out, size_t i,
                             const struct distribution *file) {
  struct str url = address(catalogue, file->path), licence = licence_of(catalogue, i);
  buf_format(out, "<%.*s> a dcat:Distribution ;\n", STR_ARG(url));
  ttl_line(catalogue, out, "dct:title", str_from(file->title));
  buf_format(out, "  dcat:accessURL <%.*s> ;\n  dcat:downloadURL <%.*s> ;\n", STR_ARG(url),
             STR_ARG(url));
  buf_format(out,
             "  dcat:mediaType <https://www.iana.org/assignments/media-types/%s> ;\n"
             "  dct:format <" AUTHORITY "file-type/%s> ;\n",
             file->media_type, file->format);
  buf_format(out, "  dct:license <%.*s> .\n\n", STR_ARG(licence));
}

static void ttl_dataset(const struct catalogue *catalogue, struct buf *out, size_t i) {
  const struct dataset *dataset = &datasets[i];
  struct str origin = catalogue->origin;
  buf_format(out, "<%.*s/catalogue#%s> a dcat:Dataset ;\n", STR_ARG(origin), dataset->name);
  ttl_line(catalogue, out, "dct:title", title_of(catalogue, dataset->title));
  ttl_line(catalogue, out, "dct:description", title_of(catalogue, dataset->what));
  buf_format(out,
             "  dct:identifier \"%.*s/catalogue#%s\" ;\n  dct:publisher <%.*s/#editeur> ;\n"
             "  dcat:theme <" AUTHORITY "data-theme/ECON> ;\n"
             "  dct:accrualPeriodicity <" AUTHORITY "frequency/CONT> ;\n"
             "  dct:modified \"%.*s\"^^xsd:dateTime ;\n  dcat:landingPage <%.*s/donnees> ;\n",
             STR_ARG(origin), dataset->name, STR_ARG(origin),
             STR_ARG(instant_iso(catalogue->arena, catalogue->changed_at)), STR_ARG(origin));
  if (i == 0 && catalogue->sources.count > 0) {
    ttl_line(catalogue, out, "dct:provenance [ a dct:ProvenanceStatement ; rdfs:label",
             rights_of(catalogue));
    out->len -= 2; /* the statement ends before the semicolon */
    buf_literal(out, "] ;\n");
  }
  if (i == 0 && catalogue->has_box)
    buf_format(out, "  dct:spatial [ a dct:Location ; dcat:bbox \"%.*s\"^^geo:wktLiteral ] ;\n",
               STR_ARG(spatial_of(catalogue)));
  buf_literal(out, "  dcat:distribution");
  for (size_t k = 0; k < dataset->count; k++)
    buf_format(out, "%s <%.*s>", k > 0 ? "," : "",
               STR_ARG(address(catalogue, dataset->files[k].path)));
  buf_literal(out, " .\n\n");
  for (size_t k = 0; k < dataset->count; k++)
    ttl_distribution(catalogue, out, i, &dataset->files[k]);
}

static void turtle(struct request *request, struct response *response) {
  struct catalogue catalogue = catalogue_of(request);
  struct buf out = buf_in(request->ctx->arena);
  buf_literal(&out, "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n"
                    "@prefix dct: <http://purl.org/dc/terms/> .\n"
                    "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
                    "@prefix geo: <http://www.opengis.net/ont/geosparql#> .\n"
                    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
                    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n");
  ttl_catalogue(&catalogue, &out);
  for (size_t i = 0; i < DATASETS; i++)
    ttl_dataset(&catalogue, &out, i);
  response_bytes(response, S("text/turtle; charset=utf-8"), buf_str(&out), S(""));
}

/* ---- JSON-LD ---- */

static void ld_id(struct json_pen *pen, const char *name, struct str id) {
  json_pen_open(pen, name, '{');
  json_pen_text(pen, "@id", id);
  json_pen_close(pen, '}');
}

static void ld_typed(struct json_pen *pen, const char *name, const char *type, struct str value) {
  json_pen_open(pen, name, '{');
  json_pen_text(pen, "@type", str_from(type));
  json_pen_text(pen, "@value", value);
  json_pen_close(pen, '}');
}

static void ld_words(const struct catalogue *catalogue, struct json_pen *pen, const char *name,
                     struct str text) {
  json_pen_open(pen, name, '{');
  json_pen_text(pen, "@language", language_code(catalogue->request->ctx->language));
  json_pen_text(pen, "@value", text);
  json_pen_close(pen, '}');
}

static void ld_distribution(const struct catalogue *catalogue, struct json_pen *pen, size_t i,
                            const struct distribution *file) {
  struct arena *arena = catalogue->arena;
  struct str url = address(catalogue, file->path);
  json_pen_open(pen, NULL, '{');
  json_pen_text(pen, "@id", url);
  json_pen_text(pen, "@type", S("dcat:Distribution"));
  ld_words(catalogue, pen, "dct:title", str_from(file->title));
  ld_id(pen, "dcat:accessURL", url);
  ld_id(pen, "dcat:downloadURL", url);
  ld_id(pen, "dcat:mediaType",
        str_format(arena, "https://www.iana.org/assignments/media-types/%s", file->media_type));
  ld_id(pen, "dct:format", str_format(arena, AUTHORITY "file-type/%s", file->format));
  ld_id(pen, "dct:license", licence_of(catalogue, i));
  json_pen_close(pen, '}');
}

static void ld_dataset(const struct catalogue *catalogue, struct json_pen *pen, size_t i) {
  const struct dataset *dataset = &datasets[i];
  struct str id =
      str_format(catalogue->arena, "%.*s/catalogue#%s", STR_ARG(catalogue->origin), dataset->name);
  json_pen_open(pen, NULL, '{');
  json_pen_text(pen, "@id", id);
  json_pen_text(pen, "@type", S("dcat:Dataset"));
  ld_words(catalogue, pen, "dct:title", title_of(catalogue, dataset->title));
  ld_words(catalogue, pen, "dct:description", title_of(catalogue, dataset->what));
  json_pen_text(pen, "dct:identifier", id);
  ld_id(pen, "dct:publisher", address(catalogue, "/#editeur"));
  ld_id(pen, "dcat:theme", S(AUTHORITY "data-theme/ECON"));
  ld_id(pen, "dct:accrualPeriodicity", S(AUTHORITY "frequency/CONT"));
  ld_typed(pen, "dct:modified", "xsd:dateTime",
           instant_iso(catalogue->arena, catalogue->changed_at));
  ld_id(pen, "dcat:landingPage", address(catalogue, "/donnees"));
  if (i == 0 && catalogue->sources.count > 0) {
    json_pen_open(pen, "dct:provenance", '{');
    json_pen_text(pen, "@type", S("dct:ProvenanceStatement"));
    ld_words(catalogue, pen, "rdfs:label", rights_of(catalogue));
    json_pen_close(pen, '}');
  }
  if (i == 0 && catalogue->has_box) {
    json_pen_open(pen, "dct:spatial", '{');
    json_pen_text(pen, "@type", S("dct:Location"));
    ld_typed(pen, "dcat:bbox", "geo:wktLiteral", spatial_of(catalogue));
    json_pen_close(pen, '}');
  }
  json_pen_open(pen, "dcat:distribution", '[');
  for (size_t k = 0; k < dataset->count; k++)
    ld_distribution(catalogue, pen, i, &dataset->files[k]);
  json_pen_close(pen, ']');
  json_pen_close(pen, '}');
}

static void ld_context(struct json_pen *pen) {
  json_pen_open(pen, "@context", '{');
  json_pen_text(pen, "dcat", S("http://www.w3.org/ns/dcat#"));
  json_pen_text(pen, "dct", S("http://purl.org/dc/terms/"));
  json_pen_text(pen, "foaf", S("http://xmlns.com/foaf/0.1/"));
  json_pen_text(pen, "geo", S("http://www.opengis.net/ont/geosparql#"));
  json_pen_text(pen, "rdfs", S("http://www.w3.org/2000/01/rdf-schema#"));
  json_pen_text(pen, "xsd", S("http://www.w3.org/2001/XMLSchema#"));
  json_pen_close(pen, '}');
}

static void ld_publisher(const struct catalogue *catalogue, struct json_pen *pen) {
  json_pen_open(pen, "dct:publisher", '{');
  json_pen_text(pen, "@id", address(catalogue, "/#editeur"));
  json_pen_text(pen, "@type", S("foaf:Agent"));
  json_pen_text(pen, "foaf:name", catalogue->request->territory->name);
  json_pen_close(pen, '}');
}

static void json(struct request *request, struct response *response) {
  struct catalogue catalogue = catalogue_of(request);
  struct buf out = buf_in(request->ctx->arena);
  struct json_pen pen = json_pen_on(&out);
  json_pen_open(&pen, NULL, '{');
  ld_context(&pen);
  json_pen_text(&pen, "@id", address(&catalogue, "/catalogue"));
  json_pen_text(&pen, "@type", S("dcat:Catalog"));
  ld_words(&catalogue, &pen, "dct:title", catalogue.title);
  ld_words(&catalogue, &pen, "dct:description", catalogue.what);
  ld_publisher(&catalogue, &pen);
  ld_id(&pen, "foaf:homepage", address(&catalogue, "/"));
  ld_id(&pen, "dct:language",
        str_format(catalogue.arena, AUTHORITY "language/%s", country_code(request->ctx->language)));
  ld_typed(&pen, "dct:modified", "xsd:dateTime",
           instant_iso(catalogue.arena, catalogue.changed_at));
  json_pen_open(&pen, "dcat:dataset", '[');
  for (size_t i = 0; i < DATASETS; i++)
    ld_dataset(&catalogue, &pen, i);
  json_pen_close(&pen, ']');
  json_pen_close(&pen, '}');
  response_bytes(response, S("application/ld+json"), buf_str(&out), S(""));
}

/* Whoever asks for JSON-LD first gets it; a browser gets the page that explains. */
static void negotiated(struct request *request, struct response *response) {
  struct str accept = request_header(request, "Accept");
  ptrdiff_t turtle_at = str_find(accept, S("text/turtle"));
  ptrdiff_t json_at = str_find(accept, S("json"));
  if (turtle_at < 0 && json_at < 0 && str_find(accept, S("text/html")) >= 0) {
    response_redirect(response, S("/donnees"));
    return;
  }
  response_header(response, "Vary", S("Accept"));
  if (json_at >= 0 && (turtle_at < 0 || json_at < turtle_at))
    json(request, response);
  else
    turtle(request, response);
}

#define CATALOGUE(address, handler, sentence)                                                      \
  { .method = METHOD_GET, .path = address, .handle = handler, .who = WHO_ANYONE, .help = sentence }
static const struct route routes[] = {
    CATALOGUE("/.well-known/dcat-ap", negotiated, "The catalogue of open data, for harvesters."),
    CATALOGUE("/catalogue", negotiated, "The catalogue of open data, as Accept asks."),
    CATALOGUE("/catalogue.ttl", turtle, "The catalogue of open data (DCAT-AP) as Turtle."),
    CATALOGUE("/catalogue.jsonld", json, "The catalogue of open data (DCAT-AP) as JSON-LD."),
};
const struct route_table open_catalogue_routes = {routes, sizeof routes / sizeof *routes};
