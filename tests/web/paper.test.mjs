// On paper, upright and turned, A4 and Letter: every text to its last word, no
// heading alone at the foot of a page, no page left mostly empty. And what is one
// endless word leaves everything beside it as it was, on screen and on paper.
// PAPER=FOLDER keeps there what was printed, to be looked at.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { firefox, open, press, saved, scratch, sees, tap } from "./browser.mjs";
import { arrived, fresh, give, place, together } from "./people.mjs";
import { go, pages, tooWide } from "./reach-pages.mjs";

together();

const AT = "00000000-000000000001-0000-0000000000000001";
/** In points, as a PDF has them. */
const A4 = [595, 842];
const LETTER = [612, 792];
const PAPERS = [
  { format: "A4", size: A4 },
  { format: "A4", landscape: true, size: A4.toReversed() },
  { format: "Letter", size: LETTER },
  { format: "Letter", landscape: true, size: LETTER.toReversed() },
];
const QUESTIONS = ["record", "prioritise", "escalate", "major", "inform", "knowledge", "requests", "close"].map((it) => `incident.${it}`);

/** An assessment, and two raters of it, that say something in every field for words. */
async function saying(page, text) {
  const register = (value) => ({ value, at: AT });
  const said = (n) => ({ said: n, by: text("by", 60), text: text(`comment${n}`, 900), settled: n > 1 });
  const registers = {
    ...Object.fromEntries(["name", "organisation", "unit", "assessors"].map((it) => [`set-up/${it}`, register(text(it, 190))])),
    "set-up/scope": register(text("scope", 1900)),
    "out-of-scope/supplier": register(text("outof", 390)),
    "override/incident/2.1": register({ rating: "L", reason: text("own", 950) }),
    "assigned/incident": register(text("whose", 190)),
    "answer/incident.record": register({ rating: "F" }),
    "answer/incident.prioritise": register({ notApplicable: text("reason", 390) }),
    "answer/incident.escalate": register({ ask: text("whom", 390) }),
    "note/incident.record": register(text("note", 3900)),
    "note/incident.major": register(text("short", 90)),
    "note/incident.knowledge": register(text("middle", 1500)),
    "evidence/incident.record": register(text("evidence", 900)),
    "evidence/incident.close": register(text("proof", 390)),
    "assigned/incident.record": register(text("who", 190)),
    "comment/incident.record/0000000a": register(said(1)),
    "comment/incident.close/0000000b": register(said(2)),
  };
  const model = { id: "iso20000-13", version: "1.0.0" };
  const rater = (id, name, rating) => ({
    id,
    model,
    registers: {
      "set-up/rater-of": register("abcdefghjkmn"),
      "set-up/assessors": register(text(name, 190)),
      ...Object.fromEntries(QUESTIONS.slice(0, 3).map((it) => [`answer/${it}`, register(it.endsWith("record") ? { notApplicable: text(`${name}why`, 390) } : { rating })])),
      [`note/${QUESTIONS[1]}`]: register(text(`${name}note`, 390)),
    },
  });
  const file = { format: "plumbline", version: 1, assessments: [{ id: "abcdefghjkmn", model, registers }, rater("abcdefghjkmp", "kim", "N"), rater("abcdefghjkmq", "robin", "F")] };
  const path = join(await scratch(), "given.json");
  await writeFile(path, JSON.stringify(file));
  await give(page, path);
  await press(page, "Take all over");
  await page.waitForFunction(() => !document.querySelector("#file-input"));
  return "#/a/abcdefghjkmn";
}

/** A text of about that many letters, which ends with a word of its own. */
const sentence = (name, length) => {
  const words = "First we looked at the tickets of March, then at those of the year before.";
  return `${`${words}\n`.repeat(Math.ceil(length / 150))}${`${words} `.repeat(length / 200)}Last${name}`;
};
const ENDLESS = "https://intranet.example/documents/";
const endless = (name, length) => `${ENDLESS}${"0123456789abcdefg".repeat(20).slice(0, Math.min(length, 340) - ENDLESS.length)}`;

/** The report of the assessment that is open, as a file. */
async function report(page) {
  const folder = await scratch();
  const session = await page.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  if (!(await page.$eval(".results details", (it) => it.open))) await tap(page, ".results details > summary");
  await press(page, "Report (web page)");
  return pathToFileURL(await arrived(folder, ".html")).href;
}

