// Hostile links by the thousand, in each real browser: random, cut at every
// place, changed at every letter to every other. None is taken for another's
// answers, none changes what is here, none runs anything.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { firefox, guard, open, press, records, sees, showsMemory, until } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { framedAs } from "./link-frame.mjs";
import { answer, begin, fresh, person, place, together } from "./people.mjs";
import { webkit } from "./webkit.mjs";

together();

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A whole link with 120 answers, from its version on. */
async function whole() {
  const lines = (await readFile("tests/links/version-1.txt", "utf8")).split("\n");
  return lines.find((it) => it.startsWith("120/")).split("#")[1].trim();
}

let seed = 20_260_101;
const random = (n) => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8) % n;
const noise = (n) =>
  Array.from({ length: n }, () => {
    const length = random(10) ? 1 + random(200) : 1 + random(4000);
    const letters = Array.from({ length }, () => LETTERS[random(64)]).join("");
    // The length is told rightly three times of four: else that alone gives it away.
    return `${random(2) ? "s" : "e"}1.${(random(4) ? length : random(5000)).toString(36)}.${letters}`;
  });

/** [link, what has to be said of it], for all cuts and for the changes of each letter to `others` others. */
function damaged(link, others) {
  const [version, length, payload] = link.split(".");
  const head = version.length + length.length + 2;
  const cut = payload.split("").map((_, at) => [link.slice(0, head + at), at ? /characters arrived/ : /was changed on the way|characters arrived/]);
  const changed = [];
  for (let at = version.length + 1; at < link.length; at += 1) {
    if (link[at] === ".") continue;
    const letters = LETTERS.split("").filter((it) => it !== link[at]);
    // A length is read without regard to case.
    const sound = at < head ? letters.filter((it) => it.toLowerCase() !== link[at]) : letters;
    const start = random(sound.length);
    for (let n = 0; n < Math.min(others, sound.length); n += 1) changed.push([link.slice(0, at) + sound[(start + n) % sound.length] + link.slice(at + 1), /was changed on the way|characters arrived/]);
  }
  return { cut, changed };
}

/** In the page: fills the field at once, as pasting does, and looks. */
function paste(text) {
  document.querySelector("#raters-links").value = text;
  [...document.querySelectorAll("button")].find((it) => it.innerText.trim() === "Look at them").click();
}
function arrived() {
  return [...document.querySelectorAll('[aria-labelledby="arrived"] li')].map((it) => it.textContent);
}
function leave() {
  [...document.querySelectorAll("button")].find((it) => it.innerText.trim() === "Leave it").click();
}

/** Pastes all of them, many at a time; `run` runs a function in the page. */
async function refuses(run, list) {
  const PER_PASTE = 500;
  for (let from = 0; from < list.length; from += PER_PASTE) {
    const some = list.slice(from, from + PER_PASTE);
    await run(paste, some.map(([it]) => it).join("\n"));
    const said = await until(async () => {
      const all = await run(arrived);
      return all.length === some.length && all;
    }, `all ${some.length} are looked at`);
    for (const [at, words] of said.entries()) {
      assert.match(words, some[at][1], some[at][0]);
      assert.doesNotMatch(words, /questions asked here/, some[at][0]);
    }
    await run(leave);
    await until(async () => !(await run(arrived)).length, "they are gone");
  }
  return list.length;
}

/** Everything that is kept, for comparing. */
const kept = () => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith("plumbline/1/")).sort());

test("ten thousand random links, every cut and every changed letter: refused with a reason, in Chromium", async (t) => {
  const page = await person(t);
  await begin(page, "Hafen Works");
  await answer(page, "incident", "F", "P", "L", "N", "F", "P");
  await page.evaluate(() => (location.hash = location.hash.replace(/assess.*/, "raters")));
  await page.waitForSelector("#raters-links");
  const before = await page.evaluate(kept);
  const link = await whole();
  const { cut, changed } = damaged(link, 63);
  const letters = link.length - link.split(".")[0].length - 2;
  assert.ok(changed.length >= (letters - 2) * 63);
  const run = (what, ...args) => page.evaluate(what, ...args);
  // Whole it is read: what is refused is refused for its damage.
  await run(paste, link);
  await sees(page, "120 of the 140 questions asked here", '[aria-labelledby="arrived"]');
  await run(leave);
  await refuses(run, [...cut, ...changed]);
  const random = noise(10_000).map((it) => [it, /was changed on the way|characters arrived|newer version|is locked/]);
  assert.equal(await refuses(run, random), 10_000);
  assert.equal(await page.evaluate(kept), before);
  caused("L1", "L2", "L3");
});

