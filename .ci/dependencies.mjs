// What the app and its tests are built from, by their lock files: every package
// comes from its public registry with a checksum, none has a known hole, and a list
// of all is written (CycloneDX, target/sbom.json). `node .ci/dependencies.mjs`.
//
// The lists of known holes are RustSec's for crates and npm's own. Where they
// cannot be reached, that is said and the rest is checked all the same: a build
// must not depend on the health of somebody else's server.

import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const packages = createRequire(new URL("../tests/web/package.json", import.meta.url));
const semver = packages("semver");
const run = promisify(execFile);
/** Holes that do not reach us, each with why and since when: `{ "RUSTSEC-2026-0001": "…" }`. */
const ACCEPTED = {};
const DATABASE = ".tools/advisory-db";
const CRATES = "registry+https://github.com/rust-lang/crates.io-index";

/** The packages of a Cargo.lock. */
export const crates = (lock) =>
  lock
    .split("[[package]]")
    .slice(1)
    .map((part) => Object.fromEntries([...part.matchAll(/^(name|version|source|checksum) = "(.*)"$/gm)].map(([, key, value]) => [key, value])));

/** The packages of a package-lock.json. */
export const modules = (lock) =>
  Object.entries(JSON.parse(lock).packages)
    .filter(([path]) => path)
    .map(([path, { version, integrity, license }]) => ({ name: path.slice(path.lastIndexOf("node_modules/") + 13), version, integrity, license }));

/** The packages of a requirements.txt, each with the checksums of its builds. */
export const wheels = (lock) =>
  [...lock.matchAll(/^([\w.-]+)==([\w.]+)(.*(?:\n\s+--hash=.*)*)/gm)].map(([, name, version, rest]) => ({ name, version, hashes: [...rest.matchAll(/--hash=sha256:([0-9a-f]{64})\b/g)].map(([, it]) => it) }));

/** Crates, other than our own, that come from elsewhere or without a checksum. */
export const loose = (all) => all.filter((it) => it.name !== "plumbline" && (it.source !== CRATES || !/^[0-9a-f]{64}$/.test(it.checksum ?? "")));

/** Whether a version is in one of Cargo's ranges, such as `>= 1.2, < 1.4`. */
const within = (version, ranges) =>
  ranges.some((range) => semver.satisfies(version, range.split(",").map((it) => it.trim().replace(/^(\d)/, "^$1").replace(/^([<>=^~]+)\s+/, "$1")).join(" ")));

/**
 * What the RustSec database in this folder says of these crates: holes, and
 * remarks (no longer maintained, unsound in some use).
 */
