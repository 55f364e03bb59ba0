// Imports that are cut off, after each of their writes: what is found at the next
// start is as before, or all of it, and what else was there is untouched.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { open, press, questions, records, scratch, sees } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { fresh, place, together } from "./people.mjs";
import { beginAt, putRecords, rate, VALUES } from "./work.mjs";

together();

const IMPORTED = "abcdefghjkmn";

/** A file with about 150 entries, and what its records will be. */
async function whole(page) {
  await page.evaluate(() => (location.hash = "#/sample"));
  await page.waitForSelector(".verdict");
  const [, sample] = page.url().match(/#\/a\/(\w+)/);
  const of = Object.entries(await records(page)).filter(([key]) => key.match(`/1/${sample}/(answer|set-up)/`) && !key.endsWith("/sample"));
  const registers = Object.fromEntries(of.map(([key, json]) => [key.split(`/1/${sample}/`)[1], JSON.parse(json)]));
  const name = join(await scratch(), "whole.json");
  await writeFile(name, JSON.stringify({ format: "plumbline", version: 1, assessments: [{ id: IMPORTED, model: { id: "iso20000-13", version: "1.0.0" }, registers }] }));
  return { name, registers };
}

/** Goes as far as the button that takes the file over. */
async function choose(page, file) {
  await open(page, `${place()}#/open`);
  await (await page.waitForSelector("#file-input")).uploadFile(file);
  await sees(page, "1 assessment found");
}

/** An assessment of which this browser has a part already, and the file. */
async function scene(t) {
  const page = await fresh(t);
  // What is refused at the end of a page is refused on purpose.
  page.on("dialog", (dialog) => dialog.accept());
  await beginAt(page);
  for (let at = 0; at < 4; at += 1) await rate(page, at, VALUES[at]);
  const stored = Object.fromEntries(Object.entries(await records(page)).filter(([key]) => key.startsWith("plumbline/1/") || key === "plumbline/version"));
  const file = await whole(page);
  // How many writes there are.
  await putRecords(page, Object.entries(stored), Object.entries(stored));
  await choose(page, file.name);
  await page.evaluate(() => {
    window.writes = 0;
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (this === localStorage) window.writes += 1;
      set.call(this, key, value);
    };
  });
  await press(page, "Take it over");
  await questions(page);
  const writes = await page.evaluate(() => window.writes);
  assert.ok(writes >= 145, `${writes} writes`);
  return { page, stored, writes, ...file };
}

/** A new start: the list shows what is here, as before or with all of the file. Returns whether it is here. */
async function asBeforeOrWhole(page, { stored, registers }, when) {
  await open(page, place());
  await sees(page, "In this browser");
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length >= 1);
  const now = await records(page);
  const rows = await page.$$eval(".register__row", (it) => it.length);
  const isHere = rows === 2;
  assert.ok(isHere || rows === 1, `${rows} rows ${when}`);
  if (isHere) for (const register of Object.keys(registers)) assert.ok(now[`plumbline/1/${IMPORTED}/${register}`], `${register} is missing ${when}`);
  keeps(new Map(Object.entries(stored).filter(([key]) => key.includes("/answer/"))), new Map(Object.entries(now)));
  for (const [key, json] of Object.entries(stored)) assert.equal(now[key], json, key);
  return isHere;
}

/** Once more, and it is whole. */
async function onceMore(page, { name, registers }) {
  await choose(page, name);
  await press(page, "Take it over");
  await questions(page);
  const now = await records(page);
  for (const register of Object.keys(registers)) assert.ok(now[`plumbline/1/${IMPORTED}/${register}`], register);
}

test("an import after which nothing is written any more, from its first write to its last: as before, or all of it", async (t) => {
  const it = await scene(t);
  const { page, stored, name, writes } = it;
  // The first ones, the last ones, and every ninth between: one write is like the next.
  const stops = Array.from({ length: writes + 1 }, (_, at) => at).filter((at) => at < 4 || at > writes - 4 || at % 9 === 0);
  let before = 0;
  for (const [n, stop] of stops.entries()) {
    await putRecords(page, Object.entries(stored), Object.entries(stored));
    await choose(page, name);
    // After so many writes nothing reaches any store any more, as if the browser
    // were gone: nor does what would be put right.
    await page.evaluate((stop) => {
      const real = Storage.prototype.setItem;
      let n = 0;
      const die = () => {
        window.dead = true;
        Storage.prototype.removeItem = () => {};
        for (const method of ["put", "delete", "clear"]) IDBObjectStore.prototype[method] = () => {
          throw new Error("dead");
        };
      };
      Storage.prototype.setItem = function (key, value) {
        if (n < stop) real.call(this, key, value);
        n += 1;
        if (n >= stop && !window.dead) die();
      };
    }, stop);
    await press(page, "Take it over");
    await page.waitForFunction(() => window.dead);
    if (!(await asBeforeOrWhole(page, it, `after ${stop} writes`))) before += 1;
    if (n % 8 === 7 && stop < writes) await onceMore(page, it);
  }
  // Which model it was made with is written last, and makes it whole.
  assert.equal(before, stops.length - 1);
});

test("a page that crashes in the middle of an import: as before, or all of it", async (t) => {
  const it = await scene(t);
  const { stored, name, writes } = it;
  let { page } = it;
  const context = page.browserContext();
  for (let stop = 1; stop <= writes; stop += 10) {
    await putRecords(page, Object.entries(stored), Object.entries(stored));
    await choose(page, name);
    const session = await page.createCDPSession();
    const there = new Promise((done) => page.on("console", (message) => message.text() === "now" && done()));
    const crashed = new Promise((done) => page.once("error", done));
    await page.evaluate((stop) => {
      const real = Storage.prototype.setItem;
      let n = 0;
      Storage.prototype.setItem = function (key, value) {
        real.call(this, key, value);
        n += 1;
        if (n < stop) return;
        // It hangs in the middle of its work until it is gone.
        console.debug("now");
        for (;;);
      };
    }, stop);
    press(page, "Take it over").catch(() => {});
    await there;
    session.send("Page.crash").catch(() => {});
    await crashed;
    await page.close();
    page = await context.newPage();
    await asBeforeOrWhole(page, it, `after a crash at write ${stop}`);
    await onceMore(page, it);
  }
  caused("S20");
});
