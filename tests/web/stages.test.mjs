// The parts of the program: what comes with the page and what after it, and what waits for
// which of them. What becomes of a part that does not come is in part-faults.test.mjs.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { follow, marksUsable, open, press, questions, ready, saved, sees, tap } from "./browser.mjs";
import { place, together } from "./people.mjs";
import { packed } from "./packed.mjs";
import { holding, hostOf, invitation, journalComesLate, LATER, pageThatTells, partOf } from "./stages.mjs";

together();

const fresh = pageThatTells;

const isFirst = (path) => path.endsWith("_bg.wasm");
const isRest = (path) => partOf(path) === "rest";
/** The later parts of the program in the order in which they were asked for, how, and whether after the page was usable; once the last is there. */
const programs = async (page) => {
  // A request is on the list when it has ended.
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((it) => it.name.includes("_rest")));
  const all = await page.evaluate(() => {
    const usable = performance.getEntriesByName("usable")[0].startTime;
    const all = performance.getEntriesByType("resource").filter((it) => it.name.endsWith(".wasm"));
    return all.map((it) => ({ name: it.name, by: it.initiatorType, isAfter: it.startTime >= usable }));
  });
  const later = all.filter((it) => partOf(it.name)).map(({ name, by, isAfter }) => ({ part: partOf(name), by, isAfter }));
  return later.sort((a, b) => LATER.indexOf(a.part) - LATER.indexOf(b.part));
};
/** Each part once, by `fetch`, the first `n` of them with the page and the others after it. */
const withPage = (n) => LATER.map((part, at) => ({ part, by: "fetch", isAfter: at >= n }));

test("the first page is a handful of requests and runs on the first part of the program", async (t) => {
  const own = await hostOf(t);
  const page = await fresh(t);
  const warnings = [];
  page.on("console", (message) => warnings.push(message.text()));
  await open(page, own.url);
  assert.deepEqual(await programs(page), withPage(0), "the first page needs more than the first part: bash .ci/first-page lists it anew");
  assert.equal(own.requests.filter(isFirst).length, 1, own.requests.join(" "));
  assert.ok(own.requests.filter((it) => !partOf(it)).length <= 6, own.requests.join(" "));
  assert.deepEqual(warnings, []);
});

test("who comes back, follows a link, or opens another page gets at once what that takes", async (t) => {
  const page = await fresh(t);
  await open(page, place());
  const link = await invitation(page);
  for (const [hash, n, isReturning] of [["#/method", 3], [link, 1], ["", 2, true], [link, 2, true]]) {
    // The storage holds nothing; what the journal has kept is not waited for.
    await page.goto(`${place()}boot.js`);
    await page.evaluate(() => localStorage.clear());
    if (isReturning) await page.evaluate(() => localStorage.setItem("plumbline/numberKeys", "false"));
    await page.goto("about:blank");
    await open(page, hash === link ? link : `${place()}${hash}`);
    assert.deepEqual(await programs(page), withPage(n), `${hash.slice(0, 40)} ${isReturning}`);
  }
});

/** Most bytes of each journey, all files, packed with brotli; kB are 1,000 bytes. */
const BUDGET = { "a stranger's first page": 85_000, "an invitation until the first answer": 250_000, "coming back until an answer": 375_000 };

test("each journey keeps to its budget of bytes, and needs nothing more", async (t) => {
  const before = await fresh(t);
  await open(before, place());
  const { own, hold } = await holding(t, "answers");
  const link = (await invitation(before)).replace(place(), own.url);
  const rates = async (page, value) => {
    await tap(page, `.question input[value="${value}"]`);
    await saved(page);
  };
  /** What has been asked for and has come. */
  const costs = async (journey, held) => {
    const names = new Set(own.requests.splice(0).map((it) => it.slice(1) || "index.html"));
    const files = [...names].filter((it) => !held.includes(partOf(it)));
    const all = await Promise.all(files.map(async (file) => ({ file, bytes: (await packed(await readFile(join("dist", file)), "br")).length })));
    const sum = all.reduce((sum, it) => sum + it.bytes, 0);
    t.diagnostic(`${journey}: ${sum} bytes`);
    const parts = all.sort((a, b) => b.bytes - a.bytes).map((it) => `${it.bytes} ${it.file}`);
    assert.ok(sum <= BUDGET[journey], `${journey}: ${sum} bytes instead of ${BUDGET[journey]} at most\n${parts.join("\n")}`);
  };
  await open(await fresh(t), own.url);
  await costs("a stranger's first page", LATER);
  hold("use");
  const page = await fresh(t);
  await open(page, link);
  await press(page, "Start answering");
  await rates(page, "F");
  await costs("an invitation until the first answer", LATER.slice(1));
  hold("rest");
  const again = await page.browserContext().newPage();
  await marksUsable(again);
  // Nothing of it lies in the browser's cache.
  await again.setCacheEnabled(false);
  await open(again, own.url);
  await follow(again, "Continue Hafen Works");
  await rates(again, "L");
  await costs("coming back until an answer", LATER.slice(2));
});

