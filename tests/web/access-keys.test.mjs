// The keyboard alone: the whole way in Chromium, the main part of it in Firefox.
// At each stop the focus is in sight, marked, and under nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keys, still } from "./access-keyboard.mjs";
import { firefox, guard, open, questions, ready, scratch, sees } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { arrived, link, person, place, together } from "./people.mjs";

together();

/** The options of a question from the first to the last, and which is chosen in turn. */
const CODES = ["N", "P", "L", "F", "?", "–"];
const TURN = ["F", "L", "P", "N", "L", "F", "–"];

const heading = (page, text) => page.waitForFunction((it) => document.activeElement?.id === "heading" && document.activeElement.innerText === it, {}, text);

/** From the first page to the first question, in the fullest depth. */
async function begin(page, k) {
  assert.equal((await k.tab()).name, "Skip to the content");
  await k.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "heading");
  await k.to("Start an assessment");
  await k.press("Enter");
  await heading(page, "Set up");
  await k.to("Organisation");
  await k.type("Hafen Works");
  await k.to((it) => it.group === "depth", "the depth");
  await k.press("ArrowDown");
  assert.match((await k.now()).name, /^Full/);
  await k.to("Go to the questions");
  await k.press("Enter");
  await questions(page);
  await page.waitForFunction(() => document.activeElement?.id === "heading");
}

/**
 * Answers from stop to stop, process by process, as long as `goesOn` of the
 * answers so far. One stop leads into the rating of a question; the arrows choose.
 * `before` is what the last question showed before the last arrow.
 */
async function answerFrom(page, k, goesOn) {
  const answers = new Map();
  const stops = new Map();
  let before;
  while (goesOn(answers)) {
    const it = await k.tab();
    assert.ok(!it.isPage, "the questions end without a way on");
    if (it.group) {
      stops.set(it.group, (stops.get(it.group) ?? 0) + 1);
      assert.equal(stops.get(it.group), 1, `${it.group} takes more than one stop`);
    }
    if (it.group && it.group === it.card) {
      const code = TURN[answers.size % TURN.length];
      // Where a group is entered is the browser's choice: from there it is so many arrows.
      const way = CODES.indexOf(code) - CODES.indexOf(it.value);
      for (let n = 0; n < Math.abs(way); n += 1) await k.press(way > 0 ? "ArrowDown" : "ArrowUp");
      if (!way) await k.press(" ");
      before = way && CODES[CODES.indexOf(code) - Math.sign(way)];
      const now = await k.now();
      assert.deepEqual([now.group, now.value], [it.group, code]);
      answers.set(it.card, code);
    } else if (it.tag === "a" && it.name.startsWith("Next: ")) {
      assert.equal(await page.$$eval(".question", (all) => all.filter((it) => !it.querySelector(".rating :checked")).length), 0, "a question was passed over");
      await k.press("Enter");
      // A Tab before the page has put the focus on its heading would be undone by that.
      await heading(page, it.name.replace("Next: ", ""));
      if (it.name.endsWith("Results")) break;
      await page.waitForFunction((it) => document.querySelector(".question")?.id.startsWith(`q-${it}-`), {}, it.href.split("/").pop());
      await questions(page);
    }
  }
  return { answers, before };
}

/** What each question of the assessment shows, from address to address. */
async function everything(page) {
  const all = new Map();
  const parts = await page.$$eval(".process-nav__link", (all) => all.map((it) => it.href));
  for (const address of parts) {
    await open(page, address);
    await page.waitForFunction((it) => document.querySelector(".question")?.id.startsWith(`q-${it.split("/").pop()}-`), {}, address);
    await questions(page);
    for (const [id, value] of await page.$$eval(".question", (cards) => cards.map((card) => [card.id, card.querySelector(".rating :checked")?.value]))) all.set(id, value);
  }
  return all;
}

