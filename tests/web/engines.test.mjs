// The main way through in Firefox and in WebKitGTK.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fill, firefox, follow, guard, open, ready, saved, sees, tap, textOf } from "./browser.mjs";
import { serve } from "./server.mjs";
import { webkit } from "./webkit.mjs";

let host;
before(async () => {
  host = await serve("dist");
});
after(() => host?.close());

test("Firefox: start, set up, answer, see the level, reload, come back", async (t) => {
  const browser = await firefox();
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const watch = guard(page, host.url);
  await open(page, host.url);
  await follow(page, "Start an assessment");
  await sees(page, "Set up", "h1");
  await fill(page, "Organisation", "Fuchsbau");
  await saved(page);
  await follow(page, "Assess");
  await page.waitForSelector(".process-nav");
  await tap(page, '.process-nav__link[href$="/assess/incident"]');
  await page.waitForSelector("#q-incident-record");
  for (const input of await page.$$('.question input[value="F"]')) await tap(page, input);
  await sees(page, "Level 3", "[data-live-level]");
  // By keyboard too.
  await page.focus('[id="q-incident-2-1-a"] input[value="F"]');
  await page.keyboard.press("ArrowUp");
  await sees(page, "Level 2", "[data-live-level]");
  await page.reload();
  await ready(page);
  await sees(page, "Level 2", "[data-live-level]");
  await follow(page, "Results");
  await page.waitForSelector(".chart svg");
  await sees(page, "0 of 1 assessed process reaches its target level", ".verdict");
  await open(page, host.url);
  await sees(page, "Fuchsbau", ".register");
  assert.match(await textOf(page, ".register__row"), /of \d+ answered/);
  watch.calm();
});

test("WebKitGTK: start, set up, answer, see the level, reload, come back", async (t) => {
  const page = await webkit();
  t.after(() => page.close());
  await page.goto(host.url);
  await page.sees("Start an assessment", "main");
  await page.find("#heading");
  await page.click('main a[href="#/new"]');
  await page.sees("Set up", "h1");
  await page.type("#organisation", "Netzwerk Sued");
  await page.sees("Saved", ".save-state");
  await page.click('.tabs a[href$="/assess"]');
  await page.find(".process-nav");
  await page.run("location.hash = location.hash.replace(/assess.*/, 'assess/incident')");
  await page.find(".questions:not([data-more]) #q-incident-record");
  for (const id of await page.run("return [...document.querySelectorAll('.question')].map((it) => it.id)")) {
    await page.click(`[id="${id}"] input[value="F"]`);
  }
  await page.sees("Level 3", "[data-live-level]");
  await page.click('[id="q-incident-2-1-a"] input[value="L"]');
  await page.sees("Level 2", "[data-live-level]");
  await page.reload();
  await page.sees("Level 2", "[data-live-level]");
  await page.run("location.hash = location.hash.replace(/assess.*/, 'results')");
  await page.sees("0 of 1 assessed process reaches its target level", ".verdict");
  await page.find(".chart svg");
  await page.goto(`${host.url}#/`);
  await page.sees("Netzwerk Sued", ".register");
  const violations = await page.run("return document.querySelectorAll('[style]').length");
  assert.equal(violations, 0);
});
