// A part of the program that does not come: whatever is on the screen goes on, the page
// says what can be done all the same and what waits, it is asked for again, and nothing
// of what waits is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, misses, open, press, questions, ready, saved, sees, tap, textOf, until } from "./browser.mjs";
import { place, together } from "./people.mjs";
import { begun, goesOn, hostOf, invitation, invited, isFrom, journalComesLate, losing, pageThatTells, partOf } from "./stages.mjs";

together();

const fresh = pageThatTells;

/** A page with an assessment that was begun here; then the host loses the parts from this one on. */
async function returning(t, lost, to = "") {
  const { page, address, own, loses, has } = await begun(t);
  loses(lost);
  await open(page, to === "" ? own.url : address.replace(/assess.*/, to));
  return { own, page, has };
}

/** A host that hands out the part for use, and the last one, when it is let. */
async function byTurns(t) {
  let letUse, letRest;
  const [use, rest] = [new Promise((done) => (letUse = done)), new Promise((done) => (letRest = done))];
  const own = await hostOf(t, { fault: (path) => ({ use, rest })[partOf(path)] });
  t.after(() => [letUse, letRest].forEach((it) => it()));
  return { own, letUse, letRest };
}

const dropFile = (page) =>
  page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{"name":"x"}'], "other.json", { type: "application/json" }));
    for (const type of ["dragover", "drop"]) document.querySelector("#heading").dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  });

test("the first page goes on without any other part, and says what waits for them", async (t) => {
  for (const [deed, name, end] of [
    [(page) => follow(page, "Method"), "“Method”", "How levels are measured"],
    [dropFile, "the file “other.json”", "not an assessment of this app"],
    [(page) => page.evaluate(() => (location.hash = "#/method")), "the page at this address", "How levels are measured"],
    [(page) => page.evaluate(() => (location.hash = "#/new")), "the page at this address", "Set up"],
  ]) {
    const { own, has } = await losing(t, "answers");
    const page = await fresh(t);
    await open(page, own.url);
    await sees(page, "The rest of the program did not arrive", "#waits");
    // Read out as well: into a place that was there before.
    await sees(page, "The rest of the program did not arrive", "#waits-said");
    await sees(page, "You can go on reading.", "#waits");
    await sees(page, "It is asked for again by itself", "#waits");
    // What leads nowhere waits for nothing.
    await tap(page, "#heading");
    await misses(page, "Waiting for it", "#waits");
    await deed(page);
    await sees(page, `Waiting for it, and not lost: ${name}.`, "#waits");
    await goesOn(page);
    await sees(page, "How true does your service management stand?", "h1");
    has();
    await sees(page, end);
    await misses(page, "The rest of the program", "#waits");
    assert.equal(await page.$("[data-waits]"), null);
    await goesOn(page);
  }
});

test("of several things that wait all are named, of links the last one", async (t) => {
  const { own, has } = await losing(t, "answers");
  const page = await fresh(t);
  await open(page, own.url);
  await follow(page, "Open a file");
  await follow(page, "Method");
  await follow(page, "Method");
  await dropFile(page);
  await sees(page, "and not lost: “Method”, the file “other.json”.", "#waits");
  has();
  await sees(page, "not an assessment of this app");
});

test("an invitation is answered with the first parts alone, and who goes back gets there with what has waited done", async (t) => {
  const { own, has } = await losing(t, "use");
  const page = await fresh(t);
  await open(page, await invited(t, own));
  await sees(page, "You can answer with N to F.", "#waits");
  await press(page, "Start answering");
  await questions(page);
  const address = page.url();
  await tap(page, '.question input[value="F"]');
  await saved(page);
  await tap(page, ".question .cluster button");
  await sees(page, "and not lost: “Flag for review”.", "#waits");
  await page.goBack();
  await sees(page, "and not lost: “Flag for review”, the page at this address.", "#waits");
  // What was shown goes on.
  await tap(page, '.question input[value="L"]');
  await saved(page);
  await goesOn(page);
  // There and back again is no way.
  await page.goForward();
  await sees(page, "and not lost: “Flag for review”.", "#waits");
  await page.goBack();
  await sees(page, "the page at this address", "#waits");
  has();
  await sees(page, "You are invited", "h1");
  await goesOn(page);
  await open(page, address);
  await sees(page, "Flagged for review", ".question");
  await page.waitForSelector('.question input[value="L"]:checked');
});

