/* The bodies of calls: forms, as Stripe wants them. */
#include "base/buf.h"
#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_object.h"

struct stripe_form stripe_form(struct ctx *ctx) {
  return (struct stripe_form){buf_in(ctx->arena)};
}

static bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

static void add_encoded(struct buf *out, struct str text) {
  static const char digits[] = "0123456789ABCDEF";
  for (size_t i = 0; i < text.len; i++) {
    unsigned char byte = (unsigned char)text.ptr[i];
    if (is_plain(text.ptr[i])) {
      buf_add_char(out, text.ptr[i]);
      continue;
    }
    buf_add_char(out, '%');
    buf_add_char(out, digits[byte >> 4]);
    buf_add_char(out, digits[byte & 15]);
  }
}

void stripe_form_add(struct stripe_form *form, const char *name, struct str value) {
  if (form->text.len > 0) buf_add_char(&form->text, '&');
  add_encoded(&form->text, str_from(name));
  buf_add_char(&form->text, '=');
  add_encoded(&form->text, value);
}

void stripe_form_add_int(struct stripe_form *form, const char *name, int64_t value) {
  stripe_form_add(form, name, str_format(form->text.arena, "%lld", (long long)value));
}

void stripe_form_mark(struct stripe_form *form, int64_t id) {
  stripe_form_add(form, "metadata[" STRIPE_MARK "]", id_text(form->text.arena, id));
}
