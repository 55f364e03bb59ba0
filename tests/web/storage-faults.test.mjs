// Faults of the storage itself: forbidden, missing, full, private, forgetful,
// frozen, at odds with the journal.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { chromium, fill, firefox, named, open, press, questions, records, saved, scratch, sees, tap } from "./browser.mjs";
import { caused, keeps } from "./cases.mjs";
import { downloaded, fresh, give, place, together } from "./people.mjs";
import { serve } from "./server.mjs";
import { beginAt, rate, shown, VALUES, slain } from "./work.mjs";

const run = promisify(execFile);

together();

/** Fills the local storage of the page's origin until so many characters are left. */
const pad = (page, left) =>
  page.evaluate((left) => {
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      for (let n = 0; ; n += 1) {
        try {
          localStorage.setItem(`pad-${size}-${n}`, "x".repeat(size));
        } catch {
          break;
        }
      }
    }
    // The keys count, too.
    const biggest = Object.keys(localStorage).find((it) => it.startsWith("pad-1048576"));
    if (left) localStorage.setItem(biggest, "x".repeat(localStorage.getItem(biggest).length - left));
  }, left);

test("another app has filled the storage before the start: it works, says who has it, and offers a file", async (t) => {
  const page = await fresh(t);
  // Leaving it, the browser asks: not everything is in its storage.
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(`${place()}boot.js`);
  await pad(page, 0);
  await open(page, `${place()}#/new`);
  await fill(page, "Organisation", "No room at all");
  await sees(page, "refuses to store", ".banner");
  await sees(page, "other pages of the same address", ".banner");
  await sees(page, "Download a copy", ".banner");
  // The journal has it, in another store of the browser, once it has answered.
  await page.waitForSelector('.save-state[data-state="unsaved"]');
  const address = page.url();
  await open(page, address);
  await page.waitForFunction(() => document.querySelector("#organisation")?.value === "No room at all");
  caused("S2");
});

test("it fills up at any moment: what does not fit is said, kept, and written when there is room", async (t) => {
  // The five answers take about 350 characters.
  for (const left of [0, 40, 60, 90, 150, 250]) {
    const page = await fresh(t);
    const address = await beginAt(page);
    await pad(page, left);
    const expected = new Map();
    for (let at = 0; at < 5; at += 1) {
      const id = await page.evaluate((at) => {
        const card = document.querySelectorAll(".question")[at];
        card.querySelector('input[value="L"]').click();
        return card.id;
      }, at);
      expected.set(id, "L");
    }
    await page.waitForFunction(() => document.querySelector(".save-state").textContent.trim() === "Not saved");
    keeps(expected, await shown(page, expected));
    await page.evaluate(() => Object.keys(localStorage).filter((it) => it.startsWith("pad-")).forEach((it) => localStorage.removeItem(it)));
    await press(page, "Try again");
    await sees(page, "Saved", ".save-state");
    await open(page, address);
    await questions(page);
    keeps(expected, await shown(page, expected));
    await page.close();
  }
});

test("whatever a browser calls it, a refused write is a refused write", async (t) => {
  const errors = [
    'new DOMException("full", "QuotaExceededError")',
    'Object.assign(new Error("full"), { name: "NS_ERROR_DOM_QUOTA_REACHED", code: 1014 })',
    'Object.assign(new Error("full"), { name: "QUOTA_EXCEEDED_ERR", code: 22 })',
    '"a text"',
    "undefined",
  ];
  for (const error of errors) {
    const page = await fresh(t);
    await beginAt(page);
    await page.evaluate((error) => {
      // No eval: the policy forbids it, as it should.
      const thrown = error.startsWith("new")
        ? new DOMException("full", "QuotaExceededError")
        : error.startsWith("Object")
          ? Object.assign(new Error("full"), { name: error.match(/name: "(\w+)"/)[1], code: Number(error.match(/code: (\d+)/)[1]) })
          : error === "undefined"
            ? undefined
            : "a text";
      Storage.prototype.setItem = () => {
        throw thrown;
      };
    }, error);
    await tap(page, '.question input[value="F"]');
    await sees(page, "1 change is in this tab alone", ".banner");
    await page.close();
  }
  caused("S3");
});

