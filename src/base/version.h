/* Which Emplettes this is. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define PRODUCT_VERSION "0.1.0"

#endif
