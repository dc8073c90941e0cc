/* The outbox as a person reads it: which mails went out, which did not, and what they say. */
#include "desk_mail_html.h"
#include "desk_outbox_html.h"
#include "domain/desk/desk_pages.h"
#include "domain/letter/letter.h"
#include "domain/letter/letter_login.h"

enum { NOTICE_PAGE = 50 };

/* How the reader came here is how the links in the mail are shown. */
static struct str base_of(struct request *request) {
  bool tls = str_equal(request_header(request, "X-Forwarded-Proto"), S("https"));
  struct str host = request_header(request, "Host");
  return str_format(request->ctx->arena, "%s://%.*s", tls ? "https" : "http", STR_ARG(host));
}

/* A letter is written in its own language, whoever reads it. With what stands in some, an agent
 * could act as somebody else; a demonstration prints its passwords anyway. */
static bool write_letter(struct request *request, const struct notice *notice, bool attachment,
                         struct letter *letter) {
  struct ctx *ctx = request->ctx;
  enum language reader = ctx->language;
  ctx->language = notice->language;
  bool written = letter_of(ctx, notice, base_of(request), attachment, letter);
  ctx->language = reader;
  if (letter_is_personal(notice->kind) && !request->territory->demonstration) {
    letter->text = message_text(reader, MSG_desk_mail_kept);
    letter->subject = message_text(reader, MSG_desk_mail_personal); /* six digits stand in one */
  }
  return written;
}

static struct desk_mail mail_of(struct request *request, const struct notice *notice,
                                const struct letter *letter) {
  struct url home = site_path(request, S("/"));
  return (struct desk_mail){
      .root = home.text.len > 1 ? home : (struct url){S("")},
      .id = id_text(request->ctx->arena, notice->id.value),
      .subject = letter->subject,
      .to = notice->to_email,
      .written_at = notice->created_at,
      .waiting = notice->state == NOTICE_WAITING,
      .sent = notice->state == NOTICE_SENT,
      .failed = notice->state == NOTICE_FAILED,
      .tries = notice->tries,
  };
}

struct desk_mails desk_mails_of(struct request *request, const struct notices *notices) {
  struct desk_mails mails = {arena_array(request->ctx->arena, struct desk_mail, notices->count), 0};
  for (size_t i = 0; i < notices->count; i++) {
    struct letter letter;
    if (write_letter(request, &notices->items[i], false, &letter))
      mails.items[mails.count++] = mail_of(request, &notices->items[i], &letter);
  }
  return mails;
}

static void show_outbox(struct request *request, struct response *response) {
  struct notice_id before = {desk_before(request)};
  struct notices notices = notice_list(request->ctx, before);
  struct desk_mails_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_desk_outbox_title),
      .mails = desk_mails_of(request, &notices),
      .later = before.value != 0};
  if (notices.count == NOTICE_PAGE)
    view.next = id_text(request->ctx->arena, notices.items[NOTICE_PAGE - 1].id.value);
  struct html_out out = response_out(request, response, 200);
  desk_outbox_html(&out, &view);
}

static bool find(struct request *request, bool attachment, struct notice *notice,
                 struct letter *letter) {
  struct notice_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         notice_find(request->ctx, id, notice) && write_letter(request, notice, attachment, letter);
}

static void show_mail(struct request *request, struct response *response) {
  struct notice notice;
  struct letter letter;
  if (!find(request, true, &notice, &letter)) {
    response_not_found(request, response);
    return;
  }
  struct desk_mail_page view = {.frame = page_frame_of(request, SECTION_DESK, letter.subject),
                                .mail = mail_of(request, &notice, &letter),
                                .text = letter.text,
                                .failure = notice.failure,
                                .attachment_name = letter.attachment_name};
  struct html_out out = response_out(request, response, 200);
  desk_mail_html(&out, &view);
}

static void show_attachment(struct request *request, struct response *response) {
  struct notice notice;
  struct letter letter;
  if (find(request, true, &notice, &letter) && letter.attachment.len > 0)
    response_bytes(response, S("application/pdf"), letter.attachment, letter.attachment_name);
  else
    response_not_found(request, response);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/courrier", show_outbox, WHO_STAFF, &desk_query,
     .help = "Mails to buyers: waiting, sent, failed; newest first."},
    {METHOD_GET, "/bureau/courrier/{id}", show_mail, WHO_STAFF, .help = "One mail, as text."},
    {METHOD_GET, "/bureau/courrier/{id}/bon.pdf", show_attachment, WHO_STAFF,
     .help = "The voucher that goes with it."},
};
const struct route_table desk_mail_routes = {routes, sizeof routes / sizeof routes[0]};
