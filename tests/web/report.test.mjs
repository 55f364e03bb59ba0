// Reports, workbooks and tables that leave the app: whole, and harmless to
// whoever opens them, whatever was written in the assessment.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";
import { accessible } from "./axe.mjs";
import { open, press, questions, scratch, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { arrived, begin, fresh, give, person, place, together } from "./people.mjs";
import { serve } from "./server.mjs";

together();

const AT = "00000000-000000000001-0000-0000000000000001";
const MARKUP = [
  "<img src=x onerror=window.__xss=1>", "<script>window.__xss=1</script>", "</style><script>window.__xss=1</script>", "<svg onload=window.__xss=1>",
  "<iframe src=javascript:window.__xss=1></iframe>", "--><b>bold</b>", "</title><h1>other</h1>", "]]><x/>", "<a href=javascript:window.__xss=1>click</a>", "{{constructor.constructor('window.__xss=1')()}}",
];
const FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", " =1+1", "\u00a0=1+1", "\t=1+1", "fine\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", "=HYPERLINK(\"http://x.test\")", "=cmd|' /C calc'!A0", "\"=1+1", ";=1+1;x", "x;=1+1", "a\t=1+1"];

/** Takes over an assessment that says these texts in every field for words. */
async function saying(page, folder, texts) {
  const text = (value) => ({ value, at: AT });
  const at = (n) => texts[n % texts.length];
  const asked = [
    ...["record", "prioritise", "escalate", "major", "inform", "knowledge", "requests", "close"].map((it) => `incident.${it}`),
    ...["policy", "record", "assess", "approve", "schedule", "backout", "review", "urgent"].map((it) => `change.${it}`),
  ];
  const registers = {
    ...Object.fromEntries(["name", "organisation", "unit", "scope", "assessors"].map((it, n) => [`set-up/${it}`, text(at(n))])),
    "out-of-scope/supplier": text(at(5)),
    "override/problem/1.1": text({ rating: "L", reason: at(9) }),
    "comment/incident.record/0000000a": text({ said: 5, by: at(1), text: at(2), settled: false }),
    "assigned/incident": text(at(6)),
    "answer/incident.record": text({ notApplicable: at(7) }),
    "answer/incident.close": text({ ask: at(8) }),
    ...Object.fromEntries([...asked.map((it) => `note/${it}`), ...asked.map((it) => `evidence/${it}`)].map((it, n) => [it, text(at(n))])),
  };
  const file = { format: "plumbline", version: 1, assessments: [{ id: "abcdefghjkmn", model: { id: "iso20000-13", version: "1.0.0" }, registers }] };
  const path = join(folder, "given.json");
  await writeFile(path, JSON.stringify(file));
  await give(page, path);
  await press(page, "Take it over");
  await questions(page);
  await page.evaluate(() => (location.hash = "#/a/abcdefghjkmn/results"));
  await sees(page, "Results", "h1");
}

/** The file that a button of the results hands over. */
async function taken(page, folder, button, extension) {
  const session = await page.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  if (!(await page.$eval(".results details", (it) => it.open))) await tap(page, ".results details > summary");
  await press(page, button);
  return arrived(folder, `.${extension}`);
}

/** Opens a report as whoever received it: from the disk; nothing in it may run or call. */
async function opened(t, path) {
  const page = await fresh(t);
  const seen = [];
  page.on("request", (it) => it.url() !== pathToFileURL(path).href && seen.push(it.url()));
  page.on("dialog", (it) => seen.push(it.message()) && it.dismiss());
  page.on("console", (it) => seen.push(it.text()));
  await page.goto(pathToFileURL(path).href);
  return { page, seen };
}

/** The rows of a table of comma-separated values. */
function rows(csv) {
  const rows = [];
  let cells = [];
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/y;
  // A mark before quotes is a fault to some readers.
  const [begin] = csv.match(/^\ufeffAssessment,/) ?? assert.fail("the table does not begin with a mark and a heading without quotes");
  cells.push("Assessment");
  cell.lastIndex = begin.length;
  while (cell.lastIndex < csv.length) {
    const found = cell.exec(csv);
    assert.ok(found, "every field is quoted");
    cells.push(found[1].replaceAll('""', '"'));
    if (found[2] === "\r\n") rows.push(cells.splice(0));
  }
  assert.deepEqual(cells, []);
  return rows;
}

/** The files of an archive. */
function unzipped(bytes) {
  const files = new Map();
  let at = bytes.readUInt32LE(bytes.length - 6);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [size, length, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const start = local + 30 + length;
    files.set(bytes.toString("utf8", at + 46, at + 46 + length), inflateRawSync(bytes.subarray(start, start + size)).toString("utf8"));
    at += 46 + length;
  }
  return files;
}

test("a report runs nothing, calls nobody, and shows what was written as it was written", async (t) => {
  const page = await person(t);
  const folder = await scratch();
  await saying(page, folder, MARKUP);
  const path = await taken(page, folder, "Report (web page)", "html");
  const { page: report, seen } = await opened(t, path);
  const text = await report.$eval("body", (it) => it.innerText);
  for (const it of MARKUP) assert.ok(text.includes(it), it);
  assert.equal(await report.title(), MARKUP[0]);
  assert.equal(await report.$eval("h1", (it) => it.innerText), MARKUP[0]);
  assert.deepEqual(await report.$$eval("img, script, iframe, object, embed, form, a, b, link, foreignObject", (all) => all.map((it) => it.outerHTML)), []);
  assert.deepEqual(await report.$$eval("*", (all) => all.flatMap((it) => it.getAttributeNames().filter((name) => /^on|^style$|^srcdoc$|href$/.test(name)))), []);
  assert.equal(await report.evaluate(() => window.__xss), undefined);
  assert.deepEqual(seen, []);
  // What somebody puts into it later cannot run either.
  await report.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.__late = 1";
    document.body.append(script);
  });
  assert.equal(await report.evaluate(() => window.__late), undefined);
  assert.ok(seen.every((it) => it.includes("Content Security Policy")), seen.join("\n"));
  caused("P2");
});

