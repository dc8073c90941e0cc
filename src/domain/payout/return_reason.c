#include "domain/payout/return_reason.h"

struct str return_reason_text(struct arena *arena, enum language language, struct str code) {
  static const struct {
    struct str code;
    enum message message;
  } reasons[] = {
      {S("AC01"), MSG_bank_reason_ac01}, {S("AC03"), MSG_bank_reason_ac03},
      {S("AC04"), MSG_bank_reason_ac04}, {S("AC06"), MSG_bank_reason_ac06},
      {S("AC13"), MSG_bank_reason_ac13}, {S("AG01"), MSG_bank_reason_ag01},
      {S("AG02"), MSG_bank_reason_ag02}, {S("AM02"), MSG_bank_reason_am02},
      {S("AM04"), MSG_bank_reason_am04}, {S("AM05"), MSG_bank_reason_am05},
      {S("AM09"), MSG_bank_reason_am09}, {S("BE01"), MSG_bank_reason_be01},
      {S("BE04"), MSG_bank_reason_be04}, {S("BE05"), MSG_bank_reason_be05},
      {S("CNOR"), MSG_bank_reason_cnor}, {S("CUST"), MSG_bank_reason_cust},
      {S("DNOR"), MSG_bank_reason_dnor}, {S("DT01"), MSG_bank_reason_dt01},
      {S("DUPL"), MSG_bank_reason_dupl}, {S("ED05"), MSG_bank_reason_ed05},
      {S("FF01"), MSG_bank_reason_ff01}, {S("FOCR"), MSG_bank_reason_focr},
      {S("FRAD"), MSG_bank_reason_frad}, {S("MD07"), MSG_bank_reason_md07},
      {S("MS02"), MSG_bank_reason_ms02}, {S("MS03"), MSG_bank_reason_ms03},
      {S("NARR"), MSG_bank_reason_narr}, {S("RC01"), MSG_bank_reason_rc01},
      {S("RR01"), MSG_bank_reason_rr01}, {S("RR03"), MSG_bank_reason_rr03},
      {S("RR04"), MSG_bank_reason_rr04}, {S("TECH"), MSG_bank_reason_tech},
      {S("TM01"), MSG_bank_reason_tm01}, {S("UPAY"), MSG_bank_reason_upay},
  };
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (str_equal(reasons[i].code, code))
      return str_format(arena, "%.*s (%.*s)", STR_ARG(message_text(language, reasons[i].message)),
                        STR_ARG(code));
  return code;
}

struct str return_reason_words(struct arena *arena, enum language language, struct str kept) {
  struct str rest, code = str_cut(kept, ' ', &rest);
  struct str words = return_reason_text(arena, language, code);
  if (words.ptr == code.ptr) return kept; /* somebody's own words */
  if (str_is_empty(rest)) return words;
  return str_format(arena, "%.*s : %.*s", STR_ARG(words), STR_ARG(rest));
}
