// The start script: theme, retry, traps, a policy that forbids WebAssembly; and
// that the test tools themselves notice what they have to notice.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { chromium, firefox, follow, guard, open, press, ready, scratch, sees, until } from "./browser.mjs";
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
  return context.newPage();
}

/** A second host for one test. */
async function stub(t, options) {
  const it = await serve("dist", options);
  t.after(() => it.close());
  return it;
}

const isFirst = (path) => path.endsWith("_bg.wasm");
const isRest = (path) => /plumbline_rest-\w+\.wasm$/.test(path);
/** How the parts of the program were asked for, and when relative to the usable page; once the second one is there. */
const programs = async (page) => {
  // A request is on the list when it has ended.
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((it) => it.name.includes("_rest")));
  return page.evaluate(() => {
    const usable = performance.getEntriesByName("plumbline-usable")[0].startTime;
    const all = performance.getEntriesByType("resource").filter((it) => it.name.endsWith(".wasm"));
    return all.map((it) => ({ isRest: it.name.includes("_rest"), by: it.initiatorType, isAfter: it.startTime > usable }));
  });
};

test("the first page is a handful of requests and runs on the first part of the program", async (t) => {
  const own = await stub(t);
  const page = await fresh(t);
  const warnings = [];
  page.on("console", (message) => warnings.push(message.text()));
  await open(page, own.url);
  const asked = await programs(page);
  assert.deepEqual(
    asked.filter((it) => it.isRest),
    [{ isRest: true, by: "fetch", isAfter: true }],
    "the first page needs more than the first part: bash .ci/first-page lists it anew",
  );
  assert.equal(own.requests.filter(isFirst).length, 1, own.requests.join(" "));
  assert.ok(own.requests.length <= 6, own.requests.join(" "));
  assert.deepEqual(warnings, []);
});

test("who has something stored, or follows a link, gets both parts at once", async (t) => {
  const page = await fresh(t);
  for (const [hash, prepare] of [
    ["#/method", () => undefined],
    ["", () => localStorage.setItem("plumbline/numberKeys", "false")],
  ]) {
    await page.goto("about:blank");
    await open(page, `${host.url}${hash}`);
    const [rest, ...more] = (await programs(page)).filter((it) => it.isRest);
    assert.deepEqual([rest.by, more], ["fetch", []]);
    if (hash) assert.equal(rest.isAfter, false);
    await page.evaluate(prepare);
  }
  await page.reload();
  await ready(page);
  assert.deepEqual((await programs(page)).filter((it) => it.isRest), [{ isRest: true, by: "fetch", isAfter: false }]);
});

test("a click that comes before the second part waits for it", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const own = await stub(t, { fault: (path) => (isRest(path) ? held : undefined) });
  t.after(() => release());
  const page = await fresh(t);
  await open(page, own.url);
  await follow(page, "Method");
  await page.waitForSelector("[data-waits]");
  assert.equal(new URL(page.url()).hash, "");
  release();
  await sees(page, "How levels are measured", "h1");
  assert.equal(await page.$("[data-waits]"), null);
  assert.equal((await programs(page)).length, 2);
});

test("a second part that fails to arrive is asked for again, and missed only when it is needed", async (t) => {
  let fails = true;
  const own = await stub(t, { fault: (path) => (isRest(path) && fails ? { status: 503 } : undefined) });
  const page = await fresh(t);
  await open(page, own.url);
  await page.waitForFunction(() => performance.getEntriesByType("resource").filter((it) => it.name.includes("_rest")).length >= 2);
  assert.ok(await page.$eval("#crash", (it) => it.hidden));
  await follow(page, "Method");
  await sees(page, "The app could not be loaded", "#crash");
  fails = false;
  await press(page, "Reload the page");
  await ready(page);
  await page.waitForFunction(() => document.title.startsWith("How levels are measured"));
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
