/* po2c -o OUTDIR FILE.po...: compiles the sentences of all languages into the program.
 *
 * Files are named by language, fr.po, de.po, en.po, in any folder; all are merged. msgid is a
 * key (`voucher_buy_title`), msgstr the sentence, `{amount}` a placeholder; msgid_plural repeats
 * the key where the sentence depends on a count. Writes OUTDIR/messages.h (the number of each
 * message, and macros by which html2c proves that every placeholder is filled) and
 * OUTDIR/messages.c (the table of base/message_table.h).
 *
 * A message's number is made of its key alone, and is a macro: a new sentence changes nothing of
 * what the compiler sees in a file that does not use it, so that ccache need not compile it again.
 *
 * Refused: a key twice, a key without a sentence in one language, an unfinished ("fuzzy")
 * sentence, placeholders or plurals that differ between languages, two keys with one number. */
#include "tool.h"

#include <ctype.h>
#include <stdint.h>

enum { LANGUAGES = 3, FORMS = 2 }; /* French, German and English all have two plural forms */
static const char *const languages[LANGUAGES] = {"fr", "de", "en"};

enum part { PART_NONE, PART_ID, PART_PLURAL, PART_FORM };

struct sentence {
  struct text forms[FORMS];
  const char *path; /* NULL: no such sentence */
  int line;
  bool plural;
};

struct message {
  char *key;
  bool plural;
  struct sentence sentences[LANGUAGES];
};

struct catalogue {
  struct message *messages;
  size_t count;
};

struct entry { /* of a .po file, as it is read */
  struct text id, plural_id;
  struct text forms[FORMS];
  bool has_id, has_plural, fuzzy;
  int line;
};

struct reader {
  const char *path;
  int language;
  int line;
  bool fuzzy; /* the comment above the next entry says so */
  enum part part;
  int form;
  struct entry entry;
  struct catalogue *catalogue;
};

static _Noreturn __attribute__((format(printf, 2, 3))) void reader_fail(const struct reader *reader,
                                                                        const char *format, ...) {
  va_list args;
  va_start(args, format);
  char *sentence = NULL;
  if (vasprintf(&sentence, format, args) < 0) tool_fail("out of memory");
  va_end(args);
  tool_fail("%s:%d: %s", reader->path, reader->line, sentence);
}

static bool is_key(const char *key) {
  if (!islower((unsigned char)key[0])) return false;
  for (const char *c = key; *c != '\0'; c++) {
    if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && *c != '_') return false;
  }
  return true;
}

static struct message *catalogue_message(struct catalogue *catalogue, const char *key) {
  for (size_t i = 0; i < catalogue->count; i++) {
    if (strcmp(catalogue->messages[i].key, key) == 0) return &catalogue->messages[i];
  }
  catalogue->messages =
      tool_grow(catalogue->messages, (catalogue->count + 1) * sizeof *catalogue->messages);
  struct message *message = &catalogue->messages[catalogue->count++];
  *message = (struct message){.key = strdup(key)};
  return message;
}

/* French typography, so that translators type ordinary spaces: a narrow no-break space before
 * `; ? !`, a no-break space before `:`, % and € and inside « ». */
static const char *french_space(const char *before, size_t before_len, const char *after) {
  if (strchr(";?!", *after) != NULL && *after != '\0') return "\u202f";
  if (*after == ':') return "\u00a0";
  if (*after == '%' || strncmp(after, "€", 3) == 0 || strncmp(after, "»", 2) == 0) return "\u00a0";
  if (before_len >= 2 && strncmp(before + before_len - 2, "«", 2) == 0) return "\u00a0";
  return NULL;
}

static struct text french_text(const struct text *typed) {
  struct text out = {0};
  for (size_t i = 0; i < typed->len; i++) {
    const char *space =
        typed->ptr[i] != ' ' ? NULL : french_space(typed->ptr, i, typed->ptr + i + 1);
    if (space != NULL)
      text_add(&out, space, strlen(space));
    else
      text_add(&out, typed->ptr + i, 1);
  }
  return out;
}

static void entry_check(const struct reader *reader, const struct entry *entry) {
  if (!is_key(entry->id.ptr)) {
    reader_fail(reader, "\"%s\" is not a key: lower case, digits and _ only", entry->id.ptr);
  }
  if (entry->fuzzy) reader_fail(reader, "\"%s\" is marked fuzzy: finish it", entry->id.ptr);
  if (entry->has_plural && strcmp(entry->id.ptr, entry->plural_id.ptr) != 0) {
    reader_fail(reader, "msgid_plural of \"%s\" must repeat the key", entry->id.ptr);
  }
  for (int form = 0; form < (entry->has_plural ? FORMS : 1); form++) {
    if (entry->forms[form].len == 0) reader_fail(reader, "\"%s\" has no sentence", entry->id.ptr);
  }
}

