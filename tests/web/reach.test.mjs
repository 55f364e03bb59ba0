// The same pages for everybody: no motion, a screen reader, errors, charts,
// dialogs. Sizes, colours and directions are in reach-sizes.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible } from "./axe.mjs";
import { fill, follow, misses, open, press, saved, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { fresh, person, place, together } from "./people.mjs";
import { go, pages } from "./reach-pages.mjs";
import { beginAt, rate, neverLate } from "./work.mjs";

together();

test("who wants no motion gets none", async (t) => {
  const page = await fresh(t);
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  for (const hash of await pages(page)) {
    await go(page, hash);
    const moving = await page.evaluate(() => ({
      animations: document.getAnimations().filter((it) => it.effect.getComputedTiming().duration > 0).length,
      transitions: [...document.querySelectorAll("*")].filter((it) => ["", "::before", "::after"].some((part) => getComputedStyle(it, part).transitionDuration.split(",").some((time) => parseFloat(time) > 0))).length,
      scroll: getComputedStyle(document.documentElement).scrollBehavior,
    }));
    assert.deepEqual(moving, { animations: 0, transitions: 0, scroll: "auto" }, hash);
  }
  caused("A11");
});

test("a screen reader is told: the statement, why, which of how many, and what is chosen", async (t) => {
  const page = await person(t);
  await beginAt(page);
  await rate(page, 0, "L");
  const session = await page.createCDPSession();
  await session.send("Accessibility.enable");
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const value = (node, name) => node.properties?.find((it) => it.name === name)?.value.value;
  const groups = nodes.filter((it) => it.role?.value === "group" && /^1 of \d+ · /.test(it.name?.value ?? ""));
  assert.equal(groups.length, 1);
  assert.match(groups[0].name.value, /Recording|record/i);
  assert.ok(groups[0].description.value.length > 10, "why it matters");
  const radios = nodes.filter((it) => it.role?.value === "radio" && !it.ignored);
  const checked = radios.filter((it) => value(it, "checked") === "true");
  assert.match(checked[0].name.value, /Largely/);
  for (const it of radios) assert.ok(it.name.value, "a radio without a name");
  caused("A5");
});

test("while one answers and writes, nothing is announced; what goes wrong is, once", async (t) => {
  const page = await person(t);
  await neverLate(page);
  await beginAt(page);
  await tap(page, ".question details.fold > summary");
  const note = await page.waitForSelector('.question [id$="-note"]');
  await page.evaluate(() => {
    window.said = [];
    const isLive = (it) => it?.closest?.("[aria-live=polite], [aria-live=assertive], [role=status], [role=alert]");
    // Regions that are there and such as come: what changes in them is read out.
    new MutationObserver((changes) => {
      for (const region of new Set(changes.map((it) => isLive(it.target.parentElement ?? it.target) ?? [...it.addedNodes].map((it) => it.querySelector?.("[role=alert]") ?? isLive(it)).find(Boolean)).filter(Boolean))) {
        const text = region.innerText.trim();
        if (text) window.said.push({ how: region.role ?? region.ariaLive, text });
      }
    }).observe(document.querySelector("#app"), { childList: true, subtree: true, characterData: true });
  });
  for (let at = 0; at < 32; at += 1) {
    await rate(page, at % 8, ["F", "L", "P", "N"][at % 4]);
    await note.type("seen ");
  }
  // That it is saved stands there to be read, and is no news to who writes.
  await saved(page);
  assert.deepEqual(await page.evaluate(() => window.said), []);
  // What went wrong is said at once, by way of an alert, and once for many changes.
  await page.evaluate(() => {
    window.said = [];
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  for (let at = 0; at < 4; at += 1) await tap(page, (await page.$$('.question input[value="P"]'))[8 + at]);
  await sees(page, "refuses to store", "[role=alert]");
  await sees(page, "4 changes are in this tab alone");
  const alarms = await page.evaluate(() => window.said);
  assert.equal(alarms.filter((it) => /refuses to store/.test(it.text)).length, 1, JSON.stringify(alarms));
  assert.ok(alarms.every((it) => it.how === "alert"), JSON.stringify(alarms));
  caused("A6");
});

test("an error is told where it is, and what is wrong with a file with its place in it", async (t) => {
  const page = await person(t);
  await open(page, `${place()}#/new`);
  await tap(page, '.targets__row:has(#target-supplier) input[type="checkbox"]');
  await sees(page, "A reason is needed", ".targets");
  const field = await page.$eval("#reason-supplier", (it) => ({ invalid: it.ariaInvalid ?? it.getAttribute("aria-invalid"), described: it.getAttribute("aria-describedby") }));
  assert.equal(field.invalid, "true");
  assert.match(await page.$eval(`[id="${field.described.split(" ").pop()}"]`, (it) => it.innerText), /reason/i);
  await page.goto(`${place()}#/open`);
  await sees(page, "Open files", "h1");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"format":"plumbline","version":1,"assessments":[{"id":"x"}]}'], "broken.json"));
    const input = document.querySelector("#file-input");
    input.files = data.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await sees(page, "assessment 1, id", "[aria-live=polite] .faults");
  caused("A7");
});

test("charts have a name, a description and the same figures as a table", async (t) => {
  const page = await person(t, "#/sample");
  await page.waitForFunction(() => document.querySelectorAll(".section .chart svg").length === 3);
  await page.waitForFunction(() => document.querySelectorAll(".section details .table").length >= 3);
  const charts = await page.$$eval(".section .chart svg", (all) => all.map((it) => ({ role: it.getAttribute("role"), name: it.getAttribute("aria-labelledby") ?? it.getAttribute("aria-label"), caption: it.closest("figure").querySelector("figcaption").innerText, rows: it.closest(".section__body").querySelectorAll("details tbody tr").length })));
  assert.equal(charts.length, 3);
  for (const it of charts) {
    assert.equal(it.role, "img");
    assert.ok(it.name);
    assert.ok(it.caption.length > 20);
    assert.ok(it.rows >= 13);
  }
  caused("A17");
});

test("dialogs are modal, close by Escape, and give the focus back", async (t) => {
  const page = await person(t);
  await open(page, `${place()}#/new`);
  await fill(page, "Organisation", "Hafen Works");
  await saved(page);
  await page.goto(`${place()}#/`);
  const button = await page.waitForSelector(".register__row .button--quiet");
  await button.focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  assert.ok(await page.$eval("dialog[open]", (it) => it.matches(":modal") && it.contains(document.activeElement)));
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
  assert.ok(await button.evaluate((it) => document.activeElement === it));
  await sees(page, "Hafen Works", ".register");
  // What destroys says in words what it destroys, asks, and can be taken back.
  await page.keyboard.press("Enter");
  await sees(page, "Hafen Works", "dialog[open]");
  // Closed and opened again before the browser has told of the first: it still says so.
  await page.evaluate(
    (button) =>
      new Promise((told) => {
        const dialog = document.querySelector("dialog[open]");
        dialog.addEventListener("close", () => setTimeout(told), { once: true });
        dialog.close();
        button.click();
      }),
    button,
  );
  await sees(page, "Hafen Works", "dialog[open]");
  await press(page, "Move to the bin");
  await misses(page, "Hafen Works", ".register");
  await follow(page, "Open the bin");
  await sees(page, "Hafen Works");
  await tap(page, '[aria-labelledby="bin"] .button--small');
  await page.goto(`${place()}#/`);
  await sees(page, "Hafen Works", ".register");
  caused("A21", "A25");
});

test("the language is named, help is in one place on every page, nothing runs out", async (t) => {
  const page = await person(t);
  assert.equal(await page.$eval("html", (it) => it.lang), "en");
  for (const hash of await pages(page)) {
    await go(page, hash);
    const help = await page.$$eval(".masthead__side a", (all) => all.map((it) => it.innerText));
    assert.deepEqual(help, ["Method", "Settings"], hash);
    // What people write in may be in any direction; what is ours is from the left.
    const undirected = await page.$$eval("textarea", (all) => all.filter((it) => it.dir !== "auto" && !it.classList.contains("ltr")).map((it) => it.id));
    assert.deepEqual(undirected, [], hash);
  }
  // Nothing runs out: after a day away, what was begun goes on.
  await page.evaluate(() => {
    const real = Date.now;
    Date.now = () => real() + 24 * 3600 * 1000;
  });
  const [assess] = (await pages(page)).filter((it) => it.includes("/assess/"));
  await go(page, assess);
  await tap(page, '.question input[value="P"]');
  await sees(page, "Saved", ".save-state");
  caused("A22", "A23");
});

test("the projector shows the question and little else, and lets go again", async (t) => {
  const page = await person(t);
  const [flash] = (await pages(page)).filter((it) => it.includes("/flash/"));
  await go(page, flash);
  const size = () => page.$eval(".question__statement", (it) => parseFloat(getComputedStyle(it).fontSize));
  const before = await size();
  await press(page, "Projector");
  await page.waitForSelector("[data-projector]");
  assert.ok((await size()) > before * 1.2);
  assert.ok(!(await page.$eval(".masthead", (it) => it.checkVisibility())));
  await accessible(page, "projector");
  await page.keyboard.press("2");
  await page.waitForSelector('.question input[value="P"]:checked');
  await follow(page, "All questions of the process");
  await page.waitForFunction(() => !document.documentElement.hasAttribute("data-projector"));
  await sees(page, "Incident management", "h1");
});
