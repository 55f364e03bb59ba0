// Divides the program of a release build into the parts of divide.mjs, optimises each,
// and connects the glue. `node .ci/parts/split.mjs dist LINKED`, where LINKED is what the
// linker wrote. What is not as expected ends the division: then the whole is shipped.

import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { divide } from "./divide.mjs";
import { write } from "./wasm.mjs";

const here = dirname(fileURLToPath(import.meta.url));
export const LISTS = ["page.txt", "answers.txt", "use.txt"].map((it) => join(here, it));
/** What the parts after the first are called. */
const NAMES = ["plumbline_answers-0.wasm", "plumbline_use-0.wasm", "plumbline_rest-0.wasm"];

/** The program and the glue in a build. */
export async function parts(dist) {
  const files = await readdir(dist);
  const [wasm, js] = [/_bg\.wasm$/, /^plumbline-.*\.js$/].map((it) => files.filter((name) => it.test(name)));
  if (wasm.length !== 1 || js.length !== 1) throw new Error(`${dist} holds ${wasm.length} programs and ${js.length} glues, not one each`);
  return { wasm: join(dist, wasm[0]), js: join(dist, js[0]) };
}

function once(text, pattern, with_) {
  const pieces = text.split(pattern);
  if (pieces.length !== 2) throw new Error(`the glue has ${pieces.length - 1} times ${pattern}, not once`);
  return pieces.join(with_);
}

/** The glue with one more module that the program imports. */
export const glueWith = (glue, module) => once(glue, '"./plumbline_bg.js": import0,', `"./plumbline_bg.js": import0, ${module},`);

const FLAGS = "-Oz --enable-bulk-memory --enable-bulk-memory-opt --enable-mutable-globals --enable-nontrapping-float-to-int --enable-sign-ext --enable-reference-types --enable-multivalue";

/** Optimises a program in place. A gain of a few percent is never a reason to fail. */
async function optimise(file) {
  try {
    await promisify(execFile)("wasm-opt", [...FLAGS.split(" "), "--strip-debug", "--strip-producers", file, "-o", file]);
  } catch (error) {
    console.warn(`      wasm-opt did not work here (${error.message}); the app is a few percent larger and otherwise the same`);
  }
}

/** The glue that hands out what later parts are connected to, and gets them. */
const connected = (glue, names) => {
  for (const [name, short] of names) {
    // What the glue gives, by key; what it takes, of the program.
    const pattern = new RegExp(short.startsWith("i") ? `(?<=^ +)${name}(?=: )` : `(?<=\\bwasm\\.)${name}\\b`, "gm");
    if (!pattern.test(glue) && glue.includes(name)) throw new Error(`the glue does not know ${name}`);
    glue = glue.replace(pattern, short);
  }
  const handed = once(glueWith(glue, "rest: { load: (table, at) => rest.load(table, at) }"), '"./plumbline_bg.js": import0,', '"./plumbline_bg.js": (rest.imports = import0),');
  const all = once(handed, "wasm = instance.exports;", "wasm = rest.exports = instance.exports;");
  return `/** What the later parts of the program are connected to, and who brings them. */\nexport const rest = { imports: null, exports: null, load: null };\n${all}`;
};

/** The parts and the glue for them, or nothing where the program is not as expected. */
async function divided(program, glue, linked) {
  try {
    // A glue that reads the table of function pointers itself would find empty places.
    if (/__indirect_function_table/.test(glue)) throw new Error("the glue reads the table of functions");
    const lists = await Promise.all(LISTS.map(async (it) => new Set((await readFile(it, "utf8")).split("\n").filter(Boolean))));
    const { parts, names } = divide(program, await readFile(linked), lists);
    return { parts, glue: connected(glue, names) };
  } catch (error) {
    console.warn(`      WARNING: the program is not divided, every visitor loads the whole: ${error.message}`);
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dist, linked] = process.argv.slice(2);
  const { wasm, js } = await parts(dist);
  const page = join(dist, "index.html");
  const result = await divided(await readFile(wasm), await readFile(js, "utf8"), linked);
  const names = result ? NAMES : [];
  if (!result) await writeFile(wasm, write(await readFile(wasm)));
  const files = [wasm, ...names.map((it) => join(dist, it))];
  if (result) {
    await Promise.all(files.map((it, at) => writeFile(it, result.parts[at].bytes)));
    await writeFile(js, result.glue);
    const tag = ` data-parts="${names.map((it) => `./${it}`).join(" ")}" data-wasm=`;
    await writeFile(page, (await readFile(page, "utf8")).replace(" data-wasm=", tag));
    for (const [at, it] of result.parts.entries()) console.log(`      part ${at}: ${it.functions} functions, ${it.data} bytes of data`);
  }
  for (const it of files) await optimise(it);
}
