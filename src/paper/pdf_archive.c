#include "paper/pdf_archive.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "base/fault.h"
#include "paper/colour_profile.h"
#include "paper/xml_text.h"

/* Objects that the update adds or says anew, for its table of contents. */
struct update {
  struct arena *arena;
  struct str pdf;
  struct buf out;
  int64_t root, info, size, previous;
  struct place {
    int64_t object;
    size_t at;
  } * places;
  size_t count;
};

/* Reading what is there. */

/* What follows the last occurrence of `mark`; the end of a PDF is its beginning. */
static struct str after_last(struct str text, struct str mark) {
  for (size_t i = text.len; i-- > 0;)
    if (str_starts(str_skip(text, i), mark)) return str_skip(text, i + mark.len);
  fault_raise(FAULT_IO, "the PDF has no \"%.*s\"", STR_ARG(mark));
}

static int64_t number_after_last(struct str text, struct str mark) {
  struct str digits = str_trim(after_last(text, mark));
  size_t len = 0;
  while (len < digits.len && digits.ptr[len] >= '0' && digits.ptr[len] <= '9')
    len++;
  int64_t number;
  if (!str_to_int(str_take(digits, len), &number))
    fault_raise(FAULT_IO, "the PDF has no number after \"%.*s\"", STR_ARG(mark));
  return number;
}

/* What is between the outer << and >> of the object whose text this is. */
static struct str dictionary_of(struct str body) {
  ptrdiff_t end = str_find(body, S("endobj"));
  struct str dictionary = str_trim(str_take(body, end < 0 ? 0 : (size_t)end));
  if (!str_ends(dictionary, S(">>"))) fault_raise(FAULT_IO, "an object is not a dictionary");
  return str_take(dictionary, dictionary.len - 2);
}

static struct str catalogue_of(const struct update *update) {
  struct str mark = str_format(update->arena, "\n%lld 0 obj\n<<", (long long)update->root);
  return dictionary_of(after_last(update->pdf, mark));
}

/* Writing what is missing. */

static void begin_object(struct update *update, int64_t object) {
  update->places[update->count++] = (struct place){object, update->out.len};
  buf_format(&update->out, "%lld 0 obj\n<< ", (long long)object);
}

static void add_stream(struct update *update, int64_t object, struct str entries,
                       struct str bytes) {
  begin_object(update, object);
  buf_format(&update->out, "%.*s /Length %zu >>\nstream\n", STR_ARG(entries), bytes.len);
  buf_add(&update->out, bytes);
  buf_literal(&update->out, "\nendstream\nendobj\n");
}

