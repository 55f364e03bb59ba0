// What others may do to the app: frames, drawings, messages from other windows,
// somebody else's computer; and what it hands on by its names and addresses.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { fill, follow, open, press, ready, records, saved, scratch, sees, tap, until } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { arrived, begin, fresh, person, place, together } from "./people.mjs";
import { serve } from "./server.mjs";
import { beginAt, eachBook, rate } from "./work.mjs";

together();

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
  await tap(page, "dialog[open] .button--danger");
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

test("what a book of the journal refuses to delete is said", async (t) => {
  for (const refused of [1, 2]) {
    const page = await fresh(t);
    await beginAt(page);
    await rate(page, 0, "F");
    await page.evaluate((refused) => {
      location.hash = "#/settings";
      const clear = IDBObjectStore.prototype.clear;
      let n = 0;
      IDBObjectStore.prototype.clear = function () {
        n += 1;
        if (n === refused) throw new Error("refused");
        return clear.call(this);
      };
    }, refused);
    await press(page, "Delete everything");
    await tap(page, "dialog[open] .button--danger");
    await sees(page, "Deleted. 0 entries of this app are left in this browser. But the browser did not let go of its second copy");
  }
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
  await ready(page);
  assert.equal(await page.evaluate(() => document.querySelector('meta[name="referrer"]').content), "no-referrer");
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
  const session = await page.createCDPSession();
  for (const name of ['../../etc/passwd\u202e <script>"CON".exe ' + "x".repeat(150), "CON", "..", ".htaccess", "運航サービス", "a\\b:c*d?e|f", "-rf", "Grüße & Äpfel", " "]) {
    await follow(page, "Set up");
    await page.locator("#name").fill(name);
    await saved(page);
    await follow(page, "Results");
    const folder = await scratch();
    await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    await press(page, "Export the file");
    // After two seconds the name that was replaced counts as one that had stood, and the
    // page asks whether it goes along: on a slow machine it does.
    const asks = "#leaving[open] .button--primary";
    const next = await until(async () => (await page.$(asks)) ?? (await readdir(folder)).find((it) => it.endsWith(".json")), "a file has arrived, or the page asks");
    if (typeof next !== "string") await tap(page, next);
    const path = await arrived(folder, ".json");
    const file = path.split("/").pop();
    // Letters and digits of any script, the day at the end, 80 characters at most.
    assert.match(file, /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]{0,79}$/u, name);
    assert.match(file, /\d{4}-\d\d-\d\d\.json$/, name);
  }
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
