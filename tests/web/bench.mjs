// Measures the release build in dist/ and prints a table of figure, value, aim
// and whether it is reached. Aims are ratios or bytes wherever a bare time
// would say more about the machine than about the app.

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { fileOf, hand } from "./access-pages.mjs";
import { chromium, marksUsable, ready, sees, showsMemory } from "./browser.mjs";
import { framedAs } from "./link-frame.mjs";
import { elsewhere, MANY } from "./many.mjs";
import { serve } from "./server.mjs";

const ROUNDS = 9;
const rows = [];
const report = (figure, value, aim = "", reached = undefined) =>
  rows.push({ figure, value, aim, reached: reached === undefined ? "" : reached ? "yes" : "NO" });
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (time) => `${time.toFixed(1)} ms`;
const median = (list) => percentile(list, 0.5);
function percentile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

// --- bytes ------------------------------------------------------------------

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const files = (await readdir("dist")).filter((it) => extname(it));
const sizes = [];
for (const name of files) {
  const bytes = await readFile(join("dist", name));
  sizes.push({ name: name.replace(/-[0-9a-f]{12,}/, ""), raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli(bytes) });
}
sizes.sort((a, b) => b.brotli - a.brotli);
console.log("\nBytes of dist/, largest first");
console.table(sizes.map((it) => ({ file: it.name, raw: it.raw, gzip: it.gzip, brotli: it.brotli })));
const total = (key, which = () => true) => sizes.filter(which).reduce((sum, it) => sum + it[key], 0);
// What is fetched before the page can be used; that it needs no more is a test.
for (const [journey, later, aim] of [["first page", /_(answers|use|rest)/, 120], ["first answer to an invitation", /_(use|rest)/, 250], ["coming back until an answer", /_rest/, 280]]) {
  const isNeeded = (it) => !later.test(it.name) && !/^(questionnaire|404)/.test(it.name);
  report(`${journey}, raw`, kb(total("raw", isNeeded)));
  report(`${journey}, gzip`, kb(total("gzip", isNeeded)));
  report(`${journey}, brotli`, kb(total("brotli", isNeeded)), `${aim} kB`, total("brotli", isNeeded) <= aim * 1000);
}
report("the whole app, brotli", kb(total("brotli")));

// --- start ------------------------------------------------------------------

const host = await serve("dist");

/** The static first view alone, same styles and same server: what a page of this content costs anyway. */
async function staticPage() {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-static-"));
  for (const name of files) {
    if (name.endsWith(".css")) await writeFile(join(folder, name), await readFile(join("dist", name)));
  }
  const html = (await readFile("dist/index.html", "utf8")).replace(/<script[^>]*><\/script>/g, "").replace(/<link[^>]*rel=(preload|modulepreload)[^>]*>/g, "");
  await writeFile(join(folder, "index.html"), html);
  return folder;
}

const folder = await staticPage();
const plain = await serve(folder);

async function start(url, isApp) {
  const browser = await chromium({ isWhole: true });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await marksUsable(page);
    await page.goto(url);
    if (isApp) await ready(page);
    return await page.evaluate(async (isApp) => {
      // The entry may come a moment after the paint itself.
      const paint = await new Promise((seen) => {
        new PerformanceObserver((list) => {
          const entry = list.getEntriesByName("first-contentful-paint")[0];
          if (entry) seen(entry.startTime);
        }).observe({ type: "paint", buffered: true });
      });
      const usable = isApp ? performance.getEntriesByName("usable")[0]?.startTime : undefined;
      const before = performance.getEntriesByType("resource").filter((it) => !isApp || it.startTime < usable);
      return { paint, usable, requests: before.length + 1 };
    }, isApp);
  } finally {
    await browser.close();
  }
}

const app = [];
const still = [];
for (let n = 0; n < ROUNDS; n += 1) {
  // Alternating, so that whatever else the machine does hits both.
  app.push(await start(host.url, true));
  still.push(await start(plain.url, false));
}
const paint = median(app.map((it) => it.paint));
const base = median(still.map((it) => it.paint));
report("requests of the first page", String(app[0].requests));
report("first paint, cold", ms(paint));
report("first paint of a static page", ms(base));
report("first paint, ratio", `${(paint / base).toFixed(2)}x`, "1.20x", paint / base <= 1.2);
report("app has taken over, cold", ms(median(app.map((it) => it.usable))));

