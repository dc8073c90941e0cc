#include "domain/accounts/fec.h"

#include "base/fault.h"
#include "base/sepa.h"

struct str fec_name(struct arena *arena, struct str siren, struct day last) {
  int year, month, day;
  day_split(last, &year, &month, &day);
  return str_format(arena, "%.*sFEC%04d%02d%02d.txt", STR_ARG(siren), year, month, day);
}

/* ISO 8859-15 is Latin-1 but for eight signs. 0: it lacks this one. */
static unsigned char latin9(uint32_t point) {
  static const struct {
    uint16_t point;
    unsigned char byte;
  } others[] = {{0x20AC, 0xA4}, {0x160, 0xA6}, {0x161, 0xA8}, {0x17D, 0xB4}, {0x17E, 0xB8},
                {0x152, 0xBC},  {0x153, 0xBD}, {0x178, 0xBE}, {0xA4, 0},     {0xA6, 0},
                {0xA8, 0},      {0xB4, 0},     {0xB8, 0},     {0xBC, 0},     {0xBD, 0},
                {0xBE, 0},      {0xA0, ' '},   {0x202F, ' '}, {0x2009, ' '}, {'|', ' '},
                {0x2019, '\''}, {0x2018, '\''}};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (others[i].point == point) return others[i].byte;
  if (point < 0x20 || (point >= 0x7F && point < 0xA0)) return ' ';
  return point > 0xFF ? 0 : (unsigned char)point;
}

void fec_text(struct buf *out, struct str text) {
  while (text.len > 0) {
    struct str sign = text;
    unsigned char byte = latin9(str_next_point(&text));
    sign.len -= text.len;
    if (byte > 0)
      buf_add_char(out, (char)byte);
    else
      buf_add(out, sepa_text(out->arena, sign, sign.len));
  }
}

static void add_day(struct buf *out, struct day day) {
  int year, month, in_month;
  day_split(day, &year, &month, &in_month);
  buf_format(out, "%04d%02d%02d", year, month, in_month);
}

static void add_amount(struct buf *out, int64_t minor) {
  must(minor >= 0);
  buf_format(out, "%lld,%02lld", (long long)(minor / 100), (long long)(minor % 100));
}

void fec_head(struct buf *out) {
  buf_literal(out, "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\t"
                   "CompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\t"
                   "EcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\r\n");
}

struct line {
  const struct plan *plan;
  enum journal journal;
  struct str number; /* of the entry */
  struct day on, piece_on;
  const struct plan_line *account;
  const struct book *book;
  struct str piece, label;
  int64_t debit_minor, credit_minor;
};

static void tab_text(struct buf *out, struct str text) {
  fec_text(out, text);
  buf_add_char(out, '\t');
}

/* An entry is valid from the moment it is written: it can only be followed by another. */
static void add_line(struct buf *out, const struct line *line) {
  tab_text(out, journal_code(line->journal));
  tab_text(out, line->plan->journals[line->journal]);
  tab_text(out, line->number);
  add_day(out, line->on);
  buf_add_char(out, '\t');
  tab_text(out, line->account->number);
  tab_text(out, line->account->label);
  tab_text(out, line->book->number);
  tab_text(out, line->book->number.len > 0 ? line->book->name : S(""));
  tab_text(out, line->piece);
  add_day(out, line->piece_on);
  buf_add_char(out, '\t');
  tab_text(out, line->label);
  add_amount(out, line->debit_minor);
  buf_add_char(out, '\t');
  add_amount(out, line->credit_minor);
  buf_literal(out, "\t\t\t");
  add_day(out, line->on);
  buf_literal(out, "\t\t\r\n");
}

