#include "base/csv_stream.h"

#include <csv.h>
#include <string.h>

#include "base/fault.h"

enum { LINE_MAX_BYTES = 1 << 20, CELLS_MAX = 400, LOOK_BYTES = 1 << 16 };

struct csv_stream {
  struct pieces *pieces;
  struct csv_parser parser;
  bool latin1, finished;
  size_t line;
  /* The row being read. */
  struct arena *arena;
  struct str cells[CELLS_MAX];
  size_t cell_count;
  bool row_ended, too_wide;
};

static void on_cell(void *bytes, size_t len, void *arg) {
  struct csv_stream *stream = arg;
  if (stream->cell_count == CELLS_MAX) {
    stream->too_wide = true;
    return;
  }
  stream->cells[stream->cell_count++] = str_copy(stream->arena, str_slice(bytes, len));
}

static void on_row(int terminator, void *arg) {
  (void)terminator;
  struct csv_stream *stream = arg;
  stream->row_ended = true;
}

static int is_never_space(unsigned char c) {
  (void)c;
  return 0;
}

static void free_parser(void *parser) {
  csv_free(parser);
}

/* The one that the first line has most of, outside quotes. */
static unsigned char separator_of(struct str text) {
  static const char separators[] = {',', ';', '\t'};
  size_t counts[3] = {0}, best = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.len && (quoted || text.ptr[i] != '\n'); i++) {
    if (text.ptr[i] == '"') quoted = !quoted;
    for (size_t s = 0; s < 3; s++)
      counts[s] += !quoted && text.ptr[i] == separators[s];
  }
  for (size_t s = 1; s < 3; s++)
    if (counts[s] > counts[best]) best = s;
  return (unsigned char)separators[best];
}

struct csv_stream *csv_stream_open(struct arena *arena, struct pieces *pieces, bool latin1) {
  struct csv_stream *stream = arena_new(arena, struct csv_stream);
  *stream = (struct csv_stream){.pieces = pieces, .latin1 = latin1, .line = 1};
  if (csv_init(&stream->parser, CSV_STRICT | CSV_STRICT_FINI))
    fault_raise(FAULT_MEMORY, "no CSV parser");
  arena_defer(arena, free_parser, &stream->parser);
  if (str_starts(pieces_see(pieces, 3), S("\uFEFF"))) pieces_skip(pieces, 3);
  csv_set_delim(&stream->parser, separator_of(pieces_see(pieces, LOOK_BYTES)));
  csv_set_space_func(&stream->parser, is_never_space);
  return stream;
}

/* What Windows-1252 has where Latin-1 has control characters; 0 where it has nothing. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static void add_utf8(struct buf *out, unsigned c) {
  if (c < 0x80) {
    buf_add_char(out, (char)c);
  } else if (c < 0x800) {
    buf_add_char(out, (char)(0xC0 | c >> 6));
    buf_add_char(out, (char)(0x80 | (c & 0x3F)));
  } else {
    buf_add_char(out, (char)(0xE0 | c >> 12));
    buf_add_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
    buf_add_char(out, (char)(0x80 | (c & 0x3F)));
  }
}

static struct str from_latin1(struct arena *arena, struct str text) {
  struct buf out = buf_in(arena);
  for (size_t i = 0; i < text.len; i++) {
    unsigned c = (unsigned char)text.ptr[i];
    bool middle = c >= 0x80 && c < 0xA0;
    add_utf8(&out, middle && windows_1252[c - 0x80] ? windows_1252[c - 0x80] : middle ? '?' : c);
  }
  return buf_str(&out);
}

static enum csv_step broken(const struct csv_stream *stream, struct csv_stream_fault *fault,
                            uint64_t at, const char *text) {
  *fault = (struct csv_stream_fault){at, stream->line, text};
  return CSV_STEP_BROKEN;
}

/* The next line with its end. False: it is longer than any we read. */
static bool see_line(struct csv_stream *stream, struct str *line) {
  size_t wanted = LOOK_BYTES;
  for (;;) {
    struct str seen = pieces_see(stream->pieces, wanted);
    const char *end = memchr(seen.ptr, '\n', seen.len);
    *line = end ? str_take(seen, (size_t)(end - seen.ptr) + 1) : seen;
    if (end || seen.len < wanted) return line->len <= LINE_MAX_BYTES;
    if (wanted > LINE_MAX_BYTES) return false;
    wanted *= 2;
  }
}

