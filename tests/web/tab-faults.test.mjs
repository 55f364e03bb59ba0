// Faults of several tabs and of the clock: the same note twice, imports under
// one's hands, duplicated tabs, clocks that run ahead, zones that change.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, open, press, questions, records, saved, sees, tap, textOf } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { downloaded, fresh, place, together } from "./people.mjs";
import { beginAt, rate, shown, neverLate } from "./work.mjs";

together();

/** Another tab of the same browser at the same place. */
async function another(page, address) {
  const tab = await page.browserContext().newPage();
  await tab.setViewport({ width: 1280, height: 900 });
  await open(tab, address);
  await questions(tab);
  return tab;
}

const openNote = async (page) => {
  await page.bringToFront();
  await tap(page, ".question details.fold > summary");
  return page.waitForSelector('.question [id$="-note"]');
};

test("the same note in two tabs: nothing is replaced under the cursor, both texts are shown, one chooses", async (t) => {
  const one = await fresh(t);
  const address = await beginAt(one);
  const two = await another(one, address);
  const [first, second] = [await openNote(one), await openNote(two)];
  await one.bringToFront();
  await first.type("Seen in March");
  await saved(one);
  await two.bringToFront();
  await two.waitForFunction(() => document.querySelector('.question [id$="-note"]').value === "Seen in March");
  // Both have the cursor in it; the second one writes.
  await second.focus();
  await second.type(", and in May");
  await saved(two);
  await one.bringToFront();
  await sees(one, "This was changed elsewhere while you were in it.", "[role=status]");
  assert.equal(await first.evaluate((it) => it.value), "Seen in March");
  await sees(one, "Seen in March, and in May", ".clash");
  await press(one, "Use both");
  const both = "Seen in March, and in May\nSeen in March";
  await one.waitForFunction((it) => document.querySelector('.question [id$="-note"]').value === it, {}, both);
  await saved(one);
  await open(two, address);
  await two.waitForFunction((it) => document.querySelector('.question [id$="-note"]')?.value === it, {}, both);
  caused("T3");
});

test("an import in one tab while another goes on answering", async (t) => {
  const one = await fresh(t);
  const address = await beginAt(one);
  const expected = new Map([[await rate(one, 0, "F"), "F"]]);
  const [, id] = address.match(/#\/a\/(\w+)/);
  await open(one, `${place()}#/a/${id}/results`);
  const file = await downloaded(one, "Export the file");
  await open(one, address);
  await questions(one);
  const two = await one.browserContext().newPage();
  await open(two, `${place()}#/open`);
  await (await two.$("#file-input")).uploadFile(file);
  await sees(two, "1 assessment found");
  // Between the look and the taking over, the other tab says more.
  await one.bringToFront();
  expected.set(await rate(one, 1, "P"), "P");
  await two.bringToFront();
  await press(two, "Go on with what is here");
  await questions(two);
  await one.bringToFront();
  expected.set(await rate(one, 2, "L"), "L");
  await open(two, address);
  await questions(two);
  keeps(expected, await shown(two, expected));
  caused("T6");
});

test("a clock that ran ahead by a year and is corrected: later answers still win", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  await page.evaluate(() => {
    window.realNow = Date.now;
    Date.now = () => window.realNow() + 365 * 24 * 3600 * 1000;
  });
  await rate(page, 0, "F");
  await page.evaluate(() => (Date.now = window.realNow));
  const expected = new Map([[await rate(page, 0, "N"), "N"]]);
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  // Another day, with the right clock from the start.
  expected.set(await rate(page, 0, "L"), "L");
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  caused("T8");
});

