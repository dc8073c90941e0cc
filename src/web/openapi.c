#include "web/openapi.h"

#include <string.h>

#include "base/fault.h"
#include "web/openapi_schema.h"

enum { SCHEMAS_MAX = 256 };

/* A named schema: of a form or of a shape. */
struct schema {
  const struct form *form;
  const struct shape *shape;
};

struct writer {
  struct json_pen pen;
  const struct route **routes; /* those of the API, in the order of the tables */
  size_t route_count;
  struct schema schemas[SCHEMAS_MAX];
  size_t schema_count;
};

static const struct str api_prefix = S("/api/v1/");

/* What there is. */

static void collect_routes(struct writer *writer, const struct route_table *tables, size_t count) {
  size_t all = 0;
  for (size_t i = 0; i < count; i++)
    all += tables[i].count;
  writer->routes = arena_array(writer->pen.out->arena, const struct route *, all);
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < tables[i].count; j++) {
      const struct route *route = &tables[i].routes[j];
      if (str_starts(str_from(route->path), api_prefix)) {
        writer->routes[writer->route_count++] = route;
      }
    }
  }
}

static const char *schema_name(struct schema schema) {
  return schema.form != NULL ? schema.form->name : schema.shape->name;
}

/* True if it is new. Two different tables of one name would describe one of them wrongly. */
static bool add_schema(struct writer *writer, struct schema schema) {
  for (size_t i = 0; i < writer->schema_count; i++) {
    struct schema known = writer->schemas[i];
    if (strcmp(schema_name(known), schema_name(schema)) != 0) continue;
    must(known.form == schema.form && known.shape == schema.shape);
    return false;
  }
  must(writer->schema_count < SCHEMAS_MAX);
  writer->schemas[writer->schema_count++] = schema;
  return true;
}

static void collect_shape(struct writer *writer, const struct shape *shape) {
  if (!add_schema(writer, (struct schema){.shape = shape})) return;
  for (size_t i = 0; i < shape->count; i++) {
    if (shape->fields[i].of != NULL) collect_shape(writer, shape->fields[i].of);
  }
}

static bool has_body(const struct route *route) {
  return route->form != NULL && (route->method == METHOD_POST || route->method == METHOD_PUT);
}

static void collect_schemas(struct writer *writer) {
  for (size_t i = 0; i < writer->route_count; i++) {
    const struct route *route = writer->routes[i];
    if (has_body(route)) add_schema(writer, (struct schema){.form = route->form});
    if (route->reply != NULL) collect_shape(writer, route->reply);
  }
}

/* Operations. */

static const char *method_name(enum method method) {
  static const char *const names[] = {"get", "post", "put", "delete"};
  return names[method];
}

/* "/api/v1/shops/{slug}" read by GET is "get_shops_by_slug". */
static struct str operation_id(struct arena *arena, const struct route *route) {
  struct buf id = buf_in(arena);
  buf_add(&id, str_from(method_name(route->method)));
  for (struct str rest = str_skip(str_from(route->path), api_prefix.len); rest.ptr != NULL;) {
    struct str segment = str_cut(rest, '/', &rest);
    bool parameter = str_starts(segment, S("{"));
    buf_add(&id, parameter ? S("_by_") : S("_"));
    for (size_t i = parameter; i < segment.len - parameter; i++) {
      char c = segment.ptr[i];
      buf_add_char(&id, c == '-' || c == '.' || c == '{' || c == '}' ? '_' : c);
    }
  }
  return buf_str(&id);
}

static void open_parameter(struct json_pen *pen, struct str name, struct str place, bool required) {
  json_pen_open(pen, NULL, '{');
  json_pen_text(pen, "name", name);
  json_pen_text(pen, "in", place);
  json_pen_bool(pen, "required", required);
}

static void put_path_parameters(struct json_pen *pen, const struct route *route) {
  for (struct str rest = str_from(route->path); rest.ptr != NULL;) {
    str_cut(rest, '{', &rest);
    if (rest.ptr == NULL) return;
    open_parameter(pen, str_cut(rest, '}', &rest), S("path"), true);
    json_pen_open(pen, "schema", '{');
    json_pen_text(pen, "type", S("string"));
    json_pen_close(pen, '}');
    json_pen_close(pen, '}');
  }
}

