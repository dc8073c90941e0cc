// The wire between devices and the server, to be cut: whole, or so that questions still arrive and
// their answers are lost.
import net from "node:net";

export class Wire {
  constructor(port) {
    this.target = port;
    this.pairs = new Set();
    this.lossy = false;
  }

  async open() {
    this.server = net.createServer((near) => this.join(near));
    await new Promise((done) => this.server.listen(this.port ?? 0, "127.0.0.1", done));
    this.port = this.server.address().port;
  }

  join(near) {
    const far = net.connect(this.target, "127.0.0.1");
    const pair = { near, far };
    this.pairs.add(pair);
    near.pipe(far);
    far.on("data", (bytes) => {
      if (this.lossy) this.break(pair);
      else near.write(bytes);
    });
    for (const end of [near, far]) {
      end.on("error", () => this.break(pair));
      end.on("close", () => this.break(pair));
    }
  }

  break(pair) {
    pair.near.destroy();
    pair.far.destroy();
    this.pairs.delete(pair);
  }

  async cut() {
    this.server.close();
    for (const pair of [...this.pairs]) this.break(pair);
  }

  async mend() {
    this.lossy = false;
    await this.open();
  }
}
