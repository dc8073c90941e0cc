#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/random.h"
#include "command.h"
#include "paper/paper.h"

static struct arena *arena;

static int open_arena(void **state) {
  (void)state;
  arena = arena_create(64 << 20);
  return 0;
}

static int close_arena(void **state) {
  (void)state;
  arena_destroy(arena);
  return 0;
}

static struct paper_mail plain_mail(void) {
  return (struct paper_mail){.from_name = S("Bordeaux Métropole"),
                             .from_address = S("bons@example.org"),
                             .to_name = S("Claire Lefèbvre"),
                             .to_address = S("claire@example.org"),
                             .subject = S("Votre bon"),
                             .text = S("Bonjour,\nvoici votre bon.\n"),
                             .message_id = S("<1.abc@example.org>"),
                             .date = {1589968800000}}; /* Wed, 20 May 2020 10:00:00 UTC */
}

/* What Python's mail reader, an implementation not ours, understands: an expression over the
 * message m, printed. It also must find nothing wrong with the message. */
static struct str understood(const struct paper_mail *mail, const char *expression) {
  const char *path = test_file(arena, "mail.eml", paper_mail(arena, mail));
  const char *script = test_file(
      arena, "read.py",
      str_format(arena,
                 "import sys, email, email.header, email.policy\n"
                 "raw = open(sys.argv[1], 'rb').read()\n"
                 "assert raw.count(b'\\n') == raw.count(b'\\r\\n') == raw.count(b'\\r')\n"
                 "assert max(map(len, raw.split(b'\\r\\n'))) <= 78, 'a line is too long'\n"
                 "assert all(b < 128 for b in raw)\n"
                 "m = email.message_from_bytes(raw, policy=email.policy.default)\n"
                 "assert not any(p.defects for p in m.walk())\n"
                 "sys.stdout.buffer.write(str(%s).replace('\\r', '').encode())\n",
                 expression));
  return test_output(arena, "python3 '%s' '%s'", script, path);
}

static void reads(const struct paper_mail *mail, const char *expression, const char *expected) {
  struct str text = understood(mail, expression);
  if (!str_equal(text, str_from(expected)))
    fail_msg("%s is \"%.*s\", not \"%s\"", expression, STR_ARG(text), expected);
}

static void a_mail_reader_sees_names_subject_and_text(void **state) {
  (void)state;
  struct paper_mail mail = plain_mail();
  mail.reply_to = S("mairie@example.org");
  mail.subject = S("Votre bon de 50,00\u00a0€ chez « L’Œuf à la coque » vous attend déjà à la "
                   "librairie du coin 🎁");
  reads(&mail, "m['subject']",
        "Votre bon de 50,00\u00a0€ chez « L’Œuf à la coque » vous attend "
        "déjà à la librairie du coin 🎁");
  reads(&mail, "m['from'].addresses[0].display_name", "Bordeaux Métropole");
  reads(&mail, "m['from'].addresses[0].addr_spec", "bons@example.org");
  reads(&mail, "m['to'].addresses[0].display_name", "Claire Lefèbvre");
  reads(&mail, "m['to'].addresses[0].addr_spec", "claire@example.org");
  reads(&mail, "m['reply-to'].addresses[0].addr_spec", "mairie@example.org");
  reads(&mail, "m['date']", "Wed, 20 May 2020 10:00:00 +0000");
  reads(&mail, "m['message-id']", "<1.abc@example.org>");
  reads(&mail, "m['auto-submitted']", "auto-generated");
  reads(&mail, "m.get_content_type()", "text/plain");
  reads(&mail, "m.get_content()", "Bonjour,\nvoici votre bon.\n");
}

static void every_letter_of_a_difficult_text_arrives(void **state) {
  (void)state;
  struct paper_mail mail = plain_mail();
  mail.text = S(".un point\r\nFrom ici\n=3D égal =\rfin de ligne  \n\ttab\t\n\n"
                "une ligne bien plus longue que tout ce que SMTP aime, avec des accents répétés : "
                "éèêëàâäîïôöùûüÿçœæ « » ’ – € et la suite, encore, encore\nsans fin");
  reads(&mail, "m.get_content()",
        ".un point\nFrom ici\n=3D égal =\nfin de ligne  \n\ttab\t\n\n"
        "une ligne bien plus longue que tout ce que SMTP aime, avec des accents répétés : "
        "éèêëàâäîïôöùûüÿçœæ « » ’ – € et la suite, encore, encore\nsans fin\n");
}

static void html_stands_beside_the_text(void **state) {
  (void)state;
  struct paper_mail mail = plain_mail();
  mail.html = S("<p class=\"a\">Voilà &amp; bon</p>\n");
  reads(&mail, "m.get_content_type()", "multipart/alternative");
  reads(&mail, "[p.get_content_type() for p in m.iter_parts()]", "['text/plain', 'text/html']");
  reads(&mail, "m.get_body(('html',)).get_content()", "<p class=\"a\">Voilà &amp; bon</p>\n");
  reads(&mail, "m.get_body(('plain',)).get_content()", "Bonjour,\nvoici votre bon.\n");
}

