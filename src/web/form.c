#include "web/form.h"

#include <string.h>

#include "base/email.h"
#include "base/format.h"
#include "base/json.h"
#include "base/text.h"
#include "web/uri.h"

enum { TEXT_MAX_DEFAULT = 200 };

/* What was sent for one field, whatever it came in. */
enum input_kind { INPUT_ABSENT, INPUT_TEXT, INPUT_INT, INPUT_BOOL, INPUT_OTHER };

struct input {
  enum input_kind kind;
  struct str text;
  int64_t integer;
  bool boolean;
  bool twice;
  bool unreadable; /* broken escapes or UTF-8 */
};

struct reading {
  struct arena *arena;
  const struct form *form;
  struct form_result result;
};

/* What a field's reader found out. */
struct verdict {
  bool refused;
  enum message message;
  int64_t bound;
};

static const struct verdict fine = {.refused = false};

static struct verdict refuse_with(enum message message) {
  return (struct verdict){.refused = true, .message = message};
}

static struct verdict refuse_bound(enum message message, int64_t bound) {
  return (struct verdict){.refused = true, .message = message, .bound = bound};
}

static void add_problem(struct reading *reading, struct str field, struct verdict verdict,
                        struct str typed) {
  reading->result.problems[reading->result.problem_count++] = (struct form_problem){
      .field = field, .message = verdict.message, .bound = verdict.bound, .typed = typed};
}

/* Texts. */

static struct verdict check_length(const struct field *field, struct str text) {
  int64_t max = field->max > 0 ? field->max : TEXT_MAX_DEFAULT;
  int64_t length = (int64_t)text_length(text);
  if (length < field->min) return refuse_bound(MSG_field_too_short, field->min);
  if (length > max) return refuse_bound(MSG_field_too_long, max);
  return fine;
}

/* Control characters of ASCII and of U+0080 to U+009F, which are C2 80 to C2 9F in UTF-8. */
static bool has_control(struct str text, bool lines) {
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    bool c1 = i > 0 && (unsigned char)text.ptr[i - 1] == 0xc2 && c < 0xa0;
    bool allowed = lines && (c == '\n' || c == '\t');
    if ((c < ' ' && !allowed) || c == 0x7f || c1) return true;
  }
  return false;
}

/* Browsers send line breaks as CR LF; we keep LF. */
static struct str plain_lines(struct arena *arena, struct str text) {
  struct buf out = buf_in(arena);
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n') continue;
    buf_add_char(&out, c == '\r' ? '\n' : c);
  }
  return buf_str(&out);
}

static struct verdict read_email(struct arena *arena, const struct field *field, struct str *text) {
  if (!email_read(arena, *text, text)) return refuse_with(MSG_field_email);
  return check_length(field, *text);
}

static struct verdict read_choice(const struct field *field, struct str text) {
  for (struct str rest = str_from(field->choices); rest.ptr != NULL;) {
    if (str_equal(str_cut(rest, '|', &rest), text)) return fine;
  }
  return refuse_with(MSG_field_choice);
}

/* What stands in values of boxes: keys, slugs, ids. */
static bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

static struct verdict read_words(const struct field *field, struct str text) {
  for (size_t i = 0; i < text.len; i++)
    if (!is_word_char(text.ptr[i]) && text.ptr[i] != ' ') return refuse_with(MSG_field_choice);
  return check_length(field, text);
}

static struct verdict read_text(struct arena *arena, const struct field *field, struct str typed,
                                struct str *value) {
  if (field->kind == FIELD_LONGTEXT) typed = plain_lines(arena, typed);
  *value = field->kind == FIELD_SECRET ? typed : str_trim(typed);
  if (field->kind == FIELD_SECRET) return check_length(field, *value);
  if (has_control(*value, field->kind == FIELD_LONGTEXT)) return refuse_with(MSG_field_text);
  if (field->kind == FIELD_EMAIL) return read_email(arena, field, value);
  if (field->kind == FIELD_CHOICE) return read_choice(field, *value);
  if (field->kind == FIELD_WORDS) return read_words(field, *value);
  return check_length(field, *value);
}

/* Numbers, days, flags. */

static struct verdict check_range(const struct field *field, int64_t value) {
  bool amount = field->kind == FIELD_AMOUNT;
  if (value < field->min) {
    return refuse_bound(amount ? MSG_field_amount_small : MSG_field_too_small, field->min);
  }
  if (field->max > 0 && value > field->max) {
    return refuse_bound(amount ? MSG_field_amount_large : MSG_field_too_large, field->max);
  }
  return fine;
}