export function known(all, database) {
  const found = { holes: [], remarks: [] };
  for (const { name, version } of all) {
    const folder = join(database, "crates", name);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder).filter((it) => it.endsWith(".md"))) {
      const [, head] = readFileSync(join(folder, file), "utf8").match(/```toml\n([^]*?)\n```/) ?? [];
      if (head === undefined) throw new Error(`${name}/${file} has no head`);
      if (/^withdrawn\s*=/m.test(head)) continue;
      const list = (key) => [...(head.match(new RegExp(`^${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m"))?.[1] ?? "").matchAll(/"([^"]*)"/g)].map(([, it]) => it);
      if (within(version, [...list("patched"), ...list("unaffected")])) continue;
      const [, kind] = head.match(/^informational\s*=\s*"(.*)"/m) ?? [];
      (kind ? found.remarks : found.holes).push(`${name} ${version}: ${file.replace(".md", "")}${kind ? ` (${kind})` : ""}`);
    }
  }
  return found;
}

/** All packages in the form that tools for such lists read. */
export function bill(rust, node, python = []) {
  const component = (kind, { name, version, checksum, license }) => ({
    type: "library",
    name,
    version,
    purl: `pkg:${kind}/${name.replace("@", "%40")}@${encodeURIComponent(version)}`,
    ...(checksum && { hashes: [{ alg: "SHA-256", content: checksum }] }),
    ...(license && { licenses: [{ expression: license.replaceAll("/", " OR ") }] }),
  });
  const components = [...rust.map((it) => component("cargo", it)), ...node.map((it) => component("npm", it)), ...python.map((it) => component("pypi", it))];
  return { bomFormat: "CycloneDX", specVersion: "1.5", version: 1, components };
}

/** The database, fetched or brought up to date, or as it was left; nothing where there is none. */
async function database(folder) {
  // Never waits for a password, nor for ever.
  const options = { timeout: 60_000, env: { ...process.env, GIT_TERMINAL_PROMPT: "0" } };
  const git = (...args) => run("git", args, options);
  const isHere = existsSync(folder);
  try {
    if (isHere) await git("-C", folder, "pull", "--quiet", "--ff-only");
    else await git("clone", "--quiet", "--depth", "1", "https://github.com/RustSec/advisory-db", folder);
  } catch {
    if (!isHere) return undefined;
  }
  const { stdout } = await git("-C", folder, "log", "-1", "--format=%cs");
  return stdout.trim();
}

/** The licences of our crates; none where their sources cannot be fetched. */
function licences() {
  try {
    const out = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
    return new Map(JSON.parse(out).packages.map((it) => [`${it.name} ${it.version}`, it.license]));
  } catch {
    return new Map();
  }
}

/** What npm says of the modules: their holes; nothing when it does not answer. */
async function audited() {
  const { stdout } = await run("npm", ["audit", "--json", "--prefix", "tests/web"], { timeout: 60_000, maxBuffer: 1 << 26 }).catch((it) => it);
  try {
    const { vulnerabilities } = JSON.parse(stdout);
    return vulnerabilities && Object.values(vulnerabilities).map((it) => `${it.name}: ${it.severity}`);
  } catch {
    return undefined;
  }
}

async function main() {
  const rust = crates(readFileSync("Cargo.lock", "utf8"));
  const node = modules(readFileSync("tests/web/package-lock.json", "utf8"));
  const python = wheels(readFileSync("tests/readers/requirements.txt", "utf8"));
  const licence = licences();
  const licensed = rust.map((it) => ({ ...it, license: licence.get(`${it.name} ${it.version}`) }));
  const faults = loose(rust).map((it) => `${it.name} ${it.version} is not from crates.io, or has no checksum`);
  faults.push(...node.filter((it) => !it.integrity).map((it) => `${it.name} ${it.version} has no checksum`));
  faults.push(...python.filter((it) => !it.hashes.length).map((it) => `${it.name} ${it.version} has no checksum`));
  mkdirSync("target", { recursive: true });
  writeFileSync("target/sbom.json", `${JSON.stringify(bill(licensed.filter((it) => it.name !== "plumbline"), node, python), undefined, 1)}\n`);
  console.log(`      ${rust.length - 1} crates, ${node.length} modules and ${python.length} packages of Python, listed in target/sbom.json`);
  const accepted = (it) => Object.keys(ACCEPTED).some((id) => it.includes(id));
  const day = await database(DATABASE);
  if (day) {
    const { holes, remarks } = known(rust, DATABASE);
    faults.push(...holes.filter((it) => !accepted(it)));
    for (const it of remarks) console.log(`      remark: ${it}`);
    console.log(`      RustSec, as of ${day}, knows ${holes.length} holes in the crates`);
  } else console.log("      RustSec's database (github.com) cannot be reached: known holes of crates were not looked for");
  const npm = await audited();
  if (npm) {
    faults.push(...npm.filter((it) => !accepted(it)));
    console.log(`      npm knows ${npm.length} holes in the modules`);
  } else console.log("      npm's list does not answer: known holes of modules were not looked for");
  for (const it of faults) console.error(`      ${it}`);
  if (faults.length) process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.chdir(fileURLToPath(new URL("..", import.meta.url)));
  await main();
}
