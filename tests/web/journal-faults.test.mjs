// The journal beside the storage: blocked, damaged on the disk, and at odds with
// the storage.

import assert from "node:assert/strict";
import { appendFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { chromium, open, questions, records, saved, scratch, sees } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { fresh, place, together } from "./people.mjs";
import { beginAt, chance, everyCard, oneBook, putRecords, rate, showing, shown, slain, VALUES } from "./work.mjs";

together();

test("an old tab holds the journal and another version waits for it: this one goes on, and says that less is safe", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  const expected = new Map([[await rate(page, 0, "F"), "F"]]);
  await page.goto(`${place()}boot.js`);
  // A version that does not let go, and a later one that wants to change it.
  await page.evaluate(() => new Promise((done) => {
    indexedDB.open("plumbline", 1).onsuccess = ({ target }) => {
      window.held = target.result;
      done();
    };
  }));
  const other = await page.browserContext().newPage();
  await other.goto(`${place()}boot.js`);
  await other.evaluate(() => new Promise((done) => (indexedDB.open("plumbline", 2).onblocked = () => done())));
  const mine = await page.browserContext().newPage();
  await oneBook(mine);
  await open(mine, address);
  await questions(mine);
  keeps(expected, await shown(mine, expected));
  await mine.evaluate(() => document.querySelectorAll(".question")[1].querySelector('input[value="P"]').click());
  await mine.waitForFunction(() => document.querySelectorAll(".question")[1].querySelector('input[value="P"]').checked);
  // The way to the journal is blocked for as long as the old tab is open.
  await sees(mine, "Saved once, second copy to come", ".save-state");
  expected.set(await mine.$$eval(".question", (all) => all[1].id), "P");
  await mine.evaluate(() => (location.hash = "#/settings"));
  await sees(mine, "has not opened its journal yet");
  await open(mine, address);
  await questions(mine);
  keeps(expected, await shown(mine, expected));
  // Where there is a second book, it is the journal for the time being.
  const second = await page.browserContext().newPage();
  await open(second, address);
  await questions(second);
  expected.set(await rate(second, 2, "L"), "L");
  // Nobody else is there who would write everything anew.
  await mine.close();
  await second.goto(`${place()}boot.js`);
  await second.evaluate(() => localStorage.clear());
  await open(second, address);
  keeps(expected, await shown(second, expected));
});

test("the files of the journal are damaged on the disk: nothing is lost that the storage has, and it goes on", async (t) => {
  const userDataDir = await scratch();
  let browser = await chromium({ userDataDir });
  t.after(() => slain(browser));
  let page = await browser.newPage();
  const address = await beginAt(page);
  const expected = new Map();
  for (let at = 0; at < 4; at += 1) expected.set(await rate(page, at, VALUES[at]), VALUES[at]);
  await browser.close();
  const journals = join(userDataDir, "Default", "IndexedDB");
  let damaged = 0;
  for (const folder of await readdir(journals)) {
    for (const name of await readdir(join(journals, folder))) {
      if (name === "LOCK") continue;
      await writeFile(join(journals, folder, name), "damaged ".repeat(512));
      damaged += 1;
    }
  }
  assert.ok(damaged > 0);
  browser = await chromium({ userDataDir });
  page = await browser.newPage();
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  expected.set(await rate(page, 5, "N"), "N");
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
});

test("journal and storage disagree at random: of each answer the later one counts, whoever has it", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  const [, id] = address.match(/#\/a\/(\w+)/);
  const pages = await everyCard(page);
  await page.evaluate(() => (location.hash = "#/sample"));
  await page.waitForSelector(".verdict");
  const all = Object.entries(await records(page));
  const names = [...new Set(all.flatMap(([key]) => key.match(/\/answer\/(.*)$/)?.[1] ?? []))];
  const rest = all.filter(([key]) => key.startsWith(`plumbline/1/${id}/`) || key === "plumbline/version");
  const next = chance(26);
  for (let round = 0; round < 8; round += 1) {
    const [stored, journaled, expected] = [[...rest], [...rest], []];
    for (const name of names) {
      const said = () => ({ value: VALUES[next(4)], at: `00000000-01a20b79${next(1 << 12).toString(16).padStart(4, "0")}-${next(1 << 12).toString(16).padStart(4, "0")}-000000000000000${1 + next(9)}` });
      const [mine, theirs] = [next(8) && said(), next(8) && said()];
      const json = (it) => `{ "value": {"rating":"${it.value}"}, "at": "${it.at}" }`;
      if (mine) stored.push([`plumbline/1/${id}/answer/${name}`, json(mine)]);
      if (theirs) journaled.push([`plumbline/1/${id}/answer/${name}`, json(theirs)]);
      const winner = [mine, theirs].filter(Boolean).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
      if (winner) expected.push([`q-${name.replaceAll(".", "-")}`, winner.value]);
    }
    await putRecords(page, stored, journaled);
    await page.goto(address);
    await questions(page);
    const found = new Map(await showing(page, pages, expected.map(([card, value]) => [card, [value]])));
    keeps(new Map(expected), found);
    assert.equal(found.size, expected.length);
  }
  caused("S26");
});

test("killed in the middle of a write to the journal, and killed again: nothing that was shown as saved is lost", async (t) => {
  const userDataDir = await scratch();
  const expected = new Map();
  let address;
  for (let life = 1; life <= 3; life += 1) {
    const browser = await chromium({ userDataDir });
    t.after(() => slain(browser));
    const page = await browser.newPage();
    if (address) {
      await open(page, address);
      keeps(expected, await shown(page, expected));
    } else {
      address = await beginAt(page);
    }
    if (life === 3) break;
    for (let at = 0; at < 4; at += 1) {
      const question = life * 4 - 4 + at;
      expected.set(await rate(page, question, VALUES[at]), VALUES[at]);
    }
    await slain(browser);
    if (life === 2) continue;
    // Chromium writes head and body of an entry one after the other: killed in
    // between, it leaves the head alone. It goes on behind it at the next start,
    // and at the one after that it finds the file damaged and deletes the journal.
    const journals = join(userDataDir, "Default", "IndexedDB");
    const [folder] = (await readdir(journals)).filter((it) => it.endsWith(".leveldb"));
    const log = (await readdir(join(journals, folder))).filter((it) => it.endsWith(".log")).sort().at(-1);
    await appendFile(join(journals, folder, log), Buffer.from([0x40, 0x9b, 0xab, 0xd4, 75, 0, 1]));
  }
});
