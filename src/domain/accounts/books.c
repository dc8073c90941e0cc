#include "domain/accounts/books.h"

#include <stdlib.h>

#include "accounts_sql.h"
#include "base/fault.h"
#include "domain/accounts/books_map.h"

enum { PAGE = 2000, PAGE_BYTES = 16 << 20 };

#define X(name, number, text)                                                                      \
  _Static_assert((number) < BOOKS_REASONS, "room for the sum of every reason");
REASONS(X)
#undef X

struct walk {
  struct ctx *ctx;     /* works in the arena of a page */
  struct arena *arena; /* of what stays */
  const struct plan *plan;
  struct memory *memory;
  struct span_time time;
  struct books *books;
  struct books_map by_account; /* (account, 0) */
  struct books_map by_owner;   /* (kind, owner) */
  struct books_map by_expiry;  /* (campaign, day) */
  bool begun;
};

int64_t book_closing(const struct book *book) {
  return book->opening_minor + book->credit_minor - book->debit_minor;
}

int64_t liability_closing(const struct liability *l) {
  return l->opening_minor + l->issued_minor - l->redeemed_minor - l->refunded_minor -
         l->expired_minor + l->moved_minor;
}

/* Accounts. */

/* Its name is the memory's, which outlives the page. */
static struct book *new_book(struct walk *walk, enum account_kind kind, int64_t owner) {
  struct book *book = arena_new(walk->arena, struct book);
  struct party party =
      memory_party(walk->ctx, walk->memory, plan_find(walk->plan, kind)->owner, owner);
  *book = (struct book){.kind = kind, .owner = owner, .number = party.number, .name = party.name};
  return book;
}

static struct book *book_of(struct walk *walk, enum account_kind kind, int64_t owner) {
  struct books_place *place = books_map_at(&walk->by_owner, kind, owner);
  if (place->thing == NULL) {
    place->thing = new_book(walk, kind, owner);
    books_map_filled(&walk->by_owner);
  }
  return place->thing;
}

/* Of an account by its id; vouchers have too many to be remembered one by one. */
static struct book *book_of_account(struct walk *walk, struct account_id id,
                                    struct campaign_id campaign, int64_t kind) {
  if (kind == ACCOUNT_VOUCHER) return book_of(walk, ACCOUNT_VOUCHER, campaign.value);
  struct books_place *place = books_map_at(&walk->by_account, id.value, 0);
  if (place->thing == NULL) {
    struct accounts_account_row row;
    must(accounts_account(walk->ctx, id, &row));
    place->thing = book_of(walk, (enum account_kind)row.kind, row.owner_id);
    books_map_filled(&walk->by_account);
  }
  return place->thing;
}

static void apply_to_book(const struct walk *walk, struct book *book, int64_t credit_minor) {
  if (!walk->begun)
    book->opening_minor += credit_minor;
  else if (credit_minor < 0)
    book->debit_minor -= credit_minor;
  else
    book->credit_minor += credit_minor;
}

/* Vouchers. */

static struct liability *liability_of(struct walk *walk, struct campaign_id campaign,
                                      struct day expires_on) {
  struct books_place *place = books_map_at(&walk->by_expiry, campaign.value, expires_on.number);
  if (place->thing == NULL) {
    struct liability *liability = arena_new(walk->arena, struct liability);
    *liability = (struct liability){.campaign = campaign, .expires_on = expires_on};
    place->thing = liability;
    books_map_filled(&walk->by_expiry);
  }
  return place->thing;
}

static void apply_to_voucher(const struct walk *walk, struct liability *l, int64_t reason,
                             int64_t credit_minor) {
  if (!walk->begun)
    l->opening_minor += credit_minor;
  else if (reason == REASON_VOUCHER_ISSUED)
    l->issued_minor += credit_minor;
  else if (reason == REASON_VOUCHER_REDEEMED || reason == REASON_REDEMPTION_REVERSED)
    l->redeemed_minor -= credit_minor;
  else if (reason == REASON_VOUCHER_REFUNDED || reason == REASON_CHEQUE_VALUE_OFF)
    l->refunded_minor -= credit_minor;
  else if (reason == REASON_VOUCHER_EXPIRED || reason == REASON_VOUCHER_REVIVED)
    l->expired_minor -= credit_minor;
  else
    l->moved_minor += credit_minor;
}

/* In order. */

static int compare(int64_t a, int64_t b) {
  return (a > b) - (a < b);
}

struct sorted_book {
  struct book *book;
  struct str account;
};

static int by_number(const void *a, const void *b) {
  const struct sorted_book *left = a, *right = b;
  int order = str_compare(left->account, right->account);
  if (order == 0) order = str_compare(left->book->number, right->book->number);
  if (order == 0) order = compare(left->book->kind, right->book->kind);
  return order ? order : compare(left->book->owner, right->book->owner);
}

static struct book_list sorted_books(struct walk *walk) {
  struct book_list list = {arena_array(walk->arena, struct book *, walk->by_owner.count), 0};
  struct sorted_book *sorted = arena_array(walk->arena, struct sorted_book, walk->by_owner.count);
  for (size_t i = 0; i < walk->by_owner.capacity; i++) {
    struct book *book = walk->by_owner.places[i].thing;
    if (book == NULL) continue;
    sorted[list.count++] = (struct sorted_book){book, plan_find(walk->plan, book->kind)->number};
  }
  if (list.count > 0) qsort(sorted, list.count, sizeof *sorted, by_number);
  for (size_t i = 0; i < list.count; i++)
    list.items[i] = sorted[i].book;
  return list;
}

