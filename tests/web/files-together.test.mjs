// Several files chosen together, in any order: what they say differently is shown
// before anything is taken over, and whatever they hold is found where the preview says.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { open, press, questions, records, scratch, sees } from "./browser.mjs";
import { fresh, give, place, together } from "./people.mjs";

together();

const at = (second) => `00000000-${(1_700_000_000_000 + second * 1000).toString(16).padStart(12, "0")}-0000-${second.toString(16).padStart(16, "0")}`;
const said = (value, second) => ({ value, at: at(second) });
const assessment = (id, registers) => ({ id, model: { id: "iso20000-13", version: "1.0.0" }, registers });
const text = (...assessments) => JSON.stringify({ format: "plumbline", version: 1, assessments });

/** Writes files with these names and contents and returns where they are. */
async function files(contents) {
  const folder = await scratch();
  const paths = Object.keys(contents).map((name) => join(folder, name));
  for (const path of paths) await writeFile(path, contents[path.slice(folder.length + 1)]);
  return paths;
}

/** What is stored of assessments. */
const stored = async (page) => Object.fromEntries(Object.entries(await records(page)).filter(([key]) => key.startsWith("plumbline/1/")));

const table = (page) => page.$$eval(".differences :is(thead, tbody) tr", (rows) => rows.map((row) => [...row.children].map((it) => it.innerText.replace(/\s+/g, " ").replace(/ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, ""))));

test("files of one assessment are laid beside each other and what is here; their order changes nothing", async (t) => {
  const id = "abcdefghjkmn";
  const paths = await files({
    "anna.json": text(assessment(id, { "set-up/name": said("Harbour", 1), "answer/incident.record": said({ rating: "F" }, 5), "note/incident.record": said("seen", 3) })),
    "ben.json": text(assessment(id, { "set-up/name": said("Harbour", 1), "answer/incident.record": said({ rating: "N" }, 7), "note/incident.record": said("not seen", 2) })),
    "copy of anna.json": text(assessment(id, { "set-up/name": said("Harbour", 1), "answer/incident.record": said({ rating: "F" }, 5), "note/incident.record": said("seen", 3) })),
  });
  const taken = [];
  for (const order of [paths, [...paths].reverse()]) {
    const page = await fresh(t);
    await give(page, ...order);
    await sees(page, "The files do not say the same.");
    const [head, answer, note, ...rest] = await table(page);
    assert.deepEqual(head.slice(1), ["anna.json, copy of anna.json", "ben.json"]);
    assert.deepEqual(answer.slice(1), ["F", "N stands"]);
    assert.deepEqual(note.slice(1), ["seen stands", "not seen"]);
    assert.deepEqual(rest, []);
    await press(page, "Take it over");
    await questions(page);
    taken.push(await stored(page));
    // Once more: there is nothing to add, and nothing is added.
    await give(page, ...order);
    await sees(page, "nothing to add");
    await press(page, "Go on with what is here");
    await questions(page);
    taken.push(await stored(page));
  }
  for (const it of taken.slice(1)) assert.deepEqual(it, taken[0]);

  // Beside what is here, each file as a side of its own.
  const page = await fresh(t);
  await give(page, paths[0]);
  await press(page, "Take it over");
  await questions(page);
  const [later] = await files({ "later.json": text(assessment(id, { "answer/incident.record": said({ rating: "L" }, 9) })) });
  await give(page, later, paths[1]);
  await sees(page, "One of the same origin is already here.");
  const [head, name, answer, note] = await table(page);
  assert.deepEqual(head.slice(1), ["Here", "ben.json", "later.json"]);
  assert.deepEqual(name.slice(1), ["Harbour stands", "Harbour stands", "–"]);
  assert.deepEqual(answer.slice(1), ["F", "N", "L stands"]);
  assert.deepEqual(note.slice(1), ["seen stands", "not seen", "–"]);
});

test("raters of themselves, in circles, of raters and of nobody: all that the preview announces is found, in any order", async (t) => {
  const rater = (id, of, name) => text(assessment(id, { "set-up/assessors": said(name, 1), "answer/incident.record": said({ rating: "F" }, 2), ...(of && { "set-up/rater-of": said(of, 3) }) }));
  const own = (id, name, of) => text(assessment(id, { "set-up/name": said(name, 1), ...(of && { "set-up/rater-of": said(of, 3) }) }));
  const paths = await files({
    "1.json": own("aaaaaaaaaaaa", "Of itself", "aaaaaaaaaaaa"),
    "2.json": own("bbbbbbbbbbbb", "Circle one", "cccccccccccc"),
    "3.json": own("cccccccccccc", "Circle two", "bbbbbbbbbbbb"),
    "4.json": rater("dddddddddddd", "eeeeeeeeeeee", "Kim"),
    "5.json": own("eeeeeeeeeeee", "Harbour"),
    "6.json": rater("ffffffffffff", "dddddddddddd", "Rater of a rater"),
    "7.json": rater("gggggggggggg", "zzzzzzzzzzzz", "Of nobody"),
  });
  const names = ["Answers of Of nobody", "Answers of Rater of a rater", "Circle one", "Harbour", "Of itself"];
  const listed = (page) => page.$$eval(".register__name", (all) => all.map((it) => it.innerText).sort());
  const states = [];
  // At once, one by one, and one by one from behind.
  for (const loads of [[paths], paths.map((it) => [it]), paths.map((it) => [it]).reverse()]) {
    const page = await fresh(t);
    for (const chosen of loads) {
      await give(page, ...chosen);
      if (chosen.length > 1) await sees(page, "5 assessments found, with 2 raters");
      await press(page, chosen.length > 1 ? "Take all over" : "Take it over");
      await page.waitForFunction(() => !location.hash.includes("open"));
    }
    await open(page, `${place()}#/`);
    await page.waitForFunction((n) => document.querySelectorAll(".register__row").length === n, {}, names.length);
    assert.deepEqual(await listed(page), names);
    await open(page, `${place()}#/a/eeeeeeeeeeee/raters`);
    await sees(page, "Kim", ".register__name");
    states.push(await stored(page));
  }
  for (const it of states.slice(1)) assert.deepEqual(it, states[0]);

  // What is here already and will be found elsewhere is said, too.
  const page = await fresh(t);
  await give(page, paths[3]);
  await sees(page, "1 assessment found");
  await press(page, "Take it over");
  await questions(page);
  await give(page, paths[4]);
  await sees(page, "Kim, which is here already, belongs to Harbour: it will be among its raters.");
});
