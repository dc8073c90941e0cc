/* Asks another server over HTTP and gives back what it said. In a job, outside any transaction,
 * with bounds on time and size. Raises nothing for what goes wrong on the way: whether to ask again
 * is for the caller. Redirections are not followed. */
#ifndef JOBS_REMOTE_H
#define JOBS_REMOTE_H

#include "base/arena.h"
#include "base/str.h"

enum { REMOTE_HEADERS = 6 };

struct remote_call {
  struct str url;
  bool post;
  struct str body;                    /* of a post */
  struct str headers[REMOTE_HEADERS]; /* "Name: value"; an empty one ends them */
  long connect_ms, whole_ms;
  size_t most;        /* bytes of the answer; a longer one is none */
  bool (*stop)(void); /* asked about each second; true breaks the call off */
};

struct remote_reply {
  int status; /* 0: no answer came, and `body` says why */
  struct str body;
  void *curl; /* for remote_header */
};

struct remote_reply remote_ask(struct arena *arena, const struct remote_call *call);
/* A header of the answer, or "". */
struct str remote_header(struct arena *arena, const struct remote_reply *reply, const char *name);

#endif
