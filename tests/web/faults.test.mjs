// Faults caused on purpose: crashed pages, cleared and damaged storage, tabs
// that write at once, clocks that go back. Killed browsers: kills.test.mjs.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { firefox, open, press, questions, records, scratch, sees, tap } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { fresh, place, together } from "./people.mjs";
import { beginAt, eachBook, oneBook, rate, shown, VALUES } from "./work.mjs";

together();

test("the renderer crashes: everything is there after a reload", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  const expected = new Map();
  for (let at = 0; at < 6; at += 1) expected.set(await rate(page, at, VALUES[at % 4]), VALUES[at % 4]);
  const session = await page.createCDPSession();
  session.send("Page.crash").catch(() => {});
  const again = await page.browserContext().newPage();
  await open(again, address);
  await questions(again);
  keeps(expected, await shown(again, expected));
  caused("S19");
});

test("storage cleared under the page, or before the next start: nothing is lost", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  const expected = new Map();
  for (let at = 0; at < 5; at += 1) expected.set(await rate(page, at, "L"), "L");
  // By another tab, while this one is open.
  const other = await page.browserContext().newPage();
  await other.goto(`${place()}schema/plumbline-1.schema.json`);
  await other.evaluate(() => {
    localStorage.clear();
    localStorage.setItem("cleared", "");
  });
  await page.bringToFront();
  await page.waitForFunction(() => "cleared" in localStorage && Object.keys(localStorage).some((it) => it.includes("/answer/")));
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  // The local storage alone is gone at the next start: the journal has it.
  await other.close();
  await page.goto(`${place()}boot.js`);
  await page.evaluate(() => localStorage.clear());
  await open(page, address);
  await page.waitForFunction((n) => document.querySelectorAll(".question input[value=L]:checked").length === n, {}, expected.size);
  keeps(expected, await shown(page, expected));
  // The journal alone is gone: the local storage has it.
  await page.goto(`${place()}boot.js`);
  await eachBook(page, (database) => new Promise((done) => (database.transaction("records", "readwrite").objectStore("records").clear().onsuccess = () => done())));
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  caused("S15");
});

test("no journal: it works on the local storage and says so", async (t) => {
  const page = await fresh(t);
  await oneBook(page);
  await page.evaluateOnNewDocument(() => Object.defineProperty(window, "indexedDB", { get: () => null }));
  const address = await beginAt(page);
  const expected = new Map([[await rate(page, 0, "F"), "F"]]);
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  await page.goto(`${place()}#/settings`);
  await sees(page, "keeps no journal");
  caused("S25");
});

test("no local storage, but a journal: answers survive a reload", async (t) => {
  const page = await fresh(t);
  await page.evaluateOnNewDocument(() => Object.defineProperty(window, "localStorage", { get: () => null }));
  const address = await beginAt(page).catch(async () => undefined);
  const expected = new Map([[await rate(page, 0, "F"), "F"]]);
  await sees(page, "Saved", ".save-state");
  await open(page, address ?? page.url());
  await page.waitForFunction(() => document.querySelector(".question input[value=F]:checked"));
  keeps(expected, await shown(page, expected));
  caused("S6");
});

test("a tab closed while a note is typed, at once and up to 300 ms later: the last letter is there", async (t) => {
  const page = await fresh(t);
  const firefoxes = await firefox();
  t.after(() => firefoxes.close());
  for (const newPage of [() => page.browserContext().newPage(), () => firefoxes.newPage()]) {
    const keep = await newPage();
    const address = await beginAt(keep);
    for (const wait of [0, 1, 5, 20, 50, 100, 150, 200, 250, 300]) {
      const mine = await newPage();
      await open(mine, address);
      // It is open where there is a note already.
      if (!(await mine.$eval(".question details.fold", (it) => it.open))) await tap(mine, ".question details.fold > summary");
      const note = await mine.waitForSelector('.question [id$="-note"]');
      await note.evaluate((it) => {
        it.focus();
        it.select();
      });
      const text = `Seen ${wait} ms before`;
      await mine.keyboard.type(text);
      if (wait) await new Promise((moment) => setTimeout(moment, wait));
      await mine.close();
      await open(keep, address);
      // The journal is read a moment after the start.
      await keep.waitForFunction((text) => document.querySelector('.question [id$="-note"]')?.value === text, {}, text).catch(() => {});
      assert.equal(await keep.$eval('.question [id$="-note"]', (it) => it.value), text);
    }
  }
  caused("S21");
});

