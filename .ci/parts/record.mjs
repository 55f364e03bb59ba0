// Records which functions of the program its parts need, in Chromium, by walking the
// ways that have to be quick, and lists them: in page.txt what the first page of a
// stranger runs, in answers.txt what else an invitation takes until the first answers, and
// in use.txt what answering and coming back take. `node .ci/parts/record.mjs FOLDER` with a
// build that is not divided.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, fill, follow, open as visit, press, ready, saved, sees, tap } from "../../tests/web/browser.mjs";
import { idOf, MANY, manyRecords, nameOf } from "../../tests/web/many.mjs";
import { serve } from "../../tests/web/server.mjs";
import { binaryen, functions, open, plain } from "./divide.mjs";
import { glueWith, LISTS, parts } from "./split.mjs";
import { write } from "./wasm.mjs";

const copy = await mkdtemp(join(tmpdir(), "plumbline-record-"));
await cp(process.argv[2] ?? "dist", copy, { recursive: true });
const { wasm, js } = await parts(copy);
const names = await instrument();
const host = await serve(copy);
const browsers = await Promise.all([chromium(), chromium()]);

/** Has each function tell that it runs; returns their names in the order of the numbers that they tell. */
async function instrument() {
  const module = open(write(await readFile(wasm)));
  const names = functions(module);
  for (const [at, name] of names.entries()) {
    const it = module.getFunction(name);
    const { body, results } = binaryen.getFunctionInfo(it);
    binaryen._BinaryenFunctionSetBody(it, module.block(null, [module.call("record", [module.i32.const(at)], binaryen.none), body], results));
  }
  module.addFunctionImport("record", "record", "ran", binaryen.i32, binaryen.none);
  await writeFile(wasm, module.emitBinary());
  const glue = await readFile(js, "utf8");
  await writeFile(js, `window.ran = new Set();\n${glueWith(glue, "record: { ran: (at) => window.ran.add(at) }")}`);
  return names;
}

/**
 * What is run from the arrival on, on a screen, and on a telephone whose journal is slow and
 * has one book. `comes`: how the stages that `plumblineAt` tells of come, "once" with the page, "late" when `comesLate` says so,
 * else not at all. `before` comes as another visit.
 */
async function journey(browser, { path, comes, walk, before }) {
  const ran = new Set();
  for (const [width, height] of [[1280, 900], [360, 740]]) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width, height });
    const start = before ? await before(page) : host.url + path;
    await page.goto("about:blank");
    await page.evaluateOnNewDocument((comes, isSlow) => {
      const open = IDBFactory.prototype.open;
      if (isSlow) Object.defineProperty(Navigator.prototype, "storageBuckets", { value: undefined });
      if (isSlow) IDBFactory.prototype.open = function (...args) {
        const request = { get result() { return this.real.result; }, get transaction() { return this.real.transaction; } };
        setTimeout(() => {
          request.real = open.apply(this, args);
          for (const type of ["upgradeneeded", "success", "error"]) request.real[`on${type}`] = (event) => request[`on${type}`]?.(event);
        }, 6_000);
        return request;
      };
      let when;
      const lets = {};
      const late = Object.fromEntries([1, 2].map((stage) => [stage, new Promise((done) => (lets[stage] = done))]));
      window.comesLate = (stage) => lets[stage]();
      const at = (stage, callback, ms) => {
        if (comes[stage] === "once") when(stage, () => callback(false), ms);
        if (comes[stage] === "late") when(stage, () => late[stage].then(() => callback(true)), ms);
        return comes[stage] === "once";
      };
      Object.defineProperty(window, "plumblineAt", { get: () => at, set: (it) => (when = it) });
    }, comes, width < 400);
    await page.goto(start);
    await ready(page);
    await walk(page);
    await rest(width < 400 ? 7000 : 2000);
    for (const at of await page.evaluate(() => [...window.ran])) if (!/^\d+$/.test(names[at])) ran.add(plain(names[at]));
    await context.close();
  }
  return ran;
}

/** What a page does by itself in the seconds after that. */
const rest = (ms = 2000) => new Promise((later) => setTimeout(later, ms));

const arrives = (page, stage) => page.evaluate((it) => window.comesLate(it), stage);

/** What happens to a page that is in use: it is turned, hidden, told of other tabs, left. */
async function use(page) {
  await rest();
  await page.evaluate(() => {
    dispatchEvent(new Event("resize"));
    document.dispatchEvent(new Event("fullscreenchange"));
    for (const hidden of [true, false]) {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }
    const other = Object.entries(localStorage).find(([key]) => key.includes("/answer/"));
    for (const [key, newValue] of [["elsewhere", "1"], other]) dispatchEvent(new StorageEvent("storage", { key, newValue }));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    dispatchEvent(new Event("beforeunload", { cancelable: true }));
    dispatchEvent(new PageTransitionEvent("pagehide"));
  });
}

