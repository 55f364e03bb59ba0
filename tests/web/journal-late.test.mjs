// A journal that comes late: each of its books, and both, opened by the browser a
// moment later, after seconds, when the test lets it, or never. Slow is not missing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { keys, still } from "./access-keyboard.mjs";
import { drawn, misses, open, press, questions, records, saved, sees, tap, textOf, until } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { downloaded, fresh, give, place, together } from "./people.mjs";
import { beginAt, eachBook, neverLate, rate, shown, VALUES } from "./work.mjs";

together();

const READING = "A second copy of what is kept in this browser is still being read.";

/**
 * From the next page on the browser opens these books of the journal so many
 * milliseconds late, or, without a number, from `letOpen(book)` in the page on.
 */
const late = (page, books, ms) =>
  page.evaluateOnNewDocument(
    (books, ms) => {
      const open = IDBFactory.prototype.open;
      const waiting = [[], []];
      const isLate = [0, 1].map((it) => books.includes(it));
      window.letOpen = (at) => {
        isLate[at] = false;
        waiting[at].splice(0).forEach((it) => it());
      };
      IDBFactory.prototype.open = function (...args) {
        const at = this === window.indexedDB ? 0 : 1;
        if (!isLate[at]) return open.apply(this, args);
        // A request of which nothing is heard until the browser comes to it.
        let real;
        const request = {
          get result() {
            return real.result;
          },
          get transaction() {
            return real.transaction;
          },
        };
        const begin = () => {
          real = open.apply(this, args);
          for (const type of ["upgradeneeded", "success", "error"]) real[`on${type}`] = (event) => request[`on${type}`]?.(event);
        };
        if (ms === undefined) waiting[at].push(begin);
        else setTimeout(begin, ms);
        return request;
      };
    },
    books,
    ms ?? undefined,
  );

const letOpen = (page, books) => page.evaluate((books) => books.forEach((it) => window.letOpen(it)), books);

/** Another page of the same browser, with these books late. */
async function other(page, books, ms) {
  const it = await page.browserContext().newPage();
  await it.setViewport({ width: 1280, height: 900 });
  it.on("dialog", (dialog) => dialog.accept());
  if (books) await late(it, books, ms);
  return it;
}

/** Answers to the first questions, in storage and journal. */
async function worked(t, n = 5) {
  const page = await fresh(t);
  const address = await beginAt(page);
  const expected = new Map();
  for (let at = 0; at < n; at += 1) expected.set(await rate(page, at, VALUES[at % 4]), VALUES[at % 4]);
  await page.goto(`${place()}boot.js`);
  return { page, address, expected };
}

/** As a crash leaves it: the local storage has lost all answers. */
const crashed = (page) =>
  page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.includes("/answer/")) localStorage.removeItem(key);
  });

/** The records of both books. */
const held = (page) =>
  eachBook(page, (database) =>
    new Promise((done) => {
      const store = database.transaction("records").objectStore("records");
      const keys = store.getAllKeys();
      store.getAll().onsuccess = ({ target }) => done(Object.fromEntries(keys.result.map((key, at) => [key, target.result[at]])));
    }),
  );

/** Waits until so many answers are on the page. */
const answered = (page, n) =>
  page.waitForFunction((n) => document.querySelectorAll(".question input:is([value=N],[value=P],[value=L],[value=F]):checked").length === n, {}, n);

