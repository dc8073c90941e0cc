/* Holds the listening socket and keeps a server alive behind it: while one process dies and the
 * next one starts, connections wait in the socket's queue instead of being refused. */
#ifndef WEB_SUPERVISOR_H
#define WEB_SUPERVISOR_H

#include "base/str.h"

/* Binds `listen`, forks and runs child(listen_fd, arg) whose result is the exit code. A child that
 * dies by a signal or with a code other than 0 and 64 (wrong options) is started again: at once, or
 * if it could not even start ever later, up to every 5 s. SIGTERM and SIGINT are passed on; the
 * result is then the child's exit code. Raises FAULT_IO if it cannot bind. Call it before any
 * thread is started. */
int supervise(int (*child)(int listen_fd, void *arg), void *arg, struct str listen);

/* A bound, listening, non-blocking socket for "host:port" or "[v6]:port". Raises FAULT_IO. */
int listen_open(struct str listen);
unsigned listen_port(int listen_fd);

#endif
