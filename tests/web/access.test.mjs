// axe-core finds nothing on any page or state, in light, dark and forced colours,
// in either direction; no page scrolls sideways at 320 pixels; a change of page
// is announced, and print holds every figure.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES } from "./access-pages.mjs";
import { read } from "./access-pdf.mjs";
import { accessible } from "./axe.mjs";
import { follow, guard, open, questions, sees, tap } from "./browser.mjs";
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
  test(`axe finds nothing on any page at ${width} pixels: ${modes.join("; ")}; from the left and from the right`, async (t) => {
    const context = (await fresh(t)).browserContext();
    let held = 0;
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
            // Colours are the same from either side: the other modes are looked at from one.
            for (const dir of mode === "light" ? ["ltr", "rtl"] : ["ltr"]) {
              await page.evaluate((dir) => (document.documentElement.dir = dir), dir);
              await accessible(page, `${name}, ${mode}, ${dir}`);
              const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
              assert.ok(over <= 0, `${over} pixels too wide, ${dir}`);
            }
          }
          if (!mayTrouble) watch.calm();
          held += 1;
        } finally {
          await page.close();
        }
      });
    }
    assert.equal(held, PAGES.length);
    caused("A1", "A12", "A20", "A27");
  });
}

test("a page is announced: focus on its heading, a title of its own", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/sample`);
  const titles = new Map([[await page.title(), "Results"]]);
  const arrives = async (name, hash) => {
    await page.waitForFunction((part) => location.hash.includes(part), {}, hash);
    await page
      .waitForFunction((others) => document.activeElement?.id === "heading" && !others.includes(document.title), {}, [...titles.keys()])
      .catch(() => assert.fail(`${name}: the focus is not on its heading, or it is called as another`));
    const title = await page.title();
    assert.match(title, /^.+ · Plumbline$/);
    titles.set(title, name);
  };
  for (const [link, hash] of [["Set up", "/set-up"], ["History", "/history"], ["Share", "/share"], ["Collect the answers of several people", "/raters"], ["Method", "#/method"], ["Settings", "#/settings"]]) {
    await follow(page, link);
    await arrives(link, hash);
  }
  await tap(page, ".wordmark");
  await page.waitForFunction(() => document.querySelector(".register__row"));
  await follow(page, "Open a file");
  await arrives("Open a file", "#/open");
  await page.goBack();
  // The way to the questions leads to the question where one was, or to the heading.
  await tap(page, '.register__actions a[href$="/results"]');
  await page.waitForSelector(".verdict");
  await tap(page, '.table a[href$="/results/incident"]');
  await arrives("a process", "/results/incident");
  await follow(page, "Assess");
  await questions(page);
  await page.waitForFunction(
    (others) => (document.activeElement?.id === "heading" || document.activeElement?.closest(".question")) && !others.includes(document.title),
    {},
    [...titles.keys()],
  );
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

/** The pages that people print, and what has to be there first. */
const ON_PAPER = { results: ".verdict", "assess/incident": '[id^="q-incident-"]', "results/incident": ".trace" };

for (const [part, sign] of Object.entries(ON_PAPER)) {
  test(`print is light, without controls, and holds every answer, figure and chart: ${part}`, async (t) => {
    const page = await fresh(t);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await open(page, `${place()}#/sample`);
    const own = await page.evaluate(() => location.hash.replace("/results", ""));
    await page.evaluate((it) => (location.hash = it), `${own}/${part}`);
    await page.waitForSelector(sign);
    if (part === "results") await page.waitForFunction(() => document.querySelectorAll(".section .chart svg").length === 3);
    await page.emulateMediaType("print");
    assert.equal(await page.$eval("html", (it) => getComputedStyle(it).backgroundColor), "rgb(255, 255, 255)");
    assert.equal(await page.$$eval("button, .button, select, .masthead nav", (all) => all.filter((it) => it.checkVisibility()).length), 0, part);
    assert.ok((await page.$$eval(".chart svg, .trace, .question", (all) => all.filter((it) => it.checkVisibility()).length)) > 0);
    // Rows and questions stay whole, but for the first one, which has a long head before
    // it; each page begins with the head of its table.
    const torn = await page.$$eval("tr, .question ~ .question", (all) => all.filter((it) => getComputedStyle(it).breakInside !== "avoid").length);
    const headless = await page.$$eval("thead", (all) => all.filter((it) => getComputedStyle(it).display !== "table-header-group").length);
    assert.deepEqual([torn, headless], [0, 0], part);
    await accessible(page, `${part}, on paper`);
    // What a reader of the page sees is on paper, letter by letter.
    const wanted = await page.$$eval("main :is(h1, h2, h3, td, th, dt, dd, .verdict, .question__statement, .chart svg text)", (all) => all.filter((it) => it.checkVisibility() && !it.closest(".visually-hidden") && !it.querySelector(".visually-hidden, .level, .rate")).map((it) => (it.innerText ?? it.textContent).replace(/\s+/g, "")).filter(Boolean));
    assert.ok(wanted.length > 10, `${wanted.length} texts`);
    const { words, pages } = read(await page.pdf({ format: "A4" }));
    const missing = [...new Set(wanted)].filter((it) => !words.includes(it));
    assert.deepEqual(missing, [], `${part}, ${pages} pages`);
    caused("A19");
  });
}
