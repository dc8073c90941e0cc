#include "jobs/smtp.h"

#include <curl/curl.h>
#include <pthread.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"

enum { CONNECT_TIMEOUT_MS = 10000 };

/* One conversation. Callbacks may not raise a fault through curl, so nothing here grows. */
struct exchange {
  struct str unsent;
  bool sending; /* the server asked for the message */
  int code;     /* of the server's latest reply */
  bool ended;   /* its last line has come */
  char text[400];
  size_t len;
  char error[CURL_ERROR_SIZE];
};

static size_t give_message(char *out, size_t size, size_t count, void *context) {
  struct exchange *exchange = context;
  struct str piece = str_take(exchange->unsent, size * count);
  exchange->sending = true;
  memcpy(out, piece.ptr, piece.len);
  exchange->unsent = str_skip(exchange->unsent, piece.len);
  return piece.len;
}

enum { CLOSING = 221 }; /* the answer to QUIT, which says nothing about the mail */

/* 0 for a line that is no reply. */
static int reply_code(struct str line) {
  int64_t code;
  if (line.len < 3 || !str_to_int(str_take(line, 3), &code) || code < 200 || code >= 600) return 0;
  return (int)code;
}

/* "550-5.1.1 first line", "550 5.1.1 last line": the words of one reply, joined by spaces. */
static size_t take_reply(char *bytes, size_t size, size_t count, void *context) {
  struct exchange *exchange = context;
  struct str line = str_trim((struct str){bytes, size * count});
  int code = reply_code(line);
  if (code == 0 || code == CLOSING) return size * count;
  if (exchange->ended || exchange->code != code) exchange->len = 0;
  exchange->code = code;
  exchange->ended = line.len == 3 || line.ptr[3] == ' ';
  struct str words = str_trim(str_skip(line, line.len > 3 ? 4 : 3));
  if (exchange->len > 0 && exchange->len < sizeof exchange->text)
    exchange->text[exchange->len++] = ' ';
  words = str_take(words, sizeof exchange->text - exchange->len);
  memcpy(exchange->text + exchange->len, words.ptr, words.len);
  exchange->len += words.len;
  return size * count;
}

/* What would end the address or the command it stands in is no address. */
static bool is_address(struct str address) {
  for (size_t i = 0; i < address.len; i++)
    if (address.ptr[i] <= ' ' || address.ptr[i] > '~' || address.ptr[i] == '<' ||
        address.ptr[i] == '>')
      return false;
  return str_find(address, S("@")) > 0;
}

/* A 5xx to the greeting, to TLS or to our password says that we are set up wrongly; the message
 * itself may still be good, so only an answer about the message ends its life. */
static bool is_about_message(const struct exchange *exchange, CURLcode result) {
  return result == CURLE_SEND_ERROR || (result == CURLE_WEIRD_SERVER_REPLY && exchange->sending);
}

static struct smtp_reply judge(struct arena *arena, const struct exchange *exchange,
                               CURLcode result) {
  struct smtp_reply reply = {.outcome = SMTP_TEMPORARY, .code = exchange->code};
  reply.sentence = str_copy(arena, (struct str){exchange->text, exchange->len});
  if (result == CURLE_OK) {
    reply.outcome = SMTP_DELIVERED;
    return reply;
  }
  if (exchange->code >= 500 && is_about_message(exchange, result)) reply.outcome = SMTP_PERMANENT;
  if (exchange->code < 400) {
    const char *error = exchange->error[0] != 0 ? exchange->error : curl_easy_strerror(result);
    reply.code = 0;
    reply.sentence = str_copy(arena, str_from(error));
  }
  return reply;
}

static struct str url_of(struct arena *arena, const struct smtp_server *server) {
  return str_format(arena, "%s://%.*s:%d/%.*s", server->security == SMTP_TLS ? "smtps" : "smtp",
                    STR_ARG(server->host), server->port, STR_ARG(server->hello));
}

static void set_text(CURL *curl, struct arena *arena, CURLoption option, struct str text) {
  if (!str_is_empty(text)) curl_easy_setopt(curl, option, str_cstr(arena, text));
}

static void set_server(CURL *curl, struct arena *arena, const struct smtp_server *server) {
  set_text(curl, arena, CURLOPT_URL, url_of(arena, server));
  set_text(curl, arena, CURLOPT_USERNAME, server->user);
  set_text(curl, arena, CURLOPT_PASSWORD, server->password);
  set_text(curl, arena, CURLOPT_CAINFO, server->ca_file);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* whatever the environment says */
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   (long)(server->security == SMTP_STARTTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_TIMEOUT_MS);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)server->timeout_ms);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);     /* threads */
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L); /* says QUIT before it returns */
}

static void set_exchange(CURL *curl, struct exchange *exchange) {
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_message);
  curl_easy_setopt(curl, CURLOPT_READDATA, exchange);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)exchange->unsent.len);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_reply);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, exchange);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, exchange->error);
}

static void start_curl(void) {
  must(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

static void clean_up(void *curl) {
  curl_easy_cleanup(curl);
}

static void free_list(void *list) {
  curl_slist_free_all(list);
}

struct smtp_reply smtp_send(struct arena *arena, const struct smtp_server *server, struct str from,
                            struct str to, struct str message) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start_curl);
  if (!is_address(from) || !is_address(to))
    return (struct smtp_reply){SMTP_PERMANENT, 0, S("not a mail address")};

  struct exchange *exchange = arena_new(arena, struct exchange);
  exchange->unsent = message;
  const char *recipient = str_cstr(arena, to);
  CURL *curl = curl_easy_init();
  struct curl_slist *recipients = curl_slist_append(NULL, recipient);
  if (curl == NULL || recipients == NULL)
    fault_raise(FAULT_MEMORY, "curl has no memory for a mail");
  arena_defer(arena, free_list, recipients);
  arena_defer(arena, clean_up, curl); /* newest first: before the list it points to */

  set_server(curl, arena, server);
  set_exchange(curl, exchange);
  set_text(curl, arena, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
  return judge(arena, exchange, curl_easy_perform(curl));
}
