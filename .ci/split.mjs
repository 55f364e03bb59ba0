// Divides the program of a release build: what showing the first page runs, and
// the rest, which follows while the page is being read. `node .ci/split.mjs dist`.
//
// The first part is what .ci/first-page.txt lists, as `bash .ci/first-page`
// recorded it in a browser. Of every other function it keeps at most a stand-in
// that calls the real one through a table, which the second part fills when it
// arrives. Nothing that happens after the start reaches the program before that
// (public/boot.js). A stand-in that the start itself calls too early, because the list
// is an old one, has the page start over with both parts. So the list decides about
// speed alone: whatever it leaves out still works.
//
// Data that the first page does without is marked by the build step of the bank
// (src/bank/build.rs) and moves, too: to whatever reads it before the second part
// is there it would be zeros, so what reads it moves with it, listed or not.
//
// Both parts share memory, tables and stack: to the code it is one program.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const packages = createRequire(new URL("../tests/web/package.json", import.meta.url));
const { default: binaryen } = await import(pathToFileURL(packages.resolve("binaryen")));
export const LIST = join(dirname(fileURLToPath(import.meta.url)), "first-page.txt");

/** Opens a program. The features one by one: with all of them it writes what browsers refuse. */
export function open(bytes) {
  const module = binaryen.readBinary(bytes);
  const { BulkMemory, BulkMemoryOpt, MutableGlobals, NontrappingFPToInt, SignExt, ReferenceTypes, Multivalue } = binaryen.Features;
  module.setFeatures(BulkMemory | BulkMemoryOpt | MutableGlobals | NontrappingFPToInt | SignExt | ReferenceTypes | Multivalue);
  return module;
}

/** The functions of a program that are its own and not imported. */
export function functions(module) {
  const all = Array.from({ length: module.getNumFunctions() }, (_, at) => module.getFunctionByIndex(at));
  return all.filter((it) => !binaryen.getFunctionInfo(it).module);
}

/**
 * A function's name without what differs between two builds of the same code:
 * the hashes of crates and the numbers that tell namesakes apart.
 */
export const plain = (name) => name.replace(/\[[0-9a-f]{12,16}\]/g, "").replace(/(\.\d+)+$/, "");

/** A name without its meaning: a function that lost it in the linker. */
const isNameless = (name) => /^\d+$/.test(name);

/**
 * Who calls whom, who reads which of these pieces of data, and what stands in the
 * table of function pointers.
 */
