// The same pages in other sizes, colours and directions: forced colours, right to
// left, 400 percent, a phone upright and on its side, more space between letters,
// letters of twice the size, words that do not end, targets for fingers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible } from "./axe.mjs";
import { follow, open, questions, saved, sees, tap, until } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { fresh, person, place, together } from "./people.mjs";
import { go, pages, tooWide } from "./reach-pages.mjs";

together();

/** As an extension of the browser does it, past the policy of the page. */
const dress = (page, css) =>
  page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, css);

/** What is cut off, or runs out of the box that it is written in. */
const cut = (page) =>
  page.$$eval("button, .button, label, legend, summary, h1, h2, h3, p, li, dt, dd, th, td, .tag, .pill, .level", (all) =>
    all
      .filter((it) => it.checkVisibility() && !it.closest(".visually-hidden, svg") && !it.classList.contains("visually-hidden"))
      .filter((it) => {
        const style = getComputedStyle(it);
        const hides = style.overflow !== "visible" || style.textOverflow === "ellipsis";
        // The name of the assessment stands in full above its fields and results.
        if (it.matches(".masthead__name")) return false;
        const wide = it.scrollWidth > it.clientWidth + 1 && style.display !== "inline" && it.clientWidth > 0;
        return wide || (hides && it.scrollHeight > it.clientHeight + 1);
      })
      .map((it) => it.outerHTML.slice(0, 120)),
  );

/** Whatever scrolls sideways and is no table or drawing in a scroller of its own. */
const scrollsSideways = (page) =>
  page.$$eval("body *", (all) =>
    all
      .filter((it) => it.checkVisibility() && /auto|scroll/.test(getComputedStyle(it).overflowX) && it.scrollWidth > it.clientWidth + 1 && !it.matches(".scroller, textarea, input"))
      .map((it) => it.outerHTML.slice(0, 120)),
  );

test("right to left: the page is mirrored, nothing is too wide, what is ours to read from the left stays so", async (t) => {
  const page = await person(t);
  const all = await pages(page);
  for (const hash of all) {
    await go(page, hash);
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 900 });
      assert.ok((await tooWide(page)) <= 0, `${hash} at ${width}`);
      assert.deepEqual(await cut(page), [], `${hash} at ${width}`);
    }
    await page.setViewport({ width: 1280, height: 900 });
    const left = (selector) => page.$eval(selector, (it) => it.getBoundingClientRect().x);
    assert.ok((await left(".wordmark")) > (await left(".masthead__side")), `${hash} is not mirrored`);
    if (hash.includes("/assess/")) assert.ok((await left(".process-nav")) > (await left(".assess__main")));
    await accessible(page, `${hash}, right to left`);
  }
  await go(page, all.find((it) => it.endsWith("/share")));
  assert.equal(await page.$eval("#share-link", (it) => getComputedStyle(it).direction), "ltr");
  caused("A13");
});

test("forced colours: what is chosen, focused, drawn and filled can be told from its ground", async (t) => {
  const page = await person(t);
  const session = await page.createCDPSession();
  for (const scheme of ["light", "dark"]) {
    await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: scheme }] });
    const all = await pages(page);
    await go(page, all.find((it) => it.includes("/assess/")));
    // Chosen: another picture than before.
    const option = await page.$('.question .rating__option:has(input:not(:checked)):has([value="N"])');
    const before = Buffer.from(await option.screenshot());
    await (await option.$("input")).click();
    await page.waitForFunction((it) => it.querySelector("input").checked, {}, option);
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement.blur());
    await until(async () => !before.equals(Buffer.from(await option.screenshot())), "a chosen option looks like no other");
    assert.notEqual(await option.evaluate((it) => getComputedStyle(it).outlineStyle), "none");
    // Focused: each kind of control has a line around it, in the colour for that.
    for (const selector of [".question .button", ".question input[type=radio]:checked", ".question summary", "#search", "#filter", ".tabs a", ".question .check input"]) {
      await page.focus(selector);
      await page.keyboard.press("Shift");
      const line = await page.$eval(":focus", (it) => [it, it.closest("label")].filter(Boolean).map((it) => getComputedStyle(it)).find((it) => it.outlineStyle !== "none" && parseFloat(it.outlineWidth) >= 2)?.outlineStyle);
      assert.ok(line, `nothing marks the focus of ${selector}`);
    }
    // Drawn: each mark of the charts differs from the ground by three to one.
    await go(page, all[0]);
    await page.waitForFunction(() => document.querySelectorAll(".section .chart svg").length === 3);
    const faint = await page.$$eval(".section .chart svg", (drawings) => {
      const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      const light = (colour) => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = [...pen.getImageData(0, 0, 1, 1).data].map((it) => it / 255);
        const [x, y, z] = [r, g, b].map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
        return a < 0.5 ? undefined : 0.2126 * x + 0.7152 * y + 0.0722 * z;
      };
      const canvas = document.createElement("p");
      document.body.append(canvas);
      canvas.style.backgroundColor = "Canvas";
      const ground = light(getComputedStyle(canvas).backgroundColor);
      canvas.remove();
      const differs = (colour) => {
        const it = colour === "none" ? undefined : light(colour);
        return it !== undefined && (Math.max(it, ground) + 0.05) / (Math.min(it, ground) + 0.05) >= 3;
      };
      return drawings.map((drawing) => {
        const marks = [...drawing.querySelectorAll("[class*='ch-current'], [class*='ch-target'], [class*='ch-level-'], [class*='ch-rating-']")].filter((it) => it.localName !== "text");
        return { n: marks.length, faint: marks.filter((it) => !differs(getComputedStyle(it).stroke) && !differs(getComputedStyle(it).fill) && !/ch-rating-/.test(it.getAttribute("class"))).map((it) => it.outerHTML.slice(0, 100)) };
      });
    });
    for (const it of faint) {
      assert.ok(it.n > 0, "a chart without marks");
      assert.deepEqual(it.faint, [], scheme);
    }
    // A level is written, not only coloured.
    const bare = await page.$$eval(".level, .rate, .risk", (all) => all.filter((it) => it.checkVisibility() && !it.innerText.trim()).map((it) => it.outerHTML.slice(0, 90)));
    assert.deepEqual(bare, []);
  }
  caused("A10");
});

