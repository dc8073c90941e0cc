#include "paper/pdf_language.h"

#include "base/buf.h"
#include "base/fault.h"

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

/* What is between the outer << and >> of an object. */
static struct str dictionary_of(struct arena *arena, struct str pdf, int64_t object) {
  struct str body = after_last(pdf, str_format(arena, "\n%lld 0 obj\n<<", (long long)object));
  ptrdiff_t end = str_find(body, S("endobj"));
  struct str dictionary = str_trim(str_take(body, end < 0 ? 0 : (size_t)end));
  if (!str_ends(dictionary, S(">>")))
    fault_raise(FAULT_IO, "the PDF's catalogue is not a dictionary");
  return str_take(dictionary, dictionary.len - 2);
}

struct str pdf_with_language(struct arena *arena, struct str pdf, struct str language) {
  struct str trailer = after_last(pdf, S("trailer"));
  int64_t root = number_after_last(trailer, S("/Root"));
  int64_t info = number_after_last(trailer, S("/Info"));
  int64_t size = number_after_last(trailer, S("/Size"));
  int64_t previous = number_after_last(trailer, S("startxref"));
  struct str catalogue = dictionary_of(arena, pdf, root);

  struct buf out = buf_in(arena);
  buf_reserve(&out, pdf.len + 1024);
  buf_add(&out, pdf);
  size_t catalogue_at = out.len;
  buf_format(&out,
             "%lld 0 obj\n<< /Lang (%.*s)\n   /MarkInfo << /Marked true >>\n"
             "   /ViewerPreferences << /DisplayDocTitle true >>\n  ",
             (long long)root, STR_ARG(language));
  buf_add(&out, catalogue);
  buf_literal(&out, ">>\nendobj\n");
  size_t table_at = out.len;
  buf_format(&out, "xref\n%lld 1\n%010zu 00000 n \n", (long long)root, catalogue_at);
  buf_format(&out,
             "trailer\n<< /Size %lld\n   /Root %lld 0 R\n   /Info %lld 0 R\n   /Prev %lld\n>>\n"
             "startxref\n%zu\n%%%%EOF\n",
             (long long)size, (long long)root, (long long)info, (long long)previous, table_at);
  return buf_str(&out);
}
