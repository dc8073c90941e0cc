/* A closed-loop HTTP client: N connections, each sends its next request as soon as the answer to
 * the last one is whole. It checks every status and every body, because a fast wrong answer is
 * no result. One thread, epoll, keep-alive; pinned by the caller to a core of its own.
 *
 *   load [options] list PATHS         GET the paths of the file PATHS in turn
 *   load [options] purchase SHOP      order a voucher, pay it in the sandbox: one unit is both
 *   load [options] vouchers SHOP      the same and asks for the code; prints codes, not figures
 *   load [options] redeem CODES       take --amount from the vouchers of the file CODES in turn
 *
 *   --address 127.0.0.1:8080  --host NAME  --connections 1  --seconds 15  --warmup 1
 *   --count N (stop after N units)  --token TILL  --amount MINOR  --currency EUR
 *   --expect TEXT (near the end of every listed page)
 *
 * Prints one JSON object. The first wrong answer is shown and ends the run with exit code 1. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum mode { MODE_LIST, MODE_PURCHASE, MODE_VOUCHERS, MODE_REDEEM };
enum step { STEP_LIST, STEP_ORDER, STEP_PAY, STEP_CODE, STEP_REDEEM };

static struct {
  enum mode mode;
  const char *mode_name, *address, *host, *token, *currency, *expect, *argument;
  int connections;
  double seconds, warmup;
  int64_t count, amount_minor;
  bool top_up;
} option = {.address = "127.0.0.1:8080",
            .host = "localhost",
            .token = "",
            .currency = "EUR",
            .expect = "</html>",
            .connections = 1,
            .seconds = 15,
            .warmup = 1,
            .amount_minor = 5000};

static struct {
  char **items;
  size_t count, next;
} lines; /* of the file PATHS or CODES */

struct connection {
  int fd;
  enum step step;
  char request[4096];
  size_t request_len, sent;
  char *reply;
  size_t reply_len, reply_capacity;
  uint64_t unit_began_ns;
  char order[64], payment[64];
};

static struct {
  uint64_t units, requests, errors, bytes;
  uint64_t buckets[64 * 64]; /* of microseconds: 64 steps to each doubling, 1.6 % wide */
  uint64_t began_ns, ended_ns;
} result;

static uint64_t serial; /* makes idempotency keys and nonces unique within this process */

static _Noreturn void fail(const char *format, ...) {
  va_list args;
  va_start(args, format);
  fputs("load: ", stderr);
  vfprintf(stderr, format, args);
  fputc('\n', stderr);
  exit(2);
}

static uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Latency. */

static size_t bucket_of(uint64_t us) {
  if (us < 64) return (size_t)us;
  int shift = 63 - __builtin_clzll(us) - 6;
  return (size_t)(shift + 1) * 64 + (size_t)((us >> shift) & 63);
}

static uint64_t bucket_value(size_t bucket) {
  if (bucket < 64) return bucket;
  size_t shift = bucket / 64 - 1;
  return (64 + (uint64_t)bucket % 64) << shift;
}

static uint64_t percentile_us(double share) {
  uint64_t wanted = (uint64_t)((double)result.units * share), seen = 0;
  for (size_t i = 0; i < sizeof result.buckets / sizeof *result.buckets; i++) {
    seen += result.buckets[i];
    if (seen > wanted) return bucket_value(i);
  }
  return 0;
}

/* What is asked. */

static const char *next_line(void) {
  const char *line = lines.items[lines.next];
  lines.next = (lines.next + 1) % lines.count;
  return line;
}

static void read_lines(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) fail("%s: %s", path, strerror(errno));
  char *line = NULL;
  size_t capacity = 0;
  for (ssize_t len; (len = getline(&line, &capacity, file)) > 0;) {
    if (line[len - 1] == '\n') line[len - 1] = '\0';
    if (line[0] == '\0') continue;
    lines.items = realloc(lines.items, (lines.count + 1) * sizeof *lines.items);
    lines.items[lines.count++] = strdup(line);
  }
  free(line);
  fclose(file);
  if (lines.count == 0) fail("%s is empty", path);
}

