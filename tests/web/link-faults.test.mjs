// Faults of links in the browser: damaged by mail, of every version, with
// hostile texts; and what stays of one in the browser. Links by the thousand are
// in link-hostile.test.mjs.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fill, follow, open, press, questions, sees, tap, textOf } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { framedAs } from "./link-frame.mjs";
import { answer, begin, fresh, link, person, place, together } from "./people.mjs";

together();

/** The golden links of every version, by what they hold. */
const golden = async () => {
  const lines = (await readFile("tests/links/version-1.txt", "utf8")).split("\n").filter((it) => it.includes(" #"));
  return lines.map((it) => it.slice(it.indexOf(" #") + 1));
};

/** Waits until the link that was opened is shown as one that can be read. */
const isRead = (page, link) =>
  page
    .waitForFunction(() => /You are invited|A shared assessment/.test(document.querySelector("h1").innerText))
    .catch(async () => assert.fail(`${await textOf(page, "h1")}: ${link}`));

let seed = 20_260_101;
const random = (n) => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8) % n;

test("a link as mail programs leave it, with its sign encoded, in small letters, with lengths that are not true", async (t) => {
  const page = await person(t);
  const [whole] = (await golden()).map((it) => it.slice(1));
  const [version, , payload] = whole.split(".");
  const broken = (by) => whole.replace(/(.{30})/g, `$1${by}`);
  const good = [
    `%23${whole}`,
    whole.replaceAll(".", "%2E"),
    whole.replaceAll("-", "%2D").replaceAll("_", "%5F"),
    // Wrapped, quoted, quoted-printable, with blanks.
    ...["%0D%0A", "%0A", "%20", "%09", "%0D%0A%3E%20", "%0A%3E%3E%20", "=%0D%0A", "=%0A"].map(broken),
    // Encoded twice; begun with a capital; with what nobody sees at the breaks.
    whole.replaceAll("-", "%252D").replaceAll("_", "%255F"),
    `S${whole.slice(1)}`,
    ...["%C2%AD", "%E2%80%8B", "%EF%BB%BF", "%E2%80%AF", "\u00ad", "\u200b"].map(broken),
    ...[".", ",", ")", ">", "%3E", ").", '"', "'", "%20", "]", ";"].map((it) => whole + it),
  ];
  for (const it of good) {
    const said = `${it.slice(0, 60)} … ${it.slice(-6)}`;
    await open(page, `${place()}#${it}`);
    await isRead(page, said);
  }
  for (const [bad, words] of [
    [whole.toLowerCase(), "all its letters have become capitals, or all small ones"],
    [whole.toUpperCase(), "all its letters have become capitals, or all small ones"],
    [`${version}.zzzz.${payload}`, "characters arrived"],
    [`${version}.${(payload.length - 8).toString(36)}.${payload}`, "was changed on the way"],
    [`${version}.-1.${payload}`, "was changed on the way"],
    [`${version}..${payload}`, "was changed on the way"],
    [`${version}.${"z".repeat(40)}.${payload}`, "was changed on the way"],
    // An empty body under a sum that fits: it promises texts that are not there.
    ["s1.6.AAAAAA", "newer version"],
  ]) {
    await open(page, `${place()}#${bad}`);
    await sees(page, "This link cannot be opened", "h1");
    await sees(page, words, ".lead");
  }
  caused("L4", "L5", "L6", "L9");
});

test("links of every version there was open", async (t) => {
  const page = await person(t);
  const all = await golden();
  assert.ok(all.length >= 3);
  for (const it of all) {
    await open(page, `${place()}${it}`);
    await isRead(page, it);
  }
  caused("L11");
});

