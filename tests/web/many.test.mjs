// Many assessments in one browser: whatever a page shows of them it reads once, and
// what is said in one tab costs another what was changed and no more.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, ready, sees } from "./browser.mjs";
import { idOf, MANY, manyRecords, nameOf, ROWS, rows } from "./many.mjs";
import { fresh, place, together } from "./people.mjs";
import { putRecords } from "./work.mjs";

together();

/** Notes what this page reads of the local storage, record by record. */
const noteReads = (page) =>
  page.evaluateOnNewDocument(() => {
    window.reads = new Map();
    window.keys = 0;
    const { getItem, key } = Storage.prototype;
    Storage.prototype.getItem = function (name) {
      if (/^plumbline\/(1|shelf|backup)\//.test(name)) window.reads.set(name, (window.reads.get(name) ?? 0) + 1);
      return getItem.call(this, name);
    };
    Storage.prototype.key = function (at) {
      window.keys += 1;
      return key.call(this, at);
    };
  });

/** What was read: records, how often the one that was read most, and keys by number. */
const reads = (page) => page.evaluate(() => ({ records: window.reads.size, most: Math.max(0, ...window.reads.values()), keys: window.keys }));

/** The journal compares what it has with what is stored, which is a look of its own. */
const noJournal = (page) =>
  page.evaluateOnNewDocument(() => {
    Object.defineProperty(window, "indexedDB", { get: () => undefined });
    Object.defineProperty(Navigator.prototype, "storageBuckets", { get: () => undefined });
  });

const go = (page, to) => page.evaluate((to) => (location.hash = to), to);

test("eighty full assessments: each record is read once, and when a letter is typed elsewhere, the one that was changed", async (t) => {
  const one = await fresh(t);
  const stored = manyRecords(MANY);
  await putRecords(one, stored, []);
  await noJournal(one);
  const states = ["before", "after"].map((name, at) => [`plumbline/shelf/${String(at).padStart(12, "0")}-${idOf(0)}`, name]);
  await one.evaluate((states, organisation, model) => {
    for (const [at, [key, name]] of states.entries()) {
      const file = JSON.stringify({ format: "plumbline", version: 1, assessments: [{ id: key.slice(-12), model: JSON.parse(model), registers: { "set-up/organisation": JSON.parse(organisation) } }] });
      localStorage.setItem(key, JSON.stringify({ why: "snapshot", name, at, file }));
    }
  }, states, ...["set-up/organisation", "model"].map((name) => stored.find(([key]) => key === `plumbline/1/${idOf(0)}/${name}`)[1]));
  const two = await one.browserContext().newPage();
  await noteReads(two);
  await noJournal(two);

  await two.goto(`${place()}#/`);
  await ready(two);
  await rows(two, MANY);
  const all = stored.length - 1 + states.length;
  const seen = async (what, n) => {
    const { records, most, keys } = await reads(two);
    assert.equal(most, 1, `${what}: the record that was read most`);
    assert.ok(records === n && keys <= all + 1, `${what}: ${records} records of ${n}, ${keys} keys`);
  };
  // The states are read when the bin is swept, once the journal is there or not.
  await two.waitForFunction((n) => window.reads.size >= n, {}, all);
  await seen("first page", all);
  // What was read before a start over would not be counted.
  assert.equal(await two.evaluate(() => sessionStorage.getItem("plumbline-needs-all")), null, "it started over");
  await go(two, "#/units");
  await two.waitForFunction((n) => document.querySelectorAll(".units thead th").length === n + 3, {}, MANY);
  await seen("units", all);
  await go(two, `#/a/${idOf(0)}/results`);
  await two.waitForSelector("#compare");
  assert.equal(await two.$$eval("#compare option", (it) => it.length), MANY + states.length, "each of the others, the states and nothing");
  await two.select("#compare", idOf(3));
  await two.select("#compare", states[1][0]);
  await seen("compared", all);

  await go(two, "#/");
  await rows(two, MANY);
  const typed = 47;
  await open(one, `${place()}#/a/${idOf(typed)}/set-up`);
  await two.evaluate(
    (rows, typed) => {
      window.reads.clear();
      window.keys = 0;
      // Who is about to press something here keeps hold of it.
      window.held = [...document.querySelectorAll(`${rows} button`)].find((it) => it.textContent === "Export Unit 5");
      window.held.focus();
      window.row = document.querySelectorAll(rows)[typed];
      window.touched = new Set();
      const note = (changes) => {
        for (const { target } of changes) window.touched.add((target.closest ? target : target.parentElement).closest("li"));
      };
      new MutationObserver(note).observe(document.querySelector(".register"), { subtree: true, childList: true, characterData: true, attributes: true });
    },
    ROWS,
    typed,
  );
  await one.focus("#organisation");
  await one.keyboard.press("End");
  await one.keyboard.type(" of twenty letters..");
  await sees(two, `${nameOf(typed)} of twenty letters..`, ROWS);
  await sees(two, `${nameOf(typed)} of twenty letters..`, `${ROWS}:first-child`);
  const after = await two.evaluate(() => ({
    read: [...window.reads.keys()],
    keys: window.keys,
    others: [...window.touched].filter((it) => it && it !== window.row).map((it) => it.innerText),
    isHeld: document.activeElement === window.held && window.held.textContent,
  }));
  assert.deepEqual(after, { read: [`plumbline/1/${idOf(typed)}/set-up/organisation`], keys: 0, others: [], isHeld: "Export Unit 5" });
  // Nor does whose own row goes to the top lose it.
  await two.evaluate((rows) => {
    window.held = document.querySelector(`${rows}:nth-child(13) button`);
    window.held.focus();
  }, ROWS);
  await open(one, `${place()}#/a/${idOf(11)}/set-up`);
  await one.focus("#organisation");
  await one.keyboard.press("End");
  await one.keyboard.type("!");
  await sees(two, `${nameOf(11)}!`, `${ROWS}:first-child`);
  assert.equal(await two.evaluate(() => document.activeElement === window.held && window.held.textContent), `Export ${nameOf(11)}!`);

  // What is removed elsewhere, and what is cleared, is gone here, too.
  await one.evaluate((id) => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`plumbline/1/${id}/`)) localStorage.removeItem(key);
  }, idOf(7));
  await rows(two, MANY - 1);
  assert.deepEqual(await two.evaluate(() => window.keys), 0);
});

