// Faults while the app runs: parts of different builds, no network, slow lines,
// translators, monkeys, odd locales. What others may do to it is in
// runtime-others.test.mjs.

import assert from "node:assert/strict";
import { cp, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { chromium, fill, firefox, follow, guard, hurry, open, press, questions, ready, saved, scratch, sees, showsMemory, tap } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { begin, fresh, person, place, together } from "./people.mjs";
import { serve } from "./server.mjs";
import { beginAt, rate, shown, slain } from "./work.mjs";

together();

for (const [part, says] of [
  ["answers", async (page) => {
    await sees(page, "The app could not be loaded", "#crash");
    await sees(page, "What you saved is still in this browser.", "#crash");
  }],
  ["rest", async (page) => {
    await sees(page, "It shows as soon as the rest of the program is here.", "main");
    await sees(page, "or the site was just updated", "#waits");
    await sees(page, "a reload of the page asks for all of it", "#waits");
  }],
]) {
  test(`parts of different builds do not run together: it is said, and the data is untouched (${part})`, async (t) => {
    const mixed = join(await scratch(), "dist");
    await cp("dist", mixed, { recursive: true });
    const name = (await readdir(mixed)).find((it) => it.includes(`_${part}`));
    // The part of another build under the name that the page asks for.
    const bytes = await readFile(join(mixed, name));
    await writeFile(join(mixed, name), Buffer.concat([bytes.subarray(0, 8), Buffer.from([0, 2, 1, 120]), bytes.subarray(8)]));
    const host = await serve(mixed);
    t.after(() => host.close());
    const page = await fresh(t);
    await page.goto(`${host.url}#/method`);
    await says(page);
    // The next deploy has a new name for it, and the page names it.
    await writeFile(join(mixed, name), bytes);
    const renamed = name.replace(/-/, "-0");
    await rename(join(mixed, name), join(mixed, renamed));
    await writeFile(join(mixed, "index.html"), (await readFile(join(mixed, "index.html"), "utf8")).replaceAll(name, renamed));
    await page.reload();
    await sees(page, "How levels are measured", "h1");
    caused("R8");
  });
}

test("there is no service worker that could serve an old version, and no reload but by the reader", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  let loads = 0;
  page.on("load", () => (loads += 1));
  const other = await page.browserContext().newPage();
  await other.goto(`${place()}boot.js`);
  await other.evaluate(() => localStorage.setItem("plumbline/version", "3"));
  await page.bringToFront();
  await sees(page, "A newer version of Plumbline has been at work", ".banner");
  await fill(page, "Unit or site", "Still typing here");
  assert.equal(loads, 0);
  assert.equal(await page.$eval("#unit", (it) => it.value), "Still typing here");
  caused("R10", "R11");
});

test("no network after the start: everything goes on", async (t) => {
  const page = await person(t);
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((it) => it.name.includes("_rest") && it.responseEnd));
  await page.setOfflineMode(true);
  await begin(page, "Hafen Works");
  for (const tab of ["Assess", "Results", "History", "Share"]) {
    await follow(page, tab);
    await ready(page);
  }
  await page.waitForSelector(".qr svg");
  await page.evaluate(() => (location.hash = "#/sample"));
  await page.waitForSelector(".chart svg");
  await page.setOfflineMode(false);
  caused("R12");
});

test("a slow machine on a slow line: what can be read is there first, then what can be used, and no click is lost", async (t) => {
  /** A page whose program is on its way until it is let go: no line is slower. */
  const slow = async () => {
    let letGo;
    const held = new Promise((done) => (letGo = done));
    t.after(() => letGo());
    const line = await serve("dist", { fault: (path) => (path.endsWith(".wasm") ? held : undefined) });
    t.after(() => line.close());
    const page = await fresh(t);
    const session = await page.createCDPSession();
    await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    await page.goto(line.url, { waitUntil: "domcontentloaded" });
    return { page, letGo };
  };
  const { page: first, letGo: start } = await slow();
  // Painted and read before the program has come: the times are the benchmark's matter.
  await sees(first, "Look at a sample", "#first-view");
  await first.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length);
  assert.equal(await first.$("#heading"), null);
  start();
  await ready(first);
  await first.close();
  // A click in the static view is not lost.
  const { page, letGo } = await slow();
  await tap(page, '#first-view a[href="#/sample"]');
  letGo();
  await page.waitForSelector(".verdict");
  await follow(page, "Assess");
  await questions(page);
  for (const code of ["N", "P", "L", "F", "N", "P"]) {
    await tap(page, `.question input[value="${code}"]`);
    await page.waitForSelector(`.question input[value="${code}"]:checked`);
  }
  caused("R13");
});

