// Faults while the app runs, and what others may do to it: parts of different
// builds, no network, slow lines, translators, monkeys, odd locales, frames,
// messages from other windows, somebody else's computer.

import assert from "node:assert/strict";
import { cp, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { chromium, fill, firefox, follow, guard, open, press, ready, records, saved, scratch, sees, tap } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { begin, downloaded, fresh, person, place, together } from "./people.mjs";
import { serve } from "./server.mjs";
import { beginAt, eachBook, rate, shown } from "./work.mjs";

together();

test("parts of different builds do not run together: it is said, and the data is untouched", async (t) => {
  const mixed = join(await scratch(t), "dist");
  await cp("dist", mixed, { recursive: true });
  const rest = (await readdir(mixed)).find((it) => it.includes("_rest"));
  // The second part of another build under the name that the page asks for.
  const bytes = await readFile(join(mixed, rest));
  await writeFile(join(mixed, rest), Buffer.concat([bytes.subarray(0, 8), Buffer.from([0, 2, 1, 120]), bytes.subarray(8)]));
  const host = await serve(mixed);
  t.after(() => host.close());
  const page = await fresh(t);
  await page.goto(`${host.url}#/method`);
  await sees(page, "The app could not be loaded", "#crash");
  await sees(page, "What you saved is still in this browser.", "#crash");
  // The next deploy has a new name for it, and the page names it.
  await writeFile(join(mixed, rest), bytes);
  const renamed = rest.replace(/-/, "-0");
  await rename(join(mixed, rest), join(mixed, renamed));
  await writeFile(join(mixed, "index.html"), (await readFile(join(mixed, "index.html"), "utf8")).replaceAll(rest, renamed));
  await press(page, "Reload the page");
  await sees(page, "How levels are measured", "h1");
  caused("R8");
});

test("there is no service worker that could serve an old version, and no reload but by the reader", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  let loads = 0;
  page.on("load", () => (loads += 1));
  const other = await page.browserContext().newPage();
  await other.goto(`${place()}boot.js`);
  await other.evaluate(() => localStorage.setItem("plumbline/version", "2"));
  await page.bringToFront();
  await sees(page, "A newer version of Plumbline has been at work", ".banner");
  await fill(page, "Unit or site", "Still typing here");
  assert.equal(loads, 0);
  assert.equal(await page.$eval("#unit", (it) => it.value), "Still typing here");
  caused("R10", "R11");
});

test("no network after the start: everything goes on", async (t) => {
  const page = await person(t);
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((it) => it.name.includes("_rest") && it.responseEnd));
  await page.setOfflineMode(true);
  await begin(page, "Hafen Works");
  for (const tab of ["Assess", "Results", "History", "Share"]) {
    await follow(page, tab);
    await ready(page);
  }
  await page.waitForSelector(".qr svg");
  await page.evaluate(() => (location.hash = "#/sample"));
  await page.waitForSelector(".chart svg");
  await page.setOfflineMode(false);
  caused("R12");
});

test("a slow machine on a slow line: what can be read is there first, and a click is not lost", async (t) => {
  const page = await fresh(t);
  const session = await page.createCDPSession();
  await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
  await page.goto(place(), { waitUntil: "domcontentloaded" });
  // The static view, before the program has come.
  await sees(page, "Look at a sample", "#first-view");
  assert.equal(await page.$("#heading"), null);
  await tap(page, '#first-view a[href="#/sample"]');
  await page.waitForSelector(".verdict", { timeout: 60_000 });
  caused("R13");
});

test("a thousand changes take no more memory than a hundred", async (t) => {
  const page = await person(t);
  await beginAt(page);
  const change = (n) =>
    page.evaluate(async (n) => {
      const cards = [...document.querySelectorAll(".question")];
      for (let at = 0; at < n; at += 1) {
        cards[at % cards.length].querySelector(`input[value="${["F", "L", "P", "N"][at % 4]}"]`).click();
        await new Promise((done) => setTimeout(done));
      }
      return window.plumblineMemory();
    }, n);
  const [first, last] = [await change(100), await change(1000)];
  assert.ok(last < 64 * 1024 * 1024);
  assert.ok(last - first <= 512 * 1024, `${first} to ${last} bytes`);
  caused("R14");
});

