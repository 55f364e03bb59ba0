// Records which functions of the program the first page runs, in Chromium, and
// lists them in first-page.txt, by which split.mjs divides the program.
// `node .ci/record.mjs dist` on a build that is not divided.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, ready } from "../tests/web/browser.mjs";
import { serve } from "../tests/web/server.mjs";
import { functions, LIST, open, parts, plain } from "./split.mjs";

const packages = createRequire(new URL("../tests/web/package.json", import.meta.url));
const { default: binaryen } = await import(pathToFileURL(packages.resolve("binaryen")));

const copy = await mkdtemp(join(tmpdir(), "plumbline-record-"));
await cp(process.argv[2] ?? "dist", copy, { recursive: true });
const { wasm, js } = await parts(copy);

const module = open(await readFile(wasm));
const names = functions(module).map((it) => binaryen.getFunctionInfo(it).name);
for (const [at, name] of names.entries()) {
  const it = module.getFunction(name);
  const { body, results } = binaryen.getFunctionInfo(it);
  const told = module.block(null, [module.call("record", [module.i32.const(at)], binaryen.none), body], results);
  binaryen._BinaryenFunctionSetBody(it, told);
}
module.addFunctionImport("record", "record", "ran", binaryen.i32, binaryen.none);
await writeFile(wasm, module.emitBinary());
const glue = await readFile(js, "utf8");
const recording = glue.replace('"./plumbline_bg.js": import0,', '"./plumbline_bg.js": import0, record: { ran: (at) => window.ran.add(at) },');
await writeFile(js, `window.ran = new Set();\n${recording}`);

const listed = new Set();
const host = await serve(copy);
const browser = await chromium();
for (const [width, height] of [[1280, 900], [360, 740]]) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  // What the program sets up only when all of it is there never needs the first part.
  await page.evaluateOnNewDocument(() => Object.defineProperty(window, "plumblineWhole", { get: () => () => {}, set: () => {} }));
  await page.setViewport({ width, height });
  await page.goto(host.url);
  await ready(page);
  // What it does by itself in the second after that.
  await new Promise((later) => setTimeout(later, 1000));
  for (const at of await page.evaluate(() => [...window.ran])) listed.add(plain(names[at]));
  await context.close();
}
await browser.close();
await host.close();
await rm(copy, { recursive: true });
const lines = [...listed].filter((it) => !/^\d+$/.test(it)).sort();
await writeFile(LIST, `${lines.join("\n")}\n`);
console.log(`      ${lines.length} of ${names.length} functions run on the first page`);
