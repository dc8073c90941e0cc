/* The command table; no logic. */
#include "cli/cli.h"

#define COUNT(table) (sizeof(table) / sizeof(table[0]))

static const struct arg_option common[] = {
    {"database", ARG_TEXT, "sqlite:var/emplettes.db", "URL",
     "sqlite:PATH or postgresql://USER@HOST/NAME"},
    {"now", ARG_INSTANT, NULL, "INSTANT",
     "pretend that it is this instant (demonstration installations only)"},
};

static const struct arg_option serve_options[] = {
    {"listen", ARG_TEXT, "127.0.0.1:8080", "ADDRESS", "address and port; port 0 picks a free one"},
    {"base-url", ARG_TEXT, "http://{host}:8080", "URL", "how mails link to a territory's pages"},
    {"smtp-host", ARG_TEXT, "", "HOST", "mail server; without it mail waits in the outbox"},
    {"smtp-port", ARG_INT, "25", "PORT", "its port"},
    {"smtp-security", ARG_TEXT, "none", "WORD", "none, starttls or tls"},
    {"smtp-user", ARG_TEXT, "", "NAME", "who signs in there"},
    {"smtp-password", ARG_TEXT, "", "WORD", "better in the configuration file"},
    {"register-url", ARG_TEXT, "https://recherche-entreprises.api.gouv.fr", "URL",
     "French register of businesses, or another that answers alike; empty: never ask"},
    {"stripe-url", ARG_TEXT, "https://api.stripe.com", "URL",
     "where Stripe is found: a double that answers alike, to try and to test"},
    {"sms-url", ARG_TEXT, "", "URL",
     "service that sends short texts to telephones; without it they wait in the outbox"},
    {"sms-body", ARG_TEXT, "{\"to\": \"{to}\", \"text\": \"{text}\"}", "TEXT",
     "what is posted to it: JSON, or a form"},
    {"sms-authorization", ARG_TEXT, "", "WORDS", "header that lets us in there: Bearer ..."},
    {"mail-from", ARG_TEXT, "bons@emplettes.example", "ADDRESS", "sender of mails"},
    {"behind-proxy", ARG_FLAG, NULL, NULL, "believe X-Forwarded-For"},
    {"tls", ARG_FLAG, NULL, NULL, "visitors come by https: Secure cookies, HSTS"},
    {"workers", ARG_INT, "0", "N", "threads that answer; 0 picks"},
    {"io-threads", ARG_INT, "0", "N", "threads that speak HTTP; 0 picks"},
    {"queue", ARG_INT, "0", "N", "requests that may wait; beyond that 503; 0 picks"},
    {"page-cache", ARG_TEXT, "on", "WORD", "on or off"},
    {"rates", ARG_TEXT, "on", "WORD", "rate limits; off in demonstrations only"},
    {"tiles", ARG_TEXT, "", "URL", "background of maps: https://.../{z}/{x}/{y}.png"},
    {"tiles-attribution", ARG_TEXT, "", "TEXT", "whose background it is; stands on the map"},
    {"metrics-token", ARG_TEXT, "", "WORD", "bearer token for /metrics from other machines"},
    {"access-log", ARG_FLAG, NULL, NULL, "a line for every request"},
    {"uploads", ARG_TEXT, "var/uploads", "FOLDER", "where files wait that agents sent"},
    {"no-supervisor", ARG_FLAG, NULL, NULL, "run the server in this process"},
};

static const struct arg_option demo_options[] = {
    {"data", ARG_TEXT, "data", "FOLDER", "where the open data lies"},
    {"vouchers", ARG_INT, "0", "N", "sell so many more vouchers, for measurements"},
    {"json", ARG_FLAG, NULL, NULL, "print for programs"},
};

static const struct arg_option territory_option[] = {
    {"territory", ARG_TEXT, "", "SLUG", "which territory"},
};

static const struct arg_option territory_add_options[] = {
    {"name", ARG_TEXT, "", "TEXT", "as visitors read it"},
    {"currency", ARG_TEXT, "EUR", "CODE", "EUR or CHF"},
    {"zone", ARG_TEXT, "Europe/Paris", "NAME", "time zone"},
    {"country", ARG_TEXT, "FR", "CODE", "FR, CH or MC"},
    {"region", ARG_TEXT, "", "CODE", "department (33) or canton (VD): whose holidays count"},
    {"languages", ARG_TEXT, "fr", "CODES", "fr,de,en: the first is the default"},
    {"accent", ARG_TEXT, "#7a1f3d", "COLOUR", "its one colour"},
    {"email", ARG_TEXT, "", "ADDRESS", "where residents write"},
    {"host", ARG_TEXT, "", "HOST", "its host name"},
    {"debtor", ARG_TEXT, "", "NAME", "who pays the merchants, in the bank's file"},
    {"iban", ARG_TEXT, "", "IBAN", "from which account"},
    {"bic", ARG_TEXT, "", "BIC", "of that bank, if it wants one"},
    {"default", ARG_FLAG, NULL, NULL, "shown for unknown addresses"},
};