function graph(module, data) {
  const name = /\$("(?:[^"\\]|\\.)*"|[^\s()]+)/g;
  const read = (it) =>
    it.startsWith('"') ? it.slice(1, -1).replace(/\\([0-9a-f]{2}|.)/g, (_, c) => (c.length === 2 ? String.fromCharCode(parseInt(c, 16)) : c)) : it;
  const calls = new Map();
  const readers = data.map(() => new Set());
  const pointers = new Set();
  let memory = null;
  let inside = null;
  let current = null;
  for (const line of module.emitText().split("\n")) {
    const head = line.match(/^ \((\w+)/);
    if (head) {
      inside = null;
      if (head[1] === "elem") for (const [, it] of line.matchAll(name)) pointers.add(read(it));
      if (head[1] === "memory") memory = read(line.match(name)[0].slice(1));
      if (head[1] === "func") calls.set((current = read(line.slice(6).match(name)[0].slice(1))), (inside = new Set()));
    }
    for (const [, it] of inside ? line.matchAll(/\(i32\.const (\d+)\)/g) : []) {
      const at = data.findIndex(({ offset, data: bytes }) => it >= offset && it < offset + bytes.length);
      if (at >= 0) readers[at].add(current);
    }
    for (const [, it] of inside ? line.matchAll(/\((?:call|return_call|ref\.func) \$("(?:[^"\\]|\\.)*"|[^\s()]+)/g) : []) inside.add(read(it));
  }
  return { calls, readers, pointers, memory };
}

/** The functions that the glue calls, the one that starts the program among them. */
function exported(module) {
  const all = Array.from({ length: module.getNumExports() }, (_, at) => binaryen.getExportInfo(module.getExportByIndex(at)));
  return all.filter(({ kind }) => kind === binaryen.ExternalFunction).map(({ value }) => value);
}

/**
 * What the first part keeps: what is listed; and what has no name, and so cannot
 * be, when the glue calls it or a function that is kept.
 */
function keep(calls, listed, called) {
  const kept = new Set([...calls.keys()].filter((it) => (isNameless(it) ? called.includes(it) : listed.has(plain(it)))));
  for (const name of kept) {
    for (const it of calls.get(name)) if (isNameless(it) && calls.has(it)) kept.add(it);
  }
  return kept;
}

/** What begins marked data; four bytes for its length follow. */
const LATER = Buffer.from("\0plumbline-later");

/** The segments of the memory, as those that stay and those that come later. */
function divideData(module) {
  const stay = [];
  const later = [];
  for (let at = 0, n = module.getNumDataSegments(); at < n; at += 1) {
    const { offset, data, passive } = module.getDataSegmentInfo(module.getDataSegmentByIndex(at));
    if (passive) throw new Error("a passive segment: it has no place to be cut out of");
    const bytes = Buffer.from(data);
    const piece = (list, from, to) => {
      if (to > from) list.push({ name: `${list === later ? "later" : "data"}.${list.length}`, offset: offset + from, data: bytes.subarray(from, to), passive: false });
    };
    let from = 0;
    for (let mark = bytes.indexOf(LATER); mark >= 0; mark = bytes.indexOf(LATER, from)) {
      const end = mark + LATER.length + 4 + bytes.readUInt32LE(mark + LATER.length);
      if (end > bytes.length) throw new Error("marked data goes on beyond its segment");
      piece(stay, from, mark);
      piece(later, mark, end);
      from = end;
    }
    piece(stay, from, bytes.length);
  }
  return { stay, later };
}

/** Puts these segments into the memory of a part, in the place of all others. */
function setData(module, memory, segments) {
  const { initial, max } = module.getMemoryInfo();
  const placed = segments.map((it) => ({ ...it, offset: module.i32.const(it.offset) }));
  module.setMemory(initial, max ?? -1, null, placed, false, false, memory);
}

function split(bytes, listed) {
  const first = open(bytes);
  const { stay, later } = divideData(first);
  const { calls, readers, pointers, memory } = graph(first, later);
  if (readers.some((it) => !it.size)) throw new Error("marked data is read where it is not seen");
  const called = exported(first);
  const kept = keep(calls, listed, called);
  for (const it of readers.flatMap((all) => [...all])) kept.delete(it);
  const moved = [...calls.keys()].filter((it) => !kept.has(it));
  const entries = new Set([...pointers, ...called]);
  for (const name of kept) for (const it of calls.get(name)) entries.add(it);
  const slots = moved.filter((it) => entries.has(it));
  setData(first, memory, stay);
  firstPart(first, moved, slots);
  const rest = restPart(open(bytes), { calls, kept, moved, slots, memory, later, first });
  return { first, rest, kept: kept.size, moved: moved.length };
}

function firstPart(module, moved, slots) {
  const { i32, none, funcref } = binaryen;
  module.addFunctionImport("rest.load", "rest", "load", none, none);
  module.addTable("rest.table", slots.length, slots.length, funcref);
  module.addTableExport("rest.table", "rest.table");
  module.addGlobal("rest.here", i32, true, module.i32.const(0));
  module.addGlobalExport("rest.here", "rest.here");
  const load = module.if(module.i32.eqz(module.global.get("rest.here", i32)), module.call("rest.load", [], none));
  module.addFunction("rest.slot", i32, i32, [], module.block(null, [load, module.local.get(0, i32)], i32));
  const at = new Map(slots.map((it, index) => [it, index]));
  for (const name of moved) {
    const { params, results } = binaryen.getFunctionInfo(module.getFunction(name));
    module.removeFunction(name);
    if (!at.has(name)) continue;
    const slot = module.call("rest.slot", [module.i32.const(at.get(name))], i32);
    const passed = binaryen.expandType(params).map((type, index) => module.local.get(index, type));
    module.addFunction(name, params, results, [], module.call_indirect("rest.table", slot, passed, params, results));
  }
}

/** The second part, and for the first one the exports that it needs. */
function restPart(module, { calls, kept, moved, slots, memory, later, first }) {
  const used = new Set(moved.flatMap((it) => [...calls.get(it)]).filter((it) => kept.has(it)));
  let shared = 0;
  const share = (add) => {
    const name = `rest.${shared}`;
    shared += 1;
    add(name);
    return name;
  };
  while (module.getNumExports()) module.removeExport(binaryen.getExportInfo(module.getExportByIndex(0)).name);
  while (module.getNumElementSegments()) module.removeElementSegment(binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(0)).name);
  for (let at = 0, n = module.getNumTables(); at < n; at += 1) {
    const { name } = binaryen.getTableInfo(module.getTableByIndex(at));
    module.addTableImport(name, "first", share((as) => first.addTableExport(name, as)));
  }
  const globals = Array.from({ length: module.getNumGlobals() }, (_, at) => binaryen.getGlobalInfo(module.getGlobalByIndex(at)));
  for (const { name, type, mutable } of globals) {
    module.removeGlobal(name);
    module.addGlobalImport(name, "first", share((as) => first.addGlobalExport(name, as)), type, mutable);
  }
  setData(module, memory, later);
  module.addMemoryImport(memory, "first", "memory", false);
  for (const name of kept) {
    const { params, results } = binaryen.getFunctionInfo(module.getFunction(name));
    module.removeFunction(name);
    if (used.has(name)) module.addFunctionImport(name, "first", share((as) => first.addFunctionExport(name, as)), params, results);
  }
  module.addTableImport("rest.table", "first", "rest.table");
  module.addActiveElementSegment("rest.table", "rest.entries", slots, module.i32.const(0));
  module.runPasses(["remove-unused-module-elements"]);
  return module;
}

/** Lets the glue hand out what the second part is connected to. */
export function connect(glue) {
  const once = (pattern, with_) => {
    const parts = glue.split(pattern);
    if (parts.length !== 2) throw new Error(`the glue has ${parts.length - 1} times ${pattern}, not once`);
    glue = parts.join(with_);
  };
  once('"./plumbline_bg.js": import0,', '"./plumbline_bg.js": (rest.imports = import0), rest: { load: () => rest.load() },');
  once("wasm = instance.exports;", "wasm = rest.exports = instance.exports;");
  return `/** What the second part of the program is connected to, and who brings it. */\nexport const rest = { imports: null, exports: null, load: null };\n${glue}`;
}

/** The program and the glue in a build. */
export async function parts(dist) {
  const files = await readdir(dist);
  const [wasm, js] = [/_bg\.wasm$/, /^plumbline-.*\.js$/].map((it) => files.filter((name) => it.test(name)));
  if (wasm.length !== 1 || js.length !== 1) throw new Error(`${dist} holds ${wasm.length} programs and ${js.length} glues, not one each`);
  return { wasm: join(dist, wasm[0]), js: join(dist, js[0]) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = process.argv[2] ?? "dist";
  const { wasm, js } = await parts(dist);
  const listed = new Set((await readFile(LIST, "utf8")).split("\n").filter(Boolean));
  const { first, rest, kept, moved } = split(await readFile(wasm), listed);
  if (!first.validate() || !rest.validate()) throw new Error("the divided program is not valid");
  const name = "plumbline_rest-0.wasm";
  await writeFile(wasm, first.emitBinary());
  await writeFile(join(dist, name), rest.emitBinary());
  await writeFile(js, connect(await readFile(js, "utf8")));
  const page = join(dist, "index.html");
  await writeFile(page, (await readFile(page, "utf8")).replace(" data-wasm=", ` data-rest="./${name}" data-wasm=`));
  console.log(`      first page ${kept} functions, the rest ${moved}`);
}
