// Files as a good host sends them, packed as small as they get. That takes
// seconds, so each is packed once: by the build, or by the first server that is
// asked for it, and kept under its checksum for all servers after that.

import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const FOLDER = fileURLToPath(new URL("../../target/packed/", import.meta.url));

const WAYS = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Whether packing a file of this name makes it smaller. */
export const packs = (file) => [".css", ".html", ".js", ".json", ".svg", ".wasm"].includes(extname(file));

const known = new Map();

/** These bytes, packed in one of the ways of HTTP: "br" or "gzip". */
export function packed(bytes, way) {
  const name = `${createHash("sha256").update(bytes).digest("hex")}.${way}`;
  // Two requests at once wait for the same work.
  if (!known.has(name)) known.set(name, kept(join(FOLDER, name), () => WAYS[way](bytes)));
  return known.get(name);
}

/** Forgets what was packed before: a build leaves nothing of the last one. */
export const unpack = () => rm(FOLDER, { recursive: true, force: true });

async function kept(file, make) {
  try {
    return await readFile(file);
  } catch {
    const bytes = await make();
    try {
      // Another process may do the same, or read it meanwhile: it appears whole.
      const draft = `${file}.${randomUUID()}`;
      await mkdir(FOLDER, { recursive: true });
      await writeFile(draft, bytes);
      await rename(draft, file);
    } catch {
      // Nothing can be kept here; then every server packs for itself.
    }
    return bytes;
  }
}
