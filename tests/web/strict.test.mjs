// What the page promises: no request leaves, a strict policy, a screen after a
// panic, storage that may be blocked, full or foreign, files that do not fit.

import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { crashAgain } from "./access-pages.mjs";
import { accessible } from "./axe.mjs";
import { chromium, fill, follow, guard, open, press, questions, ready, records, saved, scratch, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { arrived } from "./people.mjs";
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

/** The pages of an assessment. */
const OWN = ["results", "results/incident", "assess/incident", "flash/incident", "set-up", "share", "raters", "history"];

async function fresh(t) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  t.after(() => context.close());
  return page;
}

test("the policy in the page is the strict one, and no markup carries styles or scripts", async () => {
  const html = await readFile("dist/index.html", "utf8");
  const meta = [...html.matchAll(/<meta [^>]*>/g)].map((it) => it[0]).find((it) => /http-equiv="?content-security-policy/i.test(it));
  const policy = meta?.match(/content="([^"]+)"/)?.[1];
  assert.equal(policy, POLICY);
  assert.ok(!/unsafe-inline|'unsafe-eval'/.test(policy));
  assert.ok(!/ style=/.test(html), "an inline style");
  assert.ok(!/<script(?![^>]*\ssrc=)/.test(html), "an inline script");
  const files = await readdir("dist", { recursive: true });
  for (const name of files.filter((it) => /\.(html|js|css)$/.test(it))) {
    const text = await readFile(join("dist", name), "utf8");
    const far = [...text.matchAll(/https?:\/\/[\w.-]+/g)].map((it) => it[0]).filter((it) => !/www\.w3\.org/.test(it));
    assert.deepEqual(far, [], `${name} names another origin`);
  }
  caused("P16");
});

test("nothing leaves the origin and nothing is fetched after the start", async (t) => {
  const page = await fresh(t);
  const watch = guard(page, host.url);
  await open(page, host.url);
  // The second part of the program follows the first page.
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((it) => it.name.includes("_rest") && it.responseEnd));
  const before = host.requests.length;
  await page.evaluate((it) => (location.hash = it), "#/sample");
  await page.waitForSelector(".verdict");
  const own = await page.evaluate(() => location.hash.replace("/results", ""));
  for (const hash of [...OWN.map((it) => `${own}/${it}`), "#/method", "#/settings", "#/open", "#/units", "#/new", "#/nowhere", "#/"]) {
    await page.evaluate((it) => (location.hash = it), hash);
    await ready(page);
    if (hash.endsWith("/share")) await page.waitForSelector(".qr svg");
  }
  await sees(page, "Sample", ".register");
  assert.deepEqual(host.requests.slice(before), []);
  watch.calm();
  caused("P7");
});