test("an invitation is answered before the rest of the program is there, and what takes more waits", async (t) => {
  const before = await fresh(t);
  await open(before, place());
  const { own, release } = await holding(t, "use");
  const link = (await invitation(before)).replace(place(), own.url);
  const page = await fresh(t);
  await open(page, link);
  await sees(page, "You are invited", "h1");
  await press(page, "Start answering");
  await page.waitForSelector(".question input[type=radio]");
  for (const value of ["N", "P", "F"]) await tap(page, `.question input[value="${value}"]`);
  await saved(page);
  assert.equal(await page.$(".live svg"), null);
  // Neither done by halves nor lost; and of two answers the later one counts, also when the
  // earlier one has had to wait.
  await tap(page, ".question .cluster button");
  await page.waitForSelector("[data-waits]");
  await sees(page, "Flag for review", ".question");
  await tap(page, '.question input[value="?"]');
  await tap(page, '.question input[value="L"]');
  await page.waitForSelector('.question input[value="L"]:checked');
  await happen(page);
  release();
  await sees(page, "Flagged for review", ".question");
  await page.waitForSelector(".live svg");
  await page.waitForFunction(() => !document.body.hasAttribute("data-waits"));
  assert.ok(await page.$('.question input[value="L"]:checked'));
  assert.equal(await page.evaluate(() => window.standstills), 0);
  assert.deepEqual((await programs(page)).map((it) => it.part), LATER);
  await page.reload();
  await ready(page);
  await page.waitForSelector('.question input[value="L"]:checked');
});

test("any other invitation begins with the same parts, and what it shows comes without starting over", async (t) => {
  for (const [of, card] of [["quick", ".statement"], ["sample", ".question"]]) {
    const before = await fresh(t);
    await open(before, place());
    const { own, release } = await holding(t, "use");
    const link = (await invitation(before, of)).replace(place(), own.url);
    const page = await fresh(t);
    await open(page, link);
    await press(page, "Start answering");
    if (of === "quick") await sees(page, "This page is on its way", "h1");
    else await page.waitForSelector(card);
    release();
    await tap(page, `${card} input`);
    await saved(page);
    assert.equal(await page.evaluate(() => window.standstills), 0, of);
    assert.equal(await page.evaluate(() => sessionStorage.getItem("plumbline-needs-all")), null, of);
  }
});

test("with all but the last part one answers as ever, and goes from process to process", async (t) => {
  const before = await fresh(t);
  await open(before, place());
  const { own, hold, release } = await holding(t);
  const link = (await invitation(before)).replace(place(), own.url);
  const page = await fresh(t);
  await open(page, link);
  await press(page, "Start answering");
  await questions(page);
  await tap(page, '.question input[value="F"]');
  await saved(page);
  hold("rest");
  await page.setViewport({ width: 1280, height: 900 });
  await page.setCacheEnabled(false);
  await page.goto("about:blank");
  await open(page, own.url);
  await follow(page, "Continue Hafen Works");
  await questions(page);
  await tap(page, '.question input[value="?"]');
  await (await page.waitForSelector(".question .field input")).type('Kim "of the desk"');
  // Enter there does nothing, and does not reach for what would say so.
  await (await page.$("form[role=search] input")).focus();
  await page.keyboard.press("Enter");
  await saved(page);
  const other = await page.$(".process-nav li:last-child .process-nav__link");
  const process = await other.evaluate((it) => it.hash.split("/").pop());
  await tap(page, other);
  await tap(page, `[id^="q-${process}-"] input[value="P"]`);
  await saved(page);
  assert.equal(await page.evaluate(() => window.standstills), 0);
  // What takes more waits for it.
  await tap(page, ".question .fold summary");
  await page.waitForSelector("[data-waits]");
  release();
  await page.waitForSelector(".question__extra textarea");
  assert.equal(await page.evaluate(() => window.standstills), 0);
});

