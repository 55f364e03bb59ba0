// Nothing that a person said is deleted past the bin, whatever it was opened as,
// and a back-up holds what it says it holds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, follow, forget, named, open, press, questions, records, saved, sees, tap, until } from "./browser.mjs";
import { answer, begin, downloaded, exported, give, link, person, place, rating, together } from "./people.mjs";
import { eachBook } from "./work.mjs";

together();

/** Waits until each book of the journal holds something, or nothing. */
const journalHolds = (page, something) =>
  until(async () => {
    const count = (database) => new Promise((done) => (database.transaction("records").objectStore("records").count().onsuccess = (it) => done(it.target.result)));
    return (await eachBook(page, count)).every((it) => it > 0 === something);
  }, `the journal holds ${something ? "something" : "nothing"}`);

/** What is listed on the first page. */
const listed = async (page) => {
  await open(page, place());
  return page.$$eval(".register__row", (all) => all.map((it) => it.querySelector(".register__name").innerText.trim()));
};

/** What is listed in the bin. */
const binned = async (page) => {
  await open(page, `${place()}#/settings`);
  return page.$$eval(".register__row", (all) => all.map((it) => it.querySelector(".register__name").innerText.trim()));
};

/** Every rating in assessments, states and the bin, as text. */
const said = async (page) => Object.entries(await records(page)).filter(([key]) => /^plumbline\/(1|shelf)\//.test(key)).sort();

/** What stands for an assessment in a file, without the order in which things came. */
const content = (all) =>
  all.map(([key, json]) => {
    if (!key.startsWith("plumbline/shelf/")) return [key, json];
    const { came: _, ...rest } = JSON.parse(json);
    return [key, JSON.stringify(rest)];
  });

test("what is answered to an invitation from a sample is one's own: backed up, and in the bin when it is removed", async (t) => {
  const host = await person(t, "#/sample");
  await follow(host, "Share");
  await host.$eval('input[name="purpose"][value="invitation"]', (it) => it.click());
  const invitation = await link(host);
  const guest = await person(t);
  await open(guest, invitation);
  await sees(guest, "You are invited to assess", "h1");
  assert.equal(await guest.$(".tag"), null, "an invitation is no sample");
  await press(guest, "Start answering");
  await guest.waitForSelector(".process-nav");
  await answer(guest, "incident", "F", "L");
  assert.equal(await guest.$('.band[aria-label="Sample"]'), null, "it is called a sample");
  // As it stands in a browser where the mark has come along.
  const id = await guest.evaluate(() => location.hash.split("/")[2]);
  const { at } = JSON.parse((await records(guest))[`plumbline/1/${id}/set-up/created`]);
  await guest.evaluate((id, at) => localStorage.setItem(`plumbline/1/${id}/set-up/sample`, JSON.stringify({ value: true, at })), id, at);
  await open(guest, `${place()}#/a/${id}/results`);
  await sees(guest, "Results", "h1");
  assert.equal(await guest.$('.band[aria-label="Sample"]'), null, "somebody's own work is called a sample");
  const [name] = await listed(guest);
  await sees(guest, "Not all of it is backed up yet.");
  await press(guest, `Delete ${name}`);
  await press(guest, "Move to the bin");
  await sees(guest, "is in the bin.", ".toast");
  assert.deepEqual(await binned(guest), [name]);
  // A look at the sample is a look at the sample.
  await open(guest, `${place()}#/sample`);
  await sees(guest, "Sample", ".band");
});

test("whatever is removed, what somebody said in it can be put back: a changed sample, an assessment, what a file replaced, a rater", async (t) => {
  const page = await person(t, "#/sample");
  await page.waitForSelector(".verdict");
  // Untouched it is one click away, and takes no room in the bin. The page is left
  // before the journal can have heard of it: it does not come back from there.
  await journalHolds(page, true);
  const removal = await named(page, "button", "Remove the sample");
  const back = page.waitForNavigation();
  await removal.evaluate((it) => {
    it.click();
    location.reload();
  });
  await back;
  await sees(page, "No assessment yet", ".empty");
  await journalHolds(page, false);
  await until(() => page.evaluate(() => localStorage.getItem("plumbline/removed") === null), "the journal has been told");
  assert.deepEqual(await binned(page), []);
  await open(page, `${place()}#/sample`);
  await page.waitForSelector(".verdict");
  await answer(page, "incident", "N");
  await press(page, "Remove the sample");
  await sees(page, "is in the bin.", ".toast");
  const [sample] = await binned(page);
  await press(page, `Put back ${sample}`);
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 0);
  assert.deepEqual((await listed(page)).length, 1);
  await open(page, `${place()}#/sample`);
  await follow(page, "Assess");
  await tap(page, '.process-nav__link[href$="/assess/incident"]');
  await page.waitForSelector('[id^="q-incident-"]');
  await questions(page);
  assert.equal(await rating(page, "incident"), "N");
  await press(page, "Remove the sample");
  await sees(page, "is in the bin.", ".toast");

  // What a file takes the place of.
  await begin(page, "Hafen");
  await answer(page, "incident", "F");
  const file = await exported(page);
  await answer(page, "incident", "P");
  await give(page, file);
  // The last of the three ways.
  await page.$$eval('input[name^="choice-"]', (all) => all.at(-1).click());
  await press(page, "Take it over");
  await page.waitForSelector(".process-nav");
  assert.equal((await binned(page)).length, 2);
  // And what is deleted with its raters.
  await press(page, "Put back Hafen");
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 1);
  const names = await listed(page);
  assert.equal(names.filter((it) => it.startsWith("Hafen")).length, 2, "both are there");
});

