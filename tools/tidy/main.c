/* tidy [ROOT]: checks the sources against the rules of the house and prints what it finds, a line
 * each. Fails if there was anything. */
#include "tidy.h"

int main(int argc, char **argv) {
  struct tree tree = tree_load(argc > 1 ? argv[1] : ".");
  check_text(&tree);
  check_c(&tree);
  check_layers(&tree);
  check_dead(&tree);
  if (findings() > 0) fprintf(stderr, "tidy: %d findings in %zu files\n", findings(), tree.count);
  return findings() > 0;
}
