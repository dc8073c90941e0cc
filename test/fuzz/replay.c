/* Runs a fuzz target over files, and over the files of folders: how `make test` replays what
 * fuzzing once found, without a fuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replayed;

static void replay_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
    fprintf(stderr, "%s: cannot be read\n", path);
    exit(1);
  }
  size_t size = (size_t)ftell(file);
  rewind(file);
  /* Exactly as large as the input, so that reading one byte too far is seen. */
  uint8_t *data = malloc(size);
  if (size > 0 && fread(data, 1, size, file) != size) exit(1);
  fclose(file);
  LLVMFuzzerTestOneInput(data, size);
  free(data);
  replayed++;
}

static void replay(const char *path) {
  DIR *dir = opendir(path);
  if (dir == NULL) {
    replay_file(path);
    return;
  }
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    char inner[4096];
    if (entry->d_name[0] == '.') continue;
    snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
    replay(inner);
  }
  closedir(dir);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++)
    replay(argv[i]);
  printf("%s: %d inputs\n", argv[0], replayed);
  return replayed > 0 ? 0 : 1;
}