static void write_get(struct connection *c, const char *path) {
  c->request_len = (size_t)snprintf(c->request, sizeof c->request,
                                    "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, option.host);
}

static void write_post(struct connection *c, const char *path, const char *header,
                       const char *body) {
  c->request_len = (size_t)snprintf(c->request, sizeof c->request,
                                    "POST %s HTTP/1.1\r\nHost: %s\r\n"
                                    "Content-Type: application/json\r\nContent-Length: %zu\r\n"
                                    "%s\r\n%s",
                                    path, option.host, strlen(body), header, body);
}

static void ask_order(struct connection *c) {
  char body[512], header[128];
  uint64_t number = serial++;
  snprintf(body, sizeof body,
           "{\"shop\":\"%s\",\"amount_minor\":%" PRId64 ",\"currency\":\"%s\","
           "\"buyer\":{\"name\":\"Camille Martin\",\"email\":\"acheteur%" PRIu64
           "@example.org\"},\"message\":\"Bon appetit !\"%s}",
           option.argument, option.amount_minor, option.currency, number % 10000,
           option.top_up ? ",\"top_up\":{\"wanted\":true}" : "");
  snprintf(header, sizeof header, "Idempotency-Key: load-%d-%" PRIx64 "-%" PRIu64 "\r\n",
           (int)getpid(), result.began_ns, number);
  write_post(c, "/api/v1/voucher-orders", header, body);
}

static void ask_payment(struct connection *c) {
  char path[128];
  snprintf(path, sizeof path, "/api/v1/sandbox/payments/%s", c->payment);
  write_post(c, path, "", "{\"outcome\":\"paid\"}");
}

static void ask_code(struct connection *c) {
  char path[128];
  snprintf(path, sizeof path, "/api/v1/voucher-orders/%s", c->order);
  write_get(c, path);
}

static void ask_redemption(struct connection *c) {
  char body[256], header[256];
  snprintf(body, sizeof body,
           "{\"code\":\"%s\",\"amount_minor\":%" PRId64 ",\"nonce\":\"%d-%" PRIx64 "-%" PRIu64
           "\"}",
           next_line(), option.amount_minor, (int)getpid(), result.began_ns, serial++);
  snprintf(header, sizeof header, "Authorization: Bearer %s\r\n", option.token);
  write_post(c, "/api/v1/redemptions", header, body);
}

static void ask(struct connection *c) {
  switch (c->step) {
  case STEP_LIST:
    write_get(c, next_line());
    break;
  case STEP_ORDER:
    ask_order(c);
    break;
  case STEP_PAY:
    ask_payment(c);
    break;
  case STEP_CODE:
    ask_code(c);
    break;
  case STEP_REDEEM:
    ask_redemption(c);
    break;
  }
  if (c->request_len >= sizeof c->request)
    fail("a request is longer than %zu bytes", sizeof c->request);
  c->sent = 0;
  c->reply_len = 0;
}

static void begin_unit(struct connection *c) {
  static const enum step first[] = {[MODE_LIST] = STEP_LIST,
                                    [MODE_PURCHASE] = STEP_ORDER,
                                    [MODE_VOUCHERS] = STEP_ORDER,
                                    [MODE_REDEEM] = STEP_REDEEM};
  c->step = first[option.mode];
  c->unit_began_ns = now_ns();
  ask(c);
}

/* What is answered. */

/* The text after `key` up to the closing quote; ids and codes hold no escapes. */
static bool json_text(const char *body, const char *key, char *out, size_t size) {
  const char *at = strstr(body, key);
  if (at == NULL) return false;
  at = strchr(at + strlen(key), ':');
  if (at == NULL) return false;
  at += strspn(at, ": \"");
  size_t len = strcspn(at, "\",}");
  if (len == 0 || len >= size) return false;
  memcpy(out, at, len);
  out[len] = '\0';
  return true;
}

/* The payment's id is the last part of the address to which the buyer is sent. */
static bool payment_of(const char *body, char *out, size_t size) {
  char url[256];
  if (!json_text(body, "\"payment_url\"", url, sizeof url)) return false;
  url[strcspn(url, "?")] = '\0';
  const char *slash = strrchr(url, '/');
  if (slash == NULL || strlen(slash + 1) >= size) return false;
  strcpy(out, slash + 1);
  return out[0] != '\0';
}

static bool page_is_whole(const char *body, size_t len) {
  size_t tail = len < 4096 ? len : 4096;
  return memmem(body + len - tail, tail, option.expect, strlen(option.expect)) != NULL;
}

/* Judges the answer and moves on to the unit's next step; *done when there is none. */
static bool take(struct connection *c, int status, const char *body, size_t len, bool *done) {
  char code[64];
  *done = false;
  switch (c->step) {
  case STEP_LIST:
    *done = true;
    return status == 200 && page_is_whole(body, len);
  case STEP_ORDER:
    c->step = STEP_PAY;
    return status == 201 && json_text(body, "\"id\"", c->order, sizeof c->order) &&
           payment_of(body, c->payment, sizeof c->payment);
  case STEP_PAY:
    *done = option.mode == MODE_PURCHASE;
    c->step = STEP_CODE;
    return status == 200 && strstr(body, "paid") != NULL;
  case STEP_CODE:
    *done = true;
    if (status != 200 || !json_text(body, "\"code\"", code, sizeof code)) return false;
    puts(code);
    return true;
  case STEP_REDEEM:
    *done = true;
    return status == 200 && strstr(body, "balance_minor") != NULL;
  }
  return false;
}

static void count_unit(const struct connection *c) {
  uint64_t us = (now_ns() - c->unit_began_ns) / 1000;
  result.units++;
  result.buckets[bucket_of(us)]++;
}

static void complain(const struct connection *c, int status, const char *body, size_t len) {
  if (result.errors++ > 0) return;
  fprintf(stderr, "load: wrong answer %d to:\n%.*s\n%.*s\n", status, (int)c->request_len,
          c->request, (int)(len < 600 ? len : 600), body);
}

/* Where the body begins and how long the whole answer is; false while the head is incomplete. */
static bool reply_extent(const struct connection *c, size_t *body, size_t *whole) {
  const char *end = memmem(c->reply, c->reply_len, "\r\n\r\n", 4);
  if (end == NULL) return false;
  const char *length = strcasestr(c->reply, "\r\ncontent-length:");
  if (length == NULL || length > end)
    fail("an answer came without Content-Length:\n%.400s", c->reply);
  *body = (size_t)(end - c->reply) + 4;
  *whole = *body + strtoull(length + strlen("\r\ncontent-length:"), NULL, 10);
  return true;
}

static void finish_reply(struct connection *c, size_t body, size_t whole) {
  int status = atoi(c->reply + strlen("HTTP/1.1 "));
  bool done;
  result.requests++;
  result.bytes += whole;
  if (!take(c, status, c->reply + body, whole - body, &done)) {
    complain(c, status, c->reply + body, whole - body);
    done = true;
  } else if (done) {
    count_unit(c);
  }
  if (done)
    begin_unit(c);
  else
    ask(c);
}

/* Sockets. */

static struct sockaddr_in server_address(void) {
  char host[64];
  const char *colon = strrchr(option.address, ':');
  if (colon == NULL || (size_t)(colon - option.address) >= sizeof host) fail("--address HOST:PORT");
  snprintf(host, sizeof host, "%.*s", (int)(colon - option.address), option.address);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(colon + 1))};
  if (inet_pton(AF_INET, host, &to.sin_addr) != 1) fail("--address takes an IPv4 address");
  return to;
}

