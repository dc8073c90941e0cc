/* What comes to the address of Stripe's notices: signatures, events, lists, errors. Any bytes. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "domain/stripe/stripe_object.h"
#include "domain/stripe/stripe_signature.h"

struct input {
  struct arena *arena;
  struct str bytes;
};

static void read_it(void *arg) {
  struct input *input = arg;
  struct json_error problem;
  struct stripe_event event;
  struct stripe_object object;
  struct stripe_list list;
  struct str secret = S("whsec_0123456789");
  stripe_signature_judge(input->bytes, S("{}"), &secret, 1, (struct instant){0});
  must(stripe_error_read(input->arena, input->bytes).code.len > 0);
  if (!str_is_utf8(input->bytes)) return;
  const struct json *json = json_parse(input->arena, input->bytes, &problem);
  if (stripe_event_read(input->arena, json, &event))
    must(event.id.len > 0 && event.object.object.len > 0 && event.object.currency.len <= 3);
  stripe_balance_read(json, S("EUR"), &object);
  if (!stripe_list_read(json, &list)) return;
  for (size_t i = 0; i < list.count; i++)
    stripe_object_read(input->arena, &list.items[i], &object);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct fault fault;
  struct input input = {arena_create(64 << 20), str_slice((const char *)data, size)};
  fault_catch(&fault, read_it, &input);
  arena_destroy(input.arena);
  return 0;
}
