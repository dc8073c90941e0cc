// One person's walk through the product in one window: 390 or 1280 pixels wide, with or without
// script. Every page it comes to is judged by axe, must not scroll sideways, must not break the
// content security policy, and must not log an error.
import { axe_findings, overflow_finding, page_without_script } from "./browser.mjs";

export class Walk {
  constructor(browser, product, variant, territory = "bordeaux") {
    Object.assign(this, { browser, product, variant, territory });
    this.problems = [];
    this.pages = 0;
    this.judged = new Set();
  }

  async begin() {
    this.context = await this.browser.newContext({
      viewport: { width: this.variant.width, height: this.variant.width < 600 ? 844 : 900 },
      locale: "fr-FR",
      timezoneId: "Europe/Paris",
      reducedMotion: "reduce",
    });
    this.context.setDefaultTimeout(15000);
    this.page = this.variant.script
      ? await this.context.newPage()
      : await page_without_script(this.context);
    this.page.on("pageerror", (error) => this.problem(`script error: ${error.message}`));
    this.page.on("console", (message) => {
      // A page that answers 4xx on purpose is also told to the console; status() judges those.
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text()))
        this.problem(`console: ${message.text()}`);
    });
    this.page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText;
      if (reason !== "net::ERR_ABORTED") this.problem(`request failed: ${request.url()} ${reason}`);
    });
  }

  async end() {
    await this.context?.close();
  }

  problem(text) {
    this.problems.push(`${new URL(this.page.url(), "http://x").pathname}: ${text}`);
  }

  // Goes to a path of the territory; the answer must have this status.
  async go(path, status = 200) {
    const reply = await this.page.goto(this.product.url(this.territory) + path);
    if (reply.status() !== status) throw new Error(`${path} answered ${reply.status()}, not ${status}`);
    await this.judge();
    return reply;
  }

  // Presses what people see under this name, waits for the next page and judges it.
  async press(name, role = "button") {
    await Promise.all([
      this.page.waitForEvent("framenavigated", (frame) => frame === this.page.mainFrame()),
      this.page.getByRole(role, { name }).first().click(),
    ]);
    await this.page.waitForLoadState();
    await this.judge();
  }

  // Presses a button that changes the page where it stands, until this is seen there.
  async tap(name, text) {
    await this.page.getByRole("button", { name }).first().click();
    await this.sees(text);
  }

  follow(name) {
    return this.press(name, "link");
  }

  async fill(label, text) {
    await this.page.getByLabel(label).first().fill(text);
  }

  async choose(label) {
    await this.page.getByLabel(label).first().check({ force: true });
  }

  async sees(text) {
    const wanted = this.page.getByText(text).first();
    await wanted.waitFor({ state: "visible", timeout: 15000 }).catch(async () => {
      const seen = (await this.page.locator("body").innerText()).slice(0, 1500);
      throw new Error(`«${text}» is not on ${this.page.url()}, which says:\n${seen}`);
    });
  }

  // The same on a page that is told of it by somebody else, in a moment.
  async comes_to_see(path, text) {
    for (let tries = 0; tries < 60; tries++) {
      await this.go(path);
      if (await this.page.getByText(text).first().isVisible()) return;
      await new Promise((done) => setTimeout(done, 250));
    }
    await this.sees(text);
  }

  // An address is judged once per walk and title: pages differ by their state. `again`: once more. A page
  // that waits for something may load itself again under the judge, who then begins anew.
  async judge(again = false) {
    for (let tries = 1; ; tries++) {
      const failed = await this.judge_as_it_stands(again).then(() => null, (error) => error);
      if (!failed) return;
      if (tries === 5 || !/because of a navigation/.test(failed.message)) throw failed;
      await this.page.waitForLoadState();
    }
  }

  async judge_as_it_stands(again) {
    const key = `${new URL(this.page.url()).pathname} ${await this.page.title()}`;
    if (this.judged.has(key) && !again) return;
    const findings = (await axe_findings(this.page)).map((finding) => `axe: ${finding}`);
    findings.push(...(await overflow_finding(this.page)));
    this.judged.add(key);
    this.pages++;
    for (const finding of findings) this.problem(finding);
  }

  async sign_in(role) {
    const person = this.product.sign_in(this.territory, role);
    if (!person) throw new Error(`the demonstration has no ${role} in ${this.territory}`);
    await this.go("/connexion");
    await this.page.locator("input[type=email]").fill(person.email);
    await this.page.locator("input[type=password]").fill(person.password);
    await Promise.all([
      this.page.waitForEvent("framenavigated", (frame) => frame === this.page.mainFrame()),
      this.page.locator("form:has(input[type=password]) button").last().click(),
    ]);
    await this.page.waitForLoadState();
    await this.judge();
  }
}
