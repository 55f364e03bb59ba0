// Divides the program of a release build into the parts of divide.mjs, and connects the
// glue. `node .ci/parts/split.mjs dist LINKED`, where LINKED is what the linker wrote.
// What is not as expected ends the division: then the whole is shipped.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { divide } from "./divide.mjs";
import { write } from "./wasm.mjs";

export const LISTS = ["page", "answers", "use"].map((it) => fileURLToPath(new URL(`${it}.txt`, import.meta.url)));
/** What the parts after the first are called. */
const NAMES = ["answers", "use", "rest"].map((it) => `plumbline_${it}-0.wasm`);

/** The program and the glue in a build. */
export async function parts(dist) {
  const files = await readdir(dist);
  const [wasm, js] = [/_bg\.wasm$/, /^plumbline-.*\.js$/].map((it) => files.filter((name) => it.test(name)));
  if (wasm.length !== 1 || js.length !== 1) throw new Error(`${dist} holds not one program and one glue: ${[...wasm, ...js]}`);
  return { wasm: join(dist, wasm[0]), js: join(dist, js[0]) };
}

function once(text, pattern, with_) {
  const pieces = text.split(pattern);
  if (pieces.length !== 2) throw new Error(`the glue has ${pieces.length - 1} times ${pattern}, not once`);
  return pieces.join(with_);
}

/** The glue with one more module that the program imports. `own`: what the first is. */
export const glueWith = (glue, module, own = "import0") =>
  once(glue, '"./plumbline_bg.js": import0,', `"./plumbline_bg.js": ${own}, ${module},`);

/** The glue that hands out what later parts are connected to, and gets them. */
function connected(glue, names) {
  for (const [name, short] of names) {
    // What the glue gives, by key; what it takes, of the program.
    const pattern = short.startsWith("i") ? `(?<=^ +)${name}(?=: )` : `(?<=\\bwasm\\.)${name}\\b`;
    const renamed = glue.replace(new RegExp(pattern, "gm"), short);
    if (renamed === glue && glue.includes(name)) throw new Error(`the glue does not know ${name}`);
    glue = renamed;
  }
  glue = glueWith(glue, "rest: { load: (table, at) => rest.load(table, at) }", "(rest.imports = import0)");
  glue = once(glue, "wasm = instance.exports;", "wasm = rest.exports = instance.exports;");
  return `/** What the later parts of the program are connected to, and who brings them. */
export const rest = { imports: null, exports: null, load: null };
${glue}`;
}

/** The parts, and the glue for them. */
async function divided(program, glue, linked) {
  // A glue that reads the table of function pointers itself would find empty places.
  if (glue.includes("__indirect_function_table")) throw new Error("the glue reads the table of functions");
  const lists = await Promise.all(LISTS.map(async (it) => new Set((await readFile(it, "utf8")).split("\n"))));
  const { parts, names } = divide(program, await readFile(linked), lists);
  return { parts, glue: connected(glue, names) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dist, linked] = process.argv.slice(2);
  const { wasm, js } = await parts(dist);
  const program = await readFile(wasm);
  const result = await divided(program, await readFile(js, "utf8"), linked).catch(({ message }) =>
    console.warn(`      WARNING: the program is not divided, every visitor loads the whole: ${message}`),
  );
  if (!result) await writeFile(wasm, write(program));
  else {
    const files = [wasm, ...NAMES.map((it) => join(dist, it))];
    for (const [at, { bytes, functions, data }] of result.parts.entries()) {
      await writeFile(files[at], bytes);
      console.log(`      part ${at}: ${functions} functions, ${data} bytes of data`);
    }
    await writeFile(js, result.glue);
    const page = join(dist, "index.html");
    const tag = ` data-parts="${NAMES.map((it) => `./${it}`).join(" ")}" data-wasm=`;
    await writeFile(page, (await readFile(page, "utf8")).replace(" data-wasm=", tag));
  }
}
