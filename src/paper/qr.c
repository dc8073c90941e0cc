#include "paper/qr.h"

#include <qrencode.h>

#include "base/buf.h"
#include "base/fault.h"
#include "paper/paper.h"
#include "paper/xml_text.h"

struct qr qr_of(struct arena *arena, struct str text) {
  const char *zero_terminated = str_cstr(arena, text);
  bool *modules = arena_array(arena, bool, 177 * 177);
  QRcode *code = QRcode_encodeString(zero_terminated, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (code == NULL) fault_raise(FAULT_INPUT, "%zu bytes do not make a QR code", text.len);
  int size = code->width;
  for (int i = 0; i < size * size; i++)
    modules[i] = code->data[i] & 1;
  QRcode_free(code);
  return (struct qr){size, modules};
}

bool qr_next_run(const struct qr *qr, int y, int *x, int *length) {
  const bool *row = qr->modules + y * qr->size;
  while (*x < qr->size && !row[*x])
    (*x)++;
  int end = *x;
  while (end < qr->size && row[end])
    end++;
  *length = end - *x;
  return *length > 0;
}

/* The light ground is part of the picture: in a dark page the code must stay dark on light. */
struct str paper_qr_svg(struct arena *arena, struct str text, struct str label) {
  struct qr qr = qr_of(arena, text);
  int side = qr.size + 2 * QR_QUIET;
  struct buf out = buf_in(arena);
  buf_format(&out,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" viewBox=\"0 0 %d %d\" "
             "shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"",
             side, side);
  xml_text(&out, label);
  buf_format(&out, "\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"", side,
             side);
  for (int y = 0; y < qr.size; y++)
    for (int x = 0, length; qr_next_run(&qr, y, &x, &length); x += length)
      buf_format(&out, "M%d %dh%dv1h-%dz", x + QR_QUIET, y + QR_QUIET, length, length);
  buf_literal(&out, "\"/></svg>");
  return buf_str(&out);
}