test("a write that is taken, read back, and dropped or rolled back a moment later is said", async (t) => {
  for (const isRolledBack of [false, true]) {
    const page = await fresh(t);
    await beginAt(page);
    if (isRolledBack) await rate(page, 0, "P");
    await page.evaluate(() => {
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        const before = this.getItem(key);
        set.call(this, key, value);
        if (!key.includes("/answer/")) return;
        setTimeout(() => (before === null ? this.removeItem(key) : set.call(this, key, before)), 300);
      };
    });
    // Whether it is shown as saved before that depends on how soon the journal has it.
    await tap(page, '.question input[value="F"]');
    await sees(page, "1 change is in this tab alone", ".banner");
    await sees(page, "Not saved", ".save-state");
    await page.close();
  }
  caused("S4");
});

/** It works in memory and says so before the first answer. */
async function worksInMemory(page) {
  await sees(page, "does not let the page store anything", ".banner");
  await questions(page);
  await page.evaluate(() => document.querySelector('.question input[value="F"]').click());
  await page.waitForFunction(() => document.querySelector('.question input[value="F"]').checked);
  await sees(page, "Download a copy", ".banner");
}

test("storage forbidden by a setting: Chromium and Firefox", async (t) => {
  const userDataDir = await scratch();
  await mkdir(join(userDataDir, "Default"), { recursive: true });
  await writeFile(join(userDataDir, "Default", "Preferences"), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  for (const start of [() => chromium({ userDataDir }), () => firefox({ "network.cookie.cookieBehavior": 2 })]) {
    const browser = await start();
    t.after(() => browser.close());
    const page = await browser.newPage();
    await open(page, `${place()}#/new`);
    await sees(page, "does not let the page store anything", ".banner");
    await page.evaluate(() => (location.hash = location.hash.replace("set-up", "assess/incident")));
    await worksInMemory(page);
    await browser.close();
  }
});

test("storage forbidden in a frame without an origin", async (t) => {
  // Without the header that forbids frames.
  const open = await serve("dist", { headers: { "Content-Security-Policy": "default-src *; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'", "Cross-Origin-Resource-Policy": "cross-origin", "Cross-Origin-Opener-Policy": "unsafe-none", "Access-Control-Allow-Origin": "*" } });
  t.after(() => open.close());
  const page = await fresh(t);
  await page.goto(`${open.url}schema/plumbline-1.schema.json`);
  await page.evaluate((url) => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.width = 1200;
    frame.height = 800;
    frame.src = `${url}#/new`;
    document.body.replaceChildren(frame);
  }, open.url);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForSelector(".banner");
  assert.match(await frame.$eval(".banner", (it) => it.innerText), /does not let the page store anything/);
  await frame.evaluate(() => (location.hash = location.hash.replace("set-up", "assess/incident")));
  await questions(frame);
  await frame.evaluate(() => document.querySelector('.question input[value="F"]').click());
  await frame.waitForSelector('.question input[value="F"]:checked');
  caused("S5");
});

test("Firefox without local storage, but with a journal", async (t) => {
  const browser = await firefox({ "dom.storage.enabled": false });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await open(page, `${place()}#/new`);
  await page.evaluate(() => (location.hash = location.hash.replace("set-up", "assess/incident")));
  await questions(page);
  await page.evaluate(() => document.querySelector('.question input[value="F"]').click());
  await sees(page, "Saved", ".save-state");
  const address = page.url();
  await open(page, address);
  await page.waitForSelector('.question input[value="F"]:checked');
});

test("a private window works, and gives no false alarm", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  const expected = new Map([[await rate(page, 0, "F"), "F"]]);
  assert.equal(await page.$(".banner"), null);
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  const browser = await firefox({ "browser.privatebrowsing.autostart": true });
  t.after(() => browser.close());
  const other = await browser.newPage();
  await open(other, `${place()}#/new`);
  await sees(other, "Set up", "h1");
  assert.equal(await other.$(".banner"), null);
  caused("S7");
});

