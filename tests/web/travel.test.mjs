// An assessment on its way: by link, by file, back to an earlier state; and
// nothing that was here is lost to any of it.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fill, follow, misses, open, press, questions, ready, records, scratch, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { answer, begin, exported, give, link, person, place, rating, together } from "./people.mjs";

together();

test("a result link: what is ticked arrives, nothing else, and one's own work stays", async (t) => {
  const sender = await person(t);
  await begin(sender, "Hafen Works");
  await fill(sender, "Who assesses", "Kim Example");
  await answer(sender, "incident", "F", "P", "L");
  const note = await sender.$$(".question");
  await (await note[0].$("details summary"))?.click();
  await follow(sender, "Share");
  await sees(sender, "It holds 3 answers, the organisation by name.");
  const address = await link(sender);
  assert.match(address, /#s1\.[0-9a-z]+\.[\w-]+$/);
  await sees(sender, `${address.length} characters. It passes through any mail and chat.`);
  await sender.waitForSelector(".qr svg path");
  await press(sender, "Copy the link");
  await sees(sender, `Copied: ${address.length} characters. It holds 3 answers`);
  const mail = decodeURIComponent(await sender.$eval('a[href^="mailto:"]', (it) => it.href));
  assert.match(mail, new RegExp(`It holds 3 answers.* \\(${address.length} characters\\)`));
  assert.ok(mail.includes(address), "the whole link");
  assert.equal(await sender.evaluate(() => navigator.clipboard.readText()), address);

  // Somebody with work of their own opens it.
  const reader = await person(t);
  await begin(reader, "Own work");
  await answer(reader, "change", "F");
  const before = await records(reader);
  await open(reader, address);
  await sees(reader, "A shared assessment", "h1");
  await sees(reader, "Hafen Works");
  await sees(reader, "It holds 3 answers, the organisation by name.");
  await misses(reader, "Kim Example");
  await reader.waitForSelector(".chart--radar svg");
  assert.deepEqual(await records(reader), before, "opening a link changes nothing");
  assert.ok(!(await reader.evaluate(() => location.href)).includes("s1."), "the content leaves the address");
  // It can be laid over one's own, and a reload keeps it in this tab.
  await reader.select("#compare", await reader.$eval("#compare option:last-child", (it) => it.value));
  await sees(reader, "Previous", ".chart--radar");
  await reader.reload();
  await ready(reader);
  await sees(reader, "Hafen Works");
  await press(reader, "Save a copy here");
  await reader.waitForSelector(".verdict");
  await sees(reader, "Hafen Works (from a link)", ".masthead");
  const after = await records(reader);
  for (const [key, value] of Object.entries(before)) assert.equal(after[key], value, key);
  assert.ok(!JSON.stringify(after).includes("Kim Example"));
});

test("an invitation brings the set-up; everybody answers for themselves", async (t) => {
  const sender = await person(t);
  await begin(sender, "Hafen Works");
  await answer(sender, "incident", "F");
  await follow(sender, "Share");
  await tap(sender, 'input[value="invitation"]');
  await sees(sender, "It holds 0 answers");
  const address = await link(sender);
  const ids = [];
  for (let n = 0; n < 2; n += 1) {
    const guest = await person(t);
    await open(guest, address);
    await sees(guest, "You are invited to assess", "h1");
    await press(guest, "Start answering");
    await questions(guest);
    await sees(guest, "Hafen Works", ".masthead");
    ids.push(await guest.evaluate(() => location.hash.split("/")[2]));
  }
  assert.notEqual(ids[0], ids[1]);
});

test("a full link goes on elsewhere and comes back merged, field by field", async (t) => {
  const first = await person(t);
  await begin(first, "Hafen Works");
  await answer(first, "incident", "F", "P");
  await follow(first, "Share");
  await tap(first, 'input[value="full"]');
  await sees(first, "It holds 2 answers");
  const second = await person(t);
  await open(second, await link(first));
  await press(second, "Go on with it here");
  await questions(second);
  await answer(second, "incident", "N");
  await answer(second, "change", "L");
  await answer(first, "problem", "P");
  await follow(second, "Share");
  await tap(second, 'input[value="full"]');
  await sees(second, "It holds 3 answers");
  await open(first, await link(second));
  await press(first, "Put it together with mine");
  await sees(first, "One of the same origin is already here.");
  await press(first, "Take it over");
  await first.waitForFunction(() => location.hash.includes("/assess"));
  await tap(first, '.process-nav__link[href$="/assess/problem"]');
  await first.waitForSelector('[id^="q-problem-"]');
  await questions(first);
  assert.equal(await rating(first, "problem"), "P", "what only this side said stays");
  await tap(first, '.process-nav__link[href$="/assess/change"]');
  await first.waitForSelector('[id^="q-change-"]');
  await questions(first);
  assert.equal(await rating(first, "change"), "L", "what only the other side said arrives");
  caused("L12");
});

test("links that are cut, changed, wrapped, newer, huge or hostile are explained", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F", "P", "L", "N");
  await follow(page, "Share");
  await sees(page, "It holds 4 answers");
  const address = await link(page);
  const before = await records(page);
  const [base, fragment] = address.split("#");
  const payload = fragment.split(".")[2];
  const cases = [
    [fragment.slice(0, -9), `${payload.length - 9} of ${payload.length} characters arrived`],
    [`${fragment.slice(0, -1)}${fragment.endsWith("A") ? "B" : "A"}`, "was changed on the way"],
    [fragment.toLowerCase(), "was changed on the way"],
    [fragment.replace("s1.", "s9."), "newer version"],
    [`s1.4.${"A".repeat(70_000)}`, "longer than any"],
    ["s1.4.AAAA", "was changed on the way"],
    ['s1.4."><script>window.__xss=1</script>', "was changed on the way"],
  ];
  for (const [bad, words] of cases) {
    await open(page, `${base}#${bad}`);
    await sees(page, "This link cannot be opened", "h1");
    await sees(page, words, ".lead");
  }
  // What mail programs do to a whole link is undone.
  for (const good of [`%23${fragment}`, fragment.replaceAll(".", "%2E"), `${fragment}.`, `${fragment}%20%0D%0A`]) {
    await open(page, `${base}#${good}`);
    await sees(page, "A shared assessment", "h1");
  }
  assert.equal(await page.evaluate(() => window.__xss), undefined);
  assert.deepEqual(await records(page), before);
  await open(page, `${base}#/shared`);
  await sees(page, "A shared assessment", "h1");
  await press(page, "Close it");
  await sees(page, "In this browser");
  await open(page, `${base}#/shared`);
  await sees(page, "not kept after its tab is closed");
  caused("L8", "L10");
});