for (const [name, books] of [["the first book", [0]], ["the second book", [1]], ["both books", [0, 1]]]) {
  test(`${name} of the journal comes late, after a crash: nothing that it holds is called missing, and then all of it is there`, async (t) => {
    const { page, address, expected } = await worked(t);
    await crashed(page);
    if (books.length === 1) {
      // The late one alone has them.
      await page.evaluate((at) => (window.emptied = 1 - at), books[0]);
      await eachBook(page, (database) => {
        window.seen = (window.seen ?? -1) + 1;
        if (window.seen !== window.emptied) return undefined;
        const store = database.transaction("records", "readwrite").objectStore("records");
        store.getAllKeys().onsuccess = ({ target }) => target.result.filter((it) => it.includes("/answer/")).forEach((it) => store.delete(it));
        return new Promise((done) => (store.transaction.oncomplete = () => done()));
      });
    }
    const mine = await other(page, books);
    await open(mine, place());
    await sees(mine, READING);
    await sees(mine, "0 of 140 answered so far", ".register__row");
    await mine.evaluate((to) => (location.href = to), address);
    await questions(mine);
    await sees(mine, "0 of 140 answered so far");
    await sees(mine, READING);
    assert.equal((await shown(mine)).size, 0);
    await letOpen(mine, books);
    await answered(mine, expected.size);
    await misses(mine, READING);
    await sees(mine, "5 of 140 answered");
    await misses(mine, "answered so far");
    keeps(expected, await shown(mine));
    const [one, two] = await held(mine);
    assert.deepEqual(one, two, "each has been told what it lacked");
  });
}

test("the journal comes 0.1, 1 and 5 seconds late, after a crash: all answers are there then", async (t) => {
  await Promise.all(
    [100, 1_000, 5_000].map(async (ms) => {
      // Each in a browser of its own: what came early in one would be there for all.
      const { page, address, expected } = await worked(t);
      await crashed(page);
      const mine = await other(page, [0, 1], ms);
      await open(mine, address);
      await answered(mine, expected.size);
      keeps(expected, await shown(mine));
    }),
  );
});

test("an assessment, and all there is, may be in the copy that is still being read: neither is called missing", async (t) => {
  const { page, address, expected } = await worked(t, 1);
  await page.evaluate(() => localStorage.clear());
  const mine = await other(page, [0, 1]);
  await open(mine, place());
  assert.doesNotMatch(await textOf(mine, ".empty"), /No assessment yet/);
  await sees(mine, "Still looking for what was kept here.", ".empty");
  await mine.evaluate((to) => (location.href = to), address);
  await sees(mine, "Looking for this assessment", "h1");
  await letOpen(mine, [1]);
  await answered(mine, 1);
  keeps(expected, await shown(mine));
  await sees(mine, READING);
  // One that is nowhere is not here, once all has been read.
  await mine.evaluate(() => (location.hash = "#/a/abcdefghjkmp/results"));
  await sees(mine, "Looking for this assessment", "h1");
  await letOpen(mine, [0]);
  await sees(mine, "This assessment is not in this browser", "h1");
});

test("answered while the copy was being read: the earlier answer is kept in sight, and both books have both", async (t) => {
  const { page, address, expected } = await worked(t);
  await crashed(page);
  const mine = await other(page, [0, 1]);
  await open(mine, address);
  await questions(mine);
  await sees(mine, READING);
  await tap(mine, '.question input[value="N"]');
  await sees(mine, "Saved once, second copy to come", ".save-state");
  await letOpen(mine, [1]);
  await saved(mine);
  await letOpen(mine, [0]);
  await answered(mine, expected.size);
  const [card] = expected.keys();
  keeps(new Map([...expected, [card, "N"]]), await shown(mine));
  await sees(mine, "The second copy held something else for what you have just said.", "[role=status]");
  await tap(mine, ".question details.fold > summary");
  await sees(mine, "Answered before: F (", ".question__earlier");
  await misses(mine, READING);
  await saved(mine);
  const [one, two] = await held(mine);
  assert.deepEqual(one, two);
  const key = Object.keys(one).find((it) => one[it].includes('"earlier"'));
  const { value, earlier } = JSON.parse(one[key]);
  assert.deepEqual([value, ...earlier.map((it) => it.value)], [{ rating: "N" }, { rating: "F" }]);
  assert.equal((await records(mine))[key], one[key]);
});

