// Two tabs while the last part of the program does not come to one of them: what the other
// did, put into the bin or kept ends nothing, and nothing is lost.

import { test } from "node:test";
import { follow, open, press, questions, saved, sees, tap } from "./browser.mjs";
import { together } from "./people.mjs";
import { begun, goesOn } from "./stages.mjs";

together();

/** What is done in another tab, which has all of the program, while this one lacks the last part. */
async function elsewhere(page, address, { loses, has }, deed) {
  has();
  const other = await page.browserContext().newPage();
  await open(other, address);
  await deed(other);
  await other.close();
  loses("rest");
  await page.bringToFront();
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
    await elsewhere(page, address, it, async (other) => {
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
  await elsewhere(page, `${own.url}#/sample`, it, async (other) => {
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
  await elsewhere(page, own.url, it, async (other) => {
    await press(other, "Delete Hafen Works");
    await press(other, "Move to the bin");
    await sees(other, "in the bin");
  });
  // Nothing of it is written any more, and nothing ends.
  await tap(page, '.question input[value="N"]');
  await goesOn(page);
  for (const to of [own.url, address]) {
    await open(page, to);
    await sees(page, to === own.url ? "Continue" : "This page is on its way");
    await goesOn(page);
  }
  has();
  await sees(page, "This assessment is in the bin", "h1");
  await goesOn(page);
});