test("no element ever carries a style attribute", async (t) => {
  const page = await fresh(t);
  const watch = guard(page, host.url);
  // Whatever comes and goes meanwhile is seen, too.
  await page.evaluateOnNewDocument(() => {
    window.styled = [];
    new MutationObserver((changes) => {
      for (const it of changes) {
        if (it.type === "attributes") window.styled.push(it.target.outerHTML.slice(0, 90));
        for (const node of it.addedNodes) for (const one of [node, ...(node.querySelectorAll?.("[style]") ?? [])]) if (one.hasAttribute?.("style")) window.styled.push(one.outerHTML.slice(0, 90));
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["style"] });
  });
  await open(page, `${host.url}#/sample`);
  await page.waitForSelector(".chart svg");
  const own = await page.evaluate(() => location.hash.replace("/results", ""));
  for (const hash of [...OWN.map((it) => `${own}/${it}`), "#/method", "#/settings", "#/open", "#/units", "#/"]) {
    await page.evaluate((it) => (location.hash = it), hash);
    await ready(page);
    assert.equal(await page.$$eval("[style]", (all) => all.length), 0, hash);
  }
  assert.deepEqual(await page.evaluate(() => window.styled), []);
  watch.calm();
  caused("P16");
});

test("a trap shows a screen that offers the data, and a reload has everything", async (t) => {
  const page = await fresh(t);
  const downloads = await scratch();
  const session = await page.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  await open(page, host.url);
  await follow(page, "Start an assessment");
  await sees(page, "Set up", "h1");
  await fill(page, "Organisation", "Trapped Ltd");
  await saved(page);
  const before = await records(page);
  await page.evaluate(() => window.plumblineCrash("src/somewhere.rs:1:1"));
  await sees(page, "Something broke, your answers did not", "#crash");
  assert.equal(await page.$("#app"), null, "nothing of the app is left to click on");
  await press(page, "Download my data");
  await sees(page, "handed over", "#crash");
  const data = JSON.parse(await readFile(await arrived(downloads, ".json"), "utf8"));
  assert.deepEqual(data, before);
  await page.evaluate(() => {
    try {
      localStorage.setItem("plumbline/x", "1");
    } catch {
      // Stopped, as it must be.
    }
  });
  assert.deepEqual(await records(page), before, "a dead page writes nothing");
  await press(page, "Reload the page");
  await ready(page);
  await page.waitForFunction(() => document.querySelector("#organisation")?.value === "Trapped Ltd");
  // A second crash soon after offers a start that opens nothing.
  await crashAgain(page);
  await page.waitForSelector("#crash-safe:not([hidden])");
  await tap(page, "#crash-safe");
  await sees(page, "Trapped Ltd", ".register");
  caused("R3");
});

test("a real panic in the module ends in the same screen", async (t) => {
  const page = await fresh(t);
  await open(page, `${host.url}#/new`);
  await fill(page, "Organisation", "Panicked Ltd");
  await saved(page);
  const before = await records(page);
  // A page in which nothing can be made: the renderer's own unwrap fails.
  await page.evaluate(() => {
    Document.prototype.createElement = Document.prototype.createElementNS = Node.prototype.cloneNode = () => {
      throw new Error("refused");
    };
    location.hash = "#/method";
  });
  await sees(page, "Something broke, your answers did not", "#crash");
  assert.deepEqual(await records(page), before);
  assert.match(await page.$eval("#crash-detail", (it) => it.textContent), /\.rs:\d+|unreachable/);
  await page.reload();
  await ready(page);
  await page.evaluate(() => (location.hash = "#/"));
  await sees(page, "Panicked Ltd", ".register");
  caused("R1", "R2");
});

test("a program that does not arrive is said, and the data is still there", async (t) => {
  for (const broken of [
    { status: 404 },
    { status: 200, body: "<!doctype html><p>not found</p>", type: "text/html" },
    { status: 200, body: "\0asm", type: "application/wasm" },
  ]) {
    const bad = await serve("dist", { fault: (path) => (path.endsWith(".wasm") ? broken : undefined) });
    t.after(() => bad.close());
    const page = await fresh(t);
    await page.goto(bad.url);
    await sees(page, "The app could not be loaded", "#crash");
  }
  caused("R7");
});

test("without WebAssembly the page says so", async (t) => {
  const page = await fresh(t);
  await page.evaluateOnNewDocument(() => delete window.WebAssembly);
  await page.goto(host.url);
  await sees(page, "This browser cannot run the app", "#crash");
  // What it can do is show the questions.
  const watch = guard(page, host.url);
  await press(page, "The questionnaire on paper", "link");
  await sees(page, "Questionnaire on paper", "h1");
  assert.ok((await page.$$("tbody tr")).length > 120);
  await accessible(page, "questionnaire on paper");
  watch.calm();
  caused("R5");
});

test("without JavaScript the page says so", async (t) => {
  const page = await fresh(t);
  await page.setJavaScriptEnabled(false);
  await page.goto(host.url);
  const text = await page.evaluate(() => document.body.innerText).catch(() => page.$eval("body", (it) => it.innerText));
  assert.match(text, /needs JavaScript and WebAssembly/);
  await page.goto(await page.$eval('noscript a[href="questionnaire.html"]', (it) => it.href));
  assert.match(await page.title(), /Questionnaire on paper/);
  caused("R6");
});

test("blocked storage: it works in this tab and says so", async (t) => {
  const page = await fresh(t);
  await page.evaluateOnNewDocument(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  const watch = guard(page, host.url);
  await open(page, `${host.url}#/new`);
  await sees(page, "does not let the page store anything", ".banner");
  await fill(page, "Organisation", "Memory Only");
  await follow(page, "Assess");
  await questions(page);
  await tap(page, '.question input[value="F"]');
  await sees(page, "1 of", ".process-nav");
  await page.evaluate(() => (location.hash = "#/"));
  await sees(page, "Memory Only", ".register");
  watch.calm();
});

test("storage that is null is blocked storage", async (t) => {
  const page = await fresh(t);
  await page.evaluateOnNewDocument(() => Object.defineProperty(window, "localStorage", { get: () => null }));
  await open(page, `${host.url}#/new`);
  await sees(page, "does not let the page store anything", ".banner");
});

test("full storage: the answer stays, the banner says what to do, making room saves it", async (t) => {
  const page = await fresh(t);
  await open(page, `${host.url}#/new`);
  await fill(page, "Organisation", "Before");
  await saved(page);
  // Fill what is left to the last unit.
  await page.evaluate(() => {
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      for (let n = 0; ; n += 1) {
        try {
          localStorage.setItem(`pad-${size}-${n}`, "x".repeat(size));
        } catch {
          break;
        }
      }
    }
  });
  await fill(page, "Unit or site", "Does not fit any more");
  await sees(page, "refuses to store", ".banner");
  await sees(page, "Not saved", ".save-state");
  await accessible(page, "full storage");
  assert.equal(await page.$eval("#organisation", (it) => it.value), "Before");
  await page.evaluate(() => Object.keys(localStorage).filter((it) => it.startsWith("pad-")).forEach((it) => localStorage.removeItem(it)));
  await press(page, "Try again");
  await sees(page, "Saved", ".save-state");
  await page.reload();
  await ready(page);
  await page.waitForFunction(() => document.querySelector("#unit")?.value === "Does not fit any more");
  caused("S1");
});

test("a write that is not read back as it was counts as refused", async (t) => {
  const page = await fresh(t);
  await open(page, `${host.url}#/new`);
  await page.evaluate(() => {
    const real = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (!key.includes("set-up/unit")) real.call(this, key, value);
    };
  });
  await fill(page, "Unit or site", "Dropped on the floor");
  await sees(page, "1 change is in this tab alone", ".banner");
});

