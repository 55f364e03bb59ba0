// What the tests that cause faults do again and again: an assessment at a
// process, ratings that are shown as saved, and what a page shows of them.

import assert from "node:assert/strict";
import { place } from "./people.mjs";
import { fill, open, questions, sees, spelt } from "./browser.mjs";

export const VALUES = ["F", "L", "P", "N"];

/** A new assessment with a scope, and so stored, opened at a process; returns its address. */
export async function beginAt(page, process = "incident") {
  // Nobody types into a tab that lies behind another.
  await page.bringToFront();
  await open(page, `${place()}#/new`);
  await sees(page, "Set up", "h1");
  const id = await page.evaluate(() => location.hash.split("/")[2]);
  await fill(page, "Scope", "All");
  await page.waitForFunction(() => document.querySelector(".save-state").dataset.state !== "saving");
  const address = `${place()}#/a/${id}/assess/${process}`;
  await open(page, address);
  await page.waitForSelector(`[id^="q-${process}-"]`);
  await questions(page);
  return address;
}

/** Rates one question and resolves when the page shows it as saved. */
export const rate = (page, at, value) =>
  page.evaluate(
    async (at, value) => {
      const card = document.querySelectorAll(".question")[at];
      card.querySelector(`input[value="${value}"]`).click();
      // What was shown before the click says nothing about it: the page is
      // brought up to date in a microtask.
      await new Promise((next) => setTimeout(next));
      const state = document.querySelector(".save-state");
      while (state.dataset.state !== "saved") {
        await new Promise((changed) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            changed();
          });
          observer.observe(state, { attributes: true });
        });
      }
      return card.id;
    },
    at,
    value,
  );

/** That a second copy is still being read is said when the test says so, by `sayLate()`: how soon it is, is the machine's matter. */
export const neverLate = (page) =>
  page.evaluateOnNewDocument(() => {
    const real = window.setTimeout;
    window.setTimeout = (callback, ms, ...args) => (ms === 1_500 ? ((window.sayLate = callback), 0) : real(callback, ms, ...args));
  });

const RATINGS = "input:is([value=N],[value=P],[value=L],[value=F]):checked";

/**
 * The ratings that a page shows, by card, as soon as it shows the expected ones:
 * some come a moment after the page, from the journal or from another tab. Where
 * they never come, what it shows in their stead. The page may lie behind another.
 */
export async function shown(page, expected = new Map()) {
  await page
    .waitForFunction((all, ratings) => all.every(([id, value]) => document.getElementById(id)?.querySelector(ratings)?.value === value), { polling: 50 }, [...expected], RATINGS)
    .catch(() => {});
  await page.waitForFunction(() => !document.querySelector(".questions[data-more]"));
  return ratings(page);
}

const ratings = async (page) =>
  new Map(
    await page.$$eval(
      ".question",
      (cards, of) =>
        cards.flatMap((card) => {
          const value = card.querySelector(of)?.value;
          return value ? [[card.id, value]] : [];
        }),
      RATINGS,
    ),
  );

/** The cards of all questions, by process, in the order of the pages. */
export const everyCard = (page) =>
  page.evaluate(async () => {
    const pages = [];
    for (const it of document.querySelectorAll(".process-nav__link")) {
      const process = it.getAttribute("href").split("/").pop();
      location.hash = it.getAttribute("href");
      while (!document.querySelector(`[id^="q-${process}-"]`) || document.querySelector(".questions[data-more]")) await new Promise(requestAnimationFrame);
      pages.push([process, [...document.querySelectorAll(".question")].map((card) => card.id)]);
    }
    return pages;
  });

/**
 * The answers that the pages of these processes show, as soon as they show the
 * expected ones (lists of values, by card): the journal is read a moment after
 * the start. Where they never do, what they show in their stead.
 */
export async function showing(page, pages, expected) {
  const found = [];
  for (const [process, ids] of pages) {
    await page.evaluate((it) => (location.hash = location.hash.replace(/assess.*/, `assess/${it}`)), process);
    await page
      .waitForFunction(
        (ids, expected, of) => {
          const value = (id) => document.getElementById(id)?.querySelector(of)?.value;
          return ids.every((id) => document.getElementById(id)) && ids.every((id) => !expected[id] || expected[id].includes(value(id)));
        },
        {},
        ids,
        Object.fromEntries(expected),
        RATINGS,
      )
      .catch(() => {});
    const values = await ratings(page);
    for (const id of ids) if (values.has(id)) found.push([id, values.get(id)]);
  }
  return found;
}

/**
 * Gives the page `turn()`, without the four milliseconds of a timer, and
 * `until(is, what)`, which turns until there is something; `what` is words or a
 * function. What is run there goes through `told`.
 */
export const turning = async (page) => {
  await page.evaluate(`window.spelt = ${spelt}`);
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    window.turn = () =>
      new Promise((next) => {
        port1.onmessage = next;
        port2.postMessage("");
      });
    window.until = async (is, what) => {
      for (let value; ; await window.turn()) {
        if ((value = is())) return value;
        window.awaited = what;
      }
    };
  });
};

/** What comes of a call into a page that turns; where it comes to no end, what the page waits for. */
export const told = (page, call) =>
  call.catch(async (error) => {
    const what = await page.evaluate(() => (typeof window.awaited === "function" ? window.awaited() : window.awaited));
    assert.fail(`${error.message}; the page waits until ${what} and says: ${await page.$eval(".save-state", (it) => it.innerText)}`);
  });

/** Numbers by chance, the same ones at every run: each call gives one below `n`. */
export function chance(seed) {
  let random = seed;
  return (n) => ((random = (Math.imul(random, 1103515245) + 12345) >>> 0) >>> 16) % n;
}

/** Kills a browser and all its processes at once; resolves when it is gone. */
export async function slain(browser) {
  const it = browser.process();
  if (it.exitCode !== null || it.signalCode !== null) return;
  const gone = new Promise((done) => it.once("exit", done));
  process.kill(-it.pid, "SIGKILL");
  await gone;
}

/** A browser with one place for databases, as all but Chromium: the journal has one book. */
export const oneBook = (page) => page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "storageBuckets", { get: () => undefined }));

/** Runs this with each book of the journal, as an open database; returns what comes of each. */
export const eachBook = (page, act, ...args) =>
  page.evaluate(`(async () => {
    const all = [];
    const second = await navigator.storageBuckets?.open("plumbline-journal");
    for (const factory of [indexedDB, second?.indexedDB]) {
      if (!factory) continue;
      const opening = factory.open("plumbline", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("records");
      await new Promise((done, failed) => Object.assign(opening, { onsuccess: done, onerror: failed }));
      all.push(await (${act})(opening.result, ...${JSON.stringify(args)}));
      opening.result.close();
    }
    return all;
  })()`);

/** Puts these records into storage and journal, in place of all that is there. */
export async function putRecords(page, stored, journaled, where = place()) {
  await page.goto(`${where}boot.js`);
  await page.evaluate((stored) => {
    localStorage.clear();
    for (const [key, json] of stored) localStorage.setItem(key, json);
  }, stored);
  const put = async (database, journaled) => {
    const transaction = database.transaction("records", "readwrite");
    const end = new Promise((done, failed) => Object.assign(transaction, { oncomplete: done, onabort: failed }));
    const store = transaction.objectStore("records");
    store.clear();
    for (const [key, json] of journaled) store.put(json, key);
    await end;
  };
  await eachBook(page, put, journaled.filter(([key]) => key.startsWith("plumbline/1/")));
}
