// The pages of the sample and of the app, one after the other.

import { drawn, open, ready } from "./browser.mjs";
import { place } from "./people.mjs";

/** Opens the sample; returns the addresses of its pages and of those of the app. */
export async function pages(page) {
  await open(page, `${place()}#/sample`);
  await page.waitForSelector(".verdict");
  const [, id] = page.url().match(/#\/a\/(\w+)/);
  const own = ["results", "results/incident", "assess/incident", "flash/incident", "set-up", "share", "raters", "history"];
  return [...own.map((it) => `#/a/${id}/${it}`), "#/", "#/open", "#/method", "#/settings", "#/units"];
}

/** Goes to one of them, and waits until it is drawn. */
export async function go(page, hash) {
  await page.evaluate((it) => (location.hash = it), hash);
  await page.waitForFunction((it) => location.hash.startsWith(it), {}, hash);
  await ready(page);
  // The charts and their tables come after the page.
  await drawn(page);
}

/** By how many pixels the page is too wide. */
export const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
