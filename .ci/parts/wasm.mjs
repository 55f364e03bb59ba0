// Reads the binary form of a program as far as its division needs it: who calls whom,
// where a call goes through the table of function pointers, and, in what the linker
// wrote with `--emit-relocs`, which function or piece of data names which data.
// The format: https://webassembly.github.io/spec/core/binary/, and for relocations
// https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md.

/** Reads numbers and texts one after the other. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.bytes[this.at++];
  }
  unsigned() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  /** Up to 64 bits: more than a number holds exactly, so only small ones are of use. */
  signed() {
    let value = 0n;
    for (let shift = 7n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << (shift - 7n);
      if (byte < 128) return Number(BigInt.asIntN(Number(shift), value));
    }
  }
  text() {
    const length = this.unsigned();
    this.at += length;
    return this.bytes.toString("utf8", this.at - length, this.at);
  }
  /** As many as the number that stands first. */
  times(read) {
    return Array.from({ length: this.unsigned() }, (_, at) => read(at));
  }
}

const unsigned = (value) => {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
};

const [CUSTOM, TYPES, IMPORTS, FUNCTIONS, EXPORTS, CODE, DATA] = [0, 1, 2, 3, 7, 10, 11];

/** The sections in their order, those of the tools with a name, and a way to one of them. */
function sections(bytes) {
  if (bytes.readUInt32LE(0) !== 0x6d736100 || bytes.readUInt32LE(4) !== 1) throw new Error("not a WebAssembly program");
  const reader = new Reader(bytes, 8);
  const all = [];
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const end = reader.unsigned() + reader.at;
    const start = reader.at;
    all.push({ id, name: id === CUSTOM ? reader.text() : undefined, start, body: reader.at, end });
    reader.at = end;
  }
  const find = (wanted) => {
    const section = all.find(({ id, name }) => id === wanted || name === wanted);
    if (!section) throw new Error(`the program has no section ${wanted}`);
    return section;
  };
  return { all, find, read: (wanted) => new Reader(bytes, find(wanted).body) };
}

/** The program without what is the tools' own but the names, and with these sections in the place of others. */
export function write(bytes, changed = new Map()) {
  const kept = sections(bytes).all.filter((it) => it.id !== CUSTOM || it.name === "name");
  const written = kept.map(({ id, start, end }) => {
    const body = changed.has(id) ? Buffer.concat(changed.get(id)) : bytes.subarray(start, end);
    return Buffer.concat([Buffer.from([id]), unsigned(body.length), body]);
  });
  return Buffer.concat([bytes.subarray(0, 8), ...written]);
}

const [CALL, CALL_INDIRECT, RETURN_CALL, RETURN_CALL_INDIRECT, REF_FUNC] = [0x10, 0x11, 0x12, 0x13, 0xd2];
/** How many numbers follow a long instruction, by its second opcode. */
const LONG = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

/** Steps over what stands behind an opcode. */
function operands(op, reader) {
  const between = (first, last) => op >= first && op <= last;
  const skip = (n) => {
    for (let k = 0; k < n; k += 1) reader.unsigned();
  };
  if (between(0x02, 0x04) || between(0x41, 0x42) || op === 0xd0) reader.signed();
  else if (between(0x0c, 0x0d) || op === CALL || op === RETURN_CALL || between(0x20, 0x26) || between(0x3f, 0x40) || op === REF_FUNC) skip(1);
  else if (op === CALL_INDIRECT || op === RETURN_CALL_INDIRECT || between(0x28, 0x3e)) skip(2);
  else if (op === 0x0e) skip(reader.unsigned() + 1);
  else if (op === 0x1c) skip(reader.unsigned());
  else if (op === 0x43) reader.at += 4;
  else if (op === 0x44) reader.at += 8;
  else if (op === 0xfc) skip(LONG[reader.unsigned()] ?? (reader.at = Number.NaN));
  else if (!(between(0, 1) || [0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1].includes(op) || between(0x45, 0xc4))) reader.at = Number.NaN;
}

/** Goes through the next function: `see(opcode, where it begins, what follows it)`. Returns where it ends. */
function instructions(reader, see) {
  const end = reader.unsigned() + reader.at;
  const start = reader.at;
  reader.times(() => (reader.unsigned(), reader.byte())); // What it has of its own variables.
  while (reader.at < end) {
    const at = reader.at;
    const op = reader.byte();
    operands(op, reader);
    see(op, at, new Reader(reader.bytes, at + 1));
  }
  if (reader.at !== end) throw new Error("a function with an instruction that is not known");
  return { start, end };
}

/** For each function of the program, in order: how long it is, and the numbers of those that it names. */
export function calls(bytes) {
  const reader = sections(bytes).read(CODE);
  return reader.times(() => {
    const called = new Set();
    const { start, end } = instructions(reader, (op, _, operand) => {
      if (op === CALL || op === RETURN_CALL || op === REF_FUNC) called.add(operand.unsigned());
    });
    return { length: end - start, called };
  });
}

/**
 * Puts a call of a new function before each call through the first table; it gets, and
 * hands on, the place in the table. It is exported under this name and does nothing yet.
 * `imported`: how many functions come from outside, which are counted first.
 */
