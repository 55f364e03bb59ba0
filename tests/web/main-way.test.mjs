// The main way through, as a person goes it, in Chromium: start, set up, answer
// by mouse and by keyboard, see the level change, reload, come back, export,
// wipe, import, same figures.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { chromium, drawn, fill, follow, forget, guard, open, press, questions, ready, records, saved, scratch, sees, tap, textOf, until } from "./browser.mjs";
import { arrived } from "./people.mjs";
import { serve } from "./server.mjs";

let host;
let browser;
before(async () => {
  // Under a sub-path, as on a project page.
  host = await serve("dist", { under: "/plumbline/" });
  browser = await chromium({ isWhole: true });
});
after(async () => {
  await browser?.close();
  await host?.close();
});

/** A fresh profile's page that fails the test when it is not calm. */
async function visit(t, path = "#/") {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const watch = guard(page, host.url);
  t.after(async () => {
    await context.close();
    watch.calm();
  });
  await open(page, host.url + path);
  return page;
}

async function goAssess(page, process) {
  await follow(page, "Assess");
  await page.waitForSelector(".process-nav");
  await tap(page, `.process-nav__link[href$="/assess/${process}"]`);
  await page.waitForFunction((it) => location.hash.includes(`/assess/${it}`), {}, process);
  await page.waitForSelector(`[id^="q-${process}"]`);
  await questions(page);
}

/** Rates every question on the page. */
async function rateAll(page, code) {
  for (const input of await page.$$(`.question input[value="${code}"]`)) {
    await tap(page, input);
  }
}

const level = (page) => textOf(page, "[data-live-level]");

async function newAssessment(page, organisation) {
  await follow(page, "Start an assessment");
  await sees(page, "Set up", "h1");
  await fill(page, "Organisation", organisation);
  await saved(page);
}

test("from the first page to figures that survive", async (t) => {
  const page = await visit(t);
  const downloads = await scratch();
  const session = await page.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });

  await newAssessment(page, "Hafen Works");
  await goAssess(page, "incident");
  await sees(page, "Not assessed", "[data-live-level]");

  // By mouse: all practices of level 1.
  const first = await page.$('[id="q-incident-record"] input[value="F"]');
  await tap(page, first);
  await sees(page, "Level 0 so far, up to 3", "[data-live-level]");
  await rateAll(page, "F");
  await sees(page, "Level 3", "[data-live-level]");

  // By keyboard: the arrow moves the rating of the radio in hand.
  await page.focus('[id="q-incident-2-1-a"] input[value="F"]');
  await page.keyboard.press("ArrowUp");
  await sees(page, "Level 2", "[data-live-level]");
  // Number keys rate the question that has the focus.
  await page.keyboard.press("1");
  await sees(page, "Level 1", "[data-live-level]");
  await page.keyboard.press("3");
  await sees(page, "Level 2", "[data-live-level]");

  // A note, evidence and a flag beside the answer.
  await tap(page, '[id="q-incident-record"] details.fold > summary');
  await page.waitForSelector('[id="q-incident-record-note"]');
  await page.type('[id="q-incident-record-note"]', "Walk-ups are missed on Mondays");
  await page.type('[id="q-incident-record-evidence"]', "Desk statistics, shared folder");
  await tap(page, '[id="q-incident-record"] button[aria-pressed]');
  await saved(page);

  // A reload stays where it was, with everything in place.
  const address = page.url();
  await page.reload();
  await ready(page);
  assert.equal(page.url(), address);
  await sees(page, "Level 2", "[data-live-level]");
  assert.equal(await page.$eval('[id="q-incident-record-note"]', (it) => it.value), "Walk-ups are missed on Mondays");
  assert.equal(await page.$eval('[id="q-incident-record"] button[aria-pressed]', (it) => it.ariaPressed), "true");

  // Coming back another day: from the first page.
  await page.goto("about:blank");
  await open(page, `${host.url}#/`);
  await sees(page, "Hafen Works", ".register");
  await tap(page, '.register__actions a[href$="/results"]');
  await sees(page, "0 of 1 assessed process reaches its target level", ".verdict");
  const before = await textOf(page, ".verdict");
  const figures = await textOf(page, ".figures");
  const gaps = await page.$eval(".table", (it) => it.innerText);

  // Export, wipe, import: the same figures, and the same bytes again.
  await press(page, "Export the file");
  const file = await arrived(downloads, ".json");
  const text = await readFile(file, "utf8");
  await page.goto(`${host.url}#/settings`);
  await sees(page, "Your data");
  await press(page, "Delete everything");
  await page.waitForSelector("dialog[open]");
  await tap(page, "dialog[open] .button--danger");
  await sees(page, "Deleted. 0 entries");
  assert.deepEqual(await records(page), {});
  await page.goto(`${host.url}#/open`);
  await sees(page, "Open files", "h1");
  const input = await page.$("#file-input");
  await input.uploadFile(file);
  await sees(page, "Hafen Works", ".notice");
  await press(page, "Take it over");
  await page.waitForFunction(() => location.hash.includes("/assess"));
  await follow(page, "Results");
  await page.waitForSelector(".verdict");
  assert.equal(await textOf(page, ".verdict"), before);
  assert.equal(await textOf(page, ".figures"), figures);
  assert.equal(await page.$eval(".table", (it) => it.innerText), gaps);
  const again = await scratch();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: again });
  await press(page, "Export the file");
  assert.equal(await readFile(await arrived(again, ".json"), "utf8"), text);

  // The file keeps what the published schema promises.
  const schema = JSON.parse(await readFile("public/schema/plumbline-1.schema.json", "utf8"));
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);
  assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
});

