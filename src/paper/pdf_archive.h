/* What cairo cannot say in a PDF. For those who have it read aloud: its language (ISO 14289-1,
 * 7.2), that its headings and paragraphs are tagged (7.1), and that viewers show its title instead
 * of a file name. For those who open it in thirty years, PDF/A-2u (ISO 19005-2): what it is, in XMP
 * (6.6), what its colours mean, as an ICC profile (6.2.3), and who it is (6.1.3). Fonts, text as
 * Unicode and the colour space of transparency are cairo's own part. */
#ifndef PAPER_PDF_ARCHIVE_H
#define PAPER_PDF_ARCHIVE_H

#include "base/arena.h"
#include "base/str.h"

struct pdf_about {
  struct str title, author, language;
};
/* The PDF with an incremental update (ISO 32000-1, 7.5.6): its catalogue, and two streams. Raises
 * FAULT_IO if the document does not look as cairo writes version 1.4. */
struct str pdf_for_archive(struct arena *arena, struct str pdf, const struct pdf_about *about);

#endif
