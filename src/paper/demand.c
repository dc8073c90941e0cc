#include "paper/demand.h"

#include "base/buf.h"
#include "base/fault.h"
#include "base/reference.h"
#include "base/sepa.h"
#include "base/text.h"
#include "paper/qr.h"

enum { EPC_BYTES_MAX = 331, SWISS_CHARACTERS_MAX = 997 };
enum { NAME_LIMIT = 70, BUILDING_LIMIT = 16, TOWN_LIMIT = 35, MESSAGE_LIMIT = 140 };

/* Guards. */

static struct iban account_of(const struct paper_demand *demand) {
  struct iban iban;
  if (!iban_parse(demand->iban, &iban))
    fault_raise(FAULT_INPUT, "the account of a demand is not an IBAN"); /* logs keep no accounts */
  return iban;
}

static struct reference reference_of(const struct paper_demand *demand) {
  struct reference reference;
  if (!reference_parse(demand->reference, &reference))
    fault_raise(FAULT_INPUT, "not a reference: \"%.*s\"", STR_ARG(demand->reference));
  return reference;
}

static void check_amount(const struct paper_demand *demand) {
  if (demand->amount.minor < 1 || demand->amount.minor > 99999999999)
    fault_raise(FAULT_INPUT, "an amount that no code holds");
}

/* Text. */

/* The letters of the guidelines 2.3: Basic Latin, Latin-1 Supplement, Latin Extended-A, and a few
 * of Romanian; all of them take two bytes at most. */
static bool is_swiss_text(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c < 0x20 || c == 0x7f || c > 0xc8) return false;
    if (c < 0x80) continue;
    unsigned next = i + 1 < text.len ? (unsigned char)text.ptr[++i] : 0;
    unsigned point = (c & 0x1fu) << 6 | (next & 0x3fu);
    if (point < 0xa0 || (point > 0x17f && (point < 0x218 || point > 0x21b))) return false;
  }
  return true;
}

static struct str first_characters(struct str text, size_t limit) {
  size_t at = 0;
  for (size_t count = 0; at < text.len; at++)
    if (((unsigned char)text.ptr[at] & 0xc0) != 0x80 && count++ == limit) break;
  return str_trim(str_take(text, at));
}

static struct str swiss_text(struct arena *arena, struct str text, size_t limit) {
  text = str_trim(text);
  return first_characters(is_swiss_text(text) ? text : sepa_text(arena, text, limit), limit);
}

static void line(struct buf *out, struct str text) {
  buf_add(out, text);
  buf_add_char(out, '\n');
}

/* The European code. */

struct str demand_epc_text(struct arena *arena, const struct paper_demand *demand) {
  struct iban iban = account_of(demand);
  struct reference reference = reference_of(demand);
  check_amount(demand);
  if (demand->amount.currency != CURRENCY_EUR || reference.kind != REFERENCE_RF)
    fault_raise(FAULT_INPUT, "the European code pays euros with an RF reference");
  struct buf out = buf_in(arena);
  buf_literal(&out, "BCD\n002\n1\nSCT\n");
  line(&out, demand->bic);
  line(&out, sepa_text(arena, demand->creditor.name, NAME_LIMIT));
  line(&out, iban_str(&iban));
  line(&out, str_format(arena, "EUR%.*s", STR_ARG(money_decimal(arena, demand->amount.minor))));
  line(&out, S("")); /* purpose */
  buf_add(&out, reference_str(&reference));
  /* A reference excludes the free text, and nothing follows the last line that says something. */
  must(out.len <= EPC_BYTES_MAX);
  return buf_str(&out);
}

/* The Swiss code. */

static void party_lines(struct buf *out, struct arena *arena, const struct paper_party *party) {
  line(out, S("S"));
  line(out, swiss_text(arena, party->name, NAME_LIMIT));
  line(out, swiss_text(arena, party->street, NAME_LIMIT));
  line(out, swiss_text(arena, party->building, BUILDING_LIMIT));
  line(out, swiss_text(arena, party->postcode, BUILDING_LIMIT));
  line(out, swiss_text(arena, party->town, TOWN_LIMIT));
  line(out, party->country);
}