test("files of the same origin: merge, add as new, replace with the way back", async (t) => {
  const here = await person(t);
  await begin(here, "Hafen Works");
  await answer(here, "incident", "F", "P");
  const file = await exported(here);
  // The same assessment goes two ways.
  const there = await person(t);
  await give(there, file);
  await press(there, "Take it over");
  await questions(there);
  await answer(there, "incident", "N");
  await answer(there, "change", "L");
  const changed = await exported(there);
  await answer(here, "problem", "L");

  // Both sides are shown; the later answer stands and the other is kept.
  await give(here, changed);
  await sees(here, "One of the same origin is already here.");
  await sees(here, "stands", ".differences");
  const id = JSON.parse(await readFile(file, "utf8")).assessments[0].id;
  await press(here, "Take it over");
  await here.waitForFunction(() => location.hash.includes("/assess"));
  const merged = await records(here);
  const question = Object.keys(merged).find((it) => it.includes(`${id}/answer/incident.`) && merged[it].includes('"N"'));
  assert.ok(question, "the later answer stands");
  assert.match(merged[question], /"earlier": \[.*"F"/, "the earlier one is kept");
  assert.ok(Object.keys(merged).some((it) => it.includes("answer/problem.")), "what only this side said stays");
  assert.ok(Object.keys(merged).some((it) => it.includes("answer/change.")), "what only the file said arrives");
  // Once more there is nothing to add.
  await give(here, changed);
  await sees(here, "nothing in the file is later than what is here", ".notice");

  // Beside it, and in its place.
  await answer(there, "release", "P");
  const third = await exported(there);
  await give(here, third);
  await tap(here, ".notice .card:nth-child(2) input");
  await press(here, "Take it over");
  await sees(here, "Hafen Works (copy)", ".masthead");
  await give(here, third);
  await tap(here, ".notice .card:nth-child(3) input");
  await press(here, "Take it over");
  await here.waitForFunction((it) => location.hash.includes(`/a/${it}/assess`), {}, id);
  const replaced = await records(here);
  assert.ok(!Object.keys(replaced).some((it) => it.includes(`1/${id}/answer/problem.`)), "the file's content is what is here");
  await here.goto(`${place()}#/settings`);
  await sees(here, "replaced by an import");
  await press(here, "Put back Hafen Works");
  await sees(here, "The bin is empty.");
  await here.goto(`${place()}#/`);
  await here.waitForFunction(() => document.querySelectorAll(".register__row").length === 3);
  caused("I15", "I16");
});

test("a hundred files at once, one of them bad", async (t) => {
  const page = await person(t);
  await begin(page, "Seed");
  const text = await readFile(await exported(page), "utf8");
  const id = JSON.parse(text).assessments[0].id;
  const folder = await scratch();
  const files = [];
  for (let n = 0; n < 100; n += 1) {
    const name = join(folder, `${n}.json`);
    const mine = `file${String(n).padStart(8, "a")}`.replace(/[^a-z0-9]/g, "a").slice(0, 12);
    await writeFile(name, n === 50 ? text.slice(0, 200) : text.replaceAll(id, mine).replace("Seed", `Seed ${n}`));
    files.push(name);
  }
  await give(page, ...files);
  await sees(page, "99 assessments found");
  await sees(page, "This file was not opened");
  await sees(page, "50.json");
  await press(page, "Take all over");
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 100);
  caused("I18");
});

