// Reads the binary form of a program as far as no library does: in what the linker wrote
// with `--emit-relocs`, which function or piece of data names which data.
// The format: https://webassembly.github.io/spec/core/binary/, and for relocations
// https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md.

/** Reads numbers and pieces one after the other. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.bytes[this.at++];
  }
  /** Those with a sign, too, as long as it is a plus: of others only the length is right. */
  number() {
    const byte = this.byte();
    return byte > 127 ? byte - 128 + 128 * this.number() : byte;
  }
  /** As many bytes as the number in front of them says. */
  piece() {
    const length = this.number();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  /** As often as the number in front says. */
  times(read) {
    return Array.from({ length: this.number() }, (_, nth) => read(nth));
  }
  /** Pieces that say of which kind they are, to the end. */
  kinds() {
    const all = [];
    const next = () => ({ from: this.at, kind: this.byte(), piece: this.piece(), to: this.at });
    while (this.at < this.bytes.length) all.push(next());
    return all;
  }
}

const [CUSTOM, CODE, DATA] = [0, 10, 11];

/** The sections in their order; those of the tools have a name for their kind. */
function sections(bytes) {
  if (bytes.toString("latin1", 0, 8) !== "\0asm\x01\0\0\0") throw new Error("not a WebAssembly program");
  const name = (piece) => new Reader(piece).piece().toString();
  return new Reader(bytes, 8).kinds().map((it) => (it.kind === CUSTOM ? { ...it, kind: name(it.piece) } : it));
}

/** A way into the section of this kind. */
function section(bytes, kind) {
  const found = sections(bytes).find((it) => it.kind === kind);
  if (!found) throw new Error(`the program has no section ${kind}`);
  const reader = new Reader(found.piece);
  if (typeof kind === "string") reader.piece();
  return reader;
}

/** The program without what is the tools' own but the names. */
export function write(bytes) {
  const kept = sections(bytes).filter((it) => typeof it.kind === "number" || it.kind === "name");
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map((it) => bytes.subarray(it.from, it.to))]);
}

/** The program's own functions in their order: how long each is, and where in the code it ends, in bytes. */
export function bodies(bytes) {
  const code = section(bytes, CODE);
  return code.times(() => ({ length: code.piece().length, end: code.at }));
}

/** Kinds of relocation that are about an address, or an offset: a number to be added stands behind. */
const HAS_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);
const [DATA_SYMBOL, SECTION_SYMBOL] = [1, 3];

/**
 * What the linker, which wrote these bytes, knows of the data of a program: its segments, its
 * pieces with place and size, which function (by name) names which of them, and which is named
 * at which place of the data.
 */
export function relocations(bytes, program) {
  const part = (reader, kind) => new Reader(reader.kinds().find((it) => it.kind === kind).piece);
  const named = part(section(bytes, "name"), 1);
  const names = new Map(named.times(() => [named.number(), named.piece().toString()]));
  // Those from outside have the first numbers.
  const outside = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter((it) => it.kind === "function");
  const functions = bodies(bytes).map((it, nth) => ({ ...it, name: names.get(outside.length + nth), data: new Set() }));
  const data = section(bytes, DATA);
  if (!data.bytes.equals(section(program, DATA).bytes)) throw new Error("data that is not what the linker wrote");
  const segments = data.times(() => {
    if (data.number() || data.byte() !== 0x41) throw new Error("a segment of data without a fixed place");
    const [address, , content] = [data.number(), data.byte(), data.piece()];
    return { address, content, end: data.at };
  });
  const linking = section(bytes, "linking");
  linking.number(); // Its version.
  const table = part(linking, 8);
  const symbols = table.times(() => {
    const [kind, flags] = [table.byte(), table.number()];
    const [isData, isOutside, isNamed] = [kind === DATA_SYMBOL, flags & 0x10, flags & 0x40];
    if (!isData) table.number();
    if (isData || (kind !== SECTION_SYMBOL && (!isOutside || isNamed))) table.piece();
    if (!isData || isOutside) return undefined;
    const [segment, offset, size] = [segments[table.number()], table.number(), table.number()];
    return { address: segment.address + offset, size };
  });
  /** Goes through the places in these, one after the other, that name data. */
  const relocated = (kind, all, see) => {
    const reader = section(bytes, kind);
    reader.number(); // Which section it is about.
    let [nth, last] = [0, 0];
    reader.times(() => {
      const [type, offset, index] = [reader.byte(), reader.number(), reader.number()];
      if (offset < last) throw new Error("relocations that are not in their order");
      last = offset;
      if (!HAS_ADDEND.has(type)) return;
      reader.number();
      while (all[nth].end <= offset) nth += 1;
      if (symbols[index]) see(symbols[index], all[nth], all[nth].end - offset);
    });
  };
  const uses = new Map();
  relocated("reloc.CODE", functions, (symbol, { data }) => data.add(symbol));
  relocated("reloc.DATA", segments, (symbol, { address, content }, left) => uses.set(address + content.length - left, symbol));
  return { functions, symbols, segments, uses };
}
