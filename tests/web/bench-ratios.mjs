// Measures dist/ beside an earlier build in one run, taking turns, and prints each figure
// as a ratio: a bare time says more about the machine than about the app. Clicks are those
// of the browser's own input, as a person's are: a script's click leaves out most of what
// an answer costs. `node tests/web/bench-ratios.mjs EARLIER-DIST`.

import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { chromium, fill, follow, open, saved, sees, showsMemory, tap } from "./browser.mjs";
import { serve } from "./server.mjs";

const ROUNDS = 4;
const ANSWERS = 150;
const SMALL = 300;
const ID = "bench0bench0";
const PROCESSES = ["capacity", "service-level", "service-reporting", "information-security", "continuity", "budgeting", "configuration", "change", "release", "incident", "problem", "business-relationship", "supplier"];

const sorted = (list) => [...list].sort((a, b) => a - b);
const share = (list, of) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * of))];

/** Puts assessments in full depth into the storage, on a page that runs nothing of the app: what that takes is not measured. */
async function seed(page, url, answers, assessments) {
  await page.goto(`${url}questionnaire.css`);
  await page.evaluate(
    (answers, assessments, first) => {
      const at = "00000000-01a2230e849e-0000-dc28aa8ae8715059";
      const said = (value) => `{ "value": ${value}, "at": "${at}" }`;
      for (let n = 0; n < assessments; n += 1) {
        const id = n ? `bench${String(n).padStart(7, "0")}` : first;
        const put = (name, json) => (localStorage[`plumbline/1/${id}/${name}`] = json);
        put("set-up/name", said(`"Assessment ${n}"`));
        put("set-up/created", said(1795884483742));
        put("set-up/depth", said('"full"'));
        put("set-up/preset", said('"established"'));
        for (const question of answers) put(`answer/${question}`, said('{"rating":"L"}'));
        put("model", '{"id":"iso20000-13","version":"1.0.0"}');
      }
      localStorage["plumbline/version"] = "1";
    },
    answers,
    assessments,
    ID,
  );
}

/** What the next click of a person costs: the work of its handlers, and until it has been painted, or so many of what `until` names have been. */
const arm = (page, until) =>
  page.evaluate((until) => {
    const painted = (then) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(performance.now());
      channel.port2.postMessage(0);
    };
    window.click = new Promise((done) => {
      const start = (event) => {
        const begin = performance.now();
        let handled = begin;
        const names = ["click", "input", "change"];
        const end = () => queueMicrotask(() => queueMicrotask(() => (handled = performance.now())));
        for (const name of names) addEventListener(name, end);
        const look = () => {
          if (until && document.querySelectorAll(until[0]).length < until[1]) return requestAnimationFrame(look);
          for (const name of names) removeEventListener(name, end);
          painted((now) => done({ handler: handled - begin, painted: now - event.timeStamp }));
        };
        requestAnimationFrame(look);
      };
      addEventListener("click", start, { capture: true, once: true });
    });
  }, until);

/** Presses what this names, and returns what that cost. */
async function pressed(page, selector, until) {
  const it = await page.waitForSelector(selector);
  await it.evaluate((it) => it.scrollIntoView({ block: "center", behavior: "instant" }));
  await page.evaluate(() => new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame))));
  await arm(page, until);
  await it.click();
  return page.evaluate(() => window.click);
}

async function fresh(browser, slow) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await showsMemory(page);
  if (slow > 1) await page.emulateCPUThrottling(slow);
  return page;
}

/** Goes there; in how many milliseconds this is there and has been painted, also where a page starts over. */
async function shown(page, url, selector, n = 1) {
  const start = Date.now();
  await page.goto(url);
  for (;;) {
    const end = await painted(page, selector, n).catch((error) => {
      if (!/context was destroyed/.test(error.message)) throw error;
    });
    if (end) return end - start;
  }
}

const painted = (page, selector, n) =>
  page.evaluate(
    (selector, n) =>
      new Promise((done) => {
        const look = () => {
          if (document.querySelectorAll(selector).length < n) return requestAnimationFrame(look);
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.timeOrigin + performance.now());
          channel.port2.postMessage(0);
        };
        look();
      }),
    selector,
    n,
  );

const escaped = (id) => id.replace(/[^\w-]/g, (it) => `\\${it}`);

/** Answers one process after the other, and looks at the results. */
async function answering(browser, url, slow) {
  const page = await fresh(browser, slow);
  await seed(page, url, [], 1);
  await page.goto(`${url}#/a/${ID}/assess/${PROCESSES[0]}`);
  const all = { handler: [], painted: [], change: [], questions: [] };
  for (const [at, process] of PROCESSES.entries()) {
    if (at) {
      const it = await pressed(page, `.process-nav a[href$="/assess/${process}"]`, [`[id^="q-${process}-"]`, 1]);
      all.change.push(it.painted);
    }
    await page.waitForSelector(`[id^="q-${process}-"] input[value="L"]`);
    const ids = await page.$$eval(".question", (them) => them.map((it) => it.id));
    for (const id of ids.slice(0, Math.ceil(ANSWERS / PROCESSES.length))) {
      if (all.questions.length >= ANSWERS) break;
      const value = ["N", "P", "L", "F"][all.questions.length % 4];
      const it = await pressed(page, `#${escaped(id)} input[value="${value}"]`);
      all.questions.push(id);
      // Those before are quicker: there is less to count.
      if (all.questions.length > ANSWERS / 2) {
        all.handler.push(it.handler);
        all.painted.push(it.painted);
      }
    }
  }
  const results = await pressed(page, 'nav a[href$="/results"]', [".section .chart svg", 3]);
  const stored = await page.evaluate(() => Object.keys(localStorage).filter((it) => it.includes("/answer/")).map((it) => it.split("/answer/")[1]));
  const memory = await page.evaluate(() => (performance.memory?.usedJSHeapSize ?? 0) + window.programMemory());
  if (stored.length !== all.questions.length) throw new Error(`${stored.length} of ${all.questions.length} answers are stored`);
  await page.browserContext().close();
  return { stored, "answer: handler, p95": share(all.handler, 0.95), "answer: painted, p95": share(all.painted, 0.95), "change of process": share(all.change, 0.5), "results shown": results.painted, "memory after all answers": memory / 1e6 };
}

