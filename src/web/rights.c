#include "web/rights.h"

#include <string.h>

#include "base/crypto.h"
#include "base/time.h"
#include "web/rate.h"

enum { TOKEN_BITS = 130, TOKEN_CHARS = 26 };

static bool is_token(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    bool fine = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                c == '-' || c == '_' || c == '.';
    if (!fine) return false;
  }
  return text.len > 0 && text.len <= 128;
}

static struct str bearer_of(const struct incoming *in) {
  struct str header = incoming_header(in, "Authorization");
  if (header.len < 8 || !str_equal_ascii_case(str_take(header, 7), S("Bearer "))) {
    return (struct str){0};
  }
  return str_trim(str_skip(header, 7));
}

/* A browser that is a till: there, and there only, the device counts before whoever is signed in. A
 * device whose right was taken away is nobody, but where it is to be told so. */
static bool device_read(struct exchange *x) {
  enum who who = x->request.route->who;
  if (who != WHO_TILL && who != WHO_DEVICE) return false;
  struct str cookie = incoming_cookie(x->in, till_cookie_name(x->web));
  if (!is_token(cookie) || !x->web->site->find_bearer) return false;
  if (!x->web->site->find_bearer(&x->ctx, cookie, &x->session)) return false;
  if (x->session.till_revoked && who != WHO_DEVICE) return false;
  x->session_token = cookie;
  return true;
}

/* A request that brings a bearer token is a program: its cookies do not count. */
void session_read(struct exchange *x) {
  const struct site *site = x->web->site;
  struct str cookie = incoming_cookie(x->in, session_cookie_name(x->web));
  x->bearer = x->request.api ? bearer_of(x->in) : (struct str){0};
  x->request.session = &x->session;
  bool found = false;
  if (is_token(x->bearer)) {
    found = site->find_bearer && site->find_bearer(&x->ctx, x->bearer, &x->session);
  } else if (x->bearer.len == 0 && device_read(x)) {
    found = true;
  } else if (x->bearer.len == 0 && is_token(cookie)) {
    found = site->find_session && site->find_session(&x->ctx, cookie, &x->session);
    if (found) x->session_token = cookie;
  }
  if (!found) x->session = (struct session_view){0};
  x->ctx.person = x->session.person;
  struct str visit = incoming_cookie(x->in, visit_cookie_name(x->web));
  if (is_token(visit) && visit.len == TOKEN_CHARS) x->visit = visit;
}

bool rights_hold(enum who who, const struct session_view *session) {
  switch (who) {
  case WHO_ANYONE:
    return true;
  case WHO_SIGNED_IN:
    return session->person.value != 0;
  case WHO_SHOPKEEPER:
    return session->shopkeeper;
  case WHO_AGENT:
    return session->agent;
  case WHO_ACCOUNTANT:
    return session->accountant;
  case WHO_STAFF:
    return session->agent || session->accountant;
  case WHO_TILL:
    return (session->till != 0 && !session->till_revoked) || session->shopkeeper;
  case WHO_DEVICE:
    return session->till != 0 || session->shopkeeper;
  }
  return false;
}

/* The token is bound to the session, or for a visitor without one to a cookie of its own, so that
 * another site can neither guess nor plant it. */
static struct str token_for(struct exchange *x, struct str holder) {
  return mac_text(&x->ctx, S("form"), holder);
}

/* Kept with the thread until a page shows it: most pages of newcomers have no form. */
static struct str token_for_newcomer(struct exchange *x) {
  struct worker *worker = x->worker;
  if (worker->visit[0] == 0) {
    struct str visit = token_new(x->ctx.arena, &worker->random, TOKEN_BITS);
    struct str token = token_for(x, visit);
    if (visit.len >= sizeof worker->visit || token.len >= sizeof worker->visit_token) return S("");
    memcpy(worker->visit, visit.ptr, visit.len);
    worker->visit[visit.len] = 0;
    memcpy(worker->visit_token, token.ptr, token.len);
    worker->visit_token[token.len] = 0;
  }
  return str_copy(x->ctx.arena, str_from(worker->visit_token));
}

