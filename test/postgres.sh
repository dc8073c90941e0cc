#!/bin/sh
# A private PostgreSQL for one command: own data folder, reachable only through a socket in a
# private folder, so that no port can be taken. Stopped and removed when the command ends.
#
#   test/postgres.sh run COMMAND...     sets TEST_DATABASE to its URL
#
# DURABLE=1 keeps fsync on, for measurements and crash tests; without it tests are faster.
# POSTGRES_OPTIONS adds options of the server, such as "-c shared_buffers=1GB".
set -u

usage() {
  echo "usage: test/postgres.sh run COMMAND..." >&2
  exit 2
}
[ "${1:-}" = run ] && [ $# -gt 1 ] || usage
shift

# The newest installed server.
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1)
[ -n "$bin" ] || bin=$(pg_config --bindir 2>/dev/null)
[ -x "$bin/initdb" ] || { echo "test/postgres.sh: install postgresql" >&2; exit 2; }

# Short: a socket's path may have 107 bytes.
home=$(mktemp -d "${TMPDIR:-/tmp}/empl-pg-XXXXXX") || exit 2

# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  chown postgres "$home" || exit 2
  as() { (cd "$home" && exec runuser -u postgres -- "$@"); }
else
  as() { (cd "$home" && exec "$@"); }
fi

stop() {
  trap - EXIT INT TERM HUP
  [ -f "$home/data/postmaster.pid" ] &&
    as "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1
  rm -rf "$home"
}
trap stop EXIT
trap 'stop; exit 130' INT TERM HUP

as "$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
  >"$home/initdb.log" 2>&1 || { cat "$home/initdb.log" >&2; exit 2; }

options="-c listen_addresses= -c unix_socket_directories=$home -c max_connections=200"
options="$options -c log_min_messages=fatal -c max_pred_locks_per_transaction=256"
[ "${DURABLE:-0}" = 1 ] ||
  options="$options -c fsync=off -c synchronous_commit=off -c autovacuum=off"
as "$bin/pg_ctl" -D "$home/data" -l "$home/server.log" -w \
  -o "$options ${POSTGRES_OPTIONS:-}" start >/dev/null ||
  { cat "$home/server.log" >&2; exit 2; }

TEST_DATABASE="postgresql:///postgres?host=$home&user=postgres"
export TEST_DATABASE
"$@"
status=$?
stop
exit $status