static void put_query_parameters(struct json_pen *pen, const struct form *form) {
  for (size_t i = 0; i < form->count; i++) {
    const struct field *field = &form->fields[i];
    open_parameter(pen, str_from(field->name), S("query"), field->required);
    if (field->help != NULL) json_pen_text(pen, "description", str_from(field->help));
    openapi_parameter_schema(pen, field);
    json_pen_close(pen, '}');
  }
}

static void put_key_parameter(struct json_pen *pen) {
  open_parameter(pen, S("Idempotency-Key"), S("header"), true);
  json_pen_text(pen, "description",
                S("Made by the caller. The same key with the same content gives the same answer "
                  "and acts once; with other content it is refused."));
  json_pen_open(pen, "schema", '{');
  json_pen_text(pen, "type", S("string"));
  json_pen_int(pen, "minLength", 1);
  json_pen_int(pen, "maxLength", 200);
  json_pen_close(pen, '}');
  json_pen_close(pen, '}');
}

static void put_parameters(struct json_pen *pen, const struct route *route) {
  json_pen_open(pen, "parameters", '[');
  put_path_parameters(pen, route);
  if (route->form != NULL && !has_body(route)) put_query_parameters(pen, route->form);
  if (route->idempotent) put_key_parameter(pen);
  json_pen_close(pen, ']');
}

static void put_content(struct json_pen *pen, const char *type, const char *schema) {
  json_pen_open(pen, "content", '{');
  json_pen_open(pen, type, '{');
  openapi_reference(pen, "schema", schema);
  json_pen_close(pen, '}');
  json_pen_close(pen, '}');
}

static void put_body(struct json_pen *pen, const struct route *route) {
  json_pen_open(pen, "requestBody", '{');
  json_pen_bool(pen, "required", true);
  put_content(pen, "application/json", route->form->name);
  json_pen_close(pen, '}');
}

static void put_responses(struct json_pen *pen, const struct route *route) {
  int status = route->reply_status != 0 ? route->reply_status : 200;
  json_pen_open(pen, "responses", '{');
  json_pen_open(pen, str_cstr(pen->out->arena, str_format(pen->out->arena, "%d", status)), '{');
  json_pen_text(pen, "description", route->reply != NULL ? S("Done.") : S("The document."));
  if (route->reply != NULL) put_content(pen, "application/json", route->reply->name);
  json_pen_close(pen, '}');
  json_pen_open(pen, "default", '{');
  json_pen_text(pen, "$ref", S("#/components/responses/Problem"));
  json_pen_close(pen, '}');
  json_pen_close(pen, '}');
}

static void put_security(struct json_pen *pen, enum who who) {
  json_pen_open(pen, "security", '[');
  if (who != WHO_ANYONE) {
    json_pen_open(pen, NULL, '{');
    json_pen_open(pen, "bearer", '[');
    json_pen_close(pen, ']');
    json_pen_close(pen, '}');
  }
  json_pen_close(pen, ']');
}

static void put_operation(struct json_pen *pen, const struct route *route) {
  struct str rest, path = str_skip(str_from(route->path), api_prefix.len);
  json_pen_open(pen, method_name(route->method), '{');
  json_pen_text(pen, "operationId", operation_id(pen->out->arena, route));
  json_pen_open(pen, "tags", '[');
  json_pen_text(pen, NULL, str_cut(path, '/', &rest));
  json_pen_close(pen, ']');
  if (route->help != NULL) json_pen_text(pen, "summary", str_from(route->help));
  put_parameters(pen, route);
  if (has_body(route)) put_body(pen, route);
  put_responses(pen, route);
  put_security(pen, route->who);
  json_pen_close(pen, '}');
}

/* One entry per path holds all its methods, from whichever table they come. */
static void put_path(struct writer *writer, size_t first) {
  const char *path = writer->routes[first]->path;
  for (size_t i = 0; i < first; i++) {
    if (strcmp(writer->routes[i]->path, path) == 0) return;
  }
  json_pen_open(&writer->pen, path, '{');
  for (size_t i = first; i < writer->route_count; i++) {
    if (strcmp(writer->routes[i]->path, path) == 0) put_operation(&writer->pen, writer->routes[i]);
  }
  json_pen_close(&writer->pen, '}');
}