static void entry_keep(struct reader *reader) {
  struct entry *entry = &reader->entry;
  int line = reader->line;
  if (entry->has_id && entry->id.len > 0) {
    reader->line = entry->line; /* complaints name where the entry began */
    entry_check(reader, entry);
    struct message *message = catalogue_message(reader->catalogue, entry->id.ptr);
    struct sentence *sentence = &message->sentences[reader->language];
    if (sentence->path != NULL) {
      reader_fail(reader, "\"%s\" is already at %s:%d", message->key, sentence->path,
                  sentence->line);
    }
    message->plural |= entry->has_plural;
    *sentence =
        (struct sentence){.path = reader->path, .line = entry->line, .plural = entry->has_plural};
    for (int form = 0; form < FORMS; form++) {
      struct text *typed = &entry->forms[entry->has_plural ? form : 0];
      sentence->forms[form] = reader->language == 0 ? french_text(typed) : *typed;
    }
  }
  reader->entry = (struct entry){.line = 0};
  reader->part = PART_NONE;
  reader->line = line;
}

static struct text *reader_target(struct reader *reader) {
  struct entry *entry = &reader->entry;
  if (!entry->has_id) reader_fail(reader, "msgstr without msgid");
  if (reader->part == PART_ID) return &entry->id;
  if (reader->part == PART_PLURAL) return &entry->plural_id;
  if (reader->part == PART_FORM) return &entry->forms[reader->form];
  reader_fail(reader, "a string without msgid or msgstr");
}

/* A quoted string, up to the end of the line, is added to the part being read. */
static void read_string(struct reader *reader, const char *line) {
  struct text *target = reader_target(reader);
  while (*line == ' ')
    line++;
  if (*line++ != '"') reader_fail(reader, "a string must begin with \"");
  for (; *line != '"'; line++) {
    if (*line == '\0') reader_fail(reader, "a string must end with \"");
    char c = *line;
    if (c == '\\') {
      static const char from[] = "nt\"\\", to[] = "\n\t\"\\";
      const char *found = *++line == '\0' ? NULL : strchr(from, *line);
      if (found == NULL) reader_fail(reader, "unknown escape \\%c", *line);
      c = to[found - from];
    }
    text_add(target, &c, 1);
  }
  text_add(target, "", 0);
  if (line[1] != '\0') reader_fail(reader, "something follows the closing \"");
}

static bool keyword(const char **line, const char *word) {
  size_t len = strlen(word);
  if (strncmp(*line, word, len) != 0 || ((*line)[len] != ' ' && (*line)[len] != '"')) return false;
  *line += len;
  return true;
}

static void read_line(struct reader *reader, const char *line) {
  struct entry *entry = &reader->entry;
  if (*line == '\0') return;
  if (*line == '#') {
    if (strncmp(line, "#,", 2) == 0 && strstr(line, "fuzzy") != NULL) reader->fuzzy = true;
    return;
  }
  if (keyword(&line, "msgid")) {
    entry_keep(reader);
    *entry = (struct entry){.has_id = true, .fuzzy = reader->fuzzy, .line = reader->line};
    reader->fuzzy = false;
    reader->part = PART_ID;
  } else if (keyword(&line, "msgid_plural")) {
    entry->has_plural = true;
    reader->part = PART_PLURAL;
  } else if (keyword(&line, "msgstr") || keyword(&line, "msgstr[0]")) {
    reader->part = PART_FORM;
    reader->form = 0;
  } else if (keyword(&line, "msgstr[1]")) {
    reader->part = PART_FORM;
    reader->form = 1;
  } else if (*line != '"') {
    reader_fail(reader, "not understood: %s", line);
  }
  read_string(reader, line);
}

static int language_of_path(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash == NULL ? path : slash + 1;
  for (int i = 0; i < LANGUAGES; i++) {
    if (strncmp(name, languages[i], 2) == 0 && strcmp(name + 2, ".po") == 0) return i;
  }
  tool_fail("%s: not a language of the product (fr.po, de.po, en.po)", path);
}

