// axe-core finds nothing on any page in either theme, no page scrolls sideways
// at 320 pixels, everything can be done by keyboard, and print holds the figures.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./axe.mjs";
import { chromium, fill, follow, guard, open, press, ready, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { serve } from "./server.mjs";

let host;
let browser;
before(async () => {
  host = await serve("dist");
  browser = await chromium();
});
after(async () => {
  await browser?.close();
  await host?.close();
});

/** Every page and state, as [name, how to get there]. */
const PAGES = [
  ["first page, empty", async (page) => open(page, host.url)],
  ["open a file", async (page) => open(page, `${host.url}#/open`)],
  ["method", async (page) => open(page, `${host.url}#/method`)],
  ["settings, something in the bin", async (page) => {
    await open(page, `${host.url}#/new`);
    await page.goto(`${host.url}#/`);
    await tap(page, ".register__row .button--quiet");
    await press(page, "Move to the bin");
    await page.goto(`${host.url}#/settings`);
    await sees(page, "deleted");
  }],
  ["not found", async (page) => open(page, `${host.url}#/nowhere`)],
  ["results of the sample", async (page) => {
    await open(page, `${host.url}#/sample`);
    await page.waitForFunction(() => document.querySelectorAll("details .table").length === 3);
    for (const fold of await page.$$("#main details.fold > summary")) await tap(page, fold);
  }],
  ["a process of the sample", async (page) => {
    await open(page, `${host.url}#/sample`);
    await tap(page, '.table a[href$="/results/incident"]');
    await sees(page, "Why this level");
    for (const part of await page.$$(".trace__part:not([open]) > summary")) await tap(page, part);
  }],
  ["set up", async (page) => {
    await open(page, `${host.url}#/sample`);
    await follow(page, "Set up");
    await page.waitForSelector(".targets");
  }],
  ["questions", async (page) => {
    await open(page, `${host.url}#/sample`);
    await follow(page, "Assess");
    await page.waitForSelector(".question");
    for (const fold of await page.$$("#main details:not([open]) > summary")) {
      if (await fold.isVisible()) await tap(page, fold);
    }
  }],
  ["questions of a process with open answers", async (page) => {
    await open(page, `${host.url}#/new`);
    await follow(page, "Assess");
    await page.waitForSelector(".question");
    await tap(page, '.question input[value="P"]');
    await tap(page, (await page.$$('.question input[value="–"]'))[1]);
    await tap(page, (await page.$$('.question input[value="?"]'))[2]);
    await press(page, "Clear answer").catch(() => {});
  }],
  ["quick depth", async (page) => {
    await open(page, `${host.url}#/new`);
    await tap(page, 'input[name="depth"]');
    await follow(page, "Assess");
    await page.waitForSelector(".statement");
    await tap(page, ".statement input");
  }],
  ["one by one", async (page) => {
    await open(page, `${host.url}#/sample`);
    await follow(page, "Assess");
    await follow(page, "One question at a time");
    await page.waitForSelector(".flash .question");
  }],
  ["share", async (page) => {
    await open(page, `${host.url}#/sample`);
    await follow(page, "Share");
    await page.waitForSelector(".qr svg");
  }],
  ["a link that was opened", async (page) => {
    await open(page, `${host.url}#/sample`);
    await follow(page, "Share");
    await page.waitForSelector(".qr svg");
    await open(page, await page.$eval("#share-link", (it) => it.value));
    await sees(page, "A shared assessment");
    await page.waitForSelector(".chart--radar svg");
  }],
  ["a link that was cut", async (page) => {
    await open(page, `${host.url}#s1.9z.AAAA`);
    await sees(page, "This link cannot be opened");
  }],
  ["history with a comparison", async (page) => {
    await open(page, `${host.url}#/sample`);
    await follow(page, "History");
    await press(page, "Keep this state");
    await sees(page, "Kept as");
    await follow(page, "Assess");
    await tap(page, '.question input[value="P"]');
    await follow(page, "History");
    await tap(page, ".register__actions button");
    await page.waitForSelector(".differences");
    await page.waitForSelector(".chart--radar svg");
  }],
  ["several people", async (page) => {
    await open(page, `${host.url}#/sample`);
    await follow(page, "Assess");
    await fill(page, "Who answers", "Kim");
    await follow(page, "Share");
    await follow(page, "Collect the answers of several people");
    await sees(page, "Kim", ".table");
  }],
  ["units side by side", async (page) => {
    await open(page, `${host.url}#/new`);
    await fill(page, "Organisation", "Hafen Works");
    await page.goto(`${host.url}#/units`);
    await page.waitForSelector(".units");
  }],
  ["a file with another state of what is here", async (page) => {
    await open(page, `${host.url}#/new`);
    await page.evaluate(() => {
      const id = location.hash.split("/")[2];
      const at = "00000000-00000000000a-0000-0000000000000001";
      const registers = { "set-up/name": { value: "Other", at } };
      const model = { id: "iso20000-13", version: "1.0.0" };
      window.file = JSON.stringify({ format: "plumbline", version: 1, assessments: [{ id, model, registers }] });
      location.hash = "#/open";
    });
    await sees(page, "Open files", "h1");
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([window.file], "other.json"));
      const input = document.querySelector("#file-input");
      input.files = data.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await page.waitForSelector(".differences");
  }],
  ["first page with assessments and the dialog", async (page) => {
    await open(page, host.url);
    await page.waitForSelector(".register__row");
    await tap(page, ".register__row .button--quiet");
    await page.waitForSelector("dialog[open]");
  }],
  ["a refused file", async (page) => {
    await open(page, `${host.url}#/open`);
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['{"format":"plumbline","version":1,"assessments":[{}]}'], "broken.json"));
      const input = document.querySelector("#file-input");
      input.files = data.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await sees(page, "This file was not opened");
  }],
  ["not in this browser", async (page) => open(page, `${host.url}#/a/abcdefghjkmn/results`)],
  ["crash", async (page) => {
    await open(page, host.url);
    await page.evaluate(() => window.plumblineCrash("src/x.rs:1:1"));
    await sees(page, "Something broke");
  }],
];

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing, ${theme}`, async (t) => {
    const context = await browser.createBrowserContext();
    t.after(() => context.close());
    for (const [name, arrive] of PAGES) {
      for (const width of [1280, 320]) {
        const page = await context.newPage();
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([
          { name: "prefers-color-scheme", value: theme },
          { name: "prefers-reduced-motion", value: "reduce" },
        ]);
        const watch = guard(page, host.url);
        await arrive(page);
        await accessible(page, `${name}, ${theme}, ${width}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${name} is ${over} pixels too wide at ${width}`);
        watch.calm();
        await page.close();
      }
    }
    caused("A1", "A12", "A20", "A27");
  });
}

test("by keyboard alone: start, answer, results", async (t) => {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  // Where the focus lands is looked at at once, not at the end of a glide.
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await page.setViewport({ width: 1280, height: 900 });
  await open(page, host.url);
  const tabTo = async (wanted) => {
    for (let n = 0; n < 200; n += 1) {
      await page.keyboard.press("Tab");
      const { name, hidden } = await page.evaluate(() => {
        const it = document.activeElement;
        const box = it.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
        const covered = box.width > 0 && top && !it.contains(top) && !top.contains(it) && !top.closest("label")?.contains(it);
        return { name: it.innerText || it.value || "", hidden: covered ? it.outerHTML.slice(0, 120) : "" };
      });
      assert.equal(hidden, "", "the focus is covered");
      if (name.includes(wanted)) return;
    }
    assert.fail(`"${wanted}" is not reached by Tab`);
  };
  await page.keyboard.press("Tab");
  await sees(page, "Skip to the content", ".skip-link");
  await tabTo("Start an assessment");
  await page.keyboard.press("Enter");
  await sees(page, "Set up", "h1");
  await page.waitForFunction(() => document.activeElement?.id === "heading");
  await tabTo("Go to the questions");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".question");
  await page.focus(".question input");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.$eval('.question input[value="L"]', (it) => it.checked));
  assert.equal(await page.evaluate(() => document.activeElement.value), "L");
  // One stop per question: the next Tab leaves the group.
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.type), "radio");
  caused("A2", "A4");
});

test("a page is announced: focus on its heading, a title of its own", async (t) => {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await open(page, `${host.url}#/sample`);
  const titles = new Set();
  for (const tab of ["Set up", "Assess", "Results"]) {
    await follow(page, tab);
    await page.waitForFunction((it) => document.querySelector(".tabs [aria-current]")?.textContent === it, {}, tab);
    if (tab !== "Assess") await page.waitForFunction(() => document.activeElement?.id === "heading");
    titles.add(await page.title());
  }
  assert.equal(titles.size, 3);
  caused("A3");
});