static struct verdict read_number(const struct field *field, const struct input *input,
                                  int64_t *value) {
  bool amount = field->kind == FIELD_AMOUNT, read = false;
  if (input->kind == INPUT_INT)
    *value = input->integer, read = true;
  else if (amount)
    read = money_parse(input->text, value);
  else
    read = str_to_int(str_trim(input->text), value);
  if (!read) return refuse_with(amount ? MSG_field_amount : MSG_field_int);
  struct verdict verdict = check_range(field, *value);
  if (verdict.refused) *value = 0;
  return verdict;
}

static bool is_word_of(struct str text, const char *words) {
  for (struct str rest = str_from(words); rest.ptr != NULL;) {
    if (str_equal_ascii_case(str_cut(rest, '|', &rest), text)) return true;
  }
  return false;
}

static struct verdict read_flag(const struct field *field, const struct input *input, bool *value) {
  struct str text = str_trim(input->text);
  *value = input->kind == INPUT_BOOL ? input->boolean : is_word_of(text, "on|1|true|yes");
  if (!*value && input->kind == INPUT_TEXT && !is_word_of(text, "off|0|false|no")) {
    return refuse_with(MSG_field_flag);
  }
  return field->required && !*value ? refuse_with(MSG_field_required) : fine;
}

/* In JSON a number is a number and a text a text: "50" for an amount of minor units would be
 * fifty euros to one reader and fifty cents to the other. */
static bool kind_fits(const struct field *field, const struct input *input, bool json) {
  if (!json) return true;
  switch (field->kind) {
  case FIELD_INT:
  case FIELD_AMOUNT:
    return input->kind == INPUT_INT;
  case FIELD_FLAG:
    return input->kind == INPUT_BOOL;
  default:
    return input->kind == INPUT_TEXT;
  }
}

static enum message message_of_kind(enum field_kind kind) {
  switch (kind) {
  case FIELD_INT:
    return MSG_field_int;
  case FIELD_AMOUNT:
    return MSG_field_amount;
  case FIELD_FLAG:
    return MSG_field_flag;
  case FIELD_EMAIL:
    return MSG_field_email;
  case FIELD_CHOICE:
  case FIELD_WORDS:
    return MSG_field_choice;
  case FIELD_DAY:
    return MSG_field_day;
  case FIELD_INSTANT:
    return MSG_field_instant;
  default:
    return MSG_field_text;
  }
}

static struct verdict read_value(struct reading *reading, const struct field *field,
                                 const struct input *input, void *member) {
  struct str text = str_trim(input->text);
  switch (field->kind) {
  case FIELD_INT:
  case FIELD_AMOUNT:
    return read_number(field, input, member);
  case FIELD_FLAG:
    return read_flag(field, input, member);
  case FIELD_DAY:
    return day_parse(text, member) ? fine : refuse_with(MSG_field_day);
  case FIELD_INSTANT:
    return instant_parse(text, member) ? fine : refuse_with(MSG_field_instant);
  default:
    return read_text(reading->arena, field, input->text, member);
  }
}

/* Nothing, or only spaces: browsers send empty fields as empty texts. */
static bool is_blank(const struct field *field, const struct input *input) {
  if (input->kind == INPUT_ABSENT) return true;
  if (input->kind != INPUT_TEXT) return false;
  return field->kind == FIELD_SECRET ? input->text.len == 0 : str_trim(input->text).len == 0;
}

static struct verdict judge(struct reading *reading, const struct field *field,
                            const struct input *input, bool json) {
  char *value = reading->result.value;
  if (input->twice) return refuse_with(MSG_field_twice);
  if (input->unreadable) return refuse_with(MSG_field_text);
  if (is_blank(field, input)) return field->required ? refuse_with(MSG_field_required) : fine;
  if (!kind_fits(field, input, json)) return refuse_with(message_of_kind(field->kind));
  return read_value(reading, field, input, value + field->offset);
}

static void read_field(struct reading *reading, const struct field *field,
                       const struct input *input, bool json) {
  char *value = reading->result.value;
  struct verdict verdict = judge(reading, field, input, json);
  if (verdict.refused) {
    struct str typed = field->kind == FIELD_SECRET ? (struct str){0} : input->text;
    add_problem(reading, str_from(field->name), verdict, typed);
  } else if (field->present != SHAPE_ALWAYS) {
    *(bool *)(value + field->present) = !is_blank(field, input);
  }
}

/* Where inputs come from. */

