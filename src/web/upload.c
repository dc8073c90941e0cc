#include "web/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/fault.h"
#include "web/exchange.h"

enum { FIELD_BYTES_MAX = 1 << 16, BOUNDARY_MAX = 70, PATH_SIZE = 4096 };

/* `name` of "form-data; name=\"x\"; filename=\"y\"", without its quotes. */
static struct str parameter(struct str header, struct str name) {
  struct str rest = header;
  str_cut(rest, ';', &rest);
  while (rest.ptr) {
    struct str value, part = str_trim(rest);
    struct str word = str_cut(part, '=', &value);
    if (!value.ptr) return S("");
    bool quoted = str_starts(value, S("\""));
    struct str tail, text = quoted ? str_cut(str_skip(value, 1), '"', &tail) : value;
    if (!quoted) text = str_trim(str_cut(value, ';', &tail));
    if (str_equal_ascii_case(word, name)) return text;
    if (!quoted) {
      rest = tail;
      continue;
    }
    if (!tail.ptr) return S("");
    str_cut(tail, ';', &rest);
  }
  return S("");
}

static struct str header_of(struct str headers, struct str name) {
  while (headers.len > 0) {
    struct str value, line = str_trim(str_cut(headers, '\n', &headers));
    struct str word = str_cut(line, ':', &value);
    if (value.ptr && str_equal_ascii_case(word, name)) return str_trim(value);
  }
  return S("");
}

static ptrdiff_t find(struct str text, struct str needle) {
  const char *at = memmem(text.ptr, text.len, needle.ptr, needle.len);
  return at ? at - text.ptr : -1;
}

static bool add_part(struct arena *arena, struct upload_body *read, struct buf *form,
                     struct str headers, struct str bytes) {
  struct str disposition = header_of(headers, S("Content-Disposition"));
  struct str field = parameter(disposition, S("name"));
  bool file = find(disposition, S("filename=")) >= 0;
  if (field.len == 0 || !str_is_utf8(field)) return false;
  if (file) {
    struct str name = parameter(disposition, S("filename"));
    if (read->file_count == UPLOAD_PARTS || !str_is_utf8(name)) return false;
    read->files[read->file_count++] = (struct upload_part){field, name, bytes};
    return true;
  }
  if (form->len + bytes.len > FIELD_BYTES_MAX) return false;
  if (form->len > 0) buf_add_char(form, '&');
  buf_add(form, url_escape(arena, field));
  buf_add_char(form, '=');
  buf_add(form, url_escape(arena, bytes));
  return true;
}

bool upload_read(struct arena *arena, struct str content_type, struct str body,
                 struct upload_body *read) {
  struct buf form = buf_in(arena);
  struct str boundary = parameter(content_type, S("boundary"));
  *read = (struct upload_body){.file_count = 0};
  if (boundary.len == 0 || boundary.len > BOUNDARY_MAX) return false;
  struct str first = str_format(arena, "--%.*s", STR_ARG(boundary));
  struct str between = str_format(arena, "\r\n--%.*s", STR_ARG(boundary));
  if (!str_starts(body, first)) return false;
  struct str rest = str_skip(body, first.len);
  for (size_t parts = 0; !str_starts(rest, S("--")); parts++) {
    if (parts == UPLOAD_PARTS || !str_starts(rest, S("\r\n"))) return false;
    rest = str_skip(rest, 2);
    ptrdiff_t head = find(rest, S("\r\n\r\n"));
    if (head < 0) return false;
    struct str headers = str_take(rest, (size_t)head);
    rest = str_skip(rest, (size_t)head + 4);
    ptrdiff_t end = find(rest, between);
    if (end < 0) return false;
    if (!add_part(arena, read, &form, headers, str_take(rest, (size_t)end))) return false;
    rest = str_skip(rest, (size_t)end + between.len);
  }
  read->form = buf_str(&form);
  return true;
}

/* What handlers see. */

bool request_upload(const struct request *request, const char *field, struct upload *upload) {
  const struct exchange *x = request_exchange(request);
  for (size_t i = 0; i < x->upload.file_count; i++) {
    const struct upload_part *part = &x->upload.files[i];
    if (!str_equal(part->field, str_from(field))) continue;
    *upload = (struct upload){part->file_name, part->bytes};
    return true;
  }
  return false;
}

static struct str folder_of(const struct request *request) {
  return request_exchange(request)->web->options.uploads;
}

struct str upload_path(const struct request *request, struct str kept) {
  return str_format(request->ctx->arena, "%.*s/%.*s", STR_ARG(folder_of(request)), STR_ARG(kept));
}

void upload_folder_make(const char *path) {
  char folder[PATH_SIZE];
  snprintf(folder, sizeof folder, "%s", path);
  for (char *at = folder + 1; *at; at++)
    if (*at == '/') {
      *at = 0;
      mkdir(folder, 0750);
      *at = '/';
    }
  mkdir(folder, 0750);
}

static bool write_all(int fd, struct str bytes) {
  while (bytes.len > 0) {
    ssize_t wrote = write(fd, bytes.ptr, bytes.len);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes = str_skip(bytes, (size_t)wrote);
  }
  return true;
}

struct str upload_keep(struct request *request, const struct upload *upload) {
  struct ctx *ctx = request->ctx;
  struct str name = token_new(ctx->arena, ctx->random, 100);
  const char *path = str_cstr(ctx->arena, upload_path(request, name));
  upload_folder_make(str_cstr(ctx->arena, folder_of(request)));
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (fd < 0) fault_raise(FAULT_IO, "an upload cannot be kept: %m");
  bool good = write_all(fd, upload->bytes) && fsync(fd) == 0;
  close(fd);
  if (!good) unlink(path);
  if (!good) fault_raise(FAULT_IO, "an upload cannot be kept: %m");
  return name;
}

void upload_forget(const struct request *request, struct str kept) {
  if (kept.len > 0) unlink(str_cstr(request->ctx->arena, upload_path(request, kept)));
}
