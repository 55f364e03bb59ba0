// Real browsers for the tests: Chromium and Firefox through puppeteer, each
// with a fresh profile; WebKitGTK in webkit.mjs. Nothing is downloaded.

import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { Page, TimeoutSettings } from "puppeteer-core";

/**
 * How long one wait may last, in milliseconds: for what a person would see, as
 * long as it takes. A slow machine is not a fault; this only ends what will never
 * come. `PATIENCE=20` (seconds) shows that sooner while a test is written.
 */
export const LIMIT = Number(process.env.PATIENCE ?? 300) * 1000;

// Every page of every browser, also one that opens by itself, and its workers.
TimeoutSettings.prototype.timeout = () => LIMIT;
TimeoutSettings.prototype.navigationTimeout = () => LIMIT;

// A page behind another one paints nothing: a wait that asks with each frame would look
// once there and never again.
const waitForFunction = Page.prototype.waitForFunction;
Page.prototype.waitForFunction = function (is, options, ...args) {
  return waitForFunction.call(this, is, { polling: 30, ...options }, ...args);
};

// What is asked of one element, or done to it, waits until it is there: a page follows its
// address, and what was pressed, a moment later.
for (const what of ["$eval", "click", "focus", "select", "type"]) {
  const act = Page.prototype[what];
  Page.prototype[what] = async function (selector, ...rest) {
    await this.waitForSelector(selector);
    return act.call(this, selector, ...rest);
  };
}

/** `SLOW=8`: every page of Chromium as on a machine that is eight times slower. */
const SLOW = Number(process.env.SLOW ?? 1);

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", process.env.CHROMIUM].filter(Boolean);
/**
 * The engine of Chromium without windows, tabs and menus; where it is missing, all of
 * Chromium does. Not what is on the path: that is a script, and who kills it kills no browser.
 */
const SHELL = ["/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chrome-headless-shell"];
const FIREFOX = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].filter(Boolean);

function first(paths, name) {
  const found = paths.find((it) => existsSync(it));
  assert.ok(found, `${name} is not installed (looked for ${paths.join(", ")}); bash .ci/test installs it on Debian`);
  return found;
}

/**
 * Chromium with a profile of its own. What is around the page costs as much time as the
 * pages do, so it is left out but where `isWhole` asks for it, and where the profile is
 * one that outlives the browser: what is kept in it is the whole browser's matter.
 */
export async function chromium(options = {}) {
  const shell = options.isWhole || options.userDataDir ? undefined : SHELL.find((it) => existsSync(it));
  const browser = await puppeteer.launch({
    timeout: LIMIT,
    protocolTimeout: LIMIT,
    executablePath: shell ?? first(CHROMIUM, "Chromium"),
    headless: shell ? "shell" : true,
    ...(options.userDataDir && { userDataDir: options.userDataDir }),
    ...(options.targetFilter && { targetFilter: options.targetFilter }),
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // A machine without a mouse counts as a phone: a fine pointer that hovers.
      "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
      ...(options.args ?? []),
    ],
  });
  if (SLOW > 1) {
    const slow = (target) => target.type() === "page" && slowed(target).catch(() => {}); // It has gone meanwhile.
    browser.on("targetcreated", slow);
    await Promise.all(browser.targets().map(slow));
  }
  return browser;
}

/** For as long as this session is open. */
async function slowed(target) {
  const session = await target.createCDPSession();
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
}

/** The same browser once more, as another who looks at it. */
export const alongside = (browser) => puppeteer.connect({ browserWSEndpoint: browser.wsEndpoint(), defaultViewport: null, protocolTimeout: LIMIT });

/** Firefox with a profile of its own, over WebDriver BiDi; with these preferences. */
export async function firefox(preferences = {}, options = {}) {
  return puppeteer.launch({
    ...options,
    browser: "firefox",
    executablePath: first(FIREFOX, "Firefox"),
    headless: true,
    timeout: LIMIT,
    protocolTimeout: LIMIT,
    extraPrefsFirefox: { "browser.shell.checkDefaultBrowser": false, "datareporting.policy.dataSubmissionEnabled": false, ...preferences },
  });
}