test("two hundred foreign keys are left alone", async (t) => {
  const page = await fresh(t);
  await page.goto(`${place()}schema/plumbline-1.schema.json`);
  await page.evaluate(() => {
    for (let n = 0; n < 200; n += 1) localStorage.setItem(`other-${n}`, "{not json");
  });
  await beginAt(page);
  const foreign = await page.evaluate(() => Object.keys(localStorage).filter((it) => it.startsWith("other-")).length);
  assert.equal(foreign, 200);
  caused("S14");
});

test("deleted in one tab: the other does not bring it back", async (t) => {
  const one = await fresh(t);
  const address = await beginAt(one);
  await rate(one, 0, "F");
  const two = await one.browserContext().newPage();
  await open(two, place());
  await tap(two, ".register__row .button--quiet");
  await press(two, "Move to the bin");
  await one.bringToFront();
  await sees(one, "This assessment is in the bin", "h1");
  await one.goto("about:blank");
  await one.goto(address);
  await sees(one, "This assessment is in the bin", "h1");
  await sees(one, "can be put back");
  const left = await one.evaluate(() => Object.keys(localStorage).filter((it) => it.startsWith(`plumbline/1/${location.hash.split("/")[2]}/`)));
  assert.deepEqual(left, []);
  caused("T5");
});

test("the machine's clock goes back by ten years: the newest answer wins", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  await rate(page, 0, "F");
  await page.evaluate(() => {
    const real = Date.now;
    Date.now = () => real() - 10 * 365 * 24 * 3600 * 1000;
  });
  const expected = new Map([[await rate(page, 0, "N"), "N"]]);
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  caused("T7");
});

test("a file of 50 MB is refused at once, before it is read", async (t) => {
  const page = await fresh(t);
  const name = join(await scratch(), "large.json");
  await writeFile(name, Buffer.alloc(50 * 1024 * 1024, 0x20));
  await open(page, `${place()}#/open`);
  await (await page.waitForSelector("#file-input")).uploadFile(name);
  await sees(page, "This file was not opened");
  await sees(page, "5 MB");
  caused("I1");
});

test("a page that comes back from the browser's memory reads again before it writes", async (t) => {
  const page = await fresh(t);
  // As a page that was frozen: it hears nothing of what other tabs write.
  await page.evaluateOnNewDocument(() => addEventListener("storage", (event) => event.stopImmediatePropagation(), true));
  const address = await beginAt(page);
  await rate(page, 0, "F");
  const other = await page.browserContext().newPage();
  await open(other, address);
  await questions(other);
  const expected = new Map([[await rate(other, 1, "P"), "P"]]);
  await page.bringToFront();
  assert.equal((await shown(page)).size, 1);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await page.waitForFunction(() => document.querySelectorAll(".question")[1].querySelector("input[value=P]:checked"));
  expected.set(await rate(page, 2, "L"), "L");
  await open(other, address);
  await questions(other);
  keeps(expected, await shown(other, expected));
  caused("S23");
});

test("the browser is asked to keep the data at the first answer, whatever it says", async (t) => {
  for (const says of ["Promise.resolve(true)", "Promise.resolve(false)", "Promise.reject(new Error('no'))", "missing"]) {
    const page = await fresh(t);
    await page.evaluateOnNewDocument((says) => {
      window.asked = 0;
      if (says === "missing") Object.defineProperty(navigator, "storage", { get: () => undefined });
      else if (window.StorageManager) {
        StorageManager.prototype.persist = () => {
          window.asked += 1;
          return says.includes("reject") ? Promise.reject(new Error("no")) : Promise.resolve(says.includes("true"));
        };
      }
    }, says);
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await beginAt(page);
    assert.equal(await page.evaluate(() => window.asked), 0, "not before there is something to keep");
    await rate(page, 0, "F");
    await rate(page, 1, "F");
    assert.equal(await page.evaluate(() => window.asked), says === "missing" ? 0 : 1);
    await page.evaluate(() => (location.hash = "#/settings"));
    await sees(page, says === "missing" ? "does not say how long" : "promised", "main");
    assert.deepEqual(errors, []);
  }
  caused("S17");
});

test("a week of work without a backup: a reminder that one backup ends", async (t) => {
  const page = await fresh(t);
  await beginAt(page);
  await rate(page, 0, "F");
  await page.evaluate(() => (location.hash = "#/"));
  await sees(page, "Not all of it is backed up yet.");
  assert.equal(await page.$(".section .notice"), null, "not at once");
  await page.evaluateOnNewDocument(() => {
    const real = Date.now;
    Date.now = () => real() + 8 * 24 * 3600 * 1000;
  });
  await open(page, place());
  await sees(page, "More than a week of work", ".notice");
  await press(page, "Back up now");
  await page.waitForFunction(() => !document.querySelector(".section .notice"));
  await page.waitForFunction(() => /All of it was exported on \d+ \w+ 20\d\d \(UTC\)\./.test(document.body.innerText));
});

