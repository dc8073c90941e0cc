/* Between the files that do an import's work. */
#ifndef DOMAIN_IMPORT_IMPORT_WORK_H
#define DOMAIN_IMPORT_IMPORT_WORK_H

#include "domain/import/import.h"
#include "domain/shop/shop_bulk.h"

/* Import_seen.c: hashes of what was met, in a table that grows. Two ids with one hash of 64 bits
 * are not to be expected among a few million. */
struct import_seen {
  struct arena *arena;
  uint64_t *slots; /* 0: free */
  size_t capacity, count;
};
uint64_t import_hash(struct str text); /* FNV-1a: the same in every process */
bool import_seen_has(const struct import_seen *seen, uint64_t hash);
/* False: it was there already. */
bool import_seen_add(struct import_seen *seen, uint64_t hash);

struct import_town { /* found or made during this pass */
  uint64_t hash;     /* of its name */
  struct town town;
};

struct import_pass {
  struct ctx ctx;      /* with the batch's arena */
  struct arena *arena; /* of the pass */
  struct import_run *run;
  bool apply;
  struct import_judge judge;
  struct import_reader *reader;
  struct import_seen seen;   /* ids of the file */
  struct import_town *towns; /* open addressing by hash; capacity a power of two */
  size_t town_capacity, town_count;
  size_t written;  /* rows: those of a batch enter the index one by one */
  bool together;   /* until there were too many: then all at the end */
  size_t stock_at; /* rows written at which the database counts its tables again */
};

/* More rows than this are indexed in a tenth of the time by making the index anew. */
enum { INDEX_ONE_BY_ONE = 4000 };

/* What the database knows of a place of the batch. */
struct import_known {
  bool linked, joined, missing, closed;
  struct shop_id shop;
  struct str slug, first_source;
  struct str slug_wanted, slug_town; /* for a new shop: its name's, its name's and town's */
  int64_t said;                      /* import_digest() of the place */
  unsigned edited, gave;
  int64_t digest, sources;
  struct merchant_id merchant; /* of its SIREN; 0: unknown */
  bool slug_taken, slug_town_taken;
};

struct import_merchant {
  uint64_t hash;
  struct merchant_id merchant;
};

struct import_batch {
  struct import_pass *pass;
  struct import_place *places;
  struct import_known *known;
  size_t count;
  bool *twice;
  bool together; /* pass->together from this batch on */
  /* Results; the body may run twice, so it begins them anew. */
  struct import_counts counts; /* of the whole run, with this batch */
  struct import_town *new_towns;
  size_t new_town_count;
  uint64_t *slugs;                   /* hashes of those given out */
  struct import_merchant *merchants; /* made for this batch, by the hash of their SIREN */
  size_t slot_count;                 /* of both tables: a power of two */
  struct shop_id *written;
  size_t written_count;
};

/* Inside db_write: looks the places up, decides, writes if the pass applies. */
void import_batch_run(struct ctx *ctx, struct import_batch *batch);
/* Adds a line to the report while there is room; *counts is told. */
void import_report(struct ctx *ctx, const struct import_run *run, struct import_counts *counts,
                   const struct import_line *line);
/* After the commit: the towns that the batch found are known from now on. */
void import_towns_keep(struct import_pass *pass, const struct import_batch *batch);

#endif
