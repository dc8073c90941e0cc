/* What cairo cannot say in a PDF: the language it is written in, for those who have it read aloud
 * (ISO 14289-1, 7.2), that its headings and paragraphs are tagged (7.1), and that viewers show its
 * title instead of a file name. */
#ifndef PAPER_PDF_LANGUAGE_H
#define PAPER_PDF_LANGUAGE_H

#include "base/arena.h"
#include "base/str.h"

/* The PDF with an incremental update (ISO 32000-1, 7.5.6) of its catalogue. Raises FAULT_IO if the
 * document does not look as cairo writes version 1.4. */
struct str pdf_with_language(struct arena *arena, struct str pdf, struct str language);

#endif
