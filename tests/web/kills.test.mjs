// Browsers that are killed again and again while answers are being written, each
// with one profile from the first kill to the last: what was shown as saved is
// there at the next start.

import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium, fill, firefox, open, questions, saved, scratch, sees, until } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { serve } from "./server.mjs";
import { chance, everyCard, showing, slain, VALUES } from "./work.mjs";

/** How often each browser is killed; before a release more of it: KILLS=200. */
const KILLS = Number(process.env.KILLS ?? 30);

/** What is asked for on a whole run: a kill has to find as many answers at least. */
const ANSWERS = 10_000 / 400;

/** Up to so many answers are given before a kill. */
const MOST = 60;

let host;
before(async () => {
  host = await serve("dist");
});
after(() => host?.close());

/** Less to start: none of it has to do with what is stored, and it is half of a start. */
const LEAN_CHROMIUM = [
  "--disable-gpu",
  "--no-zygote",
  "--in-process-gpu",
  "--disable-extensions",
  "--disable-breakpad",
  "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
];
const LEAN_FIREFOX = {
  "dom.ipc.processCount": 1,
  "dom.ipc.processPrelaunch.enabled": false,
  "fission.autostart": false,
  "browser.tabs.remote.separatePrivilegedContentProcess": false,
  "layers.gpu-process.enabled": false,
  "media.rdd-process.enabled": false,
  "media.utility-process.enabled": false,
  "network.process.enabled": false,
  "extensions.webextensions.remote": false,
  "extensions.enabledScopes": 0,
  "services.settings.server": "http://127.0.0.1:9/",
  "browser.topsites.contile.enabled": false,
  "browser.newtabpage.enabled": false,
  "browser.startup.blankWindow": false,
  "browser.search.update": false,
  "browser.ml.enable": false,
};

const ENGINES = {
  Chromium: {
    seed: 12345,
    start: (userDataDir) => chromium({ userDataDir, args: LEAN_CHROMIUM }),
    left: ["SingletonLock", "SingletonSocket", "SingletonCookie"],
  },
  Firefox: {
    seed: 54321,
    start: (userDataDir) => firefox(LEAN_FIREFOX, { userDataDir }),
    // With the last it would take every start for a failed one, and build its
    // caches anew.
    left: ["lock", ".parentlock", ".startup-incomplete"],
  },
};