void fec_opening(struct ctx *ctx, struct buf *out, const struct plan *plan,
                 const struct books *books) {
  struct line line = {.plan = plan,
                      .journal = JOURNAL_OPENING,
                      .number = S("AN"),
                      .on = books->span.first,
                      .piece_on = books->span.first,
                      .label = plan->journals[JOURNAL_OPENING]};
  line.piece = STR_CONCAT(ctx->arena, S("AN"), day_iso(ctx->arena, books->span.first));
  for (size_t i = 0; i < books->accounts.count; i++) {
    const struct book *book = books->accounts.items[i];
    if (book->opening_minor == 0) continue;
    line.account = plan_find(plan, book->kind);
    line.book = book;
    line.debit_minor = book->opening_minor < 0 ? -book->opening_minor : 0;
    line.credit_minor = book->opening_minor > 0 ? book->opening_minor : 0;
    add_line(out, &line);
  }
}

void fec_entry(struct ctx *ctx, struct buf *out, const struct plan *plan,
               const struct books_entry *entry, const struct fec_words *words) {
  struct line line = {.plan = plan,
                      .journal = plan_reason_of(entry->reason).journal,
                      .number = str_format(ctx->arena, "%lld", (long long)entry->number),
                      .on = zone_day(ctx->zone, entry->at),
                      .piece_on = words->piece_on,
                      .account = plan_find(plan, entry->debit->kind),
                      .book = entry->debit,
                      .piece = words->piece,
                      .label = words->label,
                      .debit_minor = entry->amount_minor};
  add_line(out, &line);
  line.account = plan_find(plan, entry->credit->kind);
  line.book = entry->credit;
  line.debit_minor = 0;
  line.credit_minor = entry->amount_minor;
  add_line(out, &line);
}

void fec_description(struct buf *out, struct str file_name) {
  static const char *const fields[][2] = {
      {"JournalCode", "code du journal, voir plus bas"},
      {"JournalLib", "nom du journal"},
      {"EcritureNum", "numéro de l'écriture, continu depuis la première du territoire ; « AN » "
                      "pour les à nouveaux"},
      {"EcritureDate", "jour de comptabilisation, AAAAMMJJ"},
      {"CompteNum", "numéro de compte (M57, classe 8 pour les engagements)"},
      {"CompteLib", "nom du compte"},
      {"CompAuxNum", "numéro du tiers : SIREN du commerçant, SIRET du commerce, nom court de la "
                     "campagne ou du prestataire ; vide s'il n'y en a pas"},
      {"CompAuxLib", "nom du tiers"},
      {"PieceRef", "identifiant de la commande, du bon, du versement ou de la ligne de banque"},
      {"PieceDate", "jour de la pièce ; pour un mouvement de banque, le jour où la banque l'a "
                    "enregistré"},
      {"EcritureLib", "motif de l'écriture"},
      {"Debit", "montant au débit, virgule décimale"},
      {"Credit", "montant au crédit, virgule décimale"},
      {"EcritureLet", "vide : pas de lettrage"},
      {"DateLet", "vide"},
      {"ValidDate", "jour de validation : une écriture est définitive dès qu'elle est écrite"},
      {"Montantdevise", "vide : une seule monnaie"},
      {"Idevise", "vide"}};
  struct buf text = buf_in(out->arena);
  buf_format(&text,
             "Fichier %.*s\r\n\r\nLivre des procédures fiscales, article A47 A-1.\r\n"
             "Jeu de caractères ISO 8859-15 ; fichier à plat, une ligne par mouvement ; zones de "
             "longueur variable séparées par une tabulation ; enregistrements séparés par CR LF ; "
             "la première ligne nomme les zones.\r\n\r\n",
             STR_ARG(file_name));
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    buf_format(&text, "%2zu  %-13s  %s\r\n", i + 1, fields[i][0], fields[i][1]);
  buf_literal(&text, "\r\nJournaux\r\n");
#define X(name, code, message)                                                                     \
  buf_format(&text, "%s  %.*s\r\n", code, STR_ARG(message_text(LANGUAGE_FR, MSG_##message)));
  JOURNALS(X)
#undef X
  for (struct str rest = buf_str(&text); rest.len > 0;) {
    size_t len = 0;
    while (len < rest.len && rest.ptr[len] != '\r')
      len++;
    fec_text(out, str_take(rest, len));
    buf_literal(out, "\r\n");
    rest = str_skip(rest, len + 2 < rest.len ? len + 2 : rest.len);
  }
}