test("an early click is not lost", async (t) => {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  // The module is held back until the link has been clicked in the static view.
  await page.setRequestInterception(true);
  let release;
  const clicked = new Promise((go) => (release = go));
  page.on("request", async (request) => {
    if (request.url().endsWith(".wasm")) await clicked;
    await request.continue();
  });
  await page.goto(host.url, { waitUntil: "domcontentloaded" });
  await tap(page, '#first-view a[href="#/new"]');
  release();
  await sees(page, "Set up", "h1");
});

test("quick depth: one statement per process, belief and no proof", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Quick Ltd");
  await tap(page, '.card:has(input[name="depth"]) input');
  await sees(page, "15 questions", ".tally");
  await goAssess(page, "change");
  await tap(page, '.statement input[value="3"]');
  await sees(page, "Level 3 (belief)", "[data-live-level]");
  await press(page, "Clear choice");
  await sees(page, "Not assessed", "[data-live-level]");
  await press(page, "Undo");
  await sees(page, "Level 3 (belief)", "[data-live-level]");
  // In standard depth the belief is no proof.
  await follow(page, "Set up");
  await sees(page, "Set up", "h1");
  await tap(page, (await page.$$('input[name="depth"]'))[1]);
  await goAssess(page, "change");
  await sees(page, "Not assessed", "[data-live-level]");
});

test("don't know, not applicable, ticks and finer steps", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Edge Cases");
  await goAssess(page, "incident");
  const card = '[id="q-incident-record"]';
  await tap(page, `${card} input[value="?"]`);
  await page.waitForSelector(`${card} [id$="-reason"]`);
  await page.type(`${card} [id$="-reason"]`, "the desk lead");
  await sees(page, "Not assessed", "[data-live-level]");
  await tap(page, `${card} input[value="–"]`);
  await sees(page, "Why it does not apply here", card);
  assert.equal(await page.$eval(`${card} [id$="-reason"]`, (it) => it.value), "", "whom to ask is not a reason");
  // Three of four ticks suggest "largely"; the suggestion rates only when accepted.
  for (const box of (await page.$$(`${card} .checks input`)).slice(0, 3)) await tap(page, box);
  await sees(page, "3 of 4 seen: suggests Largely", card);
  await tap(page, `${card} .checks__suggestion button`);
  assert.ok(await page.$eval(`${card} input[value="L"]`, (it) => it.checked));
  await sees(page, "as you rated it", card);
  // A finer step.
  const steps = await page.$$(`${card} .segments input`);
  await tap(page, steps[2]);
  assert.ok(await page.$eval(`${card} input[value="L"]`, (it) => it.checked));
  await page.reload();
  await ready(page);
  await page.waitForSelector(`${card} .segments input:checked`);
  assert.equal(await page.$$eval(`${card} .segments input`, (all) => all.findIndex((it) => it.checked)), 2);
});

