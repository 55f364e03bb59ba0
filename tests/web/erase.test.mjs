// What somebody wants gone is gone from everything that the browser holds, and
// no older copy brings it back; what leaves says what it holds.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fill, follow, misses, named, open, press, saved, sees, tap, until } from "./browser.mjs";
import { answer, begin, downloaded, exported, give, link, person, place, together } from "./people.mjs";
import { eachBook } from "./work.mjs";

together();

const NOTE = "Robin Example was careless";

/** Where the browser holds a text: both storages, both books of the journal. */
async function holders(page, text) {
  const stored = await page.evaluate(() => [localStorage, sessionStorage].flatMap((it) => Object.entries(it)));
  const read = (database) =>
    new Promise((done) => {
      const store = database.transaction("records").objectStore("records");
      const [keys, values] = [store.getAllKeys(), store.getAll()];
      values.onsuccess = () => done(keys.result.map((key, at) => [`journal of ${key}`, values.result[at]]));
    });
  const all = [...stored, ...(await eachBook(page, read)).flat()];
  return all.filter(([, value]) => value.includes(text)).map(([key]) => key);
}

/** Waits until the browser holds a text nowhere. */
async function isGone(page, text) {
  let left = [];
  await until(async () => !(left = await holders(page, text)).length, "nothing holds the text any more").catch((error) => {
    error.message += `: it is in ${left.join(", ")}`;
    throw error;
  });
}

/** The page of incident management of the assessment that is open. */
async function incident(page) {
  const id = await page.evaluate(() => location.hash.split("/")[2]);
  await open(page, `${place()}#/a/${id}/assess/incident`);
  return page.waitForSelector('[id^="q-incident-"]');
}

/** Writes the note of the first question of incident management. */
async function note(page, text) {
  const card = await incident(page);
  if (!(await card.$("textarea"))) await tap(page, await card.$("details:not(.thread) > summary ::-p-text(Note and evidence)"));
  await card.waitForSelector("textarea");
  await fill(page, "Note", text);
  await saved(page);
}

/** The button or fold whose words begin so. */
const called = (page, words) =>
  page.waitForFunction((words) => [...document.querySelectorAll("button, summary")].find((it) => it.checkVisibility() && it.innerText.startsWith(words)), {}, words);

/** Takes out the note of the first question of incident management. */
async function takeOut(page) {
  await incident(page);
  await tap(page, await called(page, "Take something out for good"));
  const button = await called(page, "Take out the note");
  await tap(page, button);
  await tap(page, button);
  await sees(page, "Taken out for good.");
  await saved(page);
}

/** Takes over what the page for opening shows. */
async function takeOver(page) {
  await tap(page, await page.waitForFunction(() => [...document.querySelectorAll("main button")].find((it) => /^(Take|Go on)/.test(it.innerText))));
  await page.waitForFunction(() => !location.hash.includes("open"));
}

test("a note that is taken out for good is nowhere any more, and no older copy brings it back", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F");
  await note(page, NOTE);
  const older = await exported(page);
  assert.ok((await readFile(older, "utf8")).includes(NOTE));
  await follow(page, "Share");
  await tap(page, 'input[value="full"]');
  await page.waitForFunction(() => document.querySelector("#share-link").value);
  for (const box of await page.$$('input[type="checkbox"]:not(:checked)')) await tap(page, box);
  const address = await link(page);
  // A kept state, a copy beside it, and one in the bin hold it, too.
  await page.evaluate(() => (location.hash = location.hash.replace(/share.*/, "history")));
  await sees(page, "History", "h1");
  await fill(page, "Name", "Before the audit");
  await press(page, "Keep this state");
  await sees(page, "Kept as Before the audit");
  const id = await page.evaluate(() => location.hash.split("/")[2]);
  for (const choice of ["Add as new", "Replace"]) {
    await open(page, `${place()}#/a/${id}/assess`);
    await note(page, `${NOTE}, ${choice}`);
    await give(page, older);
    await tap(page, await page.waitForFunction((choice) => [...document.querySelectorAll(".card")].find((it) => it.innerText.startsWith(choice)), {}, choice));
    await takeOver(page);
  }
  await open(page, `${place()}#/a/${id}/assess`);
  await note(page, `${NOTE}, as agreed`);
  assert.notDeepEqual(await holders(page, NOTE), []);

  // Another tab has it open, and has steps of its own.
  const other = await page.browserContext().newPage();
  await open(other, `${place()}#/a/${id}/assess/incident`);
  await other.waitForFunction((text) => [...document.querySelectorAll("textarea")].some((it) => it.value.includes(text)), {}, NOTE);
  await page.bringToFront();
  await tap(page, await called(page, "Take something out for good"));
  await sees(page, "Files, links and other browsers that have it already keep it");
  const button = await called(page, "Take out the note");
  await tap(page, button);
  await sees(page, "Really, the note for good?");
  await tap(page, button);
  await sees(page, "Taken out for good.");
  await saved(page);
  await other.waitForFunction((text) => ![...document.querySelectorAll("textarea")].some((it) => it.value.includes(text)), {}, NOTE);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
  await isGone(page, NOTE);
  assert.ok(!(await other.evaluate(() => JSON.stringify({ ...sessionStorage }))).includes(NOTE));
  // Nothing that can be undone brings it back.
  await page.evaluate(() => document.activeElement.blur());
  for (let n = 0; n < 6; n += 1) {
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
  }
  await saved(page);
  assert.deepEqual(await holders(page, NOTE), []);

  // The older file, merged: nothing of it comes back. And nothing leaves.
  await give(page, older);
  await takeOver(page);
  // And a link from before.
  await open(page, address);
  await press(page, "Put it together with mine");
  await sees(page, "Open files", "h1");
  await takeOver(page);
  await page.evaluate(() => sessionStorage.removeItem("plumbline-link"));
  await isGone(page, NOTE);
  await follow(page, "Results");
  await press(page, "Export the file");
  await sees(page, "The file holds more than the results", "dialog h2");
  const now = await downloaded(page, "Export");
  assert.ok(!(await readFile(now, "utf8")).includes(NOTE));
  await other.close();
});

