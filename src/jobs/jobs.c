#include "jobs/jobs.h"

#include <pthread.h>
#include <time.h>

#include "base/fault.h"
#include "base/log.h"
#include "domain/bank/bank.h"
#include "domain/checkout/checkout.h"
#include "domain/failure/failure.h"
#include "domain/figures/figures.h"
#include "domain/joining/confirmation.h"
#include "domain/joining/registration.h"
#include "domain/ledger/ledger.h"
#include "domain/letter/letter.h"
#include "domain/life/life.h"
#include "domain/login/login.h"
#include "domain/map/map.h"
#include "domain/netting/netting.h"
#include "domain/takings/takings_mail.h"
#include "domain/territory/territory.h"
#include "domain/topup/proof.h"
#include "domain/topup/queue.h"
#include "domain/visits/visits.h"
#include "domain/volume/volume.h"
#include "domain/witness/witness.h"
#include "jobs/archive_job.h"
#include "jobs/import_job.h"
#include "jobs/lookup.h"
#include "jobs/sms.h"
#include "jobs/smtp.h"
#include "jobs/stripe_job.h"
#include "paper/paper.h"
#include "web/visits.h"

enum { ROUND_MS = 5000, ARENA_LIMIT = 64 << 20, SMTP_TIMEOUT_MS = 30000 };

/* Mail. */

static struct smtp_server server_of(const struct jobs_options *options) {
  struct smtp_server server = {.host = options->smtp_host,
                               .port = (int)options->smtp_port,
                               .user = options->smtp_user,
                               .password = options->smtp_password,
                               .timeout_ms = SMTP_TIMEOUT_MS};
  if (str_equal(options->smtp_security, S("starttls"))) server.security = SMTP_STARTTLS;
  if (str_equal(options->smtp_security, S("tls"))) server.security = SMTP_TLS;
  return server;
}

struct str jobs_origin(struct ctx *ctx, struct str pattern) {
  struct territory territory;
  ptrdiff_t at = str_find(pattern, S("{host}"));
  if (at < 0) return pattern;
  must(territory_find(ctx, ctx->territory, &territory));
  struct str host = territory_host(ctx, &territory);
  return str_format(ctx->arena, "%.*s%.*s%.*s", (int)at, pattern.ptr, STR_ARG(host),
                    STR_ARG(str_skip(pattern, (size_t)at + S("{host}").len)));
}

static struct str message_of(struct ctx *ctx, const struct jobs_options *options,
                             const struct notice *notice, const struct letter *letter) {
  struct str domain;
  struct str html = letter_html(ctx, notice, letter, jobs_origin(ctx, options->base_url));
  str_cut(options->mail_from, '@', &domain);
  struct paper_mail mail = {
      .from_name = letter->from_name,
      .from_address = options->mail_from,
      .to_name = notice->to_name,
      .to_address = notice->to_email,
      .reply_to = letter->reply_to,
      .subject = letter->subject,
      .text = letter->text,
      .html = html,
      .attachment = letter->attachment,
      .attachment_name = letter->attachment_name,
      .attachment_type = S("application/pdf"),
      .message_id = str_format(ctx->arena, "<%.*s@%.*s>",
                               STR_ARG(id_text(ctx->arena, notice->id.value)), STR_ARG(domain)),
      .date = ctx->now,
  };
  return paper_mail(ctx->arena, &mail);
}

struct mailing {
  const struct notice *notice;
  struct smtp_reply reply;
};

static bool note_outcome(struct ctx *ctx, void *arg) {
  const struct mailing *mailing = arg;
  if (mailing->reply.outcome == SMTP_DELIVERED)
    notice_sent(ctx, mailing->notice->id);
  else
    notice_failed(ctx, mailing->notice, mailing->reply.sentence,
                  mailing->reply.outcome == SMTP_PERMANENT);
  return true;
}