/** The pages of a PDF with their lines, from above, as another program reads them. */
async function printed(pdf) {
  const path = join(await scratch(), "page.pdf");
  await writeFile(path, pdf);
  const { stdout } = await promisify(execFile)("pdftotext", ["-bbox-layout", path, "-"], { maxBuffer: 1 << 28 });
  const attributes = (text) => Object.fromEntries([...text.matchAll(/(\w+)="([\d.-]+)"/g)].map(([, name, value]) => [name, Number(value)]));
  return stdout.split("<page ").slice(1).map((text) => {
    const { width, height } = attributes(text.slice(0, text.indexOf(">")));
    const words = [...text.matchAll(/<word ([^>]*)>([^<]*)<\/word>/g)].map(([, box, word]) => ({ ...attributes(box), word: word.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&apos;", "'") }));
    words.sort((a, b) => a.yMax - b.yMax);
    // What stands at the same height is one line, in whatever column.
    const lines = [];
    for (const it of words) {
      const line = lines.at(-1);
      if (line && it.yMax - line[0].yMax < 4) line.push(it);
      else lines.push([it]);
    }
    return { width, height, words, lines: lines.map((it) => it.sort((a, b) => a.xMin - b.xMin).map((it) => it.word).join("")) };
  });
}

const bare = (text) => text.replace(/\s+/g, "");

/** All headings of a page, and what is said right below them; what is as long as a text is none. */
const headings = (page) =>
  page.$$eval("h1, h2, h3, h4, caption, thead tr, legend, .fold > summary, .trace__part:has(table) > summary, .section__head, .section__note, .field__label, .guide__label, h2 + p, h3 + p, .thread__head", (all) => [...new Set(all.map((it) => it.textContent.replace(/\s+/g, "")).filter((it) => it && it.length < 200))]);

/** What is wrong with a page on paper; `texts` are to be on it. */
async function faults(page, name, texts = []) {
  const found = [];
  const heads = await headings(page);
  for (const { size, ...paper } of PAPERS) {
    const pdf = await page.pdf({ ...paper, preferCSSPageSize: true });
    if (process.env.PAPER) await writeFile(join(process.env.PAPER, `${bare(name.replace("/", "-"))}-${paper.format}${paper.landscape ? "-turned" : ""}.pdf`), pdf);
    const pages = await printed(pdf);
    const say = (at, words) => found.push(`${name}, ${paper.format}${paper.landscape ? " turned" : ""}, page ${at + 1} of ${pages.length}: ${words}`);
    const all = pages.map((it) => it.words.map((it) => it.word).join("")).join("");
    for (const it of texts) if (!all.includes(it)) say(-1, `${it} is not there`);
    for (const [at, { width, height, words, lines }] of pages.entries()) {
      if (Math.abs(width - size[0]) > 1 || Math.abs(height - size[1]) > 1) say(at, `${width} x ${height}`);
      // Half a millimetre into the margin of 14 on both sides is nothing.
      const out = words.find((it) => it.xMin < 38 || it.xMax > width - 38);
      if (out) say(at, `${out.word} runs off the page`);
      if (at === pages.length - 1) continue;
      const filled = (words.at(-1)?.yMax - 45) / (height - 97);
      if (!(filled >= 0.4)) say(at, `${Math.round(100 * filled)} % full`);
      // A heading of several lines is one: a row of a table may end as it does.
      const [before, last] = ["", "", ...lines].slice(-2);
      if (heads.some((it) => it === last || it.endsWith(before + last))) say(at, `ends with the heading ${last}`);
    }
  }
  return found;
}

test("questions with long texts, the page of a process, results, set-up and report: every text to its last word on every paper, no heading alone, no page mostly empty", async (t) => {
  const page = await fresh(t);
  const own = await saying(page, sentence);
  const last = (...names) => names.map((it) => `Last${it}`);
  const found = [];
  await go(page, `${own}/assess/incident`);
  // What was folded away by hand is on paper, too.
  await tap(page, ".question .fold[open] > summary");
  found.push(...(await faults(page, "questions", last("whose", "note", "evidence", "who", "reason", "whom", "short", "middle", "proof", "by", "comment1", "comment2"))));
  assert.equal(await page.$$eval(".written, [data-on-paper], [data-long], [data-laid-open]", (all) => all.length), 0, "after printing the page is as it was");
  await go(page, `${own}/results/incident`);
  found.push(...(await faults(page, "process", last("own"))));
  await go(page, `${own}/set-up`);
  found.push(...(await faults(page, "set-up", last("organisation", "unit", "name", "assessors", "scope", "outof"))));
  await go(page, `${own}/results`);
  await page.waitForFunction(() => document.querySelectorAll(".section .chart svg").length === 3);
  found.push(...(await faults(page, "results", last("organisation", "unit", "scope", "assessors", "outof", "reason"))));
  await page.goto(await report(page));
  found.push(...(await faults(page, "report", last("name", "organisation", "unit", "scope", "assessors", "outof", "reason", "whom", "own", "note", "evidence", "who", "whose", "comment1"))));
  assert.deepEqual(found, []);
});

test("the sample and the questionnaire to fill in by hand: on every paper no heading stands alone, and no page is mostly empty", async (t) => {
  const page = await fresh(t);
  const found = [];
  for (const hash of (await pages(page)).filter((it) => /results|assess/.test(it))) {
    await go(page, hash);
    found.push(...(await faults(page, hash.replace(/.*\/a\/\w+\//, ""))));
  }
  await go(page, page.url().replace(/.*(#\/a\/\w+).*/, "$1/results"));
  await page.goto(await report(page));
  found.push(...(await faults(page, "report of the sample")));
  await page.goto(`${place()}questionnaire.html`);
  found.push(...(await faults(page, "questionnaire", ["Tried,thenkept"])));
  assert.deepEqual(found, []);
});

test("in Firefox, too, every text is on paper to its last word", async (t) => {
  const browser = await firefox();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const own = await saying(page, sentence);
  for (const [part, ...names] of [
    ["assess/incident", "whose", "note", "evidence", "who", "reason", "whom", "short", "middle", "proof", "comment1", "comment2"],
    ["results/incident", "own"],
    ["set-up", "organisation", "unit", "name", "assessors", "scope", "outof"],
  ]) {
    await go(page, `${own}/${part}`);
    for (const paper of [{ format: "A4" }, { format: "Letter", landscape: true }]) {
      const all = (await printed(await page.pdf({ ...paper, margin: { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" } }))).flatMap((it) => it.words).map((it) => it.word).join("");
      assert.deepEqual(names.filter((it) => !all.includes(`Last${it}`)), [], `${part}, ${paper.format}`);
    }
  }
});

/** Words of ours that are broken in two, beside texts that do not end. */
const torn = (page) =>
  page.evaluate((endless) => {
    const found = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (data.includes(endless) || !parentElement.checkVisibility() || parentElement.closest("svg, .visually-hidden, option, textarea, .ltr")) continue;
      for (const { index, 0: word } of data.matchAll(/[\p{L}\p{N}]{2,}/gu)) {
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        if (new Set([...range.getClientRects()].map((it) => Math.round(it.top))).size > 1) found.add(`${word} in ${parentElement.outerHTML.slice(0, 80)}`);
      }
    }
    return [...found];
  }, ENDLESS);

test("one endless word breaks by itself and no other, on every page, in tables, lists and report, at 1280 and 360 pixels and on paper", async (t) => {
  const page = await fresh(t);
  const own = await saying(page, endless);
  const found = [];
  const look = async (name) => {
    for (const width of [1280, 360]) {
      await page.setViewport({ width, height: 900 });
      const over = await tooWide(page);
      if (over > 0) found.push(`${name} at ${width}: ${over} pixels too wide`);
      for (const it of await torn(page)) found.push(`${name} at ${width}: ${it}`);
    }
    await page.setViewport({ width: 1280, height: 900 });
  };
  await go(page, `${own}/history`);
  await press(page, "Keep this state");
  await go(page, `${own}/assess/incident`);
  await tap(page, '.question input[value="L"]');
  await (await page.waitForSelector("#process-assignee")).type("x");
  await saved(page);
  await look("questions");
  await go(page, `${own}/history`);
  await tap(page, ".register__actions .button");
  await page.waitForSelector(".differences");
  await look("history");
  await go(page, `${own}/raters`);
  await page.waitForSelector(".vote");
  await page.$$eval("details", (all) => all.forEach((it) => (it.open = true)));
  await look("votes");
  for (const part of ["results", "results/incident", "set-up", "share", "flash/incident"]) {
    await go(page, `${own}/${part}`);
    await look(part);
  }
  for (const hash of ["#/", "#/units", "#/settings", "#/open"]) {
    await go(page, hash);
    await look(hash);
  }
  await go(page, `${own}/results`);
  await sees(page, "Left out", "h2");
  found.push(...(await faults(page, "results")));
  await page.goto(await report(page));
  await look("report");
  // Nor does it shrink the page: figures and notes are as large as without it.
  found.push(...(await faults(page, "report")));
  assert.deepEqual(found, []);
});
