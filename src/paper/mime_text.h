/* Text in the seven-bit clothes of mail: encoded words (RFC 2047), quoted-printable and base64
 * (RFC 2045). Nothing that comes out of here holds a line end that was in the text. */
#ifndef PAPER_MIME_TEXT_H
#define PAPER_MIME_TEXT_H

#include "base/buf.h"

/* The value of an unstructured header such as Subject, folded; `column` is where it begins. */
void mime_header_text(struct buf *out, size_t column, struct str text);
/* A display name before an address: plain, quoted, or encoded words. */
void mime_display_name(struct buf *out, size_t column, struct str name);
/* A text body; line ends LF, CR or CRLF become CRLF, lines stay within 76 characters. */
void mime_quoted_printable(struct buf *out, struct str text);
/* Lines of 76 characters, each closed by CRLF. */
void mime_base64(struct buf *out, struct str bytes);

#endif