test("foreign and damaged records: ours load, the damaged one is put aside, untouched", async (t) => {
  const page = await fresh(t);
  await open(page, `${host.url}#/new`);
  await fill(page, "Organisation", "Sturdy");
  await saved(page);
  const id = await page.evaluate(() => location.hash.split("/")[2]);
  await page.evaluate((it) => {
    for (let n = 0; n < 200; n += 1) localStorage.setItem(`other-app-${n}`, "{not json");
    localStorage.setItem(`plumbline/1/${it}/answer/incident.record`, '{"value":{"rating":');
    localStorage.setItem(`plumbline/1/${it}/answer/incident.close`, '["F","x"]');
    localStorage.setItem(`plumbline/1/${it}/future/thing`, '{"value":1}');
  }, id);
  await page.reload();
  await ready(page);
  await sees(page, "2 stored entries could not be read", ".banner");
  await page.waitForFunction(() => document.querySelector("#organisation")?.value === "Sturdy");
  const all = await records(page);
  assert.ok(Object.keys(all).some((it) => it.startsWith("plumbline/aside/") && all[it].includes("rating")));
  assert.equal(all[`plumbline/1/${id}/future/thing`], '{"value":1}');
  caused("S14");
});

test("a file that does not fit is refused with what is wrong and where", async (t) => {
  const page = await fresh(t);
  const folder = await scratch();
  const watch = guard(page, host.url);
  await open(page, `${host.url}#/open`);
  const before = await records(page);
  const at = "00000000-000000000001-0000-0000000000000001";
  const file = (registers) =>
    JSON.stringify({
      format: "plumbline",
      version: 1,
      assessments: [{ id: "abcdefghjkmn", model: { id: "iso20000-13", version: "1.0.0" }, registers }],
    });
  const cases = [
    ["empty.json", "", "The file is empty"],
    ["picture.json", "\x89PNG\r\n\x1a\n", "a PNG picture"],
    ["packed.json", "PK\x03\x04", "a ZIP archive"],
    ["table.json", `Assessment${',"Heading"'.repeat(15)}\r\nWorks,"Incidents","PA 1.1","incident.record"\r\n`, "the table of answers that Plumbline exports"],
    ["brackets.json", "[".repeat(100_000), "text, but not an assessment"],
    ["page.json", "<!doctype html>", "a web page"],
    ["other.json", '{"name":"x"}', "not an assessment of this app"],
    ["newer.json", '{"format":"plumbline","version":99}', "newer version"],
    ["cut.json", file({}).slice(0, -5), "cannot be read from line 1"],
    ["wrong.json", file({ "answer/incident.record": { value: { rating: "G" }, at } }), "answer/incident.record"],
    ["large.json", " ".repeat(6 * 1024 * 1024), "at most 5 MB"],
    ["<img src=x onerror=window.xss=1>.json", "{}", "<img src=x onerror=window.xss=1>.json"],
  ];
  for (const [name, content, message] of cases) {
    const path = join(folder, name);
    await writeFile(path, content, "latin1");
    await (await page.waitForSelector("#file-input")).uploadFile(path);
    await sees(page, message, ".notice--error");
    await sees(page, "Nothing was changed", ".notice--error");
  }
  assert.deepEqual(await records(page), before);
  assert.equal(await page.evaluate(() => window.xss), undefined);
  watch.calm();
  caused("I8", "I9");
});