test("who comes back to a list has no assessment read for it; what is said meanwhile counts, and a wrong note does not stay", async (t) => {
  const one = await fresh(t);
  await putRecords(one, manyRecords(MANY), []);
  await noJournal(one);
  await open(one, `${place()}#/`);
  await rows(one, MANY);
  const noted = (n) => one.waitForFunction((n) => Object.keys(localStorage).filter((it) => it.startsWith("plumbline/listed/")).length === n, {}, n);
  await noted(MANY);
  const listed = (page) => page.$$eval(ROWS, (all) => all.map((it) => it.innerText));
  const before = await listed(one);
  // Whatever a note says wrongly.
  await one.evaluate((key, right) => localStorage.setItem(key, localStorage.getItem(key).replace(right, "A wrong note")), `plumbline/listed/${idOf(5)}`, nameOf(5));

  const two = await one.browserContext().newPage();
  await noteReads(two);
  await noJournal(two);
  // What is looked up while the page is idle waits until it may.
  await two.evaluateOnNewDocument(() => {
    const real = window.setTimeout;
    const idle = [];
    window.setTimeout = (callback, ms, ...rest) => (ms === 2000 ? idle.push(callback) : real(callback, ms, ...rest));
    window.letIdle = () => {
      window.setTimeout = real;
      for (const it of idle) it();
    };
  });
  await two.goto(`${place()}#/`);
  await ready(two);
  await rows(two, MANY);
  const records = () => two.evaluate(() => [...window.reads.keys()].filter((it) => it.startsWith("plumbline/1/")).length);
  assert.equal(await records(), 0, "records that were read for the list");
  assert.deepEqual(await listed(two), before.map((it) => it.replace(/Unit 5(?!\d)/g, "A wrong note")));

  // What is said in another tab is read anew, and of that assessment alone.
  await open(one, `${place()}#/a/${idOf(47)}/set-up`);
  await one.focus("#organisation");
  await one.keyboard.press("End");
  await one.keyboard.type(" and more");
  await sees(two, `${nameOf(47)} and more`, `${ROWS}:first-child`);
  const others = await two.evaluate((own) => [...window.reads.keys()].filter((it) => it.startsWith("plumbline/1/") && !it.startsWith(own)), `plumbline/1/${idOf(47)}/`);
  assert.deepEqual(others, []);

  await two.evaluate(() => window.letIdle());
  await sees(two, `${nameOf(5)}\n`, ROWS);
  await noted(MANY);
  assert.ok((await listed(two)).every((it) => !it.includes("A wrong note")));

  // The settings say what is taken, and what more fits: 200 in all at the least.
  await go(two, "#/settings");
  await sees(two, "of about 5 million characters", "main");
  const [, more] = (await two.$eval("main", (it) => it.innerText)).match(/About (\d+) more full assessments fit\./);
  assert.ok(MANY + Number(more) >= 200 && Number(more) < 200, more);
});
