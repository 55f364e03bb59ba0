// Figures and words that agree wherever they stand: what is answered, what is left
// out, of which day a state is, what raters are called.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fill, follow, misses, open, press, saved, scratch, sees, tap, textOf } from "./browser.mjs";
import { answer, arrived, begin, downloaded, fresh, give, link, person, place, together } from "./people.mjs";
import { beginAt, rate } from "./work.mjs";

together();

const input = (name) => new URL(`../inputs/${name}.json`, import.meta.url).pathname;

/** A page on a machine whose clock is ahead by so much, or shows this time at its start. */
async function clocked(t, { ahead, begin }) {
  const page = await fresh(t);
  await page.evaluateOnNewDocument((ahead, begin) => {
    const real = Date.now;
    const by = begin === undefined ? ahead : begin - real();
    Date.now = () => real() + by;
  }, ahead, begin);
  return page;
}

/** The first of December: later than everything in the files. */
const DECEMBER = { begin: Date.UTC(2026, 11, 1) };

/** Takes over what a file holds. */
async function taken(page, file, button = "Take it over") {
  await give(page, file);
  await press(page, button);
  await page.waitForFunction(() => !location.hash.startsWith("#/open"));
}

const fact = async (page, label) => {
  await page.waitForSelector(".title-block div");
  return page.$$eval(".title-block div", (all, label) => all.find((it) => it.querySelector("dt").innerText === label)?.querySelector("dd").innerText, label);
};

test("what is answered is the same number on every page, and what is out of scope is in none and stays at home", async (t) => {
  const page = await clocked(t, DECEMBER);
  await open(page, place());
  await give(page, input("counts-and-out-of-scope"));
  const answered = (await textOf(page, ".notice li")).match(/(\d+ of \d+) questions answered/)[1];
  assert.match(answered, /^2 of /);
  await press(page, "Take it over");
  await sees(page, `${answered} answered`, ".process-nav__fold");
  await follow(page, "Results");
  await page.waitForSelector(".figures");
  const figures = (await textOf(page, ".figures")).replace(/\s+/g, " ");
  assert.match(figures, new RegExp(`questions answered; 1 left to someone who knows ${answered}`));
  await open(page, place());
  await sees(page, `${answered} answered`, ".register");

  await open(page, `${place()}#/a/aaaaaaaaaa02/share`);
  await sees(page, "It holds 2 answers, 1 question left to someone");
  await misses(page, "out of scope,", '[aria-labelledby="contents"] [role="status"]');
  for (const part of ["notes", "evidence", "people"]) await tap(page, `input[value="${part}"]`);
  const shown = await readFile(await downloaded(page, "Save it as a file"), "utf8");
  assert.match(shown, /incident\.record/);
  assert.doesNotMatch(shown, /TEXT OF A PROCESS OUT OF SCOPE|problem\.identify/);
  const result = await link(page);
  await tap(page, 'input[value="full"]');
  await sees(page, "2 answers, 1 question left to someone, 4 answers out of scope, 1 note");
  const whole = await readFile(await downloaded(page, "Save it as a file"), "utf8");
  assert.match(whole, /TEXT OF A PROCESS OUT OF SCOPE/);
  const reader = await person(t);
  await open(reader, result);
  await sees(reader, "It holds 2 answers, 1 question left to someone");

  // On its own page there is nothing to be reached.
  await open(page, `${place()}#/a/aaaaaaaaaa02/results/problem`);
  await sees(page, "Out of scope: its answers are kept and not counted");
  const words = await textOf(page, "#main");
  assert.doesNotMatch(words, /Target level|Gap:|not reached|Why this level|PA 1\.1/);
  await open(page, `${place()}#/a/aaaaaaaaaa02/assess/problem`);
  await sees(page, "Answers are kept and not counted", ".live");
  await misses(page, "target level", ".process-head");
});

test("nothing applies is not nothing in scope, and has neither level nor target", async (t) => {
  const page = await clocked(t, DECEMBER);
  await open(page, place());
  await taken(page, input("all-not-applicable"));
  await open(page, `${place()}#/a/aaaaaaaaaa01/results`);
  await sees(page, "Every process is in scope and marked not applicable throughout", ".verdict");
  await open(page, `${place()}#/a/aaaaaaaaaa01/results/incident`);
  await sees(page, "Every practice of level 1 is marked not applicable");
  assert.doesNotMatch(await textOf(page, "#main"), /Target level|Gap:|not reached|Why this level/);
});