struct str csrf_token(struct exchange *x) {
  if (x->session_token.len > 0) return token_for(x, x->session_token);
  if (x->visit.len > 0) return token_for(x, x->visit);
  return token_for_newcomer(x);
}

/* Browsers say where a request comes from, in one header or the other; programs say neither. */
static bool same_origin(const struct exchange *x, bool must_say) {
  struct str site = incoming_header(x->in, "Sec-Fetch-Site");
  if (site.ptr) return str_equal(site, S("same-origin")) || str_equal(site, S("none"));
  struct str origin = incoming_header(x->in, "Origin"), host = incoming_header(x->in, "Host");
  if (!origin.ptr) return !must_say;
  return str_ends(origin, host) && origin.len > host.len + 3 &&
         str_equal(str_slice(origin.ptr + origin.len - host.len - 3, 3), S("://"));
}

/* The value of form_token in a form body; its characters need no decoding. */
static struct str token_in(struct str body) {
  struct str rest = body;
  while (rest.ptr) {
    struct str value, part = str_cut(rest, '&', &rest);
    if (str_equal(str_cut(part, '=', &value), S("form_token"))) return value;
  }
  return (struct str){0};
}

bool csrf_check(struct exchange *x, enum web_refusal *refusal) {
  const struct route *route = x->request.route;
  if (route->method == METHOD_GET || x->bearer.len > 0) return true;
  /* A program's call carries no cookie, so nobody can make a browser send it unknowingly. With a
   * session cookie the call must come from our own page. */
  if (x->request.api || route->tokenless) {
    *refusal = REFUSAL_other_origin;
    return x->session_token.len == 0 || same_origin(x, true);
  }
  *refusal = REFUSAL_other_origin;
  if (!same_origin(x, false)) return false;
  struct str holder = x->session_token.len > 0 ? x->session_token : x->visit;
  struct str token = token_in(x->form_bytes);
  *refusal = REFUSAL_form_token_missing;
  if (token.len == 0 || holder.len == 0) return false;
  *refusal = REFUSAL_form_token_invalid;
  return mac_verify(&x->ctx, S("form"), holder, token);
}

static struct rate_key hash_key(const void *bytes, size_t len) {
  return (struct rate_key){str_hash(str_slice(bytes, len))};
}

/* Whose tries are counted: the till's or the account's where known, for a covered market shares
 * one address; else the address, of IPv6 the half that names a household. */
static struct rate_key rate_key_of(const struct exchange *x) {
  static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (x->session.till) return hash_key(&x->session.till, sizeof x->session.till);
  if (x->session.person.value) return hash_key(&x->session.person, sizeof x->session.person);
  bool v4 = memcmp(x->client.bytes, mapped, sizeof mapped) == 0;
  return hash_key(x->client.bytes, v4 ? 16 : 8);
}

static int64_t now_ms(void) {
  return clock_monotonic_us() / 1000;
}

bool rate_check(struct exchange *x, enum rate rate) {
  if (rate == RATE_NONE || x->web->options.rates_off) return true;
  struct rate_key key = rate_key_of(x);
  if (rate == RATE_CODE) return rates_allow(x->web->rates, rate, key, now_ms());
  return rates_take(x->web->rates, rate, key, now_ms());
}

void request_rate_spend(struct request *request, enum rate rate) {
  struct exchange *x = request_exchange(request);
  if (!x->web->options.rates_off) rates_take(x->web->rates, rate, rate_key_of(x), now_ms());
}

bool request_may_write_to(struct request *request, struct str email) {
  struct exchange *x = request_exchange(request);
  struct str key =
      str_format(x->ctx.arena, "%lld %.*s", (long long)x->ctx.territory.value, STR_ARG(email));
  return x->web->options.rates_off ||
         rates_take(x->web->rates, RATE_LETTER, hash_key(key.ptr, key.len), now_ms());
}