/* 6.6.2.1, 6.6.4: the packet is not compressed, and names part and conformance. */
static struct str metadata_of(struct arena *arena, const struct pdf_about *about) {
  struct buf out = buf_in(arena);
  buf_literal(&out,
              "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
              "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
              "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
              "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
              "  xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
              "  xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
              "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>\n"
              "<xmp:CreatorTool>Emplettes</xmp:CreatorTool>\n"
              "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
  xml_text(&out, about->title);
  buf_literal(&out, "</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>");
  xml_text(&out, about->author);
  buf_literal(&out, "</rdf:li></rdf:Seq></dc:creator>\n<dc:language><rdf:Bag><rdf:li>");
  xml_text(&out, about->language);
  buf_literal(&out, "</rdf:li></rdf:Bag></dc:language>\n</rdf:Description>\n</rdf:RDF>\n"
                    "</x:xmpmeta>\n<?xpacket end=\"r\"?>");
  return buf_str(&out);
}

static void add_catalogue(struct update *update, struct str language) {
  struct str old = catalogue_of(update);
  begin_object(update, update->root);
  buf_format(&update->out,
             "/Lang (%.*s)\n   /MarkInfo << /Marked true >>\n"
             "   /ViewerPreferences << /DisplayDocTitle true >>\n   /Metadata %lld 0 R\n"
             "   /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1\n"
             "      /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)\n"
             "      /DestOutputProfile %lld 0 R >> ]\n  ",
             STR_ARG(language), (long long)update->size, (long long)update->size + 1);
  buf_add(&update->out, old);
  buf_literal(&update->out, ">>\nendobj\n");
}

/* 6.2.11.3.2: such a font says which glyph is which, also where it is the one that is meant when
 * nothing is said, as cairo before 1.17 leaves it. */
static const struct str unmapped_font = {"/Subtype /CIDFontType2", 22};

static size_t count_fonts(struct str pdf) {
  size_t count = 0;
  for (ptrdiff_t at; (at = str_find(pdf, unmapped_font)) >= 0; count++)
    pdf = str_skip(pdf, (size_t)at + unmapped_font.len);
  return count;
}

/* Of the object that `before` breaks off in, whose dictionary begins at `body`. */
static int64_t object_number(struct str before, const char *body) {
  const char *end = body - S(" 0 obj\n<<").len, *from = end;
  int64_t number;
  while (from > before.ptr && from[-1] >= '0' && from[-1] <= '9')
    from--;
  if (!str_to_int(str_slice(from, (size_t)(end - from)), &number))
    fault_raise(FAULT_IO, "an object of the PDF has no number");
  return number;
}

static void map_fonts(struct update *update) {
  for (size_t from = 0;;) {
    ptrdiff_t at = str_find(str_skip(update->pdf, from), unmapped_font);
    if (at < 0) return;
    struct str before = str_take(update->pdf, from + (size_t)at);
    const char *body = after_last(before, S(" 0 obj\n<<")).ptr;
    struct str font = dictionary_of(str_skip(update->pdf, (size_t)(body - update->pdf.ptr)));
    from += (size_t)at + unmapped_font.len;
    if (str_find(font, S("/CIDToGIDMap")) >= 0) continue;
    begin_object(update, object_number(before, body));
    buf_literal(&update->out, "/CIDToGIDMap /Identity\n  ");
    buf_add(&update->out, font);
    buf_literal(&update->out, ">>\nendobj\n");
  }
}

/* The identifier is the content's digest: the same voucher gives the same bytes. */
static void add_table(struct update *update) {
  struct buf *out = &update->out;
  size_t at = out->len;
  struct digest digest = digest_of(update->pdf);
  struct str id = hex_text(update->arena, digest.bytes, 16);
  buf_literal(out, "xref\n");
  for (size_t i = 0; i < update->count; i++)
    buf_format(out, "%lld 1\n%010zu 00000 n \n", (long long)update->places[i].object,
               update->places[i].at);
  buf_format(out,
             "trailer\n<< /Size %lld\n   /Root %lld 0 R\n   /Info %lld 0 R\n   /Prev %lld\n"
             "   /ID [ <%.*s> <%.*s> ]\n>>\nstartxref\n%zu\n%%%%EOF\n",
             (long long)update->size + 2, (long long)update->root, (long long)update->info,
             (long long)update->previous, STR_ARG(id), STR_ARG(id), at);
}

struct str pdf_for_archive(struct arena *arena, struct str pdf, const struct pdf_about *about) {
  struct str trailer = after_last(pdf, S("trailer"));
  struct update update = {.arena = arena,
                          .pdf = pdf,
                          .out = buf_in(arena),
                          .root = number_after_last(trailer, S("/Root")),
                          .info = number_after_last(trailer, S("/Info")),
                          .size = number_after_last(trailer, S("/Size")),
                          .previous = number_after_last(trailer, S("startxref")),
                          .places = arena_array(arena, struct place, count_fonts(pdf) + 3)};
  buf_reserve(&update.out, pdf.len + 4096);
  buf_add(&update.out, pdf);
  add_catalogue(&update, about->language);
  add_stream(&update, update.size, S("/Type /Metadata /Subtype /XML"), metadata_of(arena, about));
  add_stream(&update, update.size + 1, S("/N 3"), colour_profile(arena));
  map_fonts(&update);
  add_table(&update);
  return buf_str(&update.out);
}
