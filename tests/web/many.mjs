// Many full assessments, as the records of a browser's storage: what a consultant
// or a group of companies has after a year.

import { readdirSync, readFileSync } from "node:fs";
import { ready } from "./browser.mjs";
import { putRecords } from "./work.mjs";

/** How many are many. */
export const MANY = 80;

/** So many answers and notes has each. */
const ANSWERS = 208;
const NOTES = 30;

const RATINGS = ["N", "P", "L", "F", "L-", "P+"];
const WORDS = "seen at the desk of the second site, with the last three reviews and the names of those who were there".split(" ");

/** The ids of the questions of standard depth, as the bank has them. */
function questions() {
  const bank = new URL("../../src/bank/", import.meta.url);
  const practices = (path) => readFileSync(new URL(path, bank), "utf8").split("[[practices]]").slice(1);
  const id = (practice) => practice.match(/^id = "(.*)"$/m)[1];
  const files = (folder) => readdirSync(new URL(folder, bank)).sort().map((it) => `${folder}/${it}`);
  const own = [...files("process"), ...files("area")].flatMap(practices).map(id);
  const generic = practices("generic.toml").filter((it) => /^depth = "standard"$/m.test(it)).map(id);
  const processes = files("process").map((it) => it.replace(/.*\/|\.toml$/g, ""));
  return [...own, ...processes.flatMap((process) => generic.map((it) => `${process}.${it}`))];
}

/** The identity of one of many. */
export const idOf = (at) => `many${String(at).padStart(8, "0")}`;

/** The name of one of many. */
export const nameOf = (at) => `Unit ${at}`;

/** When one of many was changed last, in milliseconds: a day apart, the first one last. */
const changedAt = (at) => Date.UTC(2025, 11, 30) - at * 86_400_000;

/** Keys and JSON texts of this many full assessments, the latest first. */
export function manyRecords(n) {
  const all = questions();
  if (all.length < ANSWERS) throw new Error(`${all.length} questions are fewer than ${ANSWERS}`);
  const records = [["plumbline/version", "1"]];
  for (let of = 0; of < n; of += 1) {
    const stamp = `00000000-${changedAt(of).toString(16).padStart(12, "0")}-0000-${String(of + 1).padStart(16, "0")}`;
    const say = (name, value) => records.push([`plumbline/1/${idOf(of)}/${name}`, `{ "value": ${JSON.stringify(value)}, "at": "${stamp}" }`]);
    say("set-up/organisation", nameOf(of));
    say("set-up/preset", "established");
    say("set-up/created", changedAt(of));
    for (const [at, question] of all.slice(0, ANSWERS).entries()) say(`answer/${question}`, { rating: RATINGS[(at * 7 + of) % RATINGS.length] });
    for (let at = 0; at < NOTES; at += 1) say(`note/${all[(at * 5 + of) % ANSWERS]}`, WORDS.map((_, n) => WORDS[(n * (at + 1) + of) % WORDS.length]).join(" "));
    records.push([`plumbline/1/${idOf(of)}/model`, '{"id":"iso20000-13","version":"1.0.0"}']);
  }
  return records;
}

/** The rows of the first page. */
export const ROWS = ".register .register__row";

/** Waits until the first page shows this many assessments. */
export const rows = (page, n) => page.waitForFunction((rows, n) => document.querySelectorAll(rows).length === n, {}, ROWS, n);

/**
 * How long the first page is held up by 20 letters that are typed in another tab, in
 * milliseconds: by tasks so long that a person notices (`blocked`), and by all (`busy`).
 */
export async function elsewhere(browser, url) {
  const one = await browser.newPage();
  const stored = manyRecords(MANY);
  await putRecords(one, stored, stored, url);
  const two = await browser.newPage();
  await two.goto(`${url}#/`);
  await ready(two);
  await rows(two, MANY);
  await one.goto(`${url}#/a/${idOf(47)}/set-up`);
  await one.waitForSelector("#organisation");
  const time = async () => (await two.metrics()).TaskDuration * 1000;
  // Until all that the start brings along is done.
  const calm = async () => {
    for (let before = -1, now = await time(); now - before > 20; ) {
      await new Promise((later) => setTimeout(later, 2_000));
      [before, now] = [now, await time()];
    }
    return time();
  };
  const before = await calm();
  await two.evaluate(() => {
    window.blocked = 0;
    window.watch = new PerformanceObserver((list) => list.getEntries().forEach((it) => (window.blocked += it.duration)));
    window.watch.observe({ type: "longtask" });
  });
  await one.focus("#organisation");
  await one.keyboard.press("End");
  await one.keyboard.type(" of twenty letters..", { delay: 50 });
  // Seldom: to look costs time of the page, too.
  while (!(await two.$eval(ROWS, (it) => it.textContent.includes(" of twenty letters..")))) await new Promise((later) => setTimeout(later, 500));
  const after = await calm();
  const blocked = await two.evaluate(() => {
    window.watch.takeRecords().forEach((it) => (window.blocked += it.duration));
    return window.blocked;
  });
  return { blocked, busy: after - before };
}
