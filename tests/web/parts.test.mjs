// The division of the program (.ci/parts): whatever the lists say, the parts together do
// what the whole does, each comes at most once and only when it is needed, and what is not
// as expected is not divided.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { binaryen, divide, functions, OF_MAPS, open, plain } from "../../.ci/parts/divide.mjs";
import { write } from "../../.ci/parts/wasm.mjs";
import { scratch } from "./browser.mjs";

// Functions that call one another by name and through a table, and data that they reach
// directly, through other data, and counted from an end.
const PROGRAM = `
type Step = fn(i64) -> i64;
struct Word { text: &'static str, next: Option<&'static Word>, step: Step }
static LAST: Word = Word { text: "plumb", next: None, step: twice };
static MIDDLE: Word = Word { text: "line, and more than that", next: Some(&LAST), step: mixed };
static FIRST: Word = Word { text: "a wall of five courses", next: Some(&MIDDLE), step: counted };
static STEPS: [Step; 5] = [twice, mixed, counted, deep, words];
static NUMBERS: [u32; 64] = { let mut all = [7; 64]; let mut at = 0; while at < 64 { all[at] = (at * at * 31 + 5) as u32; at += 1; } all };
static mut SEEN: i64 = 0;
#[inline(never)] fn twice(x: i64) -> i64 { x.wrapping_mul(2) ^ 0x55 }
#[inline(never)] fn mixed(x: i64) -> i64 { unsafe { SEEN += 1; } twice(x).rotate_left(7) }
#[inline(never)] fn counted(x: i64) -> i64 { x.wrapping_add(i64::from(NUMBERS[63 - (x & 31) as usize])) }
#[inline(never)] fn deep(x: i64) -> i64 { mixed(counted(x)).wrapping_add(words(x)) }
#[inline(never)] fn words(x: i64) -> i64 {
    let (mut sum, mut word) = (x, Some(&FIRST));
    while let Some(it) = word {
        for byte in it.text.bytes() { sum = sum.wrapping_mul(31).wrapping_add(i64::from(byte)); }
        sum = (it.step)(sum);
        word = it.next;
    }
    sum
}
#[inline(never)] fn said(x: i64) -> i64 { format!("{x} of {}", NUMBERS[(x & 63) as usize]).bytes().map(i64::from).sum() }
#[inline(never)] fn taken(x: i64) -> i64 {
    let mut all: std::collections::BTreeMap<i64, i64> = (0..40).map(|it| (it ^ x, it)).collect();
    all.retain(|_, it| *it % 16 != 7);
    for it in 0..30 { all.remove(&(it ^ x)); }
    all.values().sum()
}
#[no_mangle] pub extern "C" fn run(n: i64) -> i64 {
    let mut sum = n;
    for at in 0..8 { sum = STEPS[((sum ^ at) & 0x7fff) as usize % 5](sum); }
    if n & 1 == 1 { sum = sum.wrapping_add(said(n)); }
    sum.wrapping_add(unsafe { SEEN })
}
#[no_mangle] pub extern "C" fn other(n: i64) -> i64 { deep(n).wrapping_add(taken(n)) }
`;

let program;
before(async () => {
  const folder = await scratch();
  await writeFile(join(folder, "small.rs"), PROGRAM);
  // For size, as the app is built: for speed, what maps do is put into what has them do it.
  const flags = ["--edition=2021", "--target=wasm32-unknown-unknown", "--crate-type=cdylib", "-Copt-level=z", "-Clto=yes", "-Cpanic=abort", "-Csymbol-mangling-version=v0", "-Clink-args=--emit-relocs", "-Adead_code", "-Astatic_mut_refs"];
  await promisify(execFile)("rustc", [...flags, "-o", join(folder, "small.wasm"), join(folder, "small.rs")]);
  program = await readFile(join(folder, "small.wasm"));
});

/** What a program answers to a row of questions. */
const answers = ({ run, other }) => Array.from({ length: 40 }, (_, n) => [run(BigInt(n * 7919 - 3)), other(BigInt(n))]);

const whole = () => new WebAssembly.Instance(new WebAssembly.Module(write(program)), {}).exports;

/** The parts, each connected when something in it is needed; which of them were. */
function connected({ parts, names }) {
  const came = [];
  const shared = {};
  const rest = {
    load(table, at) {
      while (first[`rest.${table}`].get(at) === null) {
        came.push(came.length + 1);
        Object.assign(shared, new WebAssembly.Instance(new WebAssembly.Module(parts[came.length].bytes), { first: shared }).exports);
      }
    },
  };
  const first = new WebAssembly.Instance(new WebAssembly.Module(parts[0].bytes), { rest }).exports;
  Object.assign(shared, first);
  // By the names that they had.
  for (const [name, short] of names) shared[name] = first[short];
  return { first: { ...shared }, came };
}