test("a thousand changes take no more memory than a hundred", async (t) => {
  const page = await person(t);
  await showsMemory(page);
  await beginAt(page);
  const change = (n) =>
    page.evaluate(async (n) => {
      const cards = [...document.querySelectorAll(".question")];
      for (let at = 0; at < n; at += 1) {
        cards[at % cards.length].querySelector(`input[value="${["F", "L", "P", "N"][at % 4]}"]`).click();
        await new Promise((done) => setTimeout(done));
      }
      return window.programMemory();
    }, n);
  const [first, last] = [await change(100), await change(1000)];
  assert.ok(last < 64 * 1024 * 1024);
  assert.ok(last - first <= 512 * 1024, `${first} to ${last} bytes`);
  caused("R14");
});

test("a translator rewrites the page: answers are kept and nothing breaks", async (t) => {
  const page = await person(t);
  const address = await beginAt(page);
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
    for (const text of texts) {
      const font = document.createElement("font");
      text.replaceWith(font);
      font.append(`[${text.data}]`);
    }
    // Others put things of their own between ours.
    for (const card of document.querySelectorAll(".question")) card.prepend(document.createElement("grammarly-extension"));
  });
  const expected = new Map();
  for (let at = 0; at < 6; at += 1) {
    const id = await page.evaluate((at) => {
      const card = document.querySelectorAll(".question")[at];
      card.querySelector('input[value="L"]').click();
      return card.id;
    }, at);
    expected.set(id, "L");
  }
  await saved(page);
  // It rewrites what comes later, too, and others move things about.
  await page.evaluate(() => {
    new MutationObserver((changes) => {
      for (const text of changes.flatMap((it) => [...it.addedNodes]).flatMap((it) => (it.nodeType === 3 ? [it] : it.localName === "font" ? [] : [...(it.querySelectorAll?.("p, h1, h2, span") ?? [])].flatMap((it) => [...it.childNodes].filter((it) => it.nodeType === 3))))) {
        if (!text.data.trim() || text.parentElement?.localName === "font" || !text.isConnected) continue;
        const font = document.createElement("font");
        text.replaceWith(font);
        font.append(text.data);
      }
    }).observe(document.querySelector("#app"), { childList: true, subtree: true });
  });
  for (const tab of ["Results", "Set up", "History", "Share", "Assess"]) {
    // Its words are another's now: found by where it leads.
    await tap(page, (await page.$$(".tabs a"))[["Set up", "Assess", "Results", "History", "Share"].indexOf(tab)]);
    await page.waitForFunction((part) => location.hash.includes(part), {}, { Results: "/results", "Set up": "/set-up", History: "/history", Share: "/share", Assess: "/assess" }[tab]);
    await ready(page);
    assert.ok(await page.$eval("#crash", (it) => it.hidden), tab);
  }
  await questions(page);
  const [first] = [...expected.keys()];
  await tap(page, `[id="${first}"] input[value="F"]`);
  expected.set(first, "F");
  await saved(page);
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  caused("R15");
});

