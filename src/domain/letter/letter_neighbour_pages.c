#include "domain/letter/letter_neighbour.h"

#include <stdlib.h>

#include "base/format.h"
#include "domain/netting/netting.h"

bool letter_is_of_neighbour(enum notice_kind kind) {
  return kind == NOTICE_NEIGHBOUR_PROPOSED || kind == NOTICE_NEIGHBOUR_ANSWERED ||
         kind == NOTICE_NEIGHBOUR_ENDS || kind == NOTICE_NETTED;
}

struct neighbour_letter { /* what fills the sentences */
  struct str neighbour, day, terms, notice_days, amount, earned, owed, link;
  enum message subject, text;
};

static struct str link_to(struct ctx *ctx, const struct territory *territory, struct str base,
                          struct str path) {
  struct str prefix = S("");
  if (ctx->language != territory->language)
    prefix = STR_CONCAT(ctx->arena, S("/"), language_code(ctx->language));
  return STR_CONCAT(ctx->arena, base, prefix, S("/bureau/"), path);
}

static struct str day_text(struct ctx *ctx, struct day day) {
  struct buf text = buf_in(ctx->arena);
  format_day(&text, ctx->language, day);
  return buf_str(&text);
}

static struct str amount_text(struct ctx *ctx, int64_t minor) {
  struct buf text = buf_in(ctx->arena);
  format_money(&text, ctx->language, money_of(minor, ctx->currency));
  return buf_str(&text);
}

/* One line for each direction, and for the ceiling. */
static struct str terms_text(struct ctx *ctx, const struct agreement *agreement) {
  struct buf text = buf_in(ctx->arena);
  if (agreement->ours_there)
    buf_add(&text, MESSAGE(ctx->arena, ctx->language, MSG_letter_neighbour_ours,
                           {"neighbour", agreement->name}));
  if (agreement->theirs_here)
    buf_add(&text, MESSAGE(ctx->arena, ctx->language, MSG_letter_neighbour_theirs,
                           {"neighbour", agreement->name}));
  if (agreement->ceiling_minor > 0)
    buf_add(&text, MESSAGE(ctx->arena, ctx->language, MSG_letter_neighbour_ceiling,
                           {"amount", amount_text(ctx, agreement->ceiling_minor)}));
  return buf_str(&text);
}

static void write_answer(const struct agreement *agreement, struct neighbour_letter *write) {
  write->subject = MSG_letter_neighbour_agreed_subject;
  write->text = MSG_letter_neighbour_agreed_text;
  if (agreement->state == AGREEMENT_DECLINED) {
    write->subject = MSG_letter_neighbour_declined_subject;
    write->text = MSG_letter_neighbour_declined_text;
  }
  if (agreement->state == AGREEMENT_WITHDRAWN) {
    write->subject = MSG_letter_neighbour_withdrawn_subject;
    write->text = MSG_letter_neighbour_withdrawn_text;
  }
}

static bool write_agreement(struct ctx *ctx, const struct notice *notice,
                            struct neighbour_letter *write, struct str *path) {
  struct agreement agreement;
  if (!agreement_find(ctx, (struct agreement_id){notice->subject}, &agreement)) return false;
  write->neighbour = agreement.name;
  write->terms = terms_text(ctx, &agreement);
  write->day = day_text(ctx, agreement.from_on);
  write->notice_days = str_format(ctx->arena, "%lld", (long long)agreement.notice_days);
  *path = STR_CONCAT(ctx->arena, S("voisins/"), id_text(ctx->arena, agreement.id.value));
  if (notice->kind == NOTICE_NEIGHBOUR_PROPOSED) {
    write->subject = MSG_letter_neighbour_proposed_subject;
    write->text = MSG_letter_neighbour_proposed_text;
  } else if (notice->kind == NOTICE_NEIGHBOUR_ANSWERED) {
    write_answer(&agreement, write);
  } else {
    write->day = day_text(ctx, agreement.ends_on);
    write->subject = MSG_letter_neighbour_ends_subject;
    write->text = MSG_letter_neighbour_ends_text;
  }
  return true;
}

/* Of that night alone: what is unpaid in all changes until the letter is read. */
static bool write_netting(struct ctx *ctx, const struct notice *notice,
                          struct neighbour_letter *write, struct str *path) {
  struct territory neighbour;
  struct netting night;
  struct territory_id id = {notice->subject};
  if (!territory_find(ctx, id, &neighbour) ||
      !netting_find_made(ctx, id, notice->created_at, &night))
    return false;
  write->neighbour = neighbour.name;
  write->day = day_text(ctx, night.night_on);
  write->earned = amount_text(ctx, night.earned_minor);
  write->owed = amount_text(ctx, night.owed_minor);
  write->amount = amount_text(ctx, llabs(night.net_minor));
  write->subject = MSG_letter_netted_subject;
  write->text = night.net_minor < 0   ? MSG_letter_netted_owed_text
                : night.net_minor > 0 ? MSG_letter_netted_due_text
                                      : MSG_letter_netted_even_text;
  *path = STR_CONCAT(ctx->arena, S("compensations/"), neighbour.slug);
  return true;
}

bool letter_of_neighbour(struct ctx *ctx, const struct notice *notice,
                         const struct territory *territory, struct str base,
                         struct letter *letter) {
  struct neighbour_letter write = {0};
  struct str path;
  bool found = notice->kind == NOTICE_NETTED ? write_netting(ctx, notice, &write, &path)
                                             : write_agreement(ctx, notice, &write, &path);
  if (!found) return false;
  *letter = (struct letter){
      .subject = MESSAGE(ctx->arena, ctx->language, write.subject, {"neighbour", write.neighbour},
                         {"day", write.day}),
      .text =
          MESSAGE(ctx->arena, ctx->language, write.text, {"name", notice->to_name},
                  {"neighbour", write.neighbour}, {"day", write.day}, {"terms", write.terms},
                  {"notice", write.notice_days}, {"amount", write.amount}, {"earned", write.earned},
                  {"owed", write.owed}, {"link", link_to(ctx, territory, base, path)},
                  {"territory", territory->name}),
      .from_name = territory->name,
      .reply_to = territory->contact_email,
  };
  return true;
}