test("filters, search and the next unanswered", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Finder");
  await goAssess(page, "incident");
  await tap(page, '[id="q-incident-record"] button[aria-pressed]');
  await page.select("#filter", "flagged");
  await sees(page, "1 question in all processes");
  await page.waitForFunction(() => document.querySelectorAll(".question").length === 1);
  await press(page, "Show the process again");
  await page.type("#search", "corridor");
  await page.waitForFunction(() => document.querySelectorAll(".question").length === 1);
  await press(page, "Show the process again");
  await page.waitForFunction(() => document.querySelectorAll(".question").length > 5);
  // Answering in a filtered list does not make the question vanish.
  await page.select("#filter", "open");
  await page.waitForFunction(() => document.querySelectorAll(".question").length > 50);
  await questions(page);
  const shown = (await page.$$(".question")).length;
  await tap(page, '[id="q-incident-record"] input[value="F"]');
  assert.equal((await page.$$(".question")).length, shown);
  await press(page, "Show the process again");
  await tap(page, '[id="q-incident-record"] input[value="F"]');
  await press(page, "Next unanswered");
  await page.waitForFunction(() => location.hash.endsWith("/incident/prioritise"));
  await page.waitForFunction(() => document.activeElement?.closest("#q-incident-prioritise"));
});

test("every process and question has its own address", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Deep");
  const id = await page.evaluate(() => location.hash.split("/")[2]);
  await page.goto(`${host.url}#/a/${id}/assess/supplier/2.1.a`);
  await sees(page, "Supplier management", "h1");
  await page.waitForFunction(() => document.activeElement?.closest('[id="q-supplier-2-1-a"]'));
  assert.match(await page.title(), /^Assess · Deep · Plumbline/);
  await page.goto(`${host.url}#/a/${id}/results/supplier`);
  await sees(page, "Supplier management", "h1");
  await page.goBack();
  await page.waitForFunction(() => location.hash.includes("/assess/supplier"));
  await page.goto(`${host.url}#/a/abcdefghjkmn/results`);
  await sees(page, "This assessment is not in this browser", "h1");
  await page.goto(`${host.url}#/nowhere`);
  await sees(page, "There is no such page", "h1");
});

test("one question at a time with number keys, and the off switch", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Flash");
  const id = await page.evaluate(() => location.hash.split("/")[2]);
  await page.goto(`${host.url}#/a/${id}/flash/problem`);
  await sees(page, "Problem management", "h1");
  await page.waitForFunction(() => location.hash.includes("/flash/problem/"));
  const start = page.url();
  await page.keyboard.press("4");
  await page.waitForFunction(() => document.querySelector('.question input[value="F"]')?.checked);
  await page.keyboard.press("n");
  await page.waitForFunction((before) => location.href !== before, {}, start);
  await page.waitForFunction(() => !document.querySelector(".question input:checked"));
  await page.goto(`${host.url}#/settings`);
  await sees(page, "Settings", "h1");
  await tap(page, '.check input[type="checkbox"]');
  await page.goto(start);
  await sees(page, "switched off", ".keys");
  await page.keyboard.press("1");
  assert.ok(await page.$eval('.question input[value="F"]', (it) => it.checked), "the key must do nothing");
});

test("every number opens down to the arithmetic, and an own rating counts", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Open Figures");
  await goAssess(page, "incident");
  await rateAll(page, "F");
  await tap(page, '[id="q-incident-2-1-a"] input[value="P"]');
  await sees(page, "Level 1", "[data-live-level]");
  await follow(page, "Results");
  await page.waitForSelector("#gaps");
  await tap(page, '.table a[href$="/results/incident"]');
  await sees(page, "Why this level");
  await sees(page, "not reached", ".faults");
  await sees(page, "÷", ".sum");
  const part = (await page.$$(".trace__part"))[1];
  await tap(page, await part.$("summary"));
  await tap(page, await part.$(".fold > summary"));
  await tap(page, await part.$('form button[type="submit"]'));
  await sees(page, "A reason is needed");
  await (await part.$('form input[type="text"]')).type("Seen on site");
  await tap(page, await part.$('form button[type="submit"]'));
  await sees(page, "by the assessor's own rating", ".trace");
  await sees(page, "Level 2", ".live__word");
});

test("while answers are open the arithmetic gives both ends of the range", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Half way");
  await goAssess(page, "incident");
  const sums = () => page.$$eval(".trace__part:first-child .sum", (all) => all.map((it) => it.innerText));
  await follow(page, "Result and arithmetic");
  await sees(page, "Nothing rated yet", ".trace__part");
  assert.deepEqual(await sums(), []);
  await follow(page, "Go to the questions");
  await questions(page);
  await tap(page, '.question input[value="F"]');
  await follow(page, "Result and arithmetic");
  await sees(page, "÷", ".sum");
  const [now, least, most, ...more] = await sums();
  assert.deepEqual(more, []);
  const [, weight] = now.match(/^So far: \((\d) × 100\) ÷ \1 = 100\.00 %$/);
  const [, open, all, lowest] = least.match(/^At least, with what is open at 0: \(\d × 100 \+ (\d+) × 0\) ÷ (\d+) = ([\d.]+) %$/);
  assert.equal(Number(all), Number(weight) + Number(open));
  assert.equal(lowest, ((100 * weight) / all).toFixed(2));
  assert.equal(most, `At most, with what is open at 100: (${weight} × 100 + ${open} × 100) ÷ ${all} = 100.00 %`);
});