static void connection_open(struct connection *c) {
  struct sockaddr_in to = server_address();
  int on = 1;
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof to) != 0) {
    fail("%s: %s", option.address, strerror(errno));
  }
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
}

static void send_request(struct connection *c) {
  while (c->sent < c->request_len) {
    ssize_t n = send(c->fd, c->request + c->sent, c->request_len - c->sent, MSG_NOSIGNAL);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) continue; /* requests fit the buffer */
    if (n < 0) fail("send: %s", strerror(errno));
    c->sent += (size_t)n;
  }
}

/* Reads what there is; when the answer is whole, judges it and sends the next request. A server
 * may close a kept-alive connection between two answers; then a new one is opened. */
static void on_readable(struct connection *c, int epoll) {
  if (c->reply_capacity - c->reply_len < 65536) {
    c->reply_capacity = c->reply_capacity * 2 + 131072;
    c->reply = realloc(c->reply, c->reply_capacity);
  }
  ssize_t n = recv(c->fd, c->reply + c->reply_len, c->reply_capacity - c->reply_len - 1, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n <= 0 && c->reply_len > 0) fail("the server closed in the middle of an answer");
  if (n <= 0) {
    close(c->fd);
    connection_open(c);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event);
    c->sent = 0;
    send_request(c);
    return;
  }
  c->reply_len += (size_t)n;
  c->reply[c->reply_len] = '\0';
  size_t body, whole;
  if (!reply_extent(c, &body, &whole) || c->reply_len < whole) return;
  if (c->reply_len > whole) fail("the server sent more than it announced");
  finish_reply(c, body, whole);
  send_request(c);
}