static const struct arg_option territory_change_options[] = {
    {"name", ARG_TEXT, NULL, "TEXT", "as visitors read it"},
    {"region", ARG_TEXT, NULL, "CODE", "department (33) or canton (VD): whose holidays count"},
    {"languages", ARG_TEXT, NULL, "CODES", "fr,de,en: the first is the default"},
    {"accent", ARG_TEXT, NULL, "COLOUR", "its one colour"},
    {"email", ARG_TEXT, NULL, "ADDRESS", "where residents write"},
    {"host", ARG_TEXT, NULL, "HOST", "one more host name"},
    {"main-host", ARG_TEXT, NULL, "HOST", "which of its own stands in mails"},
    {"drop-host", ARG_TEXT, NULL, "HOST", "one that it has no longer"},
    {"debtor", ARG_TEXT, NULL, "NAME", "who pays the merchants, in the bank's file"},
    {"iban", ARG_TEXT, NULL, "IBAN", "from which account"},
    {"bic", ARG_TEXT, NULL, "BIC", "of that bank; empty for none"},
    {"default", ARG_FLAG, NULL, NULL, "shown for unknown addresses"},
};

static const struct arg_option import_options[] = {
    {"territory", ARG_TEXT, "", "SLUG", "which territory"},
    {"source", ARG_TEXT, "osm", "NAME", "where it comes from: osm, sirene or a word of yours"},
    {"title", ARG_TEXT, "", "TEXT", "how the source is called on the pages"},
    {"licence", ARG_TEXT, "", "TEXT", "under which licence; known for osm and sirene"},
    {"attribution", ARG_TEXT, "", "TEXT", "how the licence wants the source to be named"},
    {"url", ARG_TEXT, "", "URL", "where the source can be read"},
    {"on", ARG_DAY, NULL, "DAY", "of which day it is; today if left out"},
    {"communes", ARG_TEXT, "", "FILE",
     "the territory's communes, GeoJSON or CSV; kept for the next imports"},
    {"columns", ARG_TEXT, "", "FIELD=COLUMN,...", "of a CSV file, where the header is not clear"},
    {"partial", ARG_FLAG, NULL, NULL, "the file is not all of the source: miss nothing"},
    {"dry-run", ARG_FLAG, NULL, NULL, "only tell what would happen"},
    {"language", ARG_TEXT, "en", "CODE", "of the report: fr, de or en"},
    {"quiet", ARG_FLAG, NULL, NULL, "no progress on standard error"},
};

static const struct arg_option map_ground_options[] = {
    {"territory", ARG_TEXT, "", "SLUG", "which territory"},
    {"attribution", ARG_TEXT, "", "TEXT", "who made it; stands on the map"},
};

static const struct arg_option person_add_options[] = {
    {"name", ARG_TEXT, "", "TEXT", "first and last name"},
    {"language", ARG_TEXT, "fr", "CODE", "fr, de or en"},
};

static const struct arg_option person_grant_options[] = {
    {"territory", ARG_TEXT, "", "SLUG", "which territory"},
    {"shop", ARG_TEXT, "", "SLUG", "of a shopkeeper: one of the merchant's shops"},
};

static const struct arg_option acting_options[] = {
    {"territory", ARG_TEXT, "", "SLUG", "which territory"},
    {"as", ARG_TEXT, "", "ADDRESS", "who acts: goes into the audit log"},
};

static const struct arg_option verify_options[] = {
    {"head", ARG_TEXT, "", "HASH", "a published head that must lie in the chain"},
    {"heads", ARG_TEXT, "", "FILE", "many of them, as /grand-livre/sceaux.json gives them out"},
};

static const struct arg_option keys_rotate_options[] = {
    {"withdraw", ARG_FLAG, NULL, NULL,
     "publish the old key no longer: tills without network then refuse what it signed"},
};

#define OPTIONS(table) .options = (table), .option_count = COUNT(table)

