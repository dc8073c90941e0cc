/* A MIME message (RFC 5322, 2045 to 2047, 2183): text, beside it HTML, under it an attachment. */
#include <string.h>

#include "base/fault.h"
#include "paper/mime_text.h"
#include "paper/paper.h"

/* "=_" cannot occur in quoted-printable or base64, so no body can hold a boundary. The line
 * end before a boundary belongs to it, not to the part above. */
#define MIXED "=_emplettes_mixed"
#define ALTERNATIVE "=_emplettes_alternative"

/* An address goes between angle brackets in a header and in the SMTP envelope: printable ASCII,
 * one "@" with something on both sides, nothing that ends either. */
static struct str checked_address(struct str address) {
  const char *at = address.len == 0 ? NULL : memchr(address.ptr, '@', address.len);
  bool good =
      at != NULL && at > address.ptr && at < address.ptr + address.len - 1 && address.len <= 254;
  for (size_t i = 0; good && i < address.len; i++) {
    char c = address.ptr[i];
    good = c > ' ' && c <= '~' && strchr("<>()[]\\,;:\"", c) == NULL &&
           (c != '@' || address.ptr + i == at);
  }
  if (!good) fault_raise(FAULT_INPUT, "not a mail address");
  return address;
}

static struct str checked_id(struct str id) {
  bool good = id.len > 4 && id.len < 250 && str_starts(id, S("<")) && str_ends(id, S(">"));
  for (size_t i = 0; good && i < id.len; i++)
    good = id.ptr[i] > ' ' && id.ptr[i] <= '~';
  if (!good) fault_raise(FAULT_INPUT, "not a message id: %zu bytes", id.len);
  return id;
}

/* "application/pdf": a type is ours to choose, so a bad one is a bug. */
static struct str checked_type(struct str type) {
  must(type.len > 0);
  for (size_t i = 0; i < type.len; i++)
    must(type.ptr[i] > ' ' && type.ptr[i] <= '~' && type.ptr[i] != ';');
  return type;
}

static void add_address(struct buf *out, struct str header, struct str name, struct str address) {
  checked_address(address);
  buf_add(out, header);
  buf_literal(out, ": ");
  if (!str_is_empty(name)) {
    mime_display_name(out, header.len + 2, name);
    /* The address on a line of its own: whatever the name's length, the line stays short. */
    buf_literal(out, "\r\n ");
  }
  buf_format(out, "<%.*s>\r\n", STR_ARG(address));
}

/* RFC 5322 wants English names whatever the reader's language. */
static void add_date(struct buf *out, struct instant date) {
  static const char days[] = "ThuFriSatSunMonTueWed"; /* 1970-01-01 was a Thursday */
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  must(date.ms >= 0);
  int64_t second = date.ms / 1000, number = second / 86400;
  int year, month, day, of_day = (int)(second % 86400);
  day_split((struct day){(int32_t)number}, &year, &month, &day);
  buf_format(out, "Date: %.3s, %d %.3s %04d %02d:%02d:%02d +0000\r\n", days + number % 7 * 3, day,
             months + (month - 1) * 3, year, of_day / 3600, of_day / 60 % 60, of_day % 60);
}

/* Auto-Submitted keeps holiday answers away (RFC 3834). */
static void add_headers(struct buf *out, const struct paper_mail *mail) {
  add_date(out, mail->date);
  add_address(out, S("From"), mail->from_name, mail->from_address);
  add_address(out, S("To"), mail->to_name, mail->to_address);
  if (!str_is_empty(mail->reply_to)) add_address(out, S("Reply-To"), S(""), mail->reply_to);
  buf_literal(out, "Subject: ");
  mime_header_text(out, sizeof "Subject: " - 1, mail->subject);
  buf_format(out, "\r\nMessage-ID: %.*s\r\n", STR_ARG(checked_id(mail->message_id)));
  buf_literal(out, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
}

static void add_text_part(struct buf *out, const char *subtype, struct str text) {
  buf_format(out,
             "Content-Type: text/%s; charset=utf-8\r\n"
             "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
             subtype);
  mime_quoted_printable(out, text);
}

static void add_body(struct buf *out, const struct paper_mail *mail) {
  if (str_is_empty(mail->html)) {
    add_text_part(out, "plain", mail->text);
    return;
  }
  buf_literal(out, "Content-Type: multipart/alternative;\r\n boundary=\"" ALTERNATIVE "\"\r\n\r\n"
                   "--" ALTERNATIVE "\r\n");
  add_text_part(out, "plain", mail->text);
  buf_literal(out, "\r\n--" ALTERNATIVE "\r\n");
  add_text_part(out, "html", mail->html);
  buf_literal(out, "\r\n--" ALTERNATIVE "--\r\n");
}

/* File names keep to letters, digits, dot, hyphen and underscore: no program on the way then has
 * anything to misread, and RFC 2231 is not needed. */
static void add_file_name(struct buf *out, struct str name) {
  must(name.len > 0 && name.len < 60);
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                (c != 0 && strchr("._-", c) != NULL);
    buf_add_char(out, safe ? c : '-');
  }
}

static void add_attachment(struct buf *out, const struct paper_mail *mail) {
  buf_literal(out, "\r\n--" MIXED "\r\n");
  buf_format(out, "Content-Type: %.*s\r\n", STR_ARG(checked_type(mail->attachment_type)));
  buf_literal(out, "Content-Transfer-Encoding: base64\r\n"
                   "Content-Disposition: attachment; filename=\"");
  add_file_name(out, mail->attachment_name);
  buf_literal(out, "\"\r\n\r\n");
  mime_base64(out, mail->attachment);
  buf_literal(out, "--" MIXED "--\r\n");
}

struct str paper_mail(struct arena *arena, const struct paper_mail *mail) {
  struct buf out = buf_in(arena);
  add_headers(&out, mail);
  if (str_is_empty(mail->attachment)) {
    add_body(&out, mail);
    return buf_str(&out);
  }
  buf_literal(&out, "Content-Type: multipart/mixed;\r\n boundary=\"" MIXED "\"\r\n\r\n"
                    "--" MIXED "\r\n");
  add_body(&out, mail);
  add_attachment(&out, mail);
  return buf_str(&out);
}