static void refuse_form(struct reading *reading) {
  add_problem(reading, (struct str){0}, refuse_with(MSG_form_unreadable), (struct str){0});
}

static size_t field_index(const struct form *form, struct str name) {
  size_t i = 0;
  while (i < form->count && !str_equal(str_from(form->fields[i].name), name))
    i++;
  return i;
}

/* In forms "+" is a space; an escaped plus is "%2B". */
static bool decode(struct arena *arena, struct str raw, struct str *out) {
  char *copy = arena_array(arena, char, raw.len);
  for (size_t i = 0; i < raw.len; i++)
    copy[i] = raw.ptr[i] == '+' ? ' ' : raw.ptr[i];
  return percent_decode(arena, str_slice(copy, raw.len), out);
}

static void take_pair(struct reading *reading, struct str pair, struct input *inputs) {
  struct str raw_value, name;
  struct str raw_name = str_cut(pair, '=', &raw_value);
  if (!decode(reading->arena, raw_name, &name)) return;
  size_t index = field_index(reading->form, name);
  if (index == reading->form->count) return;
  struct input *input = &inputs[index];
  bool words = reading->form->fields[index].kind == FIELD_WORDS, again = input->kind == INPUT_TEXT;
  struct str before = input->text;
  input->twice = again && !words;
  input->kind = INPUT_TEXT;
  input->unreadable |= !decode(reading->arena, raw_value, &input->text);
  if (input->unreadable) input->text = (struct str){0};
  if (words && again)
    input->text =
        str_format(reading->arena, "%.*s %.*s", STR_ARG(before), STR_ARG(input->text));
}

/* https://url.spec.whatwg.org/#urlencoded-parsing */
static bool take_pairs(struct reading *reading, struct str bytes, struct input *inputs) {
  size_t pairs = 0;
  for (struct str rest = bytes; rest.ptr != NULL;) {
    struct str pair = str_cut(rest, '&', &rest);
    if (pair.len == 0) continue;
    if (++pairs > FORM_PAIRS) return false;
    take_pair(reading, pair, inputs);
  }
  return true;
}

/* "buyer.name": member name of member buyer. */
static const struct json *json_at(const struct json *object, struct str path) {
  while (object != NULL && path.ptr != NULL) {
    if (object->kind != JSON_KIND_OBJECT) return NULL;
    object = json_member(object, str_cut(path, '.', &path));
  }
  return object;
}

static struct input input_of_json(const struct json *json) {
  if (json == NULL) return (struct input){.kind = INPUT_ABSENT};
  switch (json->kind) {
  case JSON_KIND_NULL:
    return (struct input){.kind = INPUT_ABSENT};
  case JSON_KIND_TEXT:
    return (struct input){.kind = INPUT_TEXT, .text = json->text};
  case JSON_KIND_INT:
    return (struct input){.kind = INPUT_INT, .integer = json->integer};
  case JSON_KIND_BOOL:
    return (struct input){.kind = INPUT_BOOL, .boolean = json->boolean};
  default:
    return (struct input){.kind = INPUT_OTHER};
  }
}

static bool take_json(struct reading *reading, struct str bytes, struct input *inputs) {
  if (str_trim(bytes).len == 0) return true;
  struct json_error error;
  const struct json *json = json_parse(reading->arena, bytes, &error);
  if (json == NULL || json->kind != JSON_KIND_OBJECT) return false;
  for (size_t i = 0; i < reading->form->count; i++) {
    inputs[i] = input_of_json(json_at(json, str_from(reading->form->fields[i].name)));
  }
  return true;
}

struct form_result form_read(struct arena *arena, const struct form *form, enum form_source source,
                             struct str bytes) {
  struct reading reading = {.arena = arena, .form = form};
  bool json = source == FORM_JSON;
  reading.result.value = arena_alloc(arena, form->size);
  reading.result.problems = arena_array(arena, struct form_problem, form->count + 1);
  struct input *inputs = arena_array(arena, struct input, form->count);
  bool read = json ? take_json(&reading, bytes, inputs) : take_pairs(&reading, bytes, inputs);
  if (!read) {
    refuse_form(&reading);
    return reading.result;
  }
  for (size_t i = 0; i < form->count; i++)
    read_field(&reading, &form->fields[i], &inputs[i], json);
  return reading.result;
}

struct str form_problem_text(struct arena *arena, enum language language,
                             const struct form_problem *problem) {
  struct buf bound = buf_in(arena);
  format_int(&bound, language, problem->bound);
  return MESSAGE(arena, language, problem->message, {"bound", buf_str(&bound)});
}
