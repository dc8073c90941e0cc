/* Files that a form brings: multipart/form-data (RFC 7578), on routes that say so (`upload`). The
 * body of such a route may be large and then lies in a file without a name, mapped into memory; it
 * is gone with the request unless a handler keeps it. */
#ifndef WEB_UPLOAD_H
#define WEB_UPLOAD_H

#include "web/web.h"

enum { UPLOAD_PARTS = 64 };

struct upload_part {
  struct str field, file_name, bytes;
};

struct upload_body {
  struct str form; /* the plain fields as application/x-www-form-urlencoded */
  struct upload_part files[UPLOAD_PARTS];
  size_t file_count;
};

/* False: it is not what its content type says, or has too many parts. */
bool upload_read(struct arena *arena, struct str content_type, struct str body,
                 struct upload_body *read);

/* Makes the folder of uploads and those above it. If it cannot, opening a file there says why. */
void upload_folder_make(const char *path);

#endif
