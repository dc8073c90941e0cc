/* The reader's hand: tokens one after the other, errors and warnings. Words that only help a
 * sentence along are taken out first, words for signs become signs. */
#include "domain/hours/hours_parser.h"

const struct hours_token *parser_peek(const struct hours_parser *parser, size_t ahead) {
  static const struct hours_token end = {.kind = TOKEN_END};
  if (ahead == (size_t)-1) return parser->at > 0 ? &parser->tokens[parser->at - 1] : &end;
  for (size_t i = 0; i < ahead; i++)
    if (parser->tokens[parser->at + i].kind == TOKEN_END) return &end;
  return &parser->tokens[parser->at + ahead];
}

bool parser_is(const struct hours_parser *parser, size_t ahead, enum hours_token_kind kind) {
  return parser_peek(parser, ahead)->kind == kind;
}

bool parser_is_sign(const struct hours_parser *parser, size_t ahead, char sign) {
  const struct hours_token *token = parser_peek(parser, ahead);
  return token->kind == TOKEN_SIGN && token->value == sign;
}

const struct hours_token *parser_take(struct hours_parser *parser) {
  const struct hours_token *token = &parser->tokens[parser->at];
  if (token->kind != TOKEN_END) parser->at++;
  return token;
}

bool parser_take_sign(struct hours_parser *parser, char sign) {
  if (!parser_is_sign(parser, 0, sign)) return false;
  parser->at++;
  return true;
}

/* The piece of the value that a notice is about, not cut inside a character. */
static void notice_add(struct hours_parser *parser, struct hours_notices *notices,
                       enum message message, size_t position, size_t end) {
  enum { SHOWN_MAX = 60 };
  if (notices->count == NOTICES_MAX) return;
  struct str found = str_slice(parser->value.ptr + position, end - position);
  if (found.len > SHOWN_MAX) {
    found = str_take(found, SHOWN_MAX);
    found = str_take(found, str_utf8_prefix(found));
  }
  notices->items[notices->count++] =
      (struct hours_notice){position, end - position, message, found};
}

bool parser_error(struct hours_parser *parser, enum message message, size_t position, size_t end) {
  if (parser->errors.count == 0) notice_add(parser, &parser->errors, message, position, end);
  return false;
}

bool parser_error_here(struct hours_parser *parser, enum message message) {
  const struct hours_token *token = &parser->tokens[parser->at];
  if (token->kind == TOKEN_END) message = MSG_hours_error_end;
  if (token->kind == TOKEN_UNKNOWN) message = MSG_hours_error_word;
  return parser_error(parser, message, token->position, token->end);
}

void parser_warn(struct hours_parser *parser, enum message message, size_t position, size_t end) {
  for (size_t i = 0; i < parser->warnings.count; i++) {
    const struct hours_notice *notice = &parser->warnings.items[i];
    if (notice->message == message && notice->position == position) return;
  }
  notice_add(parser, &parser->warnings, message, position, end);
}

void parser_warn_token(struct hours_parser *parser, enum message message,
                       const struct hours_token *token) {
  parser_warn(parser, message, token->position, token->end);
}
