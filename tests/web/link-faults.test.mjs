// Faults of links in the browser: random, cut, changed, damaged by mail, newer,
// of every version, with hostile texts; and what stays of one in the browser.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { follow, open, press, records, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { answer, begin, fresh, link, person, place, together } from "./people.mjs";

together();

/** The golden links of every version, by what they hold. */
const golden = async () => {
  const lines = (await readFile("tests/links/version-1.txt", "utf8")).split("\n").filter((it) => it.includes(" #"));
  return lines.map((it) => it.slice(it.indexOf(" #") + 1));
};

let seed = 20_260_101;
const random = (n) => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8) % n;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Pastes fragments as links of raters and returns what is said of each. */
async function looked(page, fragments) {
  // The field is filled at once: it is about the decoder, not about typing.
  await page.$eval("#raters-links", (it, text) => (it.value = text), fragments.join("\n"));
  await press(page, "Look at them");
  await page.waitForFunction((n) => document.querySelectorAll('[aria-labelledby="arrived"] li').length === n, {}, fragments.length);
  const said = await page.$$eval('[aria-labelledby="arrived"] li', (all) => all.map((it) => it.innerText));
  await press(page, "Leave it");
  return said;
}

test("two thousand hostile links: each is refused with a reason, none runs anything, the page goes on", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F", "P", "L", "N", "F", "P");
  await follow(page, "Share");
  const whole = (await link(page)).split("#")[1];
  const before = await records(page);
  await follow(page, "Collect the answers of several people");
  const payload = whole.split(".")[2];
  const head = whole.length - payload.length;
  const cut = Array.from({ length: payload.length - 1 }, (_, at) => whole.slice(0, head + at + 1));
  const other = (letter) => LETTERS[(LETTERS.indexOf(letter) + 1 + random(62)) % 64];
  const swap = (at) => `${whole.slice(0, at)}${other(whole[at])}${whole.slice(at + 1)}`;
  const changed = Array.from({ length: payload.length }, (_, at) => swap(head + at));
  const junk = Array.from({ length: 2000 - cut.length - changed.length }, () => {
    const n = 4 + random(200);
    const letters = Array.from({ length: n }, () => LETTERS[random(64)]).join("");
    return random(2) ? `s1.${n.toString(36)}.${letters}` : `e1.${n.toString(36)}.${letters}`;
  });
  let n = 0;
  for (const [list, words] of [
    [cut, /characters arrived/],
    [changed, /was changed on the way|characters arrived/],
    [junk, /was changed on the way|newer version|is locked/],
  ]) {
    for (let at = 0; at < list.length; at += 250) {
      for (const said of await looked(page, list.slice(at, at + 250))) {
        assert.match(said, words);
        n += 1;
      }
    }
  }
  assert.equal(n, 2000);
  assert.deepEqual(await records(page), before);
  caused("L1", "L2", "L3");
});

test("a link as mail programs leave it, with its sign encoded, in small letters, with lengths that are not true", async (t) => {
  const page = await person(t);
  const [whole] = (await golden()).map((it) => it.slice(1));
  const [version, , payload] = whole.split(".");
  const wrapped = whole.replace(/(.{30})/g, "$1%0D%0A%3E%20");
  for (const good of [`%23${whole}`, whole.replaceAll(".", "%2E"), whole.replaceAll("-", "%2D").replaceAll("_", "%5F"), wrapped, `${whole}>`, `${whole}).`]) {
    await open(page, `${place()}#${good}`);
    await page.waitForFunction(() => /You are invited|A shared assessment/.test(document.querySelector("h1").innerText));
  }
  for (const [bad, words] of [
    [whole.toLowerCase(), "was changed on the way"],
    [`${version}.zzzz.${payload}`, "characters arrived"],
    [`${version}.${(payload.length - 8).toString(36)}.${payload}`, "was changed on the way"],
    [`${version}.-1.${payload}`, "was changed on the way"],
    [`${version}..${payload}`, "was changed on the way"],
    // An empty body under a sum that fits: it promises texts that are not there.
    ["s1.6.AAAAAA", "newer version"],
  ]) {
    await open(page, `${place()}#${bad}`);
    await sees(page, "This link cannot be opened", "h1");
    await sees(page, words, ".lead");
  }
  caused("L4", "L5", "L6", "L7", "L9");
});

test("links of every version there was open", async (t) => {
  const page = await person(t);
  const all = await golden();
  assert.ok(all.length >= 3);
  for (const it of all) {
    await open(page, `${place()}${it}`);
    await page.waitForFunction(() => /You are invited|A shared assessment/.test(document.querySelector("h1").innerText));
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
  await press(page, "Save a copy here");
  await page.waitForSelector(".verdict");
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
  const bytes = Buffer.alloc(1 + 16 + 12 + 80, 7);
  const crc = (data) => {
    let sum = 0xffffffff;
    for (const byte of data) {
      sum ^= byte;
      for (let n = 0; n < 8; n += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
    return ~sum >>> 0;
  };
  const framed = (profile) => {
    bytes[0] = profile;
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(Buffer.concat([Buffer.from("e1"), bytes])));
    const payload = Buffer.concat([sum, bytes]).toString("base64url");
    return `#e1.${payload.length.toString(36)}.${payload}`;
  };
  await open(page, `${place()}${framed(1)}`);
  await sees(page, "This link is locked", "h1");
  await open(page, `${place()}${framed(2)}`);
  await sees(page, "newer version", ".lead");
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
  await page.waitForSelector(".question");
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
