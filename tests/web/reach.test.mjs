// The same pages for everybody: forced colours, right to left, 400 percent, more
// space between letters, no motion, a screen reader, a phone on its side.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible } from "./axe.mjs";
import { fill, follow, open, press, ready, saved, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { fresh, person, place, together } from "./people.mjs";
import { beginAt, rate } from "./work.mjs";

together();

/** The pages of the sample and of the app, by address. */
async function pages(page) {
  await open(page, `${place()}#/sample`);
  await page.waitForSelector(".verdict");
  const [, id] = page.url().match(/#\/a\/(\w+)/);
  const own = ["results", "results/incident", "assess/incident", "flash/incident", "set-up", "share", "raters", "history"];
  return [...own.map((it) => `#/a/${id}/${it}`), "#/", "#/open", "#/method", "#/settings", "#/units"];
}

async function go(page, hash) {
  await page.evaluate((it) => (location.hash = it), hash);
  await page.waitForFunction((it) => location.hash.startsWith(it), {}, hash);
  await ready(page);
  // The charts and their tables come after the page.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));
}

const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test("right to left: axe finds nothing, nothing is too wide, what is ours to read from the left stays so", async (t) => {
  const page = await person(t);
  for (const hash of await pages(page)) {
    await go(page, hash);
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 900 });
      assert.ok((await tooWide(page)) <= 0, `${hash} at ${width}`);
    }
    await accessible(page, `${hash}, right to left`);
  }
  const [share] = (await pages(page)).filter((it) => it.endsWith("/share"));
  await go(page, share);
  assert.equal(await page.$eval("#share-link", (it) => getComputedStyle(it).direction), "ltr");
  caused("A13");
});

test("forced colours: what is chosen, focused and drawn can be seen", async (t) => {
  const page = await person(t);
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  for (const hash of await pages(page)) {
    await go(page, hash);
    await accessible(page, `${hash}, forced colours`);
  }
  const [assess] = (await pages(page)).filter((it) => it.includes("/assess/"));
  await go(page, assess);
  const chosen = await page.$eval(".rating__option:has(:checked)", (it) => getComputedStyle(it).outlineStyle);
  assert.notEqual(chosen, "none");
  await page.focus(".question .button");
  assert.notEqual(await page.$eval(":focus", (it) => getComputedStyle(it).outlineStyle), "none");
  // Charts keep lines that differ from their ground.
  const strokes = await page.$$eval(".chart svg :is(path, line, rect, polygon, polyline, circle)", (all) => all.filter((it) => getComputedStyle(it).stroke !== "none" || getComputedStyle(it).fill !== "none").length);
  assert.ok(strokes > 5);
  caused("A10");
});

test("at 400 percent, and on a phone upright and on its side, each page is one column", async (t) => {
  for (const view of [
    { width: 320, height: 256 },
    { width: 320, height: 640, isMobile: true, hasTouch: true },
    { width: 640, height: 320, isMobile: true, hasTouch: true },
  ]) {
    const page = await fresh(t);
    await page.setViewport(view);
    for (const hash of await pages(page)) {
      await go(page, hash);
      assert.ok((await tooWide(page)) <= 0, `${hash} at ${view.width} x ${view.height}`);
    }
    // The rating can be reached and given.
    const [assess] = (await pages(page)).filter((it) => it.includes("/assess/"));
    await go(page, assess);
    await tap(page, '.question input[value="P"]');
    await page.waitForSelector('.question input[value="P"]:checked');
    await page.close();
  }
  caused("A8", "A24");
});

test("more space between letters, words and lines, and text of twice the size, cut nothing", async (t) => {
  const page = await fresh(t);
  for (const css of ["* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important } p { margin-bottom: 2em !important }", "html { font-size: 200% !important }"]) {
    for (const hash of await pages(page)) {
      await go(page, hash);
      // As an extension of the browser does it, past the policy of the page.
      await page.evaluate((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
      }, css);
      assert.ok((await tooWide(page)) <= 0, `${hash} is too wide`);
      const cut = await page.$$eval("button, .button, label, h1, h2, h3, p, li, dt, dd, th, td", (all) =>
        all
          .filter((it) => it.checkVisibility() && !it.closest(".visually-hidden, .scroller, svg") && it.className !== "visually-hidden")
          .filter((it) => {
            const style = getComputedStyle(it);
            const hides = style.overflow !== "visible" || style.textOverflow === "ellipsis";
            return hides && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1);
          })
          .map((it) => it.outerHTML.slice(0, 100)),
      );
      assert.deepEqual(cut, [], hash);
    }
  }
  caused("A9");
});

test("who wants no motion gets none", async (t) => {
  const page = await fresh(t);
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  for (const hash of await pages(page)) {
    await go(page, hash);
    const moving = await page.evaluate(() => ({
      animations: document.getAnimations().filter((it) => it.effect.getComputedTiming().duration > 0).length,
      scroll: getComputedStyle(document.documentElement).scrollBehavior,
    }));
    assert.deepEqual(moving, { animations: 0, scroll: "auto" }, hash);
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

test("while one answers, not every answer is announced as saved", async (t) => {
  const page = await person(t);
  await beginAt(page);
  await page.evaluate(() => {
    window.said = 0;
    const live = "[aria-live=polite], [aria-live=assertive], [role=status], [role=alert]";
    for (const it of document.querySelectorAll(live)) new MutationObserver(() => (window.said += 1)).observe(it, { childList: true, subtree: true, characterData: true });
  });
  for (let at = 0; at < 8; at += 1) await rate(page, at, "F");
  assert.ok((await page.evaluate(() => window.said)) <= 2);
  // What went wrong is.
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await tap(page, '.question input[value="P"]');
  await sees(page, "refuses to store", "[role=alert]");
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
