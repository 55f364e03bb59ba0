// A small static server with the headers of production: for the first command,
// for the browser tests and for measuring. `node server.mjs dist 8080`.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { packed, packs } from "./packed.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
  "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

const HEADERS = {
  "Content-Security-Policy": `${POLICY}; object-src 'none'; frame-ancestors 'none'`,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()",
};

/**
 * Serves a folder on the loopback address. `under` puts it under a sub-path, as
 * a project page has it. `fault(path, headers)` may return a status, or a status with a
 * body, to stand in for a broken deploy, or a promise, for a slow line; `headers`
 * replaces some of ours. Resolves to { url, close, requests }.
 */
export async function serve(folder, { port = 0, under = "/", fault = () => undefined, headers: own = {} } = {}) {
  const root = resolve(folder);
  const requests = [];
  const server = createServer(async (request, response) => {
    const send = (status, headers, body) => {
      response.writeHead(status, { ...HEADERS, ...own, ...headers });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    const path = pathOf(request.url);
    requests.push(path ?? request.url);
    if (path === undefined) {
      send(400, { "Content-Type": "text/plain" }, "no address");
      return;
    }
    if (`${path}/` === under) {
      // Relative addresses need the slash.
      send(301, { Location: under }, "");
      return;
    }
    const broken = await fault(path, request.headers);
    if (broken) {
      send(broken.status, { "Content-Type": broken.type ?? "text/html; charset=utf-8" }, broken.body ?? "");
      return;
    }
    if (!path.startsWith(under)) {
      send(404, { "Content-Type": "text/plain" }, "not here");
      return;
    }
    let name = path.slice(under.length);
    if (name === "" || name.endsWith("/")) name += "index.html";
    const file = normalize(join(root, name));
    if (!file.startsWith(root + sep)) {
      send(404, { "Content-Type": "text/plain" }, "not here");
      return;
    }
    try {
      const bytes = await readFile(file);
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      // Hashed names never change; the page itself must always be asked for.
      const hashed = /-[0-9a-f]{12,}(_bg)?\.\w+$/.test(file);
      const cache = hashed ? "public, max-age=31536000, immutable" : "no-cache";
      const encoding = way(file, request.headers["accept-encoding"]);
      const body = encoding ? await packed(bytes, encoding) : bytes;
      send(200, { "Content-Type": type, "Cache-Control": cache, ...(encoding && { "Content-Encoding": encoding, Vary: "Accept-Encoding" }) }, body);
    } catch {
      // As static hosts do.
      const page = await readFile(join(root, "404.html")).catch(() => "not here");
      send(404, { "Content-Type": TYPES[".html"] }, page);
    }
  });
  await new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", listening);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}${under}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** The path, or nothing when the address is malformed. */
function pathOf(address) {
  try {
    return decodeURIComponent(new URL(address, "http://localhost").pathname);
  } catch {
    return undefined;
  }
}

/** How the reader wants a file packed. */
function way(file, accepted = "") {
  if (!packs(file)) return undefined;
  return accepted.includes("br") ? "br" : accepted.includes("gzip") ? "gzip" : undefined;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = "dist", port = "8080"] = process.argv.slice(2);
  if (!existsSync(join(folder, "index.html"))) {
    console.error(`There is no ${folder}/index.html. Build the app first: bash .ci/serve --build-only`);
    process.exit(1);
  }
  try {
    const { url } = await serve(folder, { port: Number(port) });
    console.log(`      ${url}`);
    process.on("SIGINT", () => process.exit(0));
  } catch (error) {
    console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken. Choose another: PORT=8081 bash .ci/serve` : error);
    process.exit(1);
  }
}