test("another time zone changes the hour that is shown, and neither the day of the state nor anything that is kept", async (t) => {
  const page = await fresh(t);
  await page.emulateTimezone("Pacific/Auckland");
  const address = await beginAt(page);
  await rate(page, 0, "F");
  await open(page, address.replace(/assess.*/, "history"));
  await press(page, "Keep this state");
  const before = await records(page);
  const seen = async (zone) => {
    await page.emulateTimezone(zone);
    await open(page, address.replace(/assess.*/, "history"));
    const kept = (await textOf(page, ".register__meta")).match(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/)[0];
    await open(page, address.replace(/assess.*/, "results"));
    await page.waitForSelector(".title-block");
    const state = await page.$$eval(".title-block div", (all) => all.find((it) => it.innerText.startsWith("State of")).innerText);
    return { kept, state };
  };
  const [east, west] = [await seen("Pacific/Auckland"), await seen("Pacific/Pago_Pago")];
  assert.notEqual(east.kept, west.kept, "the hour is the reader's own");
  assert.equal(east.state, west.state);
  assert.match(east.state, /\d+ \w+ 20\d\d \(UTC\)/);
  assert.deepEqual(await records(page), before);
  caused("T9");
});

test("a duplicated tab is another writer, and neither loses anything", async (t) => {
  const one = await fresh(t);
  const address = await beginAt(one);
  await rate(one, 0, "F");
  // A window that it opens starts with a copy of its session, as a duplicate does.
  const opened = new Promise((done) => one.once("popup", done));
  await one.evaluate(() => window.open(location.href));
  const two = await opened;
  await questions(two);
  await one.bringToFront();
  const expected = new Map([[await rate(one, 1, "F"), "F"]]);
  await two.bringToFront();
  expected.set(await rate(two, 2, "F"), "F");
  const all = Object.entries(await records(one)).filter(([key]) => key.includes("/answer/"));
  const writers = new Set(all.map(([, json]) => JSON.parse(json).at.split("-")[3]));
  assert.equal(writers.size, 2);
  await open(one, address);
  await questions(one);
  keeps(expected, await shown(one, expected));
  caused("T11");
});

test("two tabs on one question do not answer each other's writes for ever, with or without channels and locks", async (t) => {
  const one = await fresh(t);
  const bare = () => {
    delete window.BroadcastChannel;
    Object.defineProperty(navigator, "locks", { get: () => undefined });
    window.writes = 0;
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.includes("/answer/")) window.writes += 1;
      set.call(this, key, value);
    };
  };
  await one.evaluateOnNewDocument(bare);
  const address = await beginAt(one);
  const two = await one.browserContext().newPage();
  await two.evaluateOnNewDocument(bare);
  await open(two, address);
  await questions(two);
  const hammer = (page, odd) =>
    page.evaluate(async (odd) => {
      const card = document.querySelector(".question");
      for (let n = 0; n < 40; n += 1) {
        card.querySelector(`input[value="${["F", "L", "P", "N"][(n + odd) % 4]}"]`).click();
        await new Promise((done) => setTimeout(done));
      }
    }, odd);
  await Promise.all([hammer(one, 0), hammer(two, 1)]);
  const value = (page) => page.evaluate(() => document.querySelector(".question input[type=radio]:checked").value);
  // Events of the storage come in order: when a record of ours has gone to the
  // other tab and come back, so has everything before it.
  const round = async (n) => {
    for (const [from, to] of [[one, two], [two, one]]) {
      const arrived = to.evaluate((n) => new Promise((done) => addEventListener("storage", function hear(event) {
        if (event.key !== `round-${n}`) return;
        removeEventListener("storage", hear);
        done();
      })), n);
      await from.evaluate((n) => {
        localStorage.removeItem(`round-${n}`);
        localStorage.setItem(`round-${n}`, String(performance.now()));
      }, n);
      await arrived;
    }
  };
  let writes = -1;
  for (let n = 0; ; n += 1) {
    assert.ok(n < 20, "the tabs do not come to rest");
    await round(n);
    const now = (await one.evaluate(() => window.writes)) + (await two.evaluate(() => window.writes));
    if (now === writes) break;
    writes = now;
  }
  assert.equal(await value(one), await value(two));
  // Each answer is written, and each state that two writes make together.
  assert.ok(writes <= 5 * 80, `${writes} writes for 80 answers`);
  await open(one, address);
  await questions(one);
  assert.equal(await value(one), await value(two));
  caused("T12", "T13");
});

