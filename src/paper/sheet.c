#include "paper/sheet.h"

#include <cairo-pdf.h>
#include <malloc.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "paper/pdf_archive.h"

struct sheet {
  cairo_t *cairo;
  PangoContext *pango;
};

/* PDF bytes as cairo gives them out; freed with the arena. */
struct sink {
  unsigned char *ptr;
  size_t len, capacity;
};

static pthread_mutex_t fontconfig = PTHREAD_MUTEX_INITIALIZER;

#ifdef __SANITIZE_ADDRESS__
/* fontconfig 2.14 loses 288 bytes, once, while it reads its configuration. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libfontconfig.so\n";
}
#endif

static void free_sink(void *sink) {
  free(((struct sink *)sink)->ptr);
}

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned len) {
  struct sink *sink = closure;
  if (sink->len + len > sink->capacity) {
    size_t capacity = 2 * (sink->len + len) + 16384;
    unsigned char *ptr = realloc(sink->ptr, capacity);
    if (ptr == NULL) return CAIRO_STATUS_WRITE_ERROR;
    sink->ptr = ptr;
    sink->capacity = capacity;
  }
  memcpy(sink->ptr + sink->len, data, len);
  sink->len += len;
  return CAIRO_STATUS_SUCCESS;
}

/* Text. */

/* Every text is laid out at this size and drawn scaled, so that a page needs one font object per
 * face however many sizes are tried. */
#define NOMINAL 20.0

/* A paragraph and the scale at which it fits its box. */
struct setting {
  PangoLayout *layout;
  double scale;
};

static PangoLayout *layout_of(struct sheet *sheet, const struct type *type, struct str text) {
  PangoLayout *layout = pango_layout_new(sheet->pango);
  PangoFontDescription *font = pango_font_description_from_string(type->face);
  pango_font_description_set_absolute_size(font, NOMINAL * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);

  PangoAttrList *attributes = pango_attr_list_new();
  int tracking = (int)(type->tracking * NOMINAL * PANGO_SCALE);
  int leading = (int)(type->leading * NOMINAL * PANGO_SCALE);
  pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(tracking));
  pango_attr_list_insert(attributes, pango_attr_line_height_new_absolute(leading));
  pango_attr_list_insert(attributes,
                         pango_attr_font_features_new(type->tabular ? "lnum=1,tnum=1" : "lnum=1"));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
  if (type->right) pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
  pango_layout_set_text(layout, text.ptr, (int)text.len);
  return layout;
}

static struct box extent_of(const struct setting *setting) {
  PangoRectangle logical;
  pango_layout_get_extents(setting->layout, NULL, &logical);
  return (struct box){.width = setting->scale * logical.width / PANGO_SCALE,
                      .height = setting->scale * logical.height / PANGO_SCALE};
}

static bool fits(struct setting *setting, double size, struct box box) {
  setting->scale = size / NOMINAL;
  pango_layout_set_width(setting->layout, (int)(box.width / setting->scale * PANGO_SCALE));
  struct box extent = extent_of(setting);
  return extent.width <= box.width && extent.height <= box.height;
}

/* The largest size at which no line is too wide and all lines are in the box; words are cut only
 * at the least size. */
