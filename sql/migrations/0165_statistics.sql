-- SQLite's planner is told what to expect of tables; src/db/statistics.c says it after every
-- migration, so that what comes with a later table needs no step of its own.
-- on sqlite
ANALYZE migration;
-- on both
