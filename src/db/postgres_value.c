/* Values in PostgreSQL's binary formats: big-endian integers, IEEE doubles, bytes as they are. */
#include <endian.h>
#include <string.h>

#include "base/arena.h"
#include "db/postgres.h"

static void put(struct postgres_parameters *out, const void *bytes, size_t len) {
  int i = out->count++;
  out->values[i] = bytes;
  out->lengths[i] = (int)len;
  out->formats[i] = 1;
}

static void put_scratch(struct postgres_parameters *out, const void *bytes, size_t len) {
  char *place = out->scratch[out->count];
  memcpy(place, bytes, len);
  put(out, place, len);
}

static void put_int(struct postgres_parameters *out, int64_t value) {
  uint64_t big = htobe64((uint64_t)value);
  put_scratch(out, &big, sizeof big);
}

static void put_real(struct postgres_parameters *out, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  bits = htobe64(bits);
  put_scratch(out, &bits, sizeof bits);
}

static void put_day(struct postgres_parameters *out, int32_t value) {
  uint32_t big = htobe32((uint32_t)value);
  put_scratch(out, &big, sizeof big);
}

static void put_str(struct postgres_parameters *out, struct str text) {
  put(out, text.ptr ? text.ptr : "", text.len);
}

static void encode_field(struct postgres_parameters *out, const struct db_field *field,
                         const void *params) {
  const void *at = db_member(params, field->offset);
  if (db_is_null(field, params)) {
    put(out, NULL, 0);
    return;
  }
  switch (field->type) {
  case DB_INT:
    put_int(out, *(const int64_t *)at);
    break;
  case DB_BOOL:
    put_scratch(out, *(const bool *)at ? "\1" : "\0", 1);
    break;
  case DB_REAL:
    put_real(out, *(const double *)at);
    break;
  case DB_DAY:
    put_day(out, *(const int32_t *)at);
    break;
  case DB_TEXT:
  case DB_BYTES:
    put_str(out, *(const struct str *)at);
    break;
  }
}

void postgres_encode(struct postgres_parameters *out, const struct ctx *ctx,
                     const struct db_statement *statement, const void *params) {
  out->count = 0;
  must(statement->parameter_count < sizeof out->values / sizeof *out->values);
  for (size_t i = 0; i < statement->parameter_count; i++)
    encode_field(out, &statement->parameters[i], params);
  if (statement->uses_territory) put_int(out, ctx->territory.value);
}

/* int2, int4 or int8, by its length. */
static bool get_int(const char *bytes, int len, int64_t *value) {
  if (len != 2 && len != 4 && len != 8) return false;
  uint64_t bits = (signed char)bytes[0] < 0 ? UINT64_MAX : 0;
  for (int i = 0; i < len; i++)
    bits = bits << 8 | (unsigned char)bytes[i];
  *value = (int64_t)bits;
  return true;
}

static bool get_real(const char *bytes, int len, double *value) {
  uint64_t bits;
  if (len != sizeof bits) return false;
  memcpy(&bits, bytes, sizeof bits);
  bits = be64toh(bits);
  memcpy(value, &bits, sizeof bits);
  return true;
}

static bool get_day(const char *bytes, int len, int32_t *value) {
  int64_t wide = 0;
  if (!get_int(bytes, len, &wide) || wide < INT32_MIN || wide > INT32_MAX) return false;
  *value = (int32_t)wide;
  return true;
}

static struct str get_str(const char *bytes, int len, struct arena *arena) {
  struct str view = {bytes, (size_t)len};
  return arena ? str_copy(arena, view) : view;
}

static bool decode_value(enum db_type type, const char *bytes, int len, void *at,
                         struct arena *arena) {
  switch (type) {
  case DB_INT:
    return get_int(bytes, len, at);
  case DB_DAY:
    return get_day(bytes, len, at);
  case DB_REAL:
    return get_real(bytes, len, at);
  case DB_BOOL:
    *(bool *)at = len == 1 && bytes[0];
    return len == 1;
  case DB_TEXT:
  case DB_BYTES:
    *(struct str *)at = get_str(bytes, len, arena);
    return true;
  }
  return false;
}

void postgres_decode(const PGresult *result, int row_number, const struct db_statement *statement,
                     void *row, struct arena *arena) {
  for (size_t i = 0; i < statement->column_count; i++) {
    const struct db_field *field = &statement->columns[i];
    bool null = PQgetisnull(result, row_number, (int)i);
    if (field->nullable) *(bool *)db_member(row, field->has_offset) = !null;
    if (field->nullable && null) continue;
    const char *bytes = PQgetvalue(result, row_number, (int)i);
    int len = PQgetlength(result, row_number, (int)i);
    if (null || !decode_value(field->type, bytes, len, db_member(row, field->offset), arena))
      fault_raise(FAULT_DATABASE, "%s: column %s is not what its header says", statement->name,
                  field->name);
  }
}
