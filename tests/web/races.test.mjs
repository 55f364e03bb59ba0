// Two tabs that write at the same time, ten thousand times: nothing is lost, both
// show the same, and of two that answer one question in the same millisecond
// neither answer disappears.

import assert from "node:assert/strict";
import { test } from "node:test";
import { firefox, open, questions, sees, tap } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { fresh, together } from "./people.mjs";
import { beginAt, shown, told, turning, VALUES } from "./work.mjs";

together();

/** How many answers two tabs give at once; less of it by hand: EDITS=500. */
const EDITS = { Chromium: Number(process.env.EDITS ?? 10_000), Firefox: Number(process.env.EDITS ?? 2_000) };

const ENGINES = {
  Chromium: async (t) => {
    const page = await fresh(t);
    return [page, await page.browserContext().newPage()];
  },
  Firefox: async (t) => {
    const browser = await firefox();
    t.after(() => browser.close());
    return [await browser.newPage(), await browser.newPage()];
  },
};

/** Two tabs of one browser at the same questions. */
async function twoTabs(t, start) {
  const [one, two] = await start(t);
  const address = await beginAt(one);
  await open(two, address);
  await questions(two);
  for (const tab of [one, two]) {
    await turning(tab);
    await tab.evaluate(() => {
      // What the other tab says of its rounds.
      const channel = new BroadcastChannel("rounds");
      const heard = new Map();
      channel.onmessage = ({ data: [key, value] }) => heard.set(key, value);
      window.tell = (key, value = true) => channel.postMessage([key, value]);
      window.hear = async (key) => {
        const value = await window.until(() => heard.get(key), () => `the other tab says ${key}`);
        heard.delete(key);
        return value;
      };
      window.value = (card) => card.querySelector("input:is([value=N],[value=P],[value=L],[value=F]):checked")?.value;
    });
  }
  return [one, two, address];
}

