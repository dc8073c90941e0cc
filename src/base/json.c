#include "base/json.h"

#include <jansson.h>
#include <stdio.h>

#include "base/fault.h"

enum { DEPTH_MAX = 64 };

struct conversion {
  struct arena *arena;
  const json_t *source;
  struct json *target;
  bool too_deep;
};

static void convert(struct conversion *conversion, const json_t *source, struct json *target,
                    int depth);

static void convert_list(struct conversion *conversion, const json_t *source, struct json *target,
                         int depth) {
  target->kind = JSON_KIND_LIST;
  target->count = json_array_size(source);
  target->items = arena_array(conversion->arena, struct json, target->count);
  for (size_t i = 0; i < target->count; i++)
    convert(conversion, json_array_get(source, i), &target->items[i], depth + 1);
}

static void convert_object(struct conversion *conversion, const json_t *source, struct json *target,
                           int depth) {
  target->kind = JSON_KIND_OBJECT;
  target->members = arena_array(conversion->arena, struct json_member, json_object_size(source));
  /* jansson's iterators want a writable object, but do not write. */
  json_t *object = (json_t *)(uintptr_t)source;
  for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
    struct json_member *member = &target->members[target->count++];
    struct str name = {json_object_iter_key(at), json_object_iter_key_len(at)};
    member->name = str_copy(conversion->arena, name);
    convert(conversion, json_object_iter_value(at), &member->value, depth + 1);
  }
}

static void convert(struct conversion *conversion, const json_t *source, struct json *target,
                    int depth) {
  if (depth > DEPTH_MAX) {
    conversion->too_deep = true;
    return;
  }
  switch (json_typeof(source)) {
  case JSON_OBJECT:
    convert_object(conversion, source, target, depth);
    return;
  case JSON_ARRAY:
    convert_list(conversion, source, target, depth);
    return;
  case JSON_STRING:
    target->kind = JSON_KIND_TEXT;
    target->text = str_copy(conversion->arena,
                            str_slice(json_string_value(source), json_string_length(source)));
    return;
  case JSON_INTEGER:
    target->kind = JSON_KIND_INT;
    target->integer = json_integer_value(source);
    target->real = (double)target->integer; /* a coordinate may be whole */
    return;
  case JSON_REAL:
    target->kind = JSON_KIND_REAL;
    target->real = json_real_value(source);
    return;
  case JSON_TRUE:
  case JSON_FALSE:
    target->kind = JSON_KIND_BOOL;
    target->boolean = json_is_true(source);
    return;
  case JSON_NULL:
    target->kind = JSON_KIND_NULL;
  }
}

static void convert_root(void *arg) {
  struct conversion *conversion = arg;
  conversion->target = arena_new(conversion->arena, struct json);
  convert(conversion, conversion->source, conversion->target, 1);
}

static const struct json *refuse(struct json_error *error, const json_error_t *cause) {
  error->offset = cause->position > 0 ? (size_t)cause->position : 0;
  error->line = cause->line;
  snprintf(error->text, sizeof error->text, "%s", cause->text);
  return NULL;
}

const struct json *json_parse(struct arena *arena, struct str text, struct json_error *error) {
  json_error_t cause = {.text = "", .line = 1};
  json_t *root = json_loadb(text.ptr ? text.ptr : "", text.len,
                            JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &cause);
  if (!root) return refuse(error, &cause);
  struct conversion conversion = {.arena = arena, .source = root};
  struct fault fault;
  /* jansson's tree is not arena memory: a fault must not pass it by. */
  bool converted = fault_catch(&fault, convert_root, &conversion);
  json_decref(root);
  if (!converted) fault_again(&fault);
  if (!conversion.too_deep) return conversion.target;
  snprintf(cause.text, sizeof cause.text, "nested deeper than %d", DEPTH_MAX);
  return refuse(error, &cause);
}

const struct json *json_member(const struct json *object, struct str name) {
  if (!object || object->kind != JSON_KIND_OBJECT) return NULL;
  for (size_t i = 0; i < object->count; i++)
    if (str_equal(object->members[i].name, name)) return &object->members[i].value;
  return NULL;
}

struct str json_text(const struct json *object, struct str name) {
  const struct json *member = json_member(object, name);
  return member && member->kind == JSON_KIND_TEXT ? member->text : (struct str){0};
}
