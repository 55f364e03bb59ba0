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
import { chromium, firefox, follow, guard, marksUsable, open, press, ready, scratch, sees, until } from "./browser.mjs";
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
  await page.evaluateOnNewDocument(() => {
    // Requests for which the page stands still.
    window.standstills = 0;
    const open = XMLHttpRequest.prototype.open;
    XMLHttpRequest.prototype.open = function (...args) {
      if (args[2] === false) window.standstills += 1;
      return open.apply(this, args);
    };
  });
  return page;
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
    const usable = performance.getEntriesByName("usable")[0].startTime;
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

/** What reaches a page by what nobody did, or nobody can be kept from. */
const happen = (page) =>
  page.evaluate(() => {
    dispatchEvent(new Event("resize"));
    dispatchEvent(new StorageEvent("storage", { key: "plumbline/1/abcdefghjkmn/model", newValue: "{}" }));
    dispatchEvent(new StorageEvent("storage", { key: "plumbline/version", newValue: "1" }));
    dispatchEvent(new StorageEvent("storage", { key: null }));
    for (const key of ["a", "n", "4", "z"]) dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: key === "z", bubbles: true }));
    document.dispatchEvent(new Event("fullscreenchange"));
    document.dispatchEvent(new Event("visibilitychange"));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    dispatchEvent(new Event("beforeunload", { cancelable: true }));
    dispatchEvent(new PageTransitionEvent("pagehide"));
  });

for (const [mbits, isLate] of [[0.4, true], [0.7, false], [1.6, false], [1.6, true]]) {
  test(`on a line of ${mbits} Mbit/s${isLate ? ", with the journal late," : ""} each part comes once, and no request makes the page stand still`, async (t) => {
    const own = await stub(t);
    // Compressed once, by whoever asks first.
    await fetch(own.url);
    const page = await fresh(t);
    if (isLate) {
      await page.evaluateOnNewDocument(() => {
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (...args) {
          const request = { get result() { return this.real.result; } };
          setTimeout(() => {
            request.real = open.apply(this, args);
            for (const type of ["upgradeneeded", "success", "error"]) request.real[`on${type}`] = (event) => request[`on${type}`]?.(event);
          }, 4_000);
          return request;
        };
      });
    }
    const session = await page.createCDPSession();
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 300, downloadThroughput: (mbits * 1e6) / 8, uploadThroughput: (mbits * 1e6) / 8 });
    await page.goto(own.url);
    await page.waitForSelector("#heading");
    await happen(page);
    // What waits for the second part is done when it is connected.
    await follow(page, "Method");
    await page.waitForFunction(() => document.querySelector("h1")?.innerText === "How levels are measured");
    assert.equal(await page.evaluate(() => window.standstills), 0);
    const asked = own.requests.filter((it) => isFirst(it) || isRest(it));
    assert.deepEqual([asked.length, asked.filter(isFirst).length], [2, 1], asked.join(" "));
  });
}

test("what comes before the second part waits its turn: an address, a file, and what nobody did", async (t) => {
  const type = () => (location.hash = "#/method");
  const drop = () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{"name":"x"}'], "other.json", { type: "application/json" }));
    for (const type of ["dragover", "drop"]) document.querySelector("#heading").dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  };
  for (const [deed, end] of [[type, "How levels are measured"], [drop, "not an assessment of this app"]]) {
    let release;
    const held = new Promise((done) => (release = done));
    const own = await stub(t, { fault: (path) => (isRest(path) ? held : undefined) });
    t.after(() => release());
    const page = await fresh(t);
    await open(page, own.url);
    await page.evaluate(deed);
    await happen(page);
    assert.ok(await page.$eval("#crash", (it) => it.hidden));
    await sees(page, "How true does your service management stand?", "h1");
    release();
    await sees(page, end);
    assert.equal(await page.evaluate(() => window.standstills), 0);
    assert.equal((await programs(page)).length, 2);
  }
});

test("a first part that lacks something starts over with both, once", async (t) => {
  const own = await stub(t);
  const page = await fresh(t);
  // As if the list of what the first page runs were an old one.
  await page.evaluateOnNewDocument(() => {
    const real = WebAssembly.instantiate;
    WebAssembly.instantiate = (module, imports) => {
      if (!imports.rest || sessionStorage.getItem("plumbline-needs-all")) return real(module, imports);
      const ours = { ...imports["./plumbline_bg.js"] };
      let calls = 0;
      for (const [name, it] of Object.entries(ours)) {
        if (typeof it !== "function") continue;
        ours[name] = (...args) => {
          calls += 1;
          if (calls === 20) imports.rest.load();
          return it(...args);
        };
      }
      return real(module, { ...imports, "./plumbline_bg.js": ours });
    };
  });
  await page.goto(own.url);
  await page.waitForFunction(() => sessionStorage.getItem("plumbline-needs-all"));
  await ready(page);
  await follow(page, "Method");
  await sees(page, "How levels are measured", "h1");
  assert.ok(await page.$eval("#crash", (it) => it.hidden));
  assert.equal(await page.evaluate(() => window.standstills), 0);
});

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
  // The first page was there before any question, and asked for none.
  await page.evaluate(() => (location.hash = "#/new"));
  await follow(page, "Assess");
  await sees(page, "0 of 140 answered");
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