test("at 400 percent each page is one column, and only tables scroll sideways", async (t) => {
  const page = await fresh(t);
  await page.setViewport({ width: 320, height: 256 });
  const all = await pages(page);
  for (const hash of all) {
    await go(page, hash);
    assert.ok((await tooWide(page)) <= 0, hash);
    assert.deepEqual(await scrollsSideways(page), [], hash);
    // Texts stand under each other: none of them has another beside it.
    const beside = await page.$$eval("#main :is(p, h1, h2, h3, .card, .question, .field, .way, .notice, .guide > *)", (all) => {
      const boxes = all.filter((it) => it.checkVisibility() && !it.closest("table, svg, .cluster, nav, .visually-hidden, .live, .register__actions") && it.innerText.trim().length > 40).map((it) => ({ it, box: it.getBoundingClientRect() }));
      return boxes.filter(({ it, box }, at) => boxes.slice(at + 1).some(({ it: other, box: next }) => !it.contains(other) && !other.contains(it) && next.left >= box.right - 1 && next.top < box.bottom - 4 && next.bottom > box.top + 4)).map(({ it }) => it.outerHTML.slice(0, 100));
    });
    assert.deepEqual(beside, [], hash);
  }
  caused("A8");
});

test("on a phone, upright and on its side, fingers begin, answer and see the result", async (t) => {
  for (const view of [
    { width: 320, height: 640, isMobile: true, hasTouch: true },
    { width: 640, height: 320, isMobile: true, hasTouch: true },
  ]) {
    const page = await fresh(t);
    await page.setViewport(view);
    const touch = async (selector) => {
      const it = await page.waitForSelector(selector);
      // A finger comes down where something stands still and lies on top. What comes above
      // it may push it away again.
      let before;
      await until(async () => {
        const now = await it.evaluate(async (it) => {
          it.scrollIntoView({ block: "center", behavior: "instant" });
          await new Promise((drawn) => requestAnimationFrame(drawn));
          const { x, y, width, height } = it.getBoundingClientRect();
          return { place: `${x} ${y}`, isOnTop: it.contains(document.elementFromPoint(x + width / 2, y + height / 2)) };
        });
        const stands = now.isOnTop && now.place === before;
        before = now.place;
        return stands;
      }, `${selector} stands still and lies on top`);
      await it.tap();
    };
    await open(page, place());
    await touch('.way a[href="#/new"]');
    await sees(page, "Set up", "h1");
    await touch("#organisation");
    await page.keyboard.type("Hafen Works");
    await touch(".tally .button");
    await questions(page);
    await touch(".process-nav__fold > summary");
    await touch('.process-nav__link[href$="/assess/incident"]');
    await page.waitForSelector('[id^="q-incident-"]');
    await questions(page);
    const cards = await page.$$eval(".question", (all) => all.map((it) => it.id));
    for (const id of cards) await touch(`[id="${id}"] .rating__option:has([value="F"])`);
    await page.waitForFunction(() => document.querySelectorAll('.question input[value="F"]:checked').length === document.querySelectorAll(".question").length);
    await saved(page);
    // Turned in the middle, it stays where it was.
    await page.setViewport({ ...view, width: view.height, height: view.width });
    await sees(page, "Level 3", "[data-live-level]");
    assert.ok((await tooWide(page)) <= 0);
    await page.setViewport(view);
    await touch('.tabs a[href$="/results"]');
    await sees(page, "of 1 assessed process", ".verdict");
    for (const hash of await pages(page)) {
      await go(page, hash);
      assert.ok((await tooWide(page)) <= 0, `${hash} at ${view.width} x ${view.height}`);
      assert.deepEqual(await scrollsSideways(page), [], hash);
    }
    await page.close();
  }
  caused("A24");
});