test("the state of an assessment is of one day, whoever looks, and a link says when it was made", async (t) => {
  const page = await clocked(t, DECEMBER);
  await open(page, place());
  await taken(page, input("near-midnight"));
  const day = "21 November 2026 (UTC)";
  let shared;
  for (const zone of ["America/Los_Angeles", "Pacific/Auckland"]) {
    await page.emulateTimezone(zone);
    await open(page, place());
    await sees(page, `changed ${day}`, ".register");
    await open(page, `${place()}#/a/aaaaaaaaaa07/results`);
    await page.waitForSelector(".title-block");
    assert.equal(await fact(page, "State of"), day, zone);
    await tap(page, ".results details > summary");
    const folder = await scratch();
    const session = await page.createCDPSession();
    await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    await press(page, "Answers (CSV)");
    await press(page, "Report (web page)");
    assert.ok((await readFile(await arrived(folder, ".html"), "utf8")).includes(day), zone);
    await open(page, `${place()}#/a/aaaaaaaaaa07/share`);
    shared = await link(page);
  }
  const made = "1 December 2026 (UTC)";
  for (const zone of ["America/Los_Angeles", "Pacific/Auckland"]) {
    const reader = await clocked(t, { begin: Date.UTC(2026, 11, 24) });
    await reader.emulateTimezone(zone);
    await open(reader, shared);
    await sees(reader, `link made on ${made}`);
    assert.equal(await fact(reader, "Link made on"), made, zone);
    assert.equal(await fact(reader, "State of"), undefined);
    await press(reader, "Save a copy here");
    await sees(reader, "Results", "h1");
    assert.equal(await fact(reader, "Link made on"), made, "the copy keeps it");
    await open(reader, place());
    await sees(reader, `link made on ${made}`, ".register");
  }
});

test("no time that is shown lies ahead: where a clock was wrong it is said", async (t) => {
  const ahead = await clocked(t, { ahead: 400 * 24 * 3600 * 1000 });
  const address = await beginAt(ahead);
  await rate(ahead, 0, "F");
  const page = await ahead.browserContext().newPage();
  await ahead.close();
  await open(page, address.replace(/assess.*/, "results"));
  await page.waitForSelector(".title-block");
  assert.equal(await fact(page, "State of"), "a clock was wrong");
  await open(page, place());
  await sees(page, "a clock was wrong", ".register");
  const next = new Date(Date.now() + 400 * 24 * 3600 * 1000).getFullYear();
  assert.doesNotMatch(await textOf(page, ".register"), new RegExp(`${next}`));
  await open(page, address.replace(/assess.*/, "results"));
  const file = await downloaded(page, "Export the file");
  const other = await fresh(t);
  await give(other, file);
  await sees(other, "1 of ", ".notice li");
  const found = await textOf(other, ".notice li");
  assert.match(found, /questions answered, a clock was wrong, in/);
  assert.doesNotMatch(found, new RegExp(`${next}`));
});

test("the mean of picked levels has the decimals that it has", async (t) => {
  const page = await clocked(t, DECEMBER);
  await open(page, place());
  await taken(page, input("raters-mean"), "Take all over");
  await open(page, `${place()}#/a/aaaaaaaaaa06/raters`);
  await sees(page, "How far you agree");
  const means = await page.$$eval('[aria-labelledby="agreement"] tbody tr', (all) => all.map((it) => [it.cells[0].innerText, it.cells[7].innerText]));
  assert.deepEqual(Object.fromEntries(means), { "Incident management": "2.67", "Problem management": "0.67", "Release management": "4.67" });
});

test("two of the same name can be told apart: raters, units, what is laid behind the charts, states", async (t) => {
  const guest = await person(t);
  await begin(guest, "Hafen Works");
  await answer(guest, "incident", "P");
  await follow(guest, "Share");
  await tap(guest, 'input[value="answers"]');
  await fill(guest, "Your name", "Kim");
  await saved(guest);
  await sees(guest, "names of people");
  const theirs = await link(guest);

  const page = await person(t);
  await begin(page, "Hafen Works");
  await fill(page, "Who assesses", "Kim");
  await answer(page, "incident", "F");
  await follow(page, "Results");
  await follow(page, "Several people");
  await page.waitForSelector("#raters-links");
  await page.type("#raters-links", theirs);
  await press(page, "Look at them");
  await sees(page, "1 rater with answers");
  await press(page, "Take it in");
  await sees(page, "1 rater taken in.");
  const names = await page.$$eval('[aria-labelledby="who"] h3', (all) => all.map((it) => it.innerText).sort());
  assert.deepEqual(names, ["Kim (rater)", "Kim (this assessment)"]);
  await sees(page, "Kim (this assessment): Fully", ".vote");
  await sees(page, "Kim (rater): Partially", ".vote");

  // A second and a third assessment of the same name.
  for (const code of ["L", "N"]) {
    await open(page, place());
    await begin(page, "Hafen Works");
    await answer(page, "incident", code);
  }
  await follow(page, "Results");
  await page.waitForSelector("#compare option");
  const options = await page.$$eval("#compare option", (all) => all.map((it) => it.innerText));
  assert.equal(new Set(options).size, 3, options.join("\n"));
  await follow(page, "History");
  for (let n = 0; n < 2; n++) {
    await fill(page, "Name", "Before the audit");
    await press(page, "Keep this state");
    await page.waitForFunction((n) => document.querySelectorAll(".register__row").length === n + 1, {}, n);
  }
  const states = await page.$$eval("#compare-earlier option", (all) => all.map((it) => it.value).slice(-2));
  await page.select("#compare-earlier", states[1]);
  await page.select("#compare-later", states[0]);
  const heads = () => page.$$eval(".differences thead th", (all) => all.slice(1).map((it) => it.innerText));
  await page.waitForSelector(".differences");
  assert.equal(new Set(await heads()).size, 2, (await heads()).join("\n"));
  await open(page, `${place()}#/units`);
  await page.waitForSelector(".units");
  const columns = await page.$$eval(".units thead a", (all) => all.map((it) => it.innerText));
  assert.equal(columns.length, 3);
  assert.equal(new Set(columns).size, 3, columns.join("\n"));
});
