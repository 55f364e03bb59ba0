// The last step of a release build, on what Trunk has left in dist/: one style
// sheet instead of many, smaller scripts and programs, names by the final content, and
// a checksum that the browser compares. `node .ci/pack.mjs dist`. Packs the files
// for the server of the tests too, which would else have to do it while it is asked.

import { createHash } from "node:crypto";
import { readdir, readFile, rename as move, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { packed, packs, unpack } from "../tests/web/packed.mjs";
import { binaryen, open } from "./parts/divide.mjs";

const dist = process.argv[2] ?? "dist";
const packages = createRequire(new URL("../tests/web/package.json", import.meta.url));
const page = join(dist, "index.html");
let html = await readFile(page, "utf8");

const checksum = (bytes, kind = "sha384") => `${kind}-${createHash(kind).update(bytes).digest("base64")}`;
const short = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
const attribute = (tag, name) => tag.match(new RegExp(` ${name}=(?:"([^"]*)"|([^\\s>]+))`))?.slice(1).find(Boolean);

/** The one tag in the page that this matches. */
function only(pattern, what) {
  const found = html.match(pattern) ?? [];
  if (found.length !== 1) throw new Error(`${page} has ${found.length} times ${what}, not once`);
  return found[0];
}

await bundleStyles();
const script = only(/<script [^>]*data-wasm=[^>]*>/g, "the start script");
await joinStart();
await shrink(join(dist, "boot.js"), { module: false });
await shrink(join(dist, attribute(script, "data-js")), { module: true });
const parts = (attribute(script, "data-parts") ?? "").split(" ").filter(Boolean);
const programs = [attribute(script, "data-wasm"), ...parts];
// The last one comes while the page is in use: for that it is not worth the time.
for (const [at, it] of programs.entries()) await optimise(join(dist, it), at < parts.length);
const checked = {
  js: await rename(attribute(script, "data-js")),
  wasm: await rename(attribute(script, "data-wasm")),
};
const sums = [];
// Of a kind that the start script can work out itself.
for (const it of parts) sums.push(await rename(it, "sha256"));
// The preload of the glue carries its checksum. For the program the start script
// asks for the check: browsers ignore the attribute on a preload of that kind.
const preload = only(/<link [^>]*rel="?modulepreload\b[^>]*>/g, "the preload of the glue");
html = html.replace(preload, preload.replace(/>$/, ` integrity="${checked.js}">`));
html = html.replace(" data-wasm=", ` data-wasm-sum="${checked.wasm}" data-wasm=`);
html = html.replace(" data-parts=", ` data-sums="${sums.join(" ")}" data-parts=`);
await writeFile(page, html);
await unpack();
const files = (await readdir(dist)).filter(packs);
await Promise.all(files.map(async (it) => packed(await readFile(join(dist, it)), "br")));

/** All style sheets as one, in the order of the page; the layers keep their ranks. */
async function bundleStyles() {
  const links = html.match(/<link [^>]*rel="?stylesheet\b[^>]*>/g) ?? [];
  const names = links.map((it) => attribute(it, "href"));
  const css = (await Promise.all(names.map((it) => readFile(join(dist, it), "utf8")))).join("\n");
  if (/@import|@charset/.test(css)) throw new Error("a style sheet begins with what cannot be joined (@import, @charset)");
  const name = `style-${short(css)}.css`;
  await writeFile(join(dist, name), css);
  await Promise.all(names.filter((it) => it !== `./${name}`).map((it) => rm(join(dist, it))));
  html = html.replace(links[0], `<link rel="stylesheet" href="./${name}" integrity="${checksum(css)}">`);
  for (const link of links.slice(1)) html = html.replace(link, "");
}

/** The start script with what it calls: one request. */
async function joinStart() {
  html = html.replace(only(/<script src="?hold\.js"?><\/script>/g, "what the start script calls"), "");
  const scripts = ["hold.js", "boot.js"].map((it) => join(dist, it));
  const texts = await Promise.all(scripts.map((it) => readFile(it, "utf8")));
  await writeFile(scripts[1], texts.join("\n"));
  await rm(scripts[0]);
}

/** Trunk's own way cannot read what wasm-bindgen writes. */
async function shrink(file, { module }) {
  const { minify } = packages("terser");
  const { code } = await minify(await readFile(file, "utf8"), { module, ecma: 2022, compress: { passes: 2 } });
  await writeFile(file, `${code}\n`);
}

/** The program, or a part of it, in fewer bytes. A gain of a few percent is never a reason to fail. */
async function optimise(file, isWaitedFor) {
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  binaryen.setGenerateStackIR(true);
  binaryen.setOptimizeStackIR(true);
  try {
    const module = open(await readFile(file));
    module.optimize();
    if (isWaitedFor) {
      // Blocks and branches built anew, and looked through twice more: 0.6 % after Brotli.
      module.runPasses(["flatten", "rereloop"]);
      module.optimize();
      module.optimize();
    }
    await writeFile(file, module.emitBinary());
    module.dispose();
  } catch ({ message }) {
    console.warn(`      the optimiser did not work here (${message}); the app is a few percent larger and otherwise the same`);
  }
}

/** Names a file by what is in it now, here and in the page; returns its checksum. */
async function rename(before, kind) {
  const bytes = await readFile(join(dist, before));
  const after = before.replace(/-[0-9a-f]+(?=(_bg)?\.\w+$)/, `-${short(bytes)}`);
  await move(join(dist, before), join(dist, after));
  html = html.replaceAll(before, after);
  return checksum(bytes, kind);
}