test("a translator rewrites the page: answers are kept and nothing breaks", async (t) => {
  const page = await person(t);
  const address = await beginAt(page);
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
    for (const text of texts) {
      const font = document.createElement("font");
      text.replaceWith(font);
      font.append(`[${text.data}]`);
    }
    // Others put things of their own between ours.
    for (const card of document.querySelectorAll(".question")) card.prepend(document.createElement("grammarly-extension"));
  });
  const expected = new Map();
  for (let at = 0; at < 6; at += 1) {
    const id = await page.evaluate((at) => {
      const card = document.querySelectorAll(".question")[at];
      card.querySelector('input[value="L"]').click();
      return card.id;
    }, at);
    expected.set(id, "L");
  }
  await saved(page);
  assert.ok(await page.$eval("#crash", (it) => it.hidden));
  await open(page, address);
  await page.waitForSelector(".question");
  keeps(expected, await shown(page));
  caused("R15");
});

test("a monkey: fifty clicks a second at random, keys, pages, themes", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/sample`);
  await page.waitForSelector(".verdict");
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => dialog.dismiss());
  const session = await page.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "deny" });
  const end = Date.now() + Number(process.env.MONKEY_SECONDS ?? 12) * 1000;
  let seed = 99;
  while (Date.now() < end) {
    seed = await page.evaluate(async (seed) => {
      window.print = () => {};
      const next = (n) => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8) % n;
      for (let n = 0; n < 60; n += 1) {
        const all = [...document.querySelectorAll("button, summary, input, select, a[href^='#'], label")].filter((it) => it.checkVisibility() && it.type !== "file" && !/mailto|Try it|Remove the sample|Delete everything/.test(it.outerHTML));
        const it = all[next(all.length)];
        if (!it) break;
        if (it.tagName === "SELECT") {
          it.selectedIndex = next(it.options.length);
          it.dispatchEvent(new Event("change", { bubbles: true }));
        } else if (it.type === "text" || it.type === "search") {
          it.value += "x";
          it.dispatchEvent(new Event("input", { bubbles: true }));
        } else it.click();
        if (!next(6)) dispatchEvent(new KeyboardEvent("keydown", { key: "01234nzy"[next(8)], ctrlKey: !next(3) }));
        if (!next(30)) history.back();
        await new Promise((done) => setTimeout(done, 15));
      }
      return seed;
    }, seed).catch(() => seed + 1);
    // It may have left the app.
    if (!page.url().startsWith(place())) await open(page, `${place()}#/sample`);
  }
  assert.deepEqual(errors, []);
  assert.ok(await page.$eval("#crash", (it) => it.hidden));
  await open(page, place());
  await sees(page, "In this browser");
  caused("R16");
});

test("languages with other digits and letters change no number", async (t) => {
  for (const locale of ["ar-EG", "tr-TR", "de-CH", "fa-IR"]) {
    const page = await fresh(t);
    const session = await page.createCDPSession();
    await session.send("Emulation.setLocaleOverride", { locale });
    await open(page, `${place()}#/sample`);
    await page.waitForSelector(".verdict");
    const text = await page.$eval("main", (it) => it.innerText);
    assert.match(text, /\d{4}-\d\d-\d\d/);
    assert.doesNotMatch(text, /[٠-٩۰-۹]/);
    await follow(page, "Assess");
    await (await page.waitForSelector("#search")).type("INCIDENT");
    await sees(page, "in all processes", ".questions");
    await page.close();
  }
  caused("R17");
});