test("charts follow the answers and say the same as their tables", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Charts");
  await goAssess(page, "release");
  await rateAll(page, "F");
  await follow(page, "Results");
  // Tables are made once the charts are on screen.
  await page.waitForFunction(
    () => document.querySelectorAll(".section .chart svg").length === 3 && document.querySelectorAll("details .table").length === 3,
  );
  const charts = await page.$$eval(".section .chart svg", (all) => all.map((it) => ({ title: it.querySelector("title")?.textContent, text: it.querySelector("desc")?.textContent, parts: it.childElementCount })));
  assert.equal(charts.length, 3);
  for (const chart of charts) {
    assert.ok(chart.title && chart.text && chart.parts > 30, JSON.stringify(chart));
  }
  const rows = await page.$$eval("details .table tbody tr", (all) => all.map((it) => it.textContent));
  assert.ok(rows.some((it) => it.includes("Release") && it.includes("2")), rows.join("\n"));
  assert.ok(rows.some((it) => it.includes("Supplier") && it.toLowerCase().includes("not assessed")), rows.join("\n"));
});

test("an earlier assessment is laid behind the charts, and figures are put together as chosen", async (t) => {
  const page = await visit(t);
  for (const [name, code] of [["Spring", "P"], ["Autumn", "F"]]) {
    await page.goto(`${host.url}#/`);
    await newAssessment(page, name);
    await goAssess(page, "incident");
    await rateAll(page, code);
    await goAssess(page, "problem");
    await rateAll(page, code);
  }
  await follow(page, "Results");
  await page.waitForSelector("#compare");
  const marks = () => page.$$eval(".ch-previous, .ch-previous-mark", (all) => all.length);
  assert.equal(await marks(), 0);
  const spring = await page.$$eval("#compare option", (all) => all.find((it) => it.textContent === "Spring").value);
  await page.select("#compare", spring);
  await page.waitForFunction(() => document.querySelectorAll(".ch-previous, .ch-previous-mark").length > 0);
  const figure = () => textOf(page, ".figures dd");
  assert.equal(await figure(), "3");
  await page.select("#aggregation", "sum");
  await page.waitForFunction(() => document.querySelector(".figures dd").innerText.trim() === "6");
  await page.select("#aggregation", "lowest");
  await page.waitForFunction(() => document.querySelector(".figures dd").innerText.trim() === "3");
});

test("the sample is marked everywhere, kept apart, and leaves nothing", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Real Work");
  const mine = await records(page);
  await page.goto(`${host.url}#/sample`);
  await page.waitForSelector(".verdict");
  for (const tab of ["Set up", "Assess", "Results"]) {
    await follow(page, tab);
    await sees(page, "Sample", ".band");
  }
  assert.equal(await page.$("#compare"), null, "a sample is not compared with real work");
  await page.goto(`${host.url}#/`);
  await sees(page, "Sample", ".register .tag");
  // A second look opens the same one.
  await page.goto(`${host.url}#/sample`);
  await page.waitForSelector(".verdict");
  await press(page, "Remove the sample");
  await sees(page, "Real Work", ".register");
  assert.equal(await page.$(".register .tag"), null);
  assert.deepEqual(await records(page), mine);
});