test("a report says what the page says, and can be read by everybody", async (t) => {
  const page = await person(t, "#/sample");
  await page.waitForSelector(".verdict");
  const verdict = await page.$eval(".verdict", (it) => it.innerText);
  const gaps = await page.$$eval('[aria-label="Gaps to the target"] tbody tr', (all) => all.map((it) => it.innerText.replace(/\s+/g, " ")));
  const path = await taken(page, await scratch(), "Report (web page)", "html");
  const { page: report, seen } = await opened(t, path);
  await sees(report, verdict, ".verdict");
  assert.deepEqual(await report.$$eval('[aria-label="Gaps to the target"] tbody tr', (all) => all.map((it) => it.innerText.replace(/\s+/g, " "))), gaps);
  await sees(report, "A made-up sample: no such organisation exists.");
  assert.equal(await report.$$eval("svg", (all) => all.length), 3);
  for (const theme of ["light", "dark"]) {
    for (const width of [1280, 320]) {
      await report.setViewport({ width, height: 900 });
      await report.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
      await accessible(report, `report, ${theme}, ${width}`);
      assert.ok((await report.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${theme}, ${width}`);
    }
  }
  assert.deepEqual(seen, []);
});

test("a table holds no cell that a spreadsheet takes for a formula", async (t) => {
  const page = await person(t);
  const folder = await scratch();
  await saying(page, folder, FORMULAS);
  const csv = await readFile(await taken(page, folder, "Answers (CSV)", "csv"), "utf8");
  const [head, ...body] = rows(csv);
  assert.deepEqual(head.slice(0, 5), ["Assessment", "Process", "Attribute", "Id", "Practice"]);
  assert.ok(body.length > 100 && body.every((it) => it.length === head.length));
  const cells = body.flat();
  // Whatever the program divides at, quoted or not.
  const begins = /^["\s\u00a0]*[=+\-@＝＋－＠]/;
  for (const cell of cells.flatMap((it) => it.split(/[\n\r\t;]/))) assert.doesNotMatch(cell, begins);
  for (const cell of cells) assert.doesNotMatch(cell, /^[\t\r\n]/);
  // Nothing is lost by it.
  const notes = body.map((it) => it[11].replace(/^'/, ""));
  for (const it of ["=1+1", "+1+1", "-1+1", "@SUM(1)", "fine\n'=1+1"]) assert.ok(notes.includes(it), it);
  caused("P4");
});

test("a workbook holds words and our own figures, and no formula", async (t) => {
  const page = await person(t);
  const folder = await scratch();
  await saying(page, folder, [...FORMULAS, ...MARKUP]);
  const files = unzipped(await readFile(await taken(page, folder, "Workbook (Excel)", "xlsx")));
  const sheets = [...files].filter(([name]) => name.startsWith("xl/worksheets/"));
  assert.ok(sheets.length >= 7);
  const parsed = await page.evaluate(
    (all) =>
      all.map(([name, xml]) => {
        const file = new DOMParser().parseFromString(xml, "application/xml");
        const of = (tag) => [...file.getElementsByTagName(tag)];
        const styles = of("c").filter((it) => it.getAttribute("t") === "s").map((it) => it.getAttribute("s"));
        return { name, broken: of("parsererror").length, formulas: of("f").length, links: of("hyperlink").length, words: of("t").map((it) => it.textContent), numbers: of("v").map((it) => it.textContent), styles };
      }),
    [...files].filter(([name]) => name.endsWith(".xml") || name.endsWith(".rels")),
  );
  for (const it of parsed) {
    assert.equal(it.broken + it.formulas + it.links, 0, it.name);
    for (const number of it.numbers) assert.match(number, /^\d+(\.\d+)?$/);
    // Both looks of words are marked as quoted.
    for (const style of it.styles) assert.match(style, /^[12]$/);
  }
  assert.equal(files.get("xl/styles.xml").match(/quotePrefix="1"/g).length, 2);
  const words = parsed.flatMap((it) => it.words);
  for (const it of ["=1+1", "@SUM(1)", ...MARKUP.slice(0, 4)]) assert.ok(words.includes(it), it);
  caused("P5");
});

test("files are handed over under plain names, and a browser that refuses is heard", async (t) => {
  const page = await fresh(t);
  await open(page, place());
  await begin(page, "../../Hafen <Works>");
  await page.evaluate(() => (location.hash = location.hash.replace("set-up", "results")));
  await sees(page, "Results", "h1");
  for (const [button, extension] of [["Report (web page)", "html"], ["Workbook (Excel)", "xlsx"], ["Answers (CSV)", "csv"]]) {
    const path = await taken(page, await scratch(), button, extension);
    assert.match(path.split("/").pop(), /^hafen-works-\d{4}-\d\d-\d\d\.\w+$/);
  }
  await page.evaluate(() => (URL.createObjectURL = () => {
    throw new Error("refused");
  }));
  await press(page, "Answers (CSV)");
  await sees(page, "The browser refused the download. Nothing was changed", "[role=alert]");
});

test("beside neighbours on the same host it says that they can read what is stored; on a host of its own it does not", async (t) => {
  const neighbours = await serve("dist", { under: "/somebody/plumbline/" });
  t.after(() => neighbours.close());
  const page = await fresh(t);
  await open(page, `${neighbours.url}#/new`);
  await sees(page, `shares its address, ${new URL(neighbours.url).host}, with whatever else is there`, ".notice");
  await page.evaluate(() => {
    const field = document.querySelector("#organisation");
    field.value = "Hafen Works";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await sees(page, "Saved", ".save-state");
  // That it is true: a page of somebody else on the host.
  const other = await page.browserContext().newPage();
  await other.goto(new URL("/other/", neighbours.url).href);
  assert.ok(await other.evaluate(() => Object.values(localStorage).some((it) => it.includes("Hafen Works"))));
  await page.goto(`${neighbours.url}#/settings`);
  await sees(page, "For confidential work use a copy that has an address of its own", ".notice");
  const alone = await fresh(t);
  for (const hash of ["#/new", "#/settings"]) {
    await open(alone, place() + hash);
    await alone.waitForSelector("#main .section");
    assert.equal(await alone.$$eval(".notice", (all) => all.filter((it) => it.innerText.includes("shares its address")).length), 0);
  }
  caused("P8");
});
