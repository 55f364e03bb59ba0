// Starts the app, and takes over when it cannot start or has stopped.
//
// An own file instead of Trunk's inline script, so that the content security
// policy needs no 'unsafe-inline'. It runs in the head, before there is a body,
// and does not depend on the module: after a panic nothing of the module may be
// used any more.

(() => {
  "use strict";

  const OURS = "plumbline/";
  const CRASHED_AT = "plumbline-crashed-at";
  /** Two crashes within this time are a loop, in milliseconds. */
  const LOOP = 30_000;
  const script = document.currentScript;
  const find = (id) => document.getElementById(id);
  const parsed = new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done, { once: true });
    else done();
  });

  // The chosen theme, before the first paint. Storage may be blocked.
  try {
    const theme = JSON.parse(localStorage.getItem(`${OURS}theme`));
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // As the system says, then.
  }

  let dead = false;

  /** Shows the crash screen in the place of the app. `detail` says where and holds no answers. */
  async function crash(detail, title, lead) {
    if (dead) return;
    dead = true;
    const again = crashedLately();
    held?.drop();
    freeze();
    await parsed;
    find("app")?.remove();
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.remove();
    if (title) find("crash-title").textContent = title;
    if (lead) find("crash-lead").textContent = lead;
    find("crash-detail").textContent = detail;
    find("crash-reload").onclick = () => location.reload();
    find("crash-download").onclick = download;
    find("crash-copy").onclick = () => copy(`${detail} · ${navigator.userAgent}`);
    find("crash-safe").hidden = !again;
    // For whoever cannot start it at all.
    find("crash-paper").hidden = !lead;
    find("crash").hidden = false;
    document.title = `${find("crash-title").textContent} · Plumbline`;
    find("crash-title").focus();
  }

  const say = (text) => (find("crash-said").textContent = text);

  /** From here on the app cannot write any more: a half-changed state is worse than a lost second. */
  function freeze() {
    const stopped = () => {
      throw new Error("stopped");
    };
    try {
      for (const method of ["setItem", "removeItem", "clear"]) Storage.prototype[method] = stopped;
      // The journal, too: what a stopped app writes must not come back.
      for (const method of ["put", "delete", "clear"]) IDBObjectStore.prototype[method] = stopped;
    } catch {
      // Then there is no storage to protect.
    }
  }

  /** What a book of the journal holds; nothing when there is none. As late as the browser opens it. */
  const readBook = (factory) =>
    new Promise((done) => {
      const nothing = () => done([]);
      const opening = factory.open("plumbline");
      opening.onerror = nothing;
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onsuccess = () => {
        try {
          const store = opening.result.transaction("records").objectStore("records");
          const [keys, values] = [store.getAllKeys(), store.getAll()];
          values.onerror = nothing;
          values.onsuccess = () => done(keys.result.map((key, at) => [key, values.result[at]]));
        } catch {
          nothing();
        }
      };
    });

  /** The books of the journal, being read; each says when it has been. */
  let books;
  const readJournal = () =>
    ["journal", "second journal"].map((name, at) => {
      const book = { name, records: [], isRead: false };
      const factory = async () => (at ? (await navigator.storageBuckets.open("plumbline-journal")).indexedDB : indexedDB);
      const end = (records) => Object.assign(book, { records, isRead: true });
      book.end = factory().then(readBook).then(end, () => end([]));
      return book;
    });

  /** Whether this tab has crashed a moment ago too; remembers that it did now. */
  function crashedLately() {
    try {
      const before = Number(sessionStorage.getItem(CRASHED_AT));
      sessionStorage.setItem(CRASHED_AT, String(Date.now()));
      return Date.now() - before < LOOP;
    } catch {
      return false;
    }
  }

  /** A record of the local storage as it was said, whatever letters it lies there in: src/store/short.rs says how. */
  function spelt(text) {
    const one = (it) => {
      const n = it[0] === "@" ? 20 : 23;
      const bytes = atob(it.slice(1, n).replaceAll("-", "+").replaceAll("_", "/"));
      const hex = [...bytes].map((it) => it.charCodeAt(0).toString(16).padStart(2, "0")).join("");
      const value = it.slice(n);
      const said = /^[A-Z]/.test(value) ? `{"rating":"${value}"}` : value;
      return `"value": ${said}, "at": "00000000-${hex.slice(0, 12)}-${hex.slice(12, -16) || "0000"}-${hex.slice(-16)}"`;
    };
    // What is damaged is handed over as it lies there.
    const lines = text.split("\n");
    if (!lines.every((it) => /^(?:@[\w-]{19}|#[\w-]{22})/.test(it))) return text;
    const [now, ...earlier] = lines.map(one);
    return `{ ${now}${earlier.length ? `, "earlier": [{ ${earlier.join(" }, { ")} }]` : ""} }`;
  }

  /**
   * All raw data of this app, as one file: what can be read by now. Of a copy that
   * the browser has not opened yet it says so, and says when it has.
   */
  async function download() {
    books ??= readJournal();
    const all = Promise.all(books.map((it) => it.end));
    await Promise.race([all, new Promise((moment) => setTimeout(moment, 3_000))]);
    const records = {};
    // Where two differ, either may be the later one: both are handed over.
    const put = (name, key, value) => {
      if (!(key in records)) records[key] = value;
      else if (records[key] !== value) records[`${name} of ${key}`] = value;
    };
    let isBlocked = false;
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const key = localStorage.key(at);
        if (key.startsWith(OURS)) put("", key, spelt(localStorage.getItem(key)));
      }
    } catch {
      isBlocked = true;
    }
    for (const { name, records: found } of books) for (const [key, value] of found) put(name, key, value);
    const n = Object.keys(records).length;
    const isLate = books.some((it) => !it.isRead);
    if (isBlocked && !n && !isLate) {
      say("This browser does not let the page read its storage.");
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(records)], { type: "application/json" }));
    link.download = `plumbline-raw-data-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    const words = `${n} ${n === 1 ? "entry" : "entries"} handed over.`;
    say(isLate ? `${words} The browser has not opened its second copy of them yet.` : words);
    if (isLate) all.then(() => say("The browser has opened its second copy now. Download once more: it is in the file, too."));
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied. It holds no answers.");
    } catch {
      find("crash-detail").closest("details").open = true;
      say("The browser does not allow copying; the text stands below.");
    }
  }

  // The panic hook of the module calls this.
  window.plumblineCrash = (where) => void crash(where);

  // A trap (out of memory, stack overflow) never reaches the panic hook, and an
  // exception that passed through the module leaves it half-way. What an
  // extension or a picture does is not ours.
  const isTrap = (error) =>
    typeof WebAssembly === "object" &&
    (error instanceof WebAssembly.RuntimeError || /\.wasm|wasm-function/.test(String(error?.stack)));
  addEventListener("error", ({ error }) => isTrap(error) && crash(String(error)));
  addEventListener("unhandledrejection", ({ reason }) => isTrap(reason) && crash(String(reason)));

  /** Asks for a part of the program; `again` goes past whatever the browser has kept. */
  async function ask(name, sum, again) {
    const response = await fetch(new URL(name, location.href), {
      credentials: "same-origin",
      integrity: sum ?? "",
      ...(again && { cache: "reload" }),
    });
    if (!response.ok) throw new Error(`${response.status} for the program`);
    return response;
  }

  /** A part of the program, compiled, also from a host that does not know its kind. */
  async function compile(response) {
    const isKnown = /^application\/wasm\b/.test(response.headers.get("Content-Type"));
    return isKnown ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  }

  /** Loads the program and hands the page over to it. */
  async function load(again) {
    const { js, wasm, wasmSum } = script.dataset;
    // A page of the last part can wait for it by itself.
    const bringNeeded = () => Promise.all(parts.slice(0, needed()).map((it, at) => bring(it, again).catch((error) => (again && at >= USE) || Promise.reject(error))));
    const [program, glue] = await Promise.all([
      ask(wasm, wasmSum, again).then(compile),
      import(new URL(again ? `${js}?again` : js, location.href)),
      bringNeeded(),
    ]);
    await parsed;
    // The static view may have been left meanwhile.
    await bringNeeded();
    if (dead) return;
    // Of an instance that did not start nothing is left.
    connected = 0;
    shared = undefined;
    if (glue.rest) {
      glue.rest.load = (table, at) => fill(glue.rest, table, at);
      held ??= window.plumblineHolds(() => connected, parts.length);
    }
    await glue.default({ module_or_path: program });
    hasStarted = true;
    followParts(glue.rest);
  }

  // --- the later parts of the program ---
  //
  // A release build is in parts (.ci/parts/divide.mjs). The first shows the first page to
  // who has nothing stored here. With the second whoever was invited can give a first
  // answer; with the third one can go on answering, and what happens to a page meanwhile
  // is dealt with; the last has all else. What the address needs comes at once, the others
  // while the page is read.
  //
  // Nothing reaches for a part before it is there. What a reader does is held back (hold.js)
  // until the program has what it takes. And whatever else may call the program (events of the window, the
  // journal, timers) it hands to `plumblineAt`, and sets up only then. So no request has to
  // stand still, and a part that does not come ends nothing: what is there goes on, the page
  // says what waits, and the part is asked for again. Only where a list of .ci/parts is an old
  // one does the program meet what is not there (`fill`).

  /** The later parts in their order, each with its program once that has come. */
  const parts = (script.dataset.parts ?? "").split(" ").filter(Boolean).map((name, at) => ({ name, sum: script.dataset.sums?.split(" ")[at] }));
  /** From this one on links lead somewhere: a page that has not come says so itself. */
  const USE = 2;
  /** How many of them are connected, and what they may be connected to. */
  let connected = 0;
  let shared;
  let hasStarted = false;
  /** What is held back until they are. */
  let held;
  /** In the memory of the tab: the parts that an address seemed to need did not do here. */
  const NEEDS_ALL = "plumbline-needs-all";

  /** By how many later parts are connected: who waits for that. */
  const moments = [null, ...parts].map(() => {
    const it = {};
    it.come = new Promise((done) => (it.comes = done));
    return it;
  });
  /**
   * Calls back when the program can do what this stage is about, after the start and so many
   * milliseconds at the soonest, with whether the page was in use before it could. Returns
   * whether it can by now.
   */
  window.plumblineAt = (stage, callback, ms = 0) => {
    const { come } = moments[Math.min(stage, parts.length)];
    const calls = () => void come.then(callback);
    if (ms) setTimeout(calls, ms);
    else calls();
    return parts.slice(0, stage).every((it) => it.program);
  };

  /** How many of the later parts the page that opens needs. */
  function needed() {
    try {
      if (sessionStorage.getItem(NEEDS_ALL) !== null) return parts.length;
      const hasOwn = Object.keys(localStorage).some((it) => it.startsWith(OURS) && it !== `${OURS}theme`);
      if (/^#?\/?$/.test(location.hash)) return hasOwn ? USE : 0;
      if (/^#s\d/.test(location.hash)) return hasOwn ? USE : 1;
      return /^#\/a\/\w+\/assess/.test(location.hash) ? USE : parts.length;
    } catch {
      return parts.length;
    }
  }

  /** Fetches a part, unless it is there. */
  async function bring(part, again) {
    part.program ??= await compile(await ask(part.name, part.sum, again));
  }

  /** Connects the next part, which has come. */
  function connect(glue) {
    shared ??= { ...glue.exports };
    const { exports } = new WebAssembly.Instance(parts[connected].program, { "./plumbline_bg.js": glue.imports, first: shared });
    Object.assign(shared, exports);
    connected += 1;
    glue.exports["rest.whole"].value = Number(connected === parts.length);
  }

  /**
   * The program has found this place in one of its tables empty, and goes on when it is
   * filled. Nothing has to be fetched for that but where a list of .ci/parts is an old one.
   */
  function fill(glue, table, at) {
    while (glue.exports[`rest.${table}`].get(at) === null) {
      const part = parts[connected];
      if (!part) throw new Error("a place in a table of the program that nothing fills");
      if (!part.program && !hasStarted) startOver();
      try {
        if (!part.program) bringStandingStill(part);
        connect(glue);
      } catch (error) {
        crash(String(error), ...NOT_WHOLE);
        throw error;
      }
    }
  }

  /**
   * In the middle of what a reader did: the program cannot stop there, and what it was
   * doing must not be lost. The whole page stands still meanwhile.
   */
  function bringStandingStill(part, again) {
    const request = new XMLHttpRequest();
    request.open("GET", new URL(part.name, location.href), false);
    request.overrideMimeType("text/plain; charset=x-user-defined");
    if (again) request.setRequestHeader("Cache-Control", "no-cache");
    try {
      request.send();
      if (request.status !== 200) throw new Error(`${request.status} for the program`);
      const bytes = Uint8Array.from(request.responseText, (it) => it.charCodeAt(0) & 255);
      if (part.sum && checksum(bytes) !== part.sum) throw new Error("what came for the program is something else");
      part.program = new WebAssembly.Module(bytes);
    } catch (error) {
      if (again) throw error;
      bringStandingStill(part, true);
    }
  }

  /** The checksum (SHA-256) that the browser compares by itself wherever it can be waited for. */
  function checksum(bytes) {
    const message = new DataView(new ArrayBuffer(64 * Math.ceil((bytes.length + 9) / 64)));
    new Uint8Array(message.buffer).set(bytes);
    message.setUint8(bytes.length, 128);
    message.setBigUint64(message.byteLength - 8, BigInt(bytes.length) * 8n);
    // The first 32 bits behind the point of the roots of the first primes: square of 8, cube of 64.
    const primes = [];
    for (let it = 2; primes.length < 64; it += 1) if (primes.every((by) => it % by)) primes.push(it);
    const behind = (root) => ((root % 1) * 2 ** 32) | 0;
    const [k, sum] = [primes.map((it) => behind(Math.cbrt(it))), primes.slice(0, 8).map((it) => behind(Math.sqrt(it)))];
    const turn = (x, ...by) => by.reduce((all, n) => all ^ ((x >>> n) | (x << (32 - n))), 0);
    for (let from = 0; from < message.byteLength; from += 64) {
      const w = Array.from({ length: 16 }, (_, at) => message.getInt32(from + 4 * at));
      let [a, b, c, d, e, f, g, h] = sum;
      for (let at = 0; at < 64; at += 1) {
        if (at > 15) {
          const [x, y] = [w[at - 15], w[at - 2]];
          w[at] = (w[at - 16] + (turn(x, 7, 18) ^ (x >>> 3)) + w[at - 7] + (turn(y, 17, 19) ^ (y >>> 10))) | 0;
        }
        const one = h + turn(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + k[at] + w[at];
        const two = turn(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
        [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      for (const [at, it] of [a, b, c, d, e, f, g, h].entries()) sum[at] = (sum[at] + it) | 0;
    }
    const all = sum.flatMap((it) => [24, 16, 8, 0].map((by) => (it >>> by) & 255));
    return `sha256-${btoa(String.fromCharCode(...all))}`;
  }

  /** Brings the later parts while the page is in use, connects them, and lets go of what has waited. */
  async function followParts(glue) {
    const atOnce = parts.findIndex((it) => !it.program);
    const isLate = (n) => Boolean(glue) && atOnce >= 0 && n > atOnce;
    const tell = async () => {
      for (let n = 0; n <= connected; n += 1) moments[n].comes(isLate(n));
      await moments[connected].come;
      held?.goOn();
    };
    let pause = 250;
    await tell();
    while (glue && !dead && connected < parts.length) {
      const part = parts[connected];
      try {
        await bring(part, pause > 250);
        if (dead) return;
        // The program may have asked for it meanwhile.
        if (parts[connected] === part) connect(glue);
        held.fail(false);
        pause = 250;
        await tell();
      } catch {
        if (dead) return;
        // What came and does not fit has not come.
        if (parts[connected] === part) part.program = undefined;
        // Slow is not missing, but this has failed: that is said, and ends nothing.
        held.fail(true);
        const passed = (ms) => new Promise((later) => setTimeout(later, ms));
        // At once for who waits, but never one after the other.
        await Promise.all([passed(Math.min(pause, 1_000)), Promise.race([held.next(), passed(Math.min(pause, 30_000))])]);
        pause *= 2;
      }
    }
    if (dead) return;
    // Also when the program has asked for the last of them itself.
    await tell();
    held?.release();
  }

  /**
   * The start called for a part that has not come, which no start does that the lists in
   * .ci/parts were recorded from. The page starts over with all of them.
   */
  function startOver() {
    const early = new Error("a later part of the program was needed early");
    try {
      if (dead || sessionStorage.getItem(NEEDS_ALL)) throw early;
      sessionStorage.setItem(NEEDS_ALL, "1");
    } catch {
      crash(String(early), ...NOT_WHOLE);
      throw early;
    }
    dead = true;
    freeze();
    location.reload();
    throw early;
  }

  const CANNOT = ["This browser cannot run the app", "It has no WebAssembly, or a setting or policy switches it off. Another current browser will do. Nothing that is stored here was touched."];
  const NOT_WHOLE = ["The app could not be loaded", "The program did not arrive whole: the connection broke, or the site was just updated. What you saved is still in this browser. Try again in a moment."];

  const AS_A_FILE = ["This page was opened as a file", "Browsers run a program only from a web address. Put the folder on a web server, or open the address you got it from."];

  async function start() {
    if (location.protocol === "file:") return crash("file:", ...AS_A_FILE);
    if (typeof WebAssembly !== "object") return crash("no WebAssembly", ...CANNOT);
    // The static view comes first: what is done beside it holds it back. The
    // files are on their way already. A hidden page paints nothing and does not
    // wait.
    await parsed;
    await new Promise((painted) => {
      requestAnimationFrame(() => setTimeout(painted));
      setTimeout(painted, 200);
    });
    try {
      await load(false).catch(() => dead || load(true));
    } catch (error) {
      // Each browser words it in its own way when a policy forbids WebAssembly.
      const forbidden = /unsafe-eval|content security policy|\bCSP\b/i.test(String(error));
      const isStopped = dead;
      crash(String(error), ...(forbidden ? CANNOT : NOT_WHOLE));
      if (!forbidden && !isStopped) addEventListener("online", () => location.reload());
    }
  }

  start();
})();