test("a button that has done its work keeps the focus, and a notice gives it back", async (t) => {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await open(page, `${host.url}#/new`);
  await follow(page, "Go to the questions");
  await tap(page, '.question input[value="L"]');
  const focused = () => page.evaluate(() => document.activeElement.innerText.trim());
  const clear = await page.waitForSelector(".question .button--quiet");
  await clear.focus();
  await page.keyboard.press("Enter");
  await sees(page, "Answer cleared.", ".toast");
  assert.equal(await focused(), "Clear answer");
  assert.equal(await clear.evaluate((it) => it.ariaDisabled), "true");
  // Once more does nothing: the way back still leads to the answer.
  await page.keyboard.press("Enter");
  await (await page.waitForSelector(".toast .button")).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector('.question input[value="L"]:checked');
  await page.waitForFunction(() => document.activeElement.innerText.trim() === "Clear answer");
});

test("print is light and holds every figure", async (t) => {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await open(page, `${host.url}#/sample`);
  await page.waitForSelector(".chart svg");
  await page.emulateMediaType("print");
  assert.equal(await page.$eval("body", (it) => getComputedStyle(it.ownerDocument.documentElement).backgroundColor), "rgb(255, 255, 255)");
  assert.equal(await page.$$eval(".button", (all) => all.filter((it) => it.checkVisibility()).length), 0);
  assert.ok(await page.$eval(".chart svg", (it) => it.checkVisibility()));
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 20_000);
  caused("A19");
});

test("targets are large enough to touch", async (t) => {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.setViewport({ width: 360, height: 780, hasTouch: true, isMobile: true });
  await open(page, `${host.url}#/sample`);
  await follow(page, "Assess");
  await page.waitForSelector(".question");
  const small = await page.$$eval("button, select, .rating__option, .check, summary, nav a", (all) =>
    all.filter((it) => it.checkVisibility()).map((it) => ({ it, box: it.getBoundingClientRect() })).filter(({ box }) => box.width < 24 || box.height < 24).map(({ it }) => it.outerHTML.slice(0, 100)),
  );
  assert.deepEqual(small, []);
  caused("A16");
});