test("targets, scope and several assessments side by side", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "First");
  await page.select("#target-incident", "5");
  await tap(page, '.targets__row:has(#target-supplier) input[type="checkbox"]');
  await sees(page, "A reason is needed", ".targets");
  await page.type("#reason-supplier", "Bought in by the group");
  await goAssess(page, "incident");
  assert.equal((await page.$$('[id^="q-incident-5"].question')).length, 2);
  await page.goto(`${host.url}#/`);
  await follow(page, "Start an assessment");
  await sees(page, "Set up", "h1");
  await fill(page, "Organisation", "Second");
  await page.goto(`${host.url}#/`);
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 2);
  await tap(page, '.register__row:first-child .button--quiet');
  await page.waitForSelector("dialog[open]");
  await press(page, "Keep it");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
  assert.equal((await page.$$(".register__row")).length, 2);

  // All of them in one file, and back into an empty browser.
  const folder = await scratch();
  const session = await page.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await press(page, "Back up everything");
  const file = await arrived(folder, ".json");
  const own = async () => Object.entries(await records(page)).filter(([key]) => key.includes("/1/")).sort();
  const kept = await own();
  await forget(page);
  await open(page, `${host.url}#/open`);
  await (await page.waitForSelector("#file-input")).uploadFile(file);
  await sees(page, "2 assessments found", ".notice");
  await press(page, "Take all over");
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 2);
  assert.deepEqual(await own(), kept);

  // The same file again has nothing to add; an older state gives way, unless one says so.
  await page.goto(`${host.url}#/open`);
  await sees(page, "Open files", "h1");
  await (await page.waitForSelector("#file-input")).uploadFile(file);
  await sees(page, "nothing to add", ".notice");
  await press(page, "Go on with what is here");
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 2);
  assert.deepEqual(await own(), kept);
  await page.click('.register__row a[href$="/set-up"]');
  await fill(page, "Unit or site", "Later work");
  await saved(page);
  await page.goto(`${host.url}#/open`);
  await sees(page, "Open files", "h1");
  await (await page.waitForSelector("#file-input")).uploadFile(file);
  await sees(page, "nothing in the file is later than what is here", ".notice");
  await press(page, "Take all over");
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 2);
  assert.ok(Object.values(await records(page)).some((it) => it.includes("Later work")), "the later work is untouched");
});

test("of a long list what is seen first is made first, and the question that an address names", async (t) => {
  const page = await visit(t);
  await newAssessment(page, "Hafen Works");
  await goAssess(page, "supplier");
  // It is led to its top with the next frame.
  await drawn(page);
  await tap(page, ".question summary ::-p-text(Note and evidence)");
  await page.waitForSelector(".question textarea");
  await fill(page, "Note", "Asked of purchasing");
  await saved(page);
  await follow(page, "Results");
  await page.waitForSelector(".results");
  // From here on the frames come one by one.
  await page.evaluate(() => {
    const waiting = [];
    window.requestAnimationFrame = (it) => waiting.push(it);
    window.nextFrame = () => waiting.splice(0).forEach((it) => it(performance.now()));
  });
  const made = () => page.evaluate(() => [document.querySelectorAll(".question").length, Boolean(document.querySelector(".questions[data-more]"))]);
  const all = async () => {
    const counts = [await made()];
    while (counts.at(-1)[1]) {
      await page.evaluate(() => window.nextFrame());
      counts.push(await made());
    }
    return counts.map(([n]) => n);
  };
  const go = async (to) => {
    await page.evaluate((to) => (location.hash = location.hash.replace(/(assess|results).*/, `assess/${to}`)), to);
    await page.waitForSelector(`[id^="q-${to.split("/")[0]}-"]`);
  };
  await go("supplier");
  const [atOnce] = await made();
  await page.evaluate(() => window.nextFrame());
  await page.focus(".question textarea");
  const counts = [atOnce, ...(await all())];
  assert.equal(await page.evaluate(() => document.activeElement.value), "Asked of purchasing", "who is in a field already stays there");
  const n = counts.at(-1);
  assert.ok(n > 4);
  assert.deepEqual(counts, [4, 4, n], "the others when the first are on screen");
  assert.equal(await page.$eval(".question:last-of-type .question__place", (it) => it.innerText.split(" · ")[0]), `${n} of ${n}`);

  // Whoever goes on before they are there is led to them when they are.
  await go("problem");
  await page.evaluate(() => (location.hash += "/2.1.a"));
  const late = '[id="q-problem-2-1-a"]';
  await page.waitForFunction(() => location.hash.endsWith("/2.1.a"));
  await all();
  await until(async () => {
    await page.evaluate(() => window.nextFrame());
    return page.evaluate((it) => Boolean(document.activeElement.closest(it)), late);
  }, "the reader is led there");

  // The reader is led there: so it is there.
  await go("change/2.1.a");
  const [first] = await all();
  assert.ok(first > 4 && (await page.$$eval(".question", (it, first) => it.findIndex((card) => card.id === "q-change-2-1-a") < first, first)));

  // To a page that has been left meanwhile nothing is done.
  await go("release");
  await page.evaluate(() => (location.hash = "#/"));
  await page.waitForSelector(".hero");
  for (let n = 0; n < 4; n += 1) await page.evaluate(() => window.nextFrame());
  assert.equal(await page.$eval("#crash", (it) => it.checkVisibility()), false);
});