test("by keyboard alone: start, every question, results, print, file, link, undo, and the file in another browser", async (t) => {
  const page = await person(t);
  await still(page);
  // The browser's own dialog is its own matter: what counts is that it is asked for.
  await page.evaluateOnNewDocument(() => (window.print = () => (window.printed = (window.printed ?? 0) + 1)));
  await page.reload();
  await ready(page);
  const folder = await scratch();
  await (await page.createCDPSession()).send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  const k = keys(page);
  await begin(page, k);
  const { answers, before } = await answerFrom(page, k, () => true);
  const n = answers.size;
  assert.ok(n >= 150, `${n} questions`);
  await sees(page, "Every question is answered.", ".verdict");

  await k.to("Print or save as PDF");
  await k.press("Enter");
  await page.waitForFunction(() => window.printed === 1);
  await k.to("Export the file");
  await k.press(" ");
  const file = await arrived(folder, ".json");
  // A figure down to its arithmetic, and back as the browser goes back.
  await k.to((it) => it.tag === "a" && /\/results\/incident$/.test(it.href), "a process in the table");
  await k.press("Enter");
  await sees(page, "Why this level");
  await k.to((it) => it.tag === "summary", "a part of the arithmetic");
  const isOpen = () => page.evaluate(() => document.activeElement.parentElement.open);
  const wasOpen = await isOpen();
  await k.press(" ");
  await k.now();
  assert.equal(await isOpen(), !wasOpen);
  await k.back("Share");
  await k.press("Enter");
  await heading(page, "Share");

  await k.to("Copy the link");
  await k.press("Enter");
  await sees(page, "Copied:", "[role=status]");
  const address = await link(page);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);

  // Each arrow was a change of its own: one step back leads to the option before.
  assert.ok(before);
  const [question, code] = [...answers].at(-1);
  const shows = (value) => page.waitForSelector(`[id="${question}"] .rating input[value="${value}"]:checked`);
  await k.back((it) => it.name.startsWith("Undo: "), "Undo");
  await k.press("Enter");
  await k.back("Assess");
  await k.press("Enter");
  await shows(before);
  await k.back((it) => it.name.startsWith("Redo: "), "Redo");
  await k.press(" ");
  await shows(code);

  // Elsewhere: the file is chosen, looked at and taken over.
  const other = await person(t);
  await still(other);
  const l = keys(other);
  await l.to("Open a file");
  await l.press("Enter");
  await heading(other, "Open files");
  for (const key of [" ", "Enter"]) {
    if (key === "Enter") await l.back("Choose files");
    else await l.to("Choose files");
    const [chooser] = await Promise.all([other.waitForFileChooser(), l.press(key)]);
    await chooser.accept([file]);
    await sees(other, "1 assessment found");
    await l.to("Take it over");
  }
  await l.press("Enter");
  await questions(other);
  await sees(other, `${n} of ${n} answered`, ".process-nav");
  keeps(answers, await everything(other));

  // And the link, by its address.
  const third = await person(t);
  await still(third);
  await open(third, address);
  const m = keys(third);
  await sees(third, "A shared assessment", "h1");
  await m.to("Save a copy here");
  await m.press("Enter");
  await third.waitForSelector(".verdict");
  await m.to("Go on answering");
  await m.press("Enter");
  await questions(third);
  keeps(answers, await everything(third));
  caused("A2");
});

test("by keyboard alone in Firefox: start, twenty answers, results", async (t) => {
  const browser = await firefox({ "ui.prefersReducedMotion": 1 });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const watch = guard(page, place());
  await open(page, place());
  const k = keys(page);
  await begin(page, k);
  const { answers } = await answerFrom(page, k, (it) => it.size < 20);
  assert.equal(answers.size, 20);
  await k.back("Results");
  await k.press("Enter");
  await heading(page, "Results");
  await sees(page, "20 of", ".figures");
  await k.back("Assess");
  await k.press("Enter");
  await questions(page);
  const found = await everything(page);
  keeps(answers, found);
  watch.calm();
  caused("A2");
});
