// What the app exports, in the hands of other programs: each finds in it what the
// app shows, cell by cell, and none takes words for a number, a date or a formula.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { press, questions, scratch, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { arrived, downloaded, give, person, together } from "./people.mjs";

together();

const run = promisify(execFile);
const PYTHON = process.env.READERS ?? ".tools/readers/bin/python";
const AT = "00000000-000000000001-0000-0000000000000001";
const NAME = "港湾サービス株式会社";

/** Notes that a program could take for something else, each on a question of its own. */
const NOTES = {
  record: "=1+1", prioritise: "-5", escalate: "-1+1 is what it cost", major: "8.10", inform: "two\nlines", knowledge: "+49 30 1234", requests: "_x0041_ stays",
  close: 'say "a; b", c\tand <b>',
};
/** Eleven remarks, 44,000 characters: more than a cell of Excel holds. */
const REMARK = "Ж😀 remark. ".repeat(333);

/** An assessment that says all that, and takes it from the results in each form. */
async function handedOver(t) {
  const page = await person(t);
  const folder = await scratch();
  const text = (value) => ({ value, at: AT });
  const registers = {
    "set-up/name": text(NAME),
    "set-up/organisation": text("Größe & Söhne"),
    "set-up/scope": text("-7 sites"),
    "out-of-scope/supplier": text("=SUM(1)"),
    "answer/incident.record": text({ rating: "P-" }),
    "answer/incident.prioritise": text({ rating: "L+" }),
    "answer/incident.escalate": text({ notApplicable: "2-3" }),
    "answer/incident.major": text({ ask: "@kim" }),
    "override/problem/1.1": text({ rating: "L", reason: "1/2" }),
    "flag/incident.record": text(true),
    ...Object.fromEntries(Object.entries(NOTES).map(([it, note]) => [`note/incident.${it}`, text(note)])),
    ...Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`comment/incident.close/0000000${at.toString(16)}`, text({ said: at, by: "Kim", text: REMARK, settled: false })])),
  };
  const given = join(folder, "given.json");
  await writeFile(given, JSON.stringify({ format: "plumbline", version: 1, assessments: [{ id: "abcdefghjkmn", model: { id: "iso20000-13", version: "1.0.0" }, registers }] }));
  await give(page, given);
  await press(page, "Take it over");
  await questions(page);
  await page.evaluate(() => (location.hash = "#/a/abcdefghjkmn/results"));
  await sees(page, "Results", "h1");
  const session = await page.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await tap(page, ".results details > summary");
  const taken = async (button, ending) => {
    await press(page, button);
    return arrived(folder, ending);
  };
  const shown = {
    gaps: await page.$$eval('[aria-label="Gaps to the target"] tr', (all) => all.map((row) => [...row.cells].map((it) => it.textContent.trim()))),
    verdict: await page.$eval(".verdict", (it) => it.innerText),
  };
  return { page, shown, book: await taken("Workbook (Excel)", ".xlsx"), table: await taken("Answers (CSV)", ".csv") };
}

/** What a Python program finds in a file: rows of cells, by sheet. */
async function python(way, path) {
  assert.ok(existsSync(PYTHON), `${PYTHON} is missing; bash .ci/test installs it, and READERS names another one that has tests/readers/requirements.txt`);
  const { stdout } = await run(PYTHON, ["tests/readers/read.py", way, path], { maxBuffer: 1 << 28 });
  return JSON.parse(stdout);
}

/** A file as LibreOffice writes it anew, read with this filter. */
async function converted(path, form, filter) {
  const folder = await scratch();
  const profile = pathToFileURL(join(folder, "profile")).href;
  const out = join(folder, "out");
  await mkdir(out);
  await run("soffice", [`-env:UserInstallation=${profile}`, "--headless", ...(filter ? [`--infilter=${filter}`] : []), "--convert-to", form, "--outdir", out, path]).catch((error) =>
    assert.fail(`LibreOffice (soffice) did not read it; bash .ci/test installs it on Debian: ${error.message}`),
  );
  return Promise.all((await readdir(out)).map((it) => join(out, it)));
}

/** Rows as words, without the empty cells at their ends. */
const words = (rows) =>
  rows.map((row) => {
    const cells = Array.from(row, (it) => String(it ?? ""));
    while (cells.length && !cells.at(-1)) cells.pop();
    return cells;
  });

