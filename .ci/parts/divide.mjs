// Divides a program into parts by what journeys through it have run, so that a browser
// need not wait for what the first page, or the first answer, does without.
//
// Why not the tools that divide by what can be *reached* (wasm-split-cli with leptos'
// `#[lazy]`): tables of methods and closures reach nearly everything. When they divide by
// what is run, or when Rust can load a crate on demand, this can go.
//
// Part 0 starts the program. Each part has the functions that its list names and none
// before it does; the last has all others. To the code it is one program: memory, stack
// and the table of function pointers belong to part 0. What leads to a later part finds
// an empty place in a table, and asks for that part (`rest.load(table, place)`, see
// public/boot.js). So the lists decide about speed alone: what they leave out still works.
//
// Data goes with the first part that has a function which can get at it, as the linker's
// relocations tell; to anything else it would be zeros.

import binaryen from "../../tests/web/node_modules/binaryen/index.js";
import { bodies, relocations, write } from "./wasm.mjs";

export { binaryen };
const { i32, none, funcref, Features } = binaryen;

/** With all of them it writes what browsers refuse. */
const { BulkMemory, BulkMemoryOpt, MutableGlobals, NontrappingFPToInt, SignExt, ReferenceTypes, Multivalue } = Features;
const FEATURES = BulkMemory | BulkMemoryOpt | MutableGlobals | NontrappingFPToInt | SignExt | ReferenceTypes | Multivalue;

/** Opens a program. */
export function open(bytes) {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES);
  return module;
}

/** All that a program has of a kind: "Function", "Export", "Global", "Table", "ElementSegment". */
const every = (module, kind) =>
  Array.from({ length: module[`getNum${kind}s`]() }, (_, at) => binaryen[`get${kind}Info`](module[`get${kind}ByIndex`](at)));

/** The names of the functions that are a program's own and not imported. */
export const functions = (module) => every(module, "Function").filter((it) => !it.module).map((it) => it.name);

/** A function's name without hashes of crates and running numbers, which tell nothing but two builds apart. */
export const plain = (name) => name.replace(/Cs[0-9A-Za-z]+_(?=\d)/g, "C").replace(/((\.\d+)+|(?<= externref shim)_\d+)$/, "");

/** Smaller than what would stand in for it, in bytes. */
const TINY = 24;
/**
 * What maps do when something is taken out of them, or when they grow or shrink by a level, which
 * follows from how many entries they have and where: no recorded journey meets all of it, and a
 * start that lacks it starts over with everything. Three times it was this that lacked, and
 * nothing else of the library.
 */
export const OF_MAPS = /5alloc11collections5btree.*(BalancingContext|_internal_level)/;
/** What wasm_split_macros exports for nobody, under a name made of the folder: every user is to build the same bytes. */
const STAMP = /^_WASM_SPLIT_MARKER_/;
/** What the program calls the glue. */
const GLUE = "./plumbline_bg.js";
/** What is called before each call through the table: it gets, and hands on, the place there. */
const NEED = "need";