test("cleared since the last visit: an empty start says what to do", async (t) => {
  const before = await fresh(t);
  const address = await beginAt(before);
  const expected = new Map();
  for (let at = 0; at < 4; at += 1) expected.set(await rate(before, at, VALUES[at]), VALUES[at]);
  const [, id] = address.match(/#\/a\/(\w+)/);
  await open(before, `${place()}#/a/${id}/results`);
  const file = await downloaded(before, "Export the file");
  // Another profile has nothing of it but the file.
  const page = await fresh(t);
  await open(page, address);
  await sees(page, "not in this browser", "h1");
  await open(page, place());
  await sees(page, "browsers may also clear stored data: open your exported file.", ".empty");
  await give(page, file);
  await press(page, "Take it over");
  await questions(page);
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
  caused("S16");
});

test("a page that was frozen and then killed", async (t) => {
  const userDataDir = await scratch();
  const mine = await chromium({ userDataDir });
  const page = await mine.newPage();
  const address = await beginAt(page);
  const expected = new Map([[await rate(page, 0, "F"), "F"], [await rate(page, 1, "P"), "P"]]);
  const session = await page.createCDPSession();
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await slain(mine);
  const again = await chromium({ userDataDir });
  t.after(() => again.close());
  const back = await again.newPage();
  await open(back, address);
  keeps(expected, await shown(back, expected));
  caused("S22");
});

test("another version wants the journal: this one lets go, goes on, and says that less is safe", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  const expected = new Map([[await rate(page, 0, "F"), "F"]]);
  const other = await page.browserContext().newPage();
  await other.goto(`${place()}boot.js`);
  const upgraded = await other.evaluate(async () => {
    const all = [];
    const second = await navigator.storageBuckets.open("plumbline-journal");
    for (const factory of [indexedDB, second.indexedDB]) {
      const opening = factory.open("plumbline", 99);
      all.push(await new Promise((done) => {
        opening.onsuccess = () => done("upgraded");
        opening.onblocked = () => done("blocked");
        opening.onerror = () => done("failed");
      }));
    }
    return all;
  });
  assert.deepEqual(upgraded, ["upgraded", "upgraded"]);
  await page.bringToFront();
  expected.set(await rate(page, 1, "P"), "P");
  await page.evaluate(() => (location.hash = "#/settings"));
  await sees(page, "keeps no journal");
  // A start at which the journal is of a newer version.
  await open(page, address);
  await questions(page);
  keeps(expected, await shown(page, expected));
});

test("journal and storage disagree: the later one counts, field by field, whoever has it", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  await rate(page, 0, "F");
  await rate(page, 1, "F");
  const all = Object.entries(await records(page)).filter(([key]) => key.includes("/answer/"));
  const at = (json, shift) => json.replace(/"at": "(\w{8})-(\w{12})/, (_, epoch, ms) => `"at": "${epoch}-${(parseInt(ms, 16) + shift).toString(16).padStart(12, "0")}`);
  await page.goto(`${place()}boot.js`);
  await page.evaluate(([older, newer]) => {
    localStorage.setItem(...older);
    localStorage.setItem(...newer);
  }, [
    [all[0][0], at(all[0][1], -60_000).replace('"F"', '"N"')],
    [all[1][0], at(all[1][1], 60_000).replace('"F"', '"P"')],
  ]);
  await open(page, address);
  const values = async () => [...(await shown(page)).values()].join("");
  await page.waitForFunction(() => document.querySelectorAll(".question input:is([value=F],[value=P]):checked").length === 2);
  assert.deepEqual([...(await values())].sort(), ["F", "P"]);
  caused("S26");
});

test("broken, invisible and endless texts are cleaned and cut, and the counter says so", async (t) => {
  const page = await fresh(t);
  await beginAt(page);
  await tap(page, ".question details.fold > summary");
  const note = await page.waitForSelector('.question [id$="-note"]');
  const texts = ["half \ud800 a character", "nul \u0000 bell \u0007 escape \u001b[31m", "\u202ebackwards\u202c", "x".repeat(1_000_000)];
  for (const text of texts) {
    await note.evaluate((it, text) => {
      it.value = text;
      it.dispatchEvent(new Event("input", { bubbles: true }));
    }, text);
    await saved(page);
    const [json] = Object.entries(await records(page)).filter(([key]) => key.includes("/note/")).map(([, json]) => json);
    const { value } = JSON.parse(json);
    assert.ok(value.length <= 4000);
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(value, /[\u0000-\u0008\u000e-\u001f\ud800]/);
  }
  await sees(page, "4000 of 4000 characters.");
  caused("S27");
});

test("a disk that is full", async (t) => {
  const disk = await scratch();
  try {
    await run("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", disk]);
  } catch {
    // Who is not allowed to mount has the same fault from another side.
    const page = await fresh(t);
    await beginAt(page);
    await pad(page, 0);
    await tap(page, '.question input[value="F"]');
    await sees(page, "refuses to store", ".banner");
    caused("S28");
    return;
  }
  const mine = await chromium({ userDataDir: join(disk, "profile"), args: ["--disk-cache-dir=/dev/null"] });
  // However it ends, before the folder is taken away.
  const unmount = () => run("umount", ["-l", disk]).catch(() => {});
  process.prependOnceListener("exit", () => spawnSync("umount", ["-l", disk]));
  t.signal.addEventListener("abort", unmount);
  const page = await mine.newPage();
  await beginAt(page);
  const expected = new Map([[await rate(page, 0, "F"), "F"]]);
  await run("dd", ["if=/dev/zero", `of=${join(disk, "full")}`, "bs=64k"]).catch(() => {});
  // Whether the browser takes the next answer or refuses it, it stays on the page
  // and the state is said.
  await page.evaluate(() => document.querySelectorAll('.question input[value="P"]')[1].click());
  await page.waitForFunction(() => document.querySelectorAll('.question input[value="P"]')[1].checked);
  await page.waitForFunction(() => document.querySelector(".save-state").dataset.state !== "saving");
  const state = await page.$eval(".save-state", (it) => it.dataset.state);
  const all = await shown(page);
  keeps(expected, all);
  // What was shown as saved is there at the next start, disk or no disk.
  const address = page.url();
  await mine.close();
  await run("rm", [join(disk, "full")]);
  const again = await chromium({ userDataDir: join(disk, "profile"), args: ["--disk-cache-dir=/dev/null"] });
  const back = await again.newPage();
  await open(back, address);
  const safe = state === "saved" ? all : expected;
  keeps(safe, await shown(back, safe));
  await again.close();
  await run("umount", ["-l", disk]);
  caused("S28");
});

test("twenty assessments: how much of the storage they take is said, with a warning at half", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/sample`);
  await page.waitForSelector(".verdict");
  await page.evaluate(() => {
    const [, id] = location.hash.match(/#\/a\/(\w+)/);
    const of = Object.entries(localStorage).filter(([key]) => key.includes(`/1/${id}/`));
    for (let n = 0; n < 19; n += 1) {
      const other = `${String.fromCharCode(97 + n)}${id.slice(1, 10)}2z`;
      for (const [key, json] of of) localStorage.setItem(key.replace(id, other), json);
    }
  });
  await open(page, place());
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 20);
  await page.goto(`${place()}#/settings`);
  await sees(page, "of about 5 million characters");
  assert.equal(await page.$("#main .notice"), null);
  await page.evaluate(() => localStorage.setItem("other", "x".repeat(2_400_000)));
  await open(page, `${place()}#/settings`);
  await sees(page, "other pages of the same address 2.28");
  await sees(page, "Half of it is taken.", ".notice");
  caused("S29");
});

