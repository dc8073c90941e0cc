#include "base/email.h"

#include <string.h>

static bool is_atom_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c != '\0' && strchr("!#$%&'*+/=?^_`{|}~-", c) != NULL);
}

/* RFC 5321 dot-string: what mail servers really accept before the "@". */
static bool is_mailbox(struct str local) {
  char before = '.';
  for (size_t i = 0; i < local.len; i++) {
    char c = local.ptr[i];
    if (c == '.' ? before == '.' : !is_atom_char(c)) return false;
    before = c;
  }
  return local.len > 0 && local.len <= 64 && before != '.';
}

static bool is_label(struct str label) {
  if (label.len == 0 || label.len > 63) return false;
  if (label.ptr[0] == '-' || label.ptr[label.len - 1] == '-') return false;
  for (size_t i = 0; i < label.len; i++) {
    char c = label.ptr[i];
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') return false;
  }
  return true;
}

/* A host name with at least one dot whose last label is no number. */
static bool is_mail_host(struct str host) {
  struct str rest = host, label = {0};
  size_t labels = 0;
  while (rest.ptr != NULL) {
    label = str_cut(rest, '.', &rest);
    if (!is_label(label)) return false;
    labels++;
  }
  int64_t number;
  return labels >= 2 && host.len <= 253 && !str_to_int(label, &number);
}

static struct str lower_from(struct arena *arena, struct str text, size_t from) {
  char *copy = arena_array(arena, char, text.len);
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    copy[i] = i >= from && c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
  }
  return str_slice(copy, text.len);
}

bool email_read(struct arena *arena, struct str typed, struct str *address) {
  const char *at = typed.len > 0 ? memrchr(typed.ptr, '@', typed.len) : NULL;
  if (at == NULL) return false;
  size_t local_len = (size_t)(at - typed.ptr);
  *address = lower_from(arena, typed, local_len);
  return is_mailbox(str_take(*address, local_len)) &&
         is_mail_host(str_skip(*address, local_len + 1));
}
