#include "web/openapi_schema.h"

#include <string.h>

enum { TEXT_MAX_DEFAULT = 200 };

void openapi_reference(struct json_pen *pen, const char *name, const char *schema) {
  json_pen_open(pen, name, '{');
  json_pen_text(pen, "$ref", str_format(pen->out->arena, "#/components/schemas/%s", schema));
  json_pen_close(pen, '}');
}

static void put_help(struct json_pen *pen, const char *help) {
  if (help != NULL) json_pen_text(pen, "description", str_from(help));
}

static void put_type(struct json_pen *pen, struct str type, struct str format) {
  json_pen_text(pen, "type", type);
  if (format.len > 0) json_pen_text(pen, "format", format);
}

/* Forms. */

static void put_length(struct json_pen *pen, const struct field *field) {
  int64_t min = field->required && field->min == 0 ? 1 : field->min;
  if (min > 0) json_pen_int(pen, "minLength", min);
  json_pen_int(pen, "maxLength", field->max > 0 ? field->max : TEXT_MAX_DEFAULT);
}

static void put_range(struct json_pen *pen, const struct field *field) {
  json_pen_int(pen, "minimum", field->min);
  if (field->max > 0) json_pen_int(pen, "maximum", field->max);
}

static void put_choices(struct json_pen *pen, const struct field *field) {
  json_pen_open(pen, "enum", '[');
  for (struct str rest = str_from(field->choices); rest.ptr != NULL;) {
    json_pen_text(pen, NULL, str_cut(rest, '|', &rest));
  }
  json_pen_close(pen, ']');
}

static void put_text_field(struct json_pen *pen, const struct field *field) {
  struct str format = S("");
  if (field->kind == FIELD_EMAIL) format = S("email");
  if (field->kind == FIELD_SECRET) format = S("password");
  put_type(pen, S("string"), format);
  put_length(pen, field);
}

static void put_field(struct json_pen *pen, const struct field *field) {
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_LONGTEXT:
  case FIELD_WORDS:
  case FIELD_EMAIL:
  case FIELD_SECRET:
    put_text_field(pen, field);
    return;
  case FIELD_INT:
  case FIELD_AMOUNT:
    put_type(pen, S("integer"), S("int64"));
    put_range(pen, field);
    return;
  case FIELD_CHOICE:
    put_type(pen, S("string"), S(""));
    put_choices(pen, field);
    return;
  case FIELD_FLAG:
    put_type(pen, S("boolean"), S(""));
    return;
  case FIELD_DAY:
    put_type(pen, S("string"), S("date"));
    return;
  case FIELD_INSTANT:
    put_type(pen, S("string"), S("date-time"));
    return;
  }
}

void openapi_parameter_schema(struct json_pen *pen, const struct field *field) {
  json_pen_open(pen, "schema", '{');
  /* In a query an amount is what people type. */
  if (field->kind == FIELD_AMOUNT)
    put_type(pen, S("string"), S(""));
  else
    put_field(pen, field);
  json_pen_close(pen, '}');
}

/* The part of a form's table whose names begin with `prefix` ("buyer."): one JSON object. */
struct part {
  const struct form *form;
  struct str prefix;
};

/* The name of the field's member in this object, or the empty view if it is not in it. */
static struct str head_of(struct part part, size_t index, bool *leaf) {
  struct str name = str_from(part.form->fields[index].name);
  if (!str_starts(name, part.prefix)) return (struct str){0};
  struct str rest;
  struct str head = str_cut(str_skip(name, part.prefix.len), '.', &rest);
  *leaf = rest.ptr == NULL;
  return head;
}

static bool is_first(struct part part, size_t index, struct str head) {
  bool leaf;
  for (size_t i = 0; i < index; i++) {
    if (str_equal(head_of(part, i, &leaf), head)) return false;
  }
  return true;
}

static bool needs(struct part part, struct str head) {
  bool leaf;
  for (size_t i = 0; i < part.form->count; i++) {
    if (part.form->fields[i].required && str_equal(head_of(part, i, &leaf), head)) return true;
  }
  return false;
}

