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
import { answer, answerFirst, answersTwo, arrives, begins, beside, bins, deletesAll, fallsSilent, follows, goes, goesOnFromThere, isFull, isInvited, isOnItsWay, leave, pause, rates, ratesByTurns, rest, says, shows, use, walks, wander } from "./steps.mjs";
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
    const tells = module.call("record", [module.i32.const(at)], binaryen.none);
    binaryen.Function.setBody(it, module.block(null, [tells, body], results));
  }
  module.addFunctionImport("record", "record", "ran", binaryen.i32, binaryen.none);
  await writeFile(wasm, module.emitBinary());
  const glue = await readFile(js, "utf8");
  await writeFile(js, `window.ran = new Set();\n${glueWith(glue, "record: { ran: (at) => window.ran.add(at) }")}`);
  return names;
}

/**
 * What is run from the arrival on, on a screen, and on a telephone whose journal is slow and
 * has one book. `before` comes as another visit, and says where this one begins. `comes`: how
 * the stages that `plumblineAt` tells of come, "once" with the page, "late" when `comesLate`
 * says so, else not at all. Then these steps are taken.
 */
async function journey(browser, [before, comes, ...steps]) {
  const ran = new Set();
  for (const [width, height] of [[1280, 900], [360, 740]]) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width, height });
    const start = await before(page);
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
    for (const step of steps) await step(page);
    await pause(width < 400 ? 7000 : 2000);
    for (const at of await page.evaluate(() => [...window.ran])) if (!/^\d+$/.test(names[at])) ran.add(plain(names[at]));
    await context.close();
  }
  return ran;
}

/** Words with all that storages and links write in another way. */
const WORDS = 'Dock "7" \\ nörth ✓';

/** Puts records into the storage of a browser. */
async function store(page, records) {
  await page.goto(`${host.url}boot.js`);
  await page.evaluate((all) => Object.assign(localStorage, all), records);
  return host.url;
}

/** A storage in which every field of the table is said once, as this and earlier versions have it lie there. */
const EVERY = JSON.parse(await readFile("tests/stores/every-field.json", "utf8"));
const every = async (page) => `${await store(page, EVERY)}#/a/abcdefghjkmn/assess/incident`;

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
const MODEL = '{"id":"iso20000-13","version":"1.0.0"}';

/** Somebody who has one of each. */
function states(page) {
  const at = "00000000-01a20b7a4a3f-0000-b35cdd5232598c05";
  const records = { "plumbline/version": "1" };
  for (const [n, it] of STATES.entries()) {
    const say = (name, json) => (records[`plumbline/1/${stateId(n)}/${name}`] = json);
    for (const [name, value] of Object.entries({ "set-up/created": "1795488892764", ...it })) {
      say(name, `{ "value": ${value}, "at": "${at}" }`);
    }
    say("model", MODEL);
  }
  return store(page, records);
}

/** Somebody who has so many full assessments: lists that are long are sorted otherwise, maps of them are deeper. */
const many = (n) => (page) => store(page, Object.fromEntries(manyRecords(n)));

/** Somebody who has as much as a consultant after a year. */
async function much(page) {
  await many(20)(page);
  const records = {};
  const one = manyRecords(1).slice(1);
  const copy = (all, id) => all.forEach(([key, json]) => (records[key.replace(idOf(0), id)] = json));
  // And many that are small: maps of hundreds are deeper.
  const few = one.filter(([key]) => !/note|checks|evidence/.test(key)).slice(0, 12);
  for (let n = 100; n < 400; n += 1) {
    const id = `small${idOf(0).slice(0, 4)}${n}`;
    copy(few, id);
    records[`plumbline/1/${id}/model`] = MODEL;
  }
  // One is half done everywhere.
  copy(one.filter(([key], at) => at % 2 || !key.includes("/answer/")), "halfhalfhalf");
  return store(page, records);
}

/** Looks at a process of an assessment. */
const looksAt = (id, process) => async (page) => {
  await goes(`#/a/${id}/assess/${process}`)(page);
  await page.waitForSelector(`.process-nav__link[href^="#/a/${id}/"]`);
};

/** Looks at each of them, and answers something. */
async function visits(page) {
  for (const n of STATES.keys()) {
    for (const process of ["incident", "capacity", "awareness"]) {
      await looksAt(stateId(n), process)(page);
      await tap(page, `[id^="q-${process}"] :is(input[value="L"], .statement input)`);
      await saved(page);
    }
  }
}

/** A link of this kind, as somebody else has sent it: of a new assessment, a quick one, or one that says everything. */
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
async function resumed(page) {
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
  return page.evaluate(() => location.href);
}

async function comesHome(page) {
  await resumed(page);
  return host.url;
}

/** Somebody who looks at the questions of the sample. */
async function sampled(page) {
  await visit(page, `${host.url}#/sample`);
  await page.waitForSelector(".verdict");
  return page.evaluate(() => location.href.replace(/results.*/, "assess"));
}

