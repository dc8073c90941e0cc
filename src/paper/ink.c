#include "paper/ink.h"

#include "base/fault.h"

static double hex_pair(struct str text, size_t at) {
  int value = 0;
  for (size_t i = at; i < at + 2; i++) {
    char c = text.ptr[i];
    int digit = c >= '0' && c <= '9'                   ? c - '0'
                : ((c | 32) >= 'a' && (c | 32) <= 'f') ? (c | 32) - 'a' + 10
                                                       : -1;
    if (digit < 0) fault_raise(FAULT_INPUT, "not a colour: \"%.*s\"", STR_ARG(text));
    value = 16 * value + digit;
  }
  return value / 255.0;
}

struct ink ink_of(struct str text) {
  if (text.len != 7 || text.ptr[0] != '#')
    fault_raise(FAULT_INPUT, "not a colour: \"%.*s\"", STR_ARG(text));
  return (struct ink){hex_pair(text, 1), hex_pair(text, 3), hex_pair(text, 5)};
}

/* Relative luminance, with the square for sRGB's curve: near enough to choose a colour by. */
static double luminance(struct ink ink) {
  return 0.2126 * ink.red * ink.red + 0.7152 * ink.green * ink.green + 0.0722 * ink.blue * ink.blue;
}

struct ink ink_readable(struct ink ink, struct ink ground) {
  while ((luminance(ground) + 0.05) / (luminance(ink) + 0.05) < 4.5)
    ink = (struct ink){ink.red * 0.95, ink.green * 0.95, ink.blue * 0.95};
  return ink;
}

struct ink ink_mix(struct ink a, struct ink b, double share_of_b) {
  return (struct ink){a.red + (b.red - a.red) * share_of_b,
                      a.green + (b.green - a.green) * share_of_b,
                      a.blue + (b.blue - a.blue) * share_of_b};
}