static int by_campaign_and_day(const void *a, const void *b) {
  const struct liability *left = *(struct liability *const *)a;
  const struct liability *right = *(struct liability *const *)b;
  int order = compare(left->campaign.value, right->campaign.value);
  return order ? order : compare(left->expires_on.number, right->expires_on.number);
}

static struct liability_list sorted_liabilities(struct walk *walk) {
  size_t count = walk->by_expiry.count;
  struct liability_list list = {arena_array(walk->arena, struct liability *, count), 0};
  for (size_t i = 0; i < walk->by_expiry.capacity; i++)
    if (walk->by_expiry.places[i].thing) list.items[list.count++] = walk->by_expiry.places[i].thing;
  if (count > 0) qsort(list.items, count, sizeof *list.items, by_campaign_and_day);
  return list;
}

/* The walk. */

static void begin(struct walk *walk, const struct books_visitor *visitor) {
  if (walk->begun) return;
  walk->begun = true;
  walk->books->accounts = sorted_books(walk);
  if (visitor && visitor->begin) visitor->begin(walk->ctx, visitor->arg, walk->books);
}

static void note_transfer(struct books *books, struct transfer_id id) {
  books->transfers++;
  if (books->first_known.value == 0 || id.value < books->first_known.value) books->first_known = id;
  if (id.value > books->last_known.value) books->last_known = id;
}

static void apply(struct walk *walk, const struct accounts_page_row *t, struct book *debit,
                  struct book *credit) {
  apply_to_book(walk, debit, -t->amount_minor);
  apply_to_book(walk, credit, t->amount_minor);
  if (t->has_debit_campaign)
    apply_to_voucher(walk, liability_of(walk, t->debit_campaign, t->debit_expires), t->reason,
                     -t->amount_minor);
  if (t->has_credit_campaign)
    apply_to_voucher(walk, liability_of(walk, t->credit_campaign, t->credit_expires), t->reason,
                     t->amount_minor);
}

static void visit(struct walk *walk, const struct accounts_page_row *t,
                  const struct books_visitor *visitor) {
  struct books *books = walk->books;
  if (t->created_at.ms >= walk->time.begins_at.ms) begin(walk, visitor);
  if (walk->begun) note_transfer(books, t->id);
  if (t->phase != PHASE_SINGLE && t->phase != PHASE_POST) return;
  struct book *debit = book_of_account(walk, t->debit_id, t->debit_campaign, t->debit_kind);
  struct book *credit = book_of_account(walk, t->credit_id, t->credit_campaign, t->credit_kind);
  apply(walk, t, debit, credit);
  if (!walk->begun) {
    books->before++;
    return;
  }
  books->entries++;
  books->moved_minor += t->amount_minor;
  must(t->reason > 0 && t->reason < BOOKS_REASONS);
  books->reasons[t->reason].entries++;
  books->reasons[t->reason].minor += t->amount_minor;
  if (!visitor || !visitor->entry) return;
  visitor->entry(walk->ctx, visitor->arg,
                 &(struct books_entry){.number = books->before + books->entries,
                                       .id = t->id,
                                       .at = t->created_at,
                                       .reason = (enum reason)t->reason,
                                       .cause = t->cause_id,
                                       .amount_minor = t->amount_minor,
                                       .debit = debit,
                                       .credit = credit,
                                       .campaign = t->has_debit_campaign ? t->debit_campaign
                                                                         : t->credit_campaign});
}

static void walk_pages(struct walk *walk, const struct books_visitor *visitor) {
  struct instant at = {INT64_MIN};
  struct transfer_id id = {0};
  for (;;) {
    arena_reset(walk->ctx->arena);
    struct accounts_page_rows rows =
        accounts_page(walk->ctx, &(struct accounts_page_params){at, id, walk->time.ends_at, PAGE});
    for (size_t i = 0; i < rows.count; i++)
      visit(walk, &rows.items[i], visitor);
    if (rows.count < PAGE) break;
    at = rows.items[rows.count - 1].created_at;
    id = rows.items[rows.count - 1].id;
  }
  begin(walk, visitor); /* nothing happened in the span */
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

struct books *books_walk(struct ctx *ctx, struct span span, const struct plan *plan,
                         struct memory *memory, const struct books_visitor *visitor) {
  struct arena *page = arena_create(PAGE_BYTES);
  arena_defer(ctx->arena, destroy, page);
  struct ctx inner = *ctx;
  inner.arena = page;
  struct books *books = arena_new(ctx->arena, struct books);
  books->span = span;
  struct walk walk = {.ctx = &inner,
                      .arena = ctx->arena,
                      .plan = plan,
                      .memory = memory,
                      .time = span_time(ctx, span),
                      .books = books,
                      .by_account.arena = ctx->arena,
                      .by_owner.arena = ctx->arena,
                      .by_expiry.arena = ctx->arena};
  walk_pages(&walk, visitor);
  books->accounts = sorted_books(&walk);
  books->liabilities = sorted_liabilities(&walk);
  ctx->connection = inner.connection;
  return books;
}