static void catalogue_read(struct catalogue *catalogue, const char *path) {
  struct reader reader = {.path = path, .language = language_of_path(path), .catalogue = catalogue};
  struct text file = file_read(path);
  for (char *line = file.ptr, *next; line != NULL && *line != '\0'; line = next) {
    next = strchr(line, '\n');
    if (next != NULL) *next++ = '\0';
    reader.line++;
    read_line(&reader, line);
  }
  entry_keep(&reader);
}

/* The names in braces, each once, in the order of first use. */
struct names {
  struct text items[16];
  size_t count;
};

static bool names_hold(const struct names *names, const char *name, size_t len) {
  for (size_t i = 0; i < names->count; i++) {
    if (names->items[i].len == len && memcmp(names->items[i].ptr, name, len) == 0) return true;
  }
  return false;
}

static void names_of_form(struct names *names, const struct message *message,
                          const struct sentence *sentence, const char *text) {
  for (const char *open = text; (open = strchr(open, '{')) != NULL;) {
    const char *name = open + 1;
    size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789");
    if (len == 0 || name[len] != '}') {
      tool_fail("%s:%d: \"%s\" has a { that opens no placeholder", sentence->path, sentence->line,
                message->key);
    }
    if (!names_hold(names, name, len)) {
      if (names->count == 16) tool_fail("%s: too many placeholders", message->key);
      text_add(&names->items[names->count++], name, len);
    }
    open = name + len;
  }
}

static struct names names_of(const struct message *message, int language) {
  struct names names = {.count = 0};
  const struct sentence *sentence = &message->sentences[language];
  for (int form = FORMS - 1; form >= 0; form--) {
    names_of_form(&names, message, sentence, sentence->forms[form].ptr);
  }
  return names;
}

/* « un bon » needs no {count}: the number itself may be missing from a plural sentence. */
static bool names_agree(const struct names *a, const struct names *b, bool plural) {
  for (size_t i = 0; i < a->count; i++) {
    const struct text *name = &a->items[i];
    if (plural && strcmp(name->ptr, "count") == 0) continue;
    if (!names_hold(b, name->ptr, name->len)) return false;
  }
  return true;
}

/* All complaints at once: a translator mends a whole file, not one line per build. */
static bool message_is_complete(const struct message *message) {
  struct names expected = {.count = 0};
  bool complete = true;
  for (int i = 0; i < LANGUAGES; i++) {
    const struct sentence *sentence = &message->sentences[i];
    if (sentence->path == NULL) {
      fprintf(stderr, "\"%s\" is missing in %s\n", message->key, languages[i]);
      complete = false;
      continue;
    }
    if (sentence->plural != message->plural) {
      fprintf(stderr, "%s:%d: \"%s\" is plural in another language, but not here\n", sentence->path,
              sentence->line, message->key);
      complete = false;
    }
    struct names names = names_of(message, i);
    if (expected.count == 0 && i == 0) expected = names;
    if (!names_agree(&expected, &names, message->plural) ||
        !names_agree(&names, &expected, message->plural)) {
      fprintf(stderr, "%s:%d: \"%s\" has other placeholders than %s\n", sentence->path,
              sentence->line, message->key, languages[0]);
      complete = false;
    }
  }
  return complete;
}

/* FNV-1a of the key, without its top bit: the number of a message is a positive int.
 * message_number() of base/message.c is the same. */
static uint32_t number_of(const char *key) {
  uint32_t number = 2166136261u;
  for (; *key != '\0'; key++)
    number = (number ^ (uint8_t)*key) * 16777619u;
  return number & 0x7fffffffu;
}

static struct text header_text(const struct catalogue *catalogue) {
  struct text out = {0};
  text_format(&out, "/* Generated by tools/po2c from i18n. */\n#ifndef MESSAGES_H\n");
  text_format(&out, "#define MESSAGES_H\n\n"
                    "/* For templates: placeholders besides {count}, and whether a count is"
                    " needed. */\n");
  for (size_t i = 0; i < catalogue->count; i++) {
    const struct message *message = &catalogue->messages[i];
    struct names names = names_of(message, 0);
    bool shows_count = names_hold(&names, "count", 5);
    text_format(&out, "#define MSG_%s ((enum message)%u)\n", message->key, number_of(message->key));
    text_format(&out, "#define MSG_ARGS_%s %zu\n", message->key, names.count - shows_count);
    text_format(&out, "#define MSG_COUNTS_%s %d\n", message->key, shows_count || message->plural);
    for (size_t n = 0; n < names.count; n++) {
      const char *name = names.items[n].ptr;
      text_format(&out, "#define MSG_ARG_%s_%s \"%s\"\n", message->key, name, name);
    }
  }
  text_format(&out, "\n#endif\n");
  return out;
}