/* A letter to the mail server, the text of one to the service for telephones. */
static struct smtp_reply hand_over(struct ctx *ctx, const struct jobs_options *options,
                                   const struct notice *notice, const struct letter *letter) {
  if (str_starts(notice->to_email, S("tel:"))) {
    struct sms_service service = {options->sms_url, options->sms_body, options->sms_authorization};
    db_read_end(ctx);
    return sms_send(ctx->arena, &service, str_skip(notice->to_email, 4), letter->text);
  }
  struct str message = message_of(ctx, options, notice, letter);
  struct smtp_server server = server_of(options);
  db_read_end(ctx);
  return smtp_send(ctx->arena, &server, options->mail_from, notice->to_email, message);
}

/* No transaction is open while the mail server is spoken to. A crash between its answer and our
 * note sends the mail again: better twice than never. */
static void send_one(struct ctx *ctx, const struct jobs_options *options,
                     const struct notice *notice) {
  struct territory territory;
  struct letter letter;
  struct mailing mailing = {.notice = notice};
  if (!territory_find(ctx, notice->territory, &territory)) return;
  territory_enter(ctx, &territory);
  ctx->language = notice->language;
  if (letter_of(ctx, notice, jobs_origin(ctx, options->base_url), true, &letter)) {
    mailing.reply = hand_over(ctx, options, notice, &letter);
  } else {
    mailing.reply = (struct smtp_reply){SMTP_PERMANENT, 0, S("what it was about is gone")};
  }
  db_write(ctx, note_outcome, &mailing);
  if (mailing.reply.outcome != SMTP_DELIVERED)
    log_warn("mail_refused", 0, LOG_INT("notice", notice->id.value),
             LOG_INT("code", mailing.reply.code), LOG_STR("sentence", mailing.reply.sentence));
}

static int64_t send_due(struct ctx *ctx, const struct jobs_options *options, bool phones) {
  struct notices due = notice_due(ctx, phones);
  db_read_end(ctx);
  for (size_t i = 0; i < due.count; i++)
    send_one(ctx, options, &due.items[i]);
  return (int64_t)due.count;
}

int64_t jobs_mail_round(struct ctx *ctx, const struct jobs_options *options) {
  int64_t sent = 0;
  if (options->smtp_host.len > 0) sent += send_due(ctx, options, false);
  if (options->sms_url.len > 0) sent += send_due(ctx, options, true);
  return sent;
}

/* The books. */

/* Every ten minutes is often enough. */
static bool seldom(struct instant now) {
  return now.ms / ROUND_MS % 120 == 0;
}

static bool forget_body(struct ctx *ctx, void *arg) {
  (void)arg;
  checkout_forget_keys(ctx);
  registration_forget(ctx);
  if (seldom(ctx->now)) proof_forget(ctx);
  if (seldom(ctx->now)) photo_drop_unused(ctx);
  return true;
}

static void keep_visits(struct ctx *ctx) {
  struct visits_new taken;
  while (visits_take(ctx->territory, &taken))
    visits_add(ctx, &(struct visits_day){taken.on, taken.visitors, taken.pages});
}

int64_t jobs_books_round(struct ctx *ctx) {
  bool sqlite = db_engine(ctx->db) == DB_SQLITE;
  int64_t lag_ms = sqlite ? 0 : LEDGER_SEAL_LAG_MS, done = 0;
  struct territories list = territory_list(ctx);
  for (size_t i = 0; i < list.count; i++) {
    territory_enter(ctx, &list.items[i]);
    done += ledger_seal(ctx, lag_ms);
    done += figures_roll(ctx);
    done += map_count_changed(ctx);
    done += login_round(ctx);
    done += bank_expire_round(ctx);
    done += witness_round(ctx);
    done += failure_round(ctx); /* before vouchers end: what is frozen does not */
    done += life_round(ctx, seldom(ctx->now));
    done += checkout_release_round(ctx);
    done += volume_round(ctx);
    done += netting_round(ctx);
    done += settlement_round(ctx);
    keep_visits(ctx);
    done += queue_round(ctx);
    if (seldom(ctx->now)) done += confirmation_ask_round(ctx, &list.items[i]);
    if (seldom(ctx->now)) done += takings_mail_round(ctx);
    if (seldom(ctx->now)) done += archive_forget_round(ctx);
    db_write(ctx, forget_body, NULL);
  }
  return done;
}

