// The letters of a PDF as Chromium writes it: its fonts are named by the number of
// their object and say themselves which letter a glyph stands for.

import { inflateSync } from "node:zlib";

const utf16 = (hex) => Buffer.from(hex, "hex").swap16().toString("utf16le");

/** Which glyph is which letter. */
function letters(map) {
  const found = new Map();
  for (const [, part] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, from, to] of part.matchAll(/<(\w+)>\s*<(\w+)>/g)) found.set(parseInt(from, 16), utf16(to));
  }
  for (const [, part] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, first] of part.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      for (let it = parseInt(from, 16); it <= parseInt(to, 16); it += 1) found.set(it, String.fromCharCode(parseInt(first, 16) + it - parseInt(from, 16)));
    }
  }
  return found;
}

/** All letters of the file, without the blanks, and how many pages it has. */
export function read(pdf) {
  const text = Buffer.from(pdf).toString("latin1");
  const objects = new Map();
  for (const [, number, head, rest] of text.matchAll(/(\d+) 0 obj\s*(<<[\s\S]*?>>)\s*(stream\r?\n[\s\S]*?endstream|endobj)/g)) {
    const stream = rest.startsWith("stream") && /FlateDecode/.test(head) ? inflated(rest.replace(/^stream\r?\n/, "")) : "";
    objects.set(Number(number), { head, stream });
  }
  const fonts = new Map();
  for (const [number, { head }] of objects) {
    const map = head.match(/\/ToUnicode (\d+) 0 R/);
    if (map) fonts.set(number, letters(objects.get(Number(map[1])).stream));
  }
  let words = "";
  for (const { stream } of objects.values()) {
    if (!/ Tf\s/.test(stream)) continue;
    let font;
    for (const [, named, hex] of stream.matchAll(/\/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
      if (named) font = fonts.get(Number(named));
      else for (let at = 0; at < hex.length; at += 4) words += font?.get(parseInt(hex.slice(at, at + 4), 16)) ?? "";
    }
  }
  return { words: words.replace(/\s+/g, ""), pages: [...text.matchAll(/\/Type \/Page\b(?!s)/g)].length };
}

function inflated(stream) {
  try {
    return inflateSync(Buffer.from(stream, "latin1"), { finishFlush: 2 }).toString("latin1");
  } catch {
    return "";
  }
}