static void forget_warmup(void) {
  uint64_t errors = result.errors;
  memset(&result, 0, sizeof result);
  result.errors = errors;
  result.began_ns = now_ns();
}

static void run(struct connection *all, int epoll) {
  bool warm = option.warmup <= 0;
  result.began_ns = now_ns();
  uint64_t warm_ns = result.began_ns + (uint64_t)(option.warmup * 1e9);
  uint64_t end_ns = warm_ns + (uint64_t)(option.seconds * 1e9);
  for (int i = 0; i < option.connections; i++) {
    begin_unit(&all[i]);
    send_request(&all[i]);
  }
  for (;;) {
    struct epoll_event events[64];
    int ready = epoll_wait(epoll, events, 64, 100);
    for (int i = 0; i < ready; i++)
      on_readable(events[i].data.ptr, epoll);
    result.ended_ns = now_ns();
    if (!warm && result.ended_ns >= warm_ns) {
      warm = true;
      forget_warmup();
    }
    if (result.ended_ns >= end_ns || result.errors > 0) return;
    if (option.count > 0 && result.units >= (uint64_t)option.count) return;
  }
}

static void print_result(void) {
  double elapsed = (double)(result.ended_ns - result.began_ns) / 1e9;
  printf("{\"mode\":\"%s\",\"connections\":%d,\"seconds\":%.3f,\"units\":%" PRIu64
         ",\"requests\":%" PRIu64 ",\"errors\":%" PRIu64 ",\"per_second\":%.1f,"
         "\"bytes_per_request\":%" PRIu64 ",\"p50_us\":%" PRIu64 ",\"p99_us\":%" PRIu64 "}\n",
         option.mode_name, option.connections, elapsed, result.units, result.requests,
         result.errors, (double)result.units / elapsed,
         result.requests > 0 ? result.bytes / result.requests : 0, percentile_us(0.5),
         percentile_us(0.99));
}

static void read_options(int argc, char **argv) {
  static const struct option known[] = {
      {"address", 1, 0, 'a'}, {"host", 1, 0, 'h'},   {"connections", 1, 0, 'c'},
      {"seconds", 1, 0, 's'}, {"warmup", 1, 0, 'w'}, {"count", 1, 0, 'n'},
      {"token", 1, 0, 't'},   {"amount", 1, 0, 'm'}, {"currency", 1, 0, 'u'},
      {"expect", 1, 0, 'e'},  {"top-up", 0, 0, 'p'}, {0, 0, 0, 0}};
  for (int letter; (letter = getopt_long(argc, argv, "", known, NULL)) != -1;) {
    switch (letter) {
    case 'a':
      option.address = optarg;
      break;
    case 'h':
      option.host = optarg;
      break;
    case 'c':
      option.connections = atoi(optarg);
      break;
    case 's':
      option.seconds = atof(optarg);
      break;
    case 'w':
      option.warmup = atof(optarg);
      break;
    case 'n':
      option.count = atoll(optarg);
      break;
    case 't':
      option.token = optarg;
      break;
    case 'm':
      option.amount_minor = atoll(optarg);
      break;
    case 'u':
      option.currency = optarg;
      break;
    case 'e':
      option.expect = optarg;
      break;
    case 'p':
      option.top_up = true;
      break;
    default:
      exit(2);
    }
  }
  if (argc - optind != 2 || option.connections < 1) fail("load [options] MODE ARGUMENT");
  option.mode_name = argv[optind];
  option.argument = argv[optind + 1];
}

static void choose_mode(void) {
  static const char *names[] = {"list", "purchase", "vouchers", "redeem"};
  for (size_t i = 0; i < 4; i++) {
    if (strcmp(option.mode_name, names[i]) != 0) continue;
    option.mode = (enum mode)i;
    if (option.mode == MODE_LIST || option.mode == MODE_REDEEM) read_lines(option.argument);
    return;
  }
  fail("%s is not a mode: list, purchase, vouchers or redeem", option.mode_name);
}

int main(int argc, char **argv) {
  read_options(argc, argv);
  choose_mode();
  int epoll = epoll_create1(0);
  struct connection *all = calloc((size_t)option.connections, sizeof *all);
  for (int i = 0; i < option.connections; i++) {
    connection_open(&all[i]);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
    epoll_ctl(epoll, EPOLL_CTL_ADD, all[i].fd, &event);
  }
  run(all, epoll);
  if (option.mode != MODE_VOUCHERS) print_result();
  return result.errors > 0;
}
