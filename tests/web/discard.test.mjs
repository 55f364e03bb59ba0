// A tab that the browser discards for want of memory, and brings back when one
// turns to it.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { alongside, chromium, LIMIT, questions, scratch } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { place, together } from "./people.mjs";
import { beginAt, rate, shown, slain } from "./work.mjs";

together();

test("a discarded tab comes back to the question it was at, with its answers", async (t) => {
  const userDataDir = await scratch();
  // The page of the browser that discards is for developers, and off.
  await writeFile(join(userDataDir, "Local State"), JSON.stringify({ internal_only_uis_enabled: true }));
  // Whoever starts the browser keeps off the tab of the app: a tab that is being
  // debugged is in use. By its address it is not known yet when it is made.
  let isAlone = false;
  const browser = await chromium({ userDataDir, targetFilter: () => !isAlone });
  t.after(() => slain(browser));
  const discards = await browser.newPage();
  await discards.goto("chrome://discards/");
  isAlone = true;
  await (await browser.target().createCDPSession()).send("Target.createTarget", { url: `${place()}boot.js` });
  const visitor = await alongside(browser);
  const page = await the(visitor);
  const address = await beginAt(page);
  const expected = new Map([[await rate(page, 5, "F"), "F"]]);
  await page.evaluate(() => document.querySelectorAll(".question")[5].querySelector("input:checked").focus());
  const id = await page.evaluate(() => document.activeElement.closest(".question").id);
  await page.waitForFunction((before) => location.href !== before, {}, address);
  await visitor.disconnect();
  await discards.bringToFront();
  // Chromium's page is made of nested shadow roots, and follows what the tabs do.
  // It makes its rows anew now and then, and a click can go to one that is no
  // more: clicked again and again until the tab is discarded.
  await discards.waitForFunction(
    () => {
      const look = (root) => [...root.querySelectorAll("*")].flatMap((it) => [...(it.tagName === "TR" ? [it] : []), ...(it.shadowRoot ? look(it.shadowRoot) : [])]);
      const row = look(document).find((it) => it.innerText.includes("Plumbline") && it.innerText.includes("[Urgent Discard]"));
      if (row?.innerText.includes("discarded")) return true;
      if (row?.innerText.includes("hidden")) [...row.querySelectorAll("*")].find((it) => !it.children.length && it.innerText.trim() === "[Urgent Discard]")?.click();
      return false;
    },
    { polling: 1000 },
  );
  // One turns to the tab.
  const again = await the(await alongside(browser));
  await again.bringToFront();
  await questions(again);
  assert.equal(await again.evaluate(() => document.wasDiscarded), true);
  await again.waitForFunction((id) => document.activeElement?.closest(".question")?.id === id, {}, id);
  // It glides there.
  await again.waitForFunction((id) => {
    const { top } = document.getElementById(id).getBoundingClientRect();
    return top > -200 && top < innerHeight;
  }, {}, id);
  keeps(expected, await shown(again, expected));
  caused("S24");
});

/** The tab of the app. */
async function the(visitor) {
  const target = await visitor.waitForTarget((it) => it.url().startsWith(place()), { timeout: LIMIT });
  return target.page();
}
