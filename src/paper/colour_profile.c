#include "paper/colour_profile.h"

#include <lcms2.h>
#include <string.h>

#include "base/fault.h"

/* PDF 1.7 knows ICC profiles up to version 4.2 (ISO 32000-1, 8.6.5.5). */
#define VERSION 4.2
/* Where the day of making stands in the profile (ICC.1:2004, 7.2.8): we were not asked for it, and
 * the same voucher must give the same bytes. */
enum { MADE_AT = 24, MADE_LEN = 12 };

static void close_profile(void *profile) {
  cmsCloseProfile(profile);
}

struct str colour_profile(struct arena *arena) {
  static const unsigned char made[MADE_LEN] = {2020 >> 8, 2020 & 255, 0, 1, 0, 1};
  cmsHPROFILE profile = cmsCreate_sRGBProfile();
  if (profile == NULL) fault_raise(FAULT_IO, "no sRGB profile");
  arena_defer(arena, close_profile, profile);
  cmsSetProfileVersion(profile, VERSION);
  cmsUInt32Number len = 0;
  char *bytes = NULL;
  if (cmsSaveProfileToMem(profile, NULL, &len)) bytes = arena_alloc(arena, len);
  if (bytes == NULL || !cmsSaveProfileToMem(profile, bytes, &len))
    fault_raise(FAULT_IO, "no sRGB profile");
  memcpy(bytes + MADE_AT, made, MADE_LEN);
  return str_slice(bytes, len);
}
