// A package with a known hole, from elsewhere, or without a checksum stops the
// tests. Planted ones, as the real lists change every day.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { bill, crates, known, loose, modules, wheels } from "../../.ci/dependencies.mjs";
import { scratch } from "./browser.mjs";
import { caused } from "./cases.mjs";

/** A database with this advisory on a crate. */
async function database(crate, head) {
  const folder = await scratch();
  await mkdir(join(folder, "crates", crate), { recursive: true });
  await writeFile(join(folder, "crates", crate, "RUSTSEC-2026-0001.md"), `\`\`\`toml\n[advisory]\nid = "RUSTSEC-2026-0001"\n${head}\n\`\`\`\n\n# Title\n`);
  return folder;
}

test("a dependency with a known hole is named, one that was mended is not", async (t) => {
  const all = crates(await readFile("Cargo.lock", "utf8"));
  const { version } = all.find((it) => it.name === "serde_json");
  const [major, minor] = version.split(".").map(Number);
  const cases = [
    ["[versions]\npatched = []", 1],
    [`[versions]\npatched = [">= ${major + 1}.0.0"]`, 1],
    [`[versions]\npatched = [\n  ">= ${major}.${minor + 1}.0, < ${major + 1}.0.0",\n  ">= ${major + 1}.2.0"\n]`, 1],
    [`[versions]\npatched = ["${major}.${minor + 1}.0"]`, 1],
    [`[versions]\npatched = [">= ${version}"]`, 0],
    [`[versions]\npatched = ["^${major}.0"]`, 0],
    [`[versions]\npatched = ["${major}.0"]`, 0],
    [`[versions]\npatched = []\nunaffected = ["< ${major}.${minor + 1}"]`, 0],
    ['withdrawn = "2026-02-01"\n[versions]\npatched = []', 0],
  ];
  for (const [head, n] of cases) {
    const { holes } = known(all, await database("serde_json", head));
    assert.equal(holes.length, n, head);
    if (n) assert.equal(holes[0], `serde_json ${version}: RUSTSEC-2026-0001`);
  }
  const remarked = known(all, await database("serde_json", 'informational = "unmaintained"\n[versions]\npatched = []'));
  assert.deepEqual(remarked, { holes: [], remarks: [`serde_json ${version}: RUSTSEC-2026-0001 (unmaintained)`] });
  assert.deepEqual(known(all, await database("another-crate", "[versions]\npatched = []")).holes, []);
  caused("P13");
});

test("every package is from its registry with a checksum; one that is not is named", async () => {
  const lock = await readFile("Cargo.lock", "utf8");
  assert.deepEqual(loose(crates(lock)), []);
  const git = lock.replace(/(name = "serde_json"\nversion = ".*"\nsource = ").*"/, '$1git+https://x.test/serde"');
  assert.deepEqual(loose(crates(git)).map((it) => it.name), ["serde_json"]);
  const bare = lock.replace(/(name = "serde_json"\n.*\n.*\n)checksum = .*\n/, "$1");
  assert.deepEqual(loose(crates(bare)).map((it) => it.name), ["serde_json"]);
  const node = modules(await readFile("tests/web/package-lock.json", "utf8"));
  assert.ok(node.length > 50 && node.every((it) => it.integrity));
  const requirements = await readFile("tests/readers/requirements.txt", "utf8");
  const python = wheels(requirements);
  assert.ok(python.some((it) => it.name === "openpyxl") && python.every((it) => it.hashes.length));
  assert.equal(python.length, requirements.match(/==\d\S* (;.*)?\\$/gm).length);
  const unchecked = wheels(requirements.replace(/(openpyxl==.*\\\n)(?:    --hash.*\n)*/, "$1"));
  assert.deepEqual(unchecked.filter((it) => !it.hashes.length).map((it) => it.name), ["openpyxl"]);
  const { components } = bill(crates(lock), node, python);
  assert.equal(components.length, crates(lock).length + node.length + python.length);
});