static const struct arg_command commands[] = {
    {"serve", "answer visitors", OPTIONS(serve_options), .run = serve_command},
    {"demo", "fill an empty database with real, open data to try the program",
     OPTIONS(demo_options), .run = demo_command},
    {"migrate", "bring the database to this version; makes a new installation if it is empty",
     .run = migrate_command},
    {"territory add", "add a territory", OPTIONS(territory_add_options), .operands = "SLUG",
     .operands_min = 1, .operands_max = 1, .run = territory_add_command},
    {"territory change", "change what is given; the rest stays", OPTIONS(territory_change_options),
     .operands = "SLUG", .operands_min = 1, .operands_max = 1, .run = territory_change_command},
    {"territory list", "list the territories", .run = territory_list_command},
    {"import", "bring a file of shops (OSM, GeoJSON, CSV, Sirene) into a territory",
     OPTIONS(import_options), .operands = "FILE", .operands_min = 1, .operands_max = 1,
     .run = import_command},
    {"shop rename", "give a shop another name in addresses; the old one leads to it for ever",
     OPTIONS(territory_option), .operands = "OLD NEW", .operands_min = 2, .operands_max = 2,
     .run = shop_rename_command},
    {"map ground", "draw this GeoJSON of contours or streets under a territory's shops",
     OPTIONS(map_ground_options), .operands = "FILE", .operands_min = 1, .operands_max = 1,
     .run = map_ground_command},
    {"map count", "count the shops in the squares of the map now; a job does so by itself",
     OPTIONS(territory_option), .run = map_count_command},
    {"ledger verify", "walk every transfer: balances, floors, seals; and heads that others kept",
     OPTIONS(verify_options), .run = ledger_verify_command},
    {"ledger export", "print every transfer of a territory as CSV", OPTIONS(territory_option),
     .run = ledger_export_command},
    {"ledger seal", "seal what is not sealed yet", .run = ledger_seal_command},
    {"keys list", "the keys that sign vouchers and are published", .run = keys_list_command},
    {"keys rotate", "sign vouchers with a new key from now on", OPTIONS(keys_rotate_options),
     .run = keys_rotate_command},
    {"payout list", "batches, and what waits to be paid", OPTIONS(territory_option),
     .run = payout_list_command},
    {"payout prepare", "reserve what merchants are owed; prints the batch's number",
     OPTIONS(acting_options), .run = payout_prepare_command},
    {"payout file", "print a batch as the bank's pain.001 file", OPTIONS(territory_option),
     .operands = "BATCH", .operands_min = 1, .operands_max = 1, .run = payout_file_command},
    {"payout confirm", "say that the bank has a batch's file", OPTIONS(acting_options),
     .operands = "BATCH", .operands_min = 1, .operands_max = 1, .run = payout_confirm_command},
    {"rebuild", "make what is derived from shops anew: index of search, counts, maps",
     OPTIONS(territory_option), .run = rebuild_command},
    {"backup", "copy the SQLite database while it runs, and check the copy", .operands = "FILE",
     .operands_min = 1, .operands_max = 1, .run = backup_command},
    {"person add", "add a person; the password comes on standard input",
     OPTIONS(person_add_options), .operands = "EMAIL", .operands_min = 1, .operands_max = 1,
     .run = person_add_command},
    {"person password", "give a person a new password; it comes on standard input",
     .operands = "EMAIL", .operands_min = 1, .operands_max = 1, .run = person_password_command},
    {"person grant", "give a person a role: shopkeeper, agent or accountant",
     OPTIONS(person_grant_options), .operands = "EMAIL ROLE", .operands_min = 2, .operands_max = 2,
     .run = person_grant_command},
    {"person revoke", "withdraw a role", OPTIONS(person_grant_options), .operands = "EMAIL ROLE",
     .operands_min = 2, .operands_max = 2, .run = person_revoke_command},
    {"person list", "who has which role in a territory", OPTIONS(territory_option),
     .run = person_list_command},
    {"person close", "let somebody who has left sign in nowhere", .operands = "EMAIL",
     .operands_min = 1, .operands_max = 1, .run = person_close_command},
    {"person reopen", "let them sign in again", .operands = "EMAIL", .operands_min = 1,
     .operands_max = 1, .run = person_reopen_command},
    {"hours", "read opening hours: a line of JSON in, a line of JSON out (docs/hours.md)",
     .run = hours_command},
    {"picture", "make photographs: a picture in, pictures out; the server runs it for each upload",
     .run = picture_command},
    {"routes", "print the site map", .run = routes_command},
    {"version", "print the version", .run = version_command},
};

static const struct arg_program program = {
    .name = "emplettes",
    .help = "keeps the local shops of a territory alive",
    OPTIONS(common),
    .commands = commands,
    .command_count = COUNT(commands),
};

int main(int argc, char **argv) {
  return args_run(&program, argc, argv);
}