test("a clock far ahead in a file does not win for ever", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F");
  const file = await exported(page);
  const future = (await readFile(file, "utf8")).replaceAll(/"at": "[0-9a-f]{8}-[0-9a-f]{12}/g, '"at": "00000000-03b3d512ac00').replace('"F"', '"N"');
  const folder = await scratch();
  const name = join(folder, "future.json");
  await writeFile(name, future);
  await give(page, name);
  await sees(page, "dated in the future");
  await press(page, "Take it over");
  await page.waitForFunction(() => location.hash.includes("/assess"));
  await answer(page, "incident", "L");
  await page.reload();
  await ready(page);
  await page.waitForSelector('[id^="q-incident-"]');
  await questions(page);
  assert.equal(await rating(page, "incident"), "L");
  caused("T10");
});

test("undo and redo, by button and by key, across a reload", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F", "P");
  const ratings = '.question input[type=radio]:checked:is([value="N"], [value="P"], [value="L"], [value="F"])';
  const now = () => page.$$eval(ratings, (all) => all.map((it) => it.value).join(""));
  const count = (n) => page.waitForFunction((it, n) => document.querySelectorAll(it).length === n, {}, ratings, n);
  assert.equal(await now(), "FP");
  await page.reload();
  await ready(page);
  await page.waitForSelector('[id^="q-incident-"]');
  await questions(page);
  await page.waitForSelector('.steps__button[aria-label^="Undo: Incident management"]');
  await tap(page, '.steps__button[aria-label^="Undo"]');
  await count(1);
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await count(0);
  await tap(page, '.steps__button[aria-label^="Redo"]');
  await page.keyboard.down("Control");
  await page.keyboard.press("y");
  await page.keyboard.up("Control");
  await count(2);
  assert.equal(await now(), "FP");
});

test("a state is kept, compared with, and gone back to", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F", "P");
  await follow(page, "History");
  await fill(page, "Name", "Before the audit");
  await press(page, "Keep this state");
  await sees(page, "Kept as Before the audit.");
  await sees(page, "the same as now", ".register");
  await answer(page, "incident", "N", "L", "F");
  await follow(page, "History");
  await sees(page, "3 fields changed since", ".register");
  await press(page, "Compare with now Before the audit");
  await page.waitForFunction(() => document.querySelectorAll(".differences tbody tr").length === 3);
  await press(page, "Go back to it Before the audit");
  await sees(page, "the same as now", ".register");
  await tap(page, '.steps__button[aria-label="Undo: 3 fields"]');
  await sees(page, "3 fields changed since", ".register");
  await misses(page, "No process had a level");
});

test("compared with a state from before the first answer, the drawing says what it lacks", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await follow(page, "History");
  await fill(page, "Name", "Blank");
  await press(page, "Keep this state");
  await answer(page, "incident", "F");
  await follow(page, "History");
  await press(page, "Compare with now Blank");
  await sees(page, "No process had a level in Blank: there is nothing to draw of it.");
});

test("what is deleted can be put back", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F");
  const before = await records(page);
  await page.goto(`${place()}#/`);
  await tap(page, ".register__row .button--quiet");
  await press(page, "Move to the bin");
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 0);
  await page.goto(`${place()}#/settings`);
  await press(page, "Put back Hafen Works");
  await sees(page, "The bin is empty.");
  assert.deepEqual(await records(page), before);
  caused("A25");
});
