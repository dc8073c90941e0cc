/* Photos in forms and on pages: taken out of a request, shown in the sizes that fit. */
#ifndef DOMAIN_PHOTO_PHOTO_PAGES_H
#define DOMAIN_PHOTO_PHOTO_PAGES_H

#include "domain/photo/photo.h"
#include "web/web.h"

/* A form with a photo: the picture and a little more. */
enum { PHOTO_FORM_BYTES = (12 << 20) + (64 << 10) };

struct photo_view { /* an <img>; nothing jumps, since its measures stand in it */
  struct url small, middle, large;
  int64_t small_width, middle_width, large_width; /* 0: no wider than the one before */
  int64_t width, height;
  struct str text; /* what is on it */
};
/* False: there is none. A text that nobody wrote becomes `name`. */
bool photo_view_of(struct ctx *ctx, struct str digest, struct str text, struct str name,
                   struct photo_view *view);

enum photo_taken { PHOTO_NONE, PHOTO_TAKEN, PHOTO_REFUSED };
/* The picture that came in this field; a refusal is noted beside it. */
enum photo_taken photo_take(struct request *request, const char *field, struct photos *made);

/* Answers with a photo that only this reader may see, or with 404. */
void photo_answer_private(struct request *request, struct response *response, struct str digest);

extern const struct route_table photo_routes;

#endif