test("printed before everything is there, every figure is on paper", async (t) => {
  const page = await fresh(t);
  await page.goto(`${place()}#/sample`, { waitUntil: "domcontentloaded" });
  await page.waitForSelector(".verdict");
  // Counted at the moment at which the browser lays the page out for paper.
  await page.evaluate(() => addEventListener("beforeprint", () => (window.drawn = document.querySelectorAll(".section .chart svg").length)));
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 20_000);
  assert.equal(await page.evaluate(() => window.drawn), 3);
  caused("R18");
});

test("opened as a file it says what to do", async (t) => {
  const address = pathToFileURL(resolve("dist/index.html")).href;
  const page = await fresh(t);
  await page.goto(address);
  await sees(page, "This page was opened as a file", "#crash");
  // Firefox lets no script of it run: what is in the page has to say it.
  const browser = await firefox();
  t.after(() => browser.close());
  const other = await browser.newPage();
  await other.goto(address);
  await other.waitForFunction(
    () => {
      const late = document.querySelector(".late");
      return !document.querySelector("#crash").hidden || (late && getComputedStyle(late).visibility === "visible");
    },
    { timeout: 25_000 },
  );
  caused("R19");
});

test("somebody's frame shows nothing of it", async (t) => {
  const page = await fresh(t);
  const outside = await serve("tests/web", { headers: { "Content-Security-Policy": "default-src *" } });
  t.after(() => outside.close());
  await page.goto(`${outside.url}package.json`);
  await page.evaluate((url) => {
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.replaceChildren(frame);
    return new Promise((done) => (frame.onload = done));
  }, place());
  const frame = page.frames()[1];
  assert.ok(!frame.url().startsWith(place()), `the frame shows ${frame.url()}`);
  caused("P6");
});

test("drawings carry no script, no address and nothing foreign", async (t) => {
  const page = await person(t, "#/sample");
  await page.waitForSelector(".chart svg");
  await follow(page, "Share");
  await page.waitForSelector(".qr svg");
  await follow(page, "Results");
  await page.waitForFunction(() => document.querySelectorAll(".section .chart svg").length === 3);
  const found = await page.$$eval("svg, svg *", (all) => all.filter((it) => /^(script|foreignObject|image|use|a)$/.test(it.localName) || [...it.attributes].some(({ name }) => /^on|href/.test(name))).map((it) => it.outerHTML.slice(0, 90)));
  assert.deepEqual(found, []);
  caused("P3");
});

test("delete everything leaves nothing, in no store of the browser", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/sample`);
  await page.waitForSelector(".verdict");
  await open(page, `${place()}#/settings`);
  await fill(page, "Your name, if you like", "Anna");
  await page.keyboard.press("Tab");
  await beginAt(page);
  await rate(page, 0, "F");
  await page.evaluate(() => (location.hash = "#/settings"));
  await press(page, "Delete everything");
  await page.evaluate(() => document.querySelector("dialog[open] .button--danger").click());
  await sees(page, "Deleted. 0 entries of this app are left in this browser.");
  const left = await page.evaluate(async () => ({ local: Object.keys(localStorage), tab: Object.keys(sessionStorage), caches: await caches.keys(), cookies: document.cookie }));
  assert.deepEqual(left, { local: [], tab: [], caches: [], cookies: "" });
  const keys = (database) => new Promise((done) => (database.transaction("records").objectStore("records").getAllKeys().onsuccess = ({ target }) => done(target.result)));
  assert.deepEqual(await eachBook(page, keys), [[], []]);
  // Nor does the app remember anybody: the next person begins as nobody.
  await page.evaluate(() => (location.hash = "#/new"));
  await fill(page, "Organisation", "Next");
  await saved(page);
  const names = Object.keys(await records(page)).filter((it) => it.includes("/who/") || it === "plumbline/me");
  assert.deepEqual(names, []);
  caused("P9");
});

