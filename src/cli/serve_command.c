/* emplettes serve | routes */
#include <stdio.h>

#include "base/fault.h"
#include "cli/cli.h"
#include "jobs/jobs.h"
#include "routes.h"
#include "web/server.h"
#include "web/supervisor.h"

static struct server_options options_of(const struct args *args, const struct cli *cli) {
  return (struct server_options){
      .listen = args_text(args, "listen"),
      .io_threads = (unsigned)args_int(args, "io-threads"),
      .workers = (unsigned)args_int(args, "workers"),
      .queue_length = (unsigned)args_int(args, "queue"),
      .page_cache_off = str_equal(args_text(args, "page-cache"), S("off")),
      .rates_off = str_equal(args_text(args, "rates"), S("off")),
      .demonstration = cli->demonstration,
      .behind_proxy = args_flag(args, "behind-proxy"),
      .tls = args_flag(args, "tls"),
      .access_log = args_flag(args, "access-log"),
      .tiles_url = args_text(args, "tiles"),
      .tiles_attribution = args_text(args, "tiles-attribution"),
      .metrics_token = args_text(args, "metrics-token"),
      .uploads = args_text(args, "uploads"),
      .keys = &cli->keys,
      .ids = cli->ctx.ids,
  };
}

static struct jobs_options jobs_of(const struct args *args, struct cli *cli) {
  return (struct jobs_options){
      .db = cli->ctx.db,
      .keys = &cli->keys,
      .ids = cli->ctx.ids,
      .smtp_host = args_text(args, "smtp-host"),
      .smtp_port = (unsigned)args_int(args, "smtp-port"),
      .smtp_security = args_text(args, "smtp-security"),
      .smtp_user = args_text(args, "smtp-user"),
      .smtp_password = args_text(args, "smtp-password"),
      .mail_from = args_text(args, "mail-from"),
      .base_url = args_text(args, "base-url"),
      .register_url = args_text(args, "register-url"),
      .stripe_url = args_text(args, "stripe-url"),
      .sms_url = args_text(args, "sms-url"),
      .sms_body = args_text(args, "sms-body"),
      .sms_authorization = args_text(args, "sms-authorization"),
      .uploads = args_text(args, "uploads"),
  };
}

static int serve_on(const struct args *args, int listen_fd) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true, .server = true});
  struct server_options options = options_of(args, &cli);
  struct jobs_options jobs = jobs_of(args, &cli);
  options.listen_fd = listen_fd;
  options.start_jobs = jobs_start;
  options.stop_jobs = jobs_stop;
  options.jobs_arg = &jobs;
  int code = server_run(cli.ctx.db, product_site(), &options);
  cli_close(&cli);
  return code;
}

static int serve_alone(const struct args *args) {
  return serve_on(args, 0);
}

struct child {
  const struct args *args;
  int listen_fd;
  int code;
};

static void serve_child_body(void *arg) {
  struct child *child = arg;
  child->code = serve_on(child->args, child->listen_fd);
}

static int serve_child(int listen_fd, void *arg) {
  struct child child = {arg, listen_fd, 0};
  struct fault fault;
  if (fault_catch(&fault, serve_child_body, &child)) return child.code;
  fprintf(stderr, "emplettes: %s\n", fault.text);
  return cli_exit_code(fault.kind);
}

static int serve_supervised(const struct args *args) {
  return supervise(serve_child, (void *)(uintptr_t)args, args_text(args, "listen"));
}

int serve_command(const struct args *args) {
  return cli_run(args, args_flag(args, "no-supervisor") ? serve_alone : serve_supervised);
}

int routes_command(const struct args *args) {
  static const char *const methods[] = {"GET", "POST", "PUT", "DELETE"};
  static const char *const who[] = {"anyone",     "signed in", "shopkeeper", "agent",
                                    "accountant", "staff",     "till",       "device"};
  const struct site *site = product_site();
  (void)args;
  for (size_t t = 0; t < site->table_count; t++)
    for (size_t i = 0; i < site->tables[t].count; i++) {
      const struct route *route = &site->tables[t].routes[i];
      printf("%-6s %-46s %-10s %s\n", methods[route->method], route->path, who[route->who],
             route->help ? route->help : "");
    }
  return 0;
}