// --- many assessments -------------------------------------------------------

{
  const browser = await chromium({ isWhole: true });
  const { blocked, busy } = await elsewhere(browser, host.url);
  await browser.close();
  // The same at d757d2d, where each letter had every assessment read anew.
  const before = "42.5 s";
  report(`first page with ${MANY} full assessments, blocked by 20 letters in another tab (was ${before})`, ms(blocked), "100 ms", blocked <= 100);
  report("of its main thread they take, short tasks included", ms(busy));
}

// --- scoring ----------------------------------------------------------------

{
  const browser = await chromium({ isWhole: true });
  const page = await browser.newPage();
  await page.goto(host.url);
  await ready(page);
  // The same code as in the page, in a program of its own: how many it scores at once stands there.
  const program = await readFile("target/wasm32-unknown-unknown/release/bench-scoring.wasm");
  const rates = [];
  for (let n = 0; n < 3; n += 1) {
    const seconds = await page.evaluate(async (base64) => {
      const module = await WebAssembly.compile(Uint8Array.from(atob(base64), (it) => it.charCodeAt(0)));
      const imports = {};
      // What links of the web half are left over is called by nobody.
      for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
      const { exports } = await WebAssembly.instantiate(module, imports);
      const begin = performance.now();
      if (exports.main(0, 0) !== 0) throw new Error("the scoring ended badly");
      return (performance.now() - begin) / 1_000;
    }, program.toString("base64"));
    rates.push(5_000 / seconds);
  }
  await browser.close();
  const rate = median(rates);
  report("full assessments scored per second, browser", rate.toFixed(0), "10000", rate >= 10_000);
}

// --- what is refused ----------------------------------------------------------

{
  const browser = await chromium({ isWhole: true });
  const page = await browser.newPage();
  await page.goto(`${host.url}#/open`);
  await ready(page);
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const beat = () => {
      window.longest = Math.max(window.longest, performance.now() - last);
      last = performance.now();
      setTimeout(beat, 10);
    };
    beat();
  });
  const many = `[${"1,".repeat(2_400_000)}1]`;
  const deep = "[".repeat(2_400_000) + "]".repeat(2_400_000);
  const fields = Array.from({ length: 60_000 }, (_, at) => [`future/${at}`, 1]);
  const refused = [many, deep, fileOf({ "set-up/name": "many" }).replace('"many"', many), fileOf({ "set-up/name": "deep" }).replace('"deep"', deep), fileOf(Object.fromEntries(fields)).replaceAll("00000000-", "")];
  for (const [at, text] of refused.entries()) {
    await hand(page, text, `${at}.json`);
    await sees(page, `${at}.json`, ".notice");
  }
  const longest = await page.evaluate(() => window.longest);
  report("hostile files of 5 MB: longest standstill", ms(longest), "1500 ms", longest <= 1500);

  await page.goto(`${host.url}#/sample`);
  await page.waitForSelector(".verdict");
  await page.evaluate(() => (location.hash = location.hash.replace(/results.*/, "raters")));
  await page.waitForSelector("#raters-links");
  const times = [];
  for (const byte of [0, 0xff, 0x55, 0xaa, 1, 0x80]) {
    const link = framedAs("s1", Buffer.alloc(48_000, byte));
    times.push(
      await page.evaluate(async (link) => {
        const called = (words) => [...document.querySelectorAll("button")].find((it) => it.innerText.trim() === words);
        document.querySelector("#raters-links").value = link;
        const begin = performance.now();
        called("Look at them").click();
        while (!document.querySelector('[aria-labelledby="arrived"] li')) await new Promise(requestAnimationFrame);
        const time = performance.now() - begin;
        called("Leave it").click();
        while (document.querySelector('[aria-labelledby="arrived"] li')) await new Promise(requestAnimationFrame);
        return time;
      }, link),
    );
  }
  report("hostile links of 64,000 letters: longest look", ms(Math.max(...times)), "3000 ms", Math.max(...times) <= 3000);
  await browser.close();
}

await host.close();
await plain.close();
await rm(folder, { recursive: true });
console.log("\nFigures");
console.table(rows);
