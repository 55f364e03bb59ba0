// What the app and its tools are built from: every package comes from its public
// registry with a checksum, none has a known hole, and a list of all is written
// (CycloneDX, target/sbom.json). `node .ci/dependencies.mjs`.
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

/** Crates, other than our own, that come from elsewhere or without a checksum. */
export const loose = (all) => all.filter((it) => it.name !== "plumbline" && (it.source !== CRATES || !/^[0-9a-f]{64}$/.test(it.checksum ?? "")));

/** Whether a version is in one of Cargo's ranges, such as `>= 1.2, < 1.4`. */
const within = (version, ranges) =>
  ranges.some((range) => semver.satisfies(version, range.split(",").map((it) => it.trim().replace(/^(\d)/, "^$1").replace(/^([<>=^~]+)\s+/, "$1")).join(" "), { includePrerelease: true }));

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
export function bill(rust, node) {
  const component = (kind, { name, version, checksum, license }) => ({
    type: "library",
    name,
    version,
    purl: `pkg:${kind}/${name.replace("@", "%40")}@${version}`,
    ...(checksum && { hashes: [{ alg: "SHA-256", content: checksum }] }),
    ...(license && { licenses: [{ expression: license }] }),
  });
  const components = [...rust.map((it) => component("cargo", it)), ...node.map((it) => component("npm", it))];
  return { bomFormat: "CycloneDX", specVersion: "1.5", version: 1, components };
}

/** The database, fetched or brought up to date; nothing when it cannot be reached. */
async function database(folder) {
  // Never waits for a password, nor for ever.
  const options = { timeout: 60_000, env: { ...process.env, GIT_TERMINAL_PROMPT: "0" } };
  try {
    if (existsSync(folder)) await run("git", ["-C", folder, "pull", "--quiet", "--ff-only"], options);
    else await run("git", ["clone", "--quiet", "--depth", "1", "https://github.com/RustSec/advisory-db", folder], options);
    return folder;
  } catch {
    return undefined;
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
  const metadata = JSON.parse(execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
  const licences = new Map(metadata.packages.map((it) => [`${it.name} ${it.version}`, it.license]));
  const licensed = rust.map((it) => ({ ...it, license: licences.get(`${it.name} ${it.version}`) }));
  const faults = loose(rust).map((it) => `${it.name} ${it.version} is not from crates.io, or has no checksum`);
  faults.push(...node.filter((it) => !it.integrity).map((it) => `${it.name} ${it.version} has no checksum`));
  mkdirSync("target", { recursive: true });
  writeFileSync("target/sbom.json", `${JSON.stringify(bill(licensed.filter((it) => it.name !== "plumbline"), node), undefined, 1)}\n`);
  console.log(`      ${rust.length - 1} crates and ${node.length} modules, listed in target/sbom.json`);
  const folder = await database(".tools/advisory-db");
  if (folder) {
    const { holes, remarks } = known(rust, folder);
    faults.push(...holes);
    for (const it of remarks) console.log(`      remark: ${it}`);
    console.log(`      RustSec knows ${holes.length} holes in the crates`);
  } else console.log("      RustSec's database (github.com) cannot be reached: known holes of crates were not looked for");
  const npm = await audited();
  if (npm) {
    faults.push(...npm);
    console.log(`      npm knows ${npm.length} holes in the modules`);
  } else console.log("      npm's list does not answer: known holes of modules were not looked for");
  for (const it of faults) console.error(`      ${it}`);
  if (faults.length) process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.chdir(fileURLToPath(new URL("..", import.meta.url)));
  await main();
}
