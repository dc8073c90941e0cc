#include "paper/xml_text.h"

void xml_text(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.len; i++)
    switch (text.ptr[i]) {
    case '&':
      buf_literal(out, "&amp;");
      break;
    case '<':
      buf_literal(out, "&lt;");
      break;
    case '>':
      buf_literal(out, "&gt;");
      break;
    case '"':
      buf_literal(out, "&quot;");
      break;
    default: /* XML has no other sign below the space than tab and line ends */
      buf_add_char(out, text.ptr[i] >= 0 && text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
    }
}