test("a monkey: fifty clicks a second at random, double clicks, keys, pages, themes", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/sample`);
  await page.waitForSelector(".verdict");
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => dialog.dismiss());
  const session = await page.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "deny" });
  let seed = Number(process.env.MONKEY_SEED ?? 99);
  let deeds = 0;
  // As many as fit into a second on a quick machine, so many times.
  for (let second = 0; second < Number(process.env.MONKEY_SECONDS ?? 12); second += 1) {
    const done = await page.evaluate(async (seed) => {
      window.print = () => {};
      const next = (n) => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8) % n;
      const log = [];
      const has = () => document.querySelector("#crash").hidden;
      for (let n = 0; n < 60 && has(); n += 1) {
        const all = [...document.querySelectorAll("#app :is(button, summary, input, select, textarea, a[href^='#'], label)")].filter((it) => it.checkVisibility() && it.type !== "file" && !/mailto|Try it|Remove the sample|Delete everything/.test(it.outerHTML));
        const it = all[next(all.length)];
        if (!it) break;
        log.push(`${location.hash} ${it.outerHTML.slice(0, 110)}`);
        if (it.tagName === "SELECT") {
          it.selectedIndex = next(it.options.length);
          it.dispatchEvent(new Event("change", { bubbles: true }));
        } else if (/^(text|search|textarea)$/.test(it.type)) {
          it.value += "x";
          it.dispatchEvent(new Event("input", { bubbles: true }));
        } else {
          it.click();
          // Twice in one breath, as some people do everywhere.
          if (!next(4)) it.click();
        }
        if (!next(6)) {
          const key = { key: "01234nzy"[next(8)], ctrlKey: !next(3) };
          log.push(JSON.stringify(key));
          dispatchEvent(new KeyboardEvent("keydown", key));
        }
        if (!next(30)) {
          log.push("back");
          history.back();
        }
        await new Promise((done) => setTimeout(done, 15));
      }
      return { seed, log, crash: has() ? "" : document.querySelector("#crash-detail").textContent };
    }, seed).catch(() => ({ seed: seed + 1, log: [], crash: "" }));
    ({ seed } = done);
    deeds += done.log.length;
    assert.equal(done.crash, "", `after\n${done.log.slice(-12).join("\n")}`);
    // It may have left the app.
    if (!page.url().startsWith(place())) await open(page, `${place()}#/sample`);
  }
  assert.deepEqual(errors, []);
  assert.ok(deeds > 100, String(deeds));
  await open(page, place());
  await sees(page, "In this browser");
  caused("R16");
});

test("languages with other digits and letters change no number", async (t) => {
  for (const locale of ["ar-EG", "tr-TR", "de-CH", "fa-IR"]) {
    const page = await fresh(t);
    const session = await page.createCDPSession();
    await session.send("Emulation.setLocaleOverride", { locale });
    await open(page, `${place()}#/sample`);
    await page.waitForSelector(".verdict");
    const text = await page.$eval("main", (it) => it.innerText);
    assert.match(text, /\d+ \w+ 20\d\d \(UTC\)/);
    assert.doesNotMatch(text, /[٠-٩۰-۹]/);
    await follow(page, "Assess");
    await (await page.waitForSelector("#search")).type("INCIDENT");
    await sees(page, "in all processes", ".questions");
    await page.close();
  }
  caused("R17");
});

test("printed before everything is there, every figure is on paper", async (t) => {
  const page = await fresh(t);
  await page.goto(`${place()}#/sample`, { waitUntil: "domcontentloaded" });
  await page.waitForSelector(".verdict");
  // Counted at the moment at which the browser lays the page out for paper.
  await page.evaluate(() => addEventListener("beforeprint", () => (window.drawn = document.querySelectorAll(".section .chart svg").length)));
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 20_000);
  assert.equal(await page.evaluate(() => window.drawn), 3);
  caused("R18");
});

test("opened as a file it says what to do", async (t) => {
  const address = pathToFileURL(resolve("dist/index.html")).href;
  const page = await fresh(t);
  await page.goto(address);
  await sees(page, "This page was opened as a file", "#crash");
  // Firefox lets no script of it run: what is in the page has to say it.
  const browser = await firefox();
  t.after(() => browser.close());
  const other = await browser.newPage();
  await other.goto(address);
  await hurry(other);
  await sees(other, "opened as a file", "#crash, .late");
  caused("R19");
});

test("killed while the second part is on its way, nothing is half there", async (t) => {
  const userDataDir = await scratch();
  const mine = await chromium({ userDataDir });
  const page = await mine.newPage();
  let isHeld = true;
  const own = await serve("dist", { fault: (path) => (isHeld && path.includes("_rest") ? new Promise(() => {}) : undefined) });
  t.after(() => own.close());
  guard(page, own.url);
  await page.goto(own.url);
  await ready(page);
  await slain(mine);
  const again = await chromium({ userDataDir });
  t.after(() => again.close());
  const other = await again.newPage();
  isHeld = false;
  await open(other, own.url);
  await sees(other, "No assessment yet", ".empty");
});
