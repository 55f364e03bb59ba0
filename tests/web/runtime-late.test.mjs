// What the browser is asked for may come when one has long left the page that
// asked for it: copied text, read files, cryptography, the state of its storage.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileOf, hand } from "./access-pages.mjs";
import { fill, follow, open, press, ready, sees } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { fresh, place, together } from "./people.mjs";

together();

const PASSPHRASE = "ferry tariff plumb lantern";

/** From now on the browser answers when `window.letGo` is called. */
const hold = (page) =>
  page.evaluate(() => {
    const held = (window.held = []);
    for (const [type, names] of [
      [Clipboard, ["writeText"]],
      [Blob, ["arrayBuffer"]],
      [SubtleCrypto, ["importKey", "deriveKey", "deriveBits", "encrypt", "decrypt"]],
      [StorageManager, ["persist", "persisted", "estimate"]],
    ]) {
      for (const name of names) {
        const real = type?.prototype[name];
        if (!real) continue;
        type.prototype[name] = function (...of) {
          return new Promise((done, failed) =>
            // Copying needs a page in front and a permission: it is as if it had both.
            held.push(() => (name === "writeText" ? Promise.resolve() : real.apply(this, of)).then(done, failed)),
          );
        };
      }
    }
    // One after the other; what comes of each may ask for the next.
    window.letGo = async () => {
      while (held.length) {
        await held.shift()();
        await new Promise((next) => setTimeout(next));
      }
    };
  });

async function share(page) {
  await open(page, `${place()}#/sample`);
  await follow(page, "Share");
  await page.waitForSelector(".qr svg");
}

const CASES = [
  ["a link is copied", async (page) => {
    await share(page);
    await hold(page);
    await press(page, "Copy the link");
  }],
  ["a link is locked", async (page) => {
    await share(page);
    await hold(page);
    await fill(page, "Passphrase", PASSPHRASE);
  }],
  ["a file is locked", async (page) => {
    await share(page);
    await fill(page, "Passphrase", PASSPHRASE);
    await page.waitForFunction(() => document.querySelector("#share-link").value.includes("#e1."));
    await hold(page);
    await press(page, "Save it as a locked file");
  }],
  ["a link is unlocked", async (page) => {
    await share(page);
    await fill(page, "Passphrase", PASSPHRASE);
    await page.waitForFunction(() => document.querySelector("#share-link").value.includes("#e1."));
    await open(page, await page.$eval("#share-link", (it) => it.value));
    await sees(page, "This link is locked", "h1");
    await hold(page);
    await fill(page, "Passphrase", PASSPHRASE);
    await press(page, "Open it");
  }],
  ["a file is read", async (page) => {
    await open(page, place());
    await hold(page);
    await hand(page, fileOf({ "set-up/name": "Late" }));
  }],
  ["a rater's file is read", async (page) => {
    await share(page);
    await follow(page, "Collect the answers of several people");
    await page.waitForSelector("#raters-files");
    await hold(page);
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "late.json"));
      const input = document.querySelector("#raters-files");
      input.files = data.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, fileOf({ "set-up/name": "Late" }));
  }],
  ["a rater's link is unlocked", async (page) => {
    await share(page);
    await fill(page, "Passphrase", PASSPHRASE);
    await page.waitForFunction(() => document.querySelector("#share-link").value.includes("#e1."));
    const link = await page.$eval("#share-link", (it) => it.value);
    await follow(page, "Collect the answers of several people");
    await fill(page, "Links", link);
    await press(page, "Look at them");
    await sees(page, "is locked.");
    await hold(page);
    await fill(page, "Passphrase", PASSPHRASE);
    await press(page, "Open it");
  }],
  ["the settings ask for the state of the storage", async (page) => {
    await open(page, place());
    await hold(page);
    await page.evaluate(() => (location.hash = "#/settings"));
    await sees(page, "Your data");
  }],
];

for (const [name, begin] of CASES) {
  test(`what comes late breaks nothing: ${name}`, async (t) => {
    const page = await fresh(t);
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await begin(page);
    await page.waitForFunction(() => window.held.length > 0);
    await page.evaluate(() => (location.hash = "#/method"));
    await sees(page, "How levels are measured", "h1");
    await page.evaluate(() => window.letGo());
    assert.equal(await page.$eval("#crash", (it) => (it.hidden ? "" : it.querySelector("#crash-detail").textContent)), "");
    assert.deepEqual(errors, []);
    await page.evaluate(() => (location.hash = "#/"));
    await ready(page);
    await sees(page, "In this browser");
    caused("R2");
  });
}
