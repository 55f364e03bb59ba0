// WebKitGTK through its own driver: a minimal WebDriver client. MiniBrowser
// never answers without a display, so it runs under Xvfb and every step has the
// limit of a wait.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { LIMIT, until } from "./browser.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

function miniBrowser() {
  for (const library of ["/usr/lib", "/usr/libexec"]) {
    if (!existsSync(library)) continue;
    for (const folder of ["", ...readdirSync(library)]) {
      for (const version of ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"]) {
        const path = `${library}/${folder}/${version}/MiniBrowser`;
        if (existsSync(path)) return path;
      }
    }
  }
  assert.fail("WebKitGTK's MiniBrowser is not installed; bash .ci/test installs it on Debian");
}

async function freePort() {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** A session with one window. */
export async function webkit() {
  const port = await freePort();
  const driver = spawn(
    "xvfb-run",
    ["-a", "-s", "-screen 0 1280x1000x24", "WebKitWebDriver", `--port=${port}`, "--host=127.0.0.1"],
    { stdio: "ignore", detached: true, env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LIBGL_ALWAYS_SOFTWARE: "1", WEBKIT_DISABLE_COMPOSITING_MODE: "1" } },
  );
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(LIMIT),
    });
    const { value } = await response.json();
    if (value?.error) throw Object.assign(new Error(`${value.error}: ${value.message}`), { code: value.error });
    return value;
  };
  const stop = () => {
    try {
      process.kill(-driver.pid, "SIGKILL");
    } catch {
      // It has gone by itself.
    }
    process.off("exit", stop);
  };
  // A test run that is cut short must not leave a browser behind.
  process.on("exit", stop);
  try {
    await until(async () => (await call("GET", "/status")).ready !== undefined, "the driver answers");
    const { sessionId } = await call("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] } } },
    });
    const session = new Session(call, sessionId, stop);
    await session.call("POST", "/timeouts", { script: LIMIT, pageLoad: LIMIT });
    return session;
  } catch (error) {
    stop();
    throw error;
  }
}

class Session {
  constructor(call, id, stop) {
    this.call = (method, path, body) => call(method, `/session/${id}${path}`, body);
    this.stop = stop;
  }

  goto(url) {
    return this.call("POST", "/url", { url });
  }

  reload() {
    return this.call("POST", "/refresh", {});
  }

  run(script, ...args) {
    return this.call("POST", "/execute/sync", { script, args });
  }

  async sees(text, where = "body") {
    await until(
      () =>
        this.run(
          "return [...document.querySelectorAll(arguments[1])].some((it) => it.getClientRects().length > 0 && it.innerText.includes(arguments[0]))",
          text,
          where,
        ),
      `"${text}" is in ${where}`,
    );
  }

  async find(selector) {
    let element;
    await until(async () => {
      element = await this.call("POST", "/element", { using: "css selector", value: selector });
      return true;
    }, `${selector} is there`);
    return element[ELEMENT];
  }

  /** Nobody hits what still moves: a page that has followed another is led to its top with the next frame. */
  async click(selector) {
    const id = await this.find(selector);
    const script = `
      const [element, done] = arguments;
      let before;
      const look = () => {
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const place = JSON.stringify(element.getBoundingClientRect());
        if (place === before) return done();
        before = place;
        // Whatever else was to be done in that frame is done when this is.
        requestAnimationFrame(() => setTimeout(look));
      };
      look();`;
    await this.call("POST", "/execute/async", { script, args: [{ [ELEMENT]: id }] });
    await this.call("POST", `/element/${id}/click`, {});
  }

  async type(selector, text) {
    const id = await this.find(selector);
    await this.call("POST", `/element/${id}/value`, { text });
  }

  async close() {
    try {
      await this.call("DELETE", "");
    } finally {
      this.stop();
    }
  }
}
