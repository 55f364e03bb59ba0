// What the tests that cause faults do again and again: an assessment at a
// process, ratings that are shown as saved, and what a page shows of them.

import { place } from "./people.mjs";
import { open, sees } from "./browser.mjs";

export const VALUES = ["F", "L", "P", "N"];

/** A new assessment, opened at a process; returns its address. */
export async function beginAt(page, process = "incident") {
  await open(page, `${place()}#/new`);
  await sees(page, "Set up", "h1");
  const id = await page.evaluate(() => location.hash.split("/")[2]);
  const address = `${place()}#/a/${id}/assess/${process}`;
  await open(page, address);
  await page.waitForSelector(`[id^="q-${process}-"]`);
  return address;
}

/** Rates one question and resolves when the page shows it as saved. */
export const rate = (page, at, value) =>
  page.evaluate(
    async (at, value) => {
      const card = document.querySelectorAll(".question")[at];
      card.querySelector(`input[value="${value}"]`).click();
      // What was shown before the click says nothing about it: the page is
      // brought up to date in a microtask.
      await new Promise((next) => setTimeout(next));
      const state = document.querySelector(".save-state");
      while (state.dataset.state !== "saved") {
        await new Promise((changed) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            changed();
          });
          observer.observe(state, { attributes: true });
        });
      }
      return card.id;
    },
    at,
    value,
  );

/** The ratings that a page shows, by card. */
export const shown = async (page) =>
  new Map(
    await page.$$eval(".question", (cards) =>
      cards.flatMap((card) => {
        const value = card.querySelector('input[type=radio]:is([value="N"],[value="P"],[value="L"],[value="F"]):checked')?.value;
        return value ? [[card.id, value]] : [];
      }),
    ),
  );

/** Numbers by chance, the same ones at every run: each call gives one below `n`. */
export function chance(seed) {
  let random = seed;
  return (n) => ((random = (Math.imul(random, 1103515245) + 12345) >>> 0) >>> 16) % n;
}

/** Kills a browser and all its processes at once; resolves when it is gone. */
export async function slain(browser) {
  const it = browser.process();
  if (it.exitCode !== null || it.signalCode !== null) return;
  const gone = new Promise((done) => it.once("exit", done));
  process.kill(-it.pid, "SIGKILL");
  await gone;
}