/** The first answers to an invitation. */
async function answerFirst(page) {
  await sees(page, "You are invited", "h1");
  await press(page, "Start answering");
  await page.waitForSelector(".question input[type=radio]");
  await page.evaluate(() => {
    dispatchEvent(new StorageEvent("storage", { key: "plumbline/version", newValue: "1" }));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  const [card, other] = await page.$$(".question");
  for (const value of ["F", "P", "N", "L"]) await tap(page, await card.$(`input[value="${value}"]`));
  await tap(page, await other.$('input[value="F"]'));
}

async function begin(page) {
  await answerFirst(page);
  await saved(page);
}

/** Answers as people give them: by mouse and by key, finer, with a reason, in two processes. */
async function answer(page) {
  await page.waitForSelector(".question input[type=radio]");
  const [card] = await page.$$(".question");
  const choose = async (value) => tap(page, await card.$(`input[value="${value}"]`));
  for (const value of ["F", "N", "L", "P"]) await choose(value);
  await tap(page, await card.$(".segments input"));
  await page.keyboard.press("ArrowRight");
  for (const value of ["?", "\u2013"]) {
    await choose(value);
    await (await card.waitForSelector(".field :is(input, textarea)")).type("Kim");
  }
  await page.keyboard.press("Tab");
  await tap(page, await card.$(".checks input"));
  await saved(page);
  if (!(await page.$eval(".process-nav details", (it) => it.open))) await tap(page, ".process-nav summary");
  const other = await page.$(".process-nav li:last-child .process-nav__link");
  const process = await other.evaluate((it) => it.hash.split("/").pop());
  await tap(page, other);
  await tap(page, `[id^="q-${process}-"] input[value="L"]`);
  await saved(page);
  await use(page);
  await leave(page);
}

const onItsWay = (page) => sees(page, "This page is on its way", "h1");

/** The page leaves for one that has not come. */
async function leave(page) {
  await page.evaluate(() => (location.hash = location.hash.replace(/assess.*/, "results")));
  await onItsWay(page);
}

/** Words with all that storages and links write in another way. */
const WORDS = 'Dock "7" \\ nörth ✓';

/** A storage in which every field of the table is said once, as this and earlier versions have it lie there. */
const EVERY = JSON.parse(await readFile("tests/stores/every-field.json", "utf8"));

/** Puts it into a browser; returns where its assessment is answered. */
async function every(page) {
  await page.goto(`${host.url}boot.js`);
  await page.evaluate((all) => Object.assign(localStorage, all), EVERY);
  return `${host.url}#/a/abcdefghjkmn/assess/incident`;
}

/** What an assessment may say of a process, from nothing to everything. */
const INCIDENT = ["record", "prioritise", "escalate", "major", "inform", "knowledge", "requests", "close"];
const incident = (json) => Object.fromEntries(INCIDENT.map((it) => [`answer/incident.${it}`, json]));
const STATES = [
  {},
  { "set-up/depth": '"full"', "set-up/preset": '"established"' },
  { "set-up/depth": '"quick"' },
  { "set-up/depth": '"quick"', "belief/incident": '{"level":3}', "belief/capacity": '{"level":0}' },
  { "set-up/preset": '"performed"', ...incident('{"rating":"F"}') },
  { "target/incident": "5", ...incident('{"rating":"N"}') },
  { "set-up/edition": '"2005"', ...incident('{"notApplicable":""}') },
  { "set-up/aggregation": '"sum"', ...incident('{"ask":"Kim"}'), "override/incident/1.1": '{"rating":"L","reason":"seen"}' },
  { "set-up/aggregation": '"mean-of-groups"', "out-of-scope/incident": '""', ...incident("null") },
];
const stateId = (at) => `statestate2${at}`;

/** Somebody who has one of each. */
async function states(page) {
  await page.goto(`${host.url}boot.js`);
  const at = "00000000-01a20b7a4a3f-0000-b35cdd5232598c05";
  const all = STATES.flatMap((it, n) => {
    const said = Object.entries({ "set-up/created": "1795488892764", ...it }).map(([name, value]) => [name, `{ "value": ${value}, "at": "${at}" }`]);
    return [...said, ["model", '{"id":"iso20000-13","version":"1.0.0"}']].map(([name, json]) => [`plumbline/1/${stateId(n)}/${name}`, json]);
  });
  await page.evaluate((all) => Object.assign(localStorage, Object.fromEntries(all), { "plumbline/version": "1" }), all);
  return host.url;
}

/** Somebody who has as much as a consultant after a year: lists that are long are sorted otherwise. */
async function much(page) {
  await page.goto(`${host.url}boot.js`);
  await page.evaluate((all) => Object.assign(localStorage, Object.fromEntries(all)), manyRecords(20));
  // And many that are small: maps of hundreds are deeper.
  await page.evaluate((records, id) => {
    const few = records.filter(([key]) => !/note|checks|evidence/.test(key)).slice(0, 12);
    for (let n = 100; n < 400; n += 1) for (const [key, json] of few) localStorage[key.replace(id, `small${id.slice(0, 4)}${n}`)] = json;
    for (let n = 100; n < 400; n += 1) localStorage[`plumbline/1/small${id.slice(0, 4)}${n}/model`] = '{"id":"iso20000-13","version":"1.0.0"}';
    // One is half done everywhere.
    for (const [at, [key, json]] of records.entries()) if (at % 2 || !key.includes("/answer/")) localStorage[key.replace(id, "halfhalfhalf")] = json;
  }, manyRecords(1).slice(1), idOf(0));
  return host.url;
}

/** Somebody who has as many full assessments as the tests know: maps of them are deeper still. */
async function most(page) {
  await page.goto(`${host.url}boot.js`);
  await page.evaluate((all) => Object.assign(localStorage, Object.fromEntries(all)), manyRecords(MANY));
  return host.url;
}

/** Looks at each of them, and answers something. */
async function visits(page) {
  for (const [n, process] of STATES.flatMap((_, n) => ["incident", "capacity", "awareness"].map((process) => [n, process]))) {
    await page.evaluate((to) => (location.hash = to), `#/a/${stateId(n)}/assess/${process}`);
    await page.waitForSelector(`.process-nav__link[href^="#/a/${stateId(n)}/"]`);
    await tap(page, `[id^="q-${process}"] :is(input[value="L"], .statement input)`);
    await saved(page);
  }
}

/** A link of this kind, as somebody else has sent it: of a new assessment, in the quick depth, or with all that a link can hold. */
async function link(page, kind, of = "new") {
  if (of === "every") {
    await visit(page, (await every(page)).replace(/assess.*/, "results"));
    await page.waitForSelector(".verdict");
  } else {
    await visit(page, `${host.url}#/new`);
    await sees(page, "Set up", "h1");
    await fill(page, "Organisation", "Hafen Works");
    await fill(page, "Unit or site", WORDS);
    if (of === "quick") await tap(page, '.card:has(input[name="depth"]) input');
    await saved(page);
  }
  await follow(page, "Share");
  await tap(page, `input[value="${kind}"]`);
  for (const part of of === "every" ? await page.$$("#main .check input:not(:disabled, :checked)") : []) await tap(page, part);
  const it = await page.$eval("#share-link", (it) => it.value);
  await page.evaluate(() => localStorage.clear());
  return it;
}

/** Somebody who has all kinds of things stored, and comes back. */
async function resumed(page, path) {
  await visit(page, `${host.url}#/sample`);
  await page.waitForSelector(".verdict");
  await visit(page, `${host.url}#/new`);
  await sees(page, "Set up", "h1");
  await fill(page, "Organisation", "Hafen Works");
  await fill(page, "Scope", WORDS);
  await follow(page, "Assess");
  await page.waitForSelector(".question");
  const cards = await page.$$(".question");
  for (const card of cards.slice(0, 14)) {
    await tap(page, await card.$('input[value="F"]'));
    await tap(page, await card.$('input[value="L"]'));
  }
  const [card] = cards;
  for (const it of await card.$$(".fold summary")) await tap(page, it);
  for (const it of await card.$$(".fold :is(textarea, input)")) await it.type(WORDS);
  await tap(page, await page.waitForSelector(".thread .button"));
  await saved(page);
  return path === undefined ? page.evaluate(() => location.href) : host.url + path;
}

/** Somebody who has seen the list of what is stored, long enough for it to be noted. */
async function listed(page) {
  const home = await resumed(page, "");
  await visit(page, home);
  await page.waitForFunction(() => Object.keys(localStorage).some((it) => it.startsWith("plumbline/listed/")));
  return home;
}

/** Somebody whose storage was cleared, but not the journal, and who is invited then. */
async function cleared(page) {
  await resumed(page);
  await rest();
  await page.evaluate(() => localStorage.clear());
  return invitation;
}

const isolated = async (get) => {
  const context = await browsers[0].createBrowserContext();
  const page = await context.newPage();
  const got = await get(page);
  await context.close();
  return got;
};

const invitation = await isolated((page) => link(page, "invitation"));
const quick = await isolated((page) => link(page, "invitation", "quick"));
const whole = await isolated((page) => link(page, "invitation", "every"));
const result = await isolated((page) => link(page, "result", "every"));
const lists = [
  [{ path: "", comes: {}, walk: () => rest() }],
  [
    { path: "", comes: { 1: "late" }, walk: (page) => arrives(page, 1) },
    { before: async () => invitation, comes: { 1: "once" }, walk: begin },
    { before: async () => whole, comes: { 1: "once" }, walk: begin },
    // What the journal holds is read when more of the program has come.
    { before: cleared, comes: { 1: "once" }, walk: answerFirst },
    {
      before: async () => quick,
      comes: { 1: "once" },
      walk: async (page) => {
        await press(page, "Start answering");
        await onItsWay(page);
      },
    },
    { before: async () => result, comes: { 1: "once" }, walk: onItsWay },
  ],
  [
    {
      path: "",
      comes: { 1: "late", 2: "late" },
      walk: async (page) => {
        await arrives(page, 1);
        await rest();
        await arrives(page, 2);
        await rest();
        await page.evaluate(() => (location.hash = "#/method"));
        await onItsWay(page);
      },
    },
    {
      before: async () => invitation,
      comes: { 1: "once", 2: "late" },
      walk: async (page) => {
        await begin(page);
        await arrives(page, 2);
        await rest();
        await answer(page);
      },
    },
    {
      before: cleared,
      comes: { 1: "once", 2: "late" },
      walk: async (page) => {
        await answerFirst(page);
        await arrives(page, 2);
        await rest();
      },
    },
    {
      before: cleared,
      comes: { 1: "once", 2: "late" },
      walk: async (page) => {
        await sees(page, "You are invited", "h1");
        await arrives(page, 2);
      },
    },
    {
      before: async () => quick,
      comes: { 1: "once", 2: "late" },
      walk: async (page) => {
        await press(page, "Start answering");
        await onItsWay(page);
        await arrives(page, 2);
        await tap(page, ".statement input");
        await saved(page);
        await leave(page);
      },
    },
    {
      before: async () => result,
      comes: { 1: "once", 2: "late" },
      walk: async (page) => {
        await arrives(page, 2);
        await sees(page, "A shared assessment", "h1");
      },
    },
    // Of a storage that says no version.
    {
      before: async (page) => {
        await visit(page, host.url);
        await page.evaluate(() => localStorage.setItem("plumbline/numberKeys", "false"));
        return host.url;
      },
      comes: { 1: "once", 2: "once" },
      walk: () => rest(),
    },
    { before: (page) => resumed(page), comes: { 1: "once", 2: "once" }, walk: answer },
    { before: every, comes: { 1: "once", 2: "once" }, walk: answer },
    { before: states, comes: { 1: "once", 2: "once" }, walk: visits },
    {
      before: much,
      comes: { 1: "once", 2: "once" },
      walk: async (page) => {
        await follow(page, `Continue ${nameOf(3)}`);
        await answer(page);
        await page.evaluate(() => (location.hash = "#/a/halfhalfhalf/assess/incident"));
        await page.waitForSelector('.process-nav__link[href^="#/a/halfhalfhalf/"]');
        await answer(page);
      },
    },
    {
      before: most,
      comes: { 1: "once", 2: "once" },
      walk: async (page) => {
        await follow(page, `Continue ${nameOf(3)}`);
        await page.waitForSelector(".question input[type=radio]");
      },
    },
    ...[(page) => resumed(page, ""), listed].map((before) => ({
      before,
      comes: { 1: "once", 2: "once" },
      walk: async (page) => {
        await follow(page, "Continue Hafen Works");
        await answer(page);
      },
    })),
  ],
];
const known = new Set();
for (const [at, journeys] of lists.entries()) {
  const all = new Set();
  const left = [...journeys];
  const walkOn = async (browser) => {
    while (left.length) for (const name of await journey(browser, left.pop())) if (!known.has(name)) all.add(name);
  };
  await Promise.all(browsers.map(walkOn));
  for (const it of all) known.add(it);
  await writeFile(LISTS[at], `${[...all].sort().join("\n")}\n`);
  console.log(`      ${LISTS[at].match(/\w+(?=\.txt)/)}: ${all.size} of ${names.length} functions`);
}
await Promise.all(browsers.map((it) => it.close()));
await host.close();
await rm(copy, { recursive: true });