const folders = [];
process.once("exit", () => {
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch (error) {
      // Something still writes there. What was tested is not touched by it.
      console.error(`${folder} is left over: ${error.message}`);
    }
  }
});

/** A folder that goes when all tests of the file have ended, and the browsers that write in it with them. */
export async function scratch() {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-test-"));
  folders.push(folder);
  return folder;
}

/**
 * A page that notes whatever must not happen: errors on the console, uncaught
 * errors, violations of the policy, requests that leave the origin. `watch.calm()`
 * asserts that nothing did.
 */
export async function watched(browser, origin) {
  const page = await browser.newPage();
  const watch = guard(page, origin);
  return { page, watch };
}

export function guard(page, origin) {
  const troubles = [];
  page.on("console", (message) => {
    // Violations of the policy are reported here too, as errors.
    if (message.type() === "error") troubles.push(`console: ${message.text()} ${message.location()?.url ?? ""}`);
  });
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) troubles.push(`request: ${url}`);
  });
  return {
    troubles,
    calm: () => assert.deepEqual(troubles, [], "the page was not calm"),
  };
}

/**
 * Asks again and again until the answer is true, and resolves to it: for what is
 * not in a page, such as a file or a request. What is not there yet is not an error.
 */
export async function until(ask, what) {
  const end = Date.now() + LIMIT;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited in vain until ${what}${last ? ` (${last.message})` : ""}`);
    await new Promise((soon) => setTimeout(soon, 20));
  }
}

/** Has a page note when the app has taken over from the static view: as the mark "usable". */
export const marksUsable = (page) =>
  page.evaluateOnNewDocument(() =>
    new MutationObserver((_, observer) => {
      if (!document.getElementById("heading")) return;
      observer.disconnect();
      performance.mark("usable");
    }).observe(document, { childList: true, subtree: true }),
  );

/** Has a page tell how much memory the program holds: `programMemory()`, in bytes. */
export const showsMemory = (page) =>
  page.evaluateOnNewDocument(() => {
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const real = WebAssembly[name];
      WebAssembly[name] = async (...args) => {
        const it = await real(...args);
        const { memory } = (it.instance ?? it).exports;
        if (memory) window.programMemory = () => memory.buffer.byteLength;
        return it;
      };
    }
  });

/** Opens an address and waits until the app has taken over. */
export async function open(page, url) {
  // What the journal has not heard of yet is asked about on leaving: yes, but where a
  // test listens itself.
  const leave = (dialog) => void dialog.accept().catch(() => {});
  if (!page.listenerCount("dialog")) page.on("dialog", leave);
  // A change of the fragment alone is no navigation.
  await page.goto("about:blank").finally(() => page.off("dialog", leave));
  await page.goto(url);
  await ready(page);
}

export async function ready(page) {
  await page.waitForSelector("#heading");
}

/** Waits until the questions of a page are there, all of them: those in sight come first. */
export const questions = (page) =>
  page.waitForFunction(() => document.querySelector(".question") && !document.querySelector(".questions[data-more]"));

/** Waits until a text is on the page. */
export async function sees(page, text, where = "body") {
  try {
    await page.waitForFunction(
      (wanted, selector) => [...document.querySelectorAll(selector)].some((it) => it.checkVisibility() && it.innerText.includes(wanted)),
      {},
      text,
      where,
    );
  } catch {
    const shown = await page.$eval("body", (it) => it.innerText.slice(0, 3000));
    assert.fail(`"${text}" is not in ${where}. The page shows:\n${shown}`);
  }
}

/** Waits until a text is gone from the page. */
export async function misses(page, text, where = "body") {
  await page
    .waitForFunction(
      (wanted, selector) => ![...document.querySelectorAll(selector)].some((it) => it.checkVisibility() && it.innerText.includes(wanted)),
      {},
      text,
      where,
    )
    .catch((error) => assert.fail(`"${text}" is still in ${where}: ${error.message}`));
}

/** The control of this role that is called so, by its label, text or name. */
export async function named(page, role, name) {
  const handle = await page
    .waitForFunction(
      (wanted, selector) => {
        const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();
        const called = (it) =>
          plain(it.getAttribute("aria-label")) || plain([...(it.labels ?? [])].map((label) => label.innerText).join(" ")) || plain(it.innerText);
        return [...document.querySelectorAll(selector)].find((it) => it.checkVisibility() && called(it) === wanted);
      },
      {},
      name,
      { button: "button", link: "a[href]", field: "input, textarea, select" }[role],
    )
    .catch(async () => assert.fail(`there is no ${role} "${name}" on the page:\n${await textOf(page, "body")}`));
  return handle.asElement();
}

/** Clicks the control with this name, as a person finds it. */
export async function press(page, name, role = "button") {
  await tap(page, await named(page, role, name));
}

/**
 * Clicks an element where a person would have scrolled it to: the middle. Nobody hits what
 * still moves: a page that has followed another is led to its top with the next frame.
 */
export async function tap(page, target) {
  const element = typeof target === "string" ? await page.waitForSelector(target) : target;
  await element.evaluate(async (it) => {
    // A page behind another has no frames, and some tests let them come one by one.
    const hasFrames = () => !document.hidden && String(requestAnimationFrame).includes("[native code]");
    const place = () => JSON.stringify(it.getBoundingClientRect());
    for (let before; before !== place(); ) {
      it.scrollIntoView({ block: "center", behavior: "instant" });
      if (!hasFrames()) return;
      before = place();
      await new Promise((passed) => {
        document.addEventListener("visibilitychange", passed, { once: true });
        // Whatever else was to be done in that frame is done when this is.
        requestAnimationFrame(() => setTimeout(passed));
      });
    }
  });
  await element.click();
}

/** Follows the link with this name. */
export const follow = (page, name) => press(page, name, "link");

/** The text of an element. */
export const textOf = (page, selector) => page.$eval(selector, (it) => it.innerText.trim());

/** Types into the field with this label, in place of what is there. */
export async function fill(page, label, text) {
  const field = await named(page, "field", label);
  await field.evaluate((it) => {
    it.scrollIntoView({ block: "center", behavior: "instant" });
    it.focus();
    it.select();
  });
  await page.keyboard.type(text);
}

/** Until what the next frame brings is drawn, and what that leads to. */
export const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

/** What comes by itself after a while, such as the words for a program that does not come: now. */
export const hurry = (page) =>
  page.evaluate(() => {
    for (const it of document.getAnimations()) if (it.effect.getComputedTiming().endTime < Infinity) it.finish();
  });

/** Waits until the header says that everything is saved. */
export async function saved(page) {
  await page.waitForSelector('.save-state[data-state="saved"]');
}

/** Empties the browser of everything, journal included. */
export async function forget(page) {
  const { origin } = new URL(page.url());
  await page.goto("about:blank");
  const session = await page.createCDPSession();
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await session.detach();
}

/** A record of the local storage as it was said, whatever letters it lies there in: src/store/short.rs says how. Also for pages, by its text. */
export function spelt(text) {
  const one = (it) => {
    const n = it.startsWith("@") ? 20 : 23;
    const hex = [...atob(it.slice(1, n).replaceAll("-", "+").replaceAll("_", "/"))].map((it) => it.charCodeAt(0).toString(16).padStart(2, "0")).join("");
    const at = `00000000-${hex.slice(0, 12)}-${n === 23 ? hex.slice(12, 16) : "0000"}-${hex.slice(-16)}`;
    const value = it.slice(n);
    return `"value": ${/^[A-Z]/.test(value) ? `{"rating":"${value}"}` : value}, "at": "${at}"`;
  };
  const lines = (text ?? "").split("\n");
  if (!lines.every((it) => /^(?:@[\w-]{19}|#[\w-]{22})/.test(it))) return text;
  const [now, ...earlier] = lines.map(one);
  return earlier.length ? `{ ${now}, "earlier": [${earlier.map((it) => `{ ${it} }`).join(", ")}] }` : `{ ${now} }`;
}

/** All records of the app in the local storage, as they were said; without its notes for lists, which it makes when it has the time. */
export async function records(page) {
  const all = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("plumbline/") && !key.startsWith("plumbline/listed/")));
  return Object.fromEntries(all.map(([key, text]) => [key, spelt(text)]));
}