/** Somebody who has seen the list of what is stored, long enough for it to be noted. */
async function listed(page) {
  await visit(page, await comesHome(page));
  await page.waitForFunction(() => Object.keys(localStorage).some((it) => it.startsWith("plumbline/listed/")));
  return host.url;
}

/** Somebody whose storage says no version. */
async function unversioned(page) {
  await visit(page, host.url);
  await page.evaluate(() => localStorage.setItem("plumbline/numberKeys", "false"));
  return host.url;
}

/** Somebody whose storage was cleared, but not the journal, and who is invited then. */
async function cleared(page) {
  await resumed(page);
  await rest();
  await page.evaluate(() => localStorage.clear());
  return invitation;
}

/** Somebody who has begun to answer an invitation, and opens it again. */
async function invitedAgain(page) {
  await visit(page, invitation);
  await answerFirst(page);
  await saved(page);
  return invitation;
}

/** Somebody who has an assessment, a kept state of it, and one in the bin. */
async function keeps(page) {
  const address = await resumed(page);
  await goes(address.replace(/.*#/, "#").replace(/assess.*/, "history"))(page);
  await sees(page, "History", "h1");
  await fill(page, "Name", "Before");
  await press(page, "Keep this state");
  await sees(page, "Kept as Before.");
  await visit(page, `${host.url}#/sample`);
  await page.waitForSelector(".verdict");
  await bins(page);
  await rest();
  return host.url;
}
const keepsAt = (to) => async (page) => (await keeps(page)) && to;

const isolated = async (get) => {
  const context = await browsers[0].createBrowserContext();
  const page = await context.newPage();
  const got = await get(page);
  await context.close();
  return got;
};

const by = (url) => () => url;
const home = by(host.url);
const invitation = await isolated((page) => link(page, "invitation"));
const quick = by(await isolated((page) => link(page, "invitation", "quick")));
const whole = by(await isolated((page) => link(page, "invitation", "every")));
const result = by(await isolated((page) => link(page, "result", "every")));
const [EARLY, LATER, ALL] = [{ 1: "once" }, { 1: "once", 2: "late" }, { 1: "once", 2: "once" }];
const lists = [
  [[home, {}, rest]],
  [
    [home, { 1: "late" }, arrives(1)],
    [by(invitation), EARLY, answerFirst, saved],
    ...["F", "N", "P", "L"].map((it) => [by(invitation), EARLY, answersTwo(it), saved]),
    [whole, EARLY, answerFirst, saved],
    // What the journal holds is read when more of the program has come.
    [cleared, EARLY, answerFirst],
    [by(invitation), EARLY, answerFirst, saved, beside(bins), rates(0, "N", "unsaved")],
    [by(invitation), EARLY, answerFirst, saved, isFull, rates(0, "N", "unsaved")],
    [quick, EARLY, begins, isOnItsWay],
    [result, EARLY, isOnItsWay],
  ],
  [
    [home, { 1: "late", 2: "late" }, arrives(1), rest, arrives(2), rest, goes("#/method"), isOnItsWay],
    [by(invitation), LATER, answerFirst, saved, arrives(2), rest, answer],
    [cleared, LATER, answerFirst, arrives(2), rest],
    [cleared, LATER, isInvited, arrives(2)],
    [quick, LATER, begins, isOnItsWay, arrives(2), (page) => tap(page, ".statement input"), saved, leave],
    [result, LATER, arrives(2), says("A shared assessment")],
    [by(invitation), LATER, answerFirst, saved, arrives(2), rest, (page) => page.goBack(), goesOnFromThere],
    [invitedAgain, ALL, goesOnFromThere],
    [invitedAgain, ALL, beside(bins), rest, (page) => follow(page, "Go on answering"), rest],
    [resumed, ALL, ratesByTurns],
    [resumed, ALL, beside(bins), rates(0, "N", "unsaved"), use],
    [resumed, ALL, beside(deletesAll), rates(0, "N", "unsaved"), use],
    [resumed, ALL, isFull, rates(0, "N", "unsaved"), use],
    [keeps, ALL, rest, (page) => tap(page, 'main a[href*="/assess"]'), ratesByTurns],
    [keepsAt(invitation), ALL, answerFirst, saved],
    [resumed, ALL, goes("#/shared"), rest, goes("#/a/abcdefghjkmn/assess"), rest],
    [by(invitation), ALL, fallsSilent, answerFirst],
    [unversioned, ALL, rest],
    [resumed, ALL, answer],
    [every, ALL, answer],
    [resumed, ALL, walks],
    [by(invitation), LATER, answerFirst, saved, arrives(2), rest, walks],
    [resumed, ALL, wander],
    [sampled, ALL, wander],
    [states, ALL, visits],
    [much, ALL, follows(`Continue ${nameOf(3)}`), answer, looksAt("halfhalfhalf", "incident"), answer],
    [many(MANY), ALL, follows(`Continue ${nameOf(3)}`), shows(".question input[type=radio]")],
    [comesHome, ALL, follows("Continue Hafen Works"), answer],
    [listed, ALL, follows("Continue Hafen Works"), answer],
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