test("a file says that a deleted note and what is out of scope go along, and leaves them out when told to", async (t) => {
  const page = await person(t);
  await give(page, new URL("../inputs/deleted-note.json", import.meta.url).pathname);
  await press(page, "Take it over");
  await page.waitForFunction(() => location.hash.includes("/assess"));
  await note(page, " ");
  await page.keyboard.press("Backspace");
  await saved(page);
  await follow(page, "Results");
  await press(page, "Export the file");
  await sees(page, "The file holds more than the results", "dialog h2");
  await sees(page, "Leave out 1 text that was changed or deleted", "dialog");
  assert.ok(await named(page, "button", "Cancel"));
  const whole = await downloaded(page, "Export");
  assert.match(await readFile(whole, "utf8"), /PRIVATE/);
  await press(page, "Export the file");
  await tap(page, 'dialog[open] input[type="checkbox"]');
  const without = await downloaded(page, "Export");
  assert.doesNotMatch(await readFile(without, "utf8"), /PRIVATE/);
  await misses(page, "The file holds more than the results", "dialog h2");
  // Where it stands is told, and there it can be taken out for good.
  await follow(page, "History");
  await sees(page, "PRIVATE: somebody by name was careless", ".former");
  const out = await called(page, "Take out for good");
  await tap(page, out);
  await tap(page, out);
  await sees(page, "There are none.");
  await saved(page);
  await isGone(page, "PRIVATE");
  const clean = await exported(page);
  assert.doesNotMatch(await readFile(clean, "utf8"), /PRIVATE/);
});

test("who wrote the same by chance keeps it; and from the bin nothing comes back by an older file", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F");
  await note(page, NOTE);
  const older = await exported(page);
  const id = await page.evaluate(() => location.hash.split("/")[2]);
  // Somebody else's assessment with the very same note.
  await open(page, place());
  await begin(page, "Kanal Works");
  await note(page, NOTE);
  const other = await page.evaluate(() => location.hash.split("/")[2]);
  await open(page, `${place()}#/a/${id}/assess/incident`);
  await takeOut(page);
  // In the bin it is known to have been taken out, too.
  await open(page, place());
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 2);
  for (const row of await page.$$(".register__row")) {
    if ((await row.evaluate((it) => it.innerText)).includes("Hafen Works")) await tap(page, await row.$(".button--quiet"));
  }
  await press(page, "Move to the bin");
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 1);
  await give(page, older);
  await takeOver(page);
  const left = await holders(page, NOTE);
  assert.deepEqual(left.filter((it) => !it.includes(other)), [], "it came back");
  await open(page, `${place()}#/a/${other}/assess/incident`);
  await page.waitForFunction((text) => [...document.querySelectorAll("textarea")].some((it) => it.value === text), {}, NOTE);
});

/** A text that was changed since, as a question's note. */
const former = (page, question) =>
  page.evaluate((question) => {
    const at = (minute) => `00000000-${(1_700_000_000_000 + minute * 120_000).toString(16).padStart(12, "0")}-0000-0000000000000007`;
    const note = { value: "As agreed", at: at(2), earlier: [{ value: "Before that", at: at(1) }] };
    const id = location.hash.split("/")[2];
    localStorage.setItem(`plumbline/1/${id}/note/${question}`, JSON.stringify(note));
  }, question);

test("what leaves is what there is when it leaves, not when the question was asked", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F");
  await note(page, NOTE);
  await former(page, "incident.prioritise");
  const other = await page.browserContext().newPage();
  await other.setViewport({ width: 1280, height: 900 });
  await page.reload();
  await follow(page, "Results");
  // What is ticked is left out, and what is not ticked looks so.
  await press(page, "Export the file");
  await tap(page, "dialog input[type=checkbox]");
  await press(page, "Cancel");
  await press(page, "Export the file");
  await sees(page, "Leave out 1 text that was changed or deleted", "dialog");
  assert.equal(await page.$eval("dialog input[type=checkbox]", (it) => it.checked), false);
  await tap(page, "dialog input[type=checkbox]");
  // Meanwhile, in another tab.
  await other.goto(page.url());
  await takeOut(other);
  await former(other, "incident.escalate");
  await page.bringToFront();
  await press(page, "Export");
  await sees(page, "What it holds has changed meanwhile. Look at it once more.", "dialog");
  await sees(page, "Leave out 2 texts that were changed or deleted", "dialog");
  const text = await readFile(await downloaded(page, "Export"), "utf8");
  assert.ok(!text.includes(NOTE) && text.split("As agreed").length === 3, text);
  assert.ok(!text.includes("Before that"), text);
});

test("an older file of the assessment, taken in as somebody's answers, does not bring back what was taken out", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F", "P");
  await note(page, NOTE);
  const older = await exported(page);
  await takeOut(page);
  await follow(page, "Results");
  await page.evaluate(() => (location.hash = location.hash.replace(/results.*/, "raters")));
  await sees(page, "Several people", "h1");
  await (await page.waitForSelector("#raters-files")).uploadFile(older);
  await sees(page, "1 rater with answers");
  await press(page, "Take it in");
  await sees(page, "1 rater taken in.");
  await isGone(page, NOTE);
});
