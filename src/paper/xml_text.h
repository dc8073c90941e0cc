/* Text where markup would be read: in elements and in attributes between double quotes. */
#ifndef PAPER_XML_TEXT_H
#define PAPER_XML_TEXT_H

#include "base/buf.h"

void xml_text(struct buf *out, struct str text);

#endif