test("what a file has replaced stays replaced, also when a copy that comes late holds what stood before", async (t) => {
  const { page, address, expected } = await worked(t, 2);
  await open(page, address.replace(/assess\/.*/, "results"));
  const file = await downloaded(page, "Export the file");
  await open(page, address);
  await questions(page);
  // Said after the export: one that the file has otherwise, and one that it has not got.
  for (const [at, value] of [[1, "N"], [2, "F"]]) await rate(page, at, value);
  await page.goto(`${place()}boot.js`);
  const mine = await other(page, [1]);
  await give(mine, file);
  await tap(mine, await mine.waitForFunction(() => [...document.querySelectorAll(".card")].find((it) => it.innerText.startsWith("Replace"))));
  await press(mine, "Take it over");
  await sees(mine, "2 of 140 answered");
  await mine.evaluate((to) => (location.href = to), address);
  await answered(mine, 2);
  assert.deepEqual(await shown(mine, expected), expected);
  await letOpen(mine, [1]);
  await saved(mine);
  await until(async () => { const [one, two] = await held(mine); return JSON.stringify(one) === JSON.stringify(two); }, "both books hold the same");
  assert.deepEqual(await shown(mine, expected), expected);
  // Nor after the page is left, whichever book comes first.
  for (const books of [[0], [1]]) {
    const next = await other(page, books);
    await open(next, address);
    await questions(next);
    await letOpen(next, books);
    await misses(next, READING);
    assert.deepEqual(await shown(next, expected), expected);
    await next.close();
  }
});

test("a window that is opened while a copy is late does not bring back what was deleted in another one", async (t) => {
  const { page } = await worked(t, 1);
  const mine = await other(page, [0, 1]);
  await open(mine, `${place()}#/settings`);
  await press(mine, "Delete everything");
  await mine.evaluate(() => document.querySelector("dialog[open] .button--danger").click());
  await mine.waitForFunction(() => !Object.keys(localStorage).some((it) => it.includes("/answer/")));
  // Its own books come at once, and hold everything still.
  const next = await other(page);
  await open(next, place());
  await next.waitForFunction(() => !document.querySelector(".register__row"));
  await misses(next, "Still looking for what was kept here.");
  await sees(next, "No assessment yet", ".empty");
  await mine.bringToFront();
  await letOpen(mine, [0, 1]);
  await until(async () => (await held(next)).every((it) => !Object.keys(it).some((key) => key.includes("/answer/"))), "no book holds it");
  await next.waitForFunction(() => !Object.keys(localStorage).some((it) => it.includes("/answer/") || it.includes("removed")));
});

test("what is said of the second copy comes and goes without moving anything under the pointer or covering the focus", async (t) => {
  const { page, address, expected } = await worked(t, 1);
  const at = address.replace(/assess\/.*/, "");
  for (const [width, height] of [[1280, 900], [320, 640], [640, 320]]) {
    for (const where of [`${place()}#/settings`, address, `${at}set-up`, place()]) {
      const mine = await other(page, [0, 1]);
      await still(mine);
      await mine.setViewport({ width, height });
      await neverLate(mine);
      await open(mine, where);
      // Nothing is marked as having the focus in a page that does not have it itself.
      await mine.bringToFront();
      await mine.waitForFunction(() => document.hasFocus());
      if (where === address) await questions(mine);
      const middle = await mine.evaluate(() => {
        scrollTo(0, (document.documentElement.scrollHeight - innerHeight) / 2);
        return scrollY;
      });
      await drawn(mine);
      const places = () =>
        mine.evaluate(() =>
          [...document.querySelectorAll(":is(header, main) :is(a, button, input, summary, select, textarea)")].filter((it) => it.checkVisibility()).map((it) => {
            const { x, y } = it.getBoundingClientRect();
            return `${it.id || it.localName} ${Math.round(x)} ${Math.round(y)}`;
          }),
        );
      const before = await places();
      await mine.evaluate(() => window.sayLate());
      await sees(mine, READING, "#second-copy");
      await drawn(mine);
      assert.deepEqual(await places(), before, `${where} at ${width}`);
      // A strip that sticks only in a higher window has it stand on the strip there.
      await mine.setViewport({ width, height: 900 });
      const isClear = () => {
        const band = document.querySelector("#second-copy").getBoundingClientRect();
        const sticks = (it) => getComputedStyle(it).position === "sticky";
        const strips = [...document.querySelectorAll(".live, .tally")].filter(sticks).map((it) => it.getBoundingClientRect());
        return band.height > 0 && band.bottom <= innerHeight && strips.every((it) => it.right <= band.left || it.left >= band.right || it.bottom <= band.top || it.top >= band.bottom - 1);
      };
      await mine.waitForFunction(isClear);
      await mine.setViewport({ width, height });
      // Wherever the page is scrolled to it lies neither on a strip nor under one, and at the
      // end of the page on nothing.
      const end = () => mine.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      for (let to = Math.max(0, (await end()) - 400); to < (await end()) + 40; to += 40) {
        await mine.evaluate((it) => scrollTo(0, it), to);
        await mine.waitForFunction(isClear);
      }
      if ((await end()) > 0) {
        await mine.waitForFunction(() => document.querySelector("footer").getBoundingClientRect().bottom <= document.querySelector("#second-copy").getBoundingClientRect().top);
      }
      await mine.evaluate((it) => scrollTo(0, it), middle);
      await drawn(mine);
      const k = keys(mine);
      for (let n = 0, it; n < 40 && !it?.isPage; n += 1) it = await k.tab();
      await mine.evaluate((it) => scrollTo(0, it), middle);
      await letOpen(mine, [0, 1]);
      await misses(mine, READING);
      await drawn(mine);
      assert.deepEqual(await places(), before, `${where} at ${width}, afterwards`);
      if (where === address) keeps(expected, await shown(mine));
      await mine.close();
    }
  }
});