test("a clock a year ahead at one start empties no bin; what was begun and left untouched goes after a day", async (t) => {
  const page = await fresh(t);
  await open(page, `${place()}#/new`);
  await fill(page, "Organisation", "Hafen Works");
  await saved(page);
  await open(page, place());
  await press(page, "Delete Hafen Works");
  await press(page, "Move to the bin");
  await sees(page, "Hafen Works is in the bin.", ".toast");
  // As earlier versions left it when somebody had a look at the first page of one.
  await page.evaluate(() => {
    const now = Date.now();
    const at = `00000000-${now.toString(16).padStart(12, "0")}-0000-0000000000000001`;
    localStorage.setItem("plumbline/1/abcdefghjkmn/set-up/created", JSON.stringify({ value: now, at }));
    localStorage.setItem("plumbline/1/abcdefghjkmn/model", JSON.stringify({ id: "any", version: "1.0.0" }));
  });
  await open(page, place());
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 1);
  await page.evaluateOnNewDocument(() => {
    const real = Date.now;
    Date.now = () => real() + 366 * 24 * 3600 * 1000;
  });
  await open(page, place());
  await page.waitForFunction(() => document.querySelectorAll(".register__row").length === 0);
  await page.goto(`${place()}#/settings`);
  await named(page, "button", "Put back Hafen Works");
});

test("what is downloaded because it cannot be stored says what it holds beside the results", async (t) => {
  const page = await fresh(t);
  const address = await beginAt(page);
  await page.evaluate(() => {
    const at = (minute) => `00000000-${(1_700_000_000_000 + minute * 120_000).toString(16).padStart(12, "0")}-0000-0000000000000007`;
    const note = { value: "As agreed", at: at(2), earlier: [{ value: "Kim was careless", at: at(1) }] };
    localStorage.setItem(`plumbline/1/${location.hash.split("/")[2]}/note/incident.record`, JSON.stringify(note));
  });
  await open(page, address);
  await questions(page);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await tap(page, '.question input[value="F"]');
  await press(page, "Download a copy");
  await sees(page, "The file holds more than the results", "dialog");
  await tap(page, "dialog input[type=checkbox]");
  const text = await readFile(await downloaded(page, "Export"), "utf8");
  assert.ok(text.includes("As agreed") && text.includes('{"rating":"F"}'), text);
  assert.ok(!text.includes("careless"), text);
});