test("a workbook says the same to every reader, cell by cell, and what the app shows", async (t) => {
  const { shown, book, table } = await handedOver(t);
  const open = await python("workbook", book);
  const names = Object.keys(open);
  assert.deepEqual([names[0], names.at(-1)], ["About", "Answers"]);

  const excel = new ExcelJS.Workbook();
  await excel.xlsx.readFile(book);
  assert.deepEqual(excel.worksheets.map((it) => it.name), names);
  for (const sheet of excel.worksheets) {
    const rows = [];
    sheet.eachRow({ includeEmpty: true }, (row) => rows.push(row.values.slice(1)));
    assert.deepEqual(words(rows), words(open[sheet.name]), `exceljs and openpyxl, ${sheet.name}`);
    // Words are words, and figures are numbers.
    for (const value of [...rows.flat(), ...open[sheet.name].flat()]) assert.match(typeof (value ?? ""), /^(string|number)$/, `${value}`);
  }

  // All sheets, each in a file: commas, quotes, UTF-8, as shown.
  const sheets = await converted(book, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1");
  assert.equal(sheets.length, names.length);
  for (const name of names) {
    const path = sheets.find((it) => it.endsWith(`-${name}.csv`));
    assert.deepEqual(words(parse(await readFile(path), { relax_column_count: true })), words(open[name]), `LibreOffice and openpyxl, ${name}`);
  }

  const about = new Map(open.About.map(([label, value]) => [label, value]));
  assert.equal(about.get("Assessment"), NAME);
  assert.equal(about.get("Result"), shown.verdict);
  assert.equal(about.get("Scope"), "-7 sites");
  assert.deepEqual(words(open.Gaps), words(shown.gaps));

  const [head, ...body] = open.Answers;
  const column = (name) => head.indexOf(name);
  const of = (id, name) => body.find((it) => it[column("Id")] === `incident.${id}`)[column(name)];
  for (const [id, note] of Object.entries(NOTES)) assert.equal(of(id, "Note"), note, id);
  assert.deepEqual([of("record", "Answer"), of("escalate", "Reason, or whom to ask"), of("major", "Reason, or whom to ask"), of("record", "For review")], ["P-", "2-3", "@kim", "yes"]);
  // What one cell cannot hold goes on in the next, to the last letter.
  const remarks = Array(11).fill(`Kim: ${REMARK.trim()}`).join("\n").replaceAll("remark. \n", "remark.\n");
  const found = [of("close", "Open remarks"), of("close", "Open remarks, continued")];
  assert.ok(found.every((it) => it.length <= 32_767) && found.join("").length > 40_000);
  assert.equal(found.join("").replaceAll(" \n", "\n").trim(), remarks);

  // pandas guesses, and guesses nothing wrong in what is ours.
  const frames = await python("frame", book);
  const clauses = new Set(body.flatMap((it) => [it[column("Clauses 2018")], it[column("Clauses 2005")]]).filter(Boolean));
  assert.ok(clauses.size > 30 && [...clauses].every((it) => /^clauses? \d/.test(it)));
  assert.deepEqual(words(frames.Answers), words(open.Answers));
  // The table says the same as the sheet.
  const csv = parse(await readFile(table), { bom: true });
  const plain = (row) => row.map((it) => it.replace(/^'/gm, ""));
  const joined = body.map((row) => [...row.slice(0, column("Open remarks") + 1), ...row.slice(column("Open remarks") + 2)]);
  for (const [at, row] of joined.entries()) {
    row[column("Open remarks")] = [body[at][column("Open remarks")], body[at][column("Open remarks") + 1]].join("");
    assert.deepEqual(plain(csv[at + 1].slice(1)), plain(row.map((it) => it ?? "")));
  }
  caused("P5");
});

test("a table of answers says the same to csv-parse, to pandas and to a German LibreOffice", async (t) => {
  const { table } = await handedOver(t);
  const bytes = await readFile(table);
  // Not told of the mark, a reader gets it with the first heading, and no error.
  const [first] = parse(bytes);
  assert.equal(first[0].replace("\ufeff", ""), "Assessment");
  const rows = parse(bytes, { bom: true });
  const [head, ...body] = rows;
  assert.ok(body.length > 100 && body.every((it) => it.length === head.length && it[0] === NAME));
  const note = (id) => body.find((it) => it[head.indexOf("Id")] === `incident.${id}`)[head.indexOf("Note")];
  // What begins like a formula has an apostrophe before it, and nothing else is changed.
  for (const [id, text] of Object.entries(NOTES)) assert.equal(note(id), text.replace(/^(?=[=+-])/, "'"), id);

  const { "": frame } = await python("frame", table);
  assert.deepEqual(words(frame), words(rows));

  const [german] = await converted(table, "xlsx", "Text - txt - csv (StarCalc):44,34,76,1,,1031,false,true");
  const [sheet] = Object.values(await python("workbook", german));
  assert.deepEqual(sheet[0], head);
  const typed = ["Reason, or whom to ask", "Note", "Evidence", "Open remarks", "Who answers"];
  for (const [at, row] of sheet.slice(1).entries()) {
    for (const [column, cell] of row.entries()) {
      // What people typed may be a number; what is ours is words, and as it was.
      if (!typed.includes(head[column])) assert.equal(cell ?? "", body[at][column], `${head[column]}, line ${at + 2}`);
    }
  }
  caused("P4");
});

test("an exported file fits its published schema, which no strict reader warns of", async (t) => {
  const { page } = await handedOver(t);
  const said = [];
  const note = (...all) => said.push(all.join(" "));
  const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuples: true, strictRequired: true, allErrors: true, logger: { log: note, warn: note, error: note } });
  const fits = ajv.compile(JSON.parse(await readFile("public/schema/plumbline-1.schema.json", "utf8")));
  assert.deepEqual(said, []);
  const path = await downloaded(page, "Export the file");
  const file = JSON.parse(await readFile(path, "utf8"));
  assert.ok(fits(file), JSON.stringify(fits.errors));
  // Earlier values are looked at, too, and have none of their own.
  const { registers } = file.assessments[0];
  registers["set-up/name"].earlier = [{ value: "before", at: AT }];
  assert.ok(fits(file), JSON.stringify(fits.errors));
  registers["set-up/name"].earlier = [{ value: "before", at: AT, earlier: [] }];
  assert.ok(!fits(file));
  // Named after what it is about, in whatever script, and the day.
  assert.match(basename(path), new RegExp(`^${NAME}-\\d{4}-\\d\\d-\\d\\d\\.json$`));
  caused("P14");
});
