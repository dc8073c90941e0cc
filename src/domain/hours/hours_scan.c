/* A value as tokens. What people really type is mapped here to the standard's few signs and words;
 * a token remembers whether it was spelled as the standard spells it. */
#include "domain/hours/hours_scan.h"

#include "base/fault.h"

struct scan {
  struct arena *arena;
  struct str value;
  size_t at;
  bool space;
  struct hours_tokens tokens;
};

struct letter { /* one character of the value */
  uint32_t code;
  size_t bytes;
};

static struct letter letter_at(struct str value, size_t at) {
  const unsigned char *p = (const unsigned char *)value.ptr + at;
  size_t left = value.len - at;
  if (left == 0) return (struct letter){0, 0};
  if (p[0] < 0x80) return (struct letter){p[0], 1};
  if (p[0] < 0xe0 && left > 1) return (struct letter){(p[0] & 0x1fu) << 6 | (p[1] & 0x3fu), 2};
  if (p[0] < 0xf0 && left > 2)
    return (struct letter){(p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu), 3};
  if (left > 3)
    return (struct letter){
        (p[0] & 7u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu), 4};
  return (struct letter){0xfffd, left};
}

static bool is_space(uint32_t c) {
  return c == ' ' || c == '_' || c == '\t' || c == '\r' || c == 0xa0 || c == 0x202f ||
         c == 0x2009 || c == 0x3000 || c == 0xfeff || (c >= 0x2000 && c <= 0x200b);
}

/* Digits, also raised and lowered ones and the ring of « 12°° ». */
static int digit_of(uint32_t c) {
  if (c >= '0' && c <= '9') return (int)(c - '0');
  if (c >= 0x2080 && c <= 0x2089) return (int)(c - 0x2080);
  if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079)) return (int)(c - 0x2070);
  switch (c) {
  case 0xb0:
    return 0;
  case 0xb9:
    return 1;
  case 0xb2:
    return 2;
  case 0xb3:
    return 3;
  default:
    return -1;
  }
}

/* The standard's sign for a character, 0 if it is none. */
static char sign_of(uint32_t c) {
  static const struct {
    uint32_t code;
    char sign;
  } signs[] = {
      {0x2010, '-'}, {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2212, '-'},
      {0x30fc, '-'}, {0x2192, '-'}, {0xff5e, '-'}, {'~', '-'},    {'=', '-'},    {0xff1a, ':'},
      {'&', ','},    {0x3001, ','}, {'\n', ';'},   {0x2022, ';'}, {0xb7, ','},
  };
  if (c < 0x80 && c != 0 && str_find(S("-,;|:.+/[]()"), str_slice((const char[]){(char)c}, 1)) >= 0)
    return (char)c;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (signs[i].code == c) return signs[i].sign;
  return 0;
}

/* The character that ends what this one opens, 0 if it opens nothing. */
static uint32_t closing_of(uint32_t c) {
  switch (c) {
  case '"':
    return '"';
  case 0x201e:
    return 0x201c; /* „ “ */
  case 0x201c:
    return 0x201d; /* “ ” */
  case 0xab:
    return 0xbb; /* « » */
  case 0x300c:
    return 0x300d;
  case 0x300e:
    return 0x300f;
  case 0x201a:
    return 0x2018; /* ‚ ‘ */
  case 0x2018:
    return 0x2019; /* ‘ ’ */
  case '\'':
    return '\'';
  default:
    return 0;
  }
}

