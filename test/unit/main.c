/* Runs the unit tests of every *_test.c, or of the groups named on the command line. The build
 * lists the groups in the file UNIT_GROUPS, one GROUP(NAME) a line for each NAME_test.c. */
#include <stdio.h>
#include <string.h>

#define GROUP(name) int name##_tests(void);
#include UNIT_GROUPS
#undef GROUP

/* The server starts itself anew to decode a picture; here that is this program. Weak: a build of
 * some folders only may lack it. */
__attribute__((weak)) int picture_maker(void);

static int decodes(int argc, char **argv) {
  return argc == 2 && strcmp(argv[0], "emplettes") == 0 && strcmp(argv[1], "picture") == 0 &&
         picture_maker != NULL;
}

static const struct {
  const char *name;
  int (*run)(void);
} groups[] = {
#define GROUP(name) {#name, name##_tests},
#include UNIT_GROUPS
};

static int wanted(const char *name, int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], name) == 0) return 1;
  }
  return argc == 1;
}

int main(int argc, char **argv) {
  int failed = 0, ran = 0;
  if (decodes(argc, argv)) return picture_maker();
  for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
    if (!wanted(groups[i].name, argc, argv)) continue;
    failed += groups[i].run() != 0;
    ran++;
  }
  if (ran == 0) fprintf(stderr, "unit: there is no such group\n");
  return failed > 0 || ran == 0;
}
