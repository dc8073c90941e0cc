// Somebody who follows every link: anonymous, or signed in with a role in one territory.
import { new_agent, request } from "./http.mjs";
import { form_token_of, links_of } from "./page.mjs";

export class Visitor {
  constructor(server, territory, role = "anyone") {
    Object.assign(this, { server, territory, role, host: `${territory}.localhost`, cookies: {}, agent: new_agent(8) });
    this.answers = new Map(); // address -> the answer got there
    this.routes = new Set(); // patterns that answered 200
  }

  get name() {
    return `${this.territory}/${this.role}`;
  }

  async ask(path, options = {}) {
    const cookie = Object.entries(this.cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
    const headers = { ...(cookie && { cookie }), ...options.headers };
    const answer = await request(this.server.port, {
      ...options,
      path,
      host: options.host ?? this.host,
      headers,
      agent: this.agent,
    });
    for (const line of answer.headers["set-cookie"] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value) this.cookies[name] = value;
      else delete this.cookies[name];
    }
    return answer;
  }

  // Opens a page with a form and sends it back with its token.
  async send_form(page, action, fields) {
    const shown = await this.ask(page);
    const form_token = form_token_of(shown.text);
    return this.ask(action, { method: "POST", form: { form_token, ...fields } });
  }

  // The same of a form with one file.
  async send_file(page, action, name, bytes, fields) {
    const shown = await this.ask(page);
    const edge = "----edge-of-the-parts";
    const parts = { form_token: form_token_of(shown.text), ...fields };
    const head = (rest) => `--${edge}\r\nContent-Disposition: form-data; ${rest}\r\n`;
    const texts = Object.entries(parts).map(([key, value]) => `${head(`name="${key}"`)}\r\n${value}\r\n`);
    const file = `${head(`name="${name}"; filename="photo"`)}Content-Type: application/octet-stream\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(texts.join("") + file), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
    const headers = { "content-type": `multipart/form-data; boundary=${edge}` };
    return this.ask(action, { method: "POST", body, headers });
  }

  async sign_in(demo) {
    const one = demo.signins.find((signin) => signin.territory === this.territory && signin.role === this.role);
    return this.send_form("/connexion", "/connexion", { email: one.email, password: one.password, next: "" });
  }

  // Follows links breadth first. `patterns` are the site's GET routes; of each, and in each language,
  // at most `most` addresses are visited. Calls see(address, answer, from) for each.
  async crawl(starts, patterns, most, see) {
    const waiting = starts.map((address) => ({ address, from: "the start" }));
    const met = new Set(starts);
    const counts = new Map();
    while (waiting.length > 0) {
      const batch = waiting.splice(0, 8);
      await Promise.all(
        batch.map(async ({ address, from }) => {
          const pattern = pattern_of(patterns, address);
          const answer = await this.ask(address);
          const leads_on = answer.status === 303 && !answer.headers.location.startsWith("/connexion");
          if ((answer.status === 200 || leads_on) && pattern) this.routes.add(pattern.path);
          this.answers.set(address, answer);
          see(address, answer, from);
          for (const next of next_addresses(answer, address, this.server.port, this.host)) {
            const key = `${pattern_of(patterns, next)?.path} ${/^\/(de|en)\b/.exec(next)?.[1]}`;
            const count = counts.get(key) ?? 0;
            if (met.has(next) || count >= most) continue;
            counts.set(key, count + 1);
            met.add(next);
            waiting.push({ address: next, from: address });
          }
        }),
      );
    }
  }
}

// Addresses of this site that an answer leads to, as paths with their query.
function next_addresses(answer, address, port, host) {
  const base = `http://${host}:${port}${address}`;
  const type = answer.headers["content-type"] ?? "";
  const links = answer.headers.location ? [answer.headers.location] : [];
  if (type.startsWith("text/html")) links.push(...links_of(answer.text));
  return links
    .map((link) => URL.parse?.(link, base) ?? safe_url(link, base))
    .filter((url) => url && url.host === `${host}:${port}` && /^https?:$/.test(url.protocol))
    .map((url) => url.pathname + url.search);
}

function safe_url(link, base) {
  try {
    return new URL(link, base);
  } catch {
    return null;
  }
}

// The site map as `emplettes routes` prints it.
export function routes_of(text) {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [method, path, ...rest] = line.split(/\s+/);
      const who = rest[0] === "signed" ? "signed in" : rest[0];
      const source = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[a-z_]+\}/g, "[^/]+");
      return { method, path, who, matches: new RegExp(`^${source}$`) };
    });
}

export function pattern_of(routes, address) {
  const path = address.split("?")[0].replace(/^\/(fr|de|en)(?=\/|$)/, "") || "/";
  const holes = (route) => route.path.split("{").length;
  const fitting = routes.filter((route) => route.method === "GET" && route.matches.test(path));
  return fitting.sort((a, b) => holes(a) - holes(b))[0]; // a word of the address wins, as it does in the router
}