static void put_part(struct json_pen *pen, struct part part);

static void put_property(struct json_pen *pen, struct part part, size_t index) {
  bool leaf = false;
  struct str head = head_of(part, index, &leaf);
  if (head.len == 0 || !is_first(part, index, head)) return;
  struct arena *arena = pen->out->arena;
  json_pen_open(pen, str_cstr(arena, head), '{');
  if (leaf) {
    put_field(pen, &part.form->fields[index]);
    put_help(pen, part.form->fields[index].help);
  } else {
    struct str prefix = str_format(arena, "%.*s%.*s.", STR_ARG(part.prefix), STR_ARG(head));
    put_part(pen, (struct part){part.form, prefix});
  }
  json_pen_close(pen, '}');
}

static void put_needed(struct json_pen *pen, struct part part) {
  bool any = false, leaf;
  for (size_t i = 0; i < part.form->count; i++) {
    struct str head = head_of(part, i, &leaf);
    if (head.len == 0 || !is_first(part, i, head) || !needs(part, head)) continue;
    if (!any) json_pen_open(pen, "required", '[');
    any = true;
    json_pen_text(pen, NULL, head);
  }
  if (any) json_pen_close(pen, ']');
}

static void put_part(struct json_pen *pen, struct part part) {
  put_type(pen, S("object"), S(""));
  json_pen_open(pen, "properties", '{');
  for (size_t i = 0; i < part.form->count; i++)
    put_property(pen, part, i);
  json_pen_close(pen, '}');
  put_needed(pen, part);
}

void openapi_form_schema(struct json_pen *pen, const struct form *form) {
  json_pen_open(pen, form->name, '{');
  put_part(pen, (struct part){form, S("")});
  json_pen_close(pen, '}');
}

/* Shapes. */

static void put_shape_reference(struct json_pen *pen, const char *schema) {
  json_pen_text(pen, "$ref", str_format(pen->out->arena, "#/components/schemas/%s", schema));
}

static void put_shape_field(struct json_pen *pen, const struct shape_field *field) {
  switch (field->kind) {
  case SHAPE_TEXT:
    put_type(pen, S("string"), S(""));
    return;
  case SHAPE_INT:
    put_type(pen, S("integer"), S("int64"));
    return;
  case SHAPE_BOOL:
    put_type(pen, S("boolean"), S(""));
    return;
  case SHAPE_INSTANT:
    put_type(pen, S("string"), S("date-time"));
    return;
  case SHAPE_DAY:
    put_type(pen, S("string"), S("date"));
    return;
  case SHAPE_REAL:
    put_type(pen, S("number"), S("double"));
    return;
  case SHAPE_MONEY:
    put_shape_reference(pen, "Money");
    return;
  case SHAPE_OBJECT:
    put_shape_reference(pen, field->of->name);
    return;
  case SHAPE_LIST:
    put_type(pen, S("array"), S(""));
    openapi_reference(pen, "items", field->of->name);
    return;
  }
}

static void put_always_present(struct json_pen *pen, const struct shape *shape) {
  bool any = false;
  for (size_t i = 0; i < shape->count; i++) {
    if (shape->fields[i].present != SHAPE_ALWAYS) continue;
    if (!any) json_pen_open(pen, "required", '[');
    any = true;
    json_pen_text(pen, NULL, str_from(shape->fields[i].name));
  }
  if (any) json_pen_close(pen, ']');
}

void openapi_shape_schema(struct json_pen *pen, const struct shape *shape) {
  json_pen_open(pen, shape->name, '{');
  put_type(pen, S("object"), S(""));
  json_pen_open(pen, "properties", '{');
  for (size_t i = 0; i < shape->count; i++) {
    json_pen_open(pen, shape->fields[i].name, '{');
    put_shape_field(pen, &shape->fields[i]);
    put_help(pen, shape->fields[i].help);
    json_pen_close(pen, '}');
  }
  json_pen_close(pen, '}');
  put_always_present(pen, shape);
  json_pen_close(pen, '}');
}
