// Two tabs on one assessment: whatever one types stays whole and in sight, undo says
// when it discards what the other tab has said, and an assessment that the other tab
// takes away does not go without a word.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fill, misses, open, press, questions, records, scratch, sees, tap } from "./browser.mjs";
import { downloaded, fresh, give, place, together } from "./people.mjs";
import { beginAt, rate } from "./work.mjs";

together();

/** Two tabs of one browser, and the id of an assessment that one of them has begun. */
async function twoTabs(t) {
  const one = await fresh(t);
  const address = await beginAt(one);
  await rate(one, 3, "L");
  const two = await one.browserContext().newPage();
  await two.setViewport({ width: 1280, height: 900 });
  const [, id] = address.match(/#\/a\/(\w+)/);
  return { one, two, id, address };
}

/** Both tabs at a page of the assessment. */
async function at({ one, two, id }, path, selector) {
  for (const page of [one, two]) {
    await open(page, `${place()}#/a/${id}/${path}`);
    await page.waitForSelector(selector);
    await page.waitForFunction(() => !document.querySelector(".questions[data-more]"));
  }
}

/** Opens what is folded away around the remarks of the first question. */
const unfold = async (page) => {
  await page.bringToFront();
  if (!(await page.$('.question [id$="-note"]'))) await tap(page, ".question details.fold:not(.thread) > summary");
  await page.waitForSelector('.question [id$="-note"]');
};

const CHANGED = "This was changed elsewhere while you were in it.";

/** The field with the cursor at its end. */
async function into(page, selector) {
  await page.bringToFront();
  const field = await page.waitForSelector(selector);
  await field.evaluate((it) => {
    it.scrollIntoView({ block: "center", behavior: "instant" });
    it.focus();
    it.setSelectionRange(it.value.length, it.value.length);
  });
  return field;
}

const value = (page, selector) => page.$eval(selector, (it) => it.value);
const becomes = (page, selector, text) => page.waitForFunction((selector, text) => document.querySelector(selector)?.value === text, {}, selector, text);
/** Both texts, as the field shows them. */
const both = (page, ...texts) => page.waitForFunction((texts) => {
  const shown = [...document.querySelectorAll(".clash")].filter((it) => it.checkVisibility()).map((it) => [...it.querySelectorAll("dd")].map((dd) => dd.innerText.trim()));
  return shown.length === 1 && texts.every((text, at) => shown[0][at].endsWith(text));
}, {}, texts);

/** All that was ever written of a field, as far as it is kept: texts alone. */
async function kept(page, record) {
  const [[, json]] = Object.entries(await records(page)).filter(([key]) => key.endsWith(record));
  const words = (it) => (typeof it === "string" ? it : it?.notApplicable ?? it?.ask ?? "");
  const { value, earlier = [] } = JSON.parse(json);
  return { now: value, texts: [value, ...earlier.map((it) => it.value)].map(words).filter(Boolean) };
}

/** Types into one field in both tabs by turns. */
async function typesInBoth({ one, two }, selector, record, between) {
  await into(one, selector);
  await into(two, selector);
  // Both go on behind what stands there already.
  const before = await value(one, selector);
  const [seen, notYet] = ["Seen today", "Not yet"].map((it) => before + it);
  await one.bringToFront();
  await one.keyboard.type("Seen ");
  await sees(two, CHANGED, "[role=status]");
  await two.bringToFront();
  await two.keyboard.type("Not y");
  await sees(one, CHANGED, "[role=status]");
  await one.bringToFront();
  await one.keyboard.type("today");
  await two.bringToFront();
  await two.keyboard.type("et");
  // Neither is garbled, where it is typed nor where it is kept; each tab shows both.
  assert.equal(await value(one, selector), seen);
  assert.equal(await value(two, selector), notYet);
  await both(one, seen, notYet);
  await both(two, notYet, seen);
  const { texts } = await kept(one, record);
  assert.ok(texts.length > 0 && texts.every((it) => seen.startsWith(it) || notYet.startsWith(it)), `${record} holds ${texts.join(" | ")}`);
  await one.bringToFront();
  await press(one, "Use both");
  const joined = `${notYet}${between}${seen}`;
  await becomes(one, selector, joined);
  await misses(one, CHANGED);
  await both(two, notYet, joined);
  await two.bringToFront();
  await press(two, "Use the other");
  await becomes(two, selector, joined);
  await misses(two, CHANGED);
  // The field that was left alone follows without a word.
  await one.bringToFront();
  await one.evaluate(() => document.activeElement.blur());
  await into(two, selector);
  await two.keyboard.type("!");
  await one.waitForFunction((selector) => document.querySelector(selector).value.endsWith("!"), {}, selector);
  await misses(one, CHANGED);
  await two.evaluate(() => document.activeElement.blur());
}

test("every text typed in two tabs at once: neither is garbled, both are shown, and one chooses", async (t) => {
  const tabs = await twoTabs(t);
  const { one, two } = tabs;
  await at(tabs, "set-up", "#organisation");
  for (const id of ["organisation", "unit", "name", "assessors"]) await typesInBoth(tabs, `#${id}`, `set-up/${id}`, " / ");
  await typesInBoth(tabs, "#scope", "set-up/scope", "\n");
  await one.bringToFront();
  await tap(one, ".targets__row .check input");
  await two.waitForSelector('[id^="reason-"]');
  await typesInBoth(tabs, 'input[id^="reason-"]', "out-of-scope/" + (await one.$eval('input[id^="reason-"]', (it) => it.id.slice("reason-".length))), " / ");

  await at(tabs, "assess/incident", ".question");
  await typesInBoth(tabs, "#process-assignee", "assigned/incident", " / ");
  for (const page of [one, two]) await unfold(page);
  const cards = await one.$$eval(".question", (all) => all.map((it) => it.id));
  const question = (card) => card.replace("q-incident-", "incident.");
  for (const [part, record, between] of [["note", "note", "\n"], ["evidence", "evidence", " / "], ["assignee", "assigned", " / "]]) {
    await typesInBoth(tabs, `#${cards[0]}-${part}`, `${record}/${question(cards[0])}`, between);
  }
  for (const [card, mark] of [[cards[0], "–"], [cards[1], "?"]]) {
    await one.bringToFront();
    await tap(one, `#${card} input[value="${mark}"]`);
    await two.waitForSelector(`#${card}-reason`);
    await typesInBoth(tabs, `#${card}-reason`, `answer/${question(card)}`, " / ");
  }
});

test("a reason that is being typed stays, whatever another tab makes of the answer, and its letters are no keys", async (t) => {
  const tabs = await twoTabs(t);
  const { one, two } = tabs;
  await at(tabs, "assess/incident", ".question");
  await one.bringToFront();
  await tap(one, '.question input[value="–"]');
  await into(one, '.question [id$="-reason"]');
  await one.keyboard.type("Since ");
  await two.bringToFront();
  await rate(two, 0, "F");
  await one.bringToFront();
  await sees(one, CHANGED, "[role=status]");
  await both(one, "Since", "F");
  await one.keyboard.type("2024 none");
  assert.equal(await value(one, '.question [id$="-reason"]'), "Since 2024 none");
  await press(one, "Use the other");
  await one.waitForFunction(() => document.querySelector('.question input[value="F"]').checked && !document.querySelector('.question [id$="-reason"]'));
  // A field that is gone all the same does not turn what follows into ratings.
  const all = () => one.$$eval(".question input[type=radio]:checked", (all) => all.map((it) => it.value).join());
  await unfold(one);
  await into(one, '.question [id$="-note"]');
  const before = await all();
  await one.evaluate(() => document.activeElement.remove());
  await one.keyboard.type("1234n");
  assert.equal(await all(), before);
});

test("an own rating that is being thought over is not overwritten by another tab's", async (t) => {
  const tabs = await twoTabs(t);
  const { one, two } = tabs;
  await at(tabs, "results/incident", ".own");
  const reason = '.own [id$="-reason"]';
  for (const page of [one, two]) {
    await page.bringToFront();
    await tap(page, ".own > summary");
  }
  await into(one, reason);
  await one.keyboard.type("Half a thou");
  await into(two, reason);
  await two.keyboard.type("Seen on site");
  await press(two, "Use my rating");
  await one.bringToFront();
  await sees(one, CHANGED, "[role=status]");
  await both(one, "Half a thou", "Seen on site");
  await one.keyboard.type("ght");
  assert.equal(await value(one, reason), "Half a thought");
  await press(one, "Use the other");
  await becomes(one, reason, "Seen on site");
  // What is not being edited follows.
  await one.evaluate(() => document.activeElement.blur());
  await into(two, reason);
  await two.keyboard.type(" in May");
  await press(two, "Use my rating");
  await becomes(one, reason, "Seen on site in May");
});

test("undo and redo say when they discard what another tab has said, and give it back", async (t) => {
  const tabs = await twoTabs(t);
  const { one, two, id } = tabs;
  await at(tabs, "assess/incident", ".question");
  const NOTICE = "Changed elsewhere meanwhile.";
  const checked = (page, value) => page.waitForFunction((value) => (document.querySelector(".question").querySelector("input[type=radio]:checked")?.value ?? "none") === value, {}, value);
  const first = (page, value) => page.evaluate((value) => document.querySelector(`.question input[value="${value}"]`).click(), value);
  const step = (page, word) => tap(page, `.steps__button[aria-label^="${word}"]`);
  await one.bringToFront();
  await first(one, "F");
  await two.bringToFront();
  await checked(two, "F");
  await first(two, "N");
  await one.bringToFront();
  await checked(one, "N");
  await step(one, "Undo");
  await checked(one, "none");
  await sees(one, NOTICE, ".toast");
  await both(one, "(empty) (stands)");
  const [use] = await one.$$(".toast .clash button");
  assert.match(await use.evaluate((it) => it.closest("dd").innerText), /^N/);
  await tap(one, use);
  await checked(one, "N");
  await misses(one, NOTICE);
  // Redo.
  await step(one, "Undo");
  await checked(one, "none");
  await checked(two, "none");
  await misses(one, NOTICE);
  await two.bringToFront();
  await first(two, "P");
  await one.bringToFront();
  await checked(one, "P");
  await step(one, "Redo");
  await checked(one, "N");
  await sees(one, NOTICE, ".toast");
  await press(one, "Close this notice");
  await misses(one, NOTICE);
  // The notice of a removal.
  await press(one, "Clear answer");
  await checked(two, "none");
  await two.bringToFront();
  await first(two, "L");
  await one.bringToFront();
  await checked(one, "L");
  await tap(one, ".toast .button");
  await checked(one, "N");
  await sees(one, NOTICE, ".toast");
  await press(one, "Close this notice");
  // Several changes in one go: only what the other tab touched is named.
  await open(one, `${place()}#/a/${id}/history`);
  await fill(one, "Name", "Then");
  await press(one, "Keep this state");
  await open(one, `${place()}#/a/${id}/assess/incident`);
  await questions(one);
  await rate(one, 0, "F");
  await rate(one, 1, "F");
  await open(one, `${place()}#/a/${id}/history`);
  await press(one, "Go back to it Then");
  await checked(two, "N");
  await two.bringToFront();
  await first(two, "P");
  await one.bringToFront();
  await sees(one, "1 field changed since", ".register");
  await step(one, "Undo");
  await sees(one, NOTICE, ".toast");
  assert.equal(await one.$$eval(".toast li", (all) => all.length), 1);
  await checked(two, "F");
  // Nothing is said where nobody else has been.
  await press(one, "Close this notice");
  await step(one, "Redo");
  await step(one, "Undo");
  await misses(one, NOTICE);
});

test("a choice between two texts is still open when another tab takes the assessment away: that is said, and neither text is lost", async (t) => {
  const tabs = await twoTabs(t);
  const { one, two } = tabs;
  await at(tabs, "set-up", "#scope");
  await into(one, "#scope");
  await into(two, "#scope");
  await one.bringToFront();
  await one.keyboard.type("Mine ");
  await sees(two, CHANGED, "[role=status]");
  await two.bringToFront();
  await two.keyboard.type("Theirs");
  await sees(one, CHANGED, "[role=status]");
  await open(two, `${place()}#/`);
  await two.bringToFront();
  await tap(two, ".register__row .button--quiet");
  await press(two, "Move to the bin");
  await sees(two, "is in the bin");
  await one.bringToFront();
  await sees(one, "This assessment is in the bin", "h1");
  assert.ok(await one.$eval("#crash", (it) => it.hidden));
  await press(one, "Open the bin", "link");
  await press(one, "Put back Unnamed assessment");
  await sees(one, "The bin is empty.");
  const { texts } = await kept(one, "/set-up/scope");
  assert.ok(["Mine", "Theirs"].every((words) => texts.some((it) => it.includes(words))), texts.join(" | "));
});

test("an assessment that another tab takes away says so, keeps what was being typed in sight, and is not brought back by it", async (t) => {
  const tabs = await twoTabs(t);
  const { one, two, id, address } = tabs;
  const startTyping = async () => {
    await open(one, address);
    await questions(one);
    await one.bringToFront();
    if (!(await one.$('.question [id$="-comment"]'))) await tap(one, ".question .thread > summary");
    const comment = await into(one, '.question [id$="-comment"]');
    await comment.evaluate((it) => it.select());
    await one.keyboard.type("A draft");
    await unfold(one);
    const note = await into(one, '.question [id$="-note"]');
    await note.evaluate((it) => it.select());
    await one.keyboard.type("Half a sent");
  };
  const shows = async (title, ...texts) => {
    await one.bringToFront();
    await sees(one, title, "h1");
    // Whoever types on types into nothing, and nothing comes of it.
    await one.keyboard.type("ence 123");
    assert.deepEqual(await one.$$eval(".page textarea", (all) => all.map((it) => it.value)), texts);
  };
  const bin = async (name) => {
    await open(two, `${place()}#/`);
    await two.bringToFront();
    await tap(two, ".register__row .button--quiet");
    await press(two, "Move to the bin");
    await sees(two, name);
  };
  // To the bin, and back.
  await startTyping();
  await bin("is in the bin");
  await shows("This assessment is in the bin", "Half a sent", "A draft");
  assert.ok(Object.keys(await records(one)).every((it) => !it.startsWith(`plumbline/1/${id}/`)));
  await press(one, "Open the bin", "link");
  await press(one, "Put back Unnamed assessment");
  await sees(one, "The bin is empty.");
  await open(one, address);
  await becomes(one, '.question [id$="-note"]', "Half a sent");
  // Replaced by a file.
  await open(one, `${place()}#/a/${id}/results`);
  const file = await downloaded(one, "Export the file");
  await startTyping();
  await rate(one, 2, "N");
  await into(one, '.question [id$="-note"]');
  await two.bringToFront();
  await give(two, file);
  await tap(two, await two.waitForSelector(".card:nth-child(3) input"));
  await press(two, "Take it over");
  await questions(two);
  await shows("This assessment was replaced", "Half a sent", "A draft");
  await press(one, "Go on with what is here now");
  await questions(one);
  assert.equal(await one.$$eval(".question", (all) => [...all[2].querySelectorAll("input[type=radio]:checked")].length), 0);
  // A rater who is taken out, while somebody looks at what they said.
  const rater = "bbbbbbbbbbbb";
  const path = join(await scratch(), "rater.json");
  const at = `00000000-${Date.now().toString(16).padStart(12, "0")}-0000-0000000000000001`;
  const registers = { "set-up/rater-of": { value: id, at }, "set-up/assessors": { value: "Kim", at }, "answer/incident.record": { value: { rating: "F" }, at } };
  await writeFile(path, JSON.stringify({ format: "plumbline", version: 1, assessments: [{ id: rater, model: { id: "iso20000-13", version: "1.0.0" }, registers }] }));
  await two.bringToFront();
  await give(two, path);
  await press(two, "Take it over");
  await open(one, `${place()}#/a/${rater}/assess/incident`);
  await questions(one);
  await two.bringToFront();
  await open(two, `${place()}#/a/${id}/raters`);
  await press(two, "Take out Kim");
  await shows("This assessment is in the bin");
  // Everything.
  await startTyping();
  await two.bringToFront();
  await open(two, `${place()}#/settings`);
  await press(two, "Delete everything");
  await tap(two, "dialog .button--danger");
  await sees(two, "Deleted. 0 entries of this app are left in this browser.");
  await shows("This assessment was deleted", "Half a sent", "A draft");
  await open(one, `${place()}#/`);
  await sees(one, "No assessment yet");
  assert.deepEqual(Object.keys(await records(one)).filter((it) => it.startsWith("plumbline/1/")), []);
});