test("whatever stands under a checksum that fits: it is read or refused, and nothing of it is kept unasked", async (t) => {
  const page = await person(t, "#/sample");
  await page.waitForSelector(".verdict");
  await showsMemory(page);
  await page.reload();
  await page.waitForSelector(".verdict");
  await page.evaluate(() => (location.hash = location.hash.replace(/results.*/, "raters")));
  await page.waitForSelector("#raters-links");
  const before = await page.evaluate(kept);
  const bytes = (n, next) => Buffer.from(Array.from({ length: n }, next));
  // As much as a link may hold: what promises most for the fewest letters.
  const bombs = [0, 0xff, 0x55, 0xaa, 1, 0x80].map((it) => bytes(48_000, () => it));
  bombs.push(bytes(48_000, () => random(256)), ...[0, 0xff, 0x55].map((it) => Buffer.concat([bytes(200, () => random(256)), bytes(47_000, () => it)])));
  for (const it of bombs) {
    await page.evaluate(paste, framedAs("s1", it));
    await page.waitForFunction(() => document.querySelector('[aria-labelledby="arrived"] li'));
    await page.evaluate(leave);
  }
  for (let n = 0; n < 8; n += 1) {
    const some = Array.from({ length: 250 }, () => framedAs("s1", bytes(random(300), () => random(256))));
    await page.evaluate(paste, some.join("\n"));
    await page.waitForFunction((n) => document.querySelectorAll('[aria-labelledby="arrived"] li').length === n, {}, some.length);
    await page.evaluate(leave);
  }
  assert.equal(await page.evaluate(kept), before);
  assert.ok((await page.evaluate(() => window.programMemory())) < 64 * 1024 * 1024);
  assert.ok(await page.$eval("#crash", (it) => it.hidden));
  caused("L7");
});

test("opened as addresses: nothing, an unknown kind, cut before its length, changed in its version", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/new`);
  const before = await records(page);
  const link = await whole();
  const head = link.indexOf(".", 4) + 1;
  const cut = Array.from({ length: head + 1 }, (_, at) => link.slice(0, at));
  const other = ["s2", "s9", "s999", "e2", "s", "e", "x1", "S2", "1s", "s1s", "%00", "%FF"].map((it) => it + link.slice(2));
  for (const it of [...cut, ...other, "/", "//", "/a/", "?", "%", "%E0%A4%A", "#", " ", "\u0000"]) {
    await page.goto("about:blank");
    await page.goto(`${place()}#${it}`);
    // The first page, or words for what it is not.
    if (/^[se]\d{1,3}\./.test(it)) await sees(page, "This link cannot be opened", "#heading");
    else await page.waitForFunction(() => document.querySelector("#heading")?.innerText);
    const title = await page.$eval("#heading", (it) => it.innerText);
    assert.doesNotMatch(title, /You are invited|A shared assessment/, it);
    assert.ok(await page.$eval("#crash", (it) => it.hidden), it);
  }
  assert.deepEqual(await records(page), before);
});

/** Two thousand and more, in other browsers. */
async function hostile(run) {
  const link = await whole();
  const { cut, changed } = damaged(link, 8);
  const n = await refuses(run, [...cut, ...changed, ...noise(1500).map((it) => [it, /was changed on the way|characters arrived|newer version|is locked/])]);
  assert.ok(n >= 2000, String(n));
}

test("two thousand hostile links in Firefox", async (t) => {
  const browser = await firefox();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const watch = guard(page, place());
  await open(page, `${place()}#/sample`);
  await page.waitForSelector(".verdict");
  await page.evaluate(() => (location.hash = location.hash.replace(/results.*/, "raters")));
  await page.waitForSelector("#raters-links");
  const before = await page.evaluate(kept);
  await hostile((what, ...args) => page.evaluate(what, ...args));
  assert.equal(await page.evaluate(kept), before);
  watch.calm();
});

test("two thousand hostile links in WebKitGTK", async (t) => {
  const page = await webkit();
  t.after(() => page.close());
  await page.goto(`${place()}#/sample`);
  await page.find(".verdict");
  const run = (what, ...args) => page.run(`return (${what})(...arguments)`, ...args);
  await page.run("location.hash = location.hash.replace(/results.*/, 'raters')");
  await page.find("#raters-links");
  const before = await run(kept);
  await hostile(run);
  assert.equal(await run(kept), before);
  assert.ok(await page.run("return document.querySelector('#crash').hidden"));
});
