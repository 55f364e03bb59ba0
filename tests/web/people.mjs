// Persons for the tests, each with a browser of their own, and what they do
// again and again.

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { chromium, fill, follow, guard, open, press, questions, saved, scratch, sees, tap, until } from "./browser.mjs";
import { serve } from "./server.mjs";

let host;
let browser;

/** Serves the app and starts the browser for the tests of a file. */
export function together() {
  before(async () => {
    host = await serve("dist");
    browser = await chromium();
  });
  after(async () => {
    await browser?.close();
    await host?.close();
  });
}

/** Where the app is. */
export const place = () => host.url;

/** A page in a browser of its own, which may have its troubles. */
export async function fresh(t) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close().catch(() => {}));
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  return page;
}

/** A person with a browser of their own. */
export async function person(t, path = "#/") {
  const context = await browser.createBrowserContext();
  await context.overridePermissions(new URL(host.url).origin, ["clipboard-read", "clipboard-sanitized-write"]);
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

/** The link on the page for sharing. */
export async function link(page) {
  const field = await page.waitForSelector("#share-link");
  return field.evaluate((it) => it.value);
}

/** Begins an assessment. */
export async function begin(page, organisation) {
  await follow(page, "Start an assessment");
  await sees(page, "Set up", "h1");
  await fill(page, "Organisation", organisation);
  await saved(page);
}

/** Rates the first questions of a process. */
export async function answer(page, process, ...codes) {
  await follow(page, "Assess");
  await page.waitForSelector(".process-nav");
  await tap(page, `.process-nav__link[href$="/assess/${process}"]`);
  await page.waitForSelector(`[id^="q-${process}-"]`);
  await questions(page);
  const cards = await page.$$(".question");
  for (const [at, code] of codes.entries()) {
    await tap(page, await cards[at].$(`input[value="${code}"]`));
  }
  await saved(page);
}

/** The rating of the first question of a process, as the page shows it. */
export const rating = (page, process) =>
  page.evaluate((it) => document.querySelector(`[id^="q-${it}-"] input[type=radio]:checked`)?.value, process);

/** The file that pressing a button hands over. */
export async function downloaded(page, name) {
  const folder = await scratch();
  const session = await page.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await press(page, name);
  return arrived(folder, ".json");
}

/** The file that the browser is putting into this folder, when it has it all. */
export async function arrived(folder, ending) {
  const whole = async () => {
    // Chromium writes under a name of its own until the last byte, and keeps the place
    // under the right one with an empty file.
    const names = await readdir(folder);
    const name = names.find((it) => it.endsWith(ending));
    const isWhole = name && !names.some((it) => it.endsWith(".crdownload")) && (await stat(join(folder, name))).size > 0;
    return isWhole && join(folder, name);
  };
  try {
    return await until(whole, `a file ${ending} has arrived`);
  } catch (error) {
    error.message += `; there is ${(await readdir(folder)).join(", ") || "none"}`;
    throw error;
  }
}

/** The exported file of the assessment that is open. */
export async function exported(page) {
  await follow(page, "Results");
  return downloaded(page, "Export the file");
}

/** Chooses files on the page for opening them. */
export async function give(page, ...files) {
  await page.goto(`${host.url}#/open`);
  await sees(page, "Open files", "h1");
  await (await page.waitForSelector("#file-input")).uploadFile(...files);
  await page.waitForSelector(".notice");
}

