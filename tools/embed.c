/* embed NAME FOLDER OUTDIR: puts the files of a folder into the program.
 *
 * Writes OUTDIR/NAME.c, the table `const struct embedded_files NAME` (base/embedded.h), and
 * OUTDIR/NAME.h with one macro per file, its URL as a string literal: ASSET_app_css. The URL
 * holds a hash of the content, so that a browser may keep it for ever. FILE.gz beside FILE is its
 * compressed form. Names with a leading dot are left out. */
#include "tool.h"

#include <ctype.h>
#include <dirent.h>
#include <stdint.h>
#include <sys/stat.h>

struct file {
  char *name; /* below the folder */
  struct text bytes;
};

struct folder {
  struct file *files;
  size_t count;
};

/* By extension; what is not listed is not for browsers and is refused. */
static const struct {
  const char *extension, *type;
} media_types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".geojson", "application/geo+json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".xml", "application/xml"},
    {".sql", "application/sql"},
    {".gz", "application/gzip"},
};

static bool ends_with(const char *name, const char *end) {
  size_t len = strlen(name), end_len = strlen(end);
  return len > end_len && strcmp(name + len - end_len, end) == 0;
}

static const char *media_type(const char *name) {
  for (size_t i = 0; i < sizeof media_types / sizeof media_types[0]; i++) {
    if (ends_with(name, media_types[i].extension)) return media_types[i].type;
  }
  tool_fail("%s: embed does not know the media type of this file", name);
}

static void folder_add(struct folder *folder, const char *name, const char *path) {
  folder->files = tool_grow(folder->files, (folder->count + 1) * sizeof *folder->files);
  folder->files[folder->count++] = (struct file){.name = strdup(name), .bytes = file_read(path)};
}

/* `below` is the path inside the folder so far, "" or ending in a slash. */
static void folder_walk(struct folder *folder, const char *root, const char *below) {
  struct text path = {0};
  text_format(&path, "%s/%s", root, below);
  DIR *dir = opendir(path.ptr);
  if (dir == NULL) tool_fail("%s: cannot be listed", path.ptr);
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    struct text name = {0}, file = {0};
    text_format(&name, "%s%s", below, entry->d_name);
    text_format(&file, "%s/%s", root, name.ptr);
    struct stat status;
    if (stat(file.ptr, &status) != 0) tool_fail("%s: cannot be read", file.ptr);
    if (S_ISDIR(status.st_mode)) {
      text_add(&name, "/", 1);
      folder_walk(folder, root, name.ptr);
    } else {
      folder_add(folder, name.ptr, file.ptr);
    }
  }
  closedir(dir);
}

static int file_compare(const void *a, const void *b) {
  return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

/* FNV-1a: it tells versions of one file apart, it defends against nobody. */
static uint64_t content_hash(const struct text *bytes) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < bytes->len; i++) {
    hash = (hash ^ (unsigned char)bytes->ptr[i]) * UINT64_C(1099511628211);
  }
  return hash;
}

static struct text url_of_file(const struct file *file) {
  const char *slash = strrchr(file->name, '/');
  const char *dot = strrchr(slash == NULL ? file->name : slash, '.');
  if (dot == NULL) tool_fail("%s: a file without an extension has no media type", file->name);
  struct text url = {0};
  text_format(&url, "/assets/%.*s.%016llx%s", (int)(dot - file->name), file->name,
              (unsigned long long)content_hash(&file->bytes), dot);
  return url;
}

static const struct file *compressed_form(const struct folder *folder, const struct file *file) {
  struct text name = {0};
  text_format(&name, "%s.gz", file->name);
  struct file wanted = {.name = name.ptr};
  return bsearch(&wanted, folder->files, folder->count, sizeof wanted, file_compare);
}

static void write_literal(struct text *out, const struct text *bytes) {
  text_format(out, "{");
  for (size_t at = 0; at < bytes->len || at == 0; at += 64) {
    size_t len = bytes->len - at < 64 ? bytes->len - at : 64;
    text_format(out, "\n     \"");
    text_add_c(out, bytes->ptr + at, len);
    text_format(out, "\"");
  }
  text_format(out, ",\n     %zu}", bytes->len);
}

static void write_entry(struct text *out, const struct folder *folder, const struct file *file) {
  struct text url = url_of_file(file);
  const struct file *gzip = compressed_form(folder, file);
  text_format(out, "    {{\"%s\", %zu},\n     {\"%s\", %zu},\n", file->name, strlen(file->name),
              url.ptr, url.len);
  text_format(out, "     {\"%s\", %zu},\n     ", media_type(file->name),
              strlen(media_type(file->name)));
  write_literal(out, &file->bytes);
  text_format(out, ",\n     ");
  struct text none = {.ptr = ""};
  bool pays = gzip != NULL && gzip->bytes.len < file->bytes.len;
  write_literal(out, pays ? &gzip->bytes : &none);
  text_format(out, "},\n");
}

static struct text table_source(const char *name, const struct folder *folder) {
  struct text out = {0};
  text_format(&out, "/* Generated by tools/embed. */\n#include \"base/embedded.h\"\n\n");
  text_format(&out, "static const struct embedded_file files[] = {\n");
  size_t count = 0;
  for (size_t i = 0; i < folder->count; i++) {
    if (ends_with(folder->files[i].name, ".gz")) continue;
    write_entry(&out, folder, &folder->files[i]);
    count++;
  }
  if (count == 0) tool_fail("%s: the folder holds no file to embed", name);
  text_format(&out, "};\n\nconst struct embedded_files %s = {files, %zu};\n", name, count);
  return out;
}

static struct text url_header(const struct folder *folder) {
  struct text out = {0};
  text_format(&out, "/* Generated by tools/embed: the URL of each file. */\n");
  for (size_t i = 0; i < folder->count; i++) {
    const struct file *file = &folder->files[i];
    if (ends_with(file->name, ".gz")) continue;
    text_format(&out, "#define ASSET_");
    for (const char *c = file->name; *c != '\0'; c++) {
      text_add(&out, isalnum((unsigned char)*c) ? c : "_", 1);
    }
    text_format(&out, " \"%s\"\n", url_of_file(file).ptr);
  }
  return out;
}

int main(int argc, char **argv) {
  if (argc != 4) tool_fail("usage: embed NAME FOLDER OUTDIR");
  struct folder folder = {0};
  folder_walk(&folder, argv[2], "");
  if (folder.count > 0) qsort(folder.files, folder.count, sizeof *folder.files, file_compare);
  struct text path = {0}, header_path = {0};
  text_format(&path, "%s/%s.c", argv[3], argv[1]);
  text_format(&header_path, "%s/%s.h", argv[3], argv[1]);
  struct text source = table_source(argv[1], &folder), header = url_header(&folder);
  file_write(path.ptr, &source);
  file_write(header_path.ptr, &header);
  return 0;
}
