// The start script: theme, retry, traps, a policy that forbids WebAssembly; and
// that the test tools themselves notice what they have to notice.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { chromium, firefox, follow, guard, marksUsable, open, ready, scratch, sees, until } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { POLICY, serve } from "./server.mjs";

let host;
let browser;
before(async () => {
  host = await serve("dist");
  browser = await chromium();
});
after(async () => {
  await browser?.close();
  await host?.close();
});

async function fresh(t) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await marksUsable(page);
  return page;
}

/** A second host for one test. */
async function stub(t, options) {
  const it = await serve("dist", options);
  t.after(() => it.close());
  return it;
}

test("a link whose # became %23 on the way is led back, and nothing else is", async (t) => {
  for (const under of ["/", "/some/folder/"]) {
    const own = await stub(t, { under });
    const page = await fresh(t);
    const lands = async (path, fragment) => {
      await page.goto("about:blank");
      await page.goto(own.url + path);
      await ready(page);
      assert.equal(new URL(page.url()).pathname, under);
      assert.ok(fragment.test(new URL(page.url()).hash), `${path} led to ${page.url()}`);
    };
    // The app itself says what is wrong with a link that is cut.
    await lands("%23s1.99.AAAA", /^#\/shared$/);
    await lands("index.html%23s1.99.AAAA", /^#\/shared$/);
    await lands("%2523e1.99.AAAA?utm_source=mail", /^#\/shared$/);
    await lands("%23/method", /^#\/method$/);
    await lands("%23%2Fmethod", /^#\/method$/);
    await lands("%23/a/abcdefghjkmn/assess/incident/2.1.a", /^#\/a\/abcdefghjkmn\/assess/);
    for (const path of ["nothing", "other/%23s1.99.AAAA", "%23javascript:alert(1)", "%23//evil.example%3f", "%23", "%23s1.99.AAAA<script>", "%23s1", "deep/er/nothing"]) {
      const response = await page.goto(own.url + path);
      assert.equal(response.status(), 404, path);
      await sees(page, "There is nothing at this address", "h1");
      assert.equal(new URL(page.url()).hash, "", path);
      assert.equal(await page.$eval("#app-link", (it) => it.href), own.url, path);
    }
    await follow(page, "Open Plumbline");
    await ready(page);
  }
  // It is run only if it is this one, wherever it was found.
  const script = await readFile("dist/404.js");
  const sum = `sha384-${createHash("sha384").update(script).digest("base64")}`;
  const sums = (await readFile("dist/404.html", "utf8")).match(/integrity="[^"]*"/g);
  assert.deepEqual(new Set(sums), new Set([`integrity="${sum}"`]));
});

test("the chosen theme is there before the first paint", async (t) => {
  const page = await fresh(t);
  await open(page, host.url);
  await page.evaluate(() => localStorage.setItem("plumbline/theme", '"dark"'));
  // The module never arrives.
  await page.setRequestInterception(true);
  page.on("request", (it) => (it.url().endsWith(".wasm") ? undefined : it.continue()));
  await page.evaluateOnNewDocument(() => {
    new PerformanceObserver((list, observer) => {
      if (list.getEntriesByName("first-paint").length === 0) return;
      observer.disconnect();
      window.themeAtPaint = document.documentElement.dataset.theme;
    }).observe({ type: "paint" });
    // Whatever is in the body finds the theme set.
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      window.themeAtBody = document.documentElement.dataset.theme;
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(host.url, { waitUntil: "domcontentloaded" });
  await page.waitForFunction(() => window.themeAtPaint);
  assert.equal(await page.evaluate(() => window.themeAtPaint), "dark");
  assert.equal(await page.evaluate(() => window.themeAtBody), "dark");
});

test("a program that arrives damaged once is fetched again, past the cache", async (t) => {
  for (const broken of [
    { status: 503 },
    { status: 200, type: "application/wasm", body: "\0asm\x01\0\0\0" },
  ]) {
    let times = 0;
    const own = await stub(t, { fault: (path) => (path.endsWith(".wasm") && (times += 1) === 1 ? broken : undefined) });
    const page = await fresh(t);
    await page.goto(own.url);
    await ready(page);
    assert.ok(times >= 2);
    assert.ok(await page.$eval("#crash", (it) => it.hidden));
  }
  caused("R9");
});

test("glue that does not arrive, or is a web page, is said", async (t) => {
  for (const broken of [{ status: 404 }, { status: 200, body: "<!doctype html><p>not found</p>" }]) {
    const own = await stub(t, { fault: (path) => (/plumbline-\w+\.js$/.test(path) ? broken : undefined) });
    const page = await fresh(t);
    await page.goto(own.url);
    await sees(page, "The app could not be loaded", "#crash");
    await page.waitForFunction(() => document.activeElement?.id === "crash-title");
  }
});

for (const [name, launch] of [["Chromium", chromium], ["Firefox", firefox]]) {
  test(`a policy that forbids WebAssembly is named, ${name}`, async (t) => {
    const own = await stub(t, { headers: { "Content-Security-Policy": POLICY.replace(" 'wasm-unsafe-eval'", "") } });
    const other = await launch();
    t.after(() => other.close());
    const page = await other.newPage();
    await page.goto(own.url);
    await sees(page, "This browser cannot run the app", "#crash");
  });
}

test("a trap that reaches no panic hook ends the app too, and what is not ours does not", async (t) => {
  // What the debugger evaluates counts as another origin's: its errors would
  // arrive without their object, so the events are made by hand.
  const traps = [
    () => dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("unreachable") })),
    () => {
      const reason = new WebAssembly.RuntimeError("memory access out of bounds");
      dispatchEvent(new PromiseRejectionEvent("unhandledrejection", { promise: Promise.resolve(), reason }));
    },
  ];
  for (const trap of traps) {
    const page = await fresh(t);
    await open(page, host.url);
    await page.evaluate(() => dispatchEvent(new ErrorEvent("error", { error: new Error("an extension's own trouble") })));
    assert.ok(await page.$eval("#crash", (it) => it.hidden), "not ours");
    await page.evaluate(trap);
    await sees(page, "Something broke, your answers did not", "#crash");
    assert.equal(await page.title(), "Something broke, your answers did not · Plumbline");
    const writes = await page.evaluate(() =>
      ["setItem", "removeItem", "clear"].filter((method) => {
        try {
          localStorage[method]("plumbline/x", "1");
          return true;
        } catch {
          return false;
        }
      }),
    );
    assert.deepEqual(writes, [], "a dead page changes nothing");
    assert.ok(await page.$eval("#crash-safe", (it) => it.hidden), "one crash is no loop");
  }
  caused("R4");
});

for (const [name, launch] of [["Chromium", chromium], ["Firefox", firefox]]) {
  test(`the watch notices errors, violations and requests that leave, ${name}`, async (t) => {
    const elsewhere = await stub(t);
    const other = await launch();
    t.after(() => other.close());
    for (const [what, deed] of [
      [/console: said/, () => console.error("said")],
      [/error: .*thrown/, () => void setTimeout(() => { throw new Error("thrown"); })],
      // Inline styles and foreign addresses are both against the policy.
      [/Content.Security.Policy/i, () => document.body.setAttribute("style", "color: red")],
      [/Content.Security.Policy|request: /i, (url) => void fetch(url).catch(() => {})],
    ]) {
      const page = await other.newPage();
      const watch = guard(page, host.url);
      await open(page, host.url);
      watch.calm();
      await page.evaluate(deed, elsewhere.url);
      await until(() => watch.troubles.some((it) => what.test(it)), `${what} is noticed`);
      assert.throws(watch.calm);
      await page.close();
    }
    assert.deepEqual(elsewhere.requests, []);
  });
}

test("the server sends the headers of production and survives malformed addresses", async (t) => {
  const ask = (path) =>
    new Promise((done, failed) => {
      const { hostname, port } = new URL(own.url);
      request({ hostname, port, path }, (response) => {
        response.resume();
        response.on("end", () => done(response));
      })
        .on("error", failed)
        .end();
    });
  const own = await stub(t, { under: "/plumbline/" });
  assert.equal((await ask("/plumbline/%")).statusCode, 400);
  assert.equal((await ask("/plumbline/..%2f..%2fCargo.toml")).statusCode, 404);
  assert.equal((await ask("/")).statusCode, 404);
  assert.equal((await ask("/plumbline")).headers.location, "/plumbline/");
  const { headers } = await ask("/plumbline/");
  assert.match(headers["content-security-policy"], /^default-src 'none'.*frame-ancestors 'none'$/);
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.equal(headers["referrer-policy"], "no-referrer");
  assert.equal(headers["cross-origin-opener-policy"], "same-origin");
  assert.equal(headers["cache-control"], "no-cache");
});

test("what one server has packed, the next one sends as it is", async (t) => {
  const folder = await scratch();
  const text = `export const chance = "${randomUUID()}";`;
  await writeFile(join(folder, "some.js"), text);
  const own = await serve(folder);
  t.after(() => own.close());
  const first = await fetch(`${own.url}some.js`, { headers: { "Accept-Encoding": "br" } });
  assert.equal(await first.text(), text);
  // Where it is kept it is changed: another process that packed it anew would not know.
  const kept = `target/packed/${createHash("sha256").update(text).digest("hex")}.br`;
  t.after(() => rm(kept, { force: true }));
  await writeFile(kept, "kept");
  const other = `import { packed } from "./tests/web/packed.mjs"; process.stdout.write(await packed(Buffer.from(${JSON.stringify(text)}), "br"));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", other]);
  assert.equal(stdout, "kept");
});