/** Starts a browser on the profile that the last one was killed on. */
async function started({ start, left }, profile) {
  for (let attempt = 1; ; attempt += 1) {
    await tidy(profile, left);
    try {
      return await start(profile);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** Takes away the locks of a browser that is no more. */
async function tidy(profile, left) {
  for (const name of left) await rm(join(profile, name), { force: true });
  // Puppeteer puts Firefox's preferences back when the process has ended.
  await until(async () => !(await readdir(profile)).some((it) => it.endsWith(".puppeteer")), "the preferences are put back");
}

/** Answers one question after the other until the end, and says of each when it is shown as saved. */
const answering = (page, pages) =>
  page.evaluate(
    async (pages, values) => {
      // A turn of the page, without the four milliseconds of a timer.
      const { port1, port2 } = new MessageChannel();
      const turn = () =>
        new Promise((next) => {
          port1.onmessage = next;
          port2.postMessage("");
        });
      const state = document.querySelector(".save-state");
      for (let at = 0; ; at += 1) {
        const [process, ids] = pages[at % pages.length];
        location.hash = location.hash.replace(/assess.*/, `assess/${process}`);
        while (!document.getElementById(ids.at(-1))) await turn();
        for (const id of ids) {
          const card = document.getElementById(id);
          const now = card.querySelector("input:is([value=N],[value=P],[value=L],[value=F]):checked")?.value;
          // Always another one than before: an answer that is lost is seen.
          const value = values[(values.indexOf(now) + 1) % values.length];
          card.querySelector(`input[value="${value}"]`).click();
          // What was shown before the click says nothing about it.
          await turn();
          while (!state.isConnected || state.dataset.state !== "saved") await turn();
          console.debug(`saved ${id} ${value}`);
        }
      }
    },
    pages,
    VALUES,
  );

async function killedAgainAndAgain(t, engine) {
  const next = chance(engine.seed);
  const profile = await scratch();
  let browser;
  t.after(() => browser && slain(browser));
  // A first start in peace builds the caches that a killed one never writes.
  browser = await started(engine, profile);
  let [page] = await browser.pages();
  await open(page, `${host.url}#/new`);
  await sees(page, "Set up", "h1");
  // It is stored with the first thing that is said.
  await fill(page, "Organisation", "Hafen Works");
  await saved(page);
  const address = page.url().replace("set-up", "assess/incident");
  await open(page, address);
  await questions(page);
  const pages = await everyCard(page);
  await browser.close();
  const asked = pages.flatMap(([, ids]) => ids);
  assert.equal(asked.length, 140);

  // What the page has shown as saved, and what it may show besides: an answer
  // that was given and not yet shown as saved is there or is not.
  const known = new Map();
  let fresh = new Map();
  let from = 0;
  let sum = 0;
  /** Looks at these pages; all that was shown as saved has to be on them. */
  const check = async (some) => {
    const ids = some.flatMap(([, ids]) => ids);
    const after = (value) => VALUES[(VALUES.indexOf(value) + 1) % VALUES.length];
    const may = new Map(ids.map((id) => [id, fresh.has(id) ? [fresh.get(id)] : [known.get(id), after(known.get(id))]]));
    const found = new Map(await showing(page, some, [...may].filter(([, values]) => values[0])));
    keeps(fresh, found);
    const lost = [...may].filter(([id, values]) => !values.includes(found.get(id)));
    assert.deepEqual(lost.map(([id, values]) => `${id}: ${found.get(id)} instead of ${values}`), []);
    sum += fresh.size;
    for (const [id, value] of found) known.set(id, value);
    fresh = new Map();
  };

  for (let kill = 1; kill <= KILLS; kill += 1) {
    browser = await started(engine, profile);
    [page] = await browser.pages();
    if (next(16) === 0) {
      // Some die before they have shown anything.
      page.goto(address).catch(() => {});
      await new Promise((moment) => setTimeout(moment, next(600)));
      await slain(browser);
      continue;
    }
    await open(page, address);
    await questions(page);
    // Those where it answered, and the one that it may just have come to.
    const last = pages.filter(([, ids], at) => ids.some((id) => fresh.has(id)) || at === (from + 1) % pages.length);
    await check(kill % 20 === 0 ? pages : last);
    // From where it ended, all around.
    const around = [...pages.slice(from), ...pages.slice(0, from)];
    const enough = 1 + next(MOST);
    await new Promise((done, failed) => {
      page.on("console", (message) => {
        const [what, id, value] = message.text().split(" ");
        if (what !== "saved") return;
        fresh.set(id, value);
        from = pages.findIndex(([, ids]) => ids.includes(id));
        if (fresh.size === enough) done();
      });
      // It ends with the browser, or at the limit, with something that is never saved.
      answering(page, around).catch(failed);
    });
    // At any moment of a write; meanwhile it goes on.
    await new Promise((moment) => setTimeout(moment, next(12)));
    await slain(browser);
  }

  browser = await started(engine, profile);
  [page] = await browser.pages();
  await open(page, address);
  await questions(page);
  await check(pages);
  t.diagnostic(`${KILLS} kills, ${sum} answers shown as saved, none of them lost`);
  assert.ok(sum >= ANSWERS * KILLS || KILLS < 50, `${sum} answers are too few`);
}

test(`killed ${KILLS} times in each browser while answers are written: nothing that was shown as saved is lost`, { concurrency: true }, async (t) => {
  await Promise.all(Object.entries(ENGINES).map(([name, engine]) => t.test(name, (t) => killedAgainAndAgain(t, engine))));
  caused("S18");
});