test("a clock whose counter is full goes on", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  await rate(page, 0, "F");
  const [[key, json]] = Object.entries(await records(page)).filter(([key]) => key.includes("/answer/"));
  const now = Date.now() + 60_000;
  const full = json.replace(/"at": "[^"]*"/, `"at": "00000000-${now.toString(16).padStart(12, "0")}-ffff-0000000000000001"`);
  await page.goto(`${place()}boot.js`);
  await page.evaluate((key, json) => localStorage.setItem(key, json), key, full);
  await page.evaluateOnNewDocument((now) => (Date.now = () => now), now);
  await open(page, address);
  await questions(page);
  const expected = new Map([[await rate(page, 0, "N"), "N"]]);
  assert.match((await records(page))[key], new RegExp(`-${(now + 1).toString(16).padStart(12, "0")}-000\\d-`));
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  caused("T14");
});

test("while another tab works, this one stays where it is and says nothing", async (t) => {
  const one = await fresh(t);
  await neverLate(one);
  const address = await beginAt(one);
  const two = await another(one, address);
  await one.bringToFront();
  await tap(one, (await one.$$(".question"))[3]);
  const before = await one.evaluate(() => {
    window.said = [];
    for (const it of document.querySelectorAll("[aria-live], [role=status], [role=alert]")) {
      new MutationObserver(() => window.said.push(it.innerText)).observe(it, { childList: true, subtree: true, characterData: true });
    }
    return { top: scrollY, focus: document.activeElement.outerHTML.slice(0, 80) };
  });
  for (let at = 0; at < 6; at += 1) await rate(two, at, "L");
  await one.waitForFunction(() => document.querySelectorAll('.question input[value="L"]:checked').length === 6);
  const after = await one.evaluate(() => ({ top: scrollY, focus: document.activeElement.outerHTML.slice(0, 80) }));
  assert.deepEqual(after.focus, before.focus);
  assert.ok(Math.abs(after.top - before.top) < 2, `scrolled from ${before.top} to ${after.top}`);
  assert.deepEqual(await one.evaluate(() => window.said), []);
  caused("A26");
});

test("names: what one says carries one's name, and a merge shows who said what and when", async (t) => {
  const one = await fresh(t);
  await open(one, `${place()}#/settings`);
  await fill(one, "Your name, if you like", "Anna");
  await one.keyboard.press("Tab");
  const address = await beginAt(one);
  await rate(one, 0, "F");
  const [, id] = address.match(/#\/a\/(\w+)/);
  await open(one, `${place()}#/a/${id}/results`);
  const file = await downloaded(one, "Export the file");
  // Somebody else goes on with it, elsewhere.
  const two = await fresh(t);
  await open(two, `${place()}#/settings`);
  await fill(two, "Your name, if you like", "Ben");
  await two.keyboard.press("Tab");
  await open(two, `${place()}#/open`);
  await (await two.$("#file-input")).uploadFile(file);
  await sees(two, "1 assessment found");
  await press(two, "Take it over");
  await questions(two);
  await open(two, address);
  await questions(two);
  await rate(two, 0, "N");
  await open(two, `${place()}#/a/${id}/results`);
  const bens = await downloaded(two, "Export the file");
  await open(one, `${place()}#/open`);
  await (await one.$("#file-input")).uploadFile(bens);
  await sees(one, "One of the same origin is already here.");
  const cells = await one.$$eval(".differences tbody tr", (rows) => rows.map((it) => it.innerText));
  const row = cells.find((it) => it.includes("Incident management"));
  assert.match(row, /F\s+Anna, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
  assert.match(row, /N\s+Ben, /);
});
