/* What figures are called, how they are written, and how each is derived, in a sentence. */
#include "base/format.h"
#include "domain/bilan/bilan_pages.h"

enum message bilan_label(enum bilan_figure figure) {
  static const enum message labels[] = {
      [BILAN_COUNT] = MSG_bilan_label_count,       [BILAN_WORTH] = MSG_bilan_label_worth,
      [BILAN_PAID] = MSG_bilan_label_paid,         [BILAN_ADDED] = MSG_bilan_label_added,
      [BILAN_LEVERAGE] = MSG_bilan_label_leverage, [BILAN_SHOPS] = MSG_bilan_label_shops,
      [BILAN_USED] = MSG_bilan_label_used,         [BILAN_RATE] = MSG_bilan_label_rate,
      [BILAN_LEFT] = MSG_bilan_label_left,         [BILAN_REFUNDED] = MSG_bilan_label_refunded,
      [BILAN_EXPIRED] = MSG_bilan_label_expired,
  };
  return labels[figure];
}

enum message bilan_how(enum bilan_figure figure) {
  static const enum message sentences[] = {
      [BILAN_COUNT] = MSG_bilan_how_count,       [BILAN_WORTH] = MSG_bilan_how_worth,
      [BILAN_PAID] = MSG_bilan_how_paid,         [BILAN_ADDED] = MSG_bilan_how_added,
      [BILAN_LEVERAGE] = MSG_bilan_how_leverage, [BILAN_SHOPS] = MSG_bilan_how_shops,
      [BILAN_USED] = MSG_bilan_how_used,         [BILAN_RATE] = MSG_bilan_how_rate,
      [BILAN_LEFT] = MSG_bilan_how_left,         [BILAN_REFUNDED] = MSG_bilan_how_refunded,
      [BILAN_EXPIRED] = MSG_bilan_how_expired,
  };
  return sentences[figure];
}

enum message bilan_short(enum bilan_figure figure) {
  static const enum message words[] = {
      [BILAN_COUNT] = MSG_bilan_short_count,       [BILAN_WORTH] = MSG_bilan_short_worth,
      [BILAN_PAID] = MSG_bilan_short_paid,         [BILAN_ADDED] = MSG_bilan_short_added,
      [BILAN_LEVERAGE] = MSG_bilan_short_leverage, [BILAN_SHOPS] = MSG_bilan_short_shops,
      [BILAN_USED] = MSG_bilan_short_used,         [BILAN_RATE] = MSG_bilan_short_rate,
      [BILAN_LEFT] = MSG_bilan_short_left,         [BILAN_REFUNDED] = MSG_bilan_short_refunded,
      [BILAN_EXPIRED] = MSG_bilan_short_expired,
  };
  return words[figure];
}

struct str bilan_amount(struct ctx *ctx, int64_t minor) {
  return league_amount(ctx, money_of(minor, ctx->currency));
}

struct str bilan_text(struct ctx *ctx, const struct bilan *bilan, enum bilan_figure figure) {
  struct buf text = buf_in(ctx->arena);
  int64_t value;
  if (!bilan_value(bilan, figure, &value)) return S("–");
  switch (bilan_kind(figure)) {
  case BILAN_NUMBER:
    format_int(&text, ctx->language, value);
    break;
  case BILAN_MONEY:
    format_money_short(&text, ctx->language, money_of(value, ctx->currency));
    break;
  case BILAN_RATIO:
    format_money(&text, ctx->language, money_of(value, ctx->currency));
    break;
  case BILAN_PERCENT:
    format_percent(&text, ctx->language, value);
    break;
  }
  return buf_str(&text);
}
