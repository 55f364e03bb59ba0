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

import { binaryen } from "./binaryen.mjs";
import { calls, guarded, relocations, write } from "./wasm.mjs";

const { i32, none, funcref } = binaryen;

/** Opens a program. The features one by one: with all of them it writes what browsers refuse. */
export function open(bytes) {
  const module = binaryen.readBinary(bytes);
  const { BulkMemory, BulkMemoryOpt, MutableGlobals, NontrappingFPToInt, SignExt, ReferenceTypes, Multivalue } = binaryen.Features;
  module.setFeatures(BulkMemory | BulkMemoryOpt | MutableGlobals | NontrappingFPToInt | SignExt | ReferenceTypes | Multivalue);
  return module;
}

const list = (n, get) => Array.from({ length: n }, (_, at) => get(at));
const everyFunction = (module) => list(module.getNumFunctions(), (at) => binaryen.getFunctionInfo(module.getFunctionByIndex(at)));
const everyExport = (module) => list(module.getNumExports(), (at) => binaryen.getExportInfo(module.getExportByIndex(at)));
const everySegment = (module) => list(module.getNumElementSegments(), (at) => binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(at)));

/** The names of the functions that are a program's own and not imported. */
export const functions = (module) => everyFunction(module).filter((it) => !it.module).map((it) => it.name);

/** A function's name without hashes of crates and running numbers, which tell nothing but two builds apart. */
export const plain = (name) => name.replace(/Cs[0-9A-Za-z]+_(?=\d)/g, "C").replace(/((\.\d+)+|(?<= externref shim)_\d+)$/, "");

/** What has lost its name in the linker, and so cannot be listed. */
const isNameless = (name) => /^\d+$/.test(name);

/** Smaller than what would stand in for it, in bytes. */
const TINY = 24;
/**
 * What maps do when something is taken out of them, which follows from how many entries they
 * have and where: no recorded journey meets all of it, and a start that lacks it starts over
 * with everything. Twice it was this that lacked, and nothing else of the library.
 */
const isOfMaps = (name) => /5alloc11collections5btree.*BalancingContext/.test(name);
const NEED = "need";
/** What wasm_split_macros exports under a name made of the folder that it was built in, which nobody calls: the same sources are to give the same bytes for every user. */
const isStamp = (name) => name.startsWith("_WASM_SPLIT_MARKER_");
/** What the program calls the glue. */
const GLUE = "./plumbline_bg.js";

/** What is to be divided, read once: functions with what they call, pointers, data. */
function read(program, linked) {
  const bytes = guarded(program, NEED, everyFunction(open(write(program))).filter((it) => it.module).length);
  const module = open(bytes);
  const all = everyFunction(module);
  const own = functions(module);
  const bodies = new Map(calls(bytes).map(({ length, called }, nth) => [own[nth], { length, calls: [...called].map((it) => all[it].name) }]));
  const fromGlue = everyExport(module).filter((it) => it.kind === binaryen.ExternalFunction);
  const main = everySegment(module)[0].table;
  if (binaryen.getTableInfo(module.getTableByIndex(0)).name !== main) throw new Error("calls that do not go through the first table");
  const pointers = [];
  for (const { table, offset, data } of everySegment(module)) {
    if (table !== main) throw new Error("function pointers in more than one table");
    data.forEach((name, at) => (pointers[binaryen.getExpressionInfo(offset).value + at] = name));
  }
  const called = fromGlue.filter((it) => it.name !== NEED).map((it) => it.value);
  const need = fromGlue.find((it) => it.name === NEED).value;
  return { bytes, module, info: new Map(all.map((it) => [it.name, it])), own, bodies, called, need, main, pointers, linked: relocations(linked) };
}

/** Which part each function is in, by name. `lists`: the names of the parts before the last. */
function place({ own, bodies, need }, lists) {
  const first = (name) => lists.findIndex((it) => it.has(plain(name)));
  const part = new Map(own.map((name) => [name, isNameless(name) || name === need ? 0 : first(name) < 0 ? lists.length : first(name)]));
  const isThere = (name, p) => (part.get(name) ?? 0) <= p;
  for (let p = 0; p < lists.length; p += 1) {
    const isLast = p === lists.length - 1;
    const todo = own.filter((it) => (isLast ? part.get(it) <= p : part.get(it) === p));
    for (const name of todo) {
      for (const it of bodies.get(name).calls) {
        if (isThere(it, p)) continue;
        const isTiny = () => bodies.get(it).length <= TINY && bodies.get(it).calls.every((next) => isThere(next, p));
        if (!(isLast && isOfMaps(it)) && !isTiny()) continue;
        part.set(it, p);
        todo.push(it);
      }
    }
  }
  return part;
}

