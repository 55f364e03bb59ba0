// Two tabs while the last part of the program does not come to one of them: what the other
// did, put into the bin or kept ends nothing, and nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, open, press, questions, records, saved, sees, tap } from "./browser.mjs";
import { together } from "./people.mjs";
import { begun, elsewhere, goesOn, invited, losing, pageThatTells } from "./stages.mjs";

together();

/** Moves what was begun with the invitation to the bin. */
async function bins(page) {
  await press(page, "Delete Hafen Works");
  await press(page, "Move to the bin");
  await sees(page, "in the bin");
}

/** Moves it to the bin in another tab; this page has heard of it then. */
async function isBinned(page, address) {
  await page.evaluate(() =>
    addEventListener("storage", ({ key, newValue }) => {
      if (key?.endsWith("/model") && newValue === null) window.isTold = true;
    }),
  );
  await elsewhere(page, address, bins);
  await page.waitForFunction(() => window.isTold);
}

/** What is answered from here on is not said to be saved. */
async function isSavedNoMore(page) {
  await tap(page, '.question input[value="N"]');
  await sees(page, "Not saved", ".save-state");
  await goesOn(page);
}

/** A page with an assessment that it answers without the last part, and another tab in reach. */
async function answering(t) {
  const it = await begun(t);
  it.loses("rest");
  await open(it.page, it.address);
  await questions(it.page);
  await sees(it.page, "did not arrive", "#waits");
  return it;
}

test("without the last part what was answered in another tab stands beside what is answered here", async (t) => {
  const it = await answering(t);
  const { page, address, has } = it;
  for (const [theirs, mine] of [["P", "L"], ["?", "N"]]) {
    await elsewhere(page, address, async (other) => {
      await questions(other);
      await tap(other, `.question input[value="${theirs}"]`);
      await saved(other);
    });
    await tap(page, `.question input[value="${mine}"]`);
    await saved(page);
    await goesOn(page);
  }
  has();
  // Which was meant is asked when what asks it is there.
  await sees(page, "What was said last stands; both are here.");
  await page.waitForSelector('.question input[value="N"]:checked');
  await goesOn(page);
});

test("without the last part the app begins with what is in the bin and kept, and shows what is gone", async (t) => {
  const it = await answering(t);
  const { page, address, own, has } = it;
  await elsewhere(page, `${own.url}#/sample`, async (other) => {
    await sees(other, "Results", "h1");
    await follow(other, "History");
    await other.type("#state-name", "Before");
    await press(other, "Keep this state");
    await sees(other, "Kept as Before.");
  });
  for (const to of [own.url, address]) {
    await open(page, to);
    await sees(page, "did not arrive", "#waits");
    await goesOn(page);
  }
  await questions(page);
  await isBinned(page, own.url);
  await isSavedNoMore(page);
  for (const to of [own.url, address]) {
    await open(page, to);
    await sees(page, to === own.url ? "Continue" : "This page is on its way");
    await goesOn(page);
  }
  has();
  await sees(page, "This assessment is in the bin", "h1");
  await goesOn(page);
});

test("what is moved to the bin in another tab is not said to be saved in one that lacks the last two parts", async (t) => {
  const { own, loses, has } = await losing(t);
  const page = await pageThatTells(t);
  const link = await invited(t, own);
  loses("use");
  await page.setCacheEnabled(false);
  await open(page, link);
  await press(page, "Start answering");
  await questions(page);
  await tap(page, '.question input[value="L"]');
  await saved(page);
  await isBinned(page, own.url);
  await isSavedNoMore(page);
  has();
  await sees(page, "This assessment is in the bin", "h1");
  await sees(page, "What you answered here after that is stored nowhere.");
  await goesOn(page);
  assert.deepEqual(Object.keys(await records(page)).filter((it) => it.includes("/answer/")), []);
  // What was answered before lies there.
  await follow(page, "Open the bin");
  await press(page, "Put back Hafen Works");
  await follow(page, "Plumbline");
  await follow(page, "Continue Hafen Works");
  await press(page, "Go on with what is here now");
  await page.waitForSelector('.question input[value="L"]:checked');
});

test("a storage that is full is said at once, and what can be done when the last part has come", async (t) => {
  const { page, has } = await answering(t);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await isSavedNoMore(page);
  has();
  await sees(page, "1 change is in this tab alone", ".banner");
  await page.waitForSelector('.question input[value="N"]:checked');
  await goesOn(page);
});

test("what is put back from the bin while the last part is missing is saved again", async (t) => {
  const { page, address, own, has } = await answering(t);
  await isBinned(page, own.url);
  await isSavedNoMore(page);
  await elsewhere(page, `${own.url}#/settings`, async (other) => {
    await press(other, "Put back Hafen Works");
    await sees(other, "The bin is empty");
  });
  await tap(page, '.question:nth-of-type(2) input[value="P"]');
  await saved(page);
  has();
  await page.waitForSelector(".live svg");
  await goesOn(page);
  await open(page, address);
  await page.waitForSelector('.question:nth-of-type(1) input[value="N"]:checked');
  await page.waitForSelector('.question:nth-of-type(2) input[value="P"]:checked');
});