export function guarded(bytes, name, imported) {
  const { find, read } = sections(bytes);
  const own = read(FUNCTIONS).unsigned();
  const guard = unsigned(imported + own);
  const more = (id, ...added) => {
    const reader = read(id);
    return [unsigned(reader.unsigned() + 1), bytes.subarray(reader.at, find(id).end), ...added];
  };
  const code = read(CODE);
  const bodies = code.times(() => {
    const cuts = [];
    const { start, end } = instructions(code, (op, at, operand) => {
      const isIndirect = op === CALL_INDIRECT || op === RETURN_CALL_INDIRECT;
      if (isIndirect && (operand.unsigned(), operand.unsigned()) === 0) cuts.push(at);
    });
    const pieces = [start, ...cuts].map((from, nth) => bytes.subarray(from, cuts[nth] ?? end));
    const body = Buffer.concat(pieces.flatMap((piece, nth) => (nth ? [Buffer.from([CALL]), guard, piece] : [piece])));
    return Buffer.concat([unsigned(body.length), body]);
  });
  return write(
    bytes,
    new Map([
      [TYPES, more(TYPES, Buffer.from([0x60, 1, 0x7f, 1, 0x7f]))],
      [FUNCTIONS, more(FUNCTIONS, unsigned(read(TYPES).unsigned()))],
      [EXPORTS, more(EXPORTS, unsigned(name.length), Buffer.from(name), Buffer.from([0]), guard)],
      [CODE, [unsigned(own + 1), ...bodies, Buffer.from([4, 0, 0x20, 0, 0x0b])]],
    ]),
  );
}

/**
 * What the linker knows of the data: its pieces with place and size, which function
 * (by name) names which of them, and which piece names which.
 */
export function relocations(bytes) {
  const { all, find, read } = sections(bytes);
  const names = subsection(bytes, find("name"), 1, (reader) => new Map(reader.times(() => [reader.unsigned(), reader.text()])));
  const code = read(CODE);
  const ends = code.times(() => (code.at = code.unsigned() + code.at) - find(CODE).body);
  // Those from outside have the first numbers.
  const from = imported(bytes);
  const functions = ends.map((end, nth) => ({ name: names.get(from + nth), end, data: new Set() }));
  const data = read(DATA);
  const segments = data.times(() => {
    if (data.unsigned() || data.byte() !== 0x41) throw new Error("a segment of data without a fixed place");
    const address = data.signed();
    data.byte();
    const size = data.unsigned();
    data.at += size;
    return { address, size, from: data.at - size - find(DATA).body, bytes: bytes.subarray(data.at - size, data.at) };
  });
  const symbols = subsection(bytes, find("linking"), 8, (reader) => reader.times(() => symbol(reader, segments)));
  const uses = [];
  for (const section of all.filter(({ name }) => name?.startsWith("reloc."))) {
    const reader = new Reader(bytes, section.body);
    const of = all[reader.unsigned()].id;
    let nth = 0;
    reader.times(() => {
      const [type, offset, index] = [reader.byte(), reader.unsigned(), reader.unsigned()];
      if (HAS_ADDEND.has(type)) reader.signed();
      if (!symbols[index]?.isData || (of !== CODE && of !== DATA)) return;
      if (of === CODE) {
        while (functions[nth].end <= offset) nth += 1;
        functions[nth].data.add(index);
      } else {
        const segment = segments.find((it) => offset >= it.from && offset < it.from + it.size);
        uses.push({ address: segment.address + offset - segment.from, index });
      }
    });
  }
  return { functions, symbols, segments, uses };
}

/** How many functions come from outside. */
function imported(bytes) {
  const { all, read } = sections(bytes);
  let n = 0;
  if (!all.some(({ id }) => id === IMPORTS)) return n;
  const reader = read(IMPORTS);
  const limits = () => (reader.byte() & 1 ? [reader.unsigned(), reader.unsigned()] : reader.unsigned());
  reader.times(() => {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === 0) [(n += 1), reader.unsigned()];
    else if (kind === 1) [reader.byte(), limits()];
    else if (kind === 2) limits();
    else if (kind === 3) reader.at += 2;
    else throw new Error("an import of a kind that is not known");
  });
  return n;
}

/** Kinds of relocation that end with a number to be added: addresses and offsets. */
const HAS_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);

/** Reads the part of a section that has this kind. */
function subsection(bytes, { name, body, end }, kind, read) {
  const reader = new Reader(bytes, body);
  if (name === "linking") reader.unsigned(); // Its version.
  while (reader.at < end) {
    const is = reader.byte();
    const next = reader.unsigned() + reader.at;
    if (is === kind) return read(reader);
    reader.at = next;
  }
  throw new Error(`the section ${name} has no part ${kind}`);
}

function symbol(reader, segments) {
  const [kind, flags] = [reader.byte(), reader.unsigned()];
  const isOutside = (flags & 0x10) !== 0;
  if (kind === 1) {
    reader.text();
    if (isOutside) return { isData: true, size: 0 };
    const [segment, offset, size] = [segments[reader.unsigned()], reader.unsigned(), reader.unsigned()];
    return { isData: true, address: (segment?.address ?? 0) + offset, size: segment ? size : 0 };
  }
  reader.unsigned();
  if (kind !== 3 && (!isOutside || flags & 0x40)) reader.text();
  return { isData: false };
}