/** Which part each byte of the data is in, and all of it as it is at the start. */
function placeData({ module, linked: { functions, symbols, segments, uses } }, part, last) {
  const start = Math.min(...segments.map((it) => it.address));
  const image = Buffer.alloc(Math.max(...segments.map((it) => it.address + it.size)) - start);
  for (let at = 0, n = module.getNumDataSegments(); at < n; at += 1) {
    const { offset, data, passive } = module.getDataSegmentInfo(module.getDataSegmentByIndex(at));
    if (passive || offset < start || offset + data.byteLength > start + image.length) throw new Error("data that the linker does not know");
    Buffer.from(data).copy(image, offset - start);
  }
  for (const { address, bytes } of segments) {
    if (!image.subarray(address - start, address - start + bytes.length).equals(bytes)) throw new Error("data that is not what the linker wrote");
  }
  // What no symbol covers may be anybody's, and so may what a nameless function names.
  const owner = new Uint8Array(image.length);
  const put = ({ address, size }, p) => size && owner.fill(p, address - start, address - start + size);
  const pieces = symbols.map((it, index) => ({ ...it, index })).filter((it) => it.size).sort((a, b) => a.address - b.address);
  for (const it of pieces) put(it, last);
  const naming = new Map(pieces.map((it) => [it.index, []]));
  let nth = 0;
  for (const { address, index } of uses.sort((a, b) => a.address - b.address)) {
    while (nth < pieces.length && pieces[nth].address + pieces[nth].size <= address) nth += 1;
    for (let at = nth; at < pieces.length && pieces[at].address <= address; at += 1) naming.get(pieces[at].index).push(index);
  }
  const twice = new Set(functions.map((it) => it.name).filter((name, at, all) => all.indexOf(name) !== at));
  for (let p = last - 1; p >= 0; p -= 1) {
    const isMine = ({ name }) => twice.has(name) || (part.get(name) ?? 0) <= p;
    const reached = new Set(functions.filter(isMine).flatMap((it) => [...it.data]));
    for (const it of reached) {
      put(symbols[it], p);
      for (const next of naming.get(it) ?? []) reached.add(next);
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
  return runs.map(({ from, end }, nth) => ({ name: `d${nth}`, offset: start + from, data: image.subarray(from, end), passive: false }));
}

/** What of a table is mine, in one piece where it stands together. */
function fill(module, table, all, isMine) {
  for (let from = 0; from < all.length; from += 1) {
    let to = from;
    while (to < all.length && all[to] !== undefined && isMine(all[to])) to += 1;
    if (to > from) module.addActiveElementSegment(table, `${table}${from}`, all.slice(from, to), module.i32.const(from));
    from = to;
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
  const it = read(program, linked);
  const part = place(it, lists);
  const data = placeData(it, part, lists.length);
  const globals = list(it.module.getNumGlobals(), (at) => binaryen.getGlobalInfo(it.module.getGlobalByIndex(at)));
  const tables = list(it.module.getNumTables(), (at) => binaryen.getTableInfo(it.module.getTableByIndex(at)).name);
  // Calls by name that lead to a later part go through a table of their own.
  const late = new Set(it.called.filter((name) => part.get(name) > 0));
  for (const [name, p] of part) for (const to of it.bodies.get(name).calls) if (part.get(to) > p) late.add(to);
  const slots = [...late].sort((a, b) => part.get(a) - part.get(b));
  const slotOf = new Map(slots.map((name, at) => [name, at]));

  const modules = list(lists.length + 1, () => open(it.bytes));
  const [first] = modules;
  const shared = new Map();
  const share = (add, name, from) => {
    const key = `${add} ${name}`;
    if (!shared.has(key)) modules[from][add](name, shared.set(key, `.${shared.size.toString(36)}`).get(key));
    return shared.get(key);
  };
  first.addFunctionImport("rest.load", "rest", "load", binaryen.createType([i32, i32]), none);
  first.addTable("rest.slots", slots.length, slots.length, funcref);
  first.addGlobal("rest.whole", i32, true, first.i32.const(0));
  first.addGlobalExport("rest.whole", "rest.whole");
  first.addTableExport(it.main, "rest.0");
  first.addTableExport("rest.slots", "rest.1");
  /** The place itself, once what belongs there has come. */
  const checked = (table, number) => {
    const isMissing = first.ref.is_null(first.table.get(table, first.local.get(0, i32), funcref));
    const load = first.if(isMissing, first.call("rest.load", [first.i32.const(number), first.local.get(0, i32)], none));
    return first.block(null, [first.if(first.i32.eqz(first.global.get("rest.whole", i32)), load), first.local.get(0, i32)], i32);
  };
  binaryen._BinaryenFunctionSetBody(first.getFunction(it.need), checked(it.main, 0));
  first.addFunction("rest.slot", i32, i32, [], checked("rest.slots", 1));

  for (const [p, module] of modules.entries()) {
    const isMine = (name) => (part.get(name) ?? 0) === p;
    const wanted = new Set([...it.own.filter(isMine).flatMap((name) => it.bodies.get(name).calls), ...(p ? [] : it.called)]);
    for (const { name } of everySegment(module)) module.removeElementSegment(name);
    for (const { name } of everyExport(module)) if (p || name === NEED || isStamp(name)) module.removeExport(name);
    if (p) {
      for (const name of tables) module.addTableImport(name, "first", share("addTableExport", name, 0));
      module.addTableImport("rest.slots", "first", "rest.1");
      for (const { name, type, mutable } of globals) {
        module.removeGlobal(name);
        module.addGlobalImport(name, "first", share("addGlobalExport", name, 0), type, mutable);
      }
      module.addFunctionImport("rest.slot", "first", share("addFunctionExport", "rest.slot", 0), i32, i32);
    }
    for (const name of it.own.filter((name) => !isMine(name))) {
      const { params, results } = it.info.get(name);
      module.removeFunction(name);
      if (!wanted.has(name)) continue;
      if (part.get(name) < p) module.addFunctionImport(name, "first", share("addFunctionExport", name, part.get(name)), params, results);
      else {
        const slot = module.call("rest.slot", [module.i32.const(slotOf.get(name))], i32);
        const passed = binaryen.expandType(params).map((type, at) => module.local.get(at, type));
        module.addFunction(name, params, results, [], module.call_indirect("rest.slots", slot, passed, params, results));
      }
    }
    const { initial, max } = module.getMemoryInfo();
    const placed = dataOf(data, p).map((piece) => ({ ...piece, offset: module.i32.const(piece.offset) }));
    module.setMemory(initial, max ?? -1, null, placed, false, false, "0");
    if (p) module.addMemoryImport("0", "first", "memory", false);
    fill(module, it.main, it.pointers, isMine);
    fill(module, "rest.slots", slots, isMine);
  }
  const names = new Map();
  const short = (name, sign) => names.set(name, names.get(name) ?? `${sign}${names.size.toString(36)}`).get(name);
  for (const { kind, name, value } of everyExport(first)) {
    if (kind !== binaryen.ExternalFunction || !it.called.includes(value) || name.startsWith(".")) continue;
    first.removeExport(name);
    first.addFunctionExport(value, short(name, "e"));
  }
  const parts = modules.map((module, p) => {
    for (const { name, base, params, results } of everyFunction(module).filter((it) => it.module === GLUE)) {
      module.removeFunction(name);
      module.addFunctionImport(name, GLUE, short(base, "i"), params, results);
    }
    module.runPasses(["remove-unused-module-elements"]);
    if (!module.validate()) throw new Error(`part ${p} is not valid`);
    const bytes = dataOf(data, p).reduce((sum, piece) => sum + piece.data.length, 0);
    return { bytes: Buffer.from(module.emitBinary()), functions: it.own.filter((name) => part.get(name) === p).length, data: bytes };
  });
  return { parts, names };
}