test("one book is late: what the other has is saved, and what was said meanwhile is in both when it comes", async (t) => {
  for (const at of [0, 1]) {
    const { page, address, expected } = await worked(t, 1);
    const mine = await other(page, [at]);
    await open(mine, address);
    await answered(mine, 1);
    for (const [question, value] of [[1, "P"], [2, "L"], [0, "N"]]) expected.set(await rate(mine, question, value), value);
    await sees(mine, READING);
    await letOpen(mine, [at]);
    await misses(mine, READING);
    // What comes after the last turn has been answered by both.
    expected.set(await rate(mine, 3, "F"), "F");
    keeps(expected, await shown(mine));
    const [one, two] = await held(mine);
    assert.deepEqual(one, two);
    assert.equal(Object.keys(one).filter((it) => it.includes("/answer/")).length, 4);
  }
});

test("what was deleted while a book was on its way does not come back with it", async (t) => {
  for (const books of [[0], [1], [0, 1]]) {
    const { page } = await worked(t, 2);
    // A record that the late copy alone holds goes as well.
    await page.evaluate(() => localStorage.removeItem(Object.keys(localStorage).find((it) => it.includes("/answer/"))));
    const mine = await other(page, books);
    const elsewhere = await other(page, [0, 1]);
    await open(elsewhere, place());
    await elsewhere.waitForSelector(".register__row");
    await mine.bringToFront();
    await open(mine, place());
    await tap(mine, ".register__row .button--quiet");
    await press(mine, "Move to the bin");
    await sees(mine, "is in the bin.", ".toast");
    await mine.goto(`${place()}#/settings`);
    await press(mine, `Delete for good ${await textOf(mine, ".register__row--plain h3")}`);
    await tap(mine, ".register__row--plain .button:last-child");
    await sees(mine, "The bin is empty");
    // Another tab that heard of it does not bring it back either.
    await elsewhere.bringToFront();
    await elsewhere.waitForSelector(".empty");
    await letOpen(elsewhere, [0, 1]);
    await sees(elsewhere, "No assessment yet", ".empty");
    await mine.bringToFront();
    await letOpen(mine, books);
    await sees(mine, "The bin is empty.");
    await misses(mine, READING);
    await sees(mine, "0 assessments in this browser.");
    await until(async () => (await held(mine)).every((it) => !Object.keys(it).length), "both books are empty");
    assert.deepEqual(Object.keys(await records(mine)).filter((it) => it.startsWith("plumbline/1/")), []);
    await open(mine, place());
    await letOpen(mine, books);
    await sees(mine, "No assessment yet", ".empty");
  }
});

