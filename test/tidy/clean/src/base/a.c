#include "base/a.h"

static const int table[] = {
    1,
};

int act(int a) {
  return table[a];
}