static struct setting fitted(struct sheet *sheet, const struct type *type, struct box box,
                             struct str text) {
  struct setting setting = {layout_of(sheet, type, text), 1};
  for (double size = type->size; size > type->least; size *= 0.96)
    if (fits(&setting, size, box)) return setting;
  if (!fits(&setting, type->least, box)) {
    pango_layout_set_wrap(setting.layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(setting.layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height(setting.layout, (int)(box.height / setting.scale * PANGO_SCALE));
  }
  return setting;
}

static void set_ink(struct sheet *sheet, struct ink ink) {
  cairo_set_source_rgb(sheet->cairo, ink.red, ink.green, ink.blue);
}

/* With its upper left corner at the origin. */
static void show(struct sheet *sheet, const struct setting *setting, struct ink ink) {
  set_ink(sheet, ink);
  cairo_scale(sheet->cairo, setting->scale, setting->scale);
  cairo_move_to(sheet->cairo, 0, 0);
  pango_cairo_show_layout(sheet->cairo, setting->layout);
  cairo_new_path(sheet->cairo);
}

double sheet_measure(struct sheet *sheet, const struct type *type, struct box box,
                     struct str text) {
  struct setting setting = fitted(sheet, type, box, text);
  double height = extent_of(&setting).height;
  g_object_unref(setting.layout);
  return height;
}

double sheet_text(struct sheet *sheet, const struct type *type, struct box box, struct str text) {
  struct setting setting = fitted(sheet, type, box, text);
  double height = extent_of(&setting).height;
  cairo_save(sheet->cairo);
  cairo_tag_begin(sheet->cairo, type->tag, NULL);
  cairo_translate(sheet->cairo, box.x, box.y);
  show(sheet, &setting, type->ink);
  cairo_tag_end(sheet->cairo, type->tag);
  cairo_restore(sheet->cairo);
  g_object_unref(setting.layout);
  return height;
}

void sheet_diagonal(struct sheet *sheet, const struct type *type, struct box box, struct str text) {
  double diagonal = hypot(box.width, box.height);
  struct box room = {.width = diagonal, .height = diagonal};
  struct setting setting = fitted(sheet, type, room, text);
  struct box extent = extent_of(&setting);
  cairo_save(sheet->cairo);
  cairo_translate(sheet->cairo, box.x + box.width / 2, box.y + box.height / 2);
  cairo_rotate(sheet->cairo, -atan2(box.height, box.width));
  cairo_translate(sheet->cairo, -extent.width / 2, -extent.height / 2);
  show(sheet, &setting, type->ink);
  cairo_restore(sheet->cairo);
  g_object_unref(setting.layout);
}

/* Shapes. */

void sheet_fill(struct sheet *sheet, struct ink ink, struct box box) {
  set_ink(sheet, ink);
  cairo_rectangle(sheet->cairo, box.x, box.y, box.width, box.height);
  cairo_fill(sheet->cairo);
}

void sheet_card(struct sheet *sheet, struct ink ink, const struct ink *edge, struct box box,
                double radius) {
  const double quarter = M_PI / 2;
  double right = box.x + box.width - radius, bottom = box.y + box.height - radius;
  cairo_t *cairo = sheet->cairo;
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, right, box.y + radius, radius, -quarter, 0);
  cairo_arc(cairo, right, bottom, radius, 0, quarter);
  cairo_arc(cairo, box.x + radius, bottom, radius, quarter, 2 * quarter);
  cairo_arc(cairo, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter);
  cairo_close_path(cairo);
  set_ink(sheet, ink);
  cairo_fill_preserve(cairo);
  if (edge != NULL) {
    set_ink(sheet, *edge);
    cairo_set_line_width(cairo, 0.75);
    cairo_stroke_preserve(cairo);
  }
  cairo_new_path(cairo);
}

void sheet_polygon(struct sheet *sheet, struct ink ink, const double (*points)[2], size_t count) {
  set_ink(sheet, ink);
  cairo_new_path(sheet->cairo);
  for (size_t i = 0; i < count; i++)
    cairo_line_to(sheet->cairo, points[i][0], points[i][1]);
  cairo_close_path(sheet->cairo);
  cairo_fill(sheet->cairo);
}

void sheet_line(struct sheet *sheet, struct ink ink, double width, const double (*points)[2],
                size_t count) {
  set_ink(sheet, ink);
  cairo_new_path(sheet->cairo);
  for (size_t i = 0; i < count; i++)
    cairo_line_to(sheet->cairo, points[i][0], points[i][1]);
  cairo_set_line_width(sheet->cairo, width);
  cairo_set_line_join(sheet->cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(sheet->cairo, CAIRO_LINE_CAP_ROUND);
  cairo_stroke(sheet->cairo);
}

/* Runs overlap the next row by a twentieth, or some viewers show pale seams between them. */
void sheet_qr(struct sheet *sheet, struct ink ink, const struct qr *qr, double x, double y,
              double side) {
  cairo_save(sheet->cairo);
  cairo_tag_begin(sheet->cairo, "Figure", NULL);
  cairo_translate(sheet->cairo, x, y);
  cairo_scale(sheet->cairo, side / qr->size, side / qr->size);
  set_ink(sheet, ink);
  for (int row = 0; row < qr->size; row++)
    for (int column = 0, length; qr_next_run(qr, row, &column, &length); column += length)
      cairo_rectangle(sheet->cairo, column, row, length, row + 1 < qr->size ? 1.05 : 1);
  cairo_fill(sheet->cairo);
  cairo_tag_end(sheet->cairo, "Figure");
  cairo_restore(sheet->cairo);
}

/* The document. */

void sheet_next(struct sheet *sheet) {
  cairo_show_page(sheet->cairo);
}

/* A font map of its own, gone with the page: glyph caches do not pile up in a server that prints
 * one voucher a minute. */
static PangoContext *new_pango(cairo_t *cairo, const char *language) {
  PangoFontMap *fonts = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
  PangoContext *pango = pango_font_map_create_context(fonts);
  g_object_unref(fonts);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(pango, FALSE);
  pango_context_set_language(pango, pango_language_from_string(language));
  pango_cairo_update_context(cairo, pango);
  return pango;
}

struct job {
  const char *title, *author, *language;
  double page_width, page_height;
  int width, height; /* of a picture; 0: pages */
  sheet_draw *draw;
  const void *content;
  struct sink *sink;
  cairo_status_t status;
};

/* PDF 1.4 keeps the catalogue readable for pdf_archive. Without a creation date the bytes depend
 * on the voucher alone. */
static void draw_pages(struct job *job) {
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream(collect, job->sink, job->page_width, job->page_height);
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, job->title);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, job->author);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Emplettes");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
  cairo_t *cairo = cairo_create(surface);
  struct sheet sheet = {.cairo = cairo, .pango = new_pango(cairo, job->language)};
  job->draw(&sheet, job->content);
  cairo_show_page(cairo);
  job->status = cairo_status(cairo);
  cairo_surface_finish(surface);
  if (job->status == CAIRO_STATUS_SUCCESS) job->status = cairo_surface_status(surface);
  g_object_unref(sheet.pango);
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
}

