/* The view of frame_refusal's template. */
#ifndef DOMAIN_FRAME_REFUSAL_PAGE_H
#define DOMAIN_FRAME_REFUSAL_PAGE_H

#include "domain/frame/frame.h"

struct refusal_page {
  struct page_frame frame;
  struct str title, detail;
  bool missing, busy, locked; /* at most one: what the way out is */
  struct url again, back;
};

#endif
