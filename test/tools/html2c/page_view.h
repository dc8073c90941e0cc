/* What the templates of this test show. */
#ifndef TEST_PAGE_VIEW_H
#define TEST_PAGE_VIEW_H

#include "web/html.h"

struct card {
  struct str name, slug;
  struct url site;
  int64_t number;
};

struct cards {
  struct card *items;
  size_t count;
};

struct page {
  struct str title, phone;
  bool wide;
  int64_t number;
  struct day day;
  struct cards cards, none;
  struct card first;
  const struct card *pointer;
  struct html markup;
  enum message sentence;
};

#endif
