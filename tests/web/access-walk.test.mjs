// Through every page and state by Tab, from its first stop to its last and back;
// and what has the focus after a change of page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keys, still } from "./access-keyboard.mjs";
import { PAGES } from "./access-pages.mjs";
import { sees } from "./browser.mjs";
import { open } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { fresh, person, together } from "./people.mjs";
import { beginAt } from "./work.mjs";

together();

/** What has to be reached by Tab, by number: the radios of a group are one stop. */
const reachable = (page) =>
  page.evaluate(() => {
    window.stops ??= new WeakMap();
    window.lastStop ??= 0;
    const top = document.querySelector("dialog[open]") ?? document;
    const all = [...top.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.disabled && it.tabIndex >= 0);
    const groups = new Map();
    for (const it of all) {
      const key = it.type === "radio" ? it.name : it;
      // Of a group, the chosen one; else any.
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(it);
    }
    return [...groups.values()].map((group) => {
      for (const it of group) if (!window.stops.has(it)) window.stops.set(it, (window.lastStop += 1));
      return { any: group.map((it) => window.stops.get(it)), html: group[0].outerHTML.slice(0, 120) };
    });
  });

test("through every page and state: each stop is reached, nothing holds the focus, nothing hides it", async (t) => {
  const context = (await fresh(t)).browserContext();
  let held = 0;
  for (const [name, arrive] of PAGES) {
    await t.test(name, async () => {
      const page = await context.newPage();
      try {
        await page.setViewport({ width: 1280, height: 900 });
        await still(page);
        await arrive(page);
        // Forwards, and backwards on a small screen, where more lies over the page.
        for (const isBack of [false, true]) {
          if (isBack) await page.setViewport({ width: 360, height: 640 });
          const all = await reachable(page);
          assert.ok(all.length > 0);
          const k = keys(page);
          const visited = new Set();
          // Arriving has left the focus somewhere: from there it goes round once.
          for (let n = 0, first; ; n += 1) {
            assert.ok(n <= all.length + 10, `no end after ${n} stops, ${visited.size} of them different`);
            const { at, isPage } = await k.tab(isBack);
            // Between the last stop and the first one the page itself may have it.
            if (isPage) continue;
            if (at === first) break;
            first ??= at;
            visited.add(at);
          }
          const missed = all.filter((it) => !it.any.some((at) => visited.has(at))).map((it) => it.html);
          assert.deepEqual(missed, [], isBack ? "backwards" : "forwards");
        }
        held += 1;
      } finally {
        await page.close();
      }
    });
  }
  assert.equal(held, PAGES.length);
  caused("A4");
});

test("with wide spacing of the text no strip at the foot hides what has the focus", async (t) => {
  const page = await person(t);
  await still(page);
  const address = await beginAt(page);
  const own = address.split("/assess/")[0];
  const k = keys(page);
  for (const path of ["assess/incident", "flash/incident", "set-up"]) {
    for (const [width, height] of [[1280, 900], [360, 640]]) {
      await page.setViewport({ width, height });
      await open(page, `${own}/${path}`);
      // As WCAG 1.4.12 has it, by a style sheet of the reader's.
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }");
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      });
      // What was on its way when it was set has arrived.
      await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
      for (let n = 0; n < 60; n += 1) if ((await k.tab()).isPage) break;
      for (let n = 0; n < 30; n += 1) if ((await k.tab(true)).isPage) break;
    }
  }
});

test("the way on from the last question leads to the heading of the next process", async (t) => {
  const page = await person(t);
  await still(page);
  await beginAt(page, "awareness");
  const k = keys(page);
  for (let n = 0; n < 3; n += 1) {
    const { name } = await k.to((it) => it.tag === "a" && it.name.startsWith("Next: "), "the way on");
    await k.press("Enter");
    const heading = name.replace("Next: ", "");
    await sees(page, heading, "#heading");
    await page.waitForFunction(() => document.activeElement?.id === "heading").catch(() => assert.fail(`the focus does not come to ${heading}`));
  }
  caused("A3");
});
