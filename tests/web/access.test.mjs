// axe-core finds nothing on any page or state, in light, dark and forced colours,
// in either direction; no page scrolls sideways at 320 pixels; a change of page
// is announced, print holds the figures, targets are large enough.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES } from "./access-pages.mjs";
import { accessible } from "./axe.mjs";
import { follow, guard, open, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { fresh, place, together } from "./people.mjs";

together();

/** The media features of each mode. */
const MODES = {
  light: { "prefers-color-scheme": "light" },
  dark: { "prefers-color-scheme": "dark" },
  "forced colours, light": { "forced-colors": "active", "prefers-color-scheme": "light" },
  "forced colours, dark": { "forced-colors": "active", "prefers-color-scheme": "dark" },
};

/** Puppeteer knows no forced colours: the debugger is asked itself. */
async function emulate(session, mode) {
  const features = Object.entries({ ...MODES[mode], "prefers-reduced-motion": "reduce" }).map(([name, value]) => ({ name, value }));
  await session.send("Emulation.setEmulatedMedia", { features });
}

for (const [width, modes] of [
  [1280, Object.keys(MODES)],
  // Narrow pages have the same colours.
  [320, ["light"]],
]) {
  test(`axe finds nothing on any page at ${width} pixels: ${modes.join("; ")}; from the left and from the right`, { timeout: 900_000 }, async (t) => {
    const context = (await fresh(t)).browserContext();
    for (const [name, arrive, { mayTrouble } = {}] of PAGES) {
      await t.test(name, async () => {
        const page = await context.newPage();
        try {
          await page.setViewport({ width, height: 900 });
          const session = await page.createCDPSession();
          await emulate(session, modes[0]);
          const watch = guard(page, place());
          await arrive(page);
          for (const mode of modes) {
            await emulate(session, mode);
            for (const dir of ["ltr", "rtl"]) {
              await page.evaluate((dir) => (document.documentElement.dir = dir), dir);
              await accessible(page, `${name}, ${mode}, ${dir}`);
              const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
              assert.ok(over <= 0, `${over} pixels too wide, ${dir}`);
            }
          }
          if (!mayTrouble) watch.calm();
        } finally {
          await page.close();
        }
      });
    }
    caused("A1", "A12", "A20", "A27");
  });
}

test("a page is announced: focus on its heading, a title of its own", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/sample`);
  const titles = new Set();
  for (const tab of ["Set up", "Assess", "Results"]) {
    await follow(page, tab);
    await page.waitForFunction((it) => document.querySelector(".tabs [aria-current]")?.textContent === it, {}, tab);
    if (tab !== "Assess") await page.waitForFunction(() => document.activeElement?.id === "heading");
    titles.add(await page.title());
  }
  assert.equal(titles.size, 3);
  caused("A3");
});

test("a button that has done its work keeps the focus, and a notice gives it back", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/new`);
  await follow(page, "Go to the questions");
  await tap(page, '.question input[value="L"]');
  const focused = () => page.evaluate(() => document.activeElement.innerText.trim());
  const clear = await page.waitForSelector(".question .button--quiet");
  await clear.focus();
  await page.keyboard.press("Enter");
  await sees(page, "Answer cleared.", ".toast");
  assert.equal(await focused(), "Clear answer");
  assert.equal(await clear.evaluate((it) => it.ariaDisabled), "true");
  // Once more does nothing: the way back still leads to the answer.
  await page.keyboard.press("Enter");
  await (await page.waitForSelector(".toast .button")).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector('.question input[value="L"]:checked');
  await page.waitForFunction(() => document.activeElement.innerText.trim() === "Clear answer");
});

test("print is light and holds every figure", async (t) => {
  const page = await fresh(t);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await open(page, `${place()}#/sample`);
  await page.waitForSelector(".chart svg");
  await page.emulateMediaType("print");
  assert.equal(await page.$eval("body", (it) => getComputedStyle(it.ownerDocument.documentElement).backgroundColor), "rgb(255, 255, 255)");
  assert.equal(await page.$$eval(".button", (all) => all.filter((it) => it.checkVisibility()).length), 0);
  assert.ok(await page.$eval(".chart svg", (it) => it.checkVisibility()));
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 20_000);
  caused("A19");
});

test("targets are large enough to touch", async (t) => {
  const page = await fresh(t);
  await page.setViewport({ width: 360, height: 780, hasTouch: true, isMobile: true });
  await open(page, `${place()}#/sample`);
  await follow(page, "Assess");
  await page.waitForSelector(".question");
  const small = await page.$$eval("button, select, .rating__option, .check, summary, nav a", (all) =>
    all.filter((it) => it.checkVisibility()).map((it) => ({ it, box: it.getBoundingClientRect() })).filter(({ box }) => box.width < 24 || box.height < 24).map(({ it }) => it.outerHTML.slice(0, 100)),
  );
  assert.deepEqual(small, []);
  caused("A16");
});