test("Safari's seven days are said on Safari, and nowhere else", async (t) => {
  const safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15";
  for (const agent of [undefined, safari]) {
    const page = await fresh(t);
    if (agent) await page.setUserAgent(agent);
    await open(page, `${place()}#/settings`);
    await sees(page, "Everything you enter is kept");
    const text = await page.$eval("main", (it) => it.innerText);
    assert.equal(/not visited for seven days/.test(text), Boolean(agent));
  }
});

test("closing the page asks only when something is really unsaved", async (t) => {
  const page = await fresh(t);
  await beginAt(page);
  await rate(page, 0, "F");
  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    dialog.accept();
  });
  await page.reload();
  await questions(page);
  assert.deepEqual(asked, []);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await tap(page, ".question:nth-of-type(2) input[value=F], .question input[value=P]");
  await sees(page, "Not saved", ".save-state");
  await page.reload();
  assert.deepEqual(asked, ["beforeunload"]);
});

test("a damaged record is replaced by the journal's, and kept aside", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  const expected = new Map([[await rate(page, 0, "F"), "F"], [await rate(page, 1, "P"), "P"]]);
  const [key] = Object.keys(await records(page)).filter((it) => it.includes("/answer/"));
  await page.goto(`${place()}schema/plumbline-1.schema.json`);
  await page.evaluate((key) => localStorage.setItem(key, '{"value":'), key);
  await open(page, address);
  await page.waitForFunction(() => document.querySelectorAll(".question input:is([value=F],[value=P]):checked").length === 2);
  keeps(expected, await shown(page, expected));
  const now = await records(page);
  assert.ok(Object.entries(now).some(([it, json]) => it.startsWith("plumbline/aside/") && JSON.parse(json) === '{"value":'), "the evidence is kept");
  // And it is whole from now on.
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
});

test("an unknown record that is no JSON spoils no export", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  await rate(page, 0, "F");
  const id = address.split("/a/")[1].split("/")[0];
  await page.evaluate((id) => localStorage.setItem(`plumbline/1/${id}/future/thing`, '{"value":'), id);
  await open(page, place());
  await tap(page, ".register__row .button--quiet");
  await press(page, "Move to the bin");
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 0);
  await page.goto(`${place()}#/settings`);
  await press(page, "Put back Unnamed assessment");
  await open(page, address);
  await questions(page);
  const expected = new Map([["q-incident-record", "F"]]);
  keeps(expected, await shown(page, expected));
});

test("a refused change is still known after leaving and coming back", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.evaluate(() => document.querySelector('.question input[value="F"]').click());
  await sees(page, "Not saved", ".save-state");
  await page.evaluate(() => (location.hash = "#/"));
  await page.waitForSelector(".register__row");
  await page.evaluate((to) => (location.hash = to), new URL(address).hash);
  await questions(page);
  await sees(page, "Not saved", ".save-state");
  assert.equal((await shown(page)).size, 1);
});

/** A page of a browser in which an app has stored this. */
async function withStored(t, stored) {
  const page = await fresh(t);
  await page.goto(`${place()}boot.js`);
  await page.evaluate((all) => Object.entries(all).forEach(([key, value]) => localStorage.setItem(key, value)), stored);
  return page;
}

const version1 = async () => JSON.parse(await readFile("tests/stores/version-1.json", "utf8"));

/** The version that is written. */
const CURRENT = "2";

test("a storage from before the version was written is brought up to date, whatever stops it", async (t) => {
  const whole = await version1();
  const { "plumbline/version": version, ...before } = whole;
  assert.equal(version, "1");
  const page = await withStored(t, before);
  // The browser refuses the switch: the next start does it.
  await page.evaluateOnNewDocument(() => {
    if (sessionStorage.refuse === undefined) sessionStorage.refuse = "yes";
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key === "plumbline/version" && sessionStorage.refuse === "yes") throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, value);
    };
  });
  await open(page, place());
  await sees(page, "Hafen Works", ".register");
  assert.equal((await records(page))["plumbline/version"], undefined);
  await page.evaluate(() => (sessionStorage.refuse = "no"));
  await open(page, place());
  await sees(page, "4 of 140 answered", ".register");
  const after = await records(page);
  assert.equal(after["plumbline/version"], CURRENT);
  for (const [key, value] of Object.entries(before)) assert.equal(after[key], value, key);
  keeps(new Map(Object.entries(before)), new Map(Object.entries(after)));
  caused("S12");
});