static void the_attachment_arrives_byte_by_byte(void **state) {
  (void)state;
  struct random random = random_seeded(7);
  char *bytes = arena_alloc(arena, 100001);
  random_bytes(&random, bytes, 100001);
  struct paper_mail mail = plain_mail();
  mail.html = S("<p>Bon</p>");
  mail.attachment_name = S("bon.pdf");
  mail.attachment_type = S("application/pdf");
  for (size_t len = 99999; len <= 100001; len++) {
    mail.attachment = (struct str){bytes, len};
    const char *path = test_file(arena, "attachment.bin", mail.attachment);
    const char *same = str_cstr(arena, str_format(arena,
                                                  "list(m.iter_attachments())[0].get_content() == "
                                                  "open('%s', 'rb').read()",
                                                  path));
    reads(&mail, same, "True");
  }
  reads(&mail, "m.get_content_type()", "multipart/mixed");
  reads(&mail, "[p.get_content_type() for p in m.walk()]",
        "['multipart/mixed', 'multipart/alternative', 'text/plain', 'text/html', "
        "'application/pdf']");
  reads(&mail, "list(m.iter_attachments())[0].get_filename()", "bon.pdf");
  reads(&mail, "list(m.iter_attachments())[0].get_content_disposition()", "attachment");
}

static void a_mail_with_text_and_attachment_alone_is_mixed(void **state) {
  (void)state;
  struct paper_mail mail = plain_mail();
  mail.attachment = S("%PDF");
  mail.attachment_name = S("bon \"é\"\r\n.pdf");
  mail.attachment_type = S("application/pdf");
  reads(&mail, "[p.get_content_type() for p in m.walk()]",
        "['multipart/mixed', 'text/plain', 'application/pdf']");
  reads(&mail, "list(m.iter_attachments())[0].get_filename()", "bon-------.pdf");
}

/* Names and subjects come from strangers. Whatever they type stays in its own header. */
static void nobody_can_add_a_header(void **state) {
  (void)state;
  const char *attacks[] = {
      "Bonjour\r\nBcc: victim@example.org",    "Bonjour\nBcc: victim@example.org",
      "Bonjour\rBcc: victim@example.org",      "x\r\n\r\nBody of theirs",
      "=?UTF-8?Q?a=0D=0ABcc:_v@example.org?=", "\"><a@b> \\\" (,;:)",
      "\" <victim@example.org>, \"",           "a\x01\x7f\tb"};
  for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
    struct paper_mail mail = plain_mail();
    mail.subject = mail.from_name = mail.to_name = str_from(attacks[i]);
    reads(&mail,
          "[sorted(k.lower() for k in m.keys()), m['to'].addresses[0].addr_spec, "
          "m['from'].addresses[0].addr_spec, m.get_content()]",
          "[['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from', "
          "'message-id', 'mime-version', 'subject', 'to'], 'claire@example.org', "
          "'bons@example.org', 'Bonjour,\\r\\nvoici votre bon.\\r\\n']");
  }
}

/* Python's newer parser puts a space between two encoded words of a display name, against
 * RFC 2047, 6.2; its older one does not. */
static void a_name_of_any_length_is_given_back_as_it_was(void **state) {
  (void)state;
  struct buf name = buf_in(arena);
  for (int round = 0; round < 12; round++) {
    buf_literal(&name, "éa \u202f€");
    struct paper_mail mail = plain_mail();
    mail.to_name = mail.subject = str_format(arena, "%.*sz", STR_ARG(buf_str(&name)));
    struct str twice = str_format(arena, "%.*s|%.*s", STR_ARG(mail.to_name), STR_ARG(mail.subject));
    reads(&mail,
          "str(email.header.make_header(email.header.decode_header("
          "email.message_from_bytes(raw)['to'].split('<')[0].strip()))) + '|' + m['subject']",
          str_cstr(arena, twice));
  }
}

static void write_mail(void *mail) {
  paper_mail(arena, mail);
}

static void is_refused(struct paper_mail mail) {
  struct fault fault;
  assert_false(fault_catch(&fault, write_mail, &mail));
  assert_int_equal(fault.kind, FAULT_INPUT);
}

static void what_is_no_address_is_refused(void **state) {
  (void)state;
  const char *wrong[] = {"",
                         "claire",
                         "@example.org",
                         "claire@",
                         "a b@example.org",
                         "claire@example.org\r\nBcc: x@example.org",
                         "claire@example.org>",
                         "a@b@c",
                         "cl\xc3\xa9@example.org",
                         "a,b@example.org"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct paper_mail mail = plain_mail();
    mail.to_address = str_from(wrong[i]);
    is_refused(mail);
    mail = plain_mail();
    mail.from_address = str_from(wrong[i]);
    is_refused(mail);
  }
  struct paper_mail mail = plain_mail();
  mail.message_id = S("<a@b>\r\nBcc: x@example.org>");
  is_refused(mail);
}

int paper_mail_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_mail_reader_sees_names_subject_and_text),
      cmocka_unit_test(every_letter_of_a_difficult_text_arrives),
      cmocka_unit_test(html_stands_beside_the_text),
      cmocka_unit_test(the_attachment_arrives_byte_by_byte),
      cmocka_unit_test(a_mail_with_text_and_attachment_alone_is_mixed),
      cmocka_unit_test(nobody_can_add_a_header),
      cmocka_unit_test(a_name_of_any_length_is_given_back_as_it_was),
      cmocka_unit_test(what_is_no_address_is_refused),
  };
  return cmocka_run_group_tests_name("paper_mail", tests, open_arena, close_arena);
}