/** What is to be divided, read once: functions with what they call, and pointers to them. */
function read(program) {
  const module = open(write(program));
  module.addFunction(NEED, i32, i32, [], module.local.get(0, i32));
  const functions = every(module, "Function").map((it) => ({ ...it, part: 0, calls: new Set() }));
  const own = functions.filter((it) => !it.module);
  const named = new Map(functions.map((it) => [it.name, it]));
  // What the glue takes, under which name.
  const taken = new Map();
  for (const { kind, name, value } of every(module, "Export")) {
    if (kind === binaryen.ExternalFunction) taken.set(name, named.get(value));
    if (kind === binaryen.ExternalFunction || STAMP.test(name)) module.removeExport(name);
  }
  const pointers = [];
  const [{ name: main }] = every(module, "Table");
  for (const { name, table, offset, data } of every(module, "ElementSegment")) {
    if (table !== main) throw new Error("function pointers that are not in the first table");
    const start = binaryen.getExpressionInfo(offset).value;
    for (const [at, name] of data.entries()) pointers[start + at] = named.get(name);
    module.removeElementSegment(name);
  }
  // Instruction by instruction: which functions each one names, and where it calls through the table.
  let calls;
  const lines = module.emitStackIR().split("\n").map((line) => {
    const [, what, quoted] = line.match(/^ +\(?([\w.]+)(?: \$("(?:\\.|[^"])*"|\S+))?/) ?? [];
    const name = quoted?.replace(/^"|"$|\\(["'\\])/g, "$1");
    if (what === "func") calls = named.get(name).calls;
    if (["call", "return_call", "ref.func"].includes(what)) calls.add(named.get(name));
    if (!what?.endsWith("call_indirect")) return line;
    if (name !== main) throw new Error("calls that do not go through the first table");
    calls.add(named.get(NEED));
    return `call $${NEED}\n${line}`;
  });
  binaryen.setDebugInfo(true);
  const bytes = Buffer.from(binaryen.parseText(lines.join("\n")).emitBinary());
  binaryen.setDebugInfo(false);
  for (const [nth, { length }] of bodies(program).entries()) own[nth].length = length;
  return { bytes, module, own, named, taken, main, pointers };
}

/** Says of each function which part it is in. `lists`: the plain names of the parts before the last. */
function place(own, lists) {
  for (const it of own) {
    const listed = lists.findIndex((names) => names.has(plain(it.name)));
    // What has lost its name in the linker cannot be listed.
    if (it.name !== NEED && !/^\d+$/.test(it.name)) it.part = listed < 0 ? lists.length : listed;
  }
  for (let p = 0; p < lists.length; p += 1) {
    const isLast = p === lists.length - 1;
    const isThere = (it) => it.part <= p;
    const isTiny = (it) => it.length <= TINY && [...it.calls].every(isThere);
    const todo = own.filter((it) => (isLast ? isThere(it) : it.part === p));
    for (const { calls } of todo) {
      for (const it of calls) {
        if (isThere(it) || !((isLast && OF_MAPS.test(it.name)) || isTiny(it))) continue;
        it.part = p;
        todo.push(it);
      }
    }
  }
}

/** Which part each byte of the data is in, and all of it as it is at the start. */
function placeData({ functions, symbols, segments, uses }, named, last) {
  const start = Math.min(...segments.map((it) => it.address));
  const end = Math.max(...segments.map((it) => it.address + it.content.length));
  const [image, owner] = [Buffer.alloc(end - start), Buffer.alloc(end - start)];
  for (const { address, content } of segments) image.set(content, address - start);
  // What no symbol covers may be anybody's, and so may what a function names that has lost its
  // name, or shares it with another.
  const put = ({ address, size }, p) => owner.fill(p, address - start, address - start + size);
  for (const it of symbols) if (it) put(it, last);
  const partOf = new Map();
  for (const { name } of functions) partOf.set(name, partOf.has(name) ? 0 : (named.get(name)?.part ?? 0));
  for (let p = last - 1; p >= 0; p -= 1) {
    const reached = new Set(functions.filter((it) => partOf.get(it.name) <= p).flatMap((it) => [...it.data]));
    for (const it of reached) {
      put(it, p);
      for (let at = it.address; at < it.address + it.size; at += 1) if (uses.has(at)) reached.add(uses.get(at));
    }
  }
  return { start, image, owner };
}

/** The data of a part, without zeros: gaps that are shorter than a new piece costs stay in. */
function dataOf({ start, image, owner }, p) {
  const runs = [];
  for (let at = 0; at < image.length; at += 1) {
    if (owner[at] !== p || !image[at]) continue;
    const run = runs.at(-1);
    // What an earlier part has, the program may have changed by then.
    const isFree = () => owner.subarray(run.end, at).every((it) => it >= p);
    if (run && at - run.end <= 8 && isFree()) run.end = at + 1;
    else runs.push({ from: at, end: at + 1 });
  }
  return runs.map(({ from, end }) => ({ offset: start + from, data: image.subarray(from, end) }));
}

/** Puts into a table what of it is in a part: in one piece where it stands together. */
function fill(module, table, all, p) {
  const runs = [];
  for (const [at, it] of all.entries()) {
    if (it?.part !== p) continue;
    if (all[at - 1]?.part !== p) runs.push({ from: at, names: [] });
    runs.at(-1).names.push(it.name);
  }
  for (const { from, names } of runs) {
    module.addActiveElementSegment(table, `${table}${from}`, names, module.i32.const(from));
  }
}

/**
 * Divides a program, as wasm-bindgen has left it and before any optimiser has seen it.
 * `linked` is what the linker wrote, with relocations; `lists` are sets of plain names.
 * Returns the parts, to be optimised each for itself, and how what the glue gives and takes
 * is called now: in every part, so briefly. Throws when the program is not as expected: then
 * it has to be shipped whole.
 */
export function divide(program, linked, lists) {
  const { bytes, module: whole, own, named, taken, main, pointers } = read(program);
  place(own, lists);
  const data = placeData(relocations(linked, program), named, lists.length);
  // Calls by name that lead to a later part go through a table of their own.
  const late = new Set([...taken.values()].filter((to) => to.part > 0));
  for (const { part, calls } of own) for (const to of calls) if (to.part > part) late.add(to);
  const slots = [...late].sort((a, b) => a.part - b.part);

  const modules = [...lists, "the last"].map(() => open(bytes));
  const [first] = modules;
  first.addFunctionImport("rest.load", "rest", "load", binaryen.createType([i32, i32]), none);
  first.addTable("rest.slots", slots.length, slots.length, funcref);
  first.addGlobal("rest.whole", i32, true, first.i32.const(0));
  first.addGlobalExport("rest.whole", "rest.whole");
  first.addTableExport(main, "rest.0");
  first.addTableExport("rest.slots", "rest.1");
  /** The place itself, once what belongs there has come. */
  const checked = (table, number) => {
    const place = () => first.local.get(0, i32);
    const isMissing = first.ref.is_null(first.table.get(table, place(), funcref));
    const load = first.if(isMissing, first.call("rest.load", [first.i32.const(number), place()], none));
    return first.block(null, [first.if(first.i32.eqz(first.global.get("rest.whole", i32)), load), place()], i32);
  };
  binaryen.Function.setBody(first.getFunction(NEED), checked(main, 0));
  first.addFunction("rest.slot", i32, i32, [], checked("rest.slots", 1));

  const shared = new Map();
  /** Has a module import what an earlier part has. */
  const share = (module, kind, { name, part = 0 }, ...types) => {
    const key = `${kind} ${name}`;
    if (!shared.has(key)) {
      shared.set(key, `.${shared.size.toString(36)}`);
      modules[part][`add${kind}Export`](name, shared.get(key));
    }
    module[`add${kind}Import`](name, "first", shared.get(key), ...types);
  };
  for (const [p, module] of modules.entries()) {
    const mine = own.filter((it) => it.part === p);
    const wanted = new Set([...mine.flatMap((it) => [...it.calls]), ...(p ? [] : taken.values())]);
    if (p) {
      for (const { name } of every(module, "Export")) module.removeExport(name);
      for (const it of every(whole, "Table")) share(module, "Table", it);
      module.addTableImport("rest.slots", "first", "rest.1");
      for (const it of every(whole, "Global")) {
        module.removeGlobal(it.name);
        share(module, "Global", it, it.type, it.mutable);
      }
      share(module, "Function", { name: "rest.slot" }, i32, i32);
    }
    for (const it of own.filter(({ part }) => part !== p)) {
      const { name, params, results } = it;
      module.removeFunction(name);
      if (!wanted.has(it)) continue;
      if (it.part < p) share(module, "Function", it, params, results);
      else {
        const slot = module.call("rest.slot", [module.i32.const(slots.indexOf(it))], i32);
        const passed = binaryen.expandType(params).map((type, at) => module.local.get(at, type));
        module.addFunction(name, params, results, [], module.call_indirect("rest.slots", slot, passed, params, results));
      }
    }
    const { initial, max } = module.getMemoryInfo();
    const pieces = dataOf(data, p).map((it, nth) => ({ ...it, name: `d${nth}`, offset: module.i32.const(it.offset) }));
    module.setMemory(initial, max ?? -1, null, pieces, false, false, "0");
    if (p) module.addMemoryImport("0", "first", "memory", false);
    fill(module, main, pointers, p);
    fill(module, "rest.slots", slots, p);
  }
  const names = new Map();
  const short = (name, sign) => names.set(name, names.get(name) ?? `${sign}${names.size.toString(36)}`).get(name);
  for (const [name, it] of taken) first.addFunctionExport(it.name, short(name, "e"));
  const parts = modules.map((module, p) => {
    for (const { name, base, params, results } of every(module, "Function").filter((it) => it.module === GLUE)) {
      module.removeFunction(name);
      module.addFunctionImport(name, GLUE, short(base, "i"), params, results);
    }
    module.runPasses(["remove-unused-module-elements"]);
    if (!module.validate()) throw new Error(`part ${p} is not valid`);
    const size = dataOf(data, p).reduce((sum, it) => sum + it.data.length, 0);
    return { bytes: Buffer.from(module.emitBinary()), functions: own.filter((it) => it.part === p).length, data: size };
  });
  return { parts, names };
}
