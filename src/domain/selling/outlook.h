/* The agent's page on what to expect of a campaign with public money: the forecast of
 * domain/topup/forecast.h, and over it the campaign's real course as figures know it. */
#ifndef DOMAIN_SELLING_OUTLOOK_H
#define DOMAIN_SELLING_OUTLOOK_H

#include "domain/selling/selling_pages.h"
#include "domain/topup/forecast.h"

struct outlook_typed {
  int64_t daily, mean, envelope; /* buyers a day; 0 of the envelope: what was put in */
  int64_t times, share1, share2, share3, share4, share5, share6; /* vouchers each; of a hundred */
  bool has_daily, has_mean, has_envelope, has_times;
  struct str curve, past; /* "flat", "front", "past"; a campaign's id */
};

struct outlook_choices {
  struct outlook_choice {
    struct str value, label;
    bool chosen;
  } * items;
  size_t count;
};

struct outlook_cases { /* of the rule, and how many of a hundred buyers are of each */
  struct outlook_case {
    struct str name, words, value;
    struct money each;
    bool known; /* what each is given */
  } * items;
  size_t count;
};

struct outlook_rows { /* the table behind the chart */
  struct outlook_row {
    struct day on;
    int64_t came, served;
    struct money given, real;
    bool known; /* the day is over: it has a real figure */
  } * items;
  size_t count;
};

struct outlook_page {
  struct page_frame frame;
  struct str id, name;
  bool saved;
  struct selling_problems problems;
  struct selling_field daily, mean, times, envelope;
  struct outlook_cases cases;
  struct str shares_error;
  struct str past_error;
  bool flat, front, past;
  struct outlook_choices pasts;
  bool reckoned;      /* there is something to show */
  struct str refusal; /* why public money gives nothing, or "" */
  bool runs_out;
  struct day runs_out_on;
  int64_t served, unserved, outside;
  struct money each, given, left, worth;
  struct str leverage;             /* « 5,00 » */
  struct str expected, real, area; /* paths of the chart; real: "" before the first sale */
  struct money top, real_given;
  struct day first, last;
  struct outlook_rows rows;
};

extern const struct route_table outlook_routes; /* /bureau/campagnes/{id}/prevision */

#endif
