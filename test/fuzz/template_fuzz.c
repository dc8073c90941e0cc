/* Whatever is in a template, html2c reads or refuses it: no crash, no leak, and what it accepts
 * ends in the state in which a page may end. */
#include <stdint.h>

#include "tools/html2c/check.c"
#include "tools/html2c/context.c"
#include "tools/html2c/emit.c"
#include "tools/html2c/template.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void emit_it(struct compiler *compiler) {
  struct text header = {0}, source = {0};
  struct surroundings around = {.templates = &compiler->template, .count = 1};
  emit_header(&header, &compiler->template);
  emit_source(&source, compiler, &around);
  free(header.ptr);
  free(source.ptr);
}

/* Only these can still be refused when C is written, and what they name does not exist here. */
static bool calls_out(const struct node *nodes) {
  for (const struct node *node = nodes; node != NULL; node = node->next) {
    if (node->kind == NODE_CALL || node->kind == NODE_ICON || node->kind == NODE_ASSET) return true;
    if (calls_out(node->body) || calls_out(node->other)) return true;
  }
  return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct compiler compiler;
  bool good = template_compile(&compiler, (const char *)data, size);
  if (good && !calls_out(compiler.template.nodes)) emit_it(&compiler);
  compiler_free(&compiler);
  return 0;
}