test("more space between letters, words and lines, and text of twice the size, cut nothing", async (t) => {
  const page = await fresh(t);
  const all = await pages(page);
  for (const [css, widths] of [
    ["* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important } p { margin-block-end: 2em !important }", [1280, 640]],
    // Letters alone: at 640 pixels the browser's own zoom has made them that large already.
    ["html { font-size: 200% !important }", [1280]],
  ]) {
    for (const width of widths) {
      await page.setViewport({ width, height: 900 });
      for (const hash of all) {
        await go(page, hash);
        await dress(page, css);
        const which = `${hash} at ${width}, ${css.slice(0, 20)}`;
        assert.ok((await tooWide(page)) <= 0, which);
        assert.deepEqual(await cut(page), [], which);
      }
    }
  }
  caused("A9");
});

test("words without end wrap, in German, Finnish, Chinese and Japanese, wherever they stand", async (t) => {
  const WORDS = [
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas",
    "運航サービス管理".repeat(12),
    "服务级别管理与可用性".repeat(10),
  ];
  const page = await fresh(t);
  await page.setViewport({ width: 320, height: 900 });
  for (const word of WORDS) {
    await open(page, `${place()}#/new`);
    await sees(page, "Set up", "h1");
    for (const id of ["#organisation", "#unit", "#name", "#assessors", "#scope"]) await page.locator(id).fill(word);
    await follow(page, "Assess");
    await questions(page);
    await tap(page, '.question input[value="–"]');
    await (await page.waitForSelector('.question [id$="-reason"]')).type(word);
    await saved(page);
    const [, id] = page.url().match(/#\/a\/(\w+)/);
    for (const hash of [`#/a/${id}/results`, `#/a/${id}/set-up`, `#/a/${id}/share`, `#/a/${id}/raters`, `#/a/${id}/history`, "#/", "#/units"]) {
      await go(page, hash);
      for (const width of [320, 1280]) {
        await page.setViewport({ width, height: 900 });
        assert.ok((await tooWide(page)) <= 0, `${hash} at ${width}: ${word.slice(0, 20)}`);
        assert.deepEqual(await cut(page), [], `${hash} at ${width}: ${word.slice(0, 20)}`);
      }
      await page.setViewport({ width: 320, height: 900 });
    }
  }
  caused("A15");
});

test("targets are large enough to touch, on every page", async (t) => {
  const page = await fresh(t);
  await page.setViewport({ width: 360, height: 780, hasTouch: true, isMobile: true });
  for (const hash of await pages(page)) {
    await go(page, hash);
    // Links within a sentence are as high as it is, and a box is measured by its label.
    const small = await page.$$eval("button, select, textarea, input:not([type=radio], [type=checkbox], [type=file]), .rating__option, .statement, .card, .segments label, .check, summary, a[href]", (all) => {
      const inSentence = (it) => it.localName === "a" && getComputedStyle(it).display === "inline" && it.parentElement.innerText.trim() !== it.innerText.trim();
      const targets = all.filter((it) => it.checkVisibility() && !it.closest(".visually-hidden, .skip-link") && !inSentence(it)).map((it) => ({ it, box: it.getBoundingClientRect() }));
      // A small one may stand alone: a circle of 24 pixels around its middle meets no other target.
      const gap = (a, box) => Math.hypot(Math.max(box.left - a.x, 0, a.x - box.right), Math.max(box.top - a.y, 0, a.y - box.bottom));
      const isAlone = ({ it, box }) => targets.every((other) => other.it === it || other.it.contains(it) || it.contains(other.it) || gap({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, other.box) >= 12);
      return targets.filter((it) => (it.box.width < 24 || it.box.height < 24) && !isAlone(it)).map(({ it, box }) => `${box.width.toFixed()} x ${box.height.toFixed()}: ${it.outerHTML.slice(0, 100)}`);
    });
    assert.deepEqual(small, [], hash);
  }
  caused("A16");
});
