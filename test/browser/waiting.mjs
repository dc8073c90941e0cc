// Pages that wait for something and load themselves again: they are held still to be judged.

// Judges the page that is open, as it is now, though its address and title were judged in another
// state before.
export async function judge_state(w) {
  const url = w.page.url();
  await w.page.route(url, stand_still);
  await open_still(w.page, url);
  await w.judge(true);
  await w.page.unroute(url, stand_still);
}

// The page that is open may load itself again in the same moment: the two loads end each other. What
// is open then stands still, and nothing ends the next one.
async function open_still(page, url) {
  for (let tries = 1; ; tries++) {
    const failed = await page.goto(url).then(() => null, (error) => error);
    if (!failed) return;
    if (tries === 3 || !/interrupted by another navigation|ERR_ABORTED/.test(failed.message)) throw failed;
    await page.waitForLoadState();
  }
}

// Node does not know the names below localhost, as the browser does.
async function stand_still(route) {
  const { host, port } = new URL(route.request().url());
  const url = route.request().url().replace(host, `127.0.0.1:${port}`);
  const headers_sent = { ...(await route.request().allHeaders()), host };
  const reply = await route.fetch({ url, headers: headers_sent, maxRedirects: 0 });
  const { refresh, ...headers } = reply.headers();
  await route.fulfill({ response: reply, headers });
}
