#include "web/tenant.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "web/dependency.h"

/* Few hosts are alive at a time; an entry's texts have room in it, longer ones are not kept. */
enum { TENANTS = 256, WINDOW = 4, HOST_MAX = 80, TEXT_MAX = 320 };

struct tenant {
  char host[HOST_MAX];
  size_t host_len; /* 0: free */
  bool exists;
  struct territory_view view; /* its texts point into `text` */
  char text[TEXT_MAX];
  struct dependency read;
};

struct tenants {
  pthread_mutex_t lock;
  struct tenant entries[TENANTS];
};

struct tenants *tenants_create(void) {
  struct tenants *tenants = calloc(1, sizeof *tenants);
  must(tenants != NULL);
  pthread_mutex_init(&tenants->lock, NULL);
  return tenants;
}

void tenants_destroy(struct tenants *tenants) {
  pthread_mutex_destroy(&tenants->lock);
  free(tenants);
}

static struct tenant *window_of(struct tenants *tenants, struct str host) {
  return &tenants->entries[str_hash(host) % TENANTS / WINDOW * WINDOW];
}

static bool tenant_is(const struct tenant *tenant, struct str host) {
  return tenant->host_len == host.len && memcmp(tenant->host, host.ptr, host.len) == 0;
}

/* The territory's texts, one after the other in `into`. */
static void view_copy(struct territory_view *view, char *into) {
  struct str *texts[] = {&view->slug, &view->name, &view->host, &view->accent};
  for (size_t i = 0; i < 4; i++) {
    if (texts[i]->len) memcpy(into, texts[i]->ptr, texts[i]->len);
    texts[i]->ptr = into;
    into += texts[i]->len;
  }
}

/* True if an entry answers; *exists is then the answer. */
static bool recall(struct tenants *tenants, struct exchange *x, struct str host, bool *exists) {
  bool found = false;
  char *text = arena_raw(x->ctx.arena, TEXT_MAX);
  pthread_mutex_lock(&tenants->lock);
  struct tenant *window = window_of(tenants, host);
  for (struct tenant *tenant = window; tenant < window + WINDOW && !found; tenant++) {
    if (!tenant_is(tenant, host) || !dependency_holds(x->web->db, &tenant->read)) continue;
    found = true;
    *exists = tenant->exists;
    x->tenant = tenant->read;
    x->territory = tenant->view;
    view_copy(&x->territory, text);
  }
  pthread_mutex_unlock(&tenants->lock);
  return found;
}

static void remember(struct tenants *tenants, struct exchange *x, struct str host, bool exists) {
  struct territory_view view = exists ? x->territory : (struct territory_view){0};
  size_t texts = view.slug.len + view.name.len + view.host.len + view.accent.len;
  if (texts > TEXT_MAX || host.len > HOST_MAX) return;
  pthread_mutex_lock(&tenants->lock);
  struct tenant *window = window_of(tenants, host), *place = &window[x->ctx.request % WINDOW];
  for (struct tenant *tenant = window; tenant < window + WINDOW; tenant++) {
    if (tenant->host_len == 0 || tenant_is(tenant, host)) place = tenant;
  }
  memcpy(place->host, host.ptr, host.len);
  place->host_len = host.len;
  place->exists = exists;
  place->view = view;
  view_copy(&place->view, place->text);
  place->read = x->tenant;
  pthread_mutex_unlock(&tenants->lock);
}

bool tenant_find(struct tenants *tenants, struct exchange *x, struct str host) {
  bool exists;
  if (recall(tenants, x, host, &exists)) return exists;
  x->tenant = dependency_begin(x->web->db, (struct territory_id){0});
  if (x->web->db) db_read_log_start(&x->ctx, &x->tenant.tables);
  exists = x->web->site->find_territory(&x->ctx, host, &x->territory);
  if (x->web->db) db_read_log_start(&x->ctx, NULL);
  /* What the page reads must not be older than the version it will be kept under. */
  if (x->ctx.connection) db_read_end(&x->ctx);
  remember(tenants, x, host, exists);
  return exists;
}