/** Numbers that look random and are the same every time. */
function* dice(seed) {
  for (let it = seed; ; ) yield (it = (it * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

test("whatever the lists say, the parts together do what the whole does", () => {
  const expected = answers(whole());
  const names = functions(open(write(program))).map(plain);
  const own = names.filter((it) => it.includes("5small"));
  let came = 0;
  for (let seed = 1; seed <= 12; seed += 1) {
    const chance = dice(seed);
    const some = (share, of) => new Set(of.filter(() => chance.next().value < share));
    // What is not our own stays together more or less: else it is one function here and one there.
    const lists = [new Set([...some(0.4, own), ...some(seed % 3 ? 0.9 : 0.3, names)]), some(0.5, names)];
    const it = connected(divide(program, program, lists));
    assert.deepEqual(answers(it.first), expected, `seed ${seed}`);
    came += it.came.length;
  }
  assert.ok(came >= 12, "later parts were needed");
});

test("a part that nothing needs is not asked for, and what was listed needs none", () => {
  const names = functions(open(write(program))).map(plain);
  const all = connected(divide(program, program, [new Set(names), new Set()]));
  answers(all.first);
  assert.deepEqual(all.came, []);
  const without = new Set(names.filter((it) => !it.endsWith("4said")));
  const some = connected(divide(program, program, [without, new Set(names)]));
  some.first.run(2n);
  assert.deepEqual(some.came, []);
  some.first.run(1n);
  assert.deepEqual(some.came, [1]);
});

test("what maps do when something is taken out, or when they lose a level, comes with the last part that is listed", () => {
  const names = functions(open(write(program))).map(plain);
  const ofMaps = names.filter((it) => OF_MAPS.test(it));
  for (const some of ["BalancingContext", "pop_internal_level"]) assert.ok(ofMaps.some((it) => it.includes(some)), some);
  const own = names.filter((it) => it.includes("5small") && !OF_MAPS.test(it));
  const sizes = (lists) => divide(program, program, lists).parts.map((it) => it.functions);
  const [, listed, rest] = sizes([new Set(own), new Set()]);
  assert.ok(listed >= ofMaps.length && rest > listed, `${listed} of ${rest}`);
  // Nothing of theirs is left that a list could bring.
  assert.deepEqual(sizes([new Set(own), new Set(ofMaps)]).slice(1), [listed, rest]);
});

/** The first of its numbers, as they lie in the data. */
const NUMBERS = Buffer.from(new Uint32Array([5, 36, 129, 284]).buffer);

test("each byte of data is in one part, and in the first that can get at it", () => {
  const names = functions(open(write(program))).map(plain);
  const holders = (lists) => divide(program, program, lists).parts.map(({ bytes }) => bytes.includes(NUMBERS));
  const with_ = (part) => names.filter((it) => part.some((name) => it.endsWith(name)));
  const rest = names.filter((it) => !/\d(counted|said)$/.test(it));
  assert.deepEqual(holders([new Set(rest), new Set()]).filter(Boolean).length, 1);
  assert.deepEqual(holders([new Set([...rest, ...with_(["counted"])]), new Set()]), [true, false, false]);
});

test("what is not as expected is not divided", () => {
  assert.throws(() => divide(Buffer.from("no program at all"), program, [new Set(), new Set()]), /not a WebAssembly program/);
  // Without what the linker knows of the data nobody knows whose it is.
  assert.throws(() => divide(program, write(program), [new Set(), new Set()]), /no section linking/);
  const changed = Buffer.from(program);
  changed[changed.indexOf(NUMBERS)] += 1;
  assert.throws(() => divide(changed, program, [new Set(), new Set()]), /data that is not what the linker wrote/);
  // Places in another table would stay empty.
  const tables = '(table $one 1 1 funcref) (table $two 1 1 funcref) (func $f (export "f")) (elem (table $one) (i32.const 0) func $f)';
  for (const [more, why] of [
    ["(elem (table $two) (i32.const 0) func $f)", /function pointers that are not in the first table/],
    ["(func (call_indirect $two (i32.const 0)))", /calls that do not go through the first table/],
  ]) {
    const bytes = Buffer.from(binaryen.parseText(`(module ${tables} ${more})`).emitBinary());
    assert.throws(() => divide(bytes, program, [new Set(), new Set()]), why);
  }
});

test("a build whose program is not divided ships the whole, says so, and does the same", async () => {
  const folder = await scratch();
  const page = '<script data-wasm="./small_bg.wasm"></script>';
  await writeFile(join(folder, "index.html"), page);
  await writeFile(join(folder, "linked.wasm"), program);
  for (const [glue, why] of [
    // Of another make; and one that would find empty places.
    ["export const nothing = 0;", /not once/],
    ["wasm.__indirect_function_table.get(0);", /the glue reads the table of functions/],
  ]) {
    await writeFile(join(folder, "small_bg.wasm"), program);
    await writeFile(join(folder, "plumbline-0.js"), glue);
    const { stdout, stderr } = await promisify(execFile)("node", [".ci/parts/split.mjs", folder, join(folder, "linked.wasm")]);
    assert.match(stderr, /WARNING: the program is not divided, every visitor loads the whole/);
    assert.match(stderr, why);
    assert.doesNotMatch(stdout, /part 0/);
    assert.deepEqual((await readdir(folder)).sort(), ["index.html", "linked.wasm", "plumbline-0.js", "small_bg.wasm"]);
    assert.equal(await readFile(join(folder, "index.html"), "utf8"), page);
  }
  const [shipped, whole] = await Promise.all([readFile(join(folder, "small_bg.wasm")), program].map(async (it) => (await WebAssembly.instantiate(await it)).instance.exports));
  for (const n of [0n, 7n, 40n]) assert.equal(shipped.run(n), whole.run(n));
});
