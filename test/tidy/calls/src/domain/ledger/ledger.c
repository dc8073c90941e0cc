/* strcpy(a, b) in a comment is talk. */
static const char *talk = "printf(\"strcpy(a, b)\")", quote = '"';
double share;
void act(struct ctx *ctx) {
  strcpy(a, b);
  printf ("x");
  char *p = malloc(3);
  int64_t now = time(NULL);
  ctx->time(3);
  random_u64(ctx->random);
  str_sprintf(a);
  int64_t at = clock_now().ms;
  snprintf(a, 3, "%s", "fine");
}