test("no answer is in a crash text, in an address, in a title or on the console", async (t) => {
  const page = await fresh(t);
  const lines = [];
  page.on("console", (message) => lines.push(message.text()));
  await beginAt(page);
  await rate(page, 0, "F");
  await tap(page, ".question details.fold > summary");
  const note = await page.waitForSelector('.question [id$="-note"]');
  await note.type("XYZZY secret");
  await saved(page);
  const seen = [page.url(), await page.title()];
  await page.evaluate(() => {
    Document.prototype.createElement = Document.prototype.createElementNS = Node.prototype.cloneNode = () => {
      throw new Error("refused");
    };
    location.hash = "#/method";
  });
  await sees(page, "Something broke, your answers did not", "#crash");
  seen.push(await page.$eval("#crash", (it) => it.textContent), page.url(), await page.title(), ...lines);
  for (const text of seen) assert.doesNotMatch(text, /XYZZY/);
  caused("P10");
});

test("messages and names of other windows do nothing, and pages are opened without a way back", async (t) => {
  const page = await fresh(t);
  await page.evaluateOnNewDocument(() => (window.name = '{"plumbline":"<script>"}'));
  await beginAt(page);
  const before = await records(page);
  const html = () => page.$eval("main", (it) => it.innerText);
  const shownBefore = await html();
  await page.evaluate(() => {
    for (const data of ["#/sample", { type: "answer", value: "F" }, '{"format":"plumbline"}']) postMessage(data, "*");
  });
  // Messages come in order: after this one, those before it have been heard.
  await page.evaluate(
    () =>
      new Promise((done) => {
        addEventListener("message", (event) => event.data === "last" && requestAnimationFrame(() => setTimeout(done)));
        postMessage("last", "*");
      }),
  );
  assert.deepEqual(await records(page), before);
  assert.equal(await html(), shownBefore);
  await page.goto(`${place()}#/sample`);
  await follow(page, "Share");
  await page.waitForSelector(".qr svg");
  const loose = await page.$$eval("a[target], a[href^='http'], a[href^='mailto']", (all) => all.filter((it) => it.target === "_blank" && !/noopener/.test(it.rel)).length);
  assert.equal(loose, 0);
  caused("P11");
});

test("the address of the page is handed on to nobody", async (t) => {
  const page = await fresh(t);
  const response = await page.goto(place());
  assert.equal(response.headers()["referrer-policy"], "no-referrer");
  assert.equal(await page.$eval('meta[name="referrer"]', (it) => it.content), "no-referrer");
  const sent = [];
  page.on("request", (request) => sent.push(request.headers().referer));
  await page.reload();
  await ready(page);
  assert.deepEqual(sent.filter(Boolean), []);
  caused("P12");
});

test("names of files that are handed over are plain, whatever the assessment is called", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/new`);
  await page.locator("#name").fill('../../etc/passwd\u202e <script>"CON".exe ' + "x".repeat(150));
  await follow(page, "Results");
  const path = await downloaded(page, t, "Export the file");
  assert.match(path.split("/").pop(), /^[A-Za-z0-9._-]{1,80}$/);
  caused("P14");
});

test("names that take the place of the page's own parts are only names", async (t) => {
  const page = await person(t);
  await begin(page, "heading");
  for (const name of ["crash", "app", "main", "plumblineCrash", "location"]) {
    await page.locator("#name").fill(name);
    await saved(page);
  }
  const ids = await page.$$eval("[id]", (all) => all.map((it) => it.id));
  assert.equal(new Set(ids).size, ids.length, "ids that come twice");
  await follow(page, "Results");
  assert.ok(await page.evaluate(() => location instanceof Location && typeof plumblineCrash === "function"));
  assert.ok(await page.$eval("#crash", (it) => it.hidden));
  caused("P15");
});

test("killed while the second part is on its way, nothing is half there", async (t) => {
  const userDataDir = await scratch(t);
  const mine = await chromium({ userDataDir });
  const page = await mine.newPage();
  guard(page, place());
  await page.goto(place());
  await ready(page);
  const died = new Promise((gone) => mine.process().once("exit", gone));
  mine.process().kill("SIGKILL");
  await died;
  const again = await chromium({ userDataDir });
  t.after(() => again.close());
  const other = await again.newPage();
  await open(other, place());
  await sees(other, "No assessment yet", ".empty");
});