for (const [name, start] of Object.entries(ENGINES)) {
  test(`${name}: two tabs answer different questions, ${EDITS[name]} times at once: both show all of it`, async (t) => {
    const [one, two, address] = await twoTabs(t, start);
    /** In each round a tab answers every other question and waits until it sees what the other has answered. */
    const rounds = (page, mine, from, to) =>
      page.evaluate(
        async (mine, from, to, values) => {
          const cards = [...document.querySelectorAll(".question")];
          const late = [];
          for (let round = from; round < to; round += 1) {
            const wanted = (at) => values[(round + at) % values.length];
            for (const [at, card] of cards.entries()) {
              if (at % 2 !== mine) continue;
              card.querySelector(`input[value="${wanted(at)}"]`).click();
              await window.turn();
            }
            const written = performance.now();
            const missing = () => cards.filter((card, at) => window.value(card) !== wanted(at)).map((it) => `${it.id} ${window.value(it)}`);
            await window.until(() => missing().length === 0, () => `round ${round} is here; otherwise: ${missing()}`);
            late.push(performance.now() - written);
            window.tell(`seen ${round}`);
            await window.hear(`seen ${round}`);
          }
          await window.until(() => document.querySelector(".save-state").dataset.state === "saved", () => "it is saved");
          return late;
        },
        mine,
        from,
        to,
        VALUES,
      );
    const each = (await one.$$(".question")).length;
    const n = Math.ceil(EDITS[name] / each);
    const late = [];
    // In parts: one call into the page may last no longer than a wait.
    for (let from = 0; from < n; from += 50) {
      const to = Math.min(from + 50, n);
      late.push(...(await Promise.all([told(one, rounds(one, 0, from, to)), told(two, rounds(two, 1, from, to))])).flat());
    }
    late.sort((a, b) => a - b);
    const expected = new Map((await one.$$eval(".question", (all) => all.map((it) => it.id))).map((id, at) => [id, VALUES[(n - 1 + at) % VALUES.length]]));
    keeps(expected, await shown(one, expected));
    keeps(expected, await shown(two, expected));
    await open(one, address);
    await questions(one);
    keeps(expected, await shown(one, expected));
    const median = late[late.length >> 1];
    t.diagnostic(`${n * each} answers; what the other tab wrote is shown ${median.toFixed(1)} ms after one's own, at most ${late.at(-1).toFixed(0)} ms`);
    caused("T1");
  });

  test(`${name}: two tabs answer one question in the same millisecond: the same in both and in the storage, and the other answer is kept`, async (t) => {
    const [one, two] = await twoTabs(t, start);
    const rounds = (page, mine, n) =>
      page.evaluate(
        async (mine, n, values) => {
          const cards = [...document.querySelectorAll(".question")];
          const key = (card) => Object.keys(localStorage).find((it) => it.includes("/answer/") && `q-${it.split("/").pop().replaceAll(".", "-")}` === card.id);
          const [, assessment] = location.hash.match(/#\/a\/(\w+)/);
          const set = Storage.prototype.setItem;
          let writes = 0;
          Storage.prototype.setItem = function (name, json) {
            if (name.includes(`/${assessment}/answer/`)) writes += 1;
            set.call(this, name, json);
          };
          // One clock for both, that stands still while they answer.
          const began = Date.now();
          let now = began;
          Date.now = () => now;
          const troubles = [];
          let ties = 0;
          for (let round = 0; round < n; round += 1) {
            const card = cards[round % cards.length];
            // The first one says what time it is and when to start.
            if (mine === 0) {
              now = began + round * 3;
              const start = performance.timeOrigin + performance.now() + 8;
              window.tell(`start ${round}`, [now, start]);
              while (performance.timeOrigin + performance.now() < start);
            } else {
              const [time, start] = await window.hear(`start ${round}`);
              now = time;
              while (performance.timeOrigin + performance.now() < start);
            }
            // Never what it was, and never what the other one says.
            const before = values.indexOf(window.value(card));
            card.querySelector(`input[value="${values[(before + 1 + mine + values.length) % values.length]}"]`).click();
            const { value, at } = JSON.parse(window.spelt(localStorage.getItem(key(card))));
            const said = { rating: value.rating, at };
            const [, ms] = at.split("-");
            window.tell(`said ${round}`, said);
            const other = await window.hear(`said ${round}`);
            if (other.at.split("-")[1] === ms) ties += 1;
            const [winner, loser] = other.at > said.at ? [other, said] : [said, other];
            const stored = () => JSON.parse(window.spelt(localStorage.getItem(key(card))));
            const isWhole = () => {
              const it = stored();
              return window.value(card) === winner.rating && it.at === winner.at && it.value.rating === winner.rating && it.earlier?.some((it) => it.at === loser.at && it.value.rating === loser.rating);
            };
            await window.until(isWhole, () => `round ${round} is settled: ${JSON.stringify({ said, other, stored: stored(), shown: window.value(card) })}`);
            window.tell(`settled ${round}`);
            await window.hear(`settled ${round}`);
            if (isWhole()) continue;
            // What was written before may still be on its way; it changes nothing.
            troubles.push(`round ${round}: ${JSON.stringify({ said, other, stored: stored(), shown: window.value(card) })}`);
            await window.until(isWhole, () => `round ${round} is settled again: ${troubles.at(-1)}`);
          }
          return { writes, ties, troubles };
        },
        mine,
        n,
        VALUES,
      );
    const n = Math.ceil(EDITS[name] / 20);
    const both = await Promise.all([told(one, rounds(one, 0, n)), told(two, rounds(two, 1, n))]);
    for (const { troubles } of both) for (const it of troubles) t.diagnostic(`unsettled for a moment: ${it}`);
    const ties = both[0].ties;
    const writes = both[0].writes + both[1].writes;
    t.diagnostic(`${n} rounds, ${ties} of them in the same millisecond, ${writes} writes for ${2 * n} answers`);
    assert.ok(ties >= n * 0.9, `${ties} of ${n} rounds in the same millisecond`);
    assert.deepEqual([...(await shown(one))], [...(await shown(two))]);
    // What gave way is on the page, too.
    await one.bringToFront();
    await tap(one, ".question details.fold > summary");
    await sees(one, "Answered before: ", ".question");
    // Each answer is written once, and once more where it met the other one: what
    // gave way is kept in it. After that neither tab has anything to add, but where
    // the other one's answer and what it makes of both arrive apart, and each says
    // something new: how often is the machine's matter, and it is the end of it.
    assert.ok(writes <= 2 * 3 * n, `${writes} writes for ${2 * n} answers`);
    caused("T2");
  });
}