/** An invitation to a new assessment, as somebody sends it from this build. */
async function invitation(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await open(page, `${url}#/new`);
  await sees(page, "Set up", "h1");
  await fill(page, "Organisation", "Hafen Works");
  await saved(page);
  await follow(page, "Share");
  await tap(page, 'input[value="invitation"]');
  const link = await page.$eval("#share-link", (it) => it.value);
  await context.close();
  return link;
}

/** A stranger opens it and gives the first answer; in how many milliseconds that is stored. */
async function invited(browser, link, slow) {
  const page = await fresh(browser, slow);
  const start = Date.now();
  await page.goto(link, { waitUntil: "domcontentloaded" });
  const press = async (selector) => {
    for (;;) {
      const it = await page.waitForSelector(selector, { visible: true });
      // What is being drawn anew is found anew.
      if (await it.click().then(() => true, () => false)) return;
    }
  };
  await press("main button.button--primary");
  await press('.question input[value="L"]');
  const end = await page.evaluate(
    () =>
      new Promise((done) => {
        const look = () => {
          if (Object.keys(localStorage).some((it) => it.includes("/answer/"))) done(performance.timeOrigin + performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await page.browserContext().close();
  return end - start;
}

/** Bytes of a journey as a build sends them, packed with brotli: those of all files but what comes later. */
async function bytes(dist, later) {
  const names = (await readdir(dist)).filter((it) => extname(it) && !/^(questionnaire|404)/.test(it));
  // A build that is in two parts alone needs both for anything but the first page.
  const isInTwo = !names.some((it) => /_answers-/.test(it));
  const needed = isInTwo && later !== JOURNEYS["first page"] ? names : names.filter((it) => !later.test(it));
  const sizes = await Promise.all(needed.map(async (it) => brotliCompressSync(await readFile(join(dist, it)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length));
  return sizes.reduce((sum, it) => sum + it, 0) / 1000;
}

async function coming(browser, url, slow, answers) {
  const page = await fresh(browser, slow);
  await seed(page, url, answers, 1);
  const time = await shown(page, `${url}#/a/${ID}/assess/${PROCESSES[3]}`, '.question input[value="L"]');
  await page.browserContext().close();
  return time;
}

/** Lists many for the first time, and again as somebody does who comes every day. */
async function listing(browser, url, answers) {
  const page = await fresh(browser, 1);
  await seed(page, url, answers.slice(0, 10), SMALL);
  const list = () => shown(page, url, ".register__row", SMALL);
  const first = await list();
  const memory = await page.evaluate(() => (performance.memory?.usedJSHeapSize ?? 0) + window.programMemory());
  // What is noted of each for the next time comes while nobody waits for it, if it does.
  const noted = (n, timeout) => page.waitForFunction((n) => Object.keys(localStorage).filter((it) => it.startsWith("plumbline/listed/")).length >= n, { timeout }, n);
  if (await noted(1, 15_000).then(() => true, () => false)) await noted(SMALL, 300_000);
  await page.goto("about:blank");
  const again = await list();
  await page.browserContext().close();
  return { first, again, memory };
}

const JOURNEYS = { "first page": /_(answers|use|rest)-/, "first answer to an invitation": /_(use|rest)-/, "coming back until an answer": /_rest-/ };
const hosts = { now: await serve("dist"), before: await serve(process.argv[2]) };
const figures = new Map();
const note = (build, figure, value) => {
  if (!figures.has(figure)) figures.set(figure, { now: [], before: [] });
  figures.get(figure)[build].push(value);
};
for (const [journey, later] of Object.entries(JOURNEYS)) {
  for (const [build, dist] of [["now", "dist"], ["before", process.argv[2]]]) note(build, `${journey}, kB`, await bytes(dist, later));
}
for (let round = 0; round < ROUNDS; round += 1) {
  for (const slow of [1, 4]) {
    // Who comes first pays for what the machine has not warmed up yet.
    const both = Object.entries(hosts);
    for (const [build, { url }] of round % 2 ? both.reverse() : both) {
      const browser = await chromium({ isWhole: true });
      const { stored, ...all } = await answering(browser, url, slow);
      for (const [figure, value] of Object.entries(all)) note(build, `${figure}, ${slow}x`, value);
      note(build, `come back to ${ANSWERS} answers, ready, ${slow}x`, await coming(browser, url, slow, stored));
      note(build, `first answer to an invitation, ${slow}x`, await invited(browser, await invitation(browser, url), slow));
      if (slow === 1) {
        const { first, again, memory } = await listing(browser, url, stored);
        note(build, `first page with ${SMALL} small assessments, for the first time`, first);
        note(build, "the same, again", again);
        note(build, "its memory", memory / 1e6);
      }
      await browser.close();
    }
  }
}
for (const it of Object.values(hosts)) await it.close();
console.log("\nBeside the earlier build: medians in milliseconds (memory in MB, bytes of files in kB), and ratios");
console.table(
  [...figures].map(([figure, { now, before }]) => {
    const [a, b] = [share(now, 0.5), share(before, 0.5)];
    return { figure, now: a.toFixed(1), before: b.toFixed(1), ratio: (a / b).toFixed(2) };
  }),
);
