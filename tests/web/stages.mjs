// What tests of the parts of the program share: hosts that keep some back, and pages that
// tell what they stood still for.

import assert from "node:assert/strict";
import { fill, follow, marksUsable, open, press, questions, saved, sees, tap } from "./browser.mjs";
import { fresh, place } from "./people.mjs";
import { serve } from "./server.mjs";

/** The parts after the first, in their order. */
export const LATER = ["answers", "use", "rest"];

/** Which of them a path leads to. */
export const partOf = (path) => path.match(/plumbline_(answers|use|rest)-\w+\.wasm$/)?.[1];

/** Whether a path leads to this part or to one after it. */
export const isFrom = (path, part) => LATER.indexOf(partOf(path)) >= LATER.indexOf(part);

/** A page of a browser of its own, which counts as `standstills` the requests for which it stands still. */
export async function pageThatTells(t) {
  const page = await fresh(t);
  await marksUsable(page);
  await page.evaluateOnNewDocument(() => {
    window.standstills = 0;
    const open = XMLHttpRequest.prototype.open;
    XMLHttpRequest.prototype.open = function (...args) {
      if (args[2] === false) window.standstills += 1;
      return open.apply(this, args);
    };
  });
  return page;
}

/** From the next page on the first book of the journal takes so many milliseconds to open, and where asked for there is no second. */
export const journalComesLate = (page, ms, isAlone = false) =>
  page.evaluateOnNewDocument(
    (ms, isAlone) => {
      if (isAlone) Object.defineProperty(Navigator.prototype, "storageBuckets", { value: undefined });
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function (...args) {
        const request = { get result() { return this.real.result; }, get transaction() { return this.real.transaction; } };
        setTimeout(() => {
          request.real = open.apply(this, args);
          for (const type of ["upgradeneeded", "success", "error"]) request.real[`on${type}`] = (event) => request[`on${type}`]?.(event);
        }, ms);
        return request;
      };
    },
    ms,
    isAlone,
  );

/** A host for one test. */
export async function hostOf(t, options) {
  const it = await serve("dist", options);
  t.after(() => it.close());
  return it;
}

/** A host that hands out no part from this one on until it is let. */
export async function holding(t, from) {
  let release;
  const held = new Promise((done) => (release = done));
  const own = await hostOf(t, { fault: (path) => (from && isFrom(path, from) ? held : undefined) });
  t.after(() => release());
  return { own, release, hold: (it) => (from = it) };
}

/** An invitation as somebody sends it: to a new assessment, to the quick depth, or made of the sample. */
export async function invitation(page, of = "new") {
  if (of === "sample") {
    await page.evaluate(() => (location.hash = "#/sample"));
    await page.waitForSelector(".verdict");
  } else {
    await page.evaluate(() => (location.hash = "#/new"));
    await sees(page, "Set up", "h1");
    await fill(page, "Organisation", "Hafen Works");
    if (of === "quick") await tap(page, 'input[name="depth"]');
    await saved(page);
  }
  await follow(page, "Share");
  await tap(page, 'input[value="invitation"]');
  return page.$eval("#share-link", (it) => it.value);
}

/** With this header a page is handed all there is also by a host that has lost some of it. */
const FINDS_ALL = "x-finds-all";

/** A host that has lost the parts from this one on until it has them again. */
export async function losing(t, from) {
  const own = await hostOf(t, { fault: (path, headers) => (from && isFrom(path, from) && !headers[FINDS_ALL] ? { status: 404 } : undefined) });
  return { own, loses: (it) => (from = it), has: () => (from = undefined) };
}

/** What is done in another tab of the same browser, which has all of the program. */
export async function elsewhere(page, address, deed) {
  const other = await page.browserContext().newPage();
  await other.setExtraHTTPHeaders({ [FINDS_ALL]: "1" });
  await open(other, address);
  await deed(other);
  await other.close();
  await page.bringToFront();
}

/** An invitation to a new assessment, as this host shows it. */
export async function invited(t, own) {
  const before = await pageThatTells(t);
  await open(before, place());
  return (await invitation(before)).replace(place(), own.url);
}

/** A page with an assessment that was begun here and has an answer, and its host; nothing of it lies in the cache. */
export async function begun(t) {
  const lost = await losing(t);
  const page = await pageThatTells(t);
  await open(page, await invited(t, lost.own));
  await press(page, "Start answering");
  await questions(page);
  await tap(page, '.question input[value="F"]');
  await saved(page);
  await page.setCacheEnabled(false);
  return { page, address: page.url(), ...lost };
}

/** The app has not ended, and the page has not stood still. */
export const goesOn = async (page) => assert.deepEqual(await page.evaluate(() => [document.querySelector("#crash").hidden, window.standstills]), [true, 0]);