test("a page that takes another part says that it waits, at the start and later", async (t) => {
  const { own, loses, has } = await losing(t, "use");
  const before = await fresh(t);
  await open(before, place());
  const link = (await invitation(before, "quick")).replace(place(), own.url);
  const page = await fresh(t);
  await open(page, link);
  await press(page, "Start answering");
  await sees(page, "This page is on its way", "h1");
  await sees(page, "and not lost: the page at this address.", "#waits");
  await goesOn(page);
  has();
  await page.waitForSelector(".statement");
  await page.setCacheEnabled(false);
  for (const [to, meanwhile, end] of [
    ["#/method", "This page is on its way", "How levels are measured"],
    [new URL(page.url()).hash.replace(/assess.*/, "results"), "This page is on its way", "Results"],
    ["#/new", "How true does your service management stand?", "Set up"],
  ]) {
    loses("rest");
    await open(page, own.url + to);
    await sees(page, meanwhile, "h1");
    await sees(page, "and not lost: the page at this address.", "#waits");
    await goesOn(page);
    has();
    await sees(page, end, "h1");
    await misses(page, "The rest of the program", "#waits");
    await goesOn(page);
  }
});

test("without the last part one answers, comes and goes; what was typed and pressed is named and then done", async (t) => {
  const { page, has } = await returning(t, "rest");
  await sees(page, "You can go on answering.", "#waits");
  await follow(page, "Continue Hafen Works");
  await questions(page);
  const assess = await page.evaluate(() => location.hash);
  for (const [to, heading] of [
    [assess.replace(/assess.*/, "results"), "This page is on its way"],
    ["#/", "How true does your service management stand?"],
    ["#/method", "This page is on its way"],
    ["#/nowhere", "There is no such page"],
  ]) {
    await page.evaluate((it) => (location.hash = it), to);
    await sees(page, heading, "h1");
    await page.goBack();
    await questions(page);
    await goesOn(page);
  }
  // Of a deed the address alone says so.
  await page.evaluate(() => (location.hash = "#/sample"));
  await sees(page, "and not lost: the page at this address.", "#waits");
  await page.goBack();
  await misses(page, "Waiting for it", "#waits");
  await tap(page, '.question input[value="L"]');
  await saved(page);
  await page.type("form[role=search] input", "walk");
  await tap(page, ".question .fold summary");
  await sees(page, "and not lost: “Note and evidence”, what you typed in “Search”.", "#waits");
  await goesOn(page);
  has();
  await sees(page, "in all processes", "#main");
  await misses(page, "The rest of the program", "#waits");
  await goesOn(page);
});

test("whatever the first answer is, another question is answered without the later parts, and fields are entered and left", async (t) => {
  const { own } = await losing(t, "use");
  const link = await invited(t, own);
  for (const [first, second] of [["F", "F"], ["N", "N"], ["P", "L"], ["L", "P"]]) {
    const page = await fresh(t);
    await open(page, link);
    await press(page, "Start answering");
    await questions(page);
    const [one, two] = await page.$$(".question");
    await tap(page, await one.$(`input[value="${first}"]`));
    await tap(page, await two.$(`input[value="${second}"]`));
    await saved(page);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await saved(page);
    await page.focus("#process-assignee");
    await page.keyboard.press("Tab");
    await goesOn(page);
  }
});

test("without the last part nothing ends however long the journal takes", async (t) => {
  const { own, has } = await losing(t, "rest");
  const page = await fresh(t);
  // One book takes what is written and never says so, and the eight seconds after which it is
  // called silent pass at once.
  await page.evaluateOnNewDocument(() => {
    const real = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
    [window.silent, window.heard] = [undefined, 0];
    Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
      set(it) {
        window.silent ??= this.db;
        const counted = (event) => {
          it.call(this, event);
          window.heard += 1;
        };
        if (this.db !== window.silent) real.set.call(this, counted);
      },
    });
    const later = window.setTimeout;
    window.setTimeout = (callback, ms, ...rest) => later(callback, ms === 8_000 ? 20 : ms, ...rest);
  });
  await open(page, await invited(t, own));
  await press(page, "Start answering");
  await questions(page);
  await tap(page, '.question input[value="F"]');
  await saved(page);
  // The other is not kept waiting for it.
  await page.waitForFunction(() => window.silent && window.heard > 0);
  const heard = await page.evaluate(() => window.heard);
  await tap(page, '.question input[value="L"]');
  await saved(page);
  await page.waitForFunction((it) => window.heard > it, {}, heard);
  await sees(page, "did not arrive", "#waits");
  await goesOn(page);
  has();
  await follow(page, "Method");
  await sees(page, "How levels are measured", "h1");
  await goesOn(page);
});

