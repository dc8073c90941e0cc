/* A shop. */
#include "paper/paper.h"
