// The storage is full: at each of 150 things that are said, with so much room that
// this one does not fit. It is said, it is in the journal, nothing that was there
// is touched, and it is written when there is room.

import assert from "node:assert/strict";
import { test } from "node:test";
import { firefox, open, questions, records } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { fresh, together } from "./people.mjs";
import { beginAt, everyCard, showing, told, turning, VALUES } from "./work.mjs";

together();

/** Notes of these lengths are said besides the 140 answers. */
const NOTES = [1, 10, 50, 100, 500, 1000, 2000, 3000, 3999, 4000];

/** So much room is left, in characters; the last is one less than is needed. */
const ROOMS = [0, 1, 40, 60, "one too few"];

/**
 * Says everything, each time with too little room. Returns the records that there
 * have to be, and what each card has to show.
 */
const sayEverything = (page, pages, notes, left) =>
  page.evaluate(
    async (pages, notes, left, values) => {
      const { spelt, turn, until } = window;
      /** What the app wanted to write last under each name: shorter than what the journal has. */
      const wanted = {};
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = function (key, text) {
        wanted[key] = text;
        return setItem.call(this, key, text);
      };
      const result = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
      const journal = await result(indexedDB.open("plumbline", 1));
      const fits = (key, length) => {
        try {
          localStorage.setItem(key, "x".repeat(length));
          return true;
        } catch {
          return false;
        }
      };
      // All but a little is filled for good; the rest is filled up anew each time.
      for (let n = 0; fits(`pad-${n}`, 1 << 20); n += 1);
      for (let n = 0; fits(`pad-small-${n}`, 1 << 14); n += 1);
      // Room for everything that is going to be said.
      for (let n = 0; n < 4; n += 1) localStorage.removeItem(`pad-small-${n}`);
      const leave = (room) => {
        let [most, too] = [0, 1 << 17];
        while (too - most > 1) {
          const middle = (most + too) >> 1;
          if (fits("pad", middle)) most = middle;
          else too = middle;
        }
        if (!fits("pad", most - room)) throw new Error("no room can be made");
      };
      const state = () => document.querySelector(".save-state");
      const isSaid = () => state().dataset.state === "unsaved" && state().innerText.trim() === "Not saved" && document.querySelector(".banner")?.innerText.includes("1 change is in this tab alone");
      const again = () => [...document.querySelectorAll(".banner button")].find((it) => it.innerText === "Try again").click();
      const id = location.hash.split("/")[2];
      const expected = [];
      const shown = [];
      const ours = () => JSON.stringify(Object.entries(localStorage).filter(([it]) => it.startsWith("plumbline/1/")).sort());
      /** One thing that does not fit: `say` says it, and its record of this kind has this in it. */
      const said = async (kind, card, text, say) => {
        const before = ours();
        leave(left === "one too few" ? 0 : left);
        say();
        await until(isSaid, `${kind} of ${card} is said to be unsaved`);
        const records = journal.transaction("records").objectStore("records");
        const key = (await result(records.getAllKeys())).find((it) => it.startsWith(`plumbline/1/${id}/${kind}/`) && `q-${it.split("/").pop().replaceAll(".", "-")}` === card);
        const inJournal = key && (await result(journal.transaction("records").objectStore("records").get(key)));
        if (!inJournal?.includes(text)) throw new Error(`${kind} of ${card} is not in the journal: ${inJournal}`);
        if (left === "one too few") {
          // Still too little, and then just enough.
          leave(key.length + wanted[key].length - 1);
          again();
          await turn();
          await until(isSaid, `${key} is said to be unsaved once more`);
        }
        if (localStorage.getItem(key) !== null) throw new Error(`${key} was to be refused`);
        if (ours() !== before) throw new Error(`what was there has changed with ${key}`);
        if (left === "one too few") leave(key.length + wanted[key].length);
        else localStorage.removeItem("pad");
        again();
        await until(() => state().dataset.state === "saved" && !document.querySelector(".banner"), `${key} is saved`);
        if (spelt(localStorage.getItem(key)) !== inJournal) throw new Error(`${key} is not in the storage`);
        expected.push([key, inJournal]);
      };
      for (const [process, ids] of pages) {
        location.hash = location.hash.replace(/assess.*/, `assess/${process}`);
        await until(() => ids.every((it) => document.getElementById(it)), `${process} is open`);
        for (const card of ids) {
          const value = values[expected.length % values.length];
          const input = document.getElementById(card).querySelector(`input[value="${value}"]`);
          await said("answer", card, `"rating":"${value}"`, () => input.click());
          shown.push([card, value]);
        }
      }
      const [process, cards] = pages.find(([, ids]) => ids.length >= notes.length);
      location.hash = location.hash.replace(/assess.*/, `assess/${process}`);
      for (const [at, length] of notes.entries()) {
        const card = cards[at];
        await until(() => document.getElementById(card), `${process} is open`);
        document.querySelector(`#${CSS.escape(card)} details.fold`).open = true;
        await until(() => document.getElementById(`${card}-note`), `the note of ${card} is open`);
        const note = document.getElementById(`${card}-note`);
        const text = "n".repeat(length);
        await said("note", card, `"${text}"`, () => {
          note.value = text;
          note.dispatchEvent(new Event("input", { bubbles: true }));
        });
      }
      journal.close();
      for (const key of Object.keys(localStorage)) if (key.startsWith("pad")) localStorage.removeItem(key);
      return { expected, shown };
    },
    pages,
    notes,
    left,
    VALUES,
  );

const ENGINES = {
  Chromium: (t) => fresh(t),
  Firefox: async (t) => {
    const browser = await firefox();
    t.after(() => browser.close());
    return browser.newPage();
  },
};

/** The app does the same in each browser: of the second one it is asked how it refuses. */
const WAYS = { Chromium: ROOMS, Firefox: [0, "one too few"] };

for (const [name, start] of Object.entries(ENGINES)) {
  test(`${name}: it fills up at each of 150 things that are said, in ${WAYS[name].length} ways: nothing is lost`, async (t) => {
    for (const left of WAYS[name]) {
      const page = await start(t);
      const address = await beginAt(page);
      const pages = await everyCard(page);
      await turning(page);
      const { expected, shown } = await told(page, sayEverything(page, pages, NOTES, left));
      assert.equal(expected.length, 150);
      await open(page, address);
      await questions(page);
      const stored = new Map(Object.entries(await records(page)));
      keeps(new Map(expected), stored);
      const found = new Map(await showing(page, pages, shown.map(([card, value]) => [card, [value]])));
      assert.deepEqual(shown.filter(([card, value]) => found.get(card) !== value), []);
      await page.close();
    }
    caused("S1");
  });
}
