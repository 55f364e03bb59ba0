// Links and files under a passphrase: who has it reads them, nobody else does,
// and no passphrase stays anywhere.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { chromium, fill, follow, misses, open, press, questions, records, sees, tap } from "./browser.mjs";
import { caused } from "./cases.mjs";
import { answer, begin, downloaded, give, link, person, place, rating, together } from "./people.mjs";

together();

const PASSPHRASE = "ferry tariff plumb lantern";

/** Waits until the passphrase is worked into the link. */
async function lockedLink(page) {
  await page.waitForFunction(() => document.querySelector("#share-link").value.includes("#e1."));
  return link(page);
}

test("a link under a passphrase opens with it and with nothing else", async (t) => {
  const sender = await person(t);
  await begin(sender, "Hafen Works");
  await answer(sender, "incident", "F", "P");
  await follow(sender, "Share");
  const open1 = await link(sender);
  await fill(sender, "Passphrase", "summer");
  await sees(sender, "a machine can guess it");
  await fill(sender, "Passphrase", PASSPHRASE);
  await sees(sender, "Long enough");
  const address = await lockedLink(sender);
  assert.ok(address.length - open1.length < 140, `${address.length} letters`);
  await sender.waitForSelector(".qr svg path");
  assert.match(decodeURIComponent(await sender.$eval('a[href^="mailto:"]', (it) => it.href)), /with a passphrase/);
  assert.ok(!JSON.stringify(await records(sender)).includes("lantern"), "the passphrase is kept nowhere");

  const reader = await person(t);
  await open(reader, address);
  await sees(reader, "This link is locked", "h1");
  await misses(reader, "Hafen Works");
  await fill(reader, "Passphrase", "ferry tariff plumb");
  await press(reader, "Open it");
  await sees(reader, "The passphrase does not fit.");
  // Blanks around it and letters that look alike are the same.
  await fill(reader, "Passphrase", ` ${PASSPHRASE.replace("ff", "ﬀ")} `);
  await press(reader, "Open it");
  await sees(reader, "A shared assessment", "h1");
  await sees(reader, "Hafen Works");
  await sees(reader, "It holds 2 answers");
  await press(reader, "Save a copy here");
  await reader.waitForSelector(".verdict");

  // Damage is told from a passphrase that does not fit.
  const at = address.length - 9;
  for (const [damaged, words] of [
    [address.slice(0, at), "The link is incomplete"],
    [address.slice(0, at) + (address[at] === "A" ? "B" : "A") + address.slice(at + 1), "changed on the way"],
    [address.replace("#e1.", "#e2."), "newer version"],
    [address.replace("#e1.", "#s1."), "changed on the way"],
  ]) {
    await open(reader, damaged);
    await sees(reader, words);
  }
  caused("L16");
});

test("a suggested passphrase locks the link", async (t) => {
  const sender = await person(t);
  await begin(sender, "Hafen Works");
  await follow(sender, "Share");
  await press(sender, "Suggest one");
  const passphrase = await sender.$eval("#share-passphrase", (it) => it.value);
  assert.match(passphrase, /^([a-z]{4}-){5}[a-z]{4}$/);
  const address = await lockedLink(sender);
  await press(sender, "Suggest one");
  assert.notEqual(await sender.$eval("#share-passphrase", (it) => it.value), passphrase);
  const reader = await person(t);
  await open(reader, address);
  await fill(reader, "Passphrase", passphrase);
  await press(reader, "Open it");
  await sees(reader, "A shared assessment", "h1");
});

test("a file under a passphrase: the ticked parts, locked and opened again", async (t) => {
  const sender = await person(t);
  await begin(sender, "Hafen Works");
  await fill(sender, "Who assesses", "Kim Example");
  await answer(sender, "incident", "F", "P");
  await follow(sender, "Share");
  const plain = await readFile(await downloaded(sender, "Save it as a file"), "utf8");
  assert.ok(plain.includes("Hafen Works") && !plain.includes("Kim Example"), "what is not ticked stays");
  await fill(sender, "Passphrase", PASSPHRASE);
  const file = await downloaded(sender, "Save it as a locked file");
  const text = await readFile(file, "utf8");
  const envelope = JSON.parse(text);
  assert.deepEqual([envelope.format, envelope.version], ["plumbline-locked", 1]);
  assert.ok(!text.includes("Hafen"));

  const reader = await person(t);
  await begin(reader, "Own work");
  const before = await records(reader);
  await give(reader, file);
  await sees(reader, "This file is locked");
  await fill(reader, "Passphrase", "another one altogether");
  await press(reader, "Open it");
  await sees(reader, "The passphrase does not fit.");
  assert.deepEqual(await records(reader), before);
  await fill(reader, "Passphrase", PASSPHRASE);
  await press(reader, "Open it");
  await sees(reader, "1 assessment found");
  await press(reader, "Take it over");
  await tap(reader, '.process-nav__link[href$="/assess/incident"]');
  await reader.waitForSelector('[id^="q-incident-"]');
  await questions(reader);
  assert.equal(await rating(reader, "incident"), "F");

  // What was edited by hand is damaged, not wrongly opened.
  const content = envelope.content;
  const middle = content.length >> 1;
  for (const [changed, words] of [
    [{ ...envelope, content: content.slice(0, -4) }, "is not whole"],
    [{ ...envelope, content: `${content.slice(0, middle)}${content[middle] === "A" ? "B" : "A"}${content.slice(middle + 1)}` }, "This file is locked"],
    [{ ...envelope, version: 2 }, "newer version"],
  ]) {
    const other = file.replace(".json", "-other.json");
    await writeFile(other, JSON.stringify(changed));
    await give(reader, other);
    await sees(reader, words);
  }
});

test("on a page without cryptography nothing is locked, and it is said", async (t) => {
  // A host without https that is not this machine's own: as browsers see it, not secure.
  const browser = await chromium({ args: ["--host-resolver-rules=MAP plain.example 127.0.0.1"] });
  t.after(() => browser.close());
  const sender = await browser.newPage();
  await open(sender, place().replace("127.0.0.1", "plain.example"));
  assert.equal(await sender.evaluate(() => `${isSecureContext} ${crypto.subtle}`), "false undefined");
  await begin(sender, "Hafen Works");
  await follow(sender, "Share");
  assert.match(await link(sender), /#s1\./, "a plain link is no secret and needs none");
  await fill(sender, "Passphrase", PASSPHRASE);
  await sees(sender, "has to be served over https");
  assert.equal(await link(sender), "");
  assert.equal(await sender.$('a[href^="mailto:"]'), null);
  // Nor is one opened there, and why is said.
  const other = await person(t);
  await begin(other, "Hafen Works");
  await follow(other, "Share");
  await fill(other, "Passphrase", PASSPHRASE);
  const address = await lockedLink(other);
  await open(sender, address.replace("127.0.0.1", "plain.example"));
  await sees(sender, "This link is locked", "h1");
  await fill(sender, "Passphrase", PASSPHRASE);
  await press(sender, "Open it");
  await sees(sender, "has to be served over https");
  caused("L17");
});