static void write_sentence(struct text *out, const struct sentence *sentence) {
  text_format(out, "{");
  for (int form = 0; form < FORMS; form++) {
    const struct text *text = &sentence->forms[form];
    text_format(out, "%s{", form == 0 ? "" : ", ");
    if (form > 0 && !sentence->plural) {
      text_format(out, "NULL, 0}");
      continue;
    }
    text_format(out, "\"");
    text_add_c(out, text->ptr, text->len);
    text_format(out, "\", %zu}", text->len);
  }
  text_format(out, "}");
}

/* Open addressing over the numbers: a slot holds 1 + the entry's place, 0 when it is free. */
static void write_slots(struct text *out, const struct catalogue *catalogue) {
  size_t size = 2;
  while (size < 2 * catalogue->count)
    size *= 2;
  if (catalogue->count > UINT16_MAX) tool_fail("more messages than base/message_table.h can name");
  uint16_t *slots = calloc(size, sizeof *slots);
  if (slots == NULL) tool_fail("out of memory");
  for (size_t i = 0; i < catalogue->count; i++) {
    const char *key = catalogue->messages[i].key;
    size_t slot = number_of(key) & (size - 1);
    for (; slots[slot] != 0; slot = (slot + 1) & (size - 1)) {
      const char *other = catalogue->messages[slots[slot] - 1].key;
      if (number_of(key) == number_of(other))
        tool_fail("\"%s\" and \"%s\" have one number: rename one", other, key);
    }
    slots[slot] = (uint16_t)(i + 1);
  }
  text_format(out, "\nconst size_t message_slot_count = %zu;\n", size);
  text_format(out, "const uint16_t message_slots[] = {");
  for (size_t slot = 0; slot < size; slot++)
    text_format(out, slot % 16 == 0 ? "\n    %u," : " %u,", (unsigned)slots[slot]);
  text_format(out, "\n};\n");
  free(slots);
}

static struct text table_text(const struct catalogue *catalogue) {
  struct text out = {0};
  text_format(&out,
              "/* Generated by tools/po2c from i18n. */\n#include \"base/message_table.h\"\n\n");
  text_format(&out, "_Static_assert(LANGUAGE_FR == 0 && LANGUAGE_DE == 1 && LANGUAGE_EN == 2 &&\n");
  text_format(&out, "                   LANGUAGE_COUNT == %d && MESSAGE_FORMS == %d,\n", LANGUAGES,
              FORMS);
  text_format(&out, "               \"po2c and base agree\");\n\n");
  text_format(&out, "const struct message_entry message_entries[] = {\n");
  for (size_t i = 0; i < catalogue->count; i++) {
    const struct message *message = &catalogue->messages[i];
    text_format(&out, "    {%u, {\"%s\", %zu},\n     {", number_of(message->key), message->key,
                strlen(message->key));
    for (int language = 0; language < LANGUAGES; language++) {
      text_format(&out, language == 0 ? "" : ",\n      ");
      write_sentence(&out, &message->sentences[language]);
    }
    text_format(&out, "}},\n");
  }
  text_format(&out, "};\nconst size_t message_count = %zu;\n", catalogue->count);
  write_slots(&out, catalogue);
  return out;
}

static int message_compare(const void *a, const void *b) {
  return strcmp(((const struct message *)a)->key, ((const struct message *)b)->key);
}

int main(int argc, char **argv) {
  if (argc < 4 || strcmp(argv[1], "-o") != 0) tool_fail("usage: po2c -o OUTDIR FILE.po...");
  struct catalogue catalogue = {0};
  for (int i = 3; i < argc; i++)
    catalogue_read(&catalogue, argv[i]);
  if (catalogue.count == 0) tool_fail("no message in any file");
  qsort(catalogue.messages, catalogue.count, sizeof *catalogue.messages, message_compare);
  bool complete = true;
  for (size_t i = 0; i < catalogue.count; i++) {
    if (!message_is_complete(&catalogue.messages[i])) complete = false;
  }
  if (!complete) return 1;
  struct text header = header_text(&catalogue), table = table_text(&catalogue);
  struct text header_path = {0}, table_path = {0};
  text_format(&header_path, "%s/messages.h", argv[2]);
  text_format(&table_path, "%s/messages.c", argv[2]);
  file_write(header_path.ptr, &header);
  file_write(table_path.ptr, &table);
  return 0;
}
