/* Styles stand on their elements, because several mail programs drop a style sheet; the sheet in
 * the head only turns the colours round for those who read on a dark ground. One table holds the
 * width where Word draws the mail. */
#include "paper/mail_html.h"

#include "base/message.h"
#include "paper/ink.h"
#include "paper/xml_text.h"

static const char head[] =
    "<meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
    "<meta name=\"color-scheme\" content=\"light dark\">"
    "<meta name=\"supported-color-schemes\" content=\"light dark\">"
    "<style>:root{color-scheme:light dark}@media(prefers-color-scheme:dark){"
    ".page{background:#191613!important;color:#f1eadf!important}"
    ".card{background:#221e1a!important;border-right-color:#3d362f!important;"
    "border-bottom-color:#3d362f!important;border-left-color:#3d362f!important}"
    ".soft{color:#b9ae9e!important}.line{border-color:#3d362f!important}"
    ".test{background:#40331a!important;color:#f0c66e!important}"
    "a.way{color:#f1eadf!important}}</style>";

#define FONT "font-family:'Gill Sans','Segoe UI',Candara,Verdana,sans-serif;"
#define PARAGRAPH "<p style=\"margin:0 0 20px\">"
#define SOFT "<p class=\"soft\" style=\"margin:0 0 4px;font-size:16px;color:#665d51\">"

struct setting {
  struct buf out;
  const struct mail_html *mail;
  struct str accent; /* dark enough for white words on it */
  bool framed;       /* between the two rules */
  bool carded;       /* the frame's first paragraph is set */
  bool gone;         /* the button is set */
};

static int byte_of(double part) {
  return (int)(part * 255 + 0.5);
}

static struct str accent_of(struct arena *arena, struct str accent) {
  struct ink ink = ink_readable(ink_of(accent), (struct ink){1, 1, 1});
  return str_format(arena, "#%02x%02x%02x", byte_of(ink.red), byte_of(ink.green),
                    byte_of(ink.blue));
}

static void add_styled(struct setting *set, const char *style, struct str words) {
  if (str_is_empty(words)) return;
  buf_format(&set->out, "<p style=\"%s\">", style);
  xml_text(&set->out, words);
  buf_literal(&set->out, "</p>");
}

static struct str without_colon(struct str words) {
  return str_ends(words, S(":")) ? str_trim(str_take(words, words.len - 1)) : words;
}

/* "Code : AB3D E6GH JK9M", the words small, the code as large as the narrowest telephone takes. */
static void add_code(struct setting *set, struct str words) {
  words = without_colon(words);
  buf_literal(&set->out, SOFT);
  xml_text(&set->out, words);
  buf_literal(&set->out, "</p>");
  add_styled(set, "margin:0 0 12px;font:bold 25px/1.3 Consolas,Menlo,monospace;white-space:nowrap",
             set->mail->code);
}

static bool ends_with_code(const struct setting *set, struct str line) {
  return set->mail->code.len > 0 && str_ends(line, set->mail->code);
}

/* Paragraphs keep their lines; a code leaves them for a place of its own. */
static void add_lines(struct setting *set, struct str text) {
  bool open = false;
  while (text.len > 0) {
    struct str line = str_cut(text, '\n', &text);
    bool code = ends_with_code(set, line);
    if (open && code) buf_literal(&set->out, "</p>");
    if (code) add_code(set, str_trim(str_take(line, line.len - set->mail->code.len)));
    if (!code) {
      buf_add(&set->out, open ? S("<br>") : S(PARAGRAPH));
      xml_text(&set->out, line);
    }
    open = !code;
  }
  if (open) buf_literal(&set->out, "</p>");
}

static void add_button(struct setting *set, struct str address) {
  buf_format(&set->out,
             "<p style=\"margin:0 0 24px\"><a href=\"%.*s\" style=\"display:inline-block;"
             "background:%.*s;border:1px solid %.*s;color:#fffdf9;padding:13px 26px;"
             "border-radius:4px;font-weight:bold;text-decoration:none\">",
             STR_ARG(address), STR_ARG(set->accent), STR_ARG(set->accent));
  xml_text(&set->out, set->mail->go);
  buf_literal(&set->out, "</a></p>");
  set->gone = true;
}

/* « Pour l’offrir en carte postale : https://… » is a link that says what it is for. */
static void add_link(struct setting *set, struct str words, struct str address) {
  words = without_colon(words);
  buf_format(&set->out,
             PARAGRAPH "<a class=\"way\" href=\"%.*s\" style=\"color:%.*s;display:inline-block;"
                       "padding:6px 0;overflow-wrap:anywhere\">",
             STR_ARG(address), STR_ARG(set->accent));
  xml_text(&set->out, words.len > 0 ? words : address);
  buf_literal(&set->out, "</a></p>");
}

