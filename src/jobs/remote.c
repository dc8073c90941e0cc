#include "jobs/remote.h"

#include <curl/curl.h>
#include <string.h>

#include "base/fault.h"

struct answer {
  char *bytes;
  size_t len, most;
};

/* Into memory of ours: a fault must not unwind through curl. Too much stops the transfer. */
static size_t take(char *bytes, size_t size, size_t count, void *arg) {
  struct answer *answer = arg;
  size_t len = size * count;
  if (len > answer->most - answer->len) return 0;
  memcpy(answer->bytes + answer->len, bytes, len);
  answer->len += len;
  return len;
}

static int is_to_stop(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
  const struct remote_call *call = arg;
  (void)a, (void)b, (void)c, (void)d;
  return call->stop();
}

static void clean_up(void *curl) {
  curl_easy_cleanup(curl);
}

static void free_list(void *list) {
  curl_slist_free_all(list);
}

/* "Expect:" without a value: a body of a kilobyte needs no permission. */
static struct curl_slist *headers_of(struct arena *arena, const struct remote_call *call) {
  struct curl_slist *list = curl_slist_append(NULL, "Expect:");
  if (list == NULL) fault_raise(FAULT_MEMORY, "curl has no memory for headers");
  arena_defer(arena, free_list, list);
  for (size_t i = 0; i < REMOTE_HEADERS && call->headers[i].len > 0; i++)
    if (curl_slist_append(list, str_cstr(arena, call->headers[i])) == NULL)
      fault_raise(FAULT_MEMORY, "curl has no memory for headers");
  return list;
}

static void set_call(CURL *curl, struct arena *arena, const struct remote_call *call) {
  curl_easy_setopt(curl, CURLOPT_URL, str_cstr(arena, call->url));
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L); /* threads */
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, call->connect_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, call->whole_ms);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "Emplettes");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_of(arena, call));
  if (call->stop) {
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_to_stop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, call);
  }
  if (!call->post) return;
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body.len);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, str_cstr(arena, call->body));
}

struct remote_reply remote_ask(struct arena *arena, const struct remote_call *call) {
  struct answer answer = {.bytes = arena_raw(arena, call->most), .most = call->most};
  char *error = arena_alloc(arena, CURL_ERROR_SIZE);
  CURL *curl = curl_easy_init();
  if (curl == NULL) fault_raise(FAULT_MEMORY, "curl has no memory for a call");
  set_call(curl, arena, call);
  arena_defer(arena, clean_up, curl); /* newest first: before the headers it points to */
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  CURLcode code = curl_easy_perform(curl);
  long status = 0;
  if (code != CURLE_OK || curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK ||
      status == 0)
    return (struct remote_reply){.body = str_from(error[0] != 0 ? error : curl_easy_strerror(code)),
                                 .curl = curl};
  return (struct remote_reply){(int)status, str_slice(answer.bytes, answer.len), curl};
}

struct str remote_header(struct arena *arena, const struct remote_reply *reply, const char *name) {
  struct curl_header *header;
  if (curl_easy_header(reply->curl, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return S("");
  return str_copy(arena, str_trim(str_from(header->value)));
}