static void draw_picture(struct job *job) {
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, job->width, job->height);
  cairo_t *cairo = cairo_create(surface);
  struct sheet sheet = {.cairo = cairo, .pango = new_pango(cairo, job->language)};
  job->draw(&sheet, job->content);
  job->status = cairo_status(cairo);
  if (job->status == CAIRO_STATUS_SUCCESS)
    job->status = cairo_surface_write_to_png_stream(surface, collect, job->sink);
  g_object_unref(sheet.pango);
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
}

static void draw_now(struct job *job) {
  if (job->width > 0)
    draw_picture(job);
  else
    draw_pages(job);
}

static void *draw_in_thread(void *job) {
  draw_now(job);
  return NULL;
}

/* A short-lived thread: one after the other they share one heap of glibc's, where drawing in every
 * worker would leave pages behind in the heap of each (measured: 36 MiB against 23 with eight
 * workers). */
static void draw_alone(struct job *job) {
  pthread_t thread;
  pthread_mutex_lock(&fontconfig);
  if (pthread_create(&thread, NULL, draw_in_thread, job) == 0)
    pthread_join(thread, NULL);
  else
    draw_now(job);
  malloc_trim(0);
  pthread_mutex_unlock(&fontconfig);
}

struct str sheet_pdf(struct arena *arena, const struct sheet_about *about, sheet_draw *draw,
                     const void *content) {
  struct sink *sink = arena_new(arena, struct sink);
  arena_defer(arena, free_sink, sink);
  struct job job = {.title = str_cstr(arena, about->title),
                    .author = str_cstr(arena, about->author),
                    .language = str_cstr(arena, language_code(about->language)),
                    .page_width = about->width > 0 ? about->width : SHEET_WIDTH,
                    .page_height = about->height > 0 ? about->height : SHEET_HEIGHT,
                    .draw = draw,
                    .content = content,
                    .sink = sink};
  draw_alone(&job);
  if (job.status != CAIRO_STATUS_SUCCESS)
    fault_raise(FAULT_IO, "PDF: %s", cairo_status_to_string(job.status));
  struct pdf_about said = {about->title, about->author, language_code(about->language)};
  return pdf_for_archive(arena, str_slice((const char *)sink->ptr, sink->len), &said);
}

struct str sheet_png(struct arena *arena, int width, int height, sheet_draw *draw,
                     const void *content) {
  struct sink *sink = arena_new(arena, struct sink);
  arena_defer(arena, free_sink, sink);
  struct job job = {.language = "fr",
                    .width = width,
                    .height = height,
                    .draw = draw,
                    .content = content,
                    .sink = sink};
  draw_alone(&job);
  if (job.status != CAIRO_STATUS_SUCCESS)
    fault_raise(FAULT_IO, "PNG: %s", cairo_status_to_string(job.status));
  return str_slice((const char *)sink->ptr, sink->len);
}