/* Threads. */

static struct {
  pthread_mutex_t lock;
  pthread_cond_t wake;
  bool stopping;
  pthread_t mail, books, lookup;
  const struct jobs_options *options;
} jobs = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

enum job { JOB_MAIL, JOB_BOOKS, JOB_LOOKUP };
static const struct {
  const char *name;
  int64_t wait_ms; /* somebody looks at a page while the register is asked */
} kinds[] = {{"mail", ROUND_MS}, {"books", ROUND_MS}, {"lookup", 250}};

/* True when it is time for another round, false when it is time to go. */
static bool wait_for_round(enum job job, bool at_once) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  int64_t ns = until.tv_nsec + (at_once ? 0 : kinds[job].wait_ms * 1000000);
  until.tv_sec += ns / 1000000000;
  until.tv_nsec = ns % 1000000000;
  pthread_mutex_lock(&jobs.lock);
  while (!jobs.stopping && pthread_cond_timedwait(&jobs.wake, &jobs.lock, &until) == 0)
    continue;
  bool go_on = !jobs.stopping;
  pthread_mutex_unlock(&jobs.lock);
  return go_on;
}

struct round {
  struct ctx *ctx;
  enum job job;
  uint64_t seen; /* the last commit at which the register's queue was looked at */
  int64_t done;
};

/* Looks into the queue only when something was committed since, or a round of mail has passed. */
static int64_t lookup_when_due(struct round *round) {
  uint64_t now = db_version_now(round->ctx->db);
  bool again = round->ctx->now.ms % ROUND_MS < kinds[JOB_LOOKUP].wait_ms;
  if (now == round->seen && !again) return 0;
  round->seen = now;
  return lookup_round(round->ctx, jobs.options->register_url);
}

static void round_body(void *arg) {
  struct round *round = arg;
  switch (round->job) {
  case JOB_MAIL:
    round->done = jobs_mail_round(round->ctx, jobs.options);
    break;
  case JOB_BOOKS:
    round->done = jobs_books_round(round->ctx);
    break;
  case JOB_LOOKUP:
    round->done = lookup_when_due(round);
    break;
  }
}

static void *run(void *arg) {
  enum job job = (enum job)(intptr_t)arg;
  struct random random = random_system();
  struct arena *arena = arena_create(ARENA_LIMIT);
  struct round round = {.job = job};
  while (wait_for_round(job, round.done > 0)) {
    struct ctx ctx = {.arena = arena,
                      .db = jobs.options->db,
                      .now = clock_now(),
                      .random = &random,
                      .ids = jobs.options->ids,
                      .keys = jobs.options->keys};
    struct fault fault;
    round.ctx = &ctx;
    round.done = 0;
    if (!fault_catch(&fault, round_body, &round))
      log_error("job_failed", 0, LOG_STR("job", str_from(kinds[job].name)),
                LOG_STR("fault", str_from(fault.text)));
    db_read_end(&ctx);
    arena_reset(arena);
  }
  arena_destroy(arena);
  return NULL;
}

void jobs_start(void *options) {
  jobs.options = options;
  jobs.stopping = false;
  import_job_start(options);
  stripe_job_start(options);
  archive_job_start(options);
  must(pthread_create(&jobs.books, NULL, run, (void *)(intptr_t)JOB_BOOKS) == 0);
  must(pthread_create(&jobs.mail, NULL, run, (void *)(intptr_t)JOB_MAIL) == 0);
  must(pthread_create(&jobs.lookup, NULL, run, (void *)(intptr_t)JOB_LOOKUP) == 0);
}

void jobs_stop(void *options) {
  (void)options;
  import_job_stop();
  stripe_job_stop();
  archive_job_stop();
  pthread_mutex_lock(&jobs.lock);
  jobs.stopping = true;
  pthread_cond_broadcast(&jobs.wake);
  pthread_mutex_unlock(&jobs.lock);
  pthread_join(jobs.mail, NULL);
  pthread_join(jobs.books, NULL);
  pthread_join(jobs.lookup, NULL);
}