/* Components that no table describes. */

static const struct shape_field money_fields[] = {
    {"amount_minor", SHAPE_INT, 0, NULL, SHAPE_ALWAYS, "Minor units: cents, Rappen"},
    {"currency", SHAPE_TEXT, 0, NULL, SHAPE_ALWAYS, "ISO 4217"},
};
static const struct shape money_shape = {"Money", 0, money_fields, 2};

static const struct shape_field field_problem_fields[] = {
    {"field", SHAPE_TEXT, 0, NULL, SHAPE_ALWAYS, "The member of the request; empty: all of it"},
    {"refusal", SHAPE_TEXT, 0, NULL, SHAPE_ALWAYS, "The problem's name, for programs"},
    {"message", SHAPE_TEXT, 0, NULL, SHAPE_ALWAYS, "The problem as a sentence, for people"},
};
static const struct shape field_problem_shape = {"FieldProblem", 0, field_problem_fields, 3};

static const struct shape_field problem_fields[] = {
    {"type", SHAPE_TEXT, 0, NULL, SHAPE_ALWAYS, "A URN that ends in the refusal's name"},
    {"title", SHAPE_TEXT, 0, NULL, SHAPE_ALWAYS, "The kind of refusal in English words"},
    {"status", SHAPE_INT, 0, NULL, SHAPE_ALWAYS, "The HTTP status again"},
    {"detail", SHAPE_TEXT, 0, NULL, SHAPE_ALWAYS, "The same as message"},
    {"refusal", SHAPE_TEXT, 0, NULL, SHAPE_ALWAYS, "The refusal's name, for programs"},
    {"message", SHAPE_TEXT, 0, NULL, SHAPE_ALWAYS, "A sentence in the reader's language"},
    {"problems", SHAPE_LIST, 0, &field_problem_shape, 0, "What is wrong with which field"},
};
static const struct shape problem_shape = {"Problem", 0, problem_fields, 7};

static void put_schemas(struct writer *writer) {
  struct json_pen *pen = &writer->pen;
  json_pen_open(pen, "schemas", '{');
  for (size_t i = 0; i < writer->schema_count; i++) {
    if (writer->schemas[i].form != NULL)
      openapi_form_schema(pen, writer->schemas[i].form);
    else
      openapi_shape_schema(pen, writer->schemas[i].shape);
  }
  openapi_shape_schema(pen, &money_shape);
  openapi_shape_schema(pen, &field_problem_shape);
  openapi_shape_schema(pen, &problem_shape);
  json_pen_close(pen, '}');
}

static void put_components(struct writer *writer) {
  struct json_pen *pen = &writer->pen;
  json_pen_open(pen, "components", '{');
  put_schemas(writer);
  json_pen_open(pen, "responses", '{');
  json_pen_open(pen, "Problem", '{');
  json_pen_text(pen, "description", S("A refusal by name, as problem details (RFC 9457)."));
  put_content(pen, "application/problem+json", "Problem");
  json_pen_close(pen, '}');
  json_pen_close(pen, '}');
  json_pen_open(pen, "securitySchemes", '{');
  json_pen_open(pen, "bearer", '{');
  json_pen_text(pen, "type", S("http"));
  json_pen_text(pen, "scheme", S("bearer"));
  json_pen_text(pen, "description", S("A till's or a partner's token."));
  json_pen_close(pen, '}');
  json_pen_close(pen, '}');
  json_pen_close(pen, '}');
}

void openapi_write(struct buf *out, const struct route_table *tables, size_t count,
                   struct str title, struct str version) {
  struct writer *writer = arena_new(out->arena, struct writer);
  struct json_pen *pen = &writer->pen;
  *pen = json_pen_on(out);
  collect_routes(writer, tables, count);
  collect_schemas(writer);
  json_pen_open(pen, NULL, '{');
  json_pen_text(pen, "openapi", S("3.1.0"));
  json_pen_open(pen, "info", '{');
  json_pen_text(pen, "title", title);
  json_pen_text(pen, "version", version);
  json_pen_close(pen, '}');
  json_pen_open(pen, "paths", '{');
  for (size_t i = 0; i < writer->route_count; i++)
    put_path(writer, i);
  json_pen_close(pen, '}');
  put_components(writer);
  json_pen_close(pen, '}');
}
