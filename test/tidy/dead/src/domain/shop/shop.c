void shop_open(struct ctx *ctx) {
  shop_find(ctx, id, &row);
  shop_page_html(&out, &view);
  refuse(ctx, MSG_shop_closed, "shop_by_name");
}