/* An address ends where no address goes on: ours hold letters, digits and these few signs. */
static size_t address_length(struct str text) {
  size_t len = 0;
  while (len < text.len && text.ptr[len] > ' ' && text.ptr[len] <= '~' &&
         strchr("<>\"'`\\&", text.ptr[len]) == NULL)
    len++;
  return len;
}

static void add_paragraph(struct setting *set, struct str text) {
  ptrdiff_t at = set->mail->home.len > 0 ? str_find(text, set->mail->home) : -1;
  if (at < 0) {
    add_lines(set, text);
    return;
  }
  struct str before = str_trim(str_take(text, (size_t)at)), after = str_skip(text, (size_t)at);
  struct str address = str_take(after, address_length(after));
  after = str_trim(str_skip(after, address.len));
  if (set->gone || str_is_empty(set->mail->go)) {
    add_link(set, before, address);
  } else {
    add_lines(set, before);
    add_button(set, address);
  }
  if (after.len > 0) add_paragraph(set, after);
}

/* The shop's name large, the amount larger. */
static void add_card(struct setting *set) {
  const struct mail_card *card = &set->mail->card;
  add_styled(set, "margin:0;font-size:25px;line-height:1.2;font-weight:bold", card->shop);
  buf_literal(&set->out, SOFT);
  xml_text(&set->out, card->address);
  buf_literal(&set->out, "</p>");
  add_styled(set,
             "margin:14px 0 6px;font-size:46px;line-height:1.1;font-weight:bold;"
             "white-space:nowrap",
             card->amount);
  add_styled(set, "margin:0 0 14px;font-size:16px", card->parts);
  set->carded = true;
}

static void turn_frame(struct setting *set) {
  set->framed = !set->framed;
  if (set->framed)
    buf_format(&set->out,
               "<div class=\"card\" style=\"background:#fffdf9;border:1px solid #e0d6c6;"
               "border-top:6px solid %.*s;padding:22px 22px 4px;margin:0 0 24px\">",
               STR_ARG(set->accent));
  else
    buf_literal(&set->out, "</div>");
}

static bool is_rule(struct str line) {
  return line.len >= 16 && str_starts(line, S("----------------"));
}

/* One paragraph of the text: its lines up to a blank one or a rule. */
static struct str next_paragraph(struct str *text) {
  const char *start = text->ptr;
  size_t len = 0;
  while (text->len > 0) {
    struct str rest, line = str_cut(*text, '\n', &rest);
    bool rule = is_rule(line);
    if (rule && len > 0) break;
    *text = rest;
    if (rule) return line;
    if (line.len == 0) break;
    len = (size_t)(line.ptr - start) + line.len;
  }
  return str_slice(start, len);
}

static void add_text(struct setting *set) {
  struct str text = str_trim(set->mail->text);
  while (text.len > 0) {
    struct str paragraph = next_paragraph(&text);
    if (is_rule(paragraph))
      turn_frame(set);
    else if (set->framed && !set->carded)
      add_card(set);
    else if (paragraph.len > 0)
      add_paragraph(set, paragraph);
  }
  if (set->framed) turn_frame(set);
}

static void open_mail(struct setting *set) {
  struct str language = language_code(set->mail->language);
  buf_format(&set->out, "<!doctype html><html lang=\"%.*s\"><head>%s<title>", STR_ARG(language),
             head);
  xml_text(&set->out, set->mail->subject);
  buf_format(&set->out,
             "</title></head><body class=\"page\" style=\"margin:0;background:#faf6ee;"
             "color:#241f1a\"><table role=\"presentation\" class=\"page\" width=\"100%%\" "
             "cellpadding=\"0\" cellspacing=\"0\" style=\"background:#faf6ee;color:#241f1a\"><tr>"
             "<td align=\"center\" style=\"padding:0 16px\"><table role=\"presentation\" "
             "width=\"100%%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:560px\"><tr>"
             "<td lang=\"%.*s\" style=\"text-align:left;padding:20px 0;font-size:18px;"
             "line-height:1.5;" FONT "\">",
             STR_ARG(language));
  buf_literal(&set->out, "<p class=\"line\" style=\"margin:0 0 24px;padding:0 0 12px;"
                         "border-bottom:1px solid #e0d6c6;font-weight:bold\">");
  xml_text(&set->out, set->mail->territory);
  buf_literal(&set->out, "</p>");
}

struct str mail_html(struct arena *arena, const struct mail_html *mail) {
  struct setting set = {
      .out = buf_in(arena), .mail = mail, .accent = accent_of(arena, mail->accent)};
  open_mail(&set);
  if (mail->test) {
    buf_literal(&set.out, "<p class=\"test\" style=\"margin:0 0 20px;padding:12px 16px;"
                          "background:#f8e6bd;color:#7a4d00;font-weight:bold\">");
    xml_text(&set.out, message_text(mail->language, MSG_paper_voucher_test));
    buf_literal(&set.out, "</p>");
  }
  add_text(&set);
  buf_literal(&set.out, "</td></tr></table></td></tr></table></body></html>\n");
  return buf_str(&set.out);
}
