// A till of its own: a browser with a profile that outlives it, and a camera that plays a film.
import { chromium } from "playwright-core";
import { chromium_flags, chromium_program, has_sandbox } from "./browser.mjs";
import { Walk } from "./walk.mjs";

export class Device extends Walk {
  constructor(walk, wire, { profile, film }) {
    const product = { ...walk.product, url: (territory) => `http://${territory}.localhost:${wire.port}` };
    super(null, product, walk.variant);
    Object.assign(this, { profile, film, problems: walk.problems });
  }

  async begin() {
    const camera = this.film
      ? [
          "--use-fake-ui-for-media-stream",
          "--use-fake-device-for-media-stream",
          `--use-file-for-fake-video-capture=${this.film}`,
        ]
      : [];
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: chromium_program(),
      headless: true,
      chromiumSandbox: has_sandbox,
      args: [...chromium_flags, ...camera],
      viewport: { width: this.variant.width, height: this.variant.width < 600 ? 844 : 900 },
      locale: "fr-FR",
      timezoneId: "Europe/Paris",
      reducedMotion: "reduce",
    });
    this.context.setDefaultTimeout(15000);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    this.page.on("pageerror", (error) => this.problem(`script error: ${error.message}`));
  }

  async restart() {
    await this.end();
    await this.begin();
  }

  async sees(text, patience = 15000) {
    await this.page.getByText(text).first().waitFor({ state: "visible", timeout: patience }).catch(async () => {
      const seen = (await this.page.locator("body").innerText()).slice(0, 1500);
      throw new Error(`«${text}» is not on the till, which says:\n${seen}`);
    });
  }

  balance() {
    return this.page.locator("[data-part=balance]").innerText();
  }

  // As a keyboard-wedge scanner does it.
  async wedge(text) {
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
  }

  // By thumb: "12,5".
  async take(amount) {
    for (const key of amount) await this.page.locator(`[data-key="${key === "," ? "sign" : key}"]`).click();
    await this.page.locator("[data-act=take]").click();
  }
}
