// Every page and state of the app, as [name, how to get there, whether the
// console may complain]: for axe, for the keyboard, for whatever has to hold
// everywhere. In this order, in one browser,
// which is empty at the first of them.

import { drawn, fill, follow, hurry, open, press, questions, ready, saved, sees, tap } from "./browser.mjs";
import { place } from "./people.mjs";

const AT = "00000000-00000000000a-0000-0000000000000001";
export const MODEL = { id: "iso20000-13", version: "1.0.0" };

/** The text of a file with one assessment. */
export const fileOf = (registers, id = "abcdefghjkmn") =>
  JSON.stringify({ format: "plumbline", version: 1, assessments: [{ id, model: MODEL, registers: Object.fromEntries(Object.entries(registers).map(([key, value]) => [key, { value, at: AT }])) }] });

/** Gives the page a file with this text, without one on the disk. */
export async function hand(page, text, name = "given.json") {
  await page.evaluate((to) => (location.hash = to), "#/open");
  await sees(page, "Open files", "h1");
  await page.evaluate(
    (text, name) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      const input = document.querySelector("#file-input");
      input.files = data.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    text,
    name,
  );
}

async function sample(page, tab) {
  await open(page, `${place()}#/sample`);
  await page.waitForFunction(() => document.querySelectorAll(".section .chart svg").length === 3);
  if (tab) await follow(page, tab);
}

/** A second crash, soon after the first, however long it took here. */
export const crashAgain = (page) =>
  page.evaluate(() => {
    const first = Number(sessionStorage.getItem("plumbline-crashed-at"));
    Date.now = () => first + 1_000;
    window.plumblineCrash("src/x.rs:1:1");
  });

/** A new assessment of which something has been said: only then is it kept. */
async function kept(page) {
  await open(page, `${place()}#/new`);
  await sees(page, "Set up", "h1");
  await fill(page, "Organisation", "Kept");
  await saved(page);
}

/** A new assessment, at its first questions. */
async function begun(page) {
  await open(page, `${place()}#/new`);
  await follow(page, "Assess");
  await questions(page);
}

/** Rates everything that is asked, process by process. */
async function answerAll(page) {
  await begun(page);
  for (const hash of await page.$$eval(".process-nav__link", (all) => all.map((it) => it.hash))) {
    await page.evaluate((to) => (location.hash = to), hash);
    await page.waitForFunction((it) => document.querySelector(`.process-nav__link[href="${it}"]`)?.ariaCurrent === "page", {}, hash);
    await page.waitForFunction((it) => document.querySelector(".question")?.id.startsWith(`q-${it.split("/").pop()}-`), {}, hash);
    await questions(page);
    await page.$$eval('.question input[value="F"]', (all) => all.forEach((it) => it.click()));
  }
  await page.waitForFunction(() => document.querySelectorAll('.process-nav__link[data-state="done"]').length === document.querySelectorAll(".process-nav__link").length);
}

async function unfoldAll(page) {
  for (const fold of await page.$$("#main details:not([open]) > summary")) {
    if (await fold.isVisible()) await tap(page, fold);
  }
}

/** The address of a link to the sample, under a passphrase if there is one. */
async function linkTo(page, passphrase) {
  await sample(page, "Share");
  await page.waitForSelector(".qr svg");
  if (passphrase) {
    await fill(page, "Passphrase", passphrase);
    await page.waitForFunction(() => document.querySelector("#share-link").value.includes("#e1."));
  }
  return page.$eval("#share-link", (it) => it.value);
}

const refuse = (page, what) =>
  page.evaluateOnNewDocument((what) => {
    if (what === "storage") {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    } else delete window[what];
  }, what);

