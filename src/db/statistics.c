/* What SQLite's planner is told about tables.
 *
 * Nobody runs ANALYZE on an installation, and what it finds in a new one (nothing) would be wrong a
 * year later. Without figures SQLite takes it that ten rows belong to a territory, and walks them
 * all where an index would do. So the figures are written down from the schema: a table has a
 * million rows, a territory a quarter of them, each further column of an index leaves a hundredth,
 * and a whole key one. A partial index holds half. Every installation, new or large, in a test or
 * not, then has the same plans; statement_test.c looks at them. */
#include "db/migrate.h"

const char statistics_sqlite[] =
    "ANALYZE migration;\n" /* makes the table, and lets open connections read it anew */
    "DELETE FROM sqlite_stat1;\n"
    "INSERT INTO sqlite_stat1 (tbl, idx, stat)\n"
    "WITH key (tbl, name, pk) AS MATERIALIZED (\n"
    "  SELECT t.name, c.name, c.pk\n"
    "    FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c\n"
    "   WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND c.pk > 0),\n"
    "part (tbl, idx, entries, place, per) AS MATERIALIZED (\n"
    "  SELECT t.name, CASE WHEN t.wr AND i.origin = 'pk' THEN t.name ELSE i.name END,\n"
    "         1000000 / (1 + i.partial), c.seqno,\n"
    "         CASE WHEN c.seqno = 0 THEN 250000 / (1 + i.partial)\n"
    "              WHEN i.\"unique\" AND NOT EXISTS (SELECT 1 FROM pragma_index_info(i.name) AS n\n"
    "                                                WHERE n.seqno > c.seqno) THEN 1\n"
    "              WHEN (SELECT count(*) FROM key AS k JOIN pragma_index_info(i.name) AS n\n"
    "                        ON n.name = k.name AND n.seqno <= c.seqno WHERE k.tbl = t.name)\n"
    "                   = (SELECT count(*) FROM key AS k WHERE k.tbl = t.name) THEN 1\n"
    "              ELSE (CASE c.seqno WHEN 1 THEN 2500 ELSE 25 END) / (1 + i.partial) END\n"
    "    FROM pragma_table_list AS t JOIN pragma_index_list(t.name) AS i\n"
    "    JOIN pragma_index_info(i.name) AS c\n"
    "   WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%'\n"
    "     AND (SELECT f.name FROM pragma_index_info(i.name) AS f WHERE f.seqno = 0)\n"
    "         = 'territory_id'\n"
    "   ORDER BY 1, 2, 4)\n"
    "SELECT tbl, idx, entries || ' ' || group_concat(per, ' ') || ' noskipscan'\n"
    "  FROM part GROUP BY tbl, idx;\n";