test("opened, gone back from, gone on to, reloaded: it is applied once, and leaves nothing in the history", async (t) => {
  const sender = await person(t);
  await begin(sender, "Hafen Works");
  await answer(sender, "incident", "F");
  await follow(sender, "Share");
  const address = await link(sender);

  const page = await fresh(t);
  await open(page, place());
  await page.goto(address);
  await sees(page, "A shared assessment", "h1");
  const hash = await page.evaluate(() => location.hash);
  assert.equal(hash, "#/shared");
  await page.goBack();
  await page.waitForFunction(() => location.hash !== "#/shared");
  await page.goForward();
  await sees(page, "A shared assessment", "h1");
  await page.reload();
  await sees(page, "A shared assessment", "h1");
  // Pasted over the address of the page that is open: no load, and the same again.
  await page.evaluate((to) => (location.hash = to), "#/method");
  await sees(page, "How levels are measured", "h1");
  await page.evaluate((to) => (location.href = to), address);
  await sees(page, "A shared assessment", "h1");
  assert.equal(await page.evaluate(() => location.hash), "#/shared");
  await press(page, "Save a copy here");
  await page.waitForSelector(".verdict");
  await page.goBack();
  await page.goForward();
  await open(page, place());
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 1);
  // No entry of the history holds it.
  const session = await page.createCDPSession();
  const { entries } = await session.send("Page.getNavigationHistory");
  assert.deepEqual(entries.filter((it) => /#[se]\d/.test(it.url)), []);
  caused("L13", "L14");
});

test("who shares is told who can read it, and what can be done against that", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await follow(page, "Share");
  await sees(page, "Whoever has the link can read what is in it, and so can the mail or chat it travels in.");
  await sees(page, "A passphrase, if you like");
  caused("L15");
});

test("a lock of an unknown kind is not tried: nobody can make a browser count for hours", async (t) => {
  const page = await person(t);
  const framed = (profile, letters = 80) => framedAs("e1", Buffer.from([profile, ...Array(16 + 12 + letters).fill(7)]));
  await open(page, `${place()}${framed(1)}`);
  await sees(page, "This link is locked", "h1");
  // No passphrase fits what somebody has changed, and it is said in the same words.
  await fill(page, "Passphrase", "ferry tariff plumb lantern");
  await press(page, "Open it");
  await sees(page, "The passphrase does not fit.");
  for (const profile of [2, 3, 9, 127, 128, 254, 255]) {
    await open(page, `${place()}${framed(profile)}`);
    await sees(page, "newer version", ".lead");
  }
  await open(page, `${place()}${framed(0)}`);
  await sees(page, "was changed on the way", ".lead");
  caused("L18");
});

test("hostile texts in a link are text, wherever they are shown", async (t) => {
  const attack = '"><img src=x onerror="window.__xss=1"><svg onload="window.__xss=1">{{7*7}}javascript:window.__xss=1';
  const sender = await person(t);
  await begin(sender, "Hafen Works");
  for (const id of ["#organisation", "#unit", "#name", "#assessors", "#scope"]) await sender.locator(id).fill(attack);
  await answer(sender, "incident", "–", "?");
  for (const it of await sender.$$('[id$="-reason"]')) await it.evaluate((field, text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, attack);
  await follow(sender, "Share");
  await tap(sender, 'input[value="full"]');
  const address = await link(sender);
  const page = await person(t);
  await open(page, address);
  await sees(page, "{{7*7}}", "main");
  await press(page, "Go on with it here");
  await questions(page);
  for (const tab of ["Results", "Set up", "Share", "History"]) {
    await follow(page, tab);
    await page.waitForFunction((it) => document.querySelector(".tabs [aria-current]")?.textContent === it, {}, tab);
    await sees(page, "{{7*7}}", "body");
    assert.equal(await page.$$eval("main img, main script, main svg[onload]", (all) => all.length), 0);
  }
  await page.goto(`${place()}#/units`);
  await sees(page, "{{7*7}}", ".units");
  assert.equal(await page.evaluate(() => window.__xss), undefined);
  caused("L19");
});

test("a link too long for a QR code says so, and what to leave out", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await page.locator("#scope").fill(Array.from({ length: 650 }, () => random(1e6).toString(36)).join(" "));
  await follow(page, "Share");
  await sees(page, "Too long for a QR code");
  assert.equal(await page.$(".qr"), null);
  await sees(page, "Mail and chat will cut it.");
  await tap(page, 'input[value="organisation"]');
  await page.waitForSelector(".qr svg");
  await sees(page, "It passes through any mail and chat.");
  caused("L20");
});