export const PAGES = [
  ["first page, empty", async (page) => {
    await open(page, place());
    await sees(page, "No assessment yet", ".empty");
  }],
  ["the first view, before the program has come", async (page) => {
    await page.setRequestInterception(true);
    // The script of the page runs; what it asks for never arrives.
    page.on("request", (it) => (it.url().endsWith(".wasm") ? undefined : it.continue()));
    await page.goto(place(), { waitUntil: "domcontentloaded" });
    await sees(page, "Start an assessment", "#first-view");
    await hurry(page);
    await sees(page, "Still on its way.", ".late");
  }],
  ["no WebAssembly", async (page) => {
    await refuse(page, "WebAssembly");
    await page.goto(place());
    await sees(page, "This browser cannot run the app", "#crash");
  }],
  ["the program does not arrive", async (page) => {
    await page.setRequestInterception(true);
    page.on("request", (it) => (it.url().endsWith(".wasm") ? it.respond({ status: 200, contentType: "application/wasm", body: "gone" }) : it.continue()));
    await page.goto(place());
    await sees(page, "The app could not be loaded", "#crash");
  }, { mayTrouble: true }],
  ["open a file", async (page) => {
    await open(page, `${place()}#/open`);
    await sees(page, "Open files", "h1");
  }],
  ["method", async (page) => {
    await open(page, `${place()}#/method`);
    await sees(page, "How levels are measured", "h1");
  }],
  ["settings, something in the bin", async (page) => {
    await kept(page);
    await page.goto(`${place()}#/`);
    await tap(page, ".register__row .button--quiet");
    await press(page, "Move to the bin");
    await page.goto(`${place()}#/settings`);
    await sees(page, "deleted");
  }],
  ["a notice of what was done elsewhere", async (page) => {
    await kept(page);
    await page.goto(`${place()}#/`);
    await tap(page, ".register__row .button--quiet");
    await press(page, "Move to the bin");
    await sees(page, "Open the bin", ".toast");
  }],
  ["not found", async (page) => {
    await open(page, `${place()}#/nowhere`);
    await page.waitForFunction(() => location.hash.includes("nowhere"));
  }],
  ["results of nothing", async (page) => {
    await open(page, `${place()}#/new`);
    await follow(page, "Results");
    await sees(page, "Nothing has been rated yet", ".verdict");
  }],
  ["results of the sample", async (page) => {
    await sample(page);
    await page.waitForFunction(() => document.querySelectorAll("details .table").length === 3);
    for (const fold of await page.$$("#main details.fold > summary")) await tap(page, fold);
  }],
  ["a process of the sample", async (page) => {
    await sample(page);
    await tap(page, '.table a[href$="/results/incident"]');
    await sees(page, "Why this level");
    for (const part of await page.$$(".trace__part:not([open]) > summary")) await tap(page, part);
  }],
  ["set up", async (page) => {
    await sample(page, "Set up");
    await page.waitForSelector(".targets");
    await tap(page, '.targets__row:has(#target-supplier) input[type="checkbox"]');
    await page.waitForSelector("#reason-supplier");
  }],
  ["questions", async (page) => {
    await sample(page, "Assess");
    await questions(page);
    await unfoldAll(page);
  }],
  ["questions with open answers, one of them cleared", async (page) => {
    await begun(page);
    const cards = await page.$$(".question");
    await tap(page, await cards[0].$('input[value="P"]'));
    await tap(page, await cards[1].$('input[value="–"]'));
    await tap(page, await cards[2].$('input[value="?"]'));
    await tap(page, await cards[3].$('input[value="F"]'));
    await tap(page, (await cards[3].$$(".button--quiet"))[0]);
    await sees(page, "Answer cleared.", ".toast");
  }],
  ["a filter that finds nothing", async (page) => {
    await begun(page);
    await page.select("#filter", "flagged");
    await sees(page, "0 questions in all processes");
  }],
  ["everything answered", async (page) => {
    await answerAll(page);
    await follow(page, "Results");
    await sees(page, "Every question is answered", ".verdict");
    await page.waitForFunction(() => document.querySelectorAll(".section .chart svg").length === 3);
  }],
  ["a comment, and a note with two texts", async (page) => {
    await begun(page);
    await unfoldAll(page);
    const [card] = await page.$$(".question");
    const id = await card.evaluate((it) => it.id);
    await fill(page, "New comment", "Who keeps the list?");
    await press(page, "Add the comment");
    await sees(page, "Who keeps the list?", ".thread");
    await tap(page, `[id="${id}-note"]`);
    await page.keyboard.type("Mine");
    const other = await page.browserContext().newPage();
    await open(other, page.url());
    await other.waitForSelector(`[id="${id}-note"]`);
    // A new page takes the focus once it is drawn.
    await drawn(other);
    await tap(other, `[id="${id}-note"]`);
    await other.keyboard.type(" and theirs");
    await page.bringToFront();
    await sees(page, "Both texts are here");
    await other.close();
  }],
  ["quick depth", async (page) => {
    await open(page, `${place()}#/new`);
    await tap(page, 'input[name="depth"]');
    await follow(page, "Assess");
    await page.waitForSelector(".statement");
    await tap(page, ".statement input");
  }],
  ["one by one", async (page) => {
    await sample(page, "Assess");
    await follow(page, "One question at a time");
    await page.waitForSelector(".flash .question");
  }],
  ["on the projector", async (page) => {
    await sample(page, "Assess");
    await follow(page, "One question at a time");
    await press(page, "Projector");
    await page.waitForSelector("[data-projector] .flash .question");
  }],
  ["share", async (page) => {
    await linkTo(page);
    await tap(page, 'input[value="answers"]');
    await page.waitForSelector("#my-answers-name");
  }],
  ["share, under a passphrase", async (page) => void (await linkTo(page, "ferry tariff plumb lantern"))],
  ["a link that was opened", async (page) => {
    await open(page, await linkTo(page));
    await sees(page, "A shared assessment");
    await page.waitForSelector(".chart--radar svg");
  }],
  ["a link that is locked, with a passphrase that does not fit", async (page) => {
    await open(page, await linkTo(page, "ferry tariff plumb lantern"));
    await sees(page, "This link is locked", "h1");
    await fill(page, "Passphrase", "another one altogether");
    await press(page, "Open it");
    await sees(page, "The passphrase does not fit.");
  }],
  ["a link that was cut", async (page) => {
    await open(page, `${place()}#s1.9z.AAAA`);
    await sees(page, "This link cannot be opened");
  }],
  ["history with a comparison", async (page) => {
    await sample(page, "History");
    await press(page, "Keep this state");
    await sees(page, "Kept as");
    await follow(page, "Assess");
    await tap(page, '.question input[value="P"]');
    await follow(page, "History");
    await tap(page, ".register__actions button");
    await page.waitForSelector(".differences");
    await page.waitForSelector(".chart--radar svg");
    // It leads there.
    await page.waitForFunction(() => {
      const { top } = document.getElementById("compare").getBoundingClientRect();
      return top >= 0 && top < innerHeight;
    });
  }],
  ["several people", async (page) => {
    await sample(page, "Assess");
    await fill(page, "Who answers", "Kim");
    await follow(page, "Share");
    await follow(page, "Collect the answers of several people");
    await sees(page, "Kim", ".table");
  }],
  ["several people, links that cannot be read", async (page) => {
    await sample(page, "Share");
    await follow(page, "Collect the answers of several people");
    await fill(page, "Links", "s1.9z.AAAA");
    await press(page, "Look at them");
    await page.waitForSelector('[aria-labelledby="arrived"] li');
  }],
  ["units side by side", async (page) => {
    await open(page, `${place()}#/new`);
    await fill(page, "Organisation", "Hafen Works");
    await page.goto(`${place()}#/units`);
    await page.waitForSelector(".units");
  }],
  ["a file, before it is taken over", async (page) => {
    await open(page, place());
    await hand(page, fileOf({ "set-up/name": "Given" }));
    await sees(page, "1 assessment found");
  }],
  ["a file with another state of what is here", async (page) => {
    await kept(page);
    const id = await page.evaluate(() => location.hash.split("/")[2]);
    await hand(page, fileOf({ "set-up/name": "Other" }, id));
    await page.waitForSelector(".differences");
  }],
  ["first page with assessments and the dialog", async (page) => {
    await open(page, place());
    await page.waitForSelector(".register__row");
    await tap(page, ".register__row .button--quiet");
    await page.waitForSelector("dialog[open]");
  }],
  ["a refused file", async (page) => {
    await open(page, place());
    await hand(page, '{"format":"plumbline","version":1,"assessments":[{}]}');
    await sees(page, "This file was not opened");
  }],
  ["not in this browser", async (page) => {
    await open(page, `${place()}#/a/abcdefghjkmp/results`);
    await page.waitForFunction(() => location.hash.includes("abcdefghjkmp"));
  }],
  ["storage that is blocked", async (page) => {
    await refuse(page, "storage");
    await open(page, `${place()}#/new`);
    await sees(page, "does not let the page store anything", ".banner");
  }],
  ["storage that is full", async (page) => {
    await begun(page);
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await tap(page, '.question input[value="P"]');
    await sees(page, "refuses to store", "[role=alert]");
  }],
  ["an entry that was put aside", async (page) => {
    await kept(page);
    await page.evaluate(() => localStorage.setItem(`plumbline/1/${location.hash.split("/")[2]}/answer/incident.record`, '{"value":'));
    await page.reload();
    await ready(page);
    await sees(page, "could not be read", ".banner");
  }],
  ["crash", async (page) => {
    await open(page, place());
    await page.evaluate(() => window.plumblineCrash("src/x.rs:1:1"));
    await sees(page, "Something broke");
  }],
  ["crash, again", async (page) => {
    await open(page, place());
    await page.evaluate(() => window.plumblineCrash("src/x.rs:1:1"));
    await press(page, "Reload the page");
    await ready(page);
    await crashAgain(page);
    await page.waitForSelector("#crash-safe:not([hidden])");
    await tap(page, "#crash summary");
  }],
  // The last one: after it everything is older than what is stored.
  ["a newer version has been at work", async (page) => {
    await open(page, `${place()}#/new`);
    await sees(page, "Set up", "h1");
    const other = await page.browserContext().newPage();
    await other.goto(`${place()}boot.js`);
    await other.evaluate(() => localStorage.setItem("plumbline/version", "3"));
    await other.close();
    await sees(page, "A newer version of Plumbline has been at work", ".banner");
  }],
];
