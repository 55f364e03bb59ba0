// Charts when the page runs from the right; small screens with letters set wide;
// and how much of a small screen is left for what one reads.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { fresh, person, together } from "./people.mjs";
import { go, pages, tooWide } from "./reach-pages.mjs";

together();

test("from the right, letters and figures of a chart stand where they stand from the left", async (t) => {
  const page = await person(t);
  const [results] = await pages(page);
  const boxes = () =>
    page.$$eval(".section .chart svg text", (all) =>
      all.map((it) => {
        const own = it.getBoundingClientRect();
        const drawing = it.closest("svg").getBoundingClientRect();
        return { text: it.textContent, x: Math.round(own.x - drawing.x), direction: getComputedStyle(it).direction };
      }),
    );
  await go(page, results);
  await page.waitForFunction(() => document.querySelectorAll(".section .chart svg").length === 3);
  const before = await boxes();
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await drawn(page);
  const after = await boxes();
  assert.equal(after.length, before.length);
  const moved = after.filter((it, at) => it.direction !== "ltr" || Math.abs(it.x - before[at].x) > 2);
  assert.deepEqual(moved.slice(0, 5), [], `${moved.length} of ${after.length} stand elsewhere`);
  caused("A13");
});

test("at 320 pixels with letters, words and lines set wide, no page scrolls sideways", async (t) => {
  const page = await fresh(t);
  await page.setViewport({ width: 320, height: 900 });
  const wide = [];
  for (const hash of await pages(page)) {
    await go(page, hash);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important } p { margin-block-end: 2em !important }");
      document.adoptedStyleSheets = [sheet];
    });
    const over = await tooWide(page);
    if (over > 0) wide.push(`${hash.replace(/\/a\/\w+/, "")}: ${over}`);
  }
  assert.deepEqual(wide, []);
  caused("A9");
});

test("at 400 percent what sticks to an edge takes less than half of the screen", async (t) => {
  const page = await fresh(t);
  await page.setViewport({ width: 320, height: 256 });
  for (const hash of await pages(page)) {
    await go(page, hash);
    const stuck = await page.$$eval("body *", (all) =>
      all
        .filter((it) => it.checkVisibility() && /sticky|fixed/.test(getComputedStyle(it).position) && (getComputedStyle(it).bottom === "0px" || getComputedStyle(it).top === "0px"))
        .filter((it) => it.getBoundingClientRect().height >= innerHeight / 2)
        .map((it) => `${it.className}: ${it.getBoundingClientRect().height.toFixed()} of ${innerHeight}`),
    );
    assert.deepEqual(stuck, [], hash);
  }
  caused("A8");
});