test("what waits on a page is done before a link leaves it, the later answer counts, and what is given up is named", async (t) => {
  const { own, letUse, letRest } = await byTurns(t);
  const page = await fresh(t);
  await open(page, await invited(t, own));
  await press(page, "Start answering");
  await questions(page);
  const address = page.url();
  const [one, two] = await page.$$(".question");
  await tap(page, await one.$('input[value="F"]'));
  await tap(page, await one.waitForSelector(".cluster .button--quiet"));
  await tap(page, await one.$('input[value="?"]'));
  await tap(page, await two.$(".cluster button"));
  await follow(page, "Set up");
  await sees(page, "“Flag for review”, “Set up”", "#waits");
  letUse();
  await page.waitForFunction(() => document.querySelector('.question input[value="?"]')?.checked);
  await sees(page, "“Flag for review”, “Set up”", "#waits");
  letRest();
  await sees(page, "Set up", "h1");
  await open(page, address);
  await sees(page, "Flagged for review", ".question");
  await page.waitForSelector('.question input[value="?"]:checked');
  await goesOn(page);
});

test("who leaves a page with something that waits there is told that it is given up", async (t) => {
  const { page, has } = await returning(t, "rest");
  await follow(page, "Continue Hafen Works");
  await questions(page);
  const flags = () => tap(page, ".question .cluster button");
  const isGivenUp = async () => {
    await sees(page, "Given up with the page that you left: “Flag for review”.", "#waits");
    await misses(page, "and not lost: “Flag for review”", "#waits");
  };
  await flags();
  await sees(page, "and not lost: “Flag for review”.", "#waits");
  // A link to where one is leaves nothing.
  await tap(page, '.process-nav__link[aria-current="page"]');
  await sees(page, "and not lost: “Flag for review”.", "#waits");
  await tap(page, ".process-nav li:last-child .process-nav__link");
  await isGivenUp();
  await questions(page);
  await flags();
  await misses(page, "Given up", "#waits");
  await page.goBack();
  await isGivenUp();
  await goesOn(page);
  // Nor is that hidden when the rest comes at once; it is read, and gone with the next click.
  has();
  await isGivenUp();
  await misses(page, "did not arrive", "#waits");
  await tap(page, "#heading");
  await misses(page, "Given up", "#waits");
});

test("of several links the last one counts, and none waits for another", async (t) => {
  const { own, letUse, letRest } = await byTurns(t);
  const page = await fresh(t);
  await open(page, await invited(t, own));
  // What was pressed on a page that is left holds nothing up on the next.
  await press(page, "Close it");
  await sees(page, "Waiting for it, and not lost: “Close it”.", "#waits");
  await press(page, "Start answering");
  await questions(page);
  await sees(page, "Given up with the page that you left: “Close it”.", "#waits");
  await follow(page, "Method");
  await follow(page, "Results");
  await sees(page, "Waiting for it, and not lost: “Results”.", "#waits");
  letUse();
  await sees(page, "This page is on its way", "h1");
  letRest();
  await sees(page, "Results", "h1");
  await goesOn(page);
});

test("words that were typed keep the page until the program has them", async (t) => {
  const { own, loses, has } = await losing(t);
  const page = await fresh(t);
  await open(page, await invited(t, own));
  await press(page, "Start answering");
  await questions(page);
  await tap(page, ".question .fold summary");
  await page.type('.question [id$="-note"]', "Seen");
  await saved(page);
  const address = page.url();
  await page.setCacheEnabled(false);
  loses("rest");
  await open(page, own.url);
  await open(page, address);
  await questions(page);
  const note = await page.waitForSelector('.question [id$="-note"]');
  await note.type(" at the desk");
  const [words, other] = ["and not lost: what you typed in “Note”", ".process-nav li:last-child .process-nav__link"];
  await sees(page, `${words}.`, "#waits");
  await page.evaluate(() => (location.hash = "#/method"));
  await sees(page, `${words}, the page at this address.`, "#waits");
  await page.goBack();
  await sees(page, `${words}.`, "#waits");
  const name = (await textOf(page, `${other} .process-nav__name`)).trim();
  await tap(page, other);
  await sees(page, `and not lost: “${name}`, "#waits");
  assert.equal(await note.evaluate((it) => it.value), "Seen at the desk");
  await goesOn(page);
  has();
  await sees(page, name, "h1");
  await open(page, address);
  await page.waitForFunction(() => document.querySelector('.question [id$="-note"]')?.value === "Seen at the desk");
});