test("a page that crashes at each write of bringing a storage up to date: the next start does it", async (t) => {
  const { "plumbline/version": _, ...before } = await version1();
  // How many writes there are: as many as at a start that nothing stops.
  const counted = await withStored(t, before);
  await counted.evaluateOnNewDocument(() => {
    window.writes = 0;
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      window.writes += 1;
      set.call(this, key, value);
    };
  });
  await open(counted, place());
  await sees(counted, "4 of 140 answered", ".register");
  const writes = await counted.evaluate(() => window.writes);
  assert.ok(writes >= 1);
  assert.equal((await records(counted))["plumbline/version"], CURRENT);
  for (let stop = 1; stop <= writes; stop += 1) {
    for (const isAfter of [false, true]) {
      const page = await withStored(t, before);
      await page.evaluateOnNewDocument((stop, isAfter) => {
        const set = Storage.prototype.setItem;
        let n = 0;
        Storage.prototype.setItem = function (key, value) {
          n += 1;
          if (n < stop || isAfter) set.call(this, key, value);
          if (n < stop) return;
          // It hangs until it is gone.
          console.debug("now");
          for (;;);
        };
      }, stop, isAfter);
      const session = await page.createCDPSession();
      const there = new Promise((done) => page.on("console", (message) => message.text() === "now" && done()));
      const crashed = new Promise((done) => page.once("error", done));
      page.goto(place()).catch(() => {});
      await there;
      session.send("Page.crash").catch(() => {});
      await crashed;
      const again = await page.browserContext().newPage();
      await open(again, place());
      await sees(again, "4 of 140 answered", ".register");
      const after = await records(again);
      assert.equal(after["plumbline/version"], CURRENT);
      for (const [key, value] of Object.entries(before)) assert.equal(after[key], value, key);
    }
  }
  caused("S13");
});

test("which version has the storage is said before anything that an earlier one cannot read", async (t) => {
  const page = await fresh(t);
  await page.evaluateOnNewDocument(() => {
    // Of all pages of this tab.
    const written = () => JSON.parse(sessionStorage.written ?? "[]");
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (this === localStorage && key !== "plumbline/probe") sessionStorage.written = JSON.stringify([...written(), [key, value]]);
      set.call(this, key, value);
    };
  });
  await beginAt(page);
  await rate(page, 0, "F");
  const written = await page.evaluate(() => JSON.parse(sessionStorage.written));
  assert.deepEqual(written[0], ["plumbline/version", CURRENT]);
  assert.ok(written.some(([, text]) => text.startsWith("@")), "something lies there in fewer letters");
});

test("a storage of a newer version is read, and nothing in it is changed", async (t) => {
  for (const version of ["3", "101"]) {
    const stored = { ...(await version1()), "plumbline/version": version, "plumbline/2/new": '"not known here"' };
    const page = await withStored(t, stored);
    await open(page, `${place()}#/a/ys6e3vc3cfb4/assess/incident`);
    await sees(page, "A newer version of Plumbline has been at work in this browser.", ".banner");
    await page.waitForSelector('[id^="q-incident-"] input[value="F"]:checked');
    await questions(page);
    // It can be used; what is changed stays in this tab.
    await tap(page, (await page.$$('.question input[value="N"]'))[1]);
    await sees(page, "Not saved", ".save-state");
    await sees(page, "Reload", ".banner");
    assert.deepEqual(await records(page), stored);
    await tap(page, ".banner a");
    await sees(page, "Settings and data", "h1");
    await press(page, "Delete everything", "button");
    await tap(page, "dialog[open] .button--danger");
    await sees(page, "are left in this browser");
    assert.deepEqual(await records(page), stored, "not even by deleting");
    keeps(new Map(Object.entries(stored)), new Map(Object.entries(await records(page))));
    await page.close();
  }
  caused("S11");
});

test("a newer version takes over in another tab: this one stops writing and says so", async (t) => {
  const page = await fresh(t);
  await beginAt(page);
  await rate(page, 0, "F");
  const other = await page.browserContext().newPage();
  await other.goto(`${place()}boot.js`);
  await other.evaluate(() => localStorage.setItem("plumbline/version", "3"));
  await page.bringToFront();
  await sees(page, "A newer version of Plumbline has been at work in this browser.", ".banner");
  const before = await records(page);
  await tap(page, (await page.$$('.question input[value="N"]'))[1]);
  await sees(page, "Not saved", ".save-state");
  assert.deepEqual(await records(page), before);
  caused("T4");
});
