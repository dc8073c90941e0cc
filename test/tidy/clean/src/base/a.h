/* Head. */
#ifndef A_H
#define A_H
#include <stddef.h>
#endif