/* Letters without case and accents; 0: not a letter of ours. */
static char folded(uint32_t c) {
  static const char latin[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo*ouuuuypy";
  if (c >= 'A' && c <= 'Z') return (char)(c + 32);
  if (c >= 'a' && c <= 'z') return (char)c;
  if (c >= 0xc0 && c <= 0xff && c != 0xd7 && c != 0xf7) return latin[c - 0xc0];
  return 0;
}

static bool is_word_letter(uint32_t c) {
  return folded(c) != 0 ||
         (c >= 0x100 && digit_of(c) < 0 && !is_space(c) && sign_of(c) == 0 && closing_of(c) == 0 &&
          c != 0x201d && c != 0x2019 && c != 0x2018 && c != 0x300d && c != 0x300f);
}

static struct hours_token *token_add(struct scan *scan, enum hours_token_kind kind, size_t from) {
  struct hours_token *token = &scan->tokens.items[scan->tokens.count++];
  *token = (struct hours_token){
      .kind = kind, .space_before = scan->space, .position = from, .end = scan->at};
  token->standard = true;
  scan->space = false;
  return token;
}

static void scan_number(struct scan *scan) {
  size_t from = scan->at;
  int64_t value = 0;
  uint8_t digits = 0;
  bool plain = true;
  for (struct letter c; (c = letter_at(scan->value, scan->at)).bytes > 0; scan->at += c.bytes) {
    int digit = digit_of(c.code);
    if (digit < 0) break;
    plain = plain && c.bytes == 1;
    if (value < 1000000) value = value * 10 + digit;
    if (digits < 20) digits++;
  }
  struct hours_token *token = token_add(scan, TOKEN_NUMBER, from);
  token->value = (int)value;
  token->digits = digits;
  token->standard = plain;
}

static bool scan_comment(struct scan *scan, uint32_t closing) {
  size_t from = scan->at, inner = from + letter_at(scan->value, from).bytes;
  for (size_t at = inner; at < scan->value.len;) {
    struct letter c = letter_at(scan->value, at);
    bool ends = c.code == closing || (closing == 0x201c && c.code == 0x201d) ||
                (closing == 0x201c && c.code == '"') || (closing == 0x2018 && c.code == 0x2019) ||
                (closing == 0x2019 && c.code == 0x2018);
    if (ends) {
      scan->at = at + c.bytes;
      struct hours_token *token = token_add(scan, TOKEN_COMMENT, from);
      token->text = str_trim(str_slice(scan->value.ptr + inner, at - inner));
      token->standard = closing == '"';
      return true;
    }
    at += c.bytes;
  }
  return false;
}

/* The word's letters as hours_word wants them; false: too long for any word of ours. */
static bool fold_word(struct str word, char *out, size_t size, size_t *len) {
  *len = 0;
  for (size_t at = 0; at < word.len;) {
    struct letter c = letter_at(word, at);
    if (*len + 2 > size) return false;
    char letter = folded(c.code);
    out[(*len)++] = letter ? letter : '?';
    if (c.code == 0xdf) out[(*len)++] = 's';
    at += c.bytes;
  }
  return true;
}

/* Runs written together: "SHWe", "Novweek". The longest known beginning counts. */
static bool scan_joined(struct scan *scan, const char *text, size_t len, size_t from) {
  enum hours_token_kind kind;
  int value;
  for (size_t cut = len; cut >= 2 || cut == len; cut--) {
    struct str head = str_slice(text, cut);
    if (!hours_word(head, &kind, &value)) continue;
    if (cut < len && kind > TOKEN_STATE) continue;
    size_t count = scan->tokens.count, end = scan->at;
    bool space = scan->space;
    scan->at = cut < len ? from + cut : end;
    struct hours_token *token = token_add(scan, kind, from);
    token->value = value;
    struct str spelled = str_slice(scan->value.ptr + from, scan->at - from);
    token->standard = hours_word_is_standard(spelled, kind, value);
    scan->at = end;
    if (cut == len || scan_joined(scan, text + cut, len - cut, from + cut)) return true;
    scan->tokens.count = count;
    scan->space = space;
  }
  return false;
}

static bool swallow(struct scan *scan, struct str text) {
  struct str rest = str_skip(scan->value, scan->at);
  if (rest.len < text.len || !str_equal_ascii_case(str_take(rest, text.len), text)) return false;
  if (rest.len > text.len && is_word_letter(letter_at(rest, text.len).code)) return false;
  scan->at += text.len;
  return true;
}

/* Two words that mean one thing. */
static bool scan_phrase(struct scan *scan, struct str word, size_t from) {
  enum hours_token_kind kind = TOKEN_END;
  if (str_equal(word, S("rendez")) && (swallow(scan, S("-vous")) || swallow(scan, S(" vous"))))
    kind = TOKEN_APPOINTMENT;
  else if (str_equal(word, S("week")) &&
           (swallow(scan, S("-end")) || swallow(scan, S(" end")) || swallow(scan, S("-ends"))))
    kind = TOKEN_WEEKEND;
  else if (str_equal(word, S("open")) && (swallow(scan, S(" end")) || swallow(scan, S("-end"))))
    kind = TOKEN_LATE;
  else if (str_equal(word, S("a")) && (swallow(scan, S(".m.")) || swallow(scan, S(".m"))))
    kind = TOKEN_AM;
  else if (str_equal(word, S("p")) && (swallow(scan, S(".m.")) || swallow(scan, S(".m"))))
    kind = TOKEN_PM;
  if (kind == TOKEN_END) return false;
  token_add(scan, kind, from)->standard = false;
  return true;
}

static void scan_word(struct scan *scan) {
  size_t from = scan->at;
  for (struct letter c; (c = letter_at(scan->value, scan->at)).bytes > 0; scan->at += c.bytes)
    if (!is_word_letter(c.code)) break;
  struct str word = str_slice(scan->value.ptr + from, scan->at - from);
  char text[48];
  size_t len;
  bool known = false;
  if (fold_word(word, text, sizeof text, &len)) {
    struct str lower = str_slice(text, len);
    if (str_equal(lower, S("x"))) {
      struct hours_token *token = token_add(scan, TOKEN_SIGN, from);
      token->value = '/';
      token->standard = false;
      return;
    }
    known = scan_phrase(scan, lower, from) || scan_joined(scan, text, len, from);
  }
  if (!known) token_add(scan, TOKEN_UNKNOWN, from)->standard = false;
  if (known && letter_at(scan->value, scan->at).code == '.') scan->at++; /* "Mon." */
}

static void scan_sign(struct scan *scan, struct letter c) {
  size_t from = scan->at;
  char sign = sign_of(c.code);
  scan->at += c.bytes;
  bool twice = sign == '|' && letter_at(scan->value, scan->at).code == '|';
  if (twice) scan->at++;
  struct hours_token *token = token_add(scan, sign ? TOKEN_SIGN : TOKEN_UNKNOWN, from);
  token->value = sign;
  token->standard = sign == (char)c.code && (sign != '|' || twice);
}

/* An apostrophe inside or at the end of a word joins nothing: « jusqu'à », "o'clock". */
static bool is_apostrophe(const struct scan *scan, uint32_t c) {
  bool mark = c == '\'' || c == 0x2019 || c == 0x2018;
  return mark && scan->at > 0 && !scan->space && scan->tokens.count > 0 &&
         scan->tokens.items[scan->tokens.count - 1].kind != TOKEN_SIGN;
}

static void scan_next(struct scan *scan) {
  struct letter c = letter_at(scan->value, scan->at);
  uint32_t closing = closing_of(c.code);
  if (is_space(c.code) || is_apostrophe(scan, c.code)) {
    scan->at += c.bytes;
    scan->space = true;
  } else if (closing != 0) {
    if (scan_comment(scan, closing)) return;
    scan->tokens.unclosed = true;
    scan->tokens.unclosed_at = scan->at;
    scan->at = scan->value.len;
  } else if (digit_of(c.code) >= 0) {
    scan_number(scan);
  } else if (is_word_letter(c.code)) {
    scan_word(scan);
  } else {
    scan_sign(scan, c);
  }
}

struct hours_tokens hours_scan(struct arena *arena, struct str value) {
  struct scan scan = {.arena = arena, .value = value};
  /* A token has a byte at least. */
  scan.tokens.items = arena_array(arena, struct hours_token, value.len + 1);
  while (scan.at < value.len)
    scan_next(&scan);
  token_add(&scan, TOKEN_END, value.len);
  return scan.tokens;
}