test("what a list has forgotten comes while the page stands still, as it was built and not otherwise, and is asked for twice", async (t) => {
  for (const damaged of [0, 1, Infinity]) {
    let asked = 0;
    let letGo;
    const held = new Promise((done) => (letGo = done));
    const fault = (path) => {
      if (partOf(path) !== "use") return undefined;
      asked += 1;
      if (asked === 1) return held;
      return asked - 1 <= damaged ? { status: 200, body: Buffer.from("\0asm\x01\0\0\0") } : undefined;
    };
    const own = await hostOf(t, { fault });
    t.after(() => letGo());
    const before = await fresh(t);
    await open(before, place());
    const link = (await invitation(before)).replace(place(), own.url);
    const page = await fresh(t);
    await open(page, link);
    await press(page, "Start answering");
    await page.waitForSelector(".question input[type=radio]");
    // No click of a reader: that would be held back.
    await page.evaluate(() => [...document.querySelectorAll(".question button")].find((it) => it.innerText.includes("Flag")).click());
    if (damaged > 1) {
      // Here the program cannot go on: it stands in the middle of a deed.
      await sees(page, "The app could not be loaded", "#crash");
      await sees(page, "Download my data", "#crash");
    } else {
      await sees(page, "Flagged for review", ".question");
    }
    assert.ok((await page.evaluate(() => window.standstills)) > Math.min(damaged, 1));
  }
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
    const own = await hostOf(t);
    // Compressed once, by whoever asks first.
    await fetch(own.url);
    const page = await fresh(t);
    if (isLate) await journalComesLate(page, 4_000);
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
    const asked = own.requests.filter((it) => isFirst(it) || partOf(it));
    assert.deepEqual([asked.length, asked.filter(isFirst).length], [4, 1], asked.join(" "));
  });
}

test("what comes before the last part waits its turn: an address, a file, and what nobody did", async (t) => {
  const type = () => (location.hash = "#/method");
  const drop = () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{"name":"x"}'], "other.json", { type: "application/json" }));
    for (const type of ["dragover", "drop"]) document.querySelector("#heading").dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  };
  const first = "How true does your service management stand?";
  for (const [deed, meanwhile, end] of [[type, "This page is on its way", "How levels are measured"], [drop, first, "not an assessment of this app"]]) {
    let release;
    const held = new Promise((done) => (release = done));
    const own = await hostOf(t, { fault: (path) => (isRest(path) ? held : undefined) });
    t.after(() => release());
    const page = await fresh(t);
    await open(page, own.url);
    await page.evaluate(deed);
    await happen(page);
    assert.ok(await page.$eval("#crash", (it) => it.hidden));
    await sees(page, meanwhile, "h1");
    release();
    await sees(page, end);
    assert.equal(await page.evaluate(() => window.standstills), 0);
    assert.equal((await programs(page)).length, 3);
  }
});

test("a first part that lacks something starts over with all, once", async (t) => {
  const own = await hostOf(t);
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
          // The first place in the table of calls that lead to later parts.
          if (calls === 20) imports.rest.load(1, 0);
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

test("a click that comes before the last part waits for it", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const own = await hostOf(t, { fault: (path) => (isRest(path) ? held : undefined) });
  t.after(() => release());
  const page = await fresh(t);
  await open(page, own.url);
  await follow(page, "Method");
  await page.waitForSelector("[data-waits]");
  assert.equal(new URL(page.url()).hash, "");
  release();
  await sees(page, "How levels are measured", "h1");
  assert.equal(await page.$("[data-waits]"), null);
  assert.equal((await programs(page)).length, 3);
  // The first page was there before any question, and asked for none.
  await page.evaluate(() => (location.hash = "#/new"));
  await follow(page, "Assess");
  await sees(page, "0 of 140 answered");
});
