#include <pthread.h>
#include <stdlib.h>

#include "base/fault.h"
#include "base/text.h"
#include "domain/import/import_place.h"
#include "domain/import/naf_list.h"
#include "domain/shop/trade.h"

static const struct {
  struct str code, trade;
} naf[] = {
#define X(code, trade) {S(code), S(trade)},
    NAF_LIST(X)
#undef X
};

struct str import_trade_of_naf(struct str code) {
  char plain[5];
  size_t len = 0;
  for (size_t i = 0; i < code.len; i++) {
    char c = code.ptr[i];
    if (c == '.' || c == ' ') continue;
    if (len == sizeof plain) return S("");
    plain[len++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
  }
  size_t low = 0, high = sizeof naf / sizeof *naf;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = str_compare(naf[middle].code, str_slice(plain, len));
    if (order == 0) return naf[middle].trade;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return S("");
}

/* What lists of shops say where OpenStreetMap's French name is another. */
static const struct {
  struct str said, trade;
} also[] = {
    {S("boulangerie patisserie"), S("bakery")},
    {S("boulanger"), S("bakery")},
    {S("patissier"), S("pastry")},
    {S("boucherie charcuterie"), S("butcher")},
    {S("charcuterie"), S("butcher")},
    {S("boucher"), S("butcher")},
    {S("primeurs"), S("greengrocer")},
    {S("fruits et legumes"), S("greengrocer")},
    {S("epicerie"), S("convenience")},
    {S("superette"), S("convenience")},
    {S("poissonnerie"), S("seafood")},
    {S("chocolaterie"), S("chocolate")},
    {S("glacier"), S("ice_cream")},
    {S("cave"), S("wine")},
    {S("cave a vins"), S("wine")},
    {S("tabac"), S("tobacco")},
    {S("tabac presse"), S("tobacco")},
    {S("presse"), S("newsagent")},
    {S("maison de la presse"), S("newsagent")},
    {S("libraire"), S("books")},
    {S("librairie papeterie"), S("books")},
    {S("coiffeur"), S("hairdresser")},
    {S("coiffure"), S("hairdresser")},
    {S("institut de beaute"), S("beauty")},
    {S("esthetique"), S("beauty")},
    {S("estheticienne"), S("beauty")},
    {S("onglerie"), S("beauty")},
    {S("pret a porter"), S("clothes")},
    {S("vetements"), S("clothes")},
    {S("habillement"), S("clothes")},
    {S("chaussures"), S("shoes")},
    {S("bijoutier"), S("jewelry")},
    {S("bijouterie horlogerie"), S("jewelry")},
    {S("horlogerie"), S("watches")},
    {S("optique"), S("optician")},
    {S("fleurs"), S("florist")},
    {S("jouets"), S("toys")},
    {S("velos"), S("bicycle")},
    {S("cycles"), S("bicycle")},
    {S("meubles"), S("furniture")},
    {S("decoration"), S("interior_decoration")},
    {S("bricolage"), S("doityourself")},
    {S("droguerie quincaillerie"), S("hardware")},
    {S("electromenager"), S("appliance")},
    {S("informatique"), S("computer")},
    {S("telephonie"), S("mobile_phone")},
    {S("pressing"), S("dry_cleaning")},
    {S("laverie automatique"), S("laundry")},
    {S("garage"), S("car_repair")},
    {S("auto ecole"), S("driving_school")},
    {S("immobilier"), S("estate_agent")},
    {S("cafe bar"), S("bar")},
    {S("bar tabac"), S("bar")},
    {S("brasserie"), S("restaurant")},
    {S("restauration"), S("restaurant")},
    {S("pizzeria"), S("restaurant")},
    {S("creperie"), S("restaurant")},
    {S("snack"), S("fast_food")},
    {S("sandwicherie"), S("fast_food")},
    {S("salon de the"), S("cafe")},
    {S("buchhandlung"), S("books")},
    {S("metzgerei"), S("butcher")},
    {S("apotheke"), S("pharmacy")},
    {S("blumenladen"), S("florist")},
    {S("coiffeursalon"), S("hairdresser")},
    {S("gasthof"), S("restaurant")},
};

/* All names, folded, sorted once. */
struct name {
  struct str said, trade;
};
static struct {
  struct arena *arena; /* kept for ever */
  struct name *items;
  size_t count;
} names;

static int compare_names(const void *a, const void *b) {
  return str_compare(((const struct name *)a)->said, ((const struct name *)b)->said);
}

static void sort_names(void) {
  struct trades trades = trade_list();
  struct arena *arena = names.arena = arena_create(4 << 20);
  size_t most = trades.count * LANGUAGE_COUNT + sizeof also / sizeof *also;
  names.items = arena_array(arena, struct name, most);
  for (size_t i = 0; i < trades.count; i++)
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      names.items[names.count++] =
          (struct name){text_fold(arena, trades.items[i].name[language]), trades.items[i].key};
  for (size_t i = 0; i < sizeof also / sizeof *also; i++)
    names.items[names.count++] = (struct name){also[i].said, also[i].trade};
  qsort(names.items, names.count, sizeof *names.items, compare_names);
}

static struct str by_name(struct str folded) {
  struct name wanted = {.said = folded};
  const struct name *found =
      bsearch(&wanted, names.items, names.count, sizeof *names.items, compare_names);
  return found ? found->trade : S("");
}

static struct str without_plural(struct arena *arena, struct str folded) {
  struct buf text = buf_in(arena);
  while (folded.len > 0) {
    struct str word = str_cut(folded, ' ', &folded);
    if (text.len > 0) buf_add_char(&text, ' ');
    buf_add(&text, word.len > 3 && str_ends(word, S("s")) ? str_take(word, word.len - 1) : word);
  }
  return buf_str(&text);
}

struct str import_trade(struct arena *arena, struct str text) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  const struct trade *trade = trade_find(text);
  if (trade) return trade->key;
  struct str found = import_trade_of_naf(text);
  if (found.len > 0) return found;
  pthread_once(&once, sort_names);
  struct str folded = text_fold(arena, text);
  found = by_name(folded);
  return found.len > 0 ? found : by_name(without_plural(arena, folded));
}