test("markup in every text field is text", async (t) => {
  const page = await fresh(t);
  const watch = guard(page, host.url);
  const attack = '"><img src=x onerror="window.xss=1"><script>window.xss=1</script>{{7*7}}';
  await open(page, `${host.url}#/new`);
  for (const field of ["#organisation", "#unit", "#name", "#assessors", "#scope"]) {
    await page.locator(field).fill(attack);
  }
  await follow(page, "Assess");
  await questions(page);
  await tap(page, ".question details.fold > summary");
  await page.waitForSelector('.question [id$="-note"]');
  await page.type('.question [id$="-note"]', attack);
  await follow(page, "Results");
  await page.waitForSelector(".verdict");
  await sees(page, "<script>", ".title-block");
  await page.goto(`${host.url}#/`);
  await sees(page, "<script>", ".register");
  assert.equal(await page.$$eval("main img, main script", (all) => all.length), 0);
  assert.equal(await page.evaluate(() => window.xss), undefined);
  watch.calm();
  caused("P1");
});

test("two tabs see each other's answers", async (t) => {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const one = await context.newPage();
  await open(one, `${host.url}#/new`);
  await follow(one, "Assess");
  await questions(one);
  const inputs = (page) => page.$$('.question input[value="F"]');
  // Another tab finds it once something has been said.
  await tap(one, (await inputs(one))[2]);
  await saved(one);
  const two = await context.newPage();
  await open(two, one.url());
  await questions(two);
  await one.bringToFront();
  await tap(one, (await inputs(one))[0]);
  await two.bringToFront();
  await two.waitForFunction(() => document.querySelector('.question input[value="F"]').checked);
  await tap(two, (await inputs(two))[1]);
  await one.bringToFront();
  await one.waitForFunction(() => document.querySelectorAll('.question input[value="F"]')[1].checked);
  assert.ok(await (await inputs(one))[0].evaluate((it) => it.checked), "and its own answer is still there");
});
