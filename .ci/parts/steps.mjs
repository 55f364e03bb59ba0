// What people do on the journeys from which record.mjs lists what the parts of the program
// have to hold: each of these takes a page and does its step there.

import { follow, open as visit, press, questions, saved, sees, tap } from "../../tests/web/browser.mjs";

/** What a page does by itself in the seconds after that. */
export const pause = (ms) => new Promise((later) => setTimeout(later, ms));
export const rest = () => pause(2000);

// Steps of a journey.
export const arrives = (stage) => (page) => page.evaluate((it) => window.comesLate(it), stage);
export const goes = (hash) => (page) => page.evaluate((to) => void (location.hash = to), hash);
export const follows = (text) => (page) => follow(page, text);
export const shows = (selector) => (page) => page.waitForSelector(selector);
export const says = (heading) => (page) => sees(page, heading, "h1");
export const isInvited = says("You are invited");
export const isOnItsWay = says("This page is on its way");
export const begins = (page) => press(page, "Start answering");

/** What happens to a page that is in use: it is turned, hidden, told of other tabs, left. */
export async function use(page) {
  await rest();
  await page.evaluate(() => {
    dispatchEvent(new Event("resize"));
    document.dispatchEvent(new Event("fullscreenchange"));
    for (const hidden of [true, false]) {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }
    const other = Object.entries(localStorage).find(([key]) => key.includes("/answer/"));
    for (const [key, newValue] of [["elsewhere", "1"], other ?? ["elsewhere", "2"]]) dispatchEvent(new StorageEvent("storage", { key, newValue }));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    dispatchEvent(new Event("beforeunload", { cancelable: true }));
    dispatchEvent(new PageTransitionEvent("pagehide"));
  });
}

/** The first answers to an invitation. */
export async function answerFirst(page) {
  await isInvited(page);
  await begins(page);
  await page.waitForSelector(".question input[type=radio]");
  await page.evaluate(() => {
    dispatchEvent(new StorageEvent("storage", { key: "plumbline/version", newValue: "1" }));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  const [card, other] = await page.$$(".question");
  for (const value of ["F", "P", "N", "L"]) await tap(page, await card.$(`input[value="${value}"]`));
  await tap(page, await other.$('input[value="F"]'));
}

/** A first answer, and another to another question: what follows a first one depends on it. */
export const answersTwo = (first) => async (page) => {
  await isInvited(page);
  await begins(page);
  await page.waitForSelector(".question input[type=radio]");
  const [card, other] = await page.$$(".question");
  await tap(page, await card.$(`input[value="${first}"]`));
  for (const value of ["F", "N", "P", "L"]) await tap(page, await other.$(`input[value="${value}"]`));
};

/** From here on a book of the journal never says that it has what was written, and what is long passes at once. */
export const fallsSilent = (page) =>
  page.evaluate(() => {
    const real = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
    let silent;
    Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
      set(it) {
        silent ??= this.db;
        if (this.db !== silent) real.set.call(this, it);
      },
    });
    const later = window.setTimeout;
    window.setTimeout = (callback, ms, ...rest) => later(callback, ms === 8_000 ? 20 : ms, ...rest);
  });

/** Ratings by mouse and arrow key in any order, the same in each run: maps of what was said grow as they may. */
export async function walks(page) {
  await page.waitForSelector(".question input[type=radio]");
  let seed = 7;
  const any = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const processes = await page.$$eval(".process-nav__link", (all) => all.map((it) => it.hash));
  for (let n = 0; n < 6; n += 1) {
    const to = processes[any(processes.length)];
    await goes(to)(page);
    await page.waitForSelector(`[id^="q-${to.split("/").pop()}-"]`);
    await questions(page);
    const cards = await page.$$(".question");
    for (let step = 0; step < 12; step += 1) {
      await tap(page, await cards[any(cards.length)].$(`input[value="${"NPLF?\u2013"[any(6)]}"]`));
      if (any(3) === 0) await page.keyboard.press(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"][any(4)]);
    }
    await saved(page);
  }
}

/** Answers as people give them: by mouse and by key, finer, with a reason, in two processes. */
export async function answer(page) {
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

/** The page leaves for one that has not come. */
export async function leave(page) {
  await page.evaluate(() => (location.hash = location.hash.replace(/assess.*/, "results")));
  await isOnItsWay(page);
}

/** Goes elsewhere from what is open, and back to it each time: what leaves it must need nothing that may not have come. */
export async function wander(page) {
  await page.waitForSelector(".question");
  const results = await page.evaluate(() => location.hash.replace(/assess.*/, "results"));
  for (const to of [results, "#/", "#/method", "#/nowhere"]) {
    await pause(1000);
    await goes(to)(page);
    await pause(1000);
    await page.goBack();
    await page.waitForSelector(".question");
  }
}

/** Goes back to the invitation, and from there to what was begun with it. */
export async function goesOnFromThere(page) {
  await isInvited(page);
  await follow(page, "Go on answering");
  await page.waitForSelector(".question input[type=radio]");
}

/** Meanwhile somebody does something in another tab of the same browser. */
export const beside = (deed) => async (page) => {
  const other = await page.browserContext().newPage();
  await visit(other, page.url());
  await deed(other);
  await other.close();
  await page.bringToFront();
};

/** A rating of one of the questions, after which it is said to be saved, or that it is being saved. */
export const rates = (nth, value, state = "saved") => async (page) => {
  await page.waitForSelector(".question input[type=radio]");
  await tap(page, await (await page.$$(".question"))[nth].$(`input[value="${value}"]`));
  if (state === "saved") await saved(page);
  else await page.waitForSelector(`.save-state[data-state="${state}"]`);
};

/** What another tab does to an assessment that is open: it moves it to the bin, takes all away. */
export async function bins(page) {
  await goes("#/")(page);
  await tap(page, await page.waitForSelector(".register__row .button--quiet"));
  await press(page, "Move to the bin");
  await sees(page, "in the bin");
}
export async function deletesAll(page) {
  await goes("#/settings")(page);
  await press(page, "Delete everything");
  await tap(page, await page.waitForSelector("dialog[open] .button--danger"));
  await page.waitForFunction(() => !Object.keys(localStorage).some((it) => it.startsWith("plumbline/1/")));
}

/** Ratings in two tabs, which each hears of. */
export async function ratesByTurns(page) {
  await rates(0, "F")(page);
  for (const [mine, theirs] of [["F", "P"], ["L", "N"], ["N", "?"], ["?", "\u2013"], ["P", "L"]]) {
    await beside(rates(0, theirs))(page);
    await rates(0, mine)(page);
    await beside(rates(3, theirs))(page);
    await rates(3, mine)(page);
  }
}

/** From here on the storage takes nothing more. */
export const isFull = (page) =>
  page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