test("everything is deleted while a book is on its way: it is emptied when it comes, and said to be gone only then", async (t) => {
  for (const books of [[0], [1], [0, 1]]) {
    const { page } = await worked(t, 1);
    const mine = await other(page, books);
    await open(mine, `${place()}#/settings`);
    await sees(mine, READING);
    await press(mine, "Delete everything");
    await mine.evaluate(() => document.querySelector("dialog[open] .button--danger").click());
    await sees(mine, "keep this page open until it says that nothing is left");
    // Nothing but which assessments no window may bring back.
    assert.deepEqual(await mine.evaluate(() => Object.keys(localStorage)), ["plumbline/removed"]);
    await letOpen(mine, books);
    await sees(mine, "Deleted. 0 entries of this app are left in this browser.");
    await mine.waitForFunction(() => !localStorage.length);
    assert.deepEqual((await held(mine)).map((it) => Object.keys(it)), [[], []]);
  }
});

test("a book takes long to write: that is said, the page goes on, and when it has written it is saved", async (t) => {
  const page = await fresh(t);
  await page.evaluateOnNewDocument(() => {
    const timers = [];
    window.passTime = () => timers.splice(0).forEach((it) => it());
    const real = window.setTimeout;
    window.setTimeout = (callback, ms, ...args) => (ms === 8_000 ? timers.push(callback) : real(callback, ms, ...args));
    // The ends of transactions that are held back.
    const ends = [];
    window.hold = false;
    window.letEnd = () => {
      window.hold = false;
      ends.splice(0).forEach((it) => it());
    };
    const { set } = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
    Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
      set(callback) {
        set.call(this, (event) => (window.hold ? ends.push(() => callback(event)) : callback(event)));
      },
    });
  });
  await beginAt(page);
  await rate(page, 0, "F");
  await page.evaluate(() => (window.hold = true));
  await tap(page, '.question:nth-of-type(1) input[value="P"]');
  await page.waitForSelector('.save-state[data-state="saving"]');
  // As long as it takes, however late the page has begun to wait for a book.
  await until(async () => {
    await page.evaluate(() => window.passTime());
    return (await textOf(page, "body")).includes("The browser is slow to store the second copy");
  }, "the page says that a book is slow");
  await sees(page, "Saved once, second copy to come", ".save-state");
  await page.evaluate(() => window.letEnd());
  await saved(page);
  await misses(page, "The browser is slow to store the second copy");
  const [one, two] = await held(page);
  assert.deepEqual(one, two);
});

test("the app has stopped: the raw data holds both books, and a book that does not open is said and comes later", async (t) => {
  for (const [books, n] of [[[], 2], [[1], 1]]) {
    const { page } = await worked(t, 2);
    await page.evaluate(() => localStorage.clear());
    // Each book alone has one of the answers.
    await eachBook(page, (database) => {
      window.seen = (window.seen ?? -1) + 1;
      const store = database.transaction("records", "readwrite").objectStore("records");
      store.getAllKeys().onsuccess = ({ target }) => store.delete(target.result.filter((it) => it.includes("/answer/"))[window.seen]);
      return new Promise((done) => (store.transaction.oncomplete = () => done()));
    });
    const mine = await other(page, books);
    await open(mine, `${place()}#/method`);
    await mine.evaluate(() => window.plumblineCrash("here"));
    await sees(mine, "Something broke, your answers did not", "#crash");
    // Nor does it write any more: what the storage loses now is in the books alone.
    await page.evaluate(() => localStorage.clear());
    await mine.waitForFunction(() => localStorage.length === 0);
    const answers = async () => Object.keys(JSON.parse(await readFile(await downloaded(mine, "Download my data"), "utf8"))).filter((it) => it.includes("/answer/"));
    // It hands over what has been read by then: at the latest the next file has it.
    await until(async () => (await answers()).length === n, `the file has ${n} answers`);
    if (!books.length) continue;
    await sees(mine, "The browser has not opened its second copy of them yet.", "#crash-said");
    await letOpen(mine, books);
    await sees(mine, "Download once more", "#crash-said");
    assert.equal((await answers()).length, 2);
  }
  caused("S25");
});
