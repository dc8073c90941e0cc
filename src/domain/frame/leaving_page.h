/* The view of frame_leave's template. */
#ifndef DOMAIN_FRAME_LEAVING_PAGE_H
#define DOMAIN_FRAME_LEAVING_PAGE_H

#include "domain/frame/frame.h"

struct leaving_page {
  struct page_frame frame;
  struct url away;
  struct str site; /* "checkout.stripe.com" */
};

#endif
