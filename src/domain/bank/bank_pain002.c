/* pain.002: what became of a file of orders. A status may stand at three levels: the file, a batch
 * of it, one payment. What is said of the file or the batch holds for every payment in it that
 * has no word of its own. */
#include <stddef.h>

#include "base/arena.h"
#include "domain/bank/bank_file_in.h"

enum { LEVEL_BLOCK = 3 };

static const struct bank_leaf group_leaves[] = {
    {"OrgnlGrpInfAndSts/OrgnlMsgId", offsetof(struct bank_answer, batch)},
    {"OrgnlGrpInfAndSts/GrpSts", offsetof(struct bank_answer, status)},
    {"OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd", offsetof(struct bank_answer, reason)},
    {"OrgnlGrpInfAndSts/StsRsnInf/Rsn/Prtry", offsetof(struct bank_answer, reason)},
    {"OrgnlGrpInfAndSts/StsRsnInf/AddtlInf", offsetof(struct bank_answer, reason_text)},
};

static const struct bank_leaf batch_leaves[] = {
    {"OrgnlPmtInfAndSts/OrgnlPmtInfId", offsetof(struct bank_answer, batch)},
    {"OrgnlPmtInfAndSts/PmtInfSts", offsetof(struct bank_answer, status)},
    {"OrgnlPmtInfAndSts/StsRsnInf/Rsn/Cd", offsetof(struct bank_answer, reason)},
    {"OrgnlPmtInfAndSts/StsRsnInf/Rsn/Prtry", offsetof(struct bank_answer, reason)},
    {"OrgnlPmtInfAndSts/StsRsnInf/AddtlInf", offsetof(struct bank_answer, reason_text)},
};

static const struct bank_leaf payment_leaves[] = {
    {"TxInfAndSts/OrgnlEndToEndId", offsetof(struct bank_answer, end_to_end)},
    {"TxInfAndSts/TxSts", offsetof(struct bank_answer, status)},
    {"TxInfAndSts/StsRsnInf/Rsn/Cd", offsetof(struct bank_answer, reason)},
    {"TxInfAndSts/StsRsnInf/Rsn/Prtry", offsetof(struct bank_answer, reason)},
    {"TxInfAndSts/StsRsnInf/AddtlInf", offsetof(struct bank_answer, reason_text)},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct answers {
  struct bank_reader *reader;
  struct bank_answer group, batch, payment;
};

static void add(struct answers *answers, const struct bank_answer *answer, struct str level) {
  struct bank_file *file = answers->reader->file;
  if (answer->status.len == 0) return;
  if (file->answer_count == BANK_FILE_MOVES_MAX) {
    bank_reader_fail(answers->reader, BANK_FILE_TOO_LARGE, S(""));
    return;
  }
  file->answers = bank_list_room(answers->reader->arena, file->answers, file->answer_count,
                                 sizeof *file->answers);
  struct bank_answer *kept = &file->answers[file->answer_count++];
  *kept = *answer;
  kept->level = level;
  if (kept->batch.len == 0)
    kept->batch = answers->batch.batch.len > 0 ? answers->batch.batch : answers->group.batch;
}

static void on_finish(void *arg) {
  struct answers *answers = arg;
  struct bank_reader *reader = answers->reader;
  const struct xml_path *path = &reader->path;
  if (path->leaf) {
    if (xml_path_is(path, LEVEL_BLOCK, "GrpHdr/MsgId"))
      reader->file->message_id = bank_reader_text(reader);
    if (xml_path_is(path, LEVEL_BLOCK, "GrpHdr/CreDtTm"))
      reader->file->created_at = bank_reader_text(reader);
    bank_reader_set(reader, LEVEL_BLOCK, group_leaves, COUNT(group_leaves), &answers->group);
    bank_reader_set(reader, LEVEL_BLOCK, batch_leaves, COUNT(batch_leaves), &answers->batch);
    bank_reader_set(reader, LEVEL_BLOCK + 1, payment_leaves, COUNT(payment_leaves),
                    &answers->payment);
  }
  if (xml_path_is(path, LEVEL_BLOCK, "OrgnlGrpInfAndSts"))
    add(answers, &answers->group, S("group"));
  else if (xml_path_is(path, LEVEL_BLOCK, "OrgnlPmtInfAndSts/TxInfAndSts"))
    add(answers, &answers->payment, S("transaction"));
  else if (xml_path_is(path, LEVEL_BLOCK, "OrgnlPmtInfAndSts"))
    add(answers, &answers->batch, S("payment"));
}

static void on_begin(void *arg) {
  struct answers *answers = arg;
  const struct xml_path *path = &answers->reader->path;
  if (xml_path_is(path, LEVEL_BLOCK, "OrgnlPmtInfAndSts")) answers->batch = (struct bank_answer){0};
  if (xml_path_is(path, LEVEL_BLOCK, "OrgnlPmtInfAndSts/TxInfAndSts"))
    answers->payment = (struct bank_answer){0};
}

void bank_pain002_read(struct bank_reader *reader) {
  struct answers answers = {.reader = reader};
  bank_reader_walk(reader, on_begin, on_finish, &answers);
}
