// Number keys and what is chosen beside them: what has the focus, what is shown
// and what is stored are one thing, and one choice is one step back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, fill, open, press, saved, sees, tap } from "./browser.mjs";
import { person, place, together } from "./people.mjs";
import { beginAt } from "./work.mjs";

together();

/** What is chosen in the card of a question or process, and which radio has the focus. */
const card = (page, id) =>
  page.evaluate(
    (id) => ({
      chosen: document.querySelector(`#${id} :is(.rating, .statements) input:checked`)?.value,
      focus: document.activeElement.type === "radio" ? document.activeElement.value : document.activeElement.localName,
    }),
    id,
  );

const focus = (page, selector) => page.$eval(selector, (it) => it.focus());

test("a number key moves the focus along: an arrow goes on from what was chosen, after an undo and in another tab, too", async (t) => {
  const page = await person(t);
  const address = await beginAt(page);
  const [first, second] = await page.$$eval(".question", (all) => all.map((it) => it.id));
  await focus(page, `#${first} input[value="N"]`);
  await page.keyboard.press("3");
  assert.deepEqual(await card(page, first), { chosen: "L", focus: "L" });
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await card(page, first), { chosen: "F", focus: "F" }, "right of L is F");
  await page.keyboard.press("2");
  // From a finer step, which the next rating does not have.
  await focus(page, `#${first} .segments input:checked`);
  await page.keyboard.press("4");
  assert.deepEqual(await card(page, first), { chosen: "F", focus: "F" });
  await page.keyboard.press("ArrowLeft");
  assert.deepEqual(await card(page, first), { chosen: "L", focus: "L" }, "left of F is L");
  await page.keyboard.press("0");
  assert.deepEqual(await card(page, first), { chosen: "?", focus: "?" });
  // Taken back, it is the one before that an arrow goes on from.
  await focus(page, `#${second} input[value="N"]`);
  await page.keyboard.press("1");
  await page.keyboard.press("4");
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  assert.deepEqual(await card(page, second), { chosen: "N", focus: "N" });
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await card(page, second), { chosen: "P", focus: "P" }, "right of N is P");
  await saved(page);
  // And so when another tab has answered.
  const other = await page.browserContext().newPage();
  await open(other, address);
  await tap(other, `#${second} input[value="F"]`);
  await saved(other);
  await page.bringToFront();
  await page.waitForFunction((id) => document.querySelector(`#${id} input[value="F"]`).checked, {}, second);
  assert.deepEqual(await card(page, second), { chosen: "F", focus: "F" });
  await page.keyboard.press("ArrowLeft");
  assert.deepEqual(await card(page, second), { chosen: "L", focus: "L" });
});

test("\"Next unanswered\" goes on from the question in hand, by mouse as by key", async (t) => {
  const page = await person(t);
  await beginAt(page);
  const ids = await page.$$eval(".question", (all) => all.map((it) => it.id));
  const at = () => page.evaluate(() => document.activeElement.closest(".question")?.id);
  await tap(page, `#${ids[2]} input[value="L"]`);
  await press(page, "Next unanswered");
  await page.waitForFunction((id) => document.activeElement.closest(".question")?.id === id, {}, ids[3]);
  // Passed over, it stays open, and the way goes on.
  await press(page, "Next unanswered");
  await page.waitForFunction((id) => document.activeElement.closest(".question")?.id === id, {}, ids[4]);
  await page.keyboard.press("n");
  await page.waitForFunction((id) => document.activeElement.closest(".question")?.id === id, {}, ids[5]);
  assert.equal(await at(), ids[5]);
});

test("in the quick depth keys pick the level, and n goes on from the process in hand, one at a time and on its page", async (t) => {
  const page = await person(t);
  await beginAt(page);
  const address = await page.evaluate(() => location.hash.split("/").slice(0, 3).join("/"));
  await follow(page, "Set up");
  await page.$eval('input[name="depth"]', (it) => it.click());
  await saved(page);
  for (const [way, first] of [["assess", "problem"], ["flash", "service-level"]]) {
    await open(page, `${place()}${address}/${way}/${first}`);
    await page.waitForSelector(`#q-${first}`);
    await page.keyboard.press("3");
    assert.equal((await card(page, `q-${first}`)).chosen, "3", way);
    // From a radio the focus goes along.
    await focus(page, `#q-${first} input[value="0"]`);
    await page.keyboard.press("2");
    assert.deepEqual(await card(page, `q-${first}`), { chosen: "2", focus: "2" }, way);
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await card(page, `q-${first}`), { chosen: "3", focus: "3" }, way);
    await page.keyboard.press("0");
    assert.equal((await card(page, `q-${first}`)).chosen, "0", way);
    const order = await page.evaluate(async (hash) => {
      // The order of the processes is that of the list beside the questions.
      const back = location.hash;
      location.hash = `${hash}/assess`;
      while (!document.querySelector(".process-nav__link")) await new Promise(requestAnimationFrame);
      const all = [...document.querySelectorAll(".process-nav__link")].map((it) => it.getAttribute("href").split("/").pop());
      location.hash = back;
      return all;
    }, address);
    await page.waitForSelector(way === "flash" ? `.flash #q-${first}` : `#q-${first}`);
    await page.keyboard.press("n");
    const next = order[order.indexOf(first) + 1];
    await page.waitForSelector(`#q-${next}`);
  }
  // An area has ratings.
  await open(page, `${place()}${address}/flash/awareness`);
  await page.waitForSelector("#q-awareness");
  assert.match(await page.$eval(".keys", (it) => it.textContent), /^Keys: 1 Not/);
  await page.keyboard.press("4");
  assert.equal((await card(page, "q-awareness")).chosen, "F");
});

test("a preset that takes levels along is one step back", async (t) => {
  const page = await person(t);
  await open(page, `${place()}#/new`);
  await sees(page, "Set up", "h1");
  await fill(page, "Organisation", "Hafen");
  await page.select("#target-incident", "4");
  await page.select("#target-change", "5");
  const before = await page.evaluate(() => [...document.querySelectorAll("select[id^=target-]")].map((it) => it.value));
  const presets = await page.$$('input[name="preset"]');
  const chosen = await page.$$eval('input[name="preset"]', (all) => all.findIndex((it) => it.checked));
  await presets[(chosen + 1) % presets.length].evaluate((it) => it.click());
  await page.waitForFunction(() => document.querySelector("#target-change").value !== "5");
  await tap(page, ".steps__button");
  await page.waitForFunction(() => document.querySelector("#target-change").value === "5");
  const after = await page.evaluate(() => [...document.querySelectorAll("select[id^=target-]")].map((it) => it.value));
  assert.deepEqual(after, before);
  assert.equal(await page.$$eval('input[name="preset"]', (all) => all.findIndex((it) => it.checked)), chosen);
});