static void empty_lines(struct buf *out, size_t count) {
  for (size_t i = 0; i < count; i++)
    buf_add_char(out, '\n');
}

static void check_swiss(const struct paper_demand *demand, const struct iban *iban,
                        const struct reference *reference) {
  if (!iban_is_swiss(iban)) fault_raise(FAULT_INPUT, "a QR-bill needs a Swiss account");
  if (iban_is_qr(iban) != (reference->kind == REFERENCE_QRR))
    fault_raise(FAULT_INPUT, "a QR-IBAN and a QR reference go together");
  if (demand->creditor.country.len != 2 || str_is_empty(demand->creditor.postcode) ||
      str_is_empty(demand->creditor.town))
    fault_raise(FAULT_INPUT, "a QR-bill needs the creditor's postcode, town and country");
}

struct str demand_swiss_text(struct arena *arena, const struct paper_demand *demand) {
  struct iban iban = account_of(demand);
  struct reference reference = reference_of(demand);
  check_amount(demand);
  check_swiss(demand, &iban, &reference);
  struct buf out = buf_in(arena);
  buf_literal(&out, "SPC\n0200\n1\n");
  line(&out, iban_str(&iban));
  party_lines(&out, arena, &demand->creditor);
  empty_lines(&out, 7); /* ultimate creditor: for future use */
  line(&out, money_decimal(arena, demand->amount.minor));
  line(&out, currency_code(demand->amount.currency));
  empty_lines(&out, 7); /* debtor: whoever pays */
  line(&out, reference.kind == REFERENCE_QRR ? S("QRR") : S("SCOR"));
  line(&out, reference_str(&reference));
  line(&out, swiss_text(arena, demand->message, MESSAGE_LIMIT));
  buf_literal(&out, "EPD");
  must(text_length(buf_str(&out)) <= SWISS_CHARACTERS_MAX);
  return buf_str(&out);
}

bool demand_is_swiss(const struct paper_demand *demand) {
  struct iban iban = account_of(demand);
  return iban_is_swiss(&iban);
}

struct str demand_text(struct arena *arena, const struct paper_demand *demand) {
  return demand_is_swiss(demand) ? demand_swiss_text(arena, demand)
                                 : demand_epc_text(arena, demand);
}

struct str demand_amount(struct arena *arena, int64_t minor) {
  struct str plain = money_decimal(arena, minor);
  struct buf out = buf_in(arena);
  size_t whole = plain.len - 3;
  for (size_t i = 0; i < plain.len; i++) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) buf_add_char(&out, ' ');
    buf_add_char(&out, plain.ptr[i]);
  }
  return buf_str(&out);
}

/* On a page. */

/* The style guide's cross: 7 of the code's 46 millimetres, a white edge, a black field, the cross.
 * In 460ths of the code's side. */
static void add_cross(struct buf *out, int modules) {
  static const struct {
    int x, y, width, height;
    const char *ink;
  } parts[] = {{195, 195, 70, 70, "#fff"},
               {200, 200, 60, 60, "#000"},
               {224, 209, 12, 42, "#fff"},
               {209, 224, 42, 12, "#fff"}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    buf_format(out, "<rect x=\"%.3f\" y=\"%.3f\" width=\"%.3f\" height=\"%.3f\" fill=\"%s\"/>",
               QR_QUIET + parts[i].x * modules / 460.0, QR_QUIET + parts[i].y * modules / 460.0,
               parts[i].width * modules / 460.0, parts[i].height * modules / 460.0, parts[i].ink);
}

struct str paper_demand_svg(struct arena *arena, const struct paper_demand *demand,
                            struct str label) {
  struct str text = demand_text(arena, demand);
  struct str svg = paper_qr_svg(arena, text, label);
  if (!demand_is_swiss(demand)) return svg;
  struct buf out = buf_in(arena);
  buf_add(&out, str_take(svg, svg.len - S("</svg>").len));
  add_cross(&out, qr_of(arena, text).size);
  buf_literal(&out, "</svg>");
  return buf_str(&out);
}
