#include "base/sepa.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "base/buf.h"
#include "base/fault.h"

static bool is_allowed(UChar32 c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c > 0 && c < 128 && strchr("/-?:().,'+ ", c) != NULL);
}

/* What Unicode does not decompose, or decomposes into something a bank refuses. */
static const struct {
  UChar32 from;
  const char *to;
} replacements[] = {
    {'&', "+"},     {';', ","},     {'_', "-"},     {'[', "("},     {']', ")"},     {'{', "("},
    {'}', ")"},     {'\\', "/"},    {'|', "/"},     {'`', "'"},     {'~', "-"},     {0x00ab, ""},
    {0x00bb, ""},   {'"', ""},      {0x201c, ""},   {0x201d, ""},   {0x201e, ""},   {0x2018, "'"},
    {0x2019, "'"},  {0x02bc, "'"},  {0x2010, "-"},  {0x2011, "-"},  {0x2013, "-"},  {0x2014, "-"},
    {0x20ac, "E"},  {0x00df, "ss"}, {0x1e9e, "SS"}, {0x00e6, "ae"}, {0x00c6, "AE"}, {0x0153, "oe"},
    {0x0152, "OE"}, {0x00f8, "o"},  {0x00d8, "O"},  {0x0142, "l"},  {0x0141, "L"},  {0x0111, "d"},
    {0x0110, "D"},  {0x00f0, "d"},  {0x00d0, "D"},  {0x00fe, "th"}, {0x00de, "TH"}, {0x0131, "i"},
    {0x0127, "h"},  {0x0126, "H"},
};

static bool add_replacement(struct buf *out, UChar32 c) {
  for (size_t i = 0; i < sizeof replacements / sizeof *replacements; i++)
    if (replacements[i].from == c) {
      buf_add(out, str_from(replacements[i].to));
      return true;
    }
  return false;
}

static void add_space(struct buf *out) {
  if (out->len > 0 && out->ptr[out->len - 1] != ' ') buf_add_char(out, ' ');
}

static void add_plain(struct buf *out, UChar32 c) {
  if (u_isUWhiteSpace(c) || u_iscntrl(c))
    add_space(out);
  else if (is_allowed(c))
    buf_add_char(out, (char)c);
  else if (u_charType(c) != U_NON_SPACING_MARK && !add_replacement(out, c))
    buf_add_char(out, '.');
}

/* Letter by letter, so that one strange sign costs one full stop and no more. */
static void add_letter(struct buf *out, const UNormalizer2 *normalizer, UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  UChar parts[32];
  int32_t count = unorm2_getDecomposition(normalizer, c, parts, 32, &status);
  if (U_FAILURE(status) || count < 0) {
    add_plain(out, c);
    return;
  }
  for (int32_t i = 0; i < count; i++) {
    bool pair = U16_IS_LEAD((unsigned)parts[i]) && i + 1 < count;
    add_plain(out, pair ? U16_GET_SUPPLEMENTARY(parts[i], parts[i + 1]) : parts[i]);
    i += pair;
  }
}

/* EPC132-08: references neither begin nor end with a slash, nor hold two together. */
static void drop_stray_slashes(struct buf *text) {
  size_t kept = 0;
  for (size_t i = 0; i < text->len; i++)
    if (text->ptr[i] != '/' || (kept > 0 && text->ptr[kept - 1] != '/'))
      text->ptr[kept++] = text->ptr[i];
  text->len = kept;
}

struct str sepa_text(struct arena *arena, struct str text, size_t limit) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFKDInstance(&status);
  if (U_FAILURE(status)) fault_raise(FAULT_IO, "ICU's normalizer: %s", u_errorName(status));
  struct buf out = buf_in(arena);
  while (text.len > 0)
    add_letter(&out, normalizer, (UChar32)str_next_point(&text));
  drop_stray_slashes(&out);
  struct str result = str_trim(str_take(buf_str(&out), limit));
  while (str_ends(result, S("/")))
    result = str_trim(str_take(result, result.len - 1));
  return result;
}

bool sepa_is_text(struct str text) {
  for (size_t i = 0; i < text.len; i++)
    if (!is_allowed(text.ptr[i])) return false;
  return true;
}