test("a part is asked for at once when the network is back, and no focus is lost with the notice", async (t) => {
  let isLet = false;
  const own = await hostOf(t, { fault: (path) => (!isLet && partOf(path) ? { status: 503 } : undefined) });
  const page = await fresh(t);
  // Nothing is asked for by itself any more once that takes long.
  await page.evaluateOnNewDocument(() => {
    const real = window.setTimeout;
    window.setTimeout = (callback, ms, ...rest) => (ms >= 2_000 ? 0 : real(callback, ms, ...rest));
  });
  const session = await page.createCDPSession();
  await session.send("Network.enable");
  const network = (offline) => session.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await open(page, own.url);
  await sees(page, "did not arrive", "#waits");
  await until(() => own.requests.filter(partOf).length >= 3, "it is asked for by itself");
  await network(true);
  await tap(page, "#waits-again");
  await page.waitForFunction(() => document.querySelector("#waits-again").innerText === "Try again");
  isLet = true;
  await network(false);
  await misses(page, "The rest of the program", "#waits");
  await page.waitForFunction(() => document.activeElement?.id === "heading");
  await goesOn(page);
});

test("a part that came and does not fit is asked for again", async (t) => {
  const page = await fresh(t);
  await page.evaluateOnNewDocument(() => {
    let times = 0;
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
      construct(real, args) {
        times += 1;
        if (times < 3) throw new WebAssembly.LinkError("not this one");
        return new real(...args);
      },
    });
  });
  await open(page, place());
  await follow(page, "Method");
  await sees(page, "How levels are measured", "h1");
  await goesOn(page);
});

test("who goes back before the program can follow gets there, also with a journal that comes late", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const own = await hostOf(t, { fault: (path) => (isFrom(path, "use") ? held : undefined) });
  t.after(() => release());
  const page = await fresh(t);
  await page.setViewport({ width: 360, height: 740 });
  const link = await invited(t, own);
  await journalComesLate(page, 600_000, true);
  await page.evaluateOnNewDocument(() => {
    window.longWaits = 0;
    const real = window.setTimeout;
    const counted = (callback) => (...args) => {
      window.longWaits += 1;
      callback(...args);
    };
    window.setTimeout = (callback, ms, ...rest) => real(ms === 1_500 ? counted(callback) : callback, ms, ...rest);
  });
  await open(page, link);
  await press(page, "Start answering");
  await questions(page);
  await tap(page, '.question input[value="F"]');
  await page.goBack();
  await sees(page, "Waiting for it, and not lost: the page at this address.", "#waits");
  // The journal is late by now, which the program says when it can.
  await page.waitForFunction(() => window.longWaits > 0);
  release();
  await sees(page, "You are invited", "h1");
  await goesOn(page);
});

test("a start without a part that it needs says so, and begins by itself when the network is back", async (t) => {
  for (const lost of ["answers", "use"]) {
    const { own, loses, has } = await losing(t);
    const page = await fresh(t);
    await open(page, own.url);
    await page.evaluate(() => localStorage.setItem("plumbline/numberKeys", "false"));
    await page.setCacheEnabled(false);
    loses(lost);
    await page.goto("about:blank");
    await page.goto(own.url);
    await sees(page, "The app could not be loaded", "#crash");
    await sees(page, "Download my data", "#crash");
    has();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await ready(page);
    await goesOn(page);
  }
});

for (const [width, height] of [[360, 740], [1280, 900]]) {
  test(`the notice lies over no strip and nothing that can be scrolled out from under it, ${width} pixels wide`, async (t) => {
    const { own } = await losing(t, "use");
    const page = await fresh(t);
    await page.setViewport({ width, height });
    await open(page, await invited(t, own));
    await press(page, "Start answering");
    await questions(page);
    await sees(page, "did not arrive", "#waits");
    const boxes = () =>
      page.evaluate(() => ["#waits", ".live", ".footer p"].map((it) => document.querySelector(it).getBoundingClientRect()).map(({ top, bottom }) => [Math.round(top), Math.round(bottom)]));
    const apart = ([a, b]) => assert.ok(a[1] <= b[0] || b[1] <= a[0], `${a} and ${b}`);
    const [notice, strip] = await boxes();
    assert.ok(notice[0] > 0 && notice[1] <= height, `${notice}`);
    assert.equal(strip[1], height, "the strip sticks");
    apart([notice, strip]);
    await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" }));
    const [at, left, foot] = await boxes();
    apart([at, left]);
    apart([at, foot]);
    assert.ok(foot[1] <= height);
    assert.equal(await textOf(page, "#waits-again"), "Try again");
  });
}
