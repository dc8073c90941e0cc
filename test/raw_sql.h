/* SQL past the program, as somebody with the database's password would type it. */
#ifndef TEST_RAW_SQL_H
#define TEST_RAW_SQL_H

#include "test/support.h"

/* True if the engine took it. On SQLite and PostgreSQL the same text; no write may be waiting. */
bool raw_sql(const struct test_db *test, const char *sql);

#endif