test("\"Back up everything\" holds raters, states and the bin, says so, and gives all of it back once", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen");
  await answer(page, "incident", "F");
  const file = await exported(page);
  // Raters: the same answers from somebody else, and those that were here before.
  await follow(page, "Share");
  await page.evaluate(() => (location.hash = location.hash.replace(/share$/, "raters")));
  await page.waitForSelector("#raters-files");
  await (await page.waitForSelector("#raters-files")).uploadFile(file);
  await fill(page, "Name, if you like", "Kim");
  await press(page, "Take it in");
  await sees(page, "1 rater taken in.");
  await follow(page, "History");
  await fill(page, "Name", "Before the audit");
  await press(page, "Keep this state");
  await sees(page, "Kept as Before the audit.");
  await answer(page, "incident", "N");
  await beginAnother(page, "Gone Works");
  await press(page, "Delete Gone Works");
  await press(page, "Move to the bin");
  await sees(page, "is in the bin.", ".toast");
  await sees(page, "Not all of it is backed up yet.");
  const before = await said(page);
  const backup = await downloaded(page, "Back up everything");
  await sees(page, "The file holds 1 assessment, 2 raters, 1 kept state, 1 assessment in the bin.");
  const today = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date());
  await sees(page, `All of it was exported on ${today} (UTC).`);
  // What is named afterwards is in no file.
  await page.click('.register__row a[href$="/results"]');
  await follow(page, "History");
  await fill(page, "Name", "Later");
  await press(page, "Keep this state");
  await sees(page, "Kept as Later.");
  await open(page, place());
  await sees(page, "Not all of it is backed up yet.");

  await forget(page);
  await give(page, backup);
  await sees(page, "1 assessment found, with 2 raters", ".notice");
  await sees(page, "1 kept state, 1 assessment in the bin.", ".notice summary");
  await press(page, "Take all over");
  await page.waitForFunction(() => !document.querySelector(".notice"));
  assert.deepEqual(content(await said(page)), content(before));
  // The same file again adds nothing.
  await give(page, backup);
  await sees(page, "All of it is here already.", ".notice");
  await press(page, "Go on with what is here");
  await page.waitForFunction(() => !document.querySelector(".notice"));
  assert.deepEqual(content(await said(page)), content(before));
  assert.deepEqual(await binned(page), ["Gone Works"]);
});

async function beginAnother(page, name) {
  await open(page, place());
  await begin(page, name);
  await answer(page, "change", "L");
  await open(page, place());
}

test("\"Start an assessment\" stores nothing before something is said: no list, no reminder; a reload and the way back lead to it", async (t) => {
  const page = await person(t);
  await follow(page, "Start an assessment");
  await sees(page, "Set up", "h1");
  const address = await page.evaluate(() => location.href);
  assert.deepEqual(await records(page), {}, "something is stored");
  await page.reload();
  await sees(page, "Set up", "h1");
  await follow(page, "Assess");
  await questions(page);
  await open(page, place());
  await sees(page, "No assessment yet", ".empty");
  assert.equal(await page.evaluate(() => document.body.innerText.includes("backed up")), false);
  // Begun again and left again, it is the same one.
  await follow(page, "Start an assessment");
  await sees(page, "Set up", "h1");
  assert.equal(await page.evaluate(() => location.href), address);
  await fill(page, "Organisation", "Hafen");
  await saved(page);
  const other = await page.browserContext().newPage();
  await open(other, address);
  assert.equal(await other.$eval("#organisation", (it) => it.value), "Hafen");
  assert.deepEqual(await listed(other), ["Hafen"]);
  await page.bringToFront();
  // The next one is another one.
  await open(page, `${place()}#/new`);
  await sees(page, "Set up", "h1");
  assert.notEqual(await page.evaluate(() => location.href), address);
  assert.deepEqual(await listed(page), ["Hafen"]);
  // A state that is named before anything is said is of something.
  await open(page, `${place()}#/new`);
  await follow(page, "History");
  await press(page, "Keep this state");
  await sees(page, "Kept as State of");
  assert.equal((await listed(page)).length, 2);
});