/* One line into the parser. False: *fault says why. */
static bool feed(struct csv_stream *stream, struct str line, struct csv_stream_fault *fault) {
  uint64_t at = pieces_offset(stream->pieces);
  struct str text = stream->latin1 ? from_latin1(stream->arena, line) : line;
  size_t valid = str_utf8_prefix(text);
  if (valid < text.len) {
    broken(stream, fault, at + (stream->latin1 ? 0 : valid), "not UTF-8, or a zero byte");
    return false;
  }
  size_t taken = csv_parse(&stream->parser, text.ptr, text.len, on_cell, on_row, stream);
  if (taken == text.len) return true;
  broken(stream, fault, at + (stream->latin1 ? 0 : taken),
         csv_strerror(csv_error(&stream->parser)));
  return false;
}

static enum csv_step finish(struct csv_stream *stream, struct csv_stream_fault *fault) {
  uint64_t at = pieces_offset(stream->pieces);
  if (stream->finished) return CSV_STEP_END;
  stream->finished = true;
  if (csv_fini(&stream->parser, on_cell, on_row, stream))
    return broken(stream, fault, at, "the file ends inside quotes");
  return stream->row_ended ? CSV_STEP_ROW : CSV_STEP_END;
}

/* Lines until one ends a row: quoted cells may run over several. */
static enum csv_step read_row(struct csv_stream *stream, struct csv_stream_row *row,
                              struct csv_stream_fault *fault) {
  size_t begun = 0;
  while (!stream->row_ended) {
    struct str line;
    uint64_t at = pieces_offset(stream->pieces);
    if (!see_line(stream, &line)) return broken(stream, fault, at, "a line longer than 1 MiB");
    if (begun == 0) row->at = at;
    if (begun == 0) row->row.line = stream->line;
    if (line.len == 0) return finish(stream, fault);
    begun += line.len;
    if (begun > LINE_MAX_BYTES) return broken(stream, fault, row->at, "quotes that never end");
    if (!feed(stream, line, fault)) return CSV_STEP_BROKEN;
    if (str_trim(line).len == 0 && stream->cell_count == 0 && !stream->row_ended) begun = 0;
    pieces_skip(stream->pieces, line.len);
    stream->line++;
  }
  return CSV_STEP_ROW;
}

enum csv_step csv_stream_next(struct csv_stream *stream, struct arena *arena,
                              struct csv_stream_row *row, struct csv_stream_fault *fault) {
  stream->arena = arena;
  stream->cell_count = 0;
  stream->row_ended = stream->too_wide = false;
  *row = (struct csv_stream_row){0};
  enum csv_step step = read_row(stream, row, fault);
  if (step != CSV_STEP_ROW) return step;
  if (stream->too_wide) return broken(stream, fault, row->at, "more than 400 columns");
  row->row.count = stream->cell_count;
  row->row.cells = arena_array(arena, struct str, stream->cell_count);
  memcpy(row->row.cells, stream->cells, stream->cell_count * sizeof(struct str));
  return CSV_STEP_ROW;
}

/* Bytes of one letter beyond ASCII that is well-formed UTF-8, else 0. */
static size_t letter_bytes(struct str text) {
  unsigned char first = (unsigned char)text.ptr[0];
  size_t len = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || text.len < len) return 0;
  return str_utf8_prefix(str_take(text, len)) == len ? len : 0;
}

struct letters {
  uint64_t good, bad, first_bad;
};

/* Returns how much was looked at: a letter may be cut by the window's end. */
static size_t count_letters(struct str text, uint64_t offset, bool last, struct letters *letters) {
  size_t i = 0;
  while (i < text.len) {
    if ((unsigned char)text.ptr[i] < 0x80) {
      i++;
      continue;
    }
    if (!last && text.len - i < 4) return i;
    size_t len = letter_bytes(str_skip(text, i));
    if (len == 0 && letters->bad++ == 0) letters->first_bad = offset + i;
    letters->good += len > 0;
    i += len > 0 ? len : 1;
  }
  return i;
}

enum text_kind text_kind_of(struct pieces *pieces, uint64_t *at) {
  struct letters letters = {0};
  struct str head = pieces_see(pieces, 3);
  *at = 0;
  if (str_starts(head, S("\xFF\xFE")) || str_starts(head, S("\xFE\xFF"))) return TEXT_UTF16;
  for (;;) {
    struct str seen = pieces_see(pieces, LOOK_BYTES);
    bool last = pieces_offset(pieces) + seen.len == pieces_size(pieces);
    size_t looked = count_letters(seen, pieces_offset(pieces), last, &letters);
    if (looked == 0) break;
    pieces_skip(pieces, looked);
  }
  pieces_rewind(pieces);
  *at = letters.first_bad;
  if (letters.bad == 0) return TEXT_UTF8;
  return letters.bad > letters.good ? TEXT_LATIN1 : TEXT_DAMAGED;
}

struct str csv_as_utf8(struct arena *arena, struct str bytes) {
  uint64_t at;
  bool old = text_kind_of(pieces_of_text(arena, bytes), &at) == TEXT_LATIN1;
  return old ? from_latin1(arena, bytes) : bytes;
}
