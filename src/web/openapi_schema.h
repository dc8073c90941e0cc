/* Forms and shapes as JSON Schema 2020-12, the dialect of OpenAPI 3.1. Inside the web room only. */
#ifndef WEB_OPENAPI_SCHEMA_H
#define WEB_OPENAPI_SCHEMA_H

#include "web/form.h"
#include "web/json_pen.h"

/* What a query parameter of this field looks like. */
void openapi_parameter_schema(struct json_pen *pen, const struct field *field);
void openapi_form_schema(struct json_pen *pen, const struct form *form);
void openapi_shape_schema(struct json_pen *pen, const struct shape *shape);
void openapi_reference(struct json_pen *pen, const char *name, const char *schema);

#endif
