/* A value that was read, copied into memory of another lifetime without what reading left over. */
#include <string.h>

#include "domain/hours/hours_rule.h"

static void *copied(struct arena *arena, const void *from, size_t count, size_t size) {
  if (count == 0) return NULL;
  return memcpy(arena_alloc_array(arena, count, size), from, count * size);
}

static void copy_rule(struct arena *arena, struct hours_rule *rule) {
  rule->comment = str_copy(arena, rule->comment);
  rule->times = copied(arena, rule->times, rule->time_count, sizeof *rule->times);
  for (size_t i = 0; i < rule->group_count; i++) {
    struct hours_group *group = &rule->groups[i];
    group->items = copied(arena, group->items, group->count, sizeof *group->items);
  }
}

/* Pieces point to the comment of their rule. */
static const struct str *moved_comment(const struct hours *from, const struct hours *to,
                                       const struct str *comment) {
  for (size_t i = 0; i < from->rule_count; i++)
    if (&from->rules[i].comment == comment) return &to->rules[i].comment;
  return comment;
}

const struct hours *hours_copy(struct arena *arena, const struct hours *hours) {
  struct hours *copy = copied(arena, hours, 1, sizeof *hours);
  copy->rules = copied(arena, hours->rules, hours->rule_count, sizeof *hours->rules);
  for (size_t i = 0; i < copy->rule_count; i++)
    copy_rule(arena, &copy->rules[i]);
  if (hours->week == NULL) return copy;
  struct hours_piece *week = arena_array(arena, struct hours_piece, hours->week_count + 1);
  for (size_t i = 0; i < hours->week_count; i++) {
    week[i] = hours->week[i];
    week[i].comment = moved_comment(hours, copy, week[i].comment);
  }
  copy->week = week;
  return copy;
}
